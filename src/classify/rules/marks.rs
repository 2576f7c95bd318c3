//! What the site's rule says of a block: the innermost marked element around it decides.

use super::{Context, Verdict};
use crate::block::{Hints, Mark, Region};
use crate::label::Label;

pub(super) const NAME: &str = "site-rule";

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    block.markup?;
    let region = context.around(at).marked.map(|region| &context.cut.regions[region as usize]);
    let region = region.and_then(|region| Some((region, mark_of(region)?)));
    if let Some((region, mark)) = region
        && let Some(label) = label_of(region, mark)
    {
        return Some(Verdict::new(label, NAME, format!("{mark:?}")));
    }
    let after = context.inside(at) && context.end.is_some_and(|end| block.at.0 >= end);
    after.then(|| Verdict::new(Label::Related, NAME, "after the end of the article"))
}

/// The mark that speaks where an element has several: what takes away goes before what names.
pub(in crate::classify) fn mark_of(region: &Region) -> Option<Mark> {
    if region.marks.is_empty() {
        return None;
    }
    let order = [
        Mark::Remove,
        Mark::End,
        Mark::Title,
        Mark::Lead,
        Mark::Author,
        Mark::Date,
        Mark::Source,
        Mark::Section,
        Mark::Tag,
        Mark::Caption,
    ];
    order.into_iter().find(|&mark| region.marks.has(mark))
}

fn label_of(region: &Region, mark: Mark) -> Option<Label> {
    Some(match mark {
        Mark::Title => Label::Title,
        Mark::Lead => Label::Lead,
        Mark::Author => Label::Byline,
        Mark::Date => Label::Dateline,
        Mark::Source => Label::Source,
        Mark::Section => Label::Breadcrumb,
        Mark::Tag => Label::Tag,
        Mark::Caption => Label::Caption,
        Mark::Remove => removed(region.hints),
        Mark::End => Label::Related,
        Mark::Body | Mark::Unwrap => return None,
    })
}

/// What a removed element was, as far as its names tell.
fn removed(hints: Hints) -> Label {
    super::hints::label(hints).unwrap_or(Label::InlineRelated)
}
