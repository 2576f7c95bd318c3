//! The text of pictures that a flattener wrote among the paragraphs.

use unicode_normalization::UnicodeNormalization;

use super::view::View;
use crate::block::Block;
use crate::classify::{Context, Verdict};
use crate::label::Label;

/// A name of fewer words says too little.
const MIN_WORDS: u32 = 5;

/// And no name has more.
const MAX_WORDS: u32 = 25;

/// Words without a sentence, in a line of text, end before so many; and one mark comes to fewer words than these.
const CHAIN_WORDS: u32 = 70;
const CHAIN_STEP: u32 = 30;

/// Blocks from which it is told whether the text is written with accents.
const SAMPLE: usize = 200;

/// Names file names and words without accents, in a text that has them, as the texts of pictures.
pub(super) fn name(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let accented = accented(context);
    for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| verdict.label.is_text()) {
        let block = context.block(at);
        let words = (MIN_WORDS..=MAX_WORDS).contains(&block.facts.words);
        if block.facts.picture || is_file(&block.text) || (accented && words && is_bare(&block.text)) {
            *verdict = Verdict::new(Label::ImageAlt, super::NAME, "a name of a file");
        } else if is_chain(block) {
            *verdict = Verdict::new(Label::Nav, super::NAME, "words in a row without a sentence");
        }
    }
}

/// Whether so many words hold hardly a comma or stop: menus and headlines that were joined to one line.
fn is_chain(block: &Block) -> bool {
    let facts = block.facts;
    facts.words >= CHAIN_WORDS
        && (facts.stops + facts.commas + semicolons(&block.text)) * CHAIN_STEP < facts.words
}

fn semicolons(text: &str) -> u32 {
    u32::try_from(text.matches([';', ':']).count()).unwrap_or(u32::MAX)
}

/// `so-do-cau-tre-2`, `IMG_2041.jpg`: one word with hyphens, or the end of a picture's name.
fn is_file(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    if text.bytes().all(plain) {
        let hyphens = text.bytes().filter(|byte| matches!(byte, b'-' | b'_')).count();
        return hyphens >= 2 && text.contains(|c: char| c.is_ascii_alphabetic());
    }
    let ends = |end: &str| {
        let rest = text.len().checked_sub(end.len()).map(|at| text.as_bytes().split_at(at));
        rest.is_some_and(|(rest, last)| rest.ends_with(b".") && last.eq_ignore_ascii_case(end.as_bytes()))
    };
    ["jpg", "jpeg", "png", "gif", "webp"].into_iter().any(ends) && !text.contains(' ')
}

fn is_bare(text: &str) -> bool {
    let fits = |(at, c): (usize, char)| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || c == ' ' || (at == 0 && c.is_ascii_uppercase())
    };
    text.chars().enumerate().all(fits)
}

/// Whether the text as a whole is written with accents.
fn accented(context: &Context<'_>) -> bool {
    let (mut accented, mut letters) = (0u32, 0u32);
    for block in context.cut.blocks.iter().take(SAMPLE) {
        let plain = block.text.bytes().filter(u8::is_ascii_alphabetic).count();
        letters += block.facts.letters;
        accented += block.facts.letters.saturating_sub(u32::try_from(plain).unwrap_or(u32::MAX));
    }
    accented * 10 > letters
}

/// Whether the line is the headline without its accents (`slug`).
pub(super) fn is_title_slug(view: &View<'_, '_>, at: usize, slug: Option<&str>) -> bool {
    view.items[at].words >= 3 && slug == Some(view.key(at)) && view.block(at).text.is_ascii()
}

pub(super) fn without_accents(text: &str) -> String {
    let base = |c: char| if c == 'đ' { 'd' } else { c };
    text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(base).collect()
}

/// Whether the line stands in the text many times and is no sentence, as below each picture of a gallery. Short ones
/// must stand together: the items of two lists can be alike.
pub(super) fn is_repeated(view: &View<'_, '_>, at: usize) -> bool {
    let item = &view.items[at];
    let same = |other: usize| view.key(other) == view.key(at);
    let together = (at > 0 && same(at - 1)) || (at + 1 < view.len() && same(at + 1));
    item.copies >= 3 && item.words >= 4 && !view.is_prose(at) && (together || item.words >= 6)
}
