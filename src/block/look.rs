//! How an element looks, as far as it is compared with others.

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
    let (_, value) = said.style?.split_once("text-align")?;
    let value = value.split("text-align").next().unwrap_or_default();
    Some(value.trim_start_matches([':', ' ']).starts_with("center"))
}

/// A hash of name and classes: equal for elements that the page's author styled alike.
pub(super) fn style(tag: Tag, said: &Said<'_>) -> u32 {
    // The finaliser of MurmurHash3 after each eight bytes.
    let mix = |hash: u64| {
        let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53)
    };
    let (whole, rest) = said.class.as_bytes().as_chunks::<8>();
    let start = mix((tag as u64) << 32 | said.class.len() as u64);
    let hash = whole.iter().fold(start, |hash, &eight| mix(hash ^ u64::from_le_bytes(eight)));
    let rest = rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
    u32::try_from(mix(hash ^ rest) >> 32).unwrap_or_default()
}
