//! What became of the records of a run, in sums.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::numbers::{counted, grouped};
use crate::article::{Outcome, Reason};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has an article.
    Article,
    /// It has none.
    NoArticle(Reason),
    /// It could not be read or cleaned.
    Error,
}

impl From<&Outcome> for Fate {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Article(_) => Self::Article,
            Outcome::NoArticle { reason } => Self::NoArticle(*reason),
        }
    }
}

/// The count so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    articles: u64,
    no_article: BTreeMap<Reason, u64>,
    errors: u64,
}

impl Count {
    /// Counts one record.
    pub fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Article => self.articles += 1,
            Fate::NoArticle(reason) => *self.no_article.entry(reason).or_default() += 1,
            Fate::Error => self.errors += 1,
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        let Self { articles, no_article, errors } = other;
        self.articles += articles;
        self.errors += errors;
        for (reason, count) in no_article {
            *self.no_article.entry(*reason).or_default() += count;
        }
    }

    /// Records counted.
    pub fn records(&self) -> u64 {
        self.articles + self.errors + self.no_article.values().sum::<u64>()
    }

    /// Records with an article.
    pub const fn articles(&self) -> u64 {
        self.articles
    }

    /// Records that could not be read or cleaned.
    pub fn errors(&self) -> u64 {
        self.errors
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none: u64 = self.no_article.values().sum();
        let (records, articles) = (counted(self.records(), "record"), counted(self.articles, "article"));
        write!(f, "{records}: {articles}, {} no article", grouped(none))?;
        if none > 0 {
            let reasons = self
                .no_article
                .iter()
                .map(|(reason, count)| format!("{}: {}", reason.name(), grouped(*count)));
            write!(f, " ({})", reasons.collect::<Vec<_>>().join(", "))?;
        }
        write!(f, ", {}", counted(self.errors, "error"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_in_the_sum() {
        let mut count = Count::default();
        assert_eq!(count.to_string(), "0 records: 0 articles, 0 no article, 0 errors");
        for fate in [
            Fate::Article,
            Fate::NoArticle(Reason::TooShort),
            Fate::NoArticle(Reason::HomePage),
            Fate::NoArticle(Reason::TooShort),
            Fate::Error,
        ] {
            count.count(fate);
        }
        let expected = "5 records: 1 article, 3 no article (home_page: 1, too_short: 2), 1 error";
        assert_eq!(count.to_string(), expected);
        let mut twice = count.clone();
        twice.add(&count);
        assert_eq!((twice.records(), twice.errors()), (10, 2));
    }
}
