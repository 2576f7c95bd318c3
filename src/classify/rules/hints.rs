//! Negative hints inside the root: names that say comment, share, related … and that no content overrules.

use super::{Context, Verdict};
use crate::block::Hints;
use crate::label::Label;

pub(in crate::classify) const NAME: &str = "hint";

/// Hints and the labels they suggest, the most telling first.
const LABELS: [(Hints, Label); 18] = [
    (Hints::COMMENT, Label::Comment),
    (Hints::SHARE, Label::Share),
    (Hints::AD, Label::Ad),
    (Hints::BREADCRUMB, Label::Breadcrumb),
    (Hints::RELATED, Label::Related),
    (Hints::TAG, Label::Tag),
    (Hints::BIO, Label::Byline),
    (Hints::WIDGET, Label::Widget),
    (Hints::CONSENT, Label::Widget),
    (Hints::EMBED, Label::Widget),
    (Hints::HIDDEN, Label::Widget),
    (Hints::TOC, Label::Nav),
    (Hints::NAV, Label::Nav),
    (Hints::FOOTER, Label::Footer),
    (Hints::BYLINE, Label::Byline),
    (Hints::DATE, Label::Dateline),
    (Hints::CAPTION, Label::Caption),
    (Hints::SIDEBAR, Label::Related),
];

/// The label that a set of hints suggests.
pub(in crate::classify) fn label(hints: Hints) -> Option<Label> {
    if hints.is_empty() {
        return None;
    }
    LABELS.iter().find(|(hint, _)| hints.has(*hint)).map(|(_, label)| *label)
}

/// Hints that name what a short block is, but say nothing against a long one.
const SHORT_ONLY: Hints = Hints::BYLINE.with(Hints::DATE).with(Hints::META);

/// A byline or date line is shorter than this, in words.
const MAX_FIELD_WORDS: u32 = 25;

/// The label that the hints of an element inside the root give a block in it, a brief one or a long one.
pub(in crate::classify) fn against(hints: Hints, brief: bool) -> Option<Label> {
    if hints.is_empty() {
        return None;
    }
    let negative = hints.without(SHORT_ONLY.with(Hints::CAPTION));
    let short = brief && hints.has(SHORT_ONLY);
    let found = if short { label(hints) } else { label(negative) };
    found.filter(|_| negative.has(Hints::NEGATIVE) || short)
}

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    block.markup?;
    let brief = block.facts.words <= MAX_FIELD_WORDS;
    let (region, label) = context.around(at).against[usize::from(brief)]?;
    let hints = context.root.hints.get(region as usize).copied().unwrap_or_default();
    Some(Verdict::new(label, NAME, hints.names().join(" ")))
}
