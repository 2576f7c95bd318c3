//! Propose: a rule file to start from, out of what generic found on some pages of a site.
//!
//! For each field the elements that generic took for it are named by `#id` or `tag.class`; a name that leads to the same on many
//! pages is proposed, with that number beside it. Nothing is checked against the truth: a person looks at it next.

mod file;
mod names;
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::civil::Date;

pub use page::Look;

use crate::error::Error;
use crate::sites::{Field, HostPattern, RuleSet, host_of};

/// Selectors of a field that are proposed at most.
const SELECTORS: usize = 3;

/// Boxes to remove that are named at most: as comments, for generic is no judge of them.
const BOXES: usize = 12;

/// A selector that leads to its field on fewer than a fifth of the pages is chance, or another template.
const LEAST_SHARE: usize = 5;

/// Why no rule is proposed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// What was given is no host.
    #[error("{0}")]
    Host(String),
    /// Generic found no article.
    #[error("no article on any of the {0} pages: there is nothing to start from")]
    NoArticle(usize),
    /// No name leads to the body.
    #[error("no #id and no tag.class leads to the body on these pages: a rule without a body says nothing")]
    NoBody,
    /// The file would not load: an error of this program.
    #[error(transparent)]
    Rule(#[from] Error),
}

/// The pages of a host, looked at.
#[derive(Debug)]
pub struct Proposer {
    host: String,
    pages: usize,
    articles: usize,
    hits: BTreeMap<(Field, String), BTreeSet<usize>>,
}

/// A selector and on which articles it leads to its field.
type Hope<'a> = (&'a str, &'a BTreeSet<usize>);

impl Proposer {
    /// A proposer for a host, given as such or as an address of it.
    ///
    /// # Errors
    /// [`Refusal::Host`].
    pub fn new(host: &str) -> Result<Self, Refusal> {
        let host = host_of(host).unwrap_or_else(|| host.to_lowercase());
        // A rule of `x.vn` speaks for `www.x.vn` too.
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        HostPattern::parse(&host).map_err(Refusal::Host)?;
        Ok(Self { host, pages: 0, articles: 0, hits: BTreeMap::new() })
    }

    /// The host.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether a page is one of the host: by its address, if it has one.
    pub fn is_of_host(&self, url: Option<&str>) -> bool {
        let Some(host) = url.and_then(host_of) else { return true };
        host == self.host || host.strip_suffix(&self.host).is_some_and(|before| before.ends_with('.'))
    }

    /// How many pages were looked at, and how many of them are articles.
    pub const fn seen(&self) -> (usize, usize) {
        (self.pages, self.articles)
    }

    /// Takes a page in.
    pub fn add(&mut self, look: Look) {
        self.pages += 1;
        let Look::Article(names) = look else { return };
        for name in names {
            self.hits.entry(name).or_default().insert(self.articles);
        }
        self.articles += 1;
    }

    /// The file, dated with the day on which somebody looks at it.
    ///
    /// # Errors
    /// When there is nothing to propose.
    pub fn file(&self, checked: Date) -> Result<String, Refusal> {
        if self.articles == 0 {
            return Err(Refusal::NoArticle(self.pages));
        }
        if self.hopes(Field::Body).is_empty() {
            return Err(Refusal::NoBody);
        }
        let text = self.written(checked);
        RuleSet::none().with_draft(None, &PathBuf::from(format!("{}.toml", self.host)), &text)?;
        Ok(text)
    }

    /// The selectors to propose for a field: the one with the most pages, then those that lead to it on other pages.
    fn hopes(&self, field: Field) -> Vec<Hope<'_>> {
        let mut left = self.ranked(field);
        let mut covered: BTreeSet<usize> = BTreeSet::new();
        let mut hopes = Vec::new();
        while hopes.len() < SELECTORS {
            let new = |hope: &Hope<'_>| hope.1.difference(&covered).count();
            // The first of the best: `ranked` has put the more readable one before.
            let best = left.iter().enumerate().rev().max_by_key(|(_, hope)| new(hope));
            let Some((at, hope)) = best.filter(|(_, hope)| new(hope) * LEAST_SHARE >= self.articles) else {
                break;
            };
            covered.extend(hope.1);
            hopes.push(*hope);
            left.remove(at);
        }
        hopes
    }

    /// All selectors of a field, those with the most pages first, then the shorter ones.
    fn ranked(&self, field: Field) -> Vec<Hope<'_>> {
        let of_field = self.hits.iter().filter(|((it, _), _)| *it == field);
        let mut all: Vec<Hope<'_>> = of_field.map(|((_, name), pages)| (name.as_str(), pages)).collect();
        // A bare tag says the least.
        let kind = |name: &str| if name.starts_with('#') { 0 } else { 1 + u8::from(!name.contains('.')) };
        all.sort_by_key(|(name, pages)| (std::cmp::Reverse(pages.len()), kind(name), name.len(), *name));
        all
    }
}

#[cfg(test)]
mod tests;
