//! Fingerprints: what an article is compared by, in a few bytes.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::By;
use super::address::{called, fetched_from};
use super::minhash::{Signature, number_of};
use super::words::words;
use crate::article::Article;

/// The first half of a SHA-256. Among 20 million articles two that differ have the same one with a chance of 1 to 10²⁴, and
/// nobody can make a page that takes the place of another one, as with hashes that are only fast.
pub(in crate::clean) type Hash = [u8; 16];

/// The fingerprints of an article: those that are asked for, and that it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::clean) struct Prints {
    /// Of the address it was fetched from.
    pub(super) url: Option<Hash>,
    /// Of the address that its page calls its own, with its headline.
    pub(super) page: Option<Hash>,
    /// Of its text.
    pub(super) text: Option<Hash>,
    /// Of its word sequences.
    pub(super) near: Option<Signature>,
}

impl Prints {
    pub(in crate::clean) fn of(article: &Article, by: &BTreeSet<By>) -> Self {
        let mut prints = Self::default();
        if by.contains(&By::Url) {
            prints.url = fetched_from(article).map(|address| half(Sha256::digest(address).into()));
            prints.page = page(article);
        }
        if by.contains(&By::Text) || by.contains(&By::Near) {
            let (mut text, mut numbers) = (Sha256::new(), Vec::new());
            let is_near_asked = by.contains(&By::Near);
            for block in &article.blocks {
                words(&block.text, |word| {
                    text.update(word);
                    numbers.push(if is_near_asked { number_of(word) } else { 0 });
                });
            }
            let has_text = by.contains(&By::Text) && !numbers.is_empty();
            prints.text = has_text.then(|| half(text.finalize().into()));
            prints.near = is_near_asked.then(|| Signature::of(&numbers)).flatten();
        }
        prints
    }

    /// Those of address and text.
    pub(in crate::clean) fn hashes(&self) -> impl Iterator<Item = Hash> {
        [self.url, self.text].into_iter().flatten()
    }
}

/// Nothing of a page without a headline: its address alone does not say enough.
fn page(article: &Article) -> Option<Hash> {
    let (address, title) = (called(article)?, article.title.as_deref()?);
    // No address has a line end in it.
    let (mut hash, mut has_words) = (Sha256::new().chain_update(address).chain_update("\n"), false);
    words(title, |word| {
        hash.update(word);
        has_words = true;
    });
    has_words.then(|| half(hash.finalize().into()))
}

fn half(hash: [u8; 32]) -> Hash {
    let mut half = Hash::default();
    half.copy_from_slice(&hash[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleBlock;
    use crate::label::Label;

    fn article(url: &str, blocks: &[&str]) -> Article {
        let block = |text: &&str| ArticleBlock::new(Label::Body, *text);
        Article { url: Some(url.into()), blocks: blocks.iter().map(block).collect(), ..Article::default() }
    }

    fn prints(article: &Article, by: &[By]) -> Prints {
        Prints::of(article, &by.iter().copied().collect())
    }

    #[test]
    fn texts_are_the_same_however_they_are_set() {
        let one = prints(&article("", &["Chợ nổi họp.", "Từ sáng sớm"]), &[By::Text]);
        assert_eq!(one, prints(&article("", &["CHỢ NỔI", "họp từ sáng sớm!"]), &[By::Text]));
        assert_ne!(one, prints(&article("", &["Chợ nổi họp từ sáng sơm"]), &[By::Text]));
        assert_eq!(prints(&article("", &["…"]), &By::ALL), Prints::default(), "nothing to compare");
    }

    #[test]
    fn only_what_is_asked_for_is_made() {
        let long = (0..60).map(|n| format!("chữ{n}")).collect::<Vec<_>>().join(" ");
        let article = article("https://bao.example/a", &[&long]);
        for by in By::ALL {
            let prints = prints(&article, &[by]);
            let made = (prints.url.is_some(), prints.text.is_some(), prints.near.is_some());
            assert_eq!(made, (by == By::Url, by == By::Text, by == By::Near));
        }
    }

    #[test]
    fn a_page_is_known_by_its_own_address_and_its_headline() {
        let page = |url: &str, canonical: Option<&str>, title: Option<&str>| {
            let (canonical, title) = (canonical.map(Into::into), title.map(Into::into));
            prints(&Article { canonical, title, ..article(url, &[]) }, &[By::Url]).page
        };
        let own = Some("https://bao.example/a");
        let first = page("https://m.bao.example/1", own, Some("Chợ nổi họp"));
        assert!(first.is_some());
        assert_eq!(first, page("https://bao.example/2", own, Some("CHỢ NỔI họp!")));
        assert_eq!(first, page("https://bao.example/a", None, Some("Chợ nổi họp")));
        assert_ne!(first, page("https://m.bao.example/1", own, Some("Chợ nổi tan")));
        for title in [None, Some("…")] {
            assert_eq!(page("https://m.bao.example/1", own, title), None);
        }
    }

    #[test]
    fn hashes_are_those_of_every_machine() {
        // printf 'bao.example/a' | sha256sum
        let print = prints(&article("https://www.bao.example/a/", &[]), &[By::Url]).url.expect("an address");
        assert_eq!(print, half(Sha256::digest("bao.example/a").into()));
    }
}
