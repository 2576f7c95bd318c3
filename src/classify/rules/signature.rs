//! Signatures, sources and credits: who wrote it, where it was taken from, who made the picture.

use super::{Context, Verdict, cue};
use crate::block::Form;
use crate::cues::Cue;
use crate::label::Label;

/// A signature or source line is shorter than this, in words.
const MAX_WORDS: u32 = 20;

/// A block that begins like a signature, a source line or a credit.
pub(super) fn by_cue(context: &Context<'_>, at: usize, cue: Cue<'_>) -> Option<Verdict> {
    let block = context.block(at);
    let long = block.facts.words > MAX_WORDS || (block.facts.stops > 1 && block.facts.words > 12);
    if long && cue.label != Label::Caption {
        return None;
    }
    if cue.label == Label::Byline && !names_somebody(&block.text, cue.phrase) {
        return None;
    }
    if cue.label == Label::Caption && (block.facts.words > 60 || matches!(block.form, Form::Heading(_))) {
        return None;
    }
    Some(Verdict::new(cue.label, cue::NAME, cue.phrase.to_owned()))
}

/// Whether a block that begins like a byline goes on with a name: a capital letter, and no sentence after it.
fn names_somebody(text: &str, phrase: &str) -> bool {
    let rest: String = text.chars().skip(phrase.chars().count()).collect();
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let facts = crate::block::TextFacts::of(rest);
    let capital = rest.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit());
    // "… | 6:40 a.m." is a time.
    let stop = rest.ends_with(['.', '!', '?']) && !rest.ends_with(".m.");
    let sentence = facts.words > 5 && rest.ends_with('.') && stop;
    capital && !sentence && !(facts.words > 8 && rest.contains(", ") && stop)
}
