//! After a section heading or a lead-in ("Tin liên quan", "Read more") come the entries of its list: linked headlines,
//! each perhaps with a teaser, until running text resumes.

use super::{Context, Verdict};
use crate::block::Form;
use crate::classify::rules::links::is_numbered;
use crate::label::Label;

pub(super) const NAME: &str = "after-heading";

/// A teaser is at most this long, in words.
const MAX_TEASER_WORDS: u32 = 60;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let body = body_parent(context, verdicts);
    let mut open: Option<Label> = None;
    for at in 0..verdicts.len() {
        if !context.inside(at) {
            continue;
        }
        match verdicts[at].label {
            Label::SectionHeading => open = Some(Label::Related),
            Label::InlineRelated if verdicts[at].rule == "cue" => open = Some(Label::InlineRelated),
            label if label.is_text() => {
                let Some(list) = open else { continue };
                let teaser = list == Label::Related && is_teaser(context, verdicts, at, body);
                if is_entry(context, at) || teaser {
                    verdicts[at] = Verdict::new(list, NAME, "an entry of the list above");
                } else {
                    open = None;
                }
            }
            _ => {}
        }
    }
}

/// Whether a block can be an entry of a list of other articles: a link, a list item or heading, no running text.
fn is_entry(context: &Context<'_>, at: usize) -> bool {
    let block = context.block(at);
    if block.markup.is_none() {
        return false;
    }
    let density = context.link_density(at);
    match block.form {
        Form::Heading(_) if is_numbered(&block.text) => false,
        Form::ListItem { .. } | Form::Heading(_) => density > 0.4,
        _ => density > 0.6,
    }
}

/// Whether a block is the summary below a linked headline: short, right after it, and not beside the body's paragraphs.
fn is_teaser(context: &Context<'_>, verdicts: &[Verdict], at: usize, body: Option<u32>) -> bool {
    let block = context.block(at);
    let Some(markup) = block.markup else { return false };
    let headline = at > 0
        && matches!(verdicts[at - 1].label, Label::Related | Label::InlineRelated | Label::Dateline)
        && context.link_density(at - 1) > 0.6;
    // Running text after it means that the article has resumed with this block.
    let next = (at + 1 < verdicts.len()).then(|| context.block(at + 1));
    let resumes = next.is_some_and(|it| it.facts.words >= 10 && context.link_density(at + 1) < 0.4);
    headline && !resumes && block.facts.words <= MAX_TEASER_WORDS && body != Some(markup.parent)
}

/// The element that holds most of the kept running text.
pub(super) fn body_parent(context: &Context<'_>, verdicts: &[Verdict]) -> Option<u32> {
    let mut words: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    for (at, verdict) in verdicts.iter().enumerate() {
        let block = context.block(at);
        if let Some(markup) = block.markup.filter(|_| verdict.label.is_text() && block.facts.stops > 0) {
            *words.entry(markup.parent).or_default() += block.facts.words;
        }
    }
    words
        .into_iter()
        .max_by_key(|&(parent, words)| (words, std::cmp::Reverse(parent)))
        .map(|(parent, _)| parent)
}
