//! What a page says about itself after the text: who wrote it, what it earns by its links, where to subscribe.
//!
//! Such blocks stand in the body's container and read like body; their place at the very end and what they say tell
//! them. From the last kept block upwards, each is looked at, and the first that says nothing of the kind ends the
//! search. An offer or an address alone is no notice: articles end with both.

use std::collections::BTreeSet;

use super::{Context, Verdict};
use crate::block::{Form, normal::key};
use crate::label::Label;
use crate::meta::{Site, names};

pub(super) const NAME: &str = "notice";

/// So many blocks at the end are looked at.
const MAX_BLOCKS: usize = 12;

/// A notice is at most this long, in words: legal ones are the longest.
const MAX_WORDS: u32 = 160;

/// Notices hold at most this share of the kept words.
const MAX_SHARE: f64 = 0.25;

/// A byline is shorter than this, in words.
const MAX_BYLINE_WORDS: u32 = 25;

/// A biography has at least so many words; the author's name at the head of less is a signature or a speaker.
const MIN_BIOGRAPHY_WORDS: u32 = 8;

/// A block below a notice that goes with it is at most this long, in words.
const MAX_SKIPPED_WORDS: u32 = 40;

/// The name above a biography has so many words, and stands so many blocks above it at most: an office may come between.
const NAME_WORDS: std::ops::RangeInclusive<u32> = 2..=5;
const ABOVE_BIOGRAPHY: usize = 2;

/// A first name has at least so many letters: shorter ones are words as well.
const MIN_FIRST_NAME: usize = 3;

const OWN_NAME: &str = "begins with the name above it";
const SIGNED: &str = "below the author's name";

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let kept: Vec<usize> =
        (0..verdicts.len()).filter(|&at| verdicts[at].label.is_text() && context.inside(at)).collect();
    let all: u32 = kept.iter().map(|&at| context.block(at).facts.words).sum();
    // Where the last block alone is too long for a notice, none is looked for.
    let last = kept.last().map_or(0, |&at| context.block(at).facts.words);
    if f64::from(last) > f64::from(all) * MAX_SHARE {
        return;
    }
    let authors = authors(context, verdicts, &kept);
    let entries = signs_entries(verdicts, &kept);
    let mut words = 0;
    let mut skipped: Option<usize> = None;
    for &at in kept.iter().rev().take(MAX_BLOCKS) {
        words += context.block(at).facts.words;
        if f64::from(words) > f64::from(all) * MAX_SHARE {
            return;
        }
        let found = notice(context, verdicts, at, &authors).filter(|it| !entries || it.evidence != SIGNED);
        let Some(verdict) = found else {
            if skipped.is_some() || !can_skip(context, at) {
                return;
            }
            skipped = Some(at);
            continue;
        };
        // The name and the office above a biography go with it.
        let name = own_name(context, verdicts, at).filter(|_| verdict.evidence == OWN_NAME).unwrap_or(at);
        for above in verdicts[name..at].iter_mut().filter(|it| it.label.is_text()) {
            *above = verdict.clone();
        }
        verdicts[at] = verdict;
        if let Some(below) = skipped.take() {
            verdicts[below] = Verdict::new(Label::Widget, NAME, "below a notice");
        }
    }
}

/// Whether a block that says nothing of the kind may stand below a notice and go with it.
fn can_skip(context: &Context<'_>, at: usize) -> bool {
    let block = context.block(at);
    block.facts.words <= MAX_SKIPPED_WORDS && block.form == Form::Paragraph
}

/// The verdict on a block at the end, if it is a notice.
fn notice(context: &Context<'_>, verdicts: &[Verdict], at: usize, authors: &[String]) -> Option<Verdict> {
    let block = context.block(at);
    let words = block.facts.words;
    if words > MAX_WORDS || matches!(block.form, Form::TableRow | Form::Code | Form::Heading(_)) {
        return None;
    }
    if let Some(cue) = context.cues.find_tail(&block.text) {
        return Some(Verdict::new(cue.label, NAME, cue.phrase.to_owned()));
    }
    let about = |evidence| Some(Verdict::new(Label::Byline, NAME, evidence));
    if words >= MIN_BIOGRAPHY_WORDS && authors.iter().any(|author| is_about(&context.keys[at], author)) {
        return about("begins with the author's name");
    }
    if words >= MIN_BIOGRAPHY_WORDS && own_name(context, verdicts, at).is_some() {
        return about(OWN_NAME);
    }
    let above = at.checked_sub(1).filter(|&above| verdicts[above].label == Label::Byline);
    let signed = above.is_some_and(|above| !named(context, above).is_empty());
    if signed && words >= MIN_BIOGRAPHY_WORDS { about(SIGNED) } else { None }
}

/// The name that stands alone above the block, with at most an office between, and the block begins with it or with the
/// first name: "Hà An", and then that Hà An writes about the sea. A name set like the text's other sub-headings is one of several.
fn own_name(context: &Context<'_>, verdicts: &[Verdict], at: usize) -> Option<usize> {
    let style = |at: usize| context.markup(at).map(|markup| markup.style);
    let heading = |at: usize| matches!(context.block(at).form, Form::Heading(_));
    (at.saturating_sub(ABOVE_BIOGRAPHY)..at).find(|&above| {
        let block = context.block(above);
        if !NAME_WORDS.contains(&block.facts.words) || !names::is_signature(&block.text) {
            return false;
        }
        let others = |other: usize| other != above && heading(other) && verdicts[other].label.is_text();
        let alone = !verdicts[above].label.is_text()
            || heading(above) && !(0..verdicts.len()).any(|it| others(it) && style(it) == style(above));
        let name = &context.keys[above];
        let first = name.split(' ').next().filter(|first| first.chars().count() >= MIN_FIRST_NAME);
        alone && [Some(name), first].into_iter().flatten().any(|name| is_about(&context.keys[at], name))
    })
}

/// Whether bylines stand between the first and the last quarter of the kept blocks: the page names somebody with each
/// entry, so that a name says nothing of the end.
fn signs_entries(verdicts: &[Verdict], kept: &[usize]) -> bool {
    let quarter = kept.len() / 4;
    let (Some(&from), Some(&to)) = (kept.get(quarter), kept.get(kept.len().saturating_sub(quarter + 1)))
    else {
        return false;
    };
    from < to && verdicts[from..to].iter().any(|it| it.label == Label::Byline)
}

/// The authors that the page names, as keys: whole names, and first names that are no common word of the text.
fn authors(context: &Context<'_>, verdicts: &[Verdict], kept: &[usize]) -> Vec<String> {
    // Only blocks at the end are asked for names: a byline without the first word of any of them need not be read, and most
    // names need not be looked for in the whole text.
    let biographies = || kept.iter().rev().take(MAX_BLOCKS).filter(|&&at| has_length(context, at));
    let begun: Vec<String> =
        biographies().filter_map(|&at| words(context, at).next()).map(str::to_lowercase).collect();
    let may_name = |at: &usize| words(context, *at).any(|word| begun.contains(&word.to_lowercase()));
    let bylines = (0..verdicts.len()).filter(|&at| verdicts[at].label == Label::Byline).filter(may_name);
    let mut authors: Vec<String> = bylines.flat_map(|at| named(context, at)).map(|name| key(&name)).collect();
    authors.sort_unstable();
    authors.dedup();
    let mut firsts: BTreeSet<String> = authors
        .iter()
        .filter_map(|name| name.split_once(' ').map(|(first, _)| first).filter(|it| it.chars().count() >= 3))
        .map(str::to_owned)
        .collect();
    firsts.retain(|first| biographies().any(|&at| is_about(&context.keys[at], first)));
    // What the text has in lower case as well is no name.
    let mut letters = [false; 256];
    firsts.iter().filter_map(|first| first.bytes().next()).for_each(|byte| letters[usize::from(byte)] = true);
    let looked_at = if firsts.is_empty() { &[] } else { kept };
    for &at in looked_at {
        for word in words(context, at)
            .filter(|word| word.bytes().next().is_some_and(|byte| letters[usize::from(byte)]))
        {
            firsts.remove(word);
        }
    }
    authors.retain(|name| name.contains(' '));
    authors.extend(firsts);
    authors
}

/// The words of a block as they are written.
fn words<'a>(context: &Context<'a>, at: usize) -> impl Iterator<Item = &'a str> {
    context.block(at).text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The names in a byline.
fn named(context: &Context<'_>, at: usize) -> Vec<String> {
    let block = context.block(at);
    if block.facts.words > MAX_BYLINE_WORDS {
        Vec::new()
    } else {
        names::parse(&block.text, &Site::default())
    }
}

/// Whether a block has the length of a biography.
fn has_length(context: &Context<'_>, at: usize) -> bool {
    (MIN_BIOGRAPHY_WORDS..=MAX_WORDS).contains(&context.block(at).facts.words)
}

/// Whether the text begins with the name, not in the genitive, and goes on.
fn is_about(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ') && !rest.starts_with(" s "))
}
