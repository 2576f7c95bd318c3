//! Elements that say of themselves what metadata they hold: who wrote, and when it was published. Found by the walk that
//! reads the head, so that no field needs a walk of its own.

use crate::page::attr::{Attr, AttrSet};
use crate::page::{Node, Tag};

/// The elements of a page that name an author or a date, in document order.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// `itemprop=author`, or a link with `rel=author`.
    pub(super) authors: Vec<u32>,
    /// `itemprop=datePublished`, `pubdate` or `<time>`; `<meta>` left out.
    pub(super) dates: Vec<Dated>,
}

/// An element with a date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) node: u32,
    /// Whether it calls the date that of publication.
    pub(super) published: bool,
}

impl Signs {
    /// The attributes that are signs.
    pub(super) const ASKED: AttrSet = AttrSet::of(&[Attr::Rel, Attr::Pubdate, Attr::Itemprop]);

    /// Takes an element in: `<time>`, or one that has such an attribute.
    pub(super) fn take(&mut self, node: Node<'_>) {
        let tag = node.tag();
        let (mut author, mut published) = (false, false);
        for (attr, value) in node.numbered(Self::ASKED) {
            match attr {
                Attr::Itemprop => {
                    author |= value.eq_ignore_ascii_case("author");
                    published |= value.eq_ignore_ascii_case("datePublished");
                }
                Attr::Rel => author |= tag == Tag::A && is_author(value),
                _ => published = true,
            }
        }
        if author && !tag.is_skipped() {
            self.authors.push(node.at());
        }
        if (published || tag == Tag::Time) && tag != Tag::Meta {
            self.dates.push(Dated { node: node.at(), published });
        }
    }
}

/// Whether the tokens of a `rel` attribute name the author.
pub(super) fn is_author(rel: &str) -> bool {
    rel.split_whitespace().any(|it| it.eq_ignore_ascii_case("author"))
}

/// Whether a text holds one of the words, given in lower-case ASCII, whatever the case of its letters.
pub(super) fn holds_word(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    // A bit for the first letter of each: with the bits of a letter that are the same in both cases.
    let bit = |byte: u8| 1_u32 << (byte & 0x1f);
    let firsts = words.iter().fold(0, |firsts, word| firsts | bit(word.as_bytes()[0]));
    let begins = |at: usize| {
        let is_here = |word: &&str| {
            text[at..].get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()))
        };
        words.iter().any(is_here)
    };
    text.iter().enumerate().any(|(at, &byte)| firsts & bit(byte) != 0 && begins(at))
}

#[cfg(test)]
mod tests {
    use super::holds_word;
    use crate::meta::Head;
    use crate::page::Page;

    #[test]
    fn marked_elements_in_document_order() {
        let page = Page::parse(
            "<meta itemprop=datePublished content=x><p itemprop=Author>a</p><a rel='nofollow author'>b</a><b rel=author>c</b>\
             <time>d</time><i itemprop=datepublished>e</i><u pubdate>f</u>",
            1000,
        );
        let signs = Head::read(&page).signs;
        let names = |node: &u32| page.node(*node).name();
        assert_eq!(signs.authors.iter().map(names).collect::<Vec<_>>(), ["p", "a"]);
        let dates: Vec<_> = signs.dates.iter().map(|it| (names(&it.node), it.published)).collect();
        assert_eq!(dates, [("time", false), ("i", true), ("u", true)]);
    }

    #[test]
    fn words_in_any_case() {
        assert!(holds_word("Post-ByLine", &["author", "byline"]) && holds_word("BY", &["by"]));
        assert!(!holds_word("by-lines", &["author", "byline"]) && !holds_word("", &["by"]));
    }
}
