//! Cards of other articles: a headline that stands twice (its picture's text and itself), often with a teaser after it.
//!
//! Pictures inside an article look alike: alternative text and caption with the same words, then a paragraph. A pair is
//! therefore a card only in the company of others, under a section heading, or before a teaser that was cut off.

use super::view::{Kind, View};
use crate::label::Label;

/// A teaser has at most so many words.
const MAX_TEASER_WORDS: u32 = 90;

/// Cards inside an article stand below so many paragraphs at least; above them the pair is headline and picture.
const MIN_PARAGRAPHS: usize = 2;

/// A headline on two lines or twice on one, and the teaser after it.
struct Pair {
    first: usize,
    last: usize,
    teaser: Option<usize>,
}

/// Marks the items that belong to cards.
pub(super) fn mark(view: &mut View<'_, '_>) {
    let mut paragraphs = 0;
    let mut after = None;
    let mut at = 0;
    while at < view.len() {
        let Some(pair) = pair(view, at) else {
            paragraphs += usize::from(view.is_prose(at));
            at += 1;
            continue;
        };
        let end = pair.teaser.unwrap_or(pair.last);
        if is_card(view, &pair, after == Some(at))
            && (paragraphs >= MIN_PARAGRAPHS || under_heading(view, at))
        {
            for item in &mut view.items[pair.first..=end] {
                item.card = true;
            }
            after = view.solid(end + 1);
            at = end + 1;
        } else {
            at = pair.last + 1;
        }
    }
}

fn pair(view: &View<'_, '_>, at: usize) -> Option<Pair> {
    let last = if view.items[at].doubled && !matches!(view.items[at].kind, Kind::Named(_)) {
        at
    } else {
        if !view.is_headline(at) || view.items[at].copies < 2 {
            return None;
        }
        let next = view.solid(at + 1)?;
        (view.key(at) == view.key(next)).then_some(next)?
    };
    Some(Pair { first: at, last, teaser: teaser(view, last + 1) })
}

fn teaser(view: &View<'_, '_>, from: usize) -> Option<usize> {
    let mut at = view.solid(from)?;
    if view.is(at, Label::Dateline) {
        at = view.solid(at + 1)?;
    }
    let item = &view.items[at];
    let text = matches!(item.kind, Kind::Prose | Kind::Sentence) || item.words >= 12;
    (text && !item.doubled && item.words <= MAX_TEASER_WORDS && pair_start(view, at).is_none()).then_some(at)
}

/// Whether a pair of equal lines begins here.
fn pair_start(view: &View<'_, '_>, at: usize) -> Option<()> {
    let next = view.solid(at + 1)?;
    (view.items[at].doubled || (view.is_headline(at) && view.key(at) == view.key(next))).then_some(())
}

fn is_card(view: &View<'_, '_>, pair: &Pair, follows_card: bool) -> bool {
    if view.items[pair.first].doubled || follows_card || under_heading(view, pair.first) {
        return true;
    }
    let Some(teaser) = pair.teaser else { return false };
    let next = view.solid(teaser + 1);
    view.items[teaser].cut || next.is_some_and(|next| pair_start(view, next).is_some())
}

/// Whether a section heading or lead-in stands directly above.
fn under_heading(view: &View<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(2)..at)
        .any(|at| view.is(at, Label::SectionHeading) || view.is(at, Label::InlineRelated))
}
