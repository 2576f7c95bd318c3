//! The line below a text: who signs, and where the text was taken from.

use super::cue::{has_cue, strip_cues};
use super::parts::writers;
use super::{MAX_CHARS, is_edge, is_signature, parse, ranked, without_parentheses};
use crate::block::Block;
use crate::block::normal::normalise;
use crate::meta::signs::holds_word;
use crate::meta::site::Site;
use crate::meta::source;

/// A signature with rank and office has at most so many words.
const MAX_OFFICE_WORDS: usize = 30;

/// What stands beside a name on such a line has at most so many characters.
const MAX_BESIDE: usize = 20;

/// What a line below a text tells: "Hà An (theo X)", "Hà An - Theo X", "Tin, ảnh: Hà An", "Theo X".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignatureLine {
    /// Who signs.
    pub authors: Vec<String>,
    /// Where the text was taken from.
    pub source: Option<String>,
}

/// What the source on such a line begins with, in lower case.
#[rustfmt::skip]
const SOURCE_CUES: [&str; 12] = [
    "theo ", "nguồn:", "source:", "source :", "quelle:", "fuente:", "fonte:", "sumber:", "источник:", "来源：", "來源：", "出典：",
];

/// The source that a line below a text names, and nothing else of it: most lines can be told at a glance to name none.
pub fn source_of_line(block: &Block, site: &Site) -> Option<String> {
    let text = block.text.as_str();
    // A line with more letters is too long for one.
    let short = block.facts.letters as usize <= MAX_CHARS + MAX_BESIDE;
    if short && can_name_source(text) { signature_line(text, site)?.source } else { None }
}

/// Whether one of the cues for a source can be there: each has a colon or is the one word without.
fn can_name_source(text: &str) -> bool {
    text.contains([':', '：']) || holds_word(text, &["theo"])
}

/// Reads a line below a text; `None` when it is no signature.
pub fn signature_line(text: &str, site: &Site) -> Option<SignatureLine> {
    let text = normalise(text);
    let ranked = ranked(strip_cues(&text));
    if !ranked.is_empty()
        && text.split(' ').count() <= MAX_OFFICE_WORDS
        && !text.ends_with(['.', ':', '?', '!'])
    {
        return Some(SignatureLine { authors: ranked, source: None });
    }
    if text.chars().count() > MAX_CHARS + MAX_BESIDE || text.split(' ').count() > 14 {
        return None;
    }
    let lower = if can_name_source(&text) { text.to_lowercase() } else { String::new() };
    let same = lower.len() == text.len();
    let at = SOURCE_CUES.iter().filter(|_| same).filter_map(|cue| {
        let at = lower.find(cue)?;
        let starts = text[..at].trim_end();
        (starts.is_empty()
            || starts.ends_with(['(', '-', '–', '|', '/', ',', '.', '['])
            || is_signature(starts))
        .then_some(at)
    });
    if let Some(at) = at.min() {
        let (left, right) = text.split_at(at);
        let left = left.trim_matches(|c: char| is_edge(c) || matches!(c, '(' | '[' | '.'));
        let value = source::value(right)?;
        let named = value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || value.contains('.')
            || value.split(' ').count() == 1;
        let fits = named
            && !value.ends_with([',', ':'])
            && (left.is_empty() || is_signature(left))
            && !text.ends_with([':', ';', ',', '?', '!']);
        let authors = if left.is_empty() { Vec::new() } else { parse(left, site) };
        return fits.then_some(SignatureLine { authors, source: Some(value) });
    }
    let cue = has_cue(&text);
    let bare = if cue { strip_cues(writers(&text)) } else { writers(&text) };
    if !is_signature(&without_parentheses(bare)) && !is_signature(bare.trim_end_matches(" thực hiện")) {
        return None;
    }
    let authors = parse(&text, site);
    (!authors.is_empty()).then_some(SignatureLine { authors, source: None })
}
