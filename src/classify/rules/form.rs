//! What the form of a block makes of it, once nothing speaks against it.

use super::{Context, Verdict};
use crate::block::{Form, Hints};
use crate::label::Label;

pub(super) const NAME: &str = "form";
pub(super) const CAPTION: &str = "caption";

/// A caption is shorter than this, in words: the longest of agencies have about 80.
const MAX_CAPTION_WORDS: u32 = 120;

pub(super) fn caption(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    block.markup?;
    if block.form == Form::Caption {
        return Some(Verdict::new(Label::Caption, CAPTION, "a figure's caption"));
    }
    let named = context
        .cut
        .regions_of(block)
        .any(|region| region.hints.has(Hints::CAPTION) && context.root.contains(region.node));
    (named && block.facts.words <= MAX_CAPTION_WORDS)
        .then(|| Verdict::new(Label::Caption, CAPTION, "named so"))
}

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if !block.text.chars().any(char::is_alphanumeric) {
        return Some(Verdict::new(Label::Separator, NAME, "no letter, no digit"));
    }
    let label = match block.form {
        Form::Heading(_) => Label::Subheading,
        Form::ListItem { .. } => Label::List,
        Form::TableRow => Label::Table,
        Form::Quote => Label::Quote,
        Form::Code => Label::Code,
        Form::Caption | Form::Paragraph => return None,
    };
    Some(Verdict::new(label, NAME, "by its element"))
}
