//! Lists as wholes: an entry that is all link belongs to the article when its list does.
//!
//! A list belongs where it stands between paragraphs of the article, below a kept block, and other entries of it were
//! kept, or where the sentence above announces it with a colon.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Context, Verdict, edges};
use crate::block::Form;
use crate::block::text::ends_in_colon;
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "list-entry";

/// A list of nothing but links has at least so many entries; one or two links below a colon are "read also".
const MIN_ENTRIES: usize = 3;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let main = edges::main_blocks(context, verdicts);
    let (Some(first), Some(last)) = (main.iter().position(|&it| it), main.iter().rposition(|&it| it)) else {
        return;
    };
    let mut lists = lists(context, first + 1, last);
    lists.retain(|list| is_mixed(&verdicts[list.clone()]));
    let contents = contents(context, &lists);
    for (list, contents) in lists.into_iter().zip(contents) {
        if !contents && belongs(context, verdicts, &list) {
            for verdict in verdicts[list].iter_mut().filter(|it| is_linked(it)) {
                *verdict = Verdict::new(Label::List, NAME, "like the other entries of its list");
            }
        }
    }
}

/// The lists that begin in a part of the page.
fn lists(context: &Context<'_>, from: usize, to: usize) -> Vec<Range<usize>> {
    let mut lists = Vec::new();
    let mut at = from;
    while at < to {
        let end = list_end(context, at);
        if end > at {
            lists.push(at..end);
        }
        at = end.max(at + 1);
    }
    lists
}

/// One past the last entry of the list that begins here; `at` itself when none does.
fn list_end(context: &Context<'_>, at: usize) -> usize {
    let entry = |at: usize| matches!(context.block(at).form, Form::ListItem { .. });
    let mut end = at;
    while end < context.cut.blocks.len() && entry(end) && context.inside(end) {
        if end > at && !alike(context, end - 1, end) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether two entries are of one list: in one element, or built alike.
fn alike(context: &Context<'_>, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (context.markup(one), context.markup(other)) else { return false };
    one.parent == other.parent || one.style == other.style
}

/// Whether an entry was dropped for its link.
fn is_linked(verdict: &Verdict) -> bool {
    matches!(verdict.rule, rules::LINK_DENSITY | rules::CARD)
}

/// Whether entries were dropped for their links, and all others were kept.
fn is_mixed(list: &[Verdict]) -> bool {
    list.iter().any(is_linked) && list.iter().all(|it| it.label.is_text() || is_linked(it))
}

/// Whether a list that is mixed is a part of the article.
fn belongs(context: &Context<'_>, verdicts: &[Verdict], list: &Range<usize>) -> bool {
    let above = &verdicts[list.start - 1];
    let announced = above.label.is_text() && ends_in_colon(&context.block(list.start - 1).text);
    let linked = verdicts[list.clone()].iter().filter(|it| is_linked(it)).count();
    let below = above.label.is_text() || above.label == Label::Caption;
    below && linked < list.len() || announced && linked >= MIN_ENTRIES
}

/// Which lists are tables of contents: most of their entries are headings further down, perhaps with a number before.
/// From the last list upwards, so that each heading is looked at once.
fn contents(context: &Context<'_>, lists: &[Range<usize>]) -> Vec<bool> {
    let backwards = |key: &str| key.chars().rev().collect::<String>();
    let mut headings: BTreeSet<String> = BTreeSet::new();
    let mut looked_at = context.cut.blocks.len();
    let mut contents = vec![false; lists.len()];
    for (list, contents) in lists.iter().zip(&mut contents).rev() {
        let below = (list.end..looked_at).filter(|&at| matches!(context.block(at).form, Form::Heading(_)));
        headings.extend(below.map(|at| backwards(&context.keys[at])));
        looked_at = list.end;
        let is_heading = |at: &usize| {
            let key = backwards(&context.keys[*at]);
            headings.range(key.clone()..).next().is_some_and(|it| it.starts_with(&key))
        };
        *contents = !headings.is_empty() && list.clone().filter(is_heading).count() * 2 > list.len();
    }
    contents
}
