//! Folds: which pages a model may not have learned from when it is judged by them.
//!
//! All pages of a site are in one fold, over all corpora, by a hash of the site's name.

use crate::classify::model::words;
use crate::extract::Extractor;
use crate::sites::host_of;

/// Folds of the cross-validation.
pub const FOLDS: usize = 5;

/// The fold of a site.
pub(crate) fn fold_of(site: &str) -> usize {
    usize::try_from(words::hash(site) % FOLDS as u64).unwrap_or(0)
}

/// Who cleans the pages of a corpus.
#[derive(Clone, Copy, Debug)]
pub enum Engines<'e> {
    /// One extractor for all pages.
    One(&'e Extractor),
    /// For each page the extractor of its fold, whose scorer has not learned from the page's site.
    Folds(&'e [Extractor; FOLDS]),
}

impl<'e> From<&'e Extractor> for Engines<'e> {
    fn from(extractor: &'e Extractor) -> Self {
        Self::One(extractor)
    }
}

impl<'e> Engines<'e> {
    /// The one for a site.
    pub(super) fn of(self, site: &str) -> &'e Extractor {
        match self {
            Self::One(extractor) => extractor,
            Self::Folds(extractors) => &extractors[fold_of(site)],
        }
    }
}

/// The name by which pages of one site are kept together: the host without `www.`, else the page's own name.
pub(super) fn site(group: Option<&str>, url: Option<&str>, name: &str) -> String {
    let host = || Some(host_of(url?)?.trim_start_matches("www.").to_owned());
    group.map(str::to_owned).or_else(host).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{FOLDS, fold_of, site};

    #[test]
    fn a_site_is_its_host_or_its_group() {
        assert_eq!(site(None, Some("https://www.example.vn:80/a?b"), "x"), "example.vn");
        assert_eq!(site(Some("example.vn"), Some("https://m.example.vn/"), "x"), "example.vn");
        assert_eq!(site(None, None, "x"), "x");
    }

    #[test]
    fn sites_spread_over_the_folds() {
        let mut pages = [0; FOLDS];
        (0..1000).for_each(|at| pages[fold_of(&format!("site{at}.example"))] += 1);
        assert!(pages.iter().all(|&pages| (150..250).contains(&pages)), "{pages:?}");
    }
}
