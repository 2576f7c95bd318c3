//! The signature: the last short lines of the text that are a name, or say where it was taken from.
//!
//! The text ends for it where notes below a separator begin, and above the heading of a list of other articles.

use super::{Context, Verdict};
use crate::block::Form;
use crate::label::Label;
use crate::meta::names;

pub(super) const NAME: &str = "signature";

/// A signature is looked for among so many last kept blocks: name, source, translator.
const LAST: usize = 3;

/// The longest name with rank, in words.
const MAX_NAME_WORDS: u32 = 7;

/// The longest "Theo …" line, in words.
const MAX_SOURCE_WORDS: u32 = 9;

/// The longest signature with rank and office, in words.
const MAX_OFFICE_WORDS: u32 = 30;

/// Above the heading of other articles a name has so many words.
const BARE_NAME_WORDS: std::ops::RangeInclusive<u32> = 2..=5;

/// So many blocks that are no text (share buttons, print links) stand between a name and such a heading.
const BETWEEN: usize = 3;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let mut kept: Vec<usize> =
        (0..verdicts.len()).filter(|&at| verdicts[at].label.is_text() && context.inside(at)).collect();
    kept.truncate(without_notes(context, verdicts, &kept));
    if kept.len() < 3 {
        return;
    }
    above_headings(context, verdicts);
    for &at in kept.iter().rev().take(LAST) {
        let block = context.block(at);
        if matches!(block.form, Form::TableRow | Form::Code | Form::ListItem { .. }) {
            return;
        }
        let label = if is_source(&block.text, block.facts.words) {
            Label::Source
        } else if is_name(&block.text, block.facts.words) || is_office(&block.text, block.facts.words) {
            Label::Byline
        } else {
            return;
        };
        verdicts[at] = Verdict::new(label, NAME, "a short last line");
    }
}

/// How many kept blocks stand above the notes: numbered blocks below a separator, to the end of the text.
fn without_notes(context: &Context<'_>, verdicts: &mut [Verdict], kept: &[usize]) -> usize {
    let is_note = |at: usize| {
        let text = context.block(at).text.trim_start_matches(['(', '[', '*', ' ']);
        text.starts_with(|c: char| c.is_ascii_digit())
    };
    let Some(line) = verdicts.iter().rposition(|it| it.label == Label::Separator) else { return kept.len() };
    let above = kept.partition_point(|&at| at < line);
    let notes = &kept[above..];
    if above < 3 || notes.is_empty() || !notes.iter().all(|&at| is_note(at)) {
        return kept.len();
    }
    for &at in notes {
        verdicts[at] = Verdict::new(Label::Footnote, NAME, "a numbered note below a separator");
    }
    above
}

/// Names set apart in bold or capitals right above the heading of a list of other articles, where text may follow that
/// belongs to those.
fn above_headings(context: &Context<'_>, verdicts: &mut [Verdict]) {
    for heading in 1..verdicts.len() {
        if verdicts[heading].label != Label::SectionHeading {
            continue;
        }
        let from = heading.saturating_sub(BETWEEN + 1);
        let Some(at) = (from..heading).rev().find(|&at| verdicts[at].label.is_text()) else { continue };
        let block = context.block(at);
        let Some(markup) = block.markup.filter(|_| context.inside(at) && block.form == Form::Paragraph)
        else {
            continue;
        };
        let apart = markup.bold_density() > 0.8 || block.facts.is_upper();
        let below_text =
            at > 0 && verdicts[at - 1].label.is_text() && context.block(at - 1).facts.ends_sentence;
        if apart
            && below_text
            && BARE_NAME_WORDS.contains(&block.facts.words)
            && is_name(&block.text, block.facts.words)
        {
            verdicts[at] = Verdict::new(Label::Byline, NAME, "a name above the heading of other articles");
        }
    }
}

/// "Theo Báo Nhân Dân", "(Theo TTXVN)", "Nguồn: X".
fn is_source(text: &str, words: u32) -> bool {
    let text = text.trim_start_matches(['(', '-', '*', ' ']);
    let starts = ["Theo ", "THEO ", "Nguồn", "NGUỒN"].iter().any(|start| text.starts_with(start));
    starts && words <= MAX_SOURCE_WORDS && !text.trim_end_matches([')', '.', ' ']).contains(['.', ','])
}

/// A name with its rank in front and perhaps an office behind it: "Đại tá LÊ VĂN MẪU, Chính ủy Sư đoàn …".
fn is_office(text: &str, words: u32) -> bool {
    words <= MAX_OFFICE_WORDS && !text.ends_with(['.', '?', '!', ':', '…']) && !names::ranked(text).is_empty()
}

/// A name or pen name: every word begins with a capital letter or is a connective; no sentence end.
fn is_name(text: &str, words: u32) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    if words == 0
        || words > MAX_NAME_WORDS
        || text.ends_with(['?', '!', ':', '…'])
        || text.chars().any(|c| c.is_ascii_digit())
    {
        return false;
    }
    let capital = |word: &str| word.chars().find(|c| c.is_alphanumeric()).is_none_or(char::is_uppercase);
    // "Hà An (theo Báo Rừng Xanh)": only in parentheses, "theo" opens a sentence as well.
    let connective = |full: &str| {
        let word = full.trim_matches(['(', ')']);
        matches!(
            word,
            "-" | "–"
                | "và"
                | "&"
                | "/"
                | "|"
                | "t/h"
                | "tổng"
                | "hợp"
                | "ghi"
                | "dịch"
                | "thực"
                | "hiện"
                | "team"
        ) || matches!(full, "(theo" | "(nguồn" | "(lược" | "(biên")
    };
    let mut words = text.split_whitespace();
    let first = words.next().is_some_and(capital);
    let sentence = text.ends_with('.') && text.split_whitespace().count() > 3;
    first && !sentence && words.all(|word| capital(word) || connective(word))
}

#[cfg(test)]
mod tests {
    use super::{is_name, is_office, is_source};

    #[test]
    fn names_and_sources() {
        assert!(is_name("Lê Thu Hạnh", 3) && is_name("P.V", 1) && is_name("HOÀNG AN - MINH TÚ", 5));
        assert!(is_name("MINH TRIẾT (thực hiện)", 4) && is_name("Hà An (tổng hợp)", 4));
        assert!(
            is_name("Hà An (theo BRX/MN)", 4) && is_name("Rừng Xanh team", 3) && !is_name("Hà An theo mẹ", 4)
        );
        assert!(!is_name("Trời mưa to", 3) && !is_name("Giá vàng hôm nay?", 4));
        assert!(is_source("Theo Báo Rừng Xanh", 4) && is_source("(Theo TTXVN)", 2));
        assert!(!is_source("Theo ông An, vụ mùa năm nay được giá.", 9));
    }

    #[test]
    fn offices() {
        assert!(is_office("Đại tá LÊ VĂN MẪU, Chính ủy Sư đoàn Đ35", 9));
        assert!(!is_office("Đại tá Lê Văn Mẫu đến thăm đơn vị", 8));
        assert!(!is_office("Đại tá LÊ VĂN MẪU chủ trì hội nghị.", 8));
    }
}
