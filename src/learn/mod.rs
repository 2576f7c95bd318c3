//! Learn: from the pages of a site, without gold, a proposal for its rule.
//!
//! ```text
//! Record ─ Candidate ─ Sample ─ Specimen (page + what generic made of it) ─ template ─ Board (which selector is right) ─┐
//!                                                   rule file ─ Check (on pages held back) ─ boxes (what recurs) ─ Layout
//! ```
//!
//! The generic engine is the first witness: what it takes for headline, text and the rest on each page is where selectors are
//! looked for. The second is repetition, which no single page shows: what stands on many pages alike is no article. Pages in,
//! proposals out: nothing here reads files, writes any, or prints. The same pages give the same proposals, in whatever order
//! they come, by whatever number of threads.

mod board;
mod boxes;
mod check;
mod hopes;
mod layout;
mod names;
mod rule;
mod sample;
mod selector;
mod specimen;
mod template;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

pub use check::Check;
pub use sample::{Candidate, Sample, Unfit};

use crate::error::Error;
use crate::extract::Extractor;
use crate::fnv;
use crate::sites::{self, RuleSet};
use board::MIN_PAGES;
use rule::Origin;
use specimen::{Read, Specimen};

/// The site of a host: `m.example.vn` is `example.vn`, and its pages are in one sample.
pub fn site_of(host: &str) -> &str {
    sites::without_variant(host)
}

/// One page in so many is held back for the check.
const HELD_BACK: usize = 5;

/// On so many of the pages held back body and headline must be found, or there is no proposal.
const MIN_COVERAGE: f64 = 0.8;

/// Stack of a thread: what a main thread usually has, so that no page depends on the thread that took it.
const STACK: usize = 8 << 20;

/// Learns rules, host by host.
#[derive(Debug)]
pub struct Learner {
    generic: Extractor,
    workers: ThreadPool,
    /// The day that rules are dated by, where it was given.
    checked: Option<Date>,
}

/// What was learned of a host.
#[derive(Debug)]
pub struct Learned {
    /// Its pages in the input.
    pub seen: u64,
    /// The pages that were looked at.
    pub looked_at: usize,
    /// Those with an article, each story once.
    pub articles: usize,
    /// The proposal, or why there is none.
    pub result: Result<Proposal, Refusal>,
}

/// A rule for a host.
#[derive(Debug)]
pub struct Proposal {
    /// The rule file, which `RuleSet::with_draft` has read.
    pub text: String,
    /// Pages learned from.
    pub pages: usize,
    /// Layouts in the rule.
    pub layouts: usize,
    /// How it does.
    pub check: Check,
}

/// Why there is no proposal for a host.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Too few articles.
    #[error("too few articles to see what recurs: {articles}, and {MIN_PAGES} of one template are needed")]
    TooFew {
        /// Articles found.
        articles: usize,
    },
    /// No template whose body and headline a selector shows.
    #[error(
        "the pages are too different: no selector shows the body and none the headline on most of {pages} pages"
    )]
    TooDifferent {
        /// Pages learned from.
        pages: usize,
    },
    /// The rule does not hold on other pages.
    #[error("what was learned does not hold on other pages: {}", .0.figures())]
    DoesNotHold(Box<Check>),
    /// Nothing says when the pages were looked at.
    #[error("neither a record nor a page has a date: give the day that the pages are from (--checked)")]
    Undated,
    /// The rule file that was written does not parse.
    #[error("the rule does not load: {0}")]
    Unsound(#[from] Error),
}

/// The articles of a host.
struct Articles<'c> {
    candidates: Vec<&'c Candidate>,
    specimens: Vec<Specimen>,
}

impl Learner {
    /// A learner with so many threads. `checked` is the day for `[source]`; without it, that of the newest page.
    ///
    /// # Errors
    /// [`Error::Model`] as [`crate::Builder::build`], [`Error::Io`] when the system gives no threads.
    pub fn new(threads: NonZeroUsize, checked: Option<Date>) -> Result<Self, Error> {
        let generic = Extractor::builder().rules(RuleSet::none()).build()?;
        let workers = ThreadPoolBuilder::new().num_threads(threads.get()).stack_size(STACK).build();
        let failed =
            |error| Error::Io { path: PathBuf::from("threads"), source: std::io::Error::other(error) };
        Ok(Self { generic, workers: workers.map_err(failed)?, checked })
    }

    /// What the pages of a host teach.
    pub fn learn(&self, sample: &Sample, host: &str) -> Learned {
        let (candidates, seen) = sample.pages(host);
        let looked_at = candidates.len();
        self.workers.install(|| {
            let articles = self.articles(candidates);
            let (count, result) = (articles.specimens.len(), self.proposal(host, &articles));
            Learned { seen, looked_at, articles: count, result }
        })
    }

    /// The articles among the candidates. A story that stands on two addresses would make its own text recur.
    fn articles<'c>(&self, candidates: Vec<&'c Candidate>) -> Articles<'c> {
        let read = |(place, candidate): (usize, &&Candidate)| Specimen::read(place, candidate, &self.generic);
        let read: Vec<Read> = candidates.par_iter().enumerate().map(read).collect();
        let mut stories = BTreeSet::new();
        let articles = read.into_iter().filter_map(|read| match read {
            Read::Article(specimen) => Some(*specimen),
            Read::Other | Read::Failed => None,
        });
        let specimens = articles.filter(|specimen| stories.insert(story(specimen))).collect();
        Articles { candidates, specimens }
    }

    fn proposal(&self, host: &str, articles: &Articles<'_>) -> Result<Proposal, Refusal> {
        let Articles { candidates, specimens } = articles;
        if specimens.len() < MIN_PAGES {
            return Err(Refusal::TooFew { articles: specimens.len() });
        }
        // The order is that of hashes, so every fifth page is as good as drawn by lot.
        let is_held = |at: usize| at % HELD_BACK == HELD_BACK - 1;
        let part = |held: bool| specimens.iter().enumerate().filter(move |(at, _)| is_held(*at) == held);
        let pages: Vec<&Specimen> = part(false).map(|(_, specimen)| specimen).collect();
        let held: Vec<&Candidate> = part(true).map(|(_, specimen)| candidates[specimen.place]).collect();
        let layouts = layout::layouts(&pages);
        if layouts.is_empty() {
            return Err(Refusal::TooDifferent { pages: pages.len() });
        }
        let checked = self.checked.or_else(|| newest(specimens)).ok_or(Refusal::Undated)?;
        let origin = Origin { host, pages: pages.len(), checked, check: None };
        let ruled = extractor(host, &rule::render(&origin, &layouts))?;
        let learned: Vec<&Candidate> = pages.iter().map(|specimen| candidates[specimen.place]).collect();
        let on = if held.is_empty() { &learned } else { &held };
        let check = Check::run(on, &self.generic, &ruled, !held.is_empty());
        if check.coverage() < MIN_COVERAGE {
            return Err(Refusal::DoesNotHold(Box::new(check)));
        }
        let text = rule::render(&Origin { check: Some(&check), ..origin }, &layouts);
        extractor(host, &text)?;
        Ok(Proposal { text, pages: pages.len(), layouts: layouts.len(), check })
    }
}

/// An extractor with that rule and no other.
fn extractor(host: &str, text: &str) -> Result<Extractor, Error> {
    let rules = RuleSet::none().with_draft(None, &PathBuf::from(format!("{host}.toml")), text)?;
    Extractor::builder().rules(rules).build()
}

/// What two addresses of one story share.
fn story(specimen: &Specimen) -> (String, u64) {
    let text = specimen.pieces.iter().filter(|piece| piece.is_body()).take(3);
    let print = text.fold(fnv::BASIS, |hash, piece| piece.key.bytes().fold(hash, fnv::step));
    (specimen.known.title.clone(), print)
}

/// The day of the newest page: when it was fetched, else when it was published.
fn newest(specimens: &[Specimen]) -> Option<Date> {
    let fetched = specimens.iter().filter_map(|specimen| specimen.fetched).max();
    fetched.or_else(|| specimens.iter().filter_map(|specimen| specimen.known.date.parse().ok()).max())
}
