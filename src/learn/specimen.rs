//! A page to learn from: its tree, and what the generic engine made of it.
//!
//! Everything that a selector is measured against is gathered here, once a page. Which selectors there are, it does not
//! know.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;

use super::sample::Candidate;
use crate::article::Article;
use crate::block::normal::key;
use crate::decode;
use crate::extract::{Extractor, Trace};
use crate::label::Label;
use crate::meta::Head;
use crate::page::Page;
use crate::record::Record;

/// A summary with fewer characters is a slogan.
const MIN_SUMMARY: usize = 40;

/// A block of a page, as the generic engine judged it.
#[derive(Debug)]
pub(super) struct Piece {
    /// The number of its first text node: it lies in every element that holds that node.
    pub(super) at: u32,
    /// The number of its element.
    pub(super) node: u32,
    pub(super) chars: f64,
    pub(super) words: u32,
    pub(super) links: f64,
    pub(super) text: String,
    pub(super) key: String,
    pub(super) label: Label,
}

impl Piece {
    /// Whether it is text below the lead.
    pub(super) const fn is_body(&self) -> bool {
        self.label.is_text() && !matches!(self.label, Label::Lead)
    }

    /// Whether it belongs to the article in a field of its own: a box with it inside is not to be removed.
    pub(super) const fn is_field(&self) -> bool {
        use Label::{Byline, Caption, Credit, Dateline, Lead, Source, Tag, Title};
        matches!(self.label, Title | Lead | Byline | Dateline | Source | Tag | Caption | Credit)
    }
}

/// What the page's article is, as far as it is known: keys of texts, empty where it is not.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) authors: Vec<String>,
    /// ISO 8601, without a time.
    pub(super) date: String,
    pub(super) section: String,
    pub(super) tags: Vec<String>,
}

/// A page to learn from.
#[derive(Debug)]
pub(super) struct Specimen {
    /// The place of its candidate in the sample of its host.
    pub(super) place: usize,
    pub(super) page: Page<'static>,
    pub(super) pieces: Vec<Piece>,
    pub(super) known: Known,
    pub(super) fetched: Option<Date>,
}

/// What a page turned out to be.
#[derive(Debug)]
pub(super) enum Read {
    /// An article.
    Article(Box<Specimen>),
    /// Something else: a section page, an error page.
    Other,
    /// It could not be read, or its article is not in its markup.
    Failed,
}

impl Specimen {
    /// Reads a page with an extractor that knows no rules.
    pub(super) fn read(place: usize, candidate: &Candidate, generic: &Extractor) -> Read {
        let work = || candidate.with_record(|record| read(place, record, generic));
        // A panic costs its page, as everywhere.
        catch_unwind(AssertUnwindSafe(work)).ok().flatten().unwrap_or(Read::Failed)
    }

    /// The pieces whose first text lies in a range of nodes.
    pub(super) fn pieces_in(&self, range: (u32, u32)) -> &[Piece] {
        let from = self.pieces.partition_point(|piece| piece.at < range.0);
        let to = self.pieces.partition_point(|piece| piece.at < range.1);
        self.pieces.get(from..to).unwrap_or_default()
    }

    /// The characters of the text below the lead.
    pub(super) fn body_chars(&self) -> f64 {
        self.pieces.iter().filter(|piece| piece.is_body()).map(|piece| piece.chars).sum()
    }

    /// The key of the text in an element.
    pub(super) fn key_of(&self, at: u32) -> String {
        key(&self.page.node(at).text())
    }
}

fn read(place: usize, record: &Record<'_>, generic: &Extractor) -> Read {
    let Ok(trace) = generic.trace(record) else { return Read::Failed };
    let Some(article) = trace.outcome.article() else { return Read::Other };
    if trace.root.carried.is_some() {
        return Read::Failed;
    }
    let Ok(decoded) = decode::decode(record, generic.options()) else { return Read::Failed };
    // The same text and limits as the extractor's, so that nodes have the same numbers.
    let page = Page::parse_owned(decoded.text.into_owned(), generic.options().limits());
    let pieces = pieces(&trace);
    let known = known(article, &pieces, &Head::read(&page));
    // The day that dated layouts are chosen by, see `sites::plan`.
    let fetched = record.fetched.map(|at| jiff::tz::offset(7).to_datetime(at).date());
    Read::Article(Box::new(Specimen { place, page, pieces, known, fetched }))
}

fn pieces(trace: &Trace) -> Vec<Piece> {
    let blocks = trace.cut.blocks.iter().zip(&trace.verdicts);
    let piece = blocks.map(|(block, verdict)| Piece {
        at: block.at.0,
        node: block.markup.map_or(block.at.0, |markup| markup.node),
        chars: f64::from(block.facts.chars),
        words: block.facts.words,
        links: block.link_density(),
        key: key(&block.text),
        text: block.text.clone(),
        label: verdict.label,
    });
    let mut pieces: Vec<Piece> = piece.collect();
    pieces.sort_by_key(|piece| piece.at);
    pieces
}

fn known(article: &Article, pieces: &[Piece], head: &Head) -> Known {
    let keys = |texts: &[String]| texts.iter().map(|text| key(text)).filter(|key| !key.is_empty()).collect();
    let title = article.title.as_deref().map(key).unwrap_or_default();
    let leads: Vec<&str> =
        pieces.iter().filter(|it| it.label == Label::Lead).map(|it| it.text.as_str()).collect();
    // The summary that the page gives to machines is its lead wherever it stands before the text.
    let summary = head.meta(&["og:description", "description"]).map(key).unwrap_or_default();
    let first = pieces.iter().find(|it| it.is_body() && it.key != summary).map_or(u32::MAX, |it| it.at);
    let shown = || pieces.iter().find(|it| it.at < first && it.key == summary);
    let lead = match leads[..] {
        [] if summary.chars().count() >= MIN_SUMMARY && summary != title => {
            shown().map(|it| it.key.clone()).unwrap_or_default()
        }
        _ => key(&leads.join(" ")),
    };
    Known {
        title,
        lead,
        authors: keys(&article.authors),
        date: article.published.as_deref().and_then(|at| at.get(..10)).unwrap_or_default().to_owned(),
        section: article.section.as_deref().map(key).unwrap_or_default(),
        tags: keys(&article.tags),
    }
}
