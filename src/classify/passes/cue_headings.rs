//! Sub-headings that begin like a cue ("More on the harbour", "Sobre la autora de las cartas"): where the running text
//! goes on below them in its own container, they are the article's.

use super::related::body_parent;
use super::{Context, Verdict};
use crate::block::Form;
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "cue-in-heading";

/// So many blocks below a heading are looked at, and so many of them have to be running text or items.
const BELOW: usize = 4;
const MIN_RUNNING: usize = 2;

/// Running text has so many words.
const RUNNING_WORDS: u32 = 12;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let body = body_parent(context, verdicts);
    for at in 0..verdicts.len() {
        let verdict = &verdicts[at];
        let label = matches!(
            verdict.label,
            Label::SectionHeading | Label::InlineRelated | Label::Tag | Label::Source | Label::Caption
        );
        if verdict.rule == rules::CUE && label && body.is_some() && goes_on(context, verdicts, at, body) {
            verdicts[at] = Verdict::new(Label::Subheading, NAME, "the text goes on below");
        }
    }
}

/// Whether the block is a heading of more than a cue, with running text directly below it in the body's container.
fn goes_on(context: &Context<'_>, verdicts: &[Verdict], at: usize, body: Option<u32>) -> bool {
    let block = context.block(at);
    let plain = block.markup.is_some_and(|markup| Some(markup.parent) == body && markup.links == 0);
    if !plain
        || !matches!(block.form, Form::Heading(_))
        || context.cues.find(&block.text).is_none_or(|it| it.whole)
    {
        return false;
    }
    let running = |at: usize| {
        let facts = context.block(at).facts;
        verdicts[at].label.is_text()
            && facts.words >= RUNNING_WORDS
            && facts.stops > 0
            && context.link_density(at) < 0.3
    };
    let end = verdicts.len().min(at + 1 + BELOW);
    at + 1 < end && running(at + 1) && (at + 1..end).filter(|&at| running(at)).count() >= MIN_RUNNING
}
