//! What a byline begins with before the names.

use super::words::CUES;
use super::{MAX_WIDE_CHARS, is_edge};
use crate::block::text::is_cjk;
use crate::meta::starts::{Starts, lower};

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
    // Of most texts the second letter tells that another word stands there.
    if let ([first, second, ..], [_, wanted, ..]) = (text.as_bytes(), cue.as_bytes())
        && first.is_ascii()
        && second.is_ascii()
        && wanted.is_ascii()
        && second.to_ascii_lowercase() != *wanted
    {
        return None;
    }
    let mut rest = text.chars();
    for wanted in cue.chars() {
        if lower(rest.next()?)? != wanted {
            return None;
        }
    }
    Some(rest.as_str())
}
