//! The tree while it grows: nodes in one vector, linked by their numbers.
//!
//! Knows how nodes are linked and how texts join, nothing of the rules that say where a node goes. Every operation takes
//! constant time, except that moving children takes a step for each.

use super::traits::Namespace;
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attributes, Span, Store};
use crate::page::parse::token::TagName;

/// No node.
pub(in crate::page) const NONE: u32 = u32::MAX;

/// The document itself, the first node.
pub(in crate::page) const DOCUMENT: u32 = 0;

/// A node and its links.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct Node {
    pub(in crate::page) parent: u32,
    pub(in crate::page) first: u32,
    last: u32,
    prev: u32,
    pub(in crate::page) next: u32,
    pub(in crate::page) what: What,
}

/// What a node is.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) enum What {
    Document,
    /// The contents of a `<template>`: its only child, as a rule.
    Fragment,
    Doctype,
    Comment(
        #[cfg_attr(
            not(any(test, feature = "internals")),
            allow(dead_code, reason = "comments only part texts")
        )]
        Span,
    ),
    Text(Text),
    Element(Element),
}

/// A text: its first piece, and the others by their numbers.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct Text {
    first: Span,
    second: u32,
    last: u32,
}

/// An element.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct Element {
    pub(in crate::page) name: Name,
    pub(in crate::page) space: Namespace,
    /// Whether it is in the list of active formatting elements.
    pub(super) listed: bool,
    /// Its name as text where `name` is [`Name::Other`].
    pub(in crate::page) text: Span,
    pub(in crate::page) attributes: Attributes,
}

impl Element {
    /// Its name as the standard writes it.
    #[cfg(any(test, feature = "internals"))]
    pub(in crate::page) fn name_text<'a>(&self, store: &'a Store<'_>) -> &'a str {
        match self.name {
            Name::Other => store.text(self.text),
            Name::ForeignObject if self.space == Namespace::Svg => "foreignObject",
            name => name.text(),
        }
    }
}

/// A piece of a text after the first, and the piece after it.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    next: u32,
}

/// All nodes of a page.
#[derive(Debug)]
pub(in crate::page) struct Arena {
    nodes: Vec<Node>,
    pieces: Vec<Piece>,
    /// Where the page's own text ends and the side text begins: no span goes across.
    border: u32,
    /// Elements and texts made so far.
    made: usize,
}

impl Arena {
    pub(super) fn new(store: &Store<'_>) -> Self {
        let length = store.page().len();
        // A node for every 40 bytes is what news pages have; more make the vector grow.
        let mut arena = Self {
            nodes: Vec::with_capacity(length / 40 + 16),
            pieces: Vec::new(),
            border: u32::try_from(length).unwrap_or(u32::MAX),
            made: 0,
        };
        arena.add(What::Document);
        arena
    }

    /// Elements and texts made so far, also those that were taken out again.
    pub(super) const fn made(&self) -> usize {
        self.made
    }

    /// The number of nodes of any kind.
    pub(in crate::page) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(in crate::page) fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    fn node_mut(&mut self, at: u32) -> &mut Node {
        &mut self.nodes[at as usize]
    }

    pub(super) fn add(&mut self, what: What) -> u32 {
        let at = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Node { parent: NONE, first: NONE, last: NONE, prev: NONE, next: NONE, what });
        at
    }

    /// A new node at the end of another's children.
    #[inline]
    fn push(&mut self, parent: u32, what: What) -> u32 {
        let at = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        let around = self.node_mut(parent);
        let last = std::mem::replace(&mut around.last, at);
        if last == NONE {
            around.first = at;
        } else {
            self.node_mut(last).next = at;
        }
        self.nodes.push(Node { parent, first: NONE, last: NONE, prev: last, next: NONE, what });
        at
    }

    /// A new element at the end of a node's children. Not for a `<template>`, which has contents.
    #[inline]
    pub(super) fn push_element(
        &mut self,
        parent: u32,
        name: TagName,
        space: Namespace,
        attributes: Attributes,
    ) -> u32 {
        self.made += 1;
        let element = Element { name: name.name, space, listed: false, text: name.text, attributes };
        self.push(parent, What::Element(element))
    }

    /// A new element outside the tree.
    pub(super) fn element(&mut self, name: TagName, space: Namespace, attributes: Attributes) -> u32 {
        self.made += 1;
        let element = Element { name: name.name, space, listed: false, text: name.text, attributes };
        let at = self.add(What::Element(element));
        if name.name == Name::Template && space == Namespace::Html {
            let contents = self.add(What::Fragment);
            self.append(at, contents);
        }
        at
    }

    /// The element of that number; `None` for other nodes.
    pub(in crate::page) fn as_element(&self, at: u32) -> Option<&Element> {
        match &self.node(at).what {
            What::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn as_element_mut(&mut self, at: u32) -> Option<&mut Element> {
        match &mut self.node_mut(at).what {
            What::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Whether the element is in the list of active formatting elements.
    pub(super) fn is_listed(&self, at: u32) -> bool {
        self.as_element(at).is_some_and(|element| element.listed)
    }

    pub(super) fn set_listed(&mut self, at: u32, listed: bool) {
        if let Some(element) = self.as_element_mut(at) {
            element.listed = listed;
        }
    }

    /// Where what is put into a `<template>` goes.
    pub(super) fn contents(&self, template: u32) -> u32 {
        match self.node(template).first {
            NONE => template,
            first => first,
        }
    }

    /// Puts a node without parent at the end of another's children.
    pub(super) fn append(&mut self, parent: u32, child: u32) {
        let last = self.node(parent).last;
        let node = self.node_mut(child);
        node.parent = parent;
        node.prev = last;
        if last == NONE {
            self.node_mut(parent).first = child;
        } else {
            self.node_mut(last).next = child;
        }
        self.node_mut(parent).last = child;
    }

    /// Puts a node without parent before another that has one.
    pub(super) fn insert_before(&mut self, sibling: u32, child: u32) {
        let Node { parent, prev, .. } = *self.node(sibling);
        let node = self.node_mut(child);
        node.parent = parent;
        node.prev = prev;
        node.next = sibling;
        self.node_mut(sibling).prev = child;
        if prev == NONE {
            self.node_mut(parent).first = child;
        } else {
            self.node_mut(prev).next = child;
        }
    }

    /// Takes a node with all that is inside it out of its parent.
    pub(super) fn detach(&mut self, at: u32) {
        let Node { parent, prev, next, .. } = *self.node(at);
        if parent == NONE {
            return;
        }
        if prev == NONE {
            self.node_mut(parent).first = next;
        } else {
            self.node_mut(prev).next = next;
        }
        if next == NONE {
            self.node_mut(parent).last = prev;
        } else {
            self.node_mut(next).prev = prev;
        }
        let node = self.node_mut(at);
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    /// Makes the children of `from` those of `to`, which has none. (A child goes at most once from a furthest block into
    /// the formatting element that is made for it, which is never a furthest block itself: all such moves together are
    /// linear in the nodes made.)
    pub(super) fn move_children(&mut self, from: u32, to: u32) {
        let Node { first, last, .. } = *self.node(from);
        let mut child = first;
        while child != NONE {
            let node = self.node_mut(child);
            node.parent = to;
            child = node.next;
        }
        let node = self.node_mut(from);
        (node.first, node.last) = (NONE, NONE);
        let node = self.node_mut(to);
        (node.first, node.last) = (first, last);
    }

    /// Puts text at the end of a node: into the text that is there, or as a new one.
    #[inline]
    pub(super) fn append_text(&mut self, parent: u32, span: Span) {
        let last = self.node(parent).last;
        if last != NONE && matches!(self.node(last).what, What::Text(_)) {
            self.extend(last, span);
            return;
        }
        self.made += 1;
        self.push(parent, What::Text(Text { first: span, second: NONE, last: NONE }));
    }

    /// Puts text before a node that has a parent.
    pub(super) fn insert_text_before(&mut self, sibling: u32, span: Span) {
        let prev = self.node(sibling).prev;
        if prev == NONE || !self.extend(prev, span) {
            let text = self.text(span);
            self.insert_before(sibling, text);
        }
    }

    fn text(&mut self, first: Span) -> u32 {
        self.made += 1;
        self.add(What::Text(Text { first, second: NONE, last: NONE }))
    }

    /// Lengthens a text; says so if the node is none.
    fn extend(&mut self, at: u32, span: Span) -> bool {
        let new = u32::try_from(self.pieces.len()).unwrap_or(NONE);
        let border = self.border;
        let What::Text(text) = &mut self.nodes[at as usize].what else { return false };
        let tail = match text.last {
            NONE => &mut text.first,
            last => &mut self.pieces[last as usize].span,
        };
        if tail.end() == span.start && span.start != border {
            tail.len += span.len;
            return true;
        }
        match text.last {
            NONE => text.second = new,
            last => self.pieces[last as usize].next = new,
        }
        text.last = new;
        self.pieces.push(Piece { span, next: NONE });
        true
    }

    /// The whole of a text; one of several pieces is written into the side text. A step for each piece.
    #[inline]
    pub(in crate::page) fn whole(&self, text: Text, store: &mut Store<'_>) -> Span {
        if text.second == NONE { text.first } else { self.joined(text, store) }
    }

    fn joined(&self, text: Text, store: &mut Store<'_>) -> Span {
        let from = store.side_end();
        store.copy(text.first);
        let mut next = text.second;
        while let Some(piece) = self.pieces.get(next as usize) {
            store.copy(piece.span);
            next = piece.next;
        }
        store.span_from(from)
    }
}
