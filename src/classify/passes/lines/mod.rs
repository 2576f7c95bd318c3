//! Passes over texts without markup: where the body is, the headline above it, and what is not text inside it.
//!
//! Everything is told from the lines: their length and sentence ends, repetition, cue phrases, order.

mod alt;
mod cards;
mod ends;
mod headline;
mod inside;
mod outside;
mod run;
#[cfg(test)]
mod tests;
mod view;

use super::{Context, Verdict};
use crate::label::Label;
use view::View;

pub(super) const NAME: &str = "lines";

/// A run of less worth is no article.
const MIN_WORTH: f64 = 20.0;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    alt::name(context, verdicts);
    let mut view = View::new(context, verdicts);
    cards::mark(&mut view);
    let Some(found) = run::find(&view).filter(|run| run.worth >= MIN_WORTH) else {
        outside::none(&view, verdicts);
        return;
    };
    let title = headline::find(&view, found);
    let found = ends::adjust(&view, found, title);
    if outside::is_list_of_articles(&view, found) {
        outside::none(&view, verdicts);
        return;
    }
    outside::before(&view, found.first, title, verdicts);
    outside::after(&view, found.last + 1, verdicts);
    inside::label(&view, found, title, verdicts);
}

/// Sets a label unless a rule already named the block as no text.
fn set(verdicts: &mut [Verdict], at: usize, label: Label, evidence: &'static str) {
    verdicts[at] = Verdict::new(label, NAME, evidence);
}
