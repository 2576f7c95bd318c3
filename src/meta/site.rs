//! The names a site has for itself, so that they can be told from headlines and authors.

use std::borrow::Cow;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::Head;
use super::head::{string, types_of};
use crate::block::normal::key;

/// Words that a site adds to its name or leaves out.
const GENERIC: &[&str] = &[
    "bao", "dien", "tu", "online", "tap", "chi", "trang", "tin", "the", "www", "com", "vn", "net", "org",
    "website", "official", "magazine", "blog", "home", "homepage", "chu", "tc",
];

/// A name and the site's behind it have at most so many words.
const MAX_WORDS: usize = 40;

/// The names of a site.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// As the page writes it, the best source first.
    pub name: Option<String>,
    /// Keys of all names.
    keys: BTreeSet<String>,
    /// The same without accents, spaces and generic words.
    bare: BTreeSet<String>,
}

impl Site {
    /// Collects the names that a page's head gives, and the host's.
    pub fn of(head: &Head, url: Option<&str>) -> Self {
        let mut names: Vec<String> = Vec::new();
        names.extend(head.all_metas("og:site_name").map(str::to_owned));
        for object in &head.json_ld {
            names.extend(object.get("publisher").and_then(|it| it.get("name")).and_then(string));
            let site = types_of(object).any(|kind| kind == "WebSite" || kind.ends_with("Organization"));
            names.extend(site.then(|| object.get("name").and_then(string)).flatten());
        }
        for meta in ["application-name", "apple-mobile-web-app-title", "twitter:site", "copyright"] {
            names.extend(head.all_metas(meta).map(|it| it.trim_start_matches('@').to_owned()));
        }
        let own = names.first().filter(|name| name.chars().count() <= 80).cloned();
        let host = [url, head.canonical.as_deref(), head.meta(&["og:url"])]
            .into_iter()
            .flatten()
            .find_map(host_label);
        names.extend(host);
        Self { name: own, ..Self::from_names(names.iter().map(String::as_str)) }
    }

    /// A site of those names.
    pub fn named(names: &[&str]) -> Self {
        Self::from_names(names.iter().copied())
    }

    fn from_names<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut site = Self::default();
        for name in names {
            let key = key(name);
            if key.is_empty() || site.keys.contains(&key) {
                continue;
            }
            let bare = bare(&key);
            if bare.len() >= 3 {
                site.bare.insert(bare);
            }
            site.keys.insert(key);
        }
        site
    }

    /// The text without the site's name at its end: "Jane Doe Sample News".
    pub fn without_suffix<'t>(&self, text: &'t str) -> &'t str {
        // A short name of a site is a common name of people as well.
        let telling = |end: &str| {
            let key = key(end);
            bare(&key).len() >= 6 && self.has_key(&key)
        };
        if self.is_named(text) {
            return text;
        }
        text.match_indices(' ')
            .map(|it| it.0)
            .take(MAX_WORDS)
            .skip(1)
            .find(|&at| telling(text[at..].trim_start_matches([' ', ',', '-', '|'])))
            .map_or(text, |at| &text[..at])
    }

    /// Whether the text is one of the site's names: "Dân Trí", "Báo điện tử Dân trí", "dantri.com.vn".
    pub fn is_named(&self, text: &str) -> bool {
        !self.keys.is_empty() && self.has_key(&key(text))
    }

    /// The same for the key of a text.
    pub(super) fn has_key(&self, key: &str) -> bool {
        if self.keys.is_empty() || key.is_empty() {
            return false;
        }
        self.keys.contains(key) || {
            let bare = bare(key);
            bare.len() >= 3 && self.bare.contains(&bare)
        }
    }
}

/// A key without accents and generic words, its words joined.
fn bare(key: &str) -> String {
    let words =
        key.split(' ').map(|word| if word.is_ascii() { word.into() } else { Cow::Owned(plain(word)) });
    words.filter(|word: &Cow<'_, str>| !GENERIC.contains(&word.as_ref())).collect()
}

/// A word without accents.
fn plain(word: &str) -> String {
    word.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// The telling label of an address's host: `dantri` of `https://www.dantri.com.vn/x`.
fn host_label(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let end = labels.len().checked_sub(1)?;
    let end = if end > 1 && matches!(labels[end - 1], "com" | "co" | "org" | "net" | "gov" | "edu" | "ac") {
        end - 1
    } else {
        end
    };
    labels.get(end.checked_sub(1)?).filter(|label| label.len() >= 3).map(|label| (*label).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Site, host_label};

    #[test]
    fn a_site_has_several_spellings() {
        let site = Site::named(&["Báo điện tử Mẫu Thử", "mauthu"]);
        assert!(site.is_named("Mẫu Thử") && site.is_named("mauthu.vn") && site.is_named("BÁO MẪU THỬ"));
        assert!(!site.is_named("Lê Mẫu Thử") && !site.is_named(""));
        assert_eq!(host_label("https://www.example.com.vn/x").as_deref(), Some("example"));
        assert_eq!(host_label("https://blog.example.org").as_deref(), Some("example"));
    }
}
