//! The text of pictures that a flattener wrote among the paragraphs.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::view::View;

/// A name of fewer words says too little.
const MIN_WORDS: u32 = 3;

/// Whether the line is a file name for people: lower case, no punctuation, no accents, in a text that has them.
pub(super) fn is_slug(view: &View<'_, '_>, at: usize, title: Option<usize>) -> bool {
    let block = view.block(at);
    if block.facts.words < MIN_WORDS || block.facts.words > 25 || !block.text.is_ascii() {
        return false;
    }
    let plain = view.key(at);
    let named = title.is_some_and(|title| without_accents(view.key(title)) == plain);
    let bare = block.text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == ' ');
    named || (bare && block.facts.words >= MIN_WORDS + 2 && accented(view))
}

/// Whether the text as a whole is written with accents.
fn accented(view: &View<'_, '_>) -> bool {
    let (mut accented, mut letters) = (0u32, 0u32);
    for c in view
        .context
        .cut
        .blocks
        .iter()
        .take(200)
        .flat_map(|block| block.text.chars())
        .filter(|c| c.is_alphabetic())
    {
        letters += 1;
        accented += u32::from(!c.is_ascii());
    }
    accented * 10 > letters
}

fn without_accents(text: &str) -> String {
    let base = |c: char| if c == 'đ' { 'd' } else { c };
    text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(base).collect()
}

/// Lines that stand in the text many times and are no sentence: the same text under each picture of a gallery.
pub(super) fn repeated(view: &View<'_, '_>, first: usize, last: usize) -> BTreeSet<usize> {
    (first..=last)
        .filter(|&at| {
            view.items[at].copies >= 3
                && view.items[at].words >= 4
                && !view.is_prose(at)
                && !view.key(at).is_empty()
        })
        .collect()
}
