//! Many selectors over one page, in one pass.
//!
//! A selector can only match an element that has the id, class, name or attribute of its last compound (`.c` in
//! `a > b .c`), so each is tried only on elements that have it. This module knows selectors and nodes, nothing of rules.

use std::collections::BTreeMap;

use crate::page::css::Css;
use crate::page::{Node, Page, Tag};

/// Selectors and what an element needs before it is worth trying them.
#[derive(Debug, Default)]
pub(super) struct Index {
    selectors: Vec<Css>,
    ids: Tokens,
    classes: Tokens,
    /// By attribute, of which rule files name a handful.
    attributes: Vec<(String, Vec<usize>)>,
    /// A bit for the length of each.
    lengths: u64,
    /// By tag (its number).
    tags: Vec<Vec<usize>>,
    others: Vec<usize>,
}

/// What an element needs.
#[derive(Debug, PartialEq, Eq)]
enum Need {
    Id(String),
    Class(String),
    Tag(Tag),
    Attribute(String),
    /// Nothing that this module looks at.
    Nothing,
}

impl Index {
    /// Takes a selector in and gives its number; a selector that is there already keeps its number.
    pub(super) fn add(&mut self, css: &Css) -> usize {
        if let Some(at) = self.selectors.iter().position(|known| known.as_str() == css.as_str()) {
            return at;
        }
        let at = self.selectors.len();
        self.selectors.push(css.clone());
        for need in needs(css.as_str()) {
            self.list(need).push(at);
        }
        at
    }

    fn list(&mut self, need: Need) -> &mut Vec<usize> {
        match need {
            Need::Id(id) => self.ids.entry(id),
            Need::Class(class) => self.classes.entry(class),
            Need::Tag(tag) => {
                let at = tag as usize;
                self.tags.resize_with(self.tags.len().max(at + 1), Vec::new);
                &mut self.tags[at]
            }
            Need::Attribute(name) => {
                let known = self.attributes.iter().position(|it| it.0 == name);
                let at = known.unwrap_or(self.attributes.len());
                if known.is_none() {
                    self.lengths |= length_bit(&name);
                    self.attributes.push((name, Vec::new()));
                }
                &mut self.attributes[at].1
            }
            Need::Nothing => &mut self.others,
        }
    }

    /// The selector with that number, as it was written.
    pub(super) fn text(&self, at: usize) -> &str {
        self.selectors[at].as_str()
    }

    /// For each selector the numbers of the nodes that it matches, ascending.
    pub(super) fn hits(&self, page: &Page) -> Vec<Vec<u32>> {
        let mut hits = vec![Vec::new(); self.selectors.len()];
        if hits.is_empty() {
            return hits;
        }
        for node in page.nodes().filter(|node| node.tag() != Tag::Text) {
            self.visit(node, &mut hits);
        }
        hits
    }

    fn visit(&self, node: Node<'_>, hits: &mut [Vec<u32>]) {
        let mut test = |list: &[usize]| {
            for &at in list {
                // A selector list can lead here twice.
                if hits[at].last() != Some(&node.at()) && node.matches(&self.selectors[at]) {
                    hits[at].push(node.at());
                }
            }
        };
        test(&self.others);
        if let Some(list) = self.tags.get(node.tag() as usize) {
            test(list);
        }
        for (name, value) in node.attributes() {
            match name {
                "id" => test(self.ids.get(value)),
                "class" => tokens(value).for_each(|class| test(self.classes.get(class))),
                _ => {}
            }
            if self.lengths & length_bit(name) != 0 {
                let list = self.attributes.iter().find(|it| it.0.eq_ignore_ascii_case(name));
                test(list.map_or(&[], |it| it.1.as_slice()));
            }
        }
    }
}

/// A bit for the length of a name; the longest share one.
fn length_bit(name: &str) -> u64 {
    1 << name.len().min(63)
}

/// What white space parts in a `class` attribute, byte by byte: a search for many bytes at once does not pay for words so
/// short.
fn tokens(value: &str) -> impl Iterator<Item = &str> {
    let bytes = value.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && (bytes[at] > b' ' || !bytes[at].is_ascii_whitespace()) {
            at += 1;
        }
        value.get(start..at)
    })
}

/// Ids or classes, and the selectors that need each.
#[derive(Debug, Default)]
struct Tokens {
    lists: BTreeMap<String, Vec<usize>>,
    /// A bit for the length and the ends of each: few of a page's other tokens share one.
    bits: [u64; 16],
}

impl Tokens {
    fn entry(&mut self, token: String) -> &mut Vec<usize> {
        let (at, bit) = Self::bit(&token);
        self.bits[at] |= bit;
        self.lists.entry(token).or_default()
    }

    /// The selectors that need the token.
    fn get(&self, token: &str) -> &[usize] {
        let (at, bit) = Self::bit(token);
        let known = if self.bits[at] & bit == 0 { None } else { self.lists.get(token) };
        known.map_or(&[], Vec::as_slice)
    }

    fn bit(token: &str) -> (usize, u64) {
        let byte = |byte: Option<&u8>| byte.map_or(0, |&byte| usize::from(byte));
        let (first, last) = (byte(token.as_bytes().first()), byte(token.as_bytes().last()));
        let mixed = first * 37 + last * 101 + token.len() * 7;
        (mixed / 64 % 16, 1 << (mixed % 64))
    }
}

/// What an element needs for each part of a selector list.
fn needs(selector: &str) -> Vec<Need> {
    // Escapes and `:is()` are rare enough to be tried everywhere.
    if selector.contains('\\') || selector.contains(":is(") || selector.contains(":where(") {
        return vec![Need::Nothing];
    }
    let mut needs = Vec::new();
    let mut compound = String::new();
    let (mut skip, mut naming) = (Skip::default(), false);
    for c in selector.trim().chars() {
        let outside = skip.is_outside();
        skip.take(c);
        // Of what stands in brackets the attribute's name is kept.
        naming &= c.is_alphanumeric() || matches!(c, '-' | '_' | '|');
        match c {
            _ if naming => compound.push(c),
            _ if !outside => {}
            ',' => needs.push(need(&std::mem::take(&mut compound))),
            '>' | '+' | '~' => compound.clear(),
            // The bracket stays as a sign that there is a compound: `.a [b]` needs no class.
            _ => compound.push(c),
        }
        naming |= outside && c == '[';
    }
    needs.push(need(&compound));
    needs
}

/// Leaves out what stands in brackets, parentheses and quotes.
#[derive(Default)]
struct Skip {
    depth: u32,
    quote: Option<char>,
}

impl Skip {
    /// Whether the next character stands outside of all of them; the one that opens does.
    const fn is_outside(&self) -> bool {
        self.depth == 0 && self.quote.is_none()
    }

    fn take(&mut self, c: char) {
        match c {
            _ if self.quote == Some(c) => self.quote = None,
            _ if self.quote.is_some() => {}
            '"' | '\'' => self.quote = Some(c),
            '[' | '(' => self.depth += 1,
            ']' | ')' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// The need of the last compound of a selector without what brackets and parentheses hold, names of attributes apart.
fn need(selector: &str) -> Need {
    let compound = selector.split_whitespace().next_back().unwrap_or_default();
    let starts: Vec<usize> = compound.match_indices(['#', '.', ':', '[', '(']).map(|(at, _)| at).collect();
    let end = |start: usize| starts.iter().copied().find(|&at| at > start).unwrap_or(compound.len());
    let part = |sign: char| {
        let start = starts.iter().copied().find(|&at| compound[at..].starts_with(sign))?;
        Some(compound[start + 1..end(start)].to_owned())
    };
    let name = &compound[..starts.first().copied().unwrap_or(compound.len())];
    if let Some(id) = part('#') {
        Need::Id(id)
    } else if let Some(class) = part('.') {
        Need::Class(class)
    } else if !name.is_empty() && name != "*" {
        Need::Tag(Tag::from_name(&name.to_lowercase()))
    } else {
        // `[a|b]` names a namespace, `[lang|=en]` none: both are tried everywhere.
        let attribute = part('[').filter(|name| !name.is_empty() && !name.contains('|'));
        attribute.map_or(Need::Nothing, Need::Attribute)
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Need, needs};
    use crate::page::css::Css;
    use crate::page::{Node, Page, Tag};

    #[test]
    fn the_last_compound_says_what_is_needed() {
        let class = |text: &str| Need::Class(text.to_owned());
        let id = |text: &str| Need::Id(text.to_owned());
        assert_eq!(needs("div.a > p.b.c"), [class("b")]);
        assert_eq!(needs("#x[href='a, .b'] , h1 , ul li"), [id("x"), Need::Tag(Tag::H1), Need::Tag(Tag::Li)]);
        assert_eq!(needs("p.b:not(.c)"), [class("b")]);
        let attribute = |text: &str| Need::Attribute(text.to_owned());
        assert_eq!(needs(".a>[data-x=y]"), [attribute("data-x")]);
        assert_eq!(needs(".a [data-x=y], *[b]"), [attribute("data-x"), attribute("b")]);
        assert_eq!(needs("[lang|=en], :not([b]), *"), [Need::Nothing, Need::Nothing, Need::Nothing]);
        assert_eq!(needs("section.a:first-child#b"), [id("b")]);
        assert_eq!(needs(":is(.a, .b)"), [Need::Nothing]);
        assert_eq!(needs("custom-tag"), [Need::Tag(Tag::Other)]);
        assert_eq!(needs("table tr + tr td"), [Need::Tag(Tag::Td)]);
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
