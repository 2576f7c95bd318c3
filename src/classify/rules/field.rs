//! Blocks that are fields of the article: the headline repeated in the text, the date line.

use super::{Context, Verdict};
use crate::block::Form;
use crate::label::Label;

pub(in crate::classify) const TITLE: &str = "title-repeated";
pub(in crate::classify) const DATELINE: &str = "dateline";

/// A headline is shorter than this, in bytes: what is longer is not searched for each heading of the page.
const MAX_TITLE: usize = 4096;

/// A date line is shorter than this, in characters.
const MAX_DATELINE: u32 = 90;

pub(super) fn title(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    block.markup?;
    context.title?;
    let title = &context.title_key;
    let same = !title.is_empty() && context.keys.is(at, title);
    let h1 = block.form == Form::Heading(1)
        && title.len() <= MAX_TITLE
        && context.inside(at)
        && title.contains(&context.keys[at]);
    (same || h1).then(|| Verdict::new(Label::Title, TITLE, "the same words as the headline"))
}

pub(super) fn dateline(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if let Some(pattern) = context.site.dateline.iter().find(|pattern| pattern.is_match(&block.text)) {
        return Some(Verdict::new(Label::Dateline, DATELINE, pattern.as_str().to_owned()));
    }
    if block.facts.chars > MAX_DATELINE
        || block.facts.digits < 3
        || matches!(block.form, Form::TableRow | Form::Code)
    {
        return None;
    }
    crate::meta::date::is_date_line(&block.text)
        .then(|| Verdict::new(Label::Dateline, DATELINE, "a date and little else"))
}
