//! The ends of the body: the lead above it, and below it what belongs to the text although no sentence ends in it.

use super::run::Run;
use super::view::{Kind, View};
use crate::block::Form;
use crate::label::Label;

/// Up to a signature or source line so many lines below the last sentence are still text.
const TAIL: usize = 24;

/// The run with its lead and its last lines, without the headline.
pub(super) fn adjust(view: &View<'_, '_>, run: Run, title: Option<usize>) -> Run {
    let mut run = run;
    run.first = first(view, run, title);
    run.last = last(view, run);
    run
}

fn first(view: &View<'_, '_>, run: Run, title: Option<usize>) -> usize {
    let from = match title {
        Some(title) if title >= run.first => return title + 1,
        Some(title) => title + 1,
        None => run.first.saturating_sub(3),
    };
    let mut section = false;
    for at in from..run.first {
        section |= view.is(at, Label::SectionHeading);
        let item = &view.items[at];
        let text = item.kind == Kind::Prose || (item.kind == Kind::Sentence && title.is_some());
        if text && !item.card && !item.cut && !section {
            return at;
        }
    }
    run.first
}

fn last(view: &View<'_, '_>, run: Run) -> usize {
    let mut last = run.last;
    // What a colon announces.
    while last + 1 < view.len() && announced(view, last) {
        last += 1;
    }
    let limit = (last + 1 + TAIL).min(view.len());
    for at in last + 1..limit {
        let item = &view.items[at];
        match item.kind {
            Kind::Named(Label::Byline | Label::Source) => {
                return if at > last + 1 { body_before(view, last, at) } else { last };
            }
            Kind::Named(Label::Separator | Label::Caption | Label::Credit) => {}
            Kind::Named(_) => return last,
            _ if item.card || item.doubled || item.copies > 1 => return last,
            _ => {}
        }
    }
    last
}

/// The last line of text before a signature at `end`.
fn body_before(view: &View<'_, '_>, last: usize, end: usize) -> usize {
    (last + 1..end).rev().find(|&at| !matches!(view.items[at].kind, Kind::Named(_))).unwrap_or(last)
}

/// Whether the next line belongs to a list that `at` announces or is part of.
fn announced(view: &View<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    if matches!(view.items[next].kind, Kind::Named(_)) || view.items[next].card || view.items[next].copies > 1
    {
        return false;
    }
    let item = |at: usize| matches!(view.block(at).form, Form::ListItem { .. });
    (view.block(at).text.ends_with(':') && (item(next) || view.block(next).text.starts_with(['-', '–', '+'])))
        || (item(at) && item(next) && view.block(at).form == view.block(next).form)
}
