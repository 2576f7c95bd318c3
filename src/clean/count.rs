//! What became of the records of a run, in sums.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::numbers::{counted, grouped};
use super::sift::{By, Language};
use crate::article::{Outcome, Reason};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has an article.
    Article,
    /// It has none.
    NoArticle(Reason),
    /// Its article is not in a language that was asked for.
    OtherLanguage(Language),
    /// Its article is in the output already.
    Duplicate(By),
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
    other_language: BTreeMap<Language, u64>,
    duplicates: BTreeMap<By, u64>,
    errors: u64,
}

impl Count {
    /// Counts one record.
    pub fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Article => self.articles += 1,
            Fate::NoArticle(reason) => *self.no_article.entry(reason).or_default() += 1,
            Fate::OtherLanguage(language) => *self.other_language.entry(language).or_default() += 1,
            Fate::Duplicate(by) => *self.duplicates.entry(by).or_default() += 1,
            Fate::Error => self.errors += 1,
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        let Self { articles, no_article, other_language, duplicates, errors } = other;
        self.articles += articles;
        self.errors += errors;
        add(&mut self.no_article, no_article);
        add(&mut self.other_language, other_language);
        add(&mut self.duplicates, duplicates);
    }

    /// Records counted.
    pub fn records(&self) -> u64 {
        let left_out = self.other_language.values().chain(self.duplicates.values());
        self.articles + self.errors + self.no_article.values().chain(left_out).sum::<u64>()
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
        write_parts(f, self.no_article.iter().map(|(reason, count)| (reason.name(), count)))?;
        let in_others = |sum| match sum {
            1 => "1 in another language".into(),
            sum => format!("{} in other languages", grouped(sum)),
        };
        write_left_out(f, &self.other_language, in_others)?;
        write_left_out(f, &self.duplicates, |sum| counted(sum, "duplicate"))?;
        write!(f, ", {}", counted(self.errors, "error"))
    }
}

/// What was left out, in the words of `told`; nothing where nothing was.
fn write_left_out<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    counts: &BTreeMap<T, u64>,
    told: impl Fn(u64) -> String,
) -> fmt::Result {
    if counts.is_empty() {
        return Ok(());
    }
    write!(f, ", {}", told(counts.values().sum()))?;
    write_parts(f, counts.iter())
}

/// What a number is made of, in parentheses; nothing where it is zero.
fn write_parts<'a>(
    f: &mut fmt::Formatter<'_>,
    parts: impl Iterator<Item = (impl fmt::Display, &'a u64)>,
) -> fmt::Result {
    let parts: Vec<_> = parts.map(|(name, count)| format!("{name}: {}", grouped(*count))).collect();
    if parts.is_empty() { Ok(()) } else { write!(f, " ({})", parts.join(", ")) }
}

fn add<K: Copy + Ord>(counts: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (name, more) in more {
        *counts.entry(*name).or_default() += more;
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
        count.count(Fate::OtherLanguage("fr".parse().expect("a language")));
        for by in [By::Text, By::Url, By::Text] {
            count.count(Fate::Duplicate(by));
        }
        let expected = "9 records: 1 article, 3 no article (home_page: 1, too_short: 2), 1 in another language (fr: 1), \
                        3 duplicates (url: 1, text: 2), 1 error";
        assert_eq!(count.to_string(), expected);
        let kept = serde_json::to_string(&count).expect("JSON");
        let again: Count = serde_json::from_str(&kept).expect("a count");
        assert_eq!(again, count);
    }
}
