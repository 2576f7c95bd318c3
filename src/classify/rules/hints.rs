//! Negative hints inside the root: names that say comment, share, related … and that no content overrules.

use super::{Context, Verdict};
use crate::block::Hints;
use crate::label::Label;

pub(in crate::classify) const NAME: &str = "hint";

/// A hint, the label that it suggests, and what is said of a block that has the label for it.
type Suggestion = (Hints, Label, &'static str);

/// What hints suggest, the most telling first.
const LABELS: [Suggestion; 18] = [
    (Hints::COMMENT, Label::Comment, "named a comment"),
    (Hints::SHARE, Label::Share, "named for sharing"),
    (Hints::AD, Label::Ad, "named an ad"),
    (Hints::BREADCRUMB, Label::Breadcrumb, "named a breadcrumb"),
    (Hints::RELATED, Label::Related, "named related"),
    (Hints::TAG, Label::Tag, "named a tag"),
    (Hints::BIO, Label::Byline, "named a biography"),
    (Hints::WIDGET, Label::Widget, "named a widget"),
    (Hints::CONSENT, Label::Widget, "named for consent or subscription"),
    (Hints::EMBED, Label::Widget, "named an embedded post"),
    (Hints::HIDDEN, Label::Widget, "named hidden"),
    (Hints::TOC, Label::Nav, "named a table of contents"),
    (Hints::NAV, Label::Nav, "named navigation"),
    (Hints::FOOTER, Label::Footer, "named a footer"),
    (Hints::BYLINE, Label::Byline, "named a byline"),
    (Hints::DATE, Label::Dateline, "named a date"),
    (Hints::CAPTION, Label::Caption, "named a caption"),
    (Hints::SIDEBAR, Label::Related, "named a sidebar"),
];

/// What a set of hints suggests.
pub(in crate::classify) fn suggestion(hints: Hints) -> Option<&'static Suggestion> {
    if hints.is_empty() {
        return None;
    }
    LABELS.iter().find(|(hint, ..)| hints.has(*hint))
}

/// The label that a set of hints suggests.
pub(in crate::classify) fn label(hints: Hints) -> Option<Label> {
    suggestion(hints).map(|(_, label, _)| *label)
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
