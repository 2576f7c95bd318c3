//! Lines to blocks: a text that some flattener made out of a page, cut into the blocks it had.
//!
//! Usually one line is one block. Flatteners also break sentences: at a column (those breaks are undone where the next
//! word would not have fitted) and at every link or bold word (undone where the next line goes on in the middle of a
//! sentence). Marks of headings and lists are taken off the text and kept as the block's form. Knows no labels.

mod glued;
mod inline;
mod join;
mod marker;
mod row;
mod wrap;

use std::borrow::Cow;

use super::normal::normalise;
use super::text::is_cjk;
use super::{Block, Cut, Form, TextFacts};

/// One line with something in it, its markers taken off.
#[derive(Clone, Debug)]
struct Line {
    /// Its number in the input, from 1.
    number: u32,
    /// Columns of white space before the text.
    indent: usize,
    /// Columns in all, as the flattener counted them.
    columns: usize,
    /// Its form.
    form: Form,
    /// Whether a marker was taken off: such a line begins a block.
    marked: bool,
    /// The text in normal form.
    text: String,
    /// Characters inside links, white space left out.
    linked: u32,
    /// Whether the line holds pictures and nothing else.
    picture: bool,
}

/// Lines that make one block: from the first to the last index.
type Span = (usize, usize);

/// Cuts a text into blocks. Every line that is not blank lies in exactly one block, save those in
/// which a flattener glued blocks together: these are parted again. A block's `at` are its lines.
pub fn cut(text: &str) -> Cut {
    let mut raw: Vec<(u32, &str)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        if glued::is_short(line) {
            raw.extend((!is_blank(line)).then_some((number, line)));
        } else {
            let parts = glued::parts(line).into_iter().filter(|part| !is_blank(part));
            raw.extend(parts.map(|part| (number, part)));
        }
    }
    let mut lines: Vec<Line> = raw.iter().map(|&(number, line)| read(number, line)).collect();
    row::mark(&raw, &mut lines);
    let width = wrap::width(&lines);
    let facts: Vec<TextFacts> = lines.iter().map(|line| TextFacts::of(&line.text)).collect();
    let spans = join::spans(&lines, &facts, width);
    let blocks = spans.into_iter().map(|span| block(&mut lines, &facts, span)).collect();
    Cut { blocks, ..Cut::default() }
}

fn is_blank(line: &str) -> bool {
    !line.as_bytes().first().is_some_and(u8::is_ascii_graphic)
        && line.chars().all(|c| c.is_whitespace() || super::normal::is_invisible(c))
}

fn read(number: u32, raw: &str) -> Line {
    let raw = raw.trim_end();
    let mark = marker::take(raw);
    let closed_up = close_up(mark.rest);
    let plain = inline::plain(&closed_up);
    Line {
        number,
        indent: mark.indent,
        columns: wrap::columns(raw),
        form: mark.form,
        marked: mark.marked,
        text: normalise(&plain.text),
        linked: plain.linked,
        picture: plain.picture,
    }
}

/// Without the tab between a link or bold word and the stop behind it.
fn close_up(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_owned();
    for stop in [',', '.', ';', ':', '!', '?', ')', '”'] {
        text = text.replace(&format!("\t{stop}"), &stop.to_string());
    }
    Cow::Owned(text)
}

/// The block of some lines; its text is theirs no more.
fn block(lines: &mut [Line], facts: &[TextFacts], (first, last): Span) -> Block {
    let mut text = std::mem::take(&mut lines[first].text);
    for line in &lines[first + 1..=last] {
        // Scripts without spaces are broken anywhere, and joined without one.
        let wide = text.chars().last().is_some_and(is_cjk) && line.text.chars().next().is_some_and(is_cjk);
        if !begins_with_stop(&line.text) && !wide {
            text.push(' ');
        }
        text.push_str(&line.text);
    }
    let linked = lines[first..=last].iter().map(|line| line.linked).sum();
    let picture = lines[first..=last].iter().all(|line| line.picture);
    let facts = if first == last { facts[first] } else { TextFacts::of(&text) };
    let facts = TextFacts { linked, picture, ..facts };
    Block {
        text,
        form: lines[first].form,
        facts,
        markup: None,
        at: (lines[first].number, lines[last].number),
        inline: None,
    }
}

/// Whether the line begins with a mark that stands directly after the word before it.
fn begins_with_stop(text: &str) -> bool {
    text.starts_with([
        '.', ',', ';', ':', '!', '?', ')', '”', '»', '…', '，', '。', '、', '；', '：', '！', '？', '）',
        '」', '』',
    ])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::cut;
    use crate::block::Form;

    fn texts(text: &str) -> Vec<(String, (u32, u32))> {
        cut(text).blocks.into_iter().map(|block| (block.text, block.at)).collect()
    }

    #[test]
    fn one_line_is_one_block_and_markers_come_off() {
        let cut = cut("## Chợ phiên\r\n\n  * Ba hộ dân\n    + Hai hộ\n\n---\nCâu văn.");
        let forms: Vec<Form> = cut.blocks.iter().map(|block| block.form).collect();
        let list = |depth| Form::ListItem { depth, ordered: false };
        assert_eq!(forms, [Form::Heading(2), list(1), list(2), Form::Paragraph, Form::Paragraph]);
        let texts: Vec<&str> = cut.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["Chợ phiên", "Ba hộ dân", "Hai hộ", "---", "Câu văn."]);
    }

    #[test]
    fn a_sentence_broken_at_its_links_is_joined() {
        let text =
            "Sáng nay, bà con thôn Hạ đi\nchợ phiên\n, mang theo gà và\nmật ong\nrừng để bán.\nMột câu khác.";
        let expected =
            ["Sáng nay, bà con thôn Hạ đi chợ phiên, mang theo gà và mật ong rừng để bán.", "Một câu khác."];
        let got: Vec<String> = texts(text).into_iter().map(|(text, _)| text).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn scripts_without_spaces_are_joined_without_one() {
        let got: Vec<String> = texts("老人说，那年他坐的是\n，木船，后来才有\n、客船。\n江上起了雾。")
            .into_iter()
            .map(|it| it.0)
            .collect();
        assert_eq!(got, ["老人说，那年他坐的是，木船，后来才有、客船。", "江上起了雾。"]);
    }

    proptest! {
        #[test]
        fn no_line_is_lost_and_ranges_ascend(text in "([ #*|>-]{0,4}[a-np-zA-Zđ.,:|]{0,9}( [A-Zb-np-z.]{1,9}){0,8}\n{1,2}){0,30}") {
            let blocks = cut(&text).blocks;
            let mut expected: Vec<u32> = Vec::new();
            for (number, line) in (1..).zip(text.split('\n')) {
                if !line.trim().is_empty() {
                    expected.push(number);
                }
            }
            let mut last = 0;
            let mut covered: Vec<u32> = Vec::new();
            for block in &blocks {
                prop_assert!(block.at.0 > last && block.at.1 >= block.at.0);
                last = block.at.1;
                covered.extend(expected.iter().filter(|&&number| (block.at.0..=block.at.1).contains(&number)));
            }
            prop_assert_eq!(covered, expected);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let kept: String = blocks.iter().map(|block| letters(&block.text)).collect();
            prop_assert_eq!(kept, letters(&text));
        }
    }
}
