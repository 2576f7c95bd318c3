//! The edges of the root: what stands before the first and after the last block of the main text.
//!
//! The main text is where the words are: blocks whose container, or whose element's style, holds a good share of them.
//! Before and after it, inside the root, stand dates, notices and boxes without a telling name; a block there has to
//! read like text to stay. Between its blocks, only fragments in another style go.

use std::collections::BTreeMap;

use super::{Context, Verdict};
use crate::block::Form;
use crate::block::text::{ends_in_colon, ends_like_paragraph};
use crate::label::Label;

pub(super) const NAME: &str = "edge";

/// A container or style with this share of the root's running words holds the main text.
const MAIN_SHARE: f64 = 0.2;

/// A block of the main text has at least so many words.
const MAIN_WORDS: u32 = 12;

/// A sub-heading without an element of its own is at most this long, in words.
const MAX_LINE_WORDS: u32 = 12;

/// Outside the main text a block of another container needs so many words to read like text.
const EDGE_WORDS: u32 = 25;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    if context.root.by_rule {
        return;
    }
    let main = main_blocks(context, verdicts);
    let (Some(first), Some(last)) = (main.iter().position(|&it| it), main.iter().rposition(|&it| it)) else {
        return;
    };
    let parents: Vec<u32> = parents(context, &main);
    for at in 0..verdicts.len() {
        if !verdicts[at].label.is_text() || main[at] || verdicts[at].label == Label::Lead {
            continue;
        }
        let Some(markup) = context.markup(at) else { continue };
        let home = parents.binary_search(&markup.parent).is_ok();
        let place = match at {
            at if at < first => Place::Above,
            at if at < last => Place::Between,
            _ => Place::Below,
        };
        // "What we like", alone on its line above a list, is the list's heading.
        let heads =
            place == Place::Between && verdicts[at - 1].label.is_text() && heads_list(context, verdicts, at);
        let titled = place == Place::Above && main[at + 1] && has_like(context, verdicts, &main, at);
        if let Some(why) = misfit(context, at, home, place).filter(|_| !heads && !titled) {
            verdicts[at] = Verdict::new(Label::Widget, NAME, why);
        }
    }
}

/// Where a block stands to the main text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Above,
    Between,
    Below,
}

/// Whether a line further down is short, unfinished and set like this one: then both are sub-headings.
fn has_like(context: &Context<'_>, verdicts: &[Verdict], main: &[bool], at: usize) -> bool {
    let set = |at: usize| {
        let block = context.block(at);
        let line = block.form == Form::Paragraph
            && block.facts.words <= MAX_LINE_WORDS
            && !ends_like_paragraph(&block.text);
        block.markup.filter(|_| line).map(|it| (it.parent, it.style, it.bold_density() > 0.9, it.centered))
    };
    let this = set(at);
    let below = |at: &usize| verdicts[*at].label.is_text() && main[*at + 1];
    this.is_some() && (at + 2..main.len() - 1).filter(below).any(|other| set(other) == this)
}

/// Whether a kept list begins right below.
fn heads_list(context: &Context<'_>, verdicts: &[Verdict], at: usize) -> bool {
    let below = at + 1;
    let list = |at: usize| matches!(context.block(at).form, Form::ListItem { .. });
    verdicts.get(below).is_some_and(|verdict| verdict.label.is_text() && list(below))
}

/// Why a block outside the main blocks does not belong to the text; `None` when it may.
fn misfit(context: &Context<'_>, at: usize, home: bool, place: Place) -> Option<&'static str> {
    let block = context.block(at);
    let words = block.facts.words;
    let fragment = words <= 4 && !block.facts.ends_sentence && !ends_in_colon(&block.text);
    match block.form {
        Form::Paragraph
            if home && place == Place::Above && words <= 10 && !ends_like_paragraph(&block.text) =>
        {
            Some("a short line above the text")
        }
        Form::Paragraph if home => None,
        Form::Paragraph if place == Place::Between => fragment.then_some("a fragment beside the text"),
        Form::Paragraph if words < EDGE_WORDS && !block.text.ends_with([':', '?', '：', '？']) => {
            Some("a short block outside the text")
        }
        _ => None,
    }
}

/// Which blocks are of the main text: kept running text in a container or style that holds much of it.
pub(super) fn main_blocks(context: &Context<'_>, verdicts: &[Verdict]) -> Vec<bool> {
    let mut by_parent: BTreeMap<u32, f64> = BTreeMap::new();
    let mut by_style: BTreeMap<u32, f64> = BTreeMap::new();
    let mut all = 0.0;
    let running: Vec<(usize, (u32, u32))> = (0..verdicts.len())
        .filter(|&at| verdicts[at].label.is_text())
        .filter_map(|at| Some((at, running(context, at)?)))
        .collect();
    for (at, (parent, style)) in &running {
        let words = f64::from(context.block(*at).facts.words);
        *by_parent.entry(*parent).or_default() += words;
        *by_style.entry(*style).or_default() += words;
        all += words;
    }
    let mut main = vec![false; verdicts.len()];
    for (at, (parent, style)) in running {
        main[at] = by_parent[&parent].max(by_style[&style]) >= all * MAIN_SHARE;
    }
    main
}

/// Parent and style of a block that reads like running text.
fn running(context: &Context<'_>, at: usize) -> Option<(u32, u32)> {
    let block = context.block(at);
    let long = block.facts.words >= MAIN_WORDS && block.facts.stops > 0;
    let markup = block.markup.as_ref().filter(|markup| long && markup.link_density() < 0.5)?;
    Some((markup.parent, markup.style))
}

/// The containers of the main blocks, ascending.
fn parents(context: &Context<'_>, main: &[bool]) -> Vec<u32> {
    let mut parents: Vec<u32> = (0..main.len())
        .filter(|&at| main[at])
        .filter_map(|at| context.markup(at).map(|markup| markup.parent))
        .collect();
    parents.sort_unstable();
    parents.dedup();
    parents
}
