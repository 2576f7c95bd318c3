//! How an element looks, as far as it is compared with others.

use super::classes::mix;
use super::said::Said;
use crate::page::Tag;

/// Whether the element centres its text; `None` when it says nothing.
pub(super) fn is_centered(tag: Tag, said: &Said<'_>) -> Option<bool> {
    if tag == Tag::Center {
        return Some(true);
    }
    if let Some(align) = said.align {
        return Some(align.eq_ignore_ascii_case("center"));
    }
    let style = said.style?;
    let mut dashes = memchr::memchr_iter(b'-', style.as_bytes());
    let named = |at: usize| style.as_bytes()[..at].ends_with(b"text") && style[at + 1..].starts_with("align");
    let value = &style[dashes.find(|&at| named(at))? + "-align".len()..];
    let value = value.split("text-align").next().unwrap_or_default();
    Some(value.trim_start_matches([':', ' ']).starts_with("center"))
}

/// A hash of name and classes: equal for elements that the page's author styled alike.
pub(super) fn style(tag: Tag, said: &Said<'_>) -> u32 {
    u32::try_from(mix(said.classes.hash ^ tag as u64) >> 32).unwrap_or_default()
}
