//! Which articles a run leaves out: those in other languages, and those that are in its output already.
//!
//! [`Sift`] is what was asked for. It looks at one article, on any thread: its language, and its fingerprints
//! (`Prints`), which are made only where somebody compares them. `Seen` belongs to the writer: it remembers the
//! fingerprints of what was written, in input order, so that of several that are alike the first one wins. Neither
//! keeps any text, and neither knows of pages, files or formats.

mod address;
mod kept;
mod language;
mod minhash;
mod near;
mod prints;
mod seen;
mod words;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use language::{Language, NoLanguage};
pub(super) use prints::Prints;
pub(super) use seen::Seen;

use super::count::Fate;
use crate::article::Outcome;

/// By what two articles are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Their address.
    Url,
    /// Their text, but for case, white space and punctuation.
    Text,
    /// Most of their text.
    Near,
}

impl By {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Url, Self::Text, Self::Near];

    /// Its name in options, counts and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Text => "text",
            Self::Near => "near",
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is left out of the output. By default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sift {
    /// By what an article is known for one that was written before.
    pub dedup: BTreeSet<By>,
    /// The languages that are wanted; with none, all are.
    pub languages: BTreeSet<Language>,
}

impl Sift {
    /// What becomes of a record, as far as it can be said of it alone.
    pub(super) fn fate(&self, outcome: &Outcome) -> Fate {
        if let (Some(article), false) = (outcome.article(), self.languages.is_empty()) {
            let language = Language::of(article);
            if !self.languages.contains(&language) {
                return Fate::OtherLanguage(language);
            }
        }
        outcome.into()
    }

    /// What the article is compared by; nothing where nobody compares, or it is left out anyway.
    pub(super) fn prints(&self, fate: Fate, outcome: &Outcome) -> Option<Box<Prints>> {
        let article = outcome.article().filter(|_| fate == Fate::Article && !self.dedup.is_empty())?;
        Some(Box::new(Prints::of(article, &self.dedup)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Reason};

    fn in_language(language: Option<&str>) -> Outcome {
        Outcome::Article(Article { language: language.map(Into::into), ..Article::default() })
    }

    #[test]
    fn only_articles_of_the_languages_pass() {
        let sift = |languages: &[&str]| {
            let languages = languages.iter().map(|it| it.parse().expect("a language")).collect();
            Sift { languages, ..Sift::default() }
        };
        let some = sift(&["vi", "en"]);
        assert_eq!(some.fate(&in_language(Some("vi"))), Fate::Article);
        let french = "fr".parse().expect("a language");
        assert_eq!(some.fate(&in_language(Some("fr"))), Fate::OtherLanguage(french));
        assert_eq!(some.fate(&in_language(None)), Fate::OtherLanguage(Language::UNKNOWN));
        assert_eq!(sift(&["und"]).fate(&in_language(None)), Fate::Article);
        assert_eq!(sift(&[]).fate(&in_language(None)), Fate::Article);
        let none = Outcome::NoArticle { reason: Reason::HomePage };
        assert_eq!(some.fate(&none), Fate::NoArticle(Reason::HomePage), "only articles have a language");
    }

    #[test]
    fn fingerprints_are_made_only_where_they_are_compared() {
        let mut sift = Sift::default();
        assert!(sift.prints(Fate::Article, &in_language(None)).is_none());
        sift.dedup.insert(By::Url);
        assert!(sift.prints(Fate::Article, &in_language(None)).is_some());
        assert!(sift.prints(Fate::OtherLanguage(Language::UNKNOWN), &in_language(None)).is_none());
        let none = Outcome::NoArticle { reason: Reason::Empty };
        assert!(sift.prints((&none).into(), &none).is_none());
    }
}
