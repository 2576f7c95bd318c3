//! Comments known by their repetition, where no heading and no name tells them.
//!
//! A thread is signed again and again: a name, a day and an hour, set alike, with a text below each and by more than one
//! person. A ticker of events has the hours without the names, and one article has one signature.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Verdict};
use crate::label::Label;
use crate::meta::date::{self, Locale};

pub(super) const NAME: &str = "thread";

/// Two dated names are the author's and an editor's.
const MIN_SIGNATURES: usize = 3;

/// A name with day and hour has at most so many words.
const MAX_SIGNATURE_WORDS: u32 = 14;

/// A name on a line of its own above day and hour ("Hà An viết:") has at most so many words.
const MAX_NAME_WORDS: u32 = 6;

/// So many words must have been kept before the thread: a page does not begin with its comments.
const MIN_WORDS_BEFORE: u32 = 150;

/// A signature: the first block of it, and the name.
type Signature<'a> = (usize, &'a str);

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let Some(first) = first(context) else { return };
    let kept = (0..first).filter(|&at| verdicts[at].label.is_text() && context.inside(at));
    let before: u32 = kept.map(|at| context.block(at).facts.words).sum();
    if before < MIN_WORDS_BEFORE {
        return;
    }
    for (at, verdict) in verdicts.iter_mut().enumerate().skip(first) {
        if context.inside(at) && verdict.label.is_text() {
            *verdict = Verdict::new(Label::Comment, NAME, "among texts that several people signed and dated");
        }
    }
}

/// The first block of the thread.
fn first(context: &Context<'_>) -> Option<usize> {
    let mut alike: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for at in (0..context.cut.blocks.len()).filter(|&at| may_sign(context, at)) {
        if let Some(markup) = context.markup(at) {
            alike.entry(markup.style).or_default().push(at);
        }
    }
    // Dates are read only where there are enough blocks for a thread.
    let alike = alike.into_values().filter(|alike| alike.len() >= MIN_SIGNATURES);
    let signatures = alike.map(|it| it.into_iter().filter_map(|at| signature(context, at)).collect());
    let thread = |signatures: &Vec<Signature<'_>>| {
        let names: BTreeSet<&str> = signatures.iter().map(|(_, name)| *name).collect();
        signatures.len() >= MIN_SIGNATURES && names.len() * 2 > signatures.len().max(2)
    };
    signatures.filter(thread).filter_map(|signatures| Some(signatures.first()?.0)).min()
}

/// Whether a block has the length and the digits of the end of a signature, with something below it that is no link.
fn may_sign(context: &Context<'_>, at: usize) -> bool {
    let facts = context.block(at).facts;
    let below = |below: usize| context.inside(below) && context.link_density(below) <= 0.5;
    facts.words <= MAX_SIGNATURE_WORDS
        && facts.digits >= 3
        && context.inside(at)
        && at + 1 < context.cut.blocks.len()
        && below(at + 1)
}

/// The signature that ends with this block: day and hour, the name before them or on the line above, a text below.
fn signature<'a>(context: &Context<'a>, at: usize) -> Option<Signature<'a>> {
    let block = context.block(at);
    date::parse(&block.text, &Locale::default())?.time?;
    if !date::is_date_line(&block.text) {
        let name = block.text.split_whitespace().next()?;
        return (name.starts_with(char::is_alphabetic) && !date::is_month(name)).then_some((at, name));
    }
    let above = at.checked_sub(1)?;
    let name = context.block(above);
    let plain = (1..=MAX_NAME_WORDS).contains(&name.facts.words) && !name.facts.ends_sentence;
    plain.then_some((above, name.text.as_str()))
}
