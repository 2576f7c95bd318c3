//! After the heading of the comments nothing is article: comments read like body, so only their place tells them.

use super::{Context, Verdict};
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
        if verdict.label == Label::Comment && verdict.rule == "cue" && before >= MIN_WORDS_BEFORE {
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
