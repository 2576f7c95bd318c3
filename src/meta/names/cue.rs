//! What a byline begins with before the names.

use super::words::CUES;
use super::{MAX_WIDE_CHARS, is_edge};
use crate::block::text::is_cjk;

/// Phrases in lower case, by their first byte: a text is asked only for those that it can begin with.
#[derive(Debug)]
pub(in crate::meta) struct Starts<const N: usize> {
    phrases: &'static [&'static str],
    /// By first byte the number of the first phrase that has it, counted from 1; 0 without one.
    first: [u8; 256],
    /// By phrase the number of the next one with its first byte.
    next: [u8; N],
}

impl<const N: usize> Starts<N> {
    /// Of at most 255 phrases, `N` of them: anything else does not compile.
    pub(in crate::meta) const fn new(phrases: &'static [&'static str]) -> Self {
        assert!(phrases.len() == N, "as many as there are");
        let (mut first, mut next, mut number) = ([0; 256], [0; N], 0_u8);
        while (number as usize) < N {
            number += 1;
        }
        while number > 0 {
            let at = number as usize - 1;
            let byte = phrases[at].as_bytes()[0] as usize;
            next[at] = first[byte];
            first[byte] = number;
            number -= 1;
        }
        Self { phrases, first, next }
    }

    /// The phrases that begin with the first byte of the text in lower case, in their order: no other is its start.
    pub(in crate::meta) fn of(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let lower = text.chars().next().and_then(lower);
        self.with(lower.map_or(0, |c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]))
    }

    /// Where in a text one of the phrases stands, whatever the case of ASCII letters.
    pub(in crate::meta) fn find(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        (0..bytes.len()).find(|&at| {
            let byte = bytes[at].to_ascii_lowercase();
            self.first[usize::from(byte)] > 0
                && self.with(byte).any(|phrase| {
                    let here = bytes[at..].get(..phrase.len());
                    here.is_some_and(|here| here.eq_ignore_ascii_case(phrase.as_bytes()))
                })
        })
    }

    fn with(&self, byte: u8) -> impl Iterator<Item = &'static str> {
        let number = |&number: &u8| usize::from(number).checked_sub(1);
        let first = number(&self.first[usize::from(byte)]);
        std::iter::successors(first, move |&at| number(&self.next[at])).map(|at| self.phrases[at])
    }
}

/// The first character of a letter's lower case.
fn lower(c: char) -> Option<char> {
    if c.is_ascii() { Some(c.to_ascii_lowercase()) } else { c.to_lowercase().next() }
}

static STARTS: Starts<{ CUES.len() }> = Starts::new(CUES);

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
        if lower(rest.next()?)? != wanted {
            return None;
        }
    }
    Some(rest.as_str())
}
