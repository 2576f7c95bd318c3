//! Signatures, sources and credits: who wrote it, where it was taken from, who made the picture.

use super::{Context, Verdict, cue};
use crate::block::{Block, Form};
use crate::cues::Cue;
use crate::label::Label;
use crate::meta::names;

/// A signature or source line is shorter than this, in words.
const MAX_WORDS: u32 = 20;

/// A sentence that begins like a source line or a caption, without its colon, is one with so many words.
const MAX_SOURCE_SENTENCE: u32 = 10;
const MAX_CAPTION_SENTENCE: u32 = 12;

/// A block that begins like a signature, a source line or a credit.
pub(super) fn by_cue(context: &Context<'_>, at: usize, cue: Cue<'_>) -> Option<Verdict> {
    let block = context.block(at);
    let long = block.facts.words > MAX_WORDS || (block.facts.stops > 1 && block.facts.words > 12);
    if long && cue.label != Label::Caption {
        return None;
    }
    if cue.label == Label::Byline && !names_somebody(block, cue.phrase) {
        return None;
    }
    // "Shutterstock cut its forecast …": where no colon parts the phrase from the rest, a sentence is one.
    let sentence = cue.phrase.ends_with(char::is_alphanumeric) && block.facts.ends_sentence;
    if sentence && cue.label == Label::Source && block.facts.words > MAX_SOURCE_SENTENCE {
        return None;
    }
    if sentence
        && cue.label == Label::Caption
        && block.facts.words > MAX_CAPTION_SENTENCE
        && !below_picture(context, at)
    {
        return None;
    }
    if cue.label == Label::Caption && (block.facts.words > 60 || matches!(block.form, Form::Heading(_))) {
        return None;
    }
    Some(Verdict::new(cue.label, cue::NAME, cue.phrase.to_owned()))
}

/// Whether a picture stands right before the block, or nothing is known of pictures.
fn below_picture(context: &Context<'_>, at: usize) -> bool {
    context.markup(at).is_none() || context.cut.image_above(at).is_some()
}

/// Whether a block that begins like a byline goes on with a name: a capital letter or one of a script without capitals,
/// and no sentence after it. A heading or an item that begins with a preposition ("Von Hamburg nach Kiel") has to be
/// names and nothing else.
fn names_somebody(block: &Block, phrase: &str) -> bool {
    let rest: String = block.text.chars().skip(phrase.chars().count()).collect();
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let facts = crate::block::TextFacts::of(rest);
    let preposition = phrase.ends_with(char::is_alphanumeric);
    if preposition && matches!(block.form, Form::Heading(_) | Form::ListItem { .. }) {
        return !rest.is_empty() && names::is_signature(rest);
    }
    let capital = rest.chars().next().is_none_or(|c| !c.is_lowercase());
    // "… | 6:40 a.m." is a time.
    let time = rest.ends_with(".m.");
    let sentence = facts.words > 5 && rest.ends_with(['.', '。']) && !time;
    capital
        && !sentence
        && !(facts.words > 8 && rest.contains([',', '，', '、']) && facts.ends_sentence && !time)
}
