//! What mark-up says inside a block: links, emphasis, cells, numbers of lists. Recorded only when it is asked for.
//!
//! Spans are bytes of the block's text and follow it through every change of form: trimming, joining, NFC. This module
//! knows no addresses and no labels; an address is kept as it is written.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::page::{Node, Tag};

/// How a stretch of text is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emphasis {
    /// Bold.
    Strong,
    /// Italics.
    Italic,
    /// Code in a line.
    Code,
}

impl Emphasis {
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Italic => "italic",
            Self::Code => "code",
        }
    }
}

/// What mark-up says inside a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// Links: start, end, address as written.
    pub links: Vec<(usize, usize, String)>,
    /// Stretches that are set off: start, end, how.
    pub emphasis: Vec<(usize, usize, Emphasis)>,
    /// Spaces of table cells that are line ends in the page.
    pub breaks: Vec<usize>,
    /// The number of a list item.
    pub number: Option<u32>,
    /// The `id` of a list item.
    pub anchor: Option<String>,
    /// Whether the block goes on with the list item of the block before it at its level.
    pub continued: bool,
    /// For a table row: empty cells before the first one.
    pub column: u32,
    /// Whether a table row is one of headings.
    pub header: bool,
    /// Whether a table row is the first of its table.
    pub first: bool,
    /// The language that code is marked with.
    pub language: Option<String>,
}

impl Inline {
    /// The same for a text whose byte offsets `to` gives for those of the old one. What becomes empty goes.
    #[must_use]
    pub fn mapped(self, to: impl Fn(usize) -> usize) -> Self {
        let links = self.links.into_iter().map(|(start, end, href)| (to(start), to(end), href));
        let emphasis = self.emphasis.into_iter().map(|(start, end, how)| (to(start), to(end), how));
        Self {
            links: links.filter(|(start, end, _)| start < end).collect(),
            emphasis: emphasis.filter(|(start, end, _)| start < end).collect(),
            breaks: self.breaks.into_iter().map(to).collect(),
            ..self
        }
    }
}

/// The text in NFC, and for every byte of the old one where it is in the new. What stands inside of what becomes one
/// character belongs to it: such an offset moves to its end.
pub(super) fn nfc_map(text: &str) -> (String, Vec<usize>) {
    // Nothing before such a character composes with it (Unicode annex 15, stable code points).
    let parts =
        |c: char| canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes;
    let (mut out, mut map) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    let mut starts: Vec<usize> = text.char_indices().filter(|&(_, c)| parts(c)).map(|(at, _)| at).collect();
    starts.push(text.len());
    let mut from = 0;
    for to in starts.into_iter().filter(|&at| at > 0) {
        let start = out.len();
        out.extend(text[from..to].nfc());
        map.push(start);
        map.resize(to, out.len());
        from = to;
    }
    map.push(out.len());
    (out, map)
}

/// For every byte of `text` where it is after white space was collapsed to one space and trimmed.
pub(crate) fn collapse_map(text: &str) -> Vec<usize> {
    let mut map = Vec::with_capacity(text.len() + 1);
    let (mut out, mut space) = (0, false);
    for c in text.chars() {
        if c.is_whitespace() {
            space = out > 0;
            map.resize(map.len() + c.len_utf8(), out);
        } else {
            out += usize::from(std::mem::take(&mut space));
            map.extend((0..c.len_utf8()).map(|byte| out + byte));
            out += c.len_utf8();
        }
    }
    map.push(out);
    map
}

/// What holds for a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Pre-order number of the link around it, 0 for none.
    pub(super) anchor: u32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) code: bool,
}

/// The styles of a piece of text, as far as they are not the usual one.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<(usize, usize, Style)>,
    breaks: Vec<usize>,
}

impl Runs {
    /// Takes in the character that was written to `start..end`.
    pub(super) fn add(&mut self, (start, end): (usize, usize), style: Style) {
        if style == Style::default() {
            return;
        }
        match self.runs.last_mut() {
            // A space between two characters of one style has it too; a tab parts cells.
            Some((_, last, before)) if *before == style && start <= *last + 1 => *last = end,
            _ => self.runs.push((start, end, style)),
        }
    }

    /// A line end of a cell, which stands as a space at that place.
    pub(super) fn line_end(&mut self, at: usize) {
        self.breaks.push(at);
    }

    /// Nothing before that place goes on after it.
    pub(super) fn part(&mut self, at: usize) {
        self.runs.push((at, at, Style::default()));
    }

    /// Takes in the runs of a piece that was appended, its text beginning at `at` of this one's.
    pub(super) fn append(&mut self, other: Self, (skipped, at): (usize, usize)) {
        let to = |offset: usize| at + offset.saturating_sub(skipped);
        self.runs.extend(other.runs.into_iter().map(|(start, end, style)| (to(start), to(end), style)));
        self.breaks.extend(other.breaks.into_iter().map(to));
    }

    /// Links and emphasis; runs of which one begins where another ended are one.
    pub(super) fn inline(&self, href: impl Fn(u32) -> String) -> Inline {
        let mut links: Vec<(usize, usize, u32)> = Vec::new();
        let mut emphasis: Vec<(usize, usize, Emphasis)> = Vec::new();
        let mut closed = 0;
        for &(start, end, style) in &self.runs {
            if start == end {
                closed = start;
            }
            let joins = |last: usize, from: usize| from >= closed && start <= last + 1;
            if style.anchor != 0 {
                match links.last_mut() {
                    Some((from, last, anchor)) if *anchor == style.anchor && joins(*last, *from) => {
                        *last = end;
                    }
                    _ => links.push((start, end, style.anchor)),
                }
            }
            let kinds = [
                (style.bold, Emphasis::Strong),
                (style.italic, Emphasis::Italic),
                (style.code, Emphasis::Code),
            ];
            for (_, kind) in kinds.into_iter().filter(|(holds, _)| *holds) {
                match emphasis.iter_mut().rev().take(3).find(|it| it.2 == kind) {
                    Some((from, last, _)) if joins(*last, *from) => *last = end,
                    _ => emphasis.push((start, end, kind)),
                }
            }
        }
        emphasis.sort_unstable();
        let links = links.into_iter().map(|(start, end, anchor)| (start, end, href(anchor))).collect();
        Inline { links, emphasis, breaks: self.breaks.clone(), ..Inline::default() }
    }
}

/// What the lists and tables around a block say of it.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    /// The open numbered lists: their node, their end, the next number.
    lists: Vec<(u32, u32, u32)>,
    /// The open tables: their node, their end.
    tables: Vec<(u32, u32)>,
    /// The list items that have a block.
    items: HashSet<u32>,
    /// The numbered item at hand: its node, its number, its `id`.
    item: Option<(u32, u32, Option<String>)>,
    /// Cells of the row at hand that were begun before any text.
    cells: u32,
    header: bool,
    first: bool,
    /// The table of the last row.
    table: u32,
    language: Option<String>,
}

impl Recorder {
    /// Takes in an element that is entered.
    pub(super) fn enter(&mut self, node: Node<'_>) {
        while self.lists.last().is_some_and(|&(_, end, _)| end <= node.at()) {
            self.lists.pop();
        }
        while self.tables.last().is_some_and(|&(_, end)| end <= node.at()) {
            self.tables.pop();
        }
        match node.tag() {
            Tag::Table => self.tables.push((node.at(), node.end())),
            Tag::Ol => {
                let start = node.attr("start").and_then(|it| it.trim().parse().ok()).unwrap_or(1);
                self.lists.push((node.at(), node.end(), start));
            }
            Tag::Li => self.item(node),
            Tag::Tr => {
                let table = self.tables.last().map_or(0, |&(table, _)| table);
                self.first = std::mem::replace(&mut self.table, table) != table;
                let mut cells = node.children().filter(|it| it.tag() != Tag::Text);
                self.header = node.parent().is_some_and(|it| it.tag() == Tag::Thead)
                    || cells.all(|it| it.tag() == Tag::Th);
                self.cells = 0;
            }
            Tag::Pre => self.language = language(node),
            _ => {}
        }
    }

    fn item(&mut self, node: Node<'_>) {
        let parent = node.parent().map_or(0, Node::at);
        let Some((_, _, next)) = self.lists.last_mut().filter(|list| list.0 == parent) else { return };
        let number = node.attr("value").and_then(|it| it.trim().parse().ok()).unwrap_or(*next);
        *next = number.saturating_add(1);
        self.item = Some((node.at(), number, node.id().map(str::to_owned)));
    }

    /// A cell begins before any text of its row.
    pub(super) const fn empty_cell(&mut self) {
        self.cells += 1;
    }

    /// Adds what holds for a block in the list item `item` (0 for none), in a table row, or of code.
    pub(super) fn complete(&mut self, inline: &mut Inline, item: u32, form: super::Form) {
        match form {
            super::Form::ListItem { .. } if item != 0 => {
                inline.continued = !self.items.insert(item);
                if let Some((_, number, id)) = self.item.take_if(|it| it.0 == item) {
                    (inline.number, inline.anchor) = (Some(number), id);
                }
            }
            super::Form::TableRow => {
                inline.column = self.cells.saturating_sub(1);
                (inline.header, inline.first) = (self.header, std::mem::take(&mut self.first));
            }
            super::Form::Code => inline.language.clone_from(&self.language),
            _ => {}
        }
    }
}

/// The language in the classes of a `<pre>`, of its code, or of the elements that highlighters put around it.
fn language(pre: Node<'_>) -> Option<String> {
    const BEFORE: [&str; 4] = ["language-", "lang-", "highlight-source-", "brush:"];
    let inside = pre.children().filter(|it| it.tag() == Tag::Code).take(1);
    let around = pre.ancestors().take(2);
    inside.chain([pre]).chain(around).find_map(|node| {
        let named = node.classes().find_map(|class| BEFORE.iter().find_map(|it| class.strip_prefix(it)));
        named.or_else(|| node.attr("data-lang")).or_else(|| node.attr("data-language")).and_then(known)
    })
}

/// A name that can stand behind a fence.
fn known(name: &str) -> Option<String> {
    let name = name.trim_end_matches(';').to_ascii_lowercase();
    let fits = (1..=20).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte));
    (fits && !["none", "plaintext", "text"].contains(&name.as_str())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{collapse_map, nfc_map};
    use crate::block::Marks;
    use crate::block::page::{Manner, cut_as};
    use crate::page::Page;

    #[test]
    fn offsets_follow_composition() {
        let (text, map) = nfc_map("Tie\u{302}\u{301}ng x");
        assert_eq!(text, "Tiếng x");
        let at = |old: &str| map["Tie\u{302}\u{301}ng x".find(old).unwrap()];
        assert_eq!((map[0], at("ng"), at("x")), (0, text.find("ng").unwrap(), text.find('x').unwrap()));
        // Between the letter and its marks: behind the one character that they become.
        assert_eq!(map["Tie".len()], "Tiế".len());
        assert_eq!(*map.last().unwrap(), text.len());
        assert_eq!(nfc_map("").1, [0]);
        assert_eq!(nfc_map("\u{301}a").1, [0, 2, 2, 3]);
    }

    #[test]
    fn offsets_follow_collapsed_space() {
        assert_eq!(collapse_map("a \n b"), [0, 1, 1, 1, 2, 3]);
        assert_eq!(collapse_map(" a "), [0, 0, 1, 1]);
    }

    #[test]
    fn what_is_marked_keeps_its_place_through_every_change_of_form() {
        let html = "<p>  Xe&nbsp; <a href='/b?x=1&amp;y'>bu<b>y\u{301}</b>t </a>ho\u{302}m\n <em>nay</em></p>\
                    <ol start=3><li>a<p>b</p><li value=7>c</ol>\
                    <table><tr><th><th>N<tr><td><b>x</b><td><b>y<br>z</b></table>\
                    <pre class=lang-rust><a href=x>f</a></pre>";
        let page = Page::parse(html, 1000);
        let blocks =
            cut_as(&page, &|_| Marks::default(), Manner { inline: true, ..Manner::default() }).blocks;
        let inline = |at: usize| blocks[at].inline.as_deref().cloned().unwrap_or_default();
        let cut = |at: usize, (start, end): (usize, usize)| &blocks[at].text[start..end];
        let links: Vec<_> = inline(0).links;
        assert_eq!((cut(0, (links[0].0, links[0].1)), links[0].2.as_str()), ("buýt", "/b?x=1&y"));
        let set_off: Vec<_> = inline(0).emphasis.iter().map(|it| cut(0, (it.0, it.1)).to_owned()).collect();
        assert_eq!(set_off, ["ý", "nay"]);
        let numbers: Vec<_> = (1..4).map(|at| (inline(at).number, inline(at).continued)).collect();
        assert_eq!(numbers, [(Some(3), false), (None, true), (Some(7), false)]);
        assert_eq!((inline(4).column, inline(4).header, inline(5).header), (1, true, false));
        assert_eq!((inline(5).emphasis.len(), inline(5).breaks), (2, vec!["x\ty".len()]));
        assert_eq!((inline(6).language.as_deref(), inline(6).links.len()), (Some("rust"), 0));
        assert!(
            cut_as(&page, &|_| Marks::default(), Manner::default())
                .blocks
                .iter()
                .all(|it| it.inline.is_none())
        );
    }
}
