//! Links: blocks that are mostly links, and cards.

use super::{Context, Verdict};
use crate::block::Form;
use crate::label::Label;

pub(in crate::classify) const NAME: &str = "link-density";
pub(in crate::classify) const CARD: &str = "card";

pub(super) fn card(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let card = context.root.cards.get(at).copied().unwrap_or(false);
    card.then(|| Verdict::new(Label::Related, CARD, "one of several linked headlines built alike"))
}

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    let density = block.markup?.link_density();
    let limit = match block.form {
        Form::ListItem { .. } => 0.7,
        Form::TableRow | Form::Code => return None,
        // "3. Trạm thứ ba": a numbered heading is a part of the article even when it links to what it is about.
        Form::Heading(_) if is_numbered(&block.text) => return None,
        Form::Heading(_) => 0.9,
        _ if block.facts.ends_sentence && block.facts.words > 15 => 0.95,
        _ => 0.8,
    };
    (density > limit)
        .then(|| Verdict::new(Label::InlineRelated, NAME, format!("{density:.2} of the text is links")))
}

/// Whether a heading begins with its number: "3. ", "10) ".
pub(in crate::classify) fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && text.len() - rest.len() <= 3 && rest.starts_with(['.', ')', ':'])
}
