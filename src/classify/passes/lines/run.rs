//! Where the body is: the run of lines with the greatest sum of worth.
//!
//! Running text is worth its words; what stands between costs. A section heading costs so much that only a body that
//! goes on pays for it; below one, and below the heading of the comments, single paragraphs are teasers and comments.

use super::view::{Kind, View};
use crate::block::Form;
use crate::block::text::ends_in_colon;
use crate::label::Label;

/// A paragraph is worth at most so many words: one long imprint must not outweigh an article.
const MAX_WORTH: f64 = 80.0;

/// So many words of running text in two paragraphs at least make an article that headings can end.
const MIN_ARTICLE_WORDS: u32 = 50;

/// A paragraph of so many words below a section heading is text again if another follows.
const RESUME_WORDS: u32 = 15;

/// The cost of the first short lines in a row; of the later ones, which are a table or a list as often as chrome.
const SHORT_COST: (f64, f64) = (-4.0, -2.0);

/// The cost of short lines that a colon announces or a number begins.
const LIST_COST: f64 = -1.0;

/// So many lines a colon announces.
const ANNOUNCED: u32 = 6;

/// So many short lines in a row cost the first price.
const SHORT_FEW: u32 = 5;

/// The body: first and last item, and the sum of its worth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) worth: f64,
}

/// What the lines before mean for the next one.
#[derive(Default)]
struct State {
    words: u32,
    paragraphs: u32,
    short: u32,
    announced: u32,
    section: bool,
    keywords: bool,
    comments: bool,
}

impl State {
    fn is_article(&self) -> bool {
        self.paragraphs >= 2 && self.words >= MIN_ARTICLE_WORDS
    }
}

/// The run of the greatest sum; the first of equals.
pub(super) fn find(view: &View<'_, '_>) -> Option<Run> {
    let mut state = State::default();
    let (mut start, mut sum) = (0, 0.0);
    let mut best: Option<Run> = None;
    for at in 0..view.len() {
        let worth = worth(view, at, &mut state);
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += worth;
        if worth > 0.0 && best.is_none_or(|best| sum > best.worth) {
            best = Some(Run { first: start, last: at, worth: sum });
        }
    }
    best
}

fn worth(view: &View<'_, '_>, at: usize, state: &mut State) -> f64 {
    let item = &view.items[at];
    let words = f64::from(item.words);
    if item.card {
        return -8.0;
    }
    match item.kind {
        Kind::Named(label) => {
            state.short = 0;
            if label == Label::Comment && is_sentence_part(view, at) {
                SHORT_COST.0
            } else {
                named(label, state)
            }
        }
        Kind::Prose if state.comments => -2.0,
        Kind::Prose if state.section && !resumes(view, at) => -4.0,
        Kind::Prose if state.keywords && !goes_on(view, at) => -4.0,
        Kind::Prose => {
            (state.section, state.keywords) = (false, false);
            state.short = 0;
            state.words += item.words;
            state.paragraphs += 1;
            words.min(MAX_WORTH)
        }
        _ if state.section || state.comments => -4.0,
        Kind::Sentence => {
            state.short = 0;
            words * 0.5
        }
        Kind::Short => short(view, at, state),
    }
}

fn named(label: Label, state: &mut State) -> f64 {
    match label {
        Label::SectionHeading => {
            state.section |= state.is_article();
            -40.0
        }
        Label::Comment => {
            state.comments |= state.is_article();
            -40.0
        }
        Label::Footer => -40.0,
        Label::Tag => {
            state.keywords |= state.is_article();
            -15.0
        }
        Label::Nav | Label::Breadcrumb => -10.0,
        Label::Separator | Label::Caption | Label::Credit | Label::ImageAlt => -0.5,
        _ => -5.0,
    }
}

fn short(view: &View<'_, '_>, at: usize, state: &mut State) -> f64 {
    let item = &view.items[at];
    state.short += 1;
    let block = view.block(at);
    let cost = if state.short > SHORT_FEW { SHORT_COST.1 } else { SHORT_COST.0 };
    let announced = state.announced > 0;
    state.announced = if ends_in_colon(&block.text) { ANNOUNCED } else { state.announced.saturating_sub(1) };
    match block.form {
        _ if is_keyword(view, at) => {
            state.keywords |= state.is_article();
            -15.0
        }
        _ if block.text.starts_with(|c: char| c.is_lowercase() || matches!(c, '“' | '(')) => -0.5,
        _ if block.facts.commas > 0 && item.words >= 12 => -0.5,
        _ if announced || ends_in_colon(&block.text) || is_numbered(&block.text) || is_named(&block.text) => {
            LIST_COST
        }
        _ if item.copies > 1 => -6.0,
        Form::TableRow => -0.5,
        _ if block.facts.letters == 0 => cost * 0.5,
        Form::ListItem { .. } => cost * 0.75,
        _ => cost,
    }
}

/// Whether the line is a keyword: few words in lower case that no sentence took up, or with a hash.
pub(super) fn is_keyword(view: &View<'_, '_>, at: usize) -> bool {
    let block = view.block(at);
    let keyword = |at: usize| {
        view.items[at].words <= 3 && view.block(at).text.starts_with(|c: char| c.is_lowercase() || c == '#')
    };
    let named = |at: usize| matches!(view.items[at].kind, Kind::Named(label) if label != Label::Separator);
    let whole = at == 0 || view.block(at - 1).facts.ends_sentence || keyword(at - 1) || named(at - 1);
    let lower = block.text.starts_with(char::is_lowercase) && block.form == Form::Paragraph && whole;
    view.items[at].words <= 3 && view.items[at].kind == Kind::Short && (lower || block.text.starts_with('#'))
}

/// "3. Rửa lá", "12) …", "Bước" is a word: only figures count.
pub(super) fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')', '/']) && rest.chars().any(char::is_alphabetic)
}

/// "Windows: Ctrl + N", "Cách khắc phục: rửa lá": one to three words, a colon and more.
pub(super) fn is_named(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(name, rest)| !rest.is_empty() && name.split(' ').count() <= 3)
}

/// Whether a cue between two paragraphs is the beginning of the second, broken off at a link.
fn is_sentence_part(view: &View<'_, '_>, at: usize) -> bool {
    let long = |at: usize| view.is_prose(at) && view.items[at].words >= RESUME_WORDS * 2;
    at > 0 && at + 1 < view.len() && long(at - 1) && long(at + 1)
}

/// Whether running text goes on below keywords: another paragraph follows soon, with no cue between.
fn goes_on(view: &View<'_, '_>, at: usize) -> bool {
    let named = |at: &usize| matches!(view.items[*at].kind, Kind::Named(label) if label != Label::Caption);
    !view.items[at].cut
        && (at + 1..view.len()).take(4).take_while(|at| !named(at)).any(|at| view.is_prose(at))
}

/// Whether running text goes on below a section heading: this paragraph and the next, with nothing between them.
fn resumes(view: &View<'_, '_>, at: usize) -> bool {
    let good = |at: usize| {
        let item = &view.items[at];
        item.kind == Kind::Prose
            && !item.card
            && !item.cut
            && item.words >= RESUME_WORDS
            && view.block(at).facts.ends_sentence
    };
    let next =
        (at + 1..view.len()).find(|&at| !view.is(at, Label::Separator) && !view.is(at, Label::Caption));
    good(at) && next.is_some_and(good)
}
