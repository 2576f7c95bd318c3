//! The ends of the body: the lead above it, and below it what belongs to the text although no sentence ends in it.

use super::run::{self, Run};
use super::view::{Kind, View};
use crate::block::Form;
use crate::block::normal::key;
use crate::block::text::{ends_in_call, ends_in_colon};
use crate::label::Label;

/// A lead without a sentence end has so many words.
const LEAD_WORDS: u32 = 18;

/// Cards at the end of the text: at least so many, their headlines of so many words, their teasers of no more.
const CARDS: usize = 2;
const CARD_HEADLINE_WORDS: u32 = 7;
const CARD_TEASER_WORDS: u32 = 45;

/// Up to a signature or source line so many lines below the last sentence are still text.
const TAIL: usize = 60;

/// A name has at most so many words.
const NAME_WORDS: usize = 6;

/// So many lines that begin like those about an author are compared with what stands above, each with all of it.
const MAX_BIOGRAPHIES: usize = 200;

/// How the lines about an author go on behind the name.
const VERBS: [&str; 16] = [
    "is", "was", "has", "covers", "writes", "wrote", "can", "may", "reports", "joined", "leads", "works",
    "spent", "là", "hiện", "từng",
];

/// One sentence to so many lines, in a tail of more than these.
const LINES_PER_SENTENCE: usize = 8;

/// The run with its lead and its last lines, without the headline.
pub(super) fn adjust(view: &View<'_, '_>, run: Run, title: Option<usize>) -> Run {
    let mut run = run;
    run.first = first(view, run, title);
    run.last = last(view, Run { last: without_cards(view, run), ..run });
    run.last = without_biography(view, run);
    run
}

/// The run's end before the lines that tell who the author is, if little text follows them.
fn without_biography(view: &View<'_, '_>, run: Run) -> usize {
    let words = |at: usize| if view.is_prose(at) { view.items[at].words } else { 0 };
    let all: u32 = (run.first..=run.last).map(words).sum();
    let mut above = 0;
    let late = (run.first..=run.last).filter(|&at| {
        above += words(at);
        above * 3 >= all * 2
    });
    let mut named = late.filter_map(|at| Some((at, named_first(view, at)?))).take(MAX_BIOGRAPHIES);
    let Some((at, _)) = named.find(|(at, name)| is_above(view, name, (*at, run.first))) else {
        return run.last;
    };
    // Name and office stand above it.
    let text = |at: &usize| matches!(view.items[*at].kind, Kind::Prose | Kind::Sentence);
    (run.first..at).rev().find(text).unwrap_or(run.last)
}

/// The key of the name that the line begins with and goes on about.
fn named_first(view: &View<'_, '_>, at: usize) -> Option<String> {
    let block = view.block(at);
    if !matches!(view.items[at].kind, Kind::Prose | Kind::Sentence) {
        return None;
    }
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let words = block.text.split(' ').take_while(capital).take(NAME_WORDS).count();
    let verb = block.text.split(' ').nth(words)?;
    (words >= 2 && VERBS.contains(&verb))
        .then(|| key(&block.text.split(' ').take(words).collect::<Vec<_>>().join(" ")))
}

/// Whether a byline above a line gives the name, or a line of its own above the text.
fn is_above(view: &View<'_, '_>, name: &str, (at, first): (usize, usize)) -> bool {
    let byline = |other: usize| view.is(other, Label::Byline) && view.key(other).contains(name);
    let below = |other: usize| other > 0 && view.is(other - 1, Label::Byline);
    (0..at).any(|other| byline(other) || (view.key(other) == name && (other < first || below(other))))
}

fn first(view: &View<'_, '_>, run: Run, title: Option<usize>) -> usize {
    let from = title.map_or(run.first.saturating_sub(3), |title| title + 1);
    let mut section = false;
    for at in from..=run.last {
        section = at < run.first && (section || view.is(at, Label::SectionHeading));
        let item = &view.items[at];
        let long = item.kind == Kind::Short && item.words >= LEAD_WORDS && item.copies == 1;
        let text = item.kind == Kind::Prose || (title.is_some() && (item.kind == Kind::Sentence || long));
        if text && !item.card && (!item.cut || at >= run.first) && !section {
            // What ends in a colon announces the text below it.
            let above = at.checked_sub(1).filter(|&above| above >= from && item_announces(view, above));
            return above.unwrap_or(at);
        }
    }
    run.first
}

/// The run's end without the pairs of long headline and short teaser behind a text that is built otherwise.
fn without_cards(view: &View<'_, '_>, run: Run) -> usize {
    let mut last = run.last;
    let mut cards = 0;
    while last > run.first + 1 && is_card(view, last) {
        cards += 1;
        last = (run.first..last - 1).rev().find(|&at| !view.is(at, Label::Separator)).unwrap_or(run.first);
    }
    let prose: Vec<usize> = (run.first..=last).filter(|&at| view.is_prose(at)).collect();
    let alike = prose.iter().filter(|&&at| at > 0 && is_card(view, at)).count();
    if cards >= CARDS && prose.len() >= 2 * cards && alike * 5 <= prose.len() { last } else { run.last }
}

/// Whether the line is a short paragraph directly below a long headline without a number.
fn is_card(view: &View<'_, '_>, at: usize) -> bool {
    let above = at - 1;
    let teaser = matches!(view.items[at].kind, Kind::Prose | Kind::Sentence)
        && view.items[at].words <= CARD_TEASER_WORDS;
    let headline = view.is_headline(above) && view.items[above].words >= CARD_HEADLINE_WORDS;
    let text = &view.block(above).text;
    teaser && headline && !text.ends_with([':', ',', ';', '：', '，', '、', '；']) && !run::is_numbered(text)
}

fn last(view: &View<'_, '_>, run: Run) -> usize {
    let mut last = run.last;
    // What a colon announces, and the question or thanks that an interview ends with.
    while last + 1 < view.len()
        && (announced(view, last) || announces(view, last + 1) || closes(view, last + 1))
    {
        last += 1;
    }
    let limit = (last + 1 + TAIL).min(view.len());
    for at in last + 1..limit {
        let item = &view.items[at];
        match item.kind {
            Kind::Named(Label::Byline | Label::Source) if is_text(view, last + 1, at) => {
                return body_before(view, last, at);
            }
            Kind::Named(Label::Separator | Label::Caption | Label::Credit) => {}
            Kind::Named(_) => return last,
            _ if item.card || item.doubled || item.copies > 1 => return last,
            _ => {}
        }
    }
    last
}

/// Whether the lines have sentences enough among them.
fn is_text(view: &View<'_, '_>, from: usize, end: usize) -> bool {
    let sentence = |at: &usize| matches!(view.items[*at].kind, Kind::Prose | Kind::Sentence);
    let item = |at: &usize| run::is_numbered(&view.block(*at).text) || run::is_named(&view.block(*at).text);
    let sentences = (from..end).filter(sentence).count();
    let items = (from..end).filter(item).count();
    end - from <= LINES_PER_SENTENCE || sentences * LINES_PER_SENTENCE + items * 2 >= end - from
}

/// Whether the line is a whole question or exclamation that stands nowhere else.
fn closes(view: &View<'_, '_>, at: usize) -> bool {
    let item = &view.items[at];
    let free = !matches!(item.kind, Kind::Named(_)) && !item.card && item.copies == 1;
    free && item.words >= 3
        && ends_in_call(&view.block(at).text)
        && item.kind == Kind::Short
        && !heads_list(view, at)
}

/// Whether the line is the first of several headlines.
fn heads_list(view: &View<'_, '_>, at: usize) -> bool {
    let other = |next: usize| view.is_headline(next) || view.is_prose(next);
    view.solid(at + 1).is_some_and(|next| other(next) && !view.items[next].card)
}

/// Whether the line ends in a colon and list items follow it.
fn announces(view: &View<'_, '_>, at: usize) -> bool {
    let item = &view.items[at];
    let free = item.kind == Kind::Short && item.copies == 1 && item.words >= 2;
    free && ends_in_colon(&view.block(at).text) && at + 1 < view.len() && announced(view, at)
}

fn item_announces(view: &View<'_, '_>, at: usize) -> bool {
    let item = &view.items[at];
    item.kind == Kind::Short && item.words >= 4 && ends_in_colon(&view.block(at).text)
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
    (ends_in_colon(&view.block(at).text)
        && (item(next) || view.block(next).text.starts_with(['-', '–', '+'])))
        || (item(at) && item(next) && view.block(at).form == view.block(next).form)
}
