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
    if cue.label == Label::Caption && (block.facts.words > 60 || matches!(block.form, Form::Heading(_))) {
        return None;
    }
    Some(Verdict::new(cue.label, cue::NAME, cue.phrase.to_owned()))
}
