//! What the lines of the body are: lead, paragraphs, sub-headings, captions, links to other articles, signatures.

use super::run::{self, Run};
use super::view::{Kind, View};
use super::{alt, set};
use crate::block::Form;
use crate::classify::Verdict;
use crate::label::Label;

/// A sub-heading has at most so many words.
const HEADING_WORDS: u32 = 25;

/// A lead has at most so many words.
const LEAD_WORDS: u32 = 160;

/// The headline of another article has at least so many words, a sub-heading fewer.
const LINK_TITLE_WORDS: u32 = 8;

/// Buttons have at most so many words, and come in rows of so many.
const BUTTON_WORDS: u32 = 4;
const MIN_BUTTONS: usize = 3;

/// A lead-in of so many words has what it leads to on its own line.
const OPENER_WORDS: u32 = 7;

/// A line that is all link is the headline of another article if it has so many words.
const LINK_WORDS: u32 = 5;

/// A signature with an office has at most so many words, a bare name fewer.
const SIGNATURE_WORDS: (u32, u32) = (40, 6);

/// Labels the lines of the run.
pub(super) fn label(view: &View<'_, '_>, run: Run, title: Option<usize>, verdicts: &mut [Verdict]) {
    let slug = title.map(|title| alt::without_accents(view.key(title)));
    timeline(view, run, verdicts);
    let mut lead = title.is_none();
    let mut list = false;
    for at in run.first..=run.last {
        let label = one(view, at, run.last, (title, slug.as_deref()));
        list = linked_list(view, at, list);
        let credit = at > run.first && is_credit(view, at, verdicts[at - 1].label);
        let label = label.or_else(|| credit.then_some((Label::Credit, "behind the colon of a caption")));
        let named = at > run.first && is_named_below(view, at, verdicts[at - 1].label);
        let label = label.or_else(|| named.then_some((Label::Byline, "the name below \"By\"")));
        let label = label.or_else(|| list.then_some((Label::InlineRelated, "in the list of a lead-in")));
        if let Some((label, evidence)) = label {
            set(verdicts, at, label, evidence);
        } else if !lead && verdicts[at].label.is_text() && view.items[at].kind != Kind::Short {
            lead = true;
            if view.items[at].words <= LEAD_WORDS {
                set(verdicts, at, Label::Lead, "the first text below the headline");
            }
        } else if verdicts[at].label.is_text() {
            text(view, at, run, verdicts);
        }
    }
    buttons(view, run, verdicts);
    pictures(view, run, verdicts);
    signature(view, run, verdicts);
}

/// Short lines in a row between the lead and the next sentence are the page's buttons and fields.
fn buttons(view: &View<'_, '_>, run: Run, verdicts: &mut [Verdict]) {
    let Some(lead) = (run.first..=run.last).find(|&at| verdicts[at].label == Label::Lead) else { return };
    let short = |at: &usize| {
        let block = view.block(*at);
        let item = &view.items[*at];
        let plain =
            !block.text.ends_with(':') && !run::is_numbered(&block.text) && block.form == Form::Paragraph;
        matches!(item.kind, Kind::Named(_))
            || (item.kind == Kind::Short && item.words <= BUTTON_WORDS && plain)
    };
    let row: Vec<usize> =
        (lead + 1..=run.last).take_while(short).filter(|&at| verdicts[at].label.is_text()).collect();
    if row.len() >= MIN_BUTTONS {
        for at in row {
            set(verdicts, at, Label::Widget, "short lines in a row below the lead");
        }
    }
}

/// Dates that head the paragraphs of a chronicle are sub-headings; above the second paragraph they are the page's.
fn timeline(view: &View<'_, '_>, run: Run, verdicts: &mut [Verdict]) {
    let mut paragraphs = 0;
    for at in run.first..run.last {
        paragraphs += usize::from(view.is_prose(at));
        let text = |at: usize| matches!(view.items[at].kind, Kind::Prose | Kind::Sentence);
        if paragraphs >= 2 && view.is(at, Label::Dateline) && text(at + 1) && text(at - 1) {
            set(verdicts, at, Label::Subheading, "a date above a paragraph");
        }
    }
}

/// What a line of the run is if it is no text.
fn one(
    view: &View<'_, '_>,
    at: usize,
    last: usize,
    (title, slug): (Option<usize>, Option<&str>),
) -> Option<(Label, &'static str)> {
    let item = &view.items[at];
    if matches!(item.kind, Kind::Named(_)) {
        return None;
    }
    if item.card || item.doubled {
        return Some((Label::InlineRelated, "a card: headline twice"));
    }
    if title.is_some_and(|title| view.key(title) == view.key(at)) {
        return Some((Label::ImageAlt, "the words of the headline"));
    }
    if alt::is_repeated(view, at) {
        return Some((Label::ImageAlt, "the same words many times"));
    }
    if alt::is_title_slug(view, at, slug) {
        return Some((Label::ImageAlt, "the headline without accents"));
    }
    if view.block(at).form == Form::Quote && item.words <= HEADING_WORDS && !view.ends_flat(at) {
        return Some((Label::InlineRelated, "a headline behind `>`"));
    }
    if view.block(at).facts.is_link() && item.words >= LINK_WORDS {
        return Some((Label::InlineRelated, "a link from end to end"));
    }
    if run::is_keyword(view, at) {
        return Some((Label::Tag, "a keyword"));
    }
    if let Some(label) = figures(view, at) {
        return Some(label);
    }
    if item.last > last && item.words >= 8 && view.is_headline(at) {
        return Some((Label::InlineRelated, "the words of a link below"));
    }
    None
}

/// Whether the line is the name that a caption above announces ("… Ảnh:").
fn is_credit(view: &View<'_, '_>, at: usize, above: Label) -> bool {
    let short = view.items[at].kind == Kind::Short && view.items[at].words <= SIGNATURE_WORDS.1;
    above == Label::Caption && short && crate::block::text::ends_in_colon(&view.block(at - 1).text)
}

/// Whether the line is the name that a bare "By" above announces.
fn is_named_below(view: &View<'_, '_>, at: usize, above: Label) -> bool {
    above == Label::Byline && view.block(at - 1).facts.words <= 2 && is_name(view, at)
}

/// The clock of a player, or the address that a picture was taken from.
fn figures(view: &View<'_, '_>, at: usize) -> Option<(Label, &'static str)> {
    let block = view.block(at);
    if view.items[at].kind != Kind::Short || view.items[at].words > 5 {
        return None;
    }
    if block.facts.letters == 0 && block.text.contains(':') && block.facts.digits <= 6 {
        return Some((Label::Widget, "a clock"));
    }
    let address = |word: &str| {
        let (name, end) = word.rsplit_once('.').unwrap_or_default();
        name.len() >= 3
            && (2..=6).contains(&end.len())
            && word.is_ascii()
            && end.chars().all(|c| c.is_ascii_lowercase())
    };
    block.text.split(' ').any(address).then_some((Label::Credit, "an address"))
}

/// Whether the line is an entry of the list that a lead-in ("Xem thêm:") opens.
fn linked_list(view: &View<'_, '_>, at: usize, open: bool) -> bool {
    if view.is(at, Label::InlineRelated) || view.is(at, Label::SectionHeading) {
        // With the headline on the same line ("Related: How the ferry stopped") the list is over.
        return view.items[at].words < OPENER_WORDS || view.block(at).text.ends_with(':');
    }
    let entry =
        !matches!(view.items[at].kind, Kind::Prose | Kind::Sentence) && view.items[at].words <= HEADING_WORDS;
    open && entry && !matches!(view.block(at).form, Form::Heading(_))
}

/// The label of a line of text.
fn text(view: &View<'_, '_>, at: usize, run: Run, verdicts: &mut [Verdict]) {
    let item = &view.items[at];
    let block = view.block(at);
    match block.form {
        Form::Heading(_) if item.kind == Kind::Prose => {
            set(verdicts, at, Label::Body, "a heading that runs on");
        }
        Form::Paragraph if item.kind == Kind::Short && item.words <= HEADING_WORDS && at < run.last => {
            let next = view.solid(at + 1).filter(|&next| next <= run.last);
            let text = |next: usize| {
                matches!(view.items[next].kind, Kind::Prose | Kind::Sentence)
                    || view.items[next].words > HEADING_WORDS
            };
            let below = next.map(text).filter(|&text| text);
            if below.is_none() && is_link_title(view, at, run) {
                set(verdicts, at, Label::InlineRelated, "a headline above a sub-heading");
            } else if below == Some(true) && !block.text.ends_with([',', ';']) {
                set(verdicts, at, Label::Subheading, "a short line above a paragraph");
            }
        }
        _ => {}
    }
}

/// Whether the line is a long headline between a paragraph and a sub-heading, where an article has no line of its own.
fn is_link_title(view: &View<'_, '_>, at: usize, run: Run) -> bool {
    let item = &view.items[at];
    let text = &view.block(at).text;
    let long = item.words >= LINK_TITLE_WORDS
        && view.is_headline(at)
        && !text.ends_with([':', ',', ';', '”', '"', '?']);
    let listed = |at: usize| run::is_numbered(&view.block(at).text) || run::is_named(&view.block(at).text);
    let above = (run.first..at).rev().find(|&at| !view.is(at, Label::Separator));
    let heading = |at: usize| {
        let next = &view.items[at];
        next.kind == Kind::Short
            && next.words < LINK_TITLE_WORDS
            && !listed(at)
            && view.solid(at + 1).is_some_and(|at| view.is_prose(at))
    };
    long && !listed(at)
        && view.block(at).form == Form::Paragraph
        && above.is_some_and(|at| view.is_prose(at) && view.block(at).facts.ends_sentence)
        && view.solid(at + 1).is_some_and(heading)
}

/// Alternative text and caption: the same words twice, or a caption directly below the text of its picture.
fn pictures(view: &View<'_, '_>, run: Run, verdicts: &mut [Verdict]) {
    let first = (run.first..=run.last).find(|&at| view.is_prose(at)).unwrap_or(run.first);
    for at in run.first..run.last {
        let next = at + 1;
        let free = |at: usize| {
            matches!(verdicts[at].label, Label::Body | Label::Subheading | Label::Caption | Label::Lead)
        };
        // A lead that the page repeats as its first paragraph stays in both.
        let twice = view.key(at) == view.key(next)
            && !view.key(at).is_empty()
            && at != first
            && free(at)
            && free(next);
        if twice && view.items[at].words >= 3 {
            set(verdicts, at, Label::ImageAlt, "the words of the caption below");
            set(verdicts, next, Label::Caption, "the words of the picture above");
        } else if verdicts[at].label == Label::ImageAlt
            && verdicts[next].label.is_text()
            && view.adjoins(next)
            && next != first
        {
            set(verdicts, next, Label::Caption, "directly below the text of a picture");
        }
    }
}

/// A name at the end of the text or above the line that parts off the notes.
fn signature(view: &View<'_, '_>, run: Run, verdicts: &mut [Verdict]) {
    for at in (run.first..=run.last).rev() {
        if !verdicts[at].label.is_text() {
            continue;
        }
        let rule = (at + 1..=run.last).next().is_some_and(|next| view.is(next, Label::Separator));
        let named = is_office(view, at) || (at == run.last && is_name(view, at));
        if (rule || at == run.last) && named {
            set(verdicts, at, Label::Byline, "a name below the text");
            notes(view, at, run, verdicts);
            return;
        }
    }
}

/// Notes behind numbers below the signature and its line.
fn notes(view: &View<'_, '_>, signature: usize, run: Run, verdicts: &mut [Verdict]) {
    for (at, verdict) in verdicts.iter_mut().enumerate().take(run.last + 1).skip(signature + 1) {
        let text = view.block(at).text.trim_start_matches(['(', '[', '*']);
        if verdict.label.is_text() && text.starts_with(|c: char| c.is_ascii_digit()) {
            *verdict = Verdict::new(Label::Footnote, super::NAME, "a numbered note below the signature");
        }
    }
}

/// Two words in capitals, and perhaps an office: "Đại tá NGUYỄN VĂN A, Chính ủy …".
pub(super) fn is_office(view: &View<'_, '_>, at: usize) -> bool {
    let block = view.block(at);
    if block.facts.ends_sentence || block.facts.words > SIGNATURE_WORDS.0 || block.facts.is_upper() {
        return false;
    }
    let upper = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase)
    };
    let words: Vec<&str> = block.text.split(' ').collect();
    words.windows(2).any(|pair| upper(pair[0]) && upper(pair[1]))
}

/// Two to six words that all begin with a capital.
pub(super) fn is_name(view: &View<'_, '_>, at: usize) -> bool {
    let block = view.block(at);
    let words: Vec<&str> =
        block.text.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let fits = !words.is_empty() && words.len() <= SIGNATURE_WORDS.1 as usize && !block.facts.ends_sentence;
    let initials = words.len() == 1 && words[0].contains('.') && block.facts.chars <= 10;
    let capitals =
        words.iter().all(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    let plain = block.facts.digits == 0 && !block.text.contains([':', '+', '=', '[', '?', '!', '"', '“']);
    fits && capitals && (words.len() >= 2 || initials) && plain
}
