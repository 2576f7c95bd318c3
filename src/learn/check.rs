//! A proposed rule, tried on pages that it was not learned from.
//!
//! There is no gold: the generic engine is what it is compared with. Where both agree the rule is safe; where they do
//! not, somebody should look, and the lines are there.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::sample::Candidate;
use crate::article::{Article, Outcome};
use crate::block::normal::key;
use crate::eval::{added_words, word_f1};
use crate::extract::Extractor;
use crate::sites::Field;

/// A rule that keeps so many words beyond those of the generic engine is doubtful. On the hosts of the corpora with three pages
/// or more, every rule beyond it kept what gold leaves out, and none below it (docs/decisions.md).
const MAX_ADDED: f64 = 0.005;

/// So many lines are shown of what changes.
const EXAMPLES: usize = 5;

/// So many characters of each.
const LINE: usize = 70;

/// What a rule does to pages, next to the generic engine.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// Pages with an article.
    pub pages: usize,
    /// Whether the rule was learned from other pages: there are too few of some hosts to hold any back.
    pub held_back: bool,
    /// Pages on which the rule's selectors of body and headline both hit.
    pub covered: usize,
    /// Mean F1 of words of the texts of rule and generic engine.
    pub f1: f64,
    /// The mean share of words that only the rule keeps.
    pub added: f64,
    /// Pages with the same headline.
    pub same_title: usize,
    /// Pages with the same date of publication.
    pub same_date: usize,
    /// Pages with the same authors.
    pub same_authors: usize,
    /// First words of blocks that only the rule keeps, with the number of pages.
    pub gained: Vec<(String, usize)>,
    /// First words of blocks that only the generic engine keeps.
    pub lost: Vec<(String, usize)>,
}

/// A page, by the generic engine and by the rule.
struct Pair {
    covered: bool,
    generic: Article,
    /// `None` where the rule finds no article.
    ruled: Option<Article>,
}

impl Check {
    /// The pages, cleaned by both. Those on which the generic engine finds no article do not count.
    pub(super) fn run(pages: &[&Candidate], generic: &Extractor, ruled: &Extractor, held_back: bool) -> Self {
        let pairs: Vec<Option<Pair>> = pages.par_iter().map(|page| pair(page, generic, ruled)).collect();
        let pairs: Vec<Pair> = pairs.into_iter().flatten().collect();
        let both = || pairs.iter().filter_map(|it| Some((&it.generic, it.ruled.as_ref()?)));
        let same = |is: fn(&Article, &Article) -> bool| both().filter(|(one, other)| is(one, other)).count();
        let text = |article: Option<&Article>| article.map(Article::text).unwrap_or_default();
        let agreement: f64 =
            pairs.iter().map(|it| word_f1(&it.generic.text(), &text(it.ruled.as_ref()))).sum();
        let added: f64 =
            pairs.iter().map(|it| added_words(&it.generic.text(), &text(it.ruled.as_ref()))).sum();
        Self {
            pages: pairs.len(),
            held_back,
            covered: pairs.iter().filter(|it| it.covered).count(),
            f1: agreement / pairs.len().max(1) as f64,
            added: added / pairs.len().max(1) as f64,
            same_title: same(|one, other| key_of(one) == key_of(other)),
            same_date: same(|one, other| day_of(one) == day_of(other)),
            same_authors: same(|one, other| one.authors == other.authors),
            gained: examples(pairs.iter().map(|it| (it.ruled.as_ref(), Some(&it.generic)))),
            lost: examples(pairs.iter().map(|it| (Some(&it.generic), it.ruled.as_ref()))),
        }
    }

    /// The share of pages on which body and headline were found.
    pub fn coverage(&self) -> f64 {
        if self.pages == 0 { 0.0 } else { self.covered as f64 / self.pages as f64 }
    }

    /// Whether it keeps more than the generic engine, which is seldom right.
    pub fn is_doubtful(&self) -> bool {
        self.added > MAX_ADDED
    }

    /// The figures in one line.
    pub fn figures(&self) -> String {
        let Self { pages, covered, f1, added, same_title, same_date, same_authors, .. } = self;
        format!(
            "body and title found on {covered} of {pages}; against generic: word F1 {f1:.4}, {:.1} % more words, same title {same_title}, \
             same date {same_date}, same authors {same_authors}",
            added * 100.0
        )
    }

    /// The figures as comment of a rule file.
    pub(super) fn comment(&self) -> String {
        let pages = if self.held_back {
            format!("{} pages that it was not learned from", self.pages)
        } else {
            format!("the {} pages that it was learned from, as there were no others", self.pages)
        };
        format!("# Checked on {pages}:\n#   {}\n", self.figures())
    }
}

fn key_of(article: &Article) -> Option<String> {
    article.title.as_deref().map(key)
}

fn day_of(article: &Article) -> Option<&str> {
    article.published.as_deref().and_then(|at| at.get(..10))
}

fn pair(page: &Candidate, generic: &Extractor, ruled: &Extractor) -> Option<Pair> {
    let work = || cleaned_by_both(page, generic, ruled);
    // A panic costs its page, as everywhere.
    catch_unwind(AssertUnwindSafe(work)).ok().flatten()
}

fn cleaned_by_both(page: &Candidate, generic: &Extractor, ruled: &Extractor) -> Option<Pair> {
    let both = page.with_record(|record| {
        let article = |outcome: Outcome| match outcome {
            Outcome::Article(article) => Some(article),
            Outcome::NoArticle { .. } => None,
        };
        let generic = article(generic.extract(record).ok()?)?;
        let trace = ruled.trace(record).ok()?;
        let found = |field| trace.spoke.found.iter().any(|it| it.field == field);
        let covered = found(Field::Body) && found(Field::Title);
        Some(Pair { covered, generic, ruled: article(trace.outcome) })
    });
    both.flatten()
}

/// The beginnings of the blocks that only the first article of each pair has; those on most pages first.
fn examples<'a>(
    pairs: impl Iterator<Item = (Option<&'a Article>, Option<&'a Article>)>,
) -> Vec<(String, usize)> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for (one, other) in pairs {
        let blocks =
            |article: Option<&'a Article>| article.map(|it| it.blocks.as_slice()).unwrap_or_default();
        let known: BTreeSet<String> = blocks(other).iter().map(|block| key(&block.text)).collect();
        let new = blocks(one).iter().filter(|block| !known.contains(&key(&block.text)));
        let new: BTreeSet<String> = new.map(|block| begin(&block.text)).collect();
        for line in new {
            *lines.entry(line).or_default() += 1;
        }
    }
    let mut lines: Vec<(String, usize)> = lines.into_iter().collect();
    // Stable: lines on as many pages stay in their order.
    lines.sort_by_key(|(_, pages)| std::cmp::Reverse(*pages));
    lines.truncate(EXAMPLES);
    lines
}

fn begin(text: &str) -> String {
    let mut line: String = text.chars().take(LINE).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LINE).is_some() {
        line.push('…');
    }
    line
}
