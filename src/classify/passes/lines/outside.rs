//! What the lines around the body are.

use super::run::Run;
use super::view::{Kind, View};
use super::{inside, set};
use crate::block::Form;
use crate::classify::Verdict;
use crate::label::Label;

/// Nothing on the page is an article.
pub(super) fn none(view: &View<'_, '_>, verdicts: &mut [Verdict]) {
    for at in 0..view.len() {
        if verdicts[at].label.is_text() {
            let label = if view.items[at].words >= 6 { Label::Related } else { Label::Nav };
            set(verdicts, at, label, "a page without running text");
        }
    }
}

/// A page with more lines than this and fewer words of text is no article but a slogan or a notice among links.
const FEW_WORDS: u32 = 45;
const MANY_LINES: usize = 40;

/// A teaser has no more words than this, on the average; the headline above it no fewer.
const TEASER_WORDS: f64 = 50.0;
const HEADLINE_WORDS: f64 = 7.5;

/// Whether the run is a list of teasers: paragraphs that stand alone below long headlines, or are cut off, or too few.
pub(super) fn is_list_of_articles(view: &View<'_, '_>, run: Run) -> bool {
    let own = |at: &usize| view.is_prose(*at) && !view.items[*at].card && view.items[*at].copies < 3;
    let prose: Vec<usize> = (run.first..=run.last).filter(own).collect();
    let words: u32 = prose.iter().map(|&at| view.items[at].words).sum();
    let adjoining = prose.windows(2).any(|pair| pair[1] == pair[0] + 1);
    let few = words < FEW_WORDS && view.len() > MANY_LINES;
    let lost = words < FEW_WORDS * 2 && view.len() > MANY_LINES * 2 && !adjoining && prose.len() <= 2;
    let cards = (run.first..=run.last).filter(|&at| view.items[at].card).count();
    if few || lost || cards * 2 > run.last + 1 - run.first {
        return true;
    }
    let cut = prose.iter().filter(|&&at| view.items[at].cut).count();
    if prose.len() >= 3 && cut * 2 > prose.len() {
        return true;
    }
    let above: Vec<usize> = prose.iter().filter_map(|&at| headline_above(view, at, run)).collect();
    let heads: u32 = above.iter().map(|&at| view.items[at].words).sum();
    let alone = above.len() * 3 >= prose.len() * 2 && (above.len() >= 2 || view.len() > MANY_LINES);
    alone && mean(words, prose.len()) <= TEASER_WORDS && mean(heads, above.len()) >= HEADLINE_WORDS
}

/// Whether at least half of the paragraphs stand directly below another, as in no list of teasers.
pub(super) fn is_running(view: &View<'_, '_>, run: Run) -> bool {
    let prose = (run.first..=run.last).filter(|&at| view.is_prose(at));
    let (mut all, mut below) = (0, 0);
    for at in prose {
        all += 1;
        below += usize::from(view.solid(at + 1).is_some_and(|next| view.is_prose(next)));
    }
    below * 2 >= all
}

fn mean(sum: u32, count: usize) -> f64 {
    f64::from(sum) / (count.max(1) as f64)
}

/// The headline directly above a paragraph; a question above its answer is none.
fn headline_above(view: &View<'_, '_>, at: usize, run: Run) -> Option<usize> {
    let skipped = |at: usize| {
        let category = view.items[at].copies >= 3 && view.items[at].words < 6;
        view.is(at, Label::Separator) || view.is(at, Label::Dateline) || category
    };
    let above = (0..at).rev().find(|&at| !skipped(at))?;
    let question = view.block(above).text.ends_with(['?', ':']);
    (view.is_headline(above) && !question && above + 2 >= run.first).then_some(above)
}

/// The lines above the body.
pub(super) fn before(view: &View<'_, '_>, end: usize, title: Option<usize>, verdicts: &mut [Verdict]) {
    for at in 0..end {
        if !verdicts[at].label.is_text() {
            continue;
        }
        if Some(at) == title {
            set(verdicts, at, Label::Title, "the line above the body for which most speaks");
            continue;
        }
        let copy = title.is_some_and(|title| view.key(title) == view.key(at));
        let below = title.is_some_and(|title| at > title);
        let (label, evidence) = match () {
            () if copy && below => (Label::ImageAlt, "the words of the headline"),
            () if copy || is_path(view, at, title) => (Label::Breadcrumb, "the path above the headline"),
            () if below && inside::is_name(view, at) => (Label::Byline, "a name below the headline"),
            () if below && view.items[at].words >= 6 => (Label::Related, "between headline and text"),
            () if below => (Label::Widget, "between headline and text"),
            () => (Label::Nav, "above the headline"),
        };
        set(verdicts, at, label, evidence);
    }
}

/// Whether a line above the headline is a path of sections: arrows, or few words just above it.
fn is_path(view: &View<'_, '_>, at: usize, title: Option<usize>) -> bool {
    let near = title.is_some_and(|title| {
        at < title && title - at <= 3 && (at..title).all(|at| view.items[at].words <= 10)
    });
    view.block(at).text.contains(['»', '›']) || near
}

/// The lines below the body.
pub(super) fn after(view: &View<'_, '_>, from: usize, verdicts: &mut [Verdict]) {
    let mut part = Label::Nav;
    let mut section = false;
    for at in from..view.len() {
        let named = matches!(view.items[at].kind, Kind::Named(_));
        if named {
            part = match verdicts[at].label {
                Label::SectionHeading | Label::Related | Label::InlineRelated => Label::Related,
                label @ (Label::Comment | Label::Footer | Label::Tag | Label::Ad) => label,
                Label::Nav => Label::Nav,
                _ => part,
            };
            continue;
        }
        section |= part == Label::Related;
        if view.items[at].card {
            part = if section { Label::Related } else { Label::InlineRelated };
        } else if part == Label::InlineRelated {
            part = Label::Nav;
        }
        let words = view.items[at].words;
        let (label, evidence) = match part {
            Label::Tag if words > 8 => (Label::Related, "below the keywords"),
            Label::Nav if at <= from + 2 && is_signature(view, at, at == from) => {
                (Label::Byline, "a name below the text")
            }
            Label::Nav if view.items[at].kind != Kind::Short => (Label::Widget, "below the text"),
            Label::Nav if words >= 7 && !is_item(view, at) => (Label::Related, "a headline below the text"),
            _ => (part, "below the text"),
        };
        set(verdicts, at, label, evidence);
    }
}

/// Whether a line right below the text signs it: a name, or a name and its part in the work ("NGÔ MẪU thực hiện"). One
/// line farther it has to be written in capitals, as papers do.
fn is_signature(view: &View<'_, '_>, at: usize, first: bool) -> bool {
    let block = view.block(at);
    let name = block.text.trim_end_matches(" thực hiện").trim_end_matches(" ghi");
    let upper = block.facts.words >= 2 && crate::block::TextFacts::of(name).is_upper();
    let role = name.len() < block.text.len() && upper;
    (inside::is_name(view, at) && (first || upper)) || (role && block.facts.words <= 8)
}

fn is_item(view: &View<'_, '_>, at: usize) -> bool {
    matches!(view.block(at).form, Form::ListItem { depth, .. } if depth > 1)
}
