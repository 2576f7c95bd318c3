//! The page: a parsed tree behind a small view.
//!
//! Nodes are numbered in document (pre-)order, so "inside", "before" and "after" are comparisons of numbers. Nothing
//! outside this module names the parser; it knows nothing of articles, labels or sites.

pub mod attr;
#[cfg(all(test, feature = "cli"))]
mod corpora;
pub mod css;
mod flat;
pub mod limits;
mod parse;
#[cfg(feature = "internals")]
pub(crate) use parse::internals;
pub mod tag;

use std::borrow::Cow;

use attr::{Attr, AttrSet};
use css::Css;
use flat::{Flat, Nodes};
use limits::{Limit, Limits, LimitsHit};
use parse::name::Name;
use parse::store::{Attribute, Store};
use parse::tree::traits::Namespace;
pub use tag::Tag;

/// A parsed page. It borrows its text, or owns it.
pub struct Page<'s> {
    store: Store<'s>,
    nodes: Nodes,
    hit: LimitsHit,
}

impl std::fmt::Debug for Page<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Page({} nodes)", self.len())
    }
}

impl<'s> Page<'s> {
    /// Parses a whole page or a fragment, as browsers do. What is beyond the limits (or beyond so many nodes) is left out.
    pub fn parse(html: &'s str, limits: impl Into<Limits>) -> Self {
        Self::parse_text(html.into(), limits.into())
    }

    /// As [`Page::parse`], for a page that keeps its text.
    pub fn parse_owned(html: String, limits: impl Into<Limits>) -> Page<'static> {
        Page::parse_text(html.into(), limits.into())
    }

    fn parse_text(html: Cow<'s, str>, limits: Limits) -> Self {
        let (mut store, tree, mut hit) = parse::parse(html, limits);
        let nodes = flat::lay_out(&tree, &mut store, limits.max_nodes, &mut hit);
        Self { store, nodes, hit }
    }

    /// Whether the node limit cut the page.
    pub const fn truncated(&self) -> bool {
        self.hit.has(Limit::Nodes)
    }

    /// Which limits the page reached.
    pub const fn limits_hit(&self) -> LimitsHit {
        self.hit
    }

    /// Number of nodes.
    pub fn len(&self) -> u32 {
        u32::try_from(self.nodes.flat.len()).unwrap_or(u32::MAX)
    }

    /// Whether the page has no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.flat.is_empty()
    }

    /// The node with that number.
    pub const fn node(&self, at: u32) -> Node<'_> {
        Node { page: self, at }
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.len()).map(|at| self.node(at))
    }

    /// All elements of that name in document order.
    pub fn elements(&self, tag: Tag) -> impl Iterator<Item = Node<'_>> {
        self.tagged(move |it| it == tag)
    }

    /// All nodes of some tags, in document order.
    pub(crate) fn tagged(&self, fits: impl Fn(Tag) -> bool) -> impl Iterator<Item = Node<'_>> {
        let hits = (0_u32..).zip(&self.nodes.flat).filter(move |(_, flat)| fits(flat.tag));
        hits.map(|(at, _)| self.node(at))
    }

    /// All elements of some tags or with one of these attributes, in document order.
    pub(crate) fn elements_or_with(
        &self,
        fits: impl Fn(Tag) -> bool,
        any: AttrSet,
    ) -> impl Iterator<Item = Node<'_>> {
        let hits = (0_u32..).zip(&self.nodes.flat);
        let hits = hits.filter(move |(_, flat)| fits(flat.tag) || flat.attributes.names.meets(any));
        hits.map(|(at, _)| self.node(at))
    }

    /// The elements that the selector matches, in document order.
    pub fn select<'p>(&'p self, css: &'p Css) -> impl Iterator<Item = Node<'p>> {
        self.nodes().filter(move |node| node.matches(css))
    }
}

/// A node of a page.
#[derive(Clone, Copy)]
pub struct Node<'p> {
    page: &'p Page<'p>,
    at: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}#{}", self.tag(), self.at)
    }
}

impl<'p> Node<'p> {
    /// Its number in document order.
    pub const fn at(self) -> u32 {
        self.at
    }

    /// One past the number of its last descendant.
    pub fn end(self) -> u32 {
        self.flat().end
    }

    /// Whether `other` is this node or inside it.
    pub fn contains(self, other: u32) -> bool {
        (self.at..self.end()).contains(&other)
    }

    /// Its name, or that it is text.
    pub fn tag(self) -> Tag {
        self.flat().tag
    }

    /// The name of an element as written; empty for text.
    pub fn name(self) -> &'p str {
        let flat = self.flat();
        match flat.name {
            Name::Other if flat.tag == Tag::Text => "",
            Name::Other => {
                self.page.nodes.names.get(flat.name_at()).map_or("", |&name| self.page.store.text(name))
            }
            Name::ForeignObject if flat.space == Namespace::Svg => "foreignObject",
            name => name.text(),
        }
    }

    /// The element around it; `None` for the outermost.
    pub fn parent(self) -> Option<Self> {
        let parent = self.flat().parent;
        (self.at != 0 && parent != self.at).then_some(Self { page: self.page, at: parent })
    }

    /// The elements around it, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// The node before it in the same parent; `None` when it is the first.
    pub fn before(self) -> Option<Self> {
        let parent = self.parent()?.at;
        // The node numbered one less is the last inside of the one before, or the parent.
        let last = self.at.checked_sub(1).filter(|&last| last > parent)?;
        let around = std::iter::successors(Some(self.page.node(last)), |node| node.parent());
        around.into_iter().find(|node| node.parent().is_some_and(|it| it.at == parent))
    }

    /// Its children in document order.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let end = self.end();
        let first = (self.at + 1 < end).then_some(self.at + 1);
        std::iter::successors(first, move |&at| {
            let next = self.page.nodes.flat[at as usize].end;
            (next < end).then_some(next)
        })
        .map(move |at| Self { page: self.page, at })
    }

    /// The nodes inside it in document order, itself left out.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        (self.at + 1..self.end()).map(move |at| Self { page: self.page, at })
    }

    /// The value of an attribute (name in lower case). One whose name has a number is found faster by [`Node::get`].
    pub fn attr(self, name: &str) -> Option<&'p str> {
        match Attr::from_name(name) {
            Attr::Other => {
                let store = &self.page.store;
                let mut others = self.written().iter().filter(|it| it.attr == Attr::Other);
                let named =
                    others.find(|it| it.name.len as usize == name.len() && store.text(it.name) == name);
                named.map(|it| store.text(it.value))
            }
            attr => self.get(attr),
        }
    }

    /// The value of an attribute whose name has a number.
    #[inline]
    pub fn get(self, attr: Attr) -> Option<&'p str> {
        if !self.has(AttrSet::EMPTY.with(attr)) || attr.is_namespaced() && self.is_foreign() {
            return None;
        }
        self.written().iter().find(|it| it.attr == attr).map(|it| self.page.store.text(it.value))
    }

    /// Whether it has one of these attributes. A text has none.
    #[inline]
    pub fn has(self, any: AttrSet) -> bool {
        self.flat().attributes.names.meets(any)
    }

    /// Those of its attributes whose names are in the set, by number, in the order they are written.
    #[inline]
    pub fn numbered(self, set: AttrSet) -> impl Iterator<Item = (Attr, &'p str)> {
        let written = if self.has(set) { self.written() } else { &[] };
        let here = written.iter().filter(move |it| set.has(it.attr));
        let seen = here.filter(move |it| !it.attr.is_namespaced() || !self.is_foreign());
        seen.map(move |it| (it.attr, self.page.store.text(it.value)))
    }

    /// Its attributes (names in lower case) in the order they are written, those of foreign name spaces left out.
    pub fn attributes(self) -> impl Iterator<Item = (&'p str, &'p str)> {
        let store = &self.page.store;
        let seen = self.written().iter().filter(move |it| !it.attr.is_namespaced() || !self.is_foreign());
        seen.map(|it| (store.text(it.name), store.text(it.value)))
    }

    #[inline]
    fn written(self) -> &'p [Attribute] {
        self.page.store.attributes_of(self.flat().attributes)
    }

    #[inline]
    fn is_foreign(self) -> bool {
        self.flat().space != Namespace::Html
    }

    fn all_attributes(self) -> impl Iterator<Item = (&'p str, &'p str)> {
        let store = &self.page.store;
        self.written().iter().map(|it| (store.text(it.name), store.text(it.value)))
    }

    /// The `id` attribute.
    #[inline]
    pub fn id(self) -> Option<&'p str> {
        self.known(self.flat().attributes.id)
    }

    /// The `class` attribute.
    #[inline]
    pub fn class(self) -> Option<&'p str> {
        self.known(self.flat().attributes.class)
    }

    /// The class tokens, in the order they are written.
    pub fn classes(self) -> impl Iterator<Item = &'p str> {
        self.class().unwrap_or_default().split_ascii_whitespace()
    }

    /// The value of the attribute at that place, counted from one.
    #[inline]
    fn known(self, place: u8) -> Option<&'p str> {
        let at = usize::from(place).checked_sub(1)?;
        self.written().get(at).map(|it| self.page.store.text(it.value))
    }

    /// The text of a text node; empty for elements.
    pub fn own_text(self) -> &'p str {
        self.page.store.text(self.flat().text())
    }

    /// The text inside, as it is written, scripts and other unseen parts left out; blocks are parted by a space.
    pub fn text(self) -> String {
        let mut out = String::new();
        self.text_into(&mut out);
        out
    }

    /// Appends to `out` what [`Node::text`] gives.
    pub fn text_into(self, out: &mut String) {
        let mut open_blocks: Vec<u32> = Vec::new();
        let mut at = self.at;
        let end = self.end();
        while at < end {
            while open_blocks.last().is_some_and(|&end| end <= at) {
                open_blocks.pop();
                out.push(' ');
            }
            let node = self.page.node(at);
            let tag = node.tag();
            if tag == Tag::Text {
                out.push_str(node.own_text());
            } else if at != self.at && tag.is_skipped() {
                at = node.end();
                continue;
            } else if tag == Tag::Br || tag.is_block() {
                out.push(' ');
                open_blocks.push(node.end());
            }
            at += 1;
        }
    }

    /// Whether the selector matches this element.
    pub fn matches(self, css: &Css) -> bool {
        self.tag() != Tag::Text && css.matches(self)
    }

    /// The same for the part of its list with that number, for an element that meets the part's need.
    pub(crate) fn matches_part(self, css: &Css, part: usize) -> bool {
        css.part_matches(part, self)
    }

    #[inline]
    fn flat(self) -> &'p Flat {
        &self.page.nodes.flat[self.at as usize]
    }

    /// Whether it is a `<template>`, whose contents stand apart for selectors.
    fn is_template(self) -> bool {
        self.tag() == Tag::Template && self.flat().space == Namespace::Html
    }
}

#[cfg(test)]
mod tests;
