//! What a byline begins with before the names.

use super::words::CUES;
use super::{MAX_WIDE_CHARS, is_edge};
use crate::block::text::is_cjk;

/// Phrases in lower case that texts are asked for at their start.
#[derive(Debug)]
pub(in crate::meta) struct Starts {
    phrases: &'static [&'static str],
    /// A bit for the first byte of each.
    first: [u64; 4],
}

impl Starts {
    pub(in crate::meta) const fn new(phrases: &'static [&'static str]) -> Self {
        let (mut first, mut at) = ([0; 4], 0);
        while at < phrases.len() {
            let byte = phrases[at].as_bytes()[0];
            first[byte as usize / 64] |= 1 << (byte % 64);
            at += 1;
        }
        Self { phrases, first }
    }

    /// The phrases that begin with the first byte of the text in lower case, in their order: no other is its start.
    pub(in crate::meta) fn of(&self, text: &str) -> impl Iterator<Item = &'static str> + use<> {
        let lower = text.chars().next().and_then(|c| c.to_lowercase().next());
        let byte = lower.map_or(0, |c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
        let any = self.first[usize::from(byte) / 64] & (1 << (byte % 64)) != 0;
        let phrases = if any { self.phrases } else { &[] };
        phrases.iter().copied().filter(move |phrase| phrase.as_bytes()[0] == byte)
    }
}

const STARTS: Starts = Starts::new(CUES);

/// Whether the text begins with one of the words that introduce an author.
pub fn has_cue(text: &str) -> bool {
    strip_cues(text).len() < text.trim().len()
}

/// The text without the words that introduce an author.
pub(super) fn strip_cues(text: &str) -> &str {
    let mut text = text.trim_matches(is_edge);
    for _ in 0..3 {
        let Some(rest) = STARTS.of(text).find_map(|cue| strip_cue(text, cue)) else { break };
        text = rest.trim_start_matches(|c: char| is_edge(c) || c == ':' || c == '：');
    }
    text
}

fn strip_cue<'t>(text: &'t str, cue: &str) -> Option<&'t str> {
    let rest = after(text, cue)?;
    // "ByJane Doe": the markup parted the words, the text does not.
    let glued = cue.ends_with("by")
        && rest.starts_with(char::is_uppercase)
        && text[..text.len() - rest.len()].ends_with('y');
    // "记者张三": such a script parts no words, and a name has few characters.
    let wide = cue.ends_with(is_cjk) && rest.starts_with(is_cjk) && rest.chars().count() <= MAX_WIDE_CHARS;
    let whole = cue.ends_with([':', '：', '・', '/', '／', '｜', '＝'])
        || !rest.starts_with(char::is_alphanumeric)
        || glued
        || wide;
    (whole && !rest.starts_with(['-', '\'', '’', '.'])).then_some(rest)
}

/// What follows a cue, given in lower case, at the start of a text.
pub(in crate::meta) fn after<'t>(text: &'t str, cue: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in cue.chars() {
        if rest.next()?.to_lowercase().next()? != wanted {
            return None;
        }
    }
    Some(rest.as_str())
}
