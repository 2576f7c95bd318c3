//! Which lines make one block: breaks at a column, and sentences broken at their links and bold words.

use super::{Line, Span, wrap};
use crate::block::{Form, TextFacts};

/// A line that ends in a comma goes on in the next one, even a capital; only one so long is surely running text.
const MIN_COMMA_WORDS: u32 = 8;

/// A line of so many words without a sentence end is surely running text, not the heading of what follows.
const MIN_BRIDGE_WORDS: u32 = 10;

/// A sentence is broken into no more pieces: more is a list, and going back over it would cost.
const MAX_PIECES: usize = 64;

/// The lines of each block, in order.
pub(super) fn spans(lines: &[Line], facts: &[TextFacts], width: Option<usize>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut first = 0;
    while first < lines.len() {
        let mut last = first;
        let end = if width.is_some() { lines.len() } else { lines.len().min(first + MAX_PIECES) };
        while last + 1 < end && goes_on(lines, facts, last, width) {
            last += 1;
        }
        while last > first && is_loose(lines, facts, last, width) {
            last -= 1;
        }
        spans.push((first, last));
        first = last + 1;
    }
    spans
}

/// Whether the block of line `at` goes on in the next line.
fn goes_on(lines: &[Line], facts: &[TextFacts], at: usize, width: Option<usize>) -> bool {
    let (line, next) = (&lines[at], &lines[at + 1]);
    if !wrap::follows(line, next) || line.form == Form::TableRow {
        return false;
    }
    if let Some(width) = width {
        return wrap::is_break(line, next, width);
    }
    if next.marked || (next.indent.abs_diff(line.indent) > 1 && !line.marked) {
        return false;
    }
    let Some(first) = next.text.chars().next() else { return false };
    let Some(last) = line.text.chars().last() else { return false };
    // ".NET" is a name; a wide mark never has a space after it.
    let glued = first.is_ascii() && next.text.chars().nth(1).is_some_and(char::is_alphanumeric);
    if is_joint(first) && !glued && line.text.chars().any(char::is_alphanumeric) {
        return !next.text.starts_with("...") && next.text.chars().any(char::is_alphanumeric);
    }
    if facts[at].ends_sentence || matches!(last, ':' | '：') || !is_word_end(last) {
        return false;
    }
    // A name between two halves of a sentence: the half after it begins in the middle.
    let bridged = facts[at].words >= MIN_BRIDGE_WORDS
        && facts[at + 1].words <= 6
        && first.is_uppercase()
        && resumes(lines, at + 1);
    let small = is_small(&next.text) || (first.is_lowercase() && facts[at].words >= MIN_BRIDGE_WORDS);
    small || bridged || (last == ',' && facts[at].words >= MIN_COMMA_WORDS)
}

/// Whether the line after `at` begins in the middle of a sentence.
fn resumes(lines: &[Line], at: usize) -> bool {
    let Some(next) = lines.get(at + 1) else { return false };
    next.number == lines[at].number + 1
        && !next.marked
        && next.text.chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ')'))
}

/// Marks that stand directly after a word, so that a line never begins with them of its own.
const fn is_joint(c: char) -> bool {
    matches!(
        c,
        ',' | '.'
            | ';'
            | ':'
            | ')'
            | '?'
            | '!'
            | '”'
            | '»'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '）'
            | '？'
            | '！'
            | '」'
            | '』'
    )
}

/// Whether the first word is one of small letters; `n8n`, `goDrive` and `ban.vn` are names, which begin lines as well.
fn is_small(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(char::is_lowercase)
        && word.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '–' | '’' | '\'' | '/'))
}

fn is_word_end(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ',' | '"' | '“' | '”' | '(' | ')' | '’' | '\'' | '-' | '–' | '/' | '%')
}

/// Whether the last piece of a chain may be something else (a keyword, a date): no sentence ends in it.
fn is_loose(lines: &[Line], facts: &[TextFacts], last: usize, width: Option<usize>) -> bool {
    let joint = lines[last].text.chars().next().is_some_and(is_joint);
    width.is_none() && !joint && !facts[last].ends_sentence
}

#[cfg(test)]
mod tests {
    use crate::block::lines::cut;

    fn count(text: &str) -> usize {
        cut(text).blocks.len()
    }

    #[test]
    fn only_what_is_certain_is_joined() {
        assert_eq!(count("Bước 1\n: Rửa sạch lá dong."), 1);
        assert_eq!(
            count("Theo cụ Tám, người giữ nghề lâu nhất ở bến, báo\nLàng Mới\n, nghề này sắp mất."),
            1
        );
        assert_eq!(count("Bà con cần chuẩn bị:\ngạo nếp"), 2);
        assert_eq!(count("Bà con có thể đặt thêm một chiếc chăn\nlàng nghề"), 2);
        assert_eq!(count("Cà phê đêm ở phố cổ\nthứ ba, 28 tháng 11"), 2);
        assert_eq!(count("Windows: Alt +,\nMac: Opt +,"), 2);
        assert_eq!(count("Lúa chín sớm\n\nvà được mùa."), 2);
    }
}
