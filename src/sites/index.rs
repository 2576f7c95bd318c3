//! Many selectors over one page, in one pass.
//!
//! A selector can only match an element that has the id, class, name or attribute of its last compound (`.c` in
//! `.a > b .c`), inside of elements that have the ids and classes of the others (`.a`), so each is tried only there. This
//! module knows selectors and nodes, nothing of rules.

use std::collections::BTreeMap;

use crate::page::css::Css;
use crate::page::{Node, Page, Tag, length_bit};

/// Selectors and what an element needs before it is worth trying them.
#[derive(Debug, Default)]
pub(super) struct Index {
    selectors: Vec<Css>,
    ids: Tokens,
    classes: Tokens,
    /// By attribute, of which rule files name a handful.
    attributes: Vec<(String, Vec<Try>)>,
    /// A bit for the length of each.
    lengths: u64,
    /// By tag (its number).
    tags: Vec<Vec<Try>>,
    others: Vec<Try>,
    /// How many ids and classes are asked of what is around elements.
    marks: usize,
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

/// A part of a selector list.
#[derive(Debug)]
struct Part {
    /// What its last compound needs.
    need: Need,
    /// What the other compounds need, each of some element around it.
    around: Vec<Need>,
}

/// A selector to try.
#[derive(Debug)]
struct Try {
    /// Its number.
    at: usize,
    /// The ids and classes (by their marks) that elements around must have.
    around: Vec<usize>,
}

impl Index {
    /// Takes a selector in and gives its number; a selector that is there already keeps its number.
    pub(super) fn add(&mut self, css: &Css) -> usize {
        if let Some(at) = self.selectors.iter().position(|known| known.as_str() == css.as_str()) {
            return at;
        }
        let at = self.selectors.len();
        self.selectors.push(css.clone());
        for part in parts(css.as_str()) {
            let around = part.around.into_iter().filter_map(|need| self.mark(need)).collect();
            self.list(part.need).push(Try { at, around });
        }
        at
    }

    /// The mark of an id or a class.
    fn mark(&mut self, need: Need) -> Option<usize> {
        let listed = match need {
            Need::Id(id) => self.ids.entry(id),
            Need::Class(class) => self.classes.entry(class),
            _ => return None,
        };
        let mark = *listed.mark.get_or_insert(self.marks);
        self.marks = self.marks.max(mark + 1);
        Some(mark)
    }

    fn list(&mut self, need: Need) -> &mut Vec<Try> {
        match need {
            Need::Id(id) => &mut self.ids.entry(id).tries,
            Need::Class(class) => &mut self.classes.entry(class).tries,
            Need::Tag(tag) => {
                let at = tag as usize;
                self.tags.resize_with(self.tags.len().max(at + 1), Vec::new);
                &mut self.tags[at]
            }
            Need::Attribute(name) => {
                let known = self.attributes.iter().position(|it| it.0 == name);
                let at = known.unwrap_or(self.attributes.len());
                if known.is_none() {
                    self.lengths |= length_bit(name.len());
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
        let hits = vec![Vec::new(); self.selectors.len()];
        if hits.is_empty() {
            return hits;
        }
        let mut pass = Pass { index: self, ends: vec![0; self.marks], hits };
        for node in page.nodes().filter(|node| node.tag() != Tag::Text) {
            pass.visit(node);
        }
        pass.hits
    }
}

/// The elements of a page in document order, put to the selectors one after the other.
struct Pass<'i> {
    index: &'i Index,
    /// For each mark where the elements end that have it. As all of them begin before the element at hand, one that ends
    /// behind it is around it.
    ends: Vec<u32>,
    hits: Vec<Vec<u32>>,
}

impl Pass<'_> {
    fn visit(&mut self, node: Node<'_>) {
        let index = self.index;
        self.test(node, &index.others);
        if let Some(tries) = index.tags.get(node.tag() as usize) {
            self.test(node, tries);
        }
        if let Some(id) = node.id() {
            self.meet(node, index.ids.get(id));
        }
        for class in tokens(node.class().unwrap_or_default()) {
            self.meet(node, index.classes.get(class));
        }
        for (name, _) in node.attributes_as_long(index.lengths) {
            if let Some((_, tries)) = index.attributes.iter().find(|it| it.0.eq_ignore_ascii_case(name)) {
                self.test(node, tries);
            }
        }
    }

    fn meet(&mut self, node: Node<'_>, listed: Option<&Listed>) {
        let Some(listed) = listed else { return };
        self.test(node, &listed.tries);
        if let Some(mark) = listed.mark {
            self.ends[mark] = self.ends[mark].max(node.end());
        }
    }

    fn test(&mut self, node: Node<'_>, tries: &[Try]) {
        for Try { at, around } in tries {
            let at_hand = around.iter().all(|&mark| self.ends[mark] > node.at());
            // A selector list can lead here twice.
            if at_hand
                && self.hits[*at].last() != Some(&node.at())
                && node.matches(&self.index.selectors[*at])
            {
                self.hits[*at].push(node.at());
            }
        }
    }
}

/// What white space parts in a `class` attribute.
fn tokens(value: &str) -> impl Iterator<Item = &str> {
    let bytes = value.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        let start = at;
        at = low(bytes, at);
        // Of what is no more than a space not all is white.
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace()) {
            at = low(bytes, at + 1);
        }
        value.get(start..at)
    })
}

/// Where from `at` on the first byte is that is no more than a space: eight at a time, since a search set up anew for
/// words so short does not pay.
fn low(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        // The high bit of each byte that borrows, right up to the first of them.
        let borrowed = eight.wrapping_sub(ONES * 0x21) & !eight & (ONES << 7);
        if borrowed != 0 {
            return at + borrowed.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| byte > b' ') {
        at += 1;
    }
    at
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
    lists: BTreeMap<String, Listed>,
    /// A bit for the length and the ends of each: few of a page's other tokens share one.
    bits: [u64; 16],
}

impl Tokens {
    fn entry(&mut self, token: String) -> &mut Listed {
        let (at, bit) = Self::bit(&token);
        self.bits[at] |= bit;
        self.lists.entry(token).or_default()
    }

    fn get(&self, token: &str) -> Option<&Listed> {
        let (at, bit) = Self::bit(token);
        if self.bits[at] & bit == 0 { None } else { self.lists.get(token) }
    }

    fn bit(token: &str) -> (usize, u64) {
        let byte = |byte: Option<&u8>| byte.map_or(0, |&byte| usize::from(byte));
        let (first, last) = (byte(token.as_bytes().first()), byte(token.as_bytes().last()));
        let mixed = first * 37 + last * 101 + token.len() * 7;
        (mixed / 64 % 16, 1 << (mixed % 64))
    }
}

/// What an element and what is around it need, for each part of a selector list.
fn parts(selector: &str) -> Vec<Part> {
    // Escapes and `:is()` are rare enough to be tried everywhere.
    if selector.contains('\\') || selector.contains(":is(") || selector.contains(":where(") {
        return vec![Part { need: Need::Nothing, around: Vec::new() }];
    }
    let mut parts = Vec::new();
    let mut compounds = String::new();
    let (mut skip, mut naming, mut siblings) = (Skip::default(), false, false);
    for c in selector.trim().chars() {
        let outside = skip.is_outside();
        skip.take(c);
        // Of what stands in brackets the attribute's name is kept.
        naming &= c.is_alphanumeric() || matches!(c, '-' | '_' | '|');
        match c {
            _ if naming => compounds.push(c),
            _ if !outside => {}
            ',' => parts.push(part(&std::mem::take(&mut compounds), std::mem::take(&mut siblings))),
            '>' | '+' | '~' => {
                siblings |= c != '>';
                compounds.push(' ');
            }
            // The bracket stays as a sign that there is a compound: `.a [b]` needs no class.
            _ => compounds.push(c),
        }
        naming |= outside && c == '[';
    }
    parts.push(part(&compounds, siblings));
    parts
}

/// The part of these compounds. Where some of them speak of `siblings`, nothing is asked of what is around.
fn part(compounds: &str, siblings: bool) -> Part {
    let mut compounds = compounds.split_whitespace().rev();
    let need = need(compounds.next().unwrap_or_default());
    let around = if siblings { Vec::new() } else { compounds.map(self::need).collect() };
    Part { need, around }
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

/// The need of a compound without what brackets and parentheses hold, names of attributes apart.
fn need(compound: &str) -> Need {
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
    use super::{Index, Need, parts, tokens};
    use crate::page::css::Css;
    use crate::page::{Node, Page, Tag};

    #[test]
    fn the_last_compound_says_what_is_needed() {
        let needs = |text| parts(text).into_iter().map(|part| part.need).collect::<Vec<_>>();
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
    fn the_other_compounds_say_what_is_needed_around() {
        let around = |text| parts(text).into_iter().flat_map(|part| part.around).collect::<Vec<_>>();
        let (a, b) = (|| Need::Class("a".to_owned()), || Need::Id("b".to_owned()));
        assert_eq!(around(".a > p, i#b[x='.c'] .c u:not(.d)"), [a(), Need::Class("c".to_owned()), b()]);
        assert_eq!(around(".a + .b .c, p, .a:is(.b) u"), []);
    }

    #[test]
    fn tokens_are_what_white_space_parts() {
        let values = ["", " a ", "a\tb\u{b}c  d\n", "tám-chữ-cái một-lớp\u{c}x", "12345678 123456789\u{1}"];
        for value in values {
            assert!(tokens(value).eq(value.split_ascii_whitespace()), "{value:?}");
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
