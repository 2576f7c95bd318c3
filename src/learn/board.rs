//! The count: how many pages of a template a selector is right on, and which selector of a field is the best.
//!
//! A selector is right where what a rule would take by it (`sites::matching`) is what the page shows.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::hopes::{self, FIELDS};
use super::selector::{Rank, Selectors};
use super::specimen::Specimen;
use crate::label::Label;
use crate::page::Node;
use crate::page::css::Css;
use crate::sites::{Field, Index};

/// On so many of the pages that show a field its selector has to be right: the project's own measure for a proposal.
const MIN_RIGHT: f64 = 0.8;
/// Of the pages where it finds something.
const MIN_SURE: f64 = 0.9;
/// A field that fewer pages show is left to the generic engine, and so is one that a smaller share shows.
pub(super) const MIN_PAGES: usize = 3;
const MIN_SHOWN: f64 = 0.2;
/// So many selectors of a field are tried, those of most pages first.
const MAX_TRIED: usize = 80;
/// So much of the text has to be in the body, and in all its parts at least as many characters as a rule asks for.
const MIN_RECALL: f64 = 0.9;
const MIN_BODY: f64 = 100.0;
/// What text counts more than clean text: boxes inside can be removed, what is outside is lost.
const RECALL_COUNTS: f64 = 0.75;

/// More characters of a line around a name or a date make it no worse.
const MAX_BESIDE: usize = 100;

/// A selector of a rule, with the pages it is right on, of those that show the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) css: String,
    pub(super) right: usize,
    pub(super) shown: usize,
}

/// What a selector does on one page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fit {
    /// It finds the field, and how well.
    Right(f64),
    /// It finds something else.
    Wrong,
    /// It finds nothing.
    Silent,
    /// It finds something where nothing is known.
    Open,
}

/// The ranges of nodes of the body on a page.
pub(super) type Ranges = Vec<(u32, u32)>;

/// The pages of a template and what the selectors hit on each.
pub(super) struct Board<'s> {
    pages: &'s [&'s Specimen],
    tried: BTreeMap<Field, Vec<(String, Rank, usize)>>,
    hits: Vec<Vec<Vec<u32>>>,
}

impl<'s> Board<'s> {
    pub(super) fn new(pages: &'s [&'s Specimen]) -> Self {
        let mut index = Index::default();
        let fields = std::iter::once(Field::Body).chain(FIELDS);
        let tried = fields.map(|field| (field, tried(pages, field, &mut index))).collect();
        let hits = pages.par_iter().map(|page| index.hits(&page.page)).collect();
        Self { pages, tried, hits }
    }

    /// The selector of the body, and where it is on each page; `None` when there is none that holds.
    pub(super) fn body(&self) -> Option<(Chosen, Vec<Ranges>)> {
        let (chosen, number) = self.best(Field::Body, &[])?;
        let ranges = self.pages.iter().zip(&self.hits).map(|(page, hits)| outermost(page, &hits[number]));
        Some((chosen, ranges.collect()))
    }

    /// The selector of another field.
    pub(super) fn field(&self, field: Field, bodies: &[Ranges]) -> Option<Chosen> {
        self.best(field, bodies).map(|(chosen, _)| chosen)
    }

    fn best(&self, field: Field, bodies: &[Ranges]) -> Option<(Chosen, usize)> {
        let shown = self.pages.iter().filter(|page| hopes::is_known(page, field)).count();
        if shown < MIN_PAGES || (shown as f64) < self.pages.len() as f64 * MIN_SHOWN {
            return None;
        }
        let tried = self.tried.get(&field)?;
        let judged: Vec<(i64, usize, usize)> =
            tried.par_iter().map(|(_, _, number)| self.judge(field, *number, bodies)).collect();
        let good = tried.iter().zip(judged).filter(|(_, (_, right, wrong))| {
            let (right, wrong) = (*right as f64, *wrong as f64);
            right >= shown as f64 * MIN_RIGHT && right >= (right + wrong) * MIN_SURE
        });
        let order = |((css, rank, _), (value, ..)): &(&(String, Rank, usize), (i64, usize, usize))| {
            (std::cmp::Reverse(*value), *rank, css.len(), css.clone())
        };
        let ((css, _, number), (_, right, _)) = good.min_by_key(order)?;
        Some((Chosen { css: css.clone(), right, shown }, *number))
    }

    /// In hundredths how good it is, and on how many pages it is right and wrong.
    fn judge(&self, field: Field, number: usize, bodies: &[Ranges]) -> (i64, usize, usize) {
        let (mut value, mut right, mut wrong) = (0.0, 0, 0);
        for (at, (page, hits)) in self.pages.iter().zip(&self.hits).enumerate() {
            let nodes = &hits[number];
            let fit = match (field, bodies.get(at)) {
                (Field::Body, _) => body_fit(page, &outermost(page, nodes)),
                (_, Some(body)) => fit(page, field, (nodes, body)),
                (_, None) => Fit::Silent,
            };
            match fit {
                Fit::Right(how) => (value, right) = (value + how, right + 1),
                Fit::Wrong => wrong += 1,
                Fit::Silent | Fit::Open => {}
            }
        }
        // A page in fifty more does not make up for a selector that is hard to read.
        let share = value / self.pages.len().max(1) as f64;
        #[expect(clippy::cast_possible_truncation, reason = "a share of one, in fiftieths")]
        let steps = (share * 50.0).round() as i64;
        (steps, right, wrong)
    }
}

/// The selectors of most pages, by how many pages they come from.
fn tried(pages: &[&Specimen], field: Field, index: &mut Index) -> Vec<(String, Rank, usize)> {
    let found: Vec<Selectors> = pages.par_iter().map(|page| hopes::hopes(page, field)).collect();
    let mut votes: BTreeMap<String, (usize, Rank)> = BTreeMap::new();
    for (css, rank) in found.into_iter().flatten() {
        votes.entry(css).or_insert((0, rank)).0 += 1;
    }
    let mut votes: Vec<(String, (usize, Rank))> =
        votes.into_iter().filter(|(_, (count, _))| *count >= MIN_PAGES.min(pages.len())).collect();
    votes.sort_by_key(|(_, (count, rank))| (std::cmp::Reverse(*count), *rank));
    votes.truncate(MAX_TRIED);
    let compiled =
        votes.into_iter().filter_map(|(text, (_, rank))| Some((Css::parse(&text).ok()?, text, rank)));
    compiled.map(|(css, text, rank)| (text, rank, index.add(&css))).collect()
}

/// The ranges of the nodes that are not inside of another.
pub(super) fn outermost(page: &Specimen, nodes: &[u32]) -> Ranges {
    let mut ranges: Ranges = Vec::new();
    for &at in nodes {
        if ranges.last().is_none_or(|last| at >= last.1) {
            ranges.push((at, page.page.node(at).end()));
        }
    }
    ranges
}

fn body_fit(page: &Specimen, ranges: &[(u32, u32)]) -> Fit {
    if ranges.is_empty() {
        return Fit::Silent;
    }
    let (mut text, mut other) = (0.0, 0.0);
    for piece in ranges.iter().flat_map(|range| page.pieces_in(*range)) {
        match piece.label {
            Label::Caption | Label::Credit | Label::Lead => {}
            _ if piece.is_body() => text += piece.chars,
            _ => other += piece.chars,
        }
    }
    let all = page.body_chars();
    let recall = if all > 0.0 { text / all } else { 0.0 };
    if recall < MIN_RECALL || text < MIN_BODY.min(all) {
        return Fit::Wrong;
    }
    Fit::Right(recall * RECALL_COUNTS + text / (text + other) * (1.0 - RECALL_COUNTS))
}

/// What a rule would take of the nodes is compared with what the page is known to show.
fn fit(page: &Specimen, field: Field, (nodes, body): (&[u32], &[(u32, u32)])) -> Fit {
    if field == Field::Caption {
        return caption_fit(page, nodes, body);
    }
    let holds_body = |at: u32| body.iter().any(|range| page.page.node(at).contains(range.0));
    let is_seen = |at: u32| !page.page.node(at).text().trim().is_empty();
    let mut taken: Vec<u32> = nodes.iter().copied().filter(|at| !holds_body(*at) && is_seen(*at)).collect();
    let parent = |at: u32| page.page.node(at).parent().map(Node::at);
    match field {
        Field::Title | Field::Date => taken.truncate(1),
        Field::Lead => {
            let first = taken.first().and_then(|at| parent(*at));
            taken.retain(|at| parent(*at) == first);
        }
        _ => {}
    }
    let Some(&first) = taken.first() else { return Fit::Silent };
    if !hopes::is_known(page, field) {
        return if field == Field::Lead && is_dropped(page, first) { Fit::Wrong } else { Fit::Open };
    }
    let is_right = match field {
        Field::Title => page.key_of(first) == page.known.title,
        Field::Lead => is_lead(page, &taken),
        Field::Section => taken.len() <= 4 && taken.iter().any(|at| shows(page, field, *at)),
        Field::Tags => {
            let right = taken.iter().filter(|at| shows(page, field, **at)).count();
            right * 5 >= taken.len() * 4 && right * 5 >= page.known.tags.len() * 4
        }
        _ => taken.iter().all(|at| shows(page, field, *at)),
    };
    if !is_right {
        return Fit::Wrong;
    }
    // Of a line with name and date, the element with the name alone is better.
    let beside = match field {
        Field::Author | Field::Date => page.key_of(first).chars().count(),
        _ => 0,
    };
    Fit::Right(1.0 - beside.min(MAX_BESIDE) as f64 / (2 * MAX_BESIDE) as f64)
}

fn shows(page: &Specimen, field: Field, at: u32) -> bool {
    hopes::shows(page, field, page.page.node(at))
}

/// Whether the elements say what the lead says, and not much more.
fn is_lead(page: &Specimen, taken: &[u32]) -> bool {
    let keys: Vec<String> = taken.iter().map(|at| page.key_of(*at)).collect();
    let (found, lead) = (keys.join(" "), &page.known.lead);
    found.contains(lead.as_str()) && found.len() <= lead.len() + lead.len() / 3 || {
        // The place before the lead is no part of it, nor is a second paragraph of it that was taken for text.
        lead.contains(found.as_str()) && found.len() * 3 >= lead.len() * 2
    }
}

/// Whether all text of an element was thrown away: such a lead is a slogan or an advertisement.
fn is_dropped(page: &Specimen, at: u32) -> bool {
    let pieces = page.pieces_in((at, page.page.node(at).end()));
    !pieces.iter().any(|piece| piece.label.is_text())
}

fn caption_fit(page: &Specimen, nodes: &[u32], body: &[(u32, u32)]) -> Fit {
    let inside = |piece: u32| body.iter().any(|range| (range.0..range.1).contains(&piece));
    let (mut caption, mut other) = (0, 0);
    for range in outermost(page, nodes) {
        for piece in page.pieces_in(range).iter().filter(|piece| inside(piece.at)) {
            match piece.label {
                Label::Caption | Label::Credit => caption += 1,
                _ => other += 1,
            }
        }
    }
    let is_caption = |label: Label| label == Label::Caption;
    let all = page.pieces.iter().filter(|piece| is_caption(piece.label) && inside(piece.at)).count();
    match (caption, other) {
        (0, 0) => Fit::Silent,
        (caption, 0) if caption * 2 >= all => Fit::Right(1.0),
        (_, 0) => Fit::Open,
        _ => Fit::Wrong,
    }
}
