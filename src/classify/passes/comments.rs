//! After the heading of the comments nothing is article: comments read like body, so only their place tells them.

use super::{Context, Verdict};
use crate::block::{Form, Hints};
use crate::label::Label;

pub(super) const NAME: &str = "after-comments";

/// So many words must have been kept before the heading: a page does not begin with its comments.
const MIN_WORDS_BEFORE: u32 = 80;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let mut before = 0;
    let mut open = false;
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        if !context.inside(at) {
            continue;
        }
        let cue = verdict.label == Label::Comment && verdict.rule == "cue";
        if cue && before >= MIN_WORDS_BEFORE && !is_button(context, at) {
            open = true;
        } else if verdict.label.is_text() {
            if open {
                *verdict = Verdict::new(Label::Comment, NAME, "below the heading of the comments");
            } else {
                before += context.block(at).facts.words;
            }
        }
    }
}

/// Whether the block is a link to comments that stand further down, in elements named so: newsletters put such buttons
/// between their paragraphs.
fn is_button(context: &Context<'_>, at: usize) -> bool {
    let named = |block| context.cut.regions_of(block).any(|region| region.hints.has(Hints::COMMENT));
    !matches!(context.block(at).form, Form::Heading(_))
        && context.link_density(at) > 0.9
        && context.cut.blocks[at + 1..].iter().any(named)
}
