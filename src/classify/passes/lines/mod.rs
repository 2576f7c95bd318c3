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
use run::Run;
use view::View;

pub(super) const NAME: &str = "lines";

/// A run of less worth is no article.
const MIN_WORTH: f64 = 20.0;

/// And behind a list of teasers less than this.
const MIN_NEXT_WORTH: f64 = 250.0;

/// So many runs are looked at.
const MAX_RUNS: usize = 3;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    alt::name(context, verdicts);
    let mut view = View::new(context, verdicts);
    cards::mark(&mut view);
    let Some((found, title)) = article(&mut view) else {
        outside::none(&view, verdicts);
        return;
    };
    outside::before(&view, found.first, title, verdicts);
    outside::after(&view, found.last + 1, verdicts);
    inside::label(&view, found, title, verdicts);
}

/// The run that is an article, and its headline. Where the best run is a list of teasers (a column of them beside a
/// short article is worth more than the article), the next one counts if it is running text beyond doubt.
fn article(view: &mut View<'_, '_>) -> Option<(Run, Option<usize>)> {
    let mut least = MIN_WORTH;
    for _ in 0..MAX_RUNS {
        let run = run::find(view).filter(|run| run.worth >= least)?;
        let title = headline::find(view, run);
        let found = ends::adjust(view, run, title);
        let sure = least <= MIN_WORTH || outside::is_running(view, found);
        if sure && !outside::is_list_of_articles(view, found) {
            return Some((found, title));
        }
        for at in run.first..=run.last {
            view.items[at].card |= !matches!(view.items[at].kind, view::Kind::Named(_));
        }
        least = MIN_NEXT_WORTH;
    }
    None
}

/// Sets a label unless a rule already named the block as no text.
fn set(verdicts: &mut [Verdict], at: usize, label: Label, evidence: &'static str) {
    verdicts[at] = Verdict::new(label, NAME, evidence);
}
