//! The signature: the last short lines of the text that are a name, or say where it was taken from.

use super::{Context, Verdict};
use crate::block::Form;
use crate::label::Label;

pub(super) const NAME: &str = "signature";

/// A signature is looked for among so many last kept blocks: name, source, translator.
const LAST: usize = 3;

/// The longest name with rank, in words.
const MAX_NAME_WORDS: u32 = 7;

/// The longest "Theo …" line, in words.
const MAX_SOURCE_WORDS: u32 = 9;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let kept: Vec<usize> =
        (0..verdicts.len()).filter(|&at| verdicts[at].label.is_text() && context.inside(at)).collect();
    if kept.len() < 3 {
        return;
    }
    for &at in kept.iter().rev().take(LAST) {
        let block = context.block(at);
        if matches!(block.form, Form::TableRow | Form::Code | Form::ListItem { .. }) {
            return;
        }
        let label = if is_source(&block.text, block.facts.words) {
            Label::Source
        } else if is_name(&block.text, block.facts.words) {
            Label::Byline
        } else {
            return;
        };
        verdicts[at] = Verdict::new(label, NAME, "a short last line");
    }
}

/// "Theo Báo Nhân Dân", "(Theo TTXVN)", "Nguồn: X".
fn is_source(text: &str, words: u32) -> bool {
    let text = text.trim_start_matches(['(', '-', '*', ' ']);
    let starts = ["Theo ", "THEO ", "Nguồn", "NGUỒN"].iter().any(|start| text.starts_with(start));
    starts && words <= MAX_SOURCE_WORDS && !text.trim_end_matches([')', '.', ' ']).contains(['.', ','])
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
    let connective = |word: &str| {
        matches!(word, "-" | "–" | "và" | "&" | "/" | "|" | "(t/h)" | "(tổng" | "hợp)" | "(ghi)" | "(dịch)")
    };
    let mut words = text.split_whitespace();
    let sentence = text.ends_with('.') && text.split_whitespace().count() > 3;
    !sentence && words.all(|word| capital(word) || connective(word))
}

#[cfg(test)]
mod tests {
    use super::{is_name, is_source};

    #[test]
    fn names_and_sources() {
        assert!(is_name("Lê Thu Hạnh", 3) && is_name("P.V", 1) && is_name("HOÀNG AN - MINH TÚ", 5));
        assert!(!is_name("Trời mưa to", 3) && !is_name("Giá vàng hôm nay?", 4));
        assert!(is_source("Theo Báo Rừng Xanh", 4) && is_source("(Theo TTXVN)", 2));
        assert!(!is_source("Theo ông An, vụ mùa năm nay được giá.", 9));
    }
}
