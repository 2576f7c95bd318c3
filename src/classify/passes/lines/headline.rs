//! The headline: the line above the body for which most speaks.

use super::run::Run;
use super::view::View;
use crate::block::Form;
use crate::label::Label;

/// So many lines above the body are looked at.
const REACH: usize = 40;

/// So many points make a headline. A line directly above the body with four words has them.
const MIN_POINTS: f64 = 2.5;

/// Finds the headline of the run; it can be the first line of the run itself.
pub(super) fn find(view: &View<'_, '_>, run: Run) -> Option<usize> {
    let from = run.first.saturating_sub(REACH);
    let mut best: Option<(f64, usize)> = None;
    // The lead and a first line that reads like a sentence may already be in the run.
    let prose = (run.first..=run.last).find(|&at| view.is_prose(at)).unwrap_or(run.last);
    for at in from..prose.min(run.first + 6) {
        let Some(points) = points(view, at, prose) else { continue };
        // Of a headline and its copy (a picture's text, a breadcrumb's end) the first counts, unless it is a list's.
        if best.is_none_or(|(top, _)| points > top) {
            best = Some((points, at));
        }
    }
    best.filter(|&(points, _)| points >= MIN_POINTS).map(|(_, at)| at)
}

fn points(view: &View<'_, '_>, at: usize, body: usize) -> Option<f64> {
    let item = &view.items[at];
    if !view.is_headline(at) || item.card || item.doubled {
        return None;
    }
    let block = view.block(at);
    let mut points = match block.form {
        Form::Heading(1) => 3.0,
        Form::Heading(2) => 2.0,
        Form::ListItem { .. } => -3.0,
        Form::TableRow => return None,
        _ => 0.0,
    };
    let near = |label: Label, reach: usize| {
        (at.saturating_sub(reach)..(at + reach + 1).min(view.len())).any(|at| view.is(at, label))
    };
    points += f64::from(item.words.min(10)) * 0.25;
    points += if near(Label::Dateline, 2) { 2.0 } else { 0.0 };
    points += if item.copies > 1 && item.words >= 4 { 1.5 } else { 0.0 };
    points -= if in_section(view, at) { 5.0 } else { 0.0 };
    points -= if block.text.contains(['»', '|', '@', '›']) { 2.0 } else { 0.0 };
    points -= if block.text.starts_with(char::is_lowercase) { 1.0 } else { 0.0 };
    let distance = (at..body).filter(|&at| !view.is(at, Label::Separator)).count();
    points -= distance as f64 * 0.15;
    let last = (at + 1..body).all(|at| !view.is_headline(at) || view.items[at].words < 4);
    points += if last { 1.0 } else { 0.0 };
    Some(points)
}

/// Whether the line stands in the list below a section heading.
fn in_section(view: &View<'_, '_>, at: usize) -> bool {
    let heading = (at.saturating_sub(12)..at)
        .rev()
        .find(|&at| view.is(at, Label::SectionHeading) || view.is(at, Label::Dateline) || view.is_prose(at));
    heading.is_some_and(|at| view.is(at, Label::SectionHeading))
}
