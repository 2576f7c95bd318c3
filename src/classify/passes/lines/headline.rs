//! The headline: the line above the body for which most speaks.

use super::inside;
use super::run::Run;
use super::view::View;
use crate::block::Form;
use crate::label::Label;

/// So many lines above the body are looked at.
const REACH: usize = 40;

/// So many points make a headline. A line of three words directly above the body has them.
const MIN_POINTS: f64 = 1.5;

/// A line with a date and few words is no headline: name, date, button.
const MAX_DATED_WORDS: u32 = 7;

/// The summary below a headline has at least so many words.
const SUMMARY_WORDS: u32 = 9;

/// So far inside the run the headline can stand.
const INSIDE: usize = 6;

/// Finds the headline of the run; it can be the first line of the run itself.
pub(super) fn find(view: &View<'_, '_>, run: Run) -> Option<usize> {
    let from = run.first.saturating_sub(REACH);
    let mut best: Option<(f64, usize)> = None;
    let sentences = |at: usize| view.is_prose(at) && view.block(at).facts.stops > 0;
    let prose = (run.first..=run.last).find(|&at| sentences(at)).unwrap_or(run.last);
    // Below a first line that reads like text (a summary among the crumbs) only a line with a date is the headline.
    let end = (run.first + INSIDE).min(run.last);
    for at in from..end {
        let body =
            if at < prose { prose } else { (at..=run.last).find(|&at| sentences(at)).unwrap_or(run.last) };
        let deep = (run.first..at).filter(|&at| view.is_prose(at)).count() > 1;
        if at > prose && (deep || !dated(view, at) || view.items[at].words < 6) {
            continue;
        }
        let Some(points) = points(view, at, body) else { continue };
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
    points += f64::from(item.words.min(10)) * 0.25;
    points += if dated(view, at) { 2.0 } else { 0.0 };
    points += if item.copies > 1 && item.words >= 5 { 1.5 } else { 0.0 };
    points -= if block.facts.is_link() { 1.0 } else { 0.0 };
    // The headline of an article whose page has a list of others above it is the last below that list's heading.
    let last = is_last(view, at, body);
    points -= match (in_section(view, at), last) {
        (true, true) => 1.5,
        (true, false) => 5.0,
        _ => 0.0,
    };
    points += if is_signed(view, at) { 1.5 } else { 0.0 };
    points -= if block.text.contains(['»', '|', '@', '›']) { 2.0 } else { 0.0 };
    points -= if block.text.starts_with(char::is_lowercase) { 1.0 } else { 0.0 };
    // A name, a list of sections, a heading in dashes.
    points -= if inside::is_name(view, at) { 1.0 } else { 0.0 };
    points -= if block.facts.commas >= 3 && item.words < 15 { 1.0 } else { 0.0 };
    points -= if block.text.starts_with(['-', '–']) { 2.0 } else { 0.0 };
    // Dates, addresses and glued metadata; a summary is longer than a headline.
    points -= if block.facts.digits >= 6 { 2.0 } else { 0.0 };
    points -= if block.text.split(' ').any(|word| word.len() > 60) { 3.0 } else { 0.0 };
    points -= f64::from(item.words.saturating_sub(22)) * 0.2;
    points -= if crate::block::text::ends_in_colon(&block.text) { 2.0 } else { 0.0 };
    let distance = (at..body).filter(|&at| !view.is(at, Label::Separator)).count();
    points -= distance as f64 * 0.1;
    points += if last { 1.0 } else { 0.0 };
    // The page's title, which some flatteners write on the first line, is the headline and the site's name.
    points += if at > 0 && item.words >= 3 && is_page_title(view, at) { 2.5 } else { 0.0 };
    points -= if item.words <= MAX_DATED_WORDS && holds_date(&block.text) { 3.0 } else { 0.0 };
    Some(points)
}

/// Whether a byline stands right below the line, or below its summary.
fn is_signed(view: &View<'_, '_>, at: usize) -> bool {
    (at + 1..(at + 3).min(view.len())).any(|at| view.is(at, Label::Byline))
}

/// Whether no other line that could be a headline follows, or only one right below: the summary of the headline.
fn is_last(view: &View<'_, '_>, at: usize, body: usize) -> bool {
    let other = |at: &usize| view.is_headline(*at) && view.items[*at].words >= 4;
    let mut others = (at + 1..body).filter(other);
    let (next, after) = (others.next(), others.next());
    let above = (0..at).rev().find(|&at| !view.is(at, Label::Separator));
    let listed = above.is_some_and(|above| other(&above));
    let summary = next.is_some_and(|next| {
        let words = view.items[next].words;
        view.solid(at + 1) == Some(next) && words >= SUMMARY_WORDS && words >= view.items[at].words
    });
    next.is_none() || (summary && after.is_none() && !listed && view.items[at].words >= 4)
}

/// Whether the first line of the text holds the line and more: "Headline - Site".
fn is_page_title(view: &View<'_, '_>, at: usize) -> bool {
    let (first, key) = (view.key(0), view.key(at));
    let named = view.block(0).text.contains([' ', '|']) && first.len() < key.len() * 4;
    named && view.items[0].words < SUMMARY_WORDS * 4 && first.starts_with(key)
}

fn holds_date(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && crate::meta::date::parse(text, &crate::meta::date::Locale::default()).is_some()
}

/// Whether a date stands next to the line.
fn dated(view: &View<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(3)..(at + 4).min(view.len())).any(|at| view.is(at, Label::Dateline))
}

/// Whether the line stands in the list below a section heading; a lone line below one is no list.
fn in_section(view: &View<'_, '_>, at: usize) -> bool {
    let end = (at..view.len()).find(|&at| view.is_prose(at) || view.is(at, Label::Dateline)).unwrap_or(at);
    let ends = [Label::SectionHeading, Label::Dateline, Label::Nav, Label::Breadcrumb];
    let heading = (at.saturating_sub(12)..at)
        .rev()
        .find(|&at| view.is_prose(at) || ends.iter().any(|&label| view.is(at, label)));
    let entries = |from: usize| (from..end).filter(|&at| view.is_headline(at)).count();
    heading.is_some_and(|at| view.is(at, Label::SectionHeading) && entries(at) > 1)
}
