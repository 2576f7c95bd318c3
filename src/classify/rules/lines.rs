//! Lines that end in a picture's credit ("… Ảnh: TTXVN") are captions: their last part is looked up as a cue.

use super::{Context, Verdict};
use crate::label::Label;

pub(super) const NAME: &str = "credit-at-end";

/// A caption is shorter than this, in words.
const MAX_WORDS: u32 = 70;

/// The credit is shorter than this, in words.
const MAX_CREDIT_WORDS: usize = 10;

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if block.markup.is_some() || block.facts.words > MAX_WORDS {
        return None;
    }
    for border in [". ", " - ", " – ", "(", "; ", "! ", "? ", "” ", ", ", " / ", " | "] {
        let Some(from) = block.text.rfind(border).map(|at| at + border.len()) else { continue };
        let tail = &block.text[from..];
        if tail.split_whitespace().count() > MAX_CREDIT_WORDS {
            continue;
        }
        if let Some(cue) = context.cues.find(tail)
            && matches!(cue.label, Label::Caption | Label::Credit)
        {
            return Some(Verdict::new(Label::Caption, NAME, cue.phrase.to_owned()));
        }
    }
    None
}
