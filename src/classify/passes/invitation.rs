//! Invitations to subscribe: between the heading of one ("Newsletter") and its field or button ("Subscribe") stands a
//! sentence or two that read like text, and are none of the article's.

use super::related::body_parent;
use super::{Context, Verdict};
use crate::cues::Side;
use crate::label::Label;

pub(super) const NAME: &str = "invitation";

/// An invitation has at most so many blocks between its heading and its button.
const MAX_BLOCKS: usize = 3;

/// And each at most so many words.
const MAX_WORDS: u32 = 45;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let mut body = None;
    for at in 0..verdicts.len() {
        if verdicts[at].label.is_text()
            || context.cues.invitation(&context.block(at).text) != Some(Side::Opens)
        {
            continue;
        }
        let body = *body.get_or_insert_with(|| body_parent(context, verdicts));
        let end = end(context, verdicts, at, body);
        for verdict in verdicts[at + 1..end].iter_mut().filter(|verdict| verdict.label.is_text()) {
            *verdict = Verdict::new(Label::Widget, NAME, "below the heading of an invitation");
        }
    }
}

/// One past the last block of the invitation below a heading: up to its button, or as far as the heading's own container
/// goes where that is not the body's.
fn end(context: &Context<'_>, verdicts: &[Verdict], heading: usize, body: Option<u32>) -> usize {
    let own = context.markup(heading).map(|markup| markup.parent).filter(|&parent| Some(parent) != body);
    let mut boxed = heading + 1;
    for at in (heading + 1..verdicts.len()).take(MAX_BLOCKS + 1) {
        let block = context.block(at);
        match context.cues.invitation(&block.text) {
            Some(Side::Closes) => return at,
            Some(Side::Opens) => continue,
            None => {}
        }
        if block.facts.words > MAX_WORDS || verdicts[at].label == Label::SectionHeading {
            break;
        }
        if own.is_some() && block.markup.map(|markup| markup.parent) == own && at <= heading + MAX_BLOCKS {
            boxed = at + 1;
        }
    }
    boxed
}
