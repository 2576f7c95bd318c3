//! Blocks outside the root: dropped, under the label that their surroundings suggest.

use super::{Context, Verdict};
use crate::label::Label;

pub(super) const NAME: &str = "outside-root";

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    if context.inside(at) {
        return None;
    }
    let block = context.block(at);
    if let Some(label) = context.around(at).named {
        return Some(Verdict::new(label, NAME, "named so"));
    }
    if let Some(cue) = context.cues.find(&block.text).filter(|cue| !cue.label.is_text()) {
        return Some(Verdict::new(cue.label, NAME, format!("cue “{}”", cue.phrase)));
    }
    let before = block.at.0 < context.root.start();
    let label = match (before, context.link_density(at) > 0.5) {
        (true, _) => Label::Nav,
        (false, true) => Label::Related,
        (false, false) => Label::Widget,
    };
    Some(Verdict::new(label, NAME, if before { "before the article" } else { "after the article" }))
}
