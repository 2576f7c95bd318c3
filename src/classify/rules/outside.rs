//! Blocks outside the root: dropped, under the label that their surroundings suggest.

use super::{Context, Verdict};
use crate::label::Label;

pub(super) const NAME: &str = "outside-root";

/// The last resort: nothing but the place of a block says what it is.
pub(super) const REST: &str = "outside-rest";

/// More of a block's text is links than not.
const LINKS: f64 = 0.5;

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    if context.inside(at) {
        return None;
    }
    if let Some((label, named)) = context.around(at).named {
        return Some(Verdict::new(label, NAME, named));
    }
    if let Some(cue) = context.cues.find(&context.block(at).text).filter(|cue| !cue.label.is_text()) {
        return Some(Verdict::new(cue.label, NAME, format!("cue “{}”", cue.phrase)));
    }
    if context.link_density(at) <= LINKS {
        return None;
    }
    Some(if is_before(context, at) {
        Verdict::new(Label::Nav, NAME, "mostly links, before the article")
    } else {
        Verdict::new(Label::Related, NAME, "mostly links, after the article")
    })
}

pub(super) fn rest(context: &Context<'_>, at: usize) -> Option<Verdict> {
    if context.inside(at) {
        return None;
    }
    Some(if is_before(context, at) {
        Verdict::new(Label::Nav, REST, "before the article")
    } else {
        Verdict::new(Label::Widget, REST, "after the article")
    })
}

fn is_before(context: &Context<'_>, at: usize) -> bool {
    context.block(at).at.0 < context.root.start()
}
