//! The finished tree as one array in document order.
//!
//! Elements and texts only: comments have done their work when they parted texts, and the contents of a `<template>` are
//! inside of it like any other.

use super::Tag;
use super::limits::{Limit, LimitsHit};
use super::parse::name::Name;
use super::parse::store::{Attributes, Span, Store};
use super::parse::tree::arena::{Arena, DOCUMENT, Element, NONE, What};
use super::parse::tree::traits::Namespace;

/// An element or a text, 32 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flat {
    pub(super) tag: Tag,
    pub(super) name: Name,
    pub(super) space: Namespace,
    pub(super) parent: u32,
    /// One past the last descendant.
    pub(super) end: u32,
    /// The length of the text; of an element without a number for its name, which of [`Nodes::names`] is its name.
    len: u32,
    /// Of a text only where it begins.
    pub(super) attributes: Attributes,
}

impl Flat {
    /// The text of a text; of an element nothing.
    pub(super) fn text(self) -> Span {
        if self.tag == Tag::Text { Span { start: self.attributes.start, len: self.len } } else { Span::EMPTY }
    }

    /// Which of [`Nodes::names`] is its name.
    pub(super) const fn name_at(self) -> usize {
        self.len as usize
    }
}

/// All nodes of a page.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    pub(super) flat: Vec<Flat>,
    /// Names of elements that have no number.
    pub(super) names: Vec<Span>,
}

/// The tag of each known name.
const TAGS: [Tag; Name::ALL.len() + 1] = {
    let mut tags = [Tag::Other; Name::ALL.len() + 1];
    let mut at = 0;
    while at < Name::ALL.len() {
        let (name, text) = Name::ALL[at];
        let mut tag = 0;
        while tag < Tag::ALL.len() {
            if is_same(Tag::ALL[tag].1.as_bytes(), text.as_bytes()) {
                tags[name as usize] = Tag::ALL[tag].0;
            }
            tag += 1;
        }
        at += 1;
    }
    tags
};

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Lays the tree out, at most `max` nodes of it. Each link of the tree is followed once.
pub(super) fn lay_out(tree: &Arena, store: &mut Store<'_>, max: usize, hit: &mut LimitsHit) -> Nodes {
    let mut nodes = Nodes { flat: Vec::with_capacity(tree.len().min(max)), names: Vec::new() };
    // The open element of the array; the outermost is its own parent.
    let (mut at, mut open) = (DOCUMENT, 0);
    loop {
        let node = tree.node(at);
        let here = u32::try_from(nodes.flat.len()).unwrap_or(NONE);
        match &node.what {
            What::Text(_) | What::Element(_) if nodes.flat.len() >= max => {
                hit.add(Limit::Nodes);
                break;
            }
            What::Text(text) => nodes.flat.push(of_text(tree.whole(*text, store), (here, open))),
            What::Element(element) => {
                nodes.flat.push(of_element(element, &mut nodes.names, (here, open)));
                if node.first != NONE {
                    open = here;
                }
            }
            _ => {}
        }
        if node.first == NONE {
            let Some(next) = after(tree, at, &mut nodes.flat, &mut open) else { break };
            at = next;
        } else {
            at = node.first;
        }
    }
    // What the limit left open.
    let end = u32::try_from(nodes.flat.len()).unwrap_or(NONE);
    while let Some(flat) = nodes.flat.get_mut(open as usize) {
        flat.end = end;
        if open == 0 {
            break;
        }
        open = flat.parent;
    }
    nodes
}

/// The node after one whose inside is done, in document order; closes the elements that end there.
#[inline]
fn after(tree: &Arena, mut at: u32, flat: &mut [Flat], open: &mut u32) -> Option<u32> {
    let end = u32::try_from(flat.len()).unwrap_or(NONE);
    while at != DOCUMENT {
        let node = tree.node(at);
        if node.next != NONE {
            return Some(node.next);
        }
        at = node.parent;
        if tree.as_element(at).is_some()
            && let Some(element) = flat.get_mut(*open as usize)
        {
            element.end = end;
            *open = element.parent;
        }
    }
    None
}

#[inline]
fn of_text(text: Span, (here, parent): (u32, u32)) -> Flat {
    Flat {
        tag: Tag::Text,
        name: Name::Other,
        space: Namespace::Html,
        parent,
        end: here + 1,
        len: text.len,
        attributes: Attributes { start: text.start, ..Attributes::NONE },
    }
}

#[inline]
fn of_element(element: &Element, names: &mut Vec<Span>, (here, parent): (u32, u32)) -> Flat {
    let mut name_at = 0;
    if element.name == Name::Other {
        name_at = u32::try_from(names.len()).unwrap_or(NONE);
        names.push(element.text);
    }
    Flat {
        tag: TAGS[element.name as usize],
        name: element.name,
        space: element.space,
        parent,
        end: here + 1,
        len: name_at,
        attributes: element.attributes,
    }
}
