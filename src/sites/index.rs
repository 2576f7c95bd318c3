//! Many selectors over one page, in one pass.
//!
//! A selector can only match an element that has the id, class, name or attribute of its last compound (`.c` in
//! `.a > b .c`), inside of elements that have the ids and classes of the others (`.a`), so each is tried only there. This
//! module knows selectors and nodes, nothing of rules.

use std::collections::BTreeMap;

use crate::page::attr::{Attr, AttrSet};
use crate::page::css::Css;
use crate::page::css::need::{Need, Part};
use crate::page::{Node, Page, Tag};

/// Selectors and what an element needs before it is worth trying them.
#[derive(Debug, Default)]
pub(crate) struct Index {
    selectors: Vec<Css>,
    ids: Tokens,
    classes: Tokens,
    /// By attribute, of which rule files name a handful.
    attributes: Vec<(Box<str>, Vec<Try>)>,
    /// The names of those.
    named: AttrSet,
    /// By tag (its number).
    tags: Vec<Vec<Try>>,
    others: Vec<Try>,
    /// How many ids and classes are asked of what is around elements.
    marks: usize,
}

/// A part of a selector list to try.
#[derive(Debug)]
struct Try {
    /// The number of the selector.
    at: usize,
    /// The number of the part in its list.
    part: usize,
    /// The ids and classes (by their marks) that elements around must have.
    around: Vec<usize>,
}

impl Index {
    /// Takes a selector in and gives its number; a selector that is there already keeps its number.
    pub(crate) fn add(&mut self, css: &Css) -> usize {
        if let Some(at) = self.selectors.iter().position(|known| known.as_str() == css.as_str()) {
            return at;
        }
        let at = self.selectors.len();
        self.selectors.push(css.clone());
        for (number, Part { need, around }) in css.parts().iter().enumerate() {
            let around = around.iter().filter_map(|need| self.mark(need)).collect();
            self.list(need).push(Try { at, part: number, around });
        }
        at
    }

    /// The mark of an id or a class.
    fn mark(&mut self, need: &Need) -> Option<usize> {
        let listed = match need {
            Need::Id(id) => self.ids.entry(id),
            Need::Class(class) => self.classes.entry(class),
            _ => return None,
        };
        let mark = *listed.mark.get_or_insert(self.marks);
        self.marks = self.marks.max(mark + 1);
        Some(mark)
    }

    fn list(&mut self, need: &Need) -> &mut Vec<Try> {
        match need {
            Need::Id(id) => &mut self.ids.entry(id).tries,
            Need::Class(class) => &mut self.classes.entry(class).tries,
            Need::Name(tag, _) => {
                let at = *tag as usize;
                self.tags.resize_with(self.tags.len().max(at + 1), Vec::new);
                &mut self.tags[at]
            }
            Need::Attribute(name) => {
                let known = self.attributes.iter().position(|it| it.0 == *name);
                let at = known.unwrap_or(self.attributes.len());
                if known.is_none() {
                    self.named = self.named.with(Attr::from_name(name));
                    self.attributes.push((name.clone(), Vec::new()));
                }
                &mut self.attributes[at].1
            }
            Need::Nothing => &mut self.others,
        }
    }

    /// The selector with that number, as it was written.
    pub(crate) fn text(&self, at: usize) -> &str {
        self.selectors[at].as_str()
    }

    /// For each selector the numbers of the nodes that it matches, ascending.
    pub(crate) fn hits(&self, page: &Page) -> Vec<Vec<u32>> {
        let hits = vec![Vec::new(); self.selectors.len()];
        if hits.is_empty() {
            return hits;
        }
        let mut pass = Pass {
            index: self,
            asked: self.named.with(Attr::Id).with(Attr::Class),
            ends: vec![0; self.marks],
            hits,
            unasked: [""; KNOWN],
        };
        for node in page.tagged(|tag| tag != Tag::Text) {
            pass.visit(node);
        }
        pass.hits
    }
}

/// The elements of a page in document order, put to the selectors one after the other.
struct Pass<'i, 'p> {
    index: &'i Index,
    /// The attributes that are looked at.
    asked: AttrSet,
    /// For each mark where the elements end that have it. As all of them begin before the element at hand, one that ends
    /// behind it is around it.
    ends: Vec<u32>,
    hits: Vec<Vec<u32>>,
    /// Lists of classes of which no selector asks for one, by their lengths: elements that are built alike follow each
    /// other.
    unasked: [&'p str; KNOWN],
}

/// So many lists of classes are kept.
const KNOWN: usize = 64;

impl<'p> Pass<'_, 'p> {
    #[inline]
    fn visit(&mut self, node: Node<'p>) {
        let index = self.index;
        if !index.others.is_empty() {
            self.test(node, &index.others);
        }
        if let Some(tries) = index.tags.get(node.tag() as usize) {
            self.test(node, tries);
        }
        if !node.has(self.asked) {
            return;
        }
        if let Some(id) = node.id()
            && index.ids.may_have(id.as_bytes())
        {
            self.meet(node, index.ids.get(id.as_bytes()));
        }
        let classes = node.class().unwrap_or_default();
        if self.unasked[classes.len() % KNOWN] != classes {
            let mut asked = false;
            each_token(classes, |class| {
                if index.classes.may_have(class) {
                    asked = true;
                    self.meet(node, index.classes.get(class));
                }
            });
            if !asked {
                self.unasked[classes.len() % KNOWN] = classes;
            }
        }
        if node.has(index.named) {
            for (name, _) in node.attributes() {
                if let Some((_, tries)) = index.attributes.iter().find(|it| *it.0 == *name) {
                    self.test(node, tries);
                }
            }
        }
    }

    #[inline(never)]
    fn meet(&mut self, node: Node<'_>, listed: Option<&Listed>) {
        let Some(listed) = listed else { return };
        self.test(node, &listed.tries);
        if let Some(mark) = listed.mark {
            self.ends[mark] = self.ends[mark].max(node.end());
        }
    }

    #[inline]
    fn test(&mut self, node: Node<'_>, tries: &[Try]) {
        for Try { at, part, around } in tries {
            let at_hand = around.iter().all(|&mark| self.ends[mark] > node.at());
            // A selector list can lead here twice.
            if at_hand
                && self.hits[*at].last() != Some(&node.at())
                && node.matches_part(&self.index.selectors[*at], *part)
            {
                self.hits[*at].push(node.at());
            }
        }
    }
}

/// Gives what white space parts in a `class` attribute: eight bytes are looked at together, since a search set up anew for
/// words so short does not pay.
#[inline]
fn each_token<'v>(value: &'v str, mut take: impl FnMut(&'v [u8])) {
    let bytes = value.as_bytes();
    let (mut start, mut at) = (0, 0);
    let mut part = |end: usize| {
        // Of what is no more than a space not all is white.
        if bytes[end].is_ascii_whitespace() {
            if start < end {
                take(&bytes[start..end]);
            }
            start = end + 1;
        }
    };
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let mut low = no_more_than_spaces(u64::from_le_bytes(*eight));
        while low != 0 {
            part(at + low.trailing_zeros() as usize / 8);
            low &= low - 1;
        }
        at += 8;
    }
    for (end, _) in bytes.iter().enumerate().skip(at).filter(|(_, byte)| **byte <= b' ') {
        part(end);
    }
    if start < bytes.len() {
        take(&bytes[start..]);
    }
}

/// The high bit of each of eight bytes that is no more than a space.
const fn no_more_than_spaces(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    // No byte carries into the next: 0x7f and 0x5f are less than 0x100.
    let more = ((eight & (ONES * 0x7f)) + ONES * 0x5f) | eight;
    !more & (ONES * 0x80)
}

/// What is asked of an id or a class.
#[derive(Debug, Default)]
struct Listed {
    /// The selectors that need it.
    tries: Vec<Try>,
    /// Its mark, where it is asked of what is around an element.
    mark: Option<usize>,
}

/// Ids or classes, and what is asked of each.
#[derive(Debug, Default)]
struct Tokens {
    lists: BTreeMap<Box<[u8]>, Listed>,
    /// A bit for the length and the ends of each: few of a page's other tokens share one.
    bits: [u64; 32],
}

impl Tokens {
    fn entry(&mut self, token: &str) -> &mut Listed {
        let (at, bit) = Self::bit(token.as_bytes());
        self.bits[at] |= bit;
        self.lists.entry(token.as_bytes().into()).or_default()
    }

    /// Whether it is worth looking for a token: of most it can be told that they are not asked for.
    #[inline]
    fn may_have(&self, token: &[u8]) -> bool {
        let (at, bit) = Self::bit(token);
        self.bits[at] & bit != 0
    }

    fn get(&self, token: &[u8]) -> Option<&Listed> {
        self.lists.get(token)
    }

    #[inline]
    fn bit(token: &[u8]) -> (usize, u64) {
        let [Some(&first), Some(&last)] = [token.first(), token.last()] else { return (0, 1) };
        let mixed = usize::from(first) * 37 + usize::from(last) * 101 + token.len() * 7;
        (mixed / 64 % 32, 1 << (mixed % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, each_token};
    use crate::page::css::Css;
    use crate::page::{Node, Page};

    #[test]
    fn tokens_are_what_white_space_parts() {
        let values = ["", " a ", "a\tb\u{b}c  d\n", "tám-chữ-cái một-lớp\u{c}x", "12345678 123456789\u{1}"];
        for value in values {
            let mut tokens = Vec::new();
            each_token(value, |token| tokens.push(token));
            assert!(tokens.into_iter().eq(value.split_ascii_whitespace().map(str::as_bytes)), "{value:?}");
        }
    }

    #[test]
    fn hits_are_those_of_each_selector_alone() {
        let page = Page::parse(
            "<div id=a class='k l'><p class=k>x<a href='/1' data-x=y>y</a></p><section><h2>z</h2><x-y class='k'>w</x-y>\
             <p>v</p></section></div><ul><li class=K><a>u</a></li></ul>",
            1000,
        );
        let selectors = [
            ".k",
            "div.k, #a",
            "[data-x]",
            "a[href^='/']",
            "p + section > p",
            "section *",
            "x-y",
            "li:not(.k) a",
            "h1, h2",
            "div > p, section > [class]",
            ":root",
            "DIV",
            "p:first-child",
            ".K a",
            "#a .k",
            ".l h2",
            ".k section + p, .l > p",
        ];
        let mut index = Index::default();
        let compiled = selectors.map(|text| Css::parse(text).unwrap());
        for css in &compiled {
            index.add(css);
        }
        let hits = index.hits(&page);
        for (css, found) in compiled.iter().zip(&hits) {
            let alone: Vec<u32> = page.select(css).map(Node::at).collect();
            assert_eq!(found, &alone, "{}", css.as_str());
            assert!(!found.is_empty(), "{} should match", css.as_str());
        }
    }
}
