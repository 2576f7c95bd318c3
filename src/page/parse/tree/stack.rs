//! The stack of open elements.
//!
//! Its entries carry name, namespace and traits, and the open HTML elements of each name are counted: most questions
//! ("is a `p` open?") are answered by the count, the others by a walk over at most as many entries as the depth limit
//! allows (512 unless the options say otherwise). Knows nothing of the tree.

use super::arena::DOCUMENT;
use super::traits::{NAMES, Namespace, Traits};
use crate::page::parse::name::Name;

/// An open element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Open {
    pub(super) node: u32,
    pub(super) name: Name,
    pub(super) space: Namespace,
    pub(super) traits: Traits,
}

impl Open {
    /// Whether it is the HTML element of that name.
    pub(super) fn is(self, name: Name) -> bool {
        self.name == name && self.space == Namespace::Html
    }

    pub(super) fn is_html(self) -> bool {
        self.space == Namespace::Html
    }
}

/// The open elements, `<html>` first.
#[derive(Debug)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// How many HTML elements of each name are open.
    counts: [u32; NAMES],
}

impl Stack {
    pub(super) fn new() -> Self {
        Self { open: Vec::with_capacity(64), counts: [0; NAMES] }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// The current node; the document before there is any.
    #[inline]
    pub(super) fn top(&self) -> Open {
        self.open.last().copied().unwrap_or(Open { node: DOCUMENT, ..Open::default() })
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<Open> {
        self.open.get(at).copied()
    }

    /// The open elements and their places, innermost first.
    pub(super) fn inwards(&self) -> impl Iterator<Item = (usize, Open)> {
        self.open.iter().copied().enumerate().rev()
    }

    /// The open elements from a place on, outermost first.
    pub(super) fn from(&self, at: usize) -> impl Iterator<Item = (usize, Open)> {
        self.open.iter().copied().enumerate().skip(at)
    }

    /// Whether an HTML element of that name is open anywhere.
    #[inline]
    pub(super) fn holds(&self, name: Name) -> bool {
        self.counts[name as usize] != 0
    }

    #[inline]
    pub(super) fn push(&mut self, open: Open) {
        self.count_in(open);
        self.open.push(open);
    }

    /// Closes the current node. `<html>` stays: nothing in the standard closes it before the page ends.
    #[inline]
    pub(super) fn pop(&mut self) {
        if self.open.len() > 1
            && let Some(open) = self.open.pop()
        {
            self.count_out(open);
        }
    }

    /// Closes the current node if it is the HTML element of that name; says whether it was.
    #[inline]
    pub(super) fn pop_named(&mut self, name: Name) -> bool {
        let is = self.open.last().is_some_and(|open| open.is(name));
        if is {
            self.pop();
        }
        is
    }

    /// Closes what is at `len` and further in.
    pub(super) fn truncate(&mut self, len: usize) {
        while self.open.len() > len.max(1) {
            self.pop();
        }
    }

    /// Takes an element out of the middle. [`super::formatting::Formatting`] must hear of it.
    pub(super) fn remove(&mut self, at: usize) {
        let open = self.open.remove(at);
        self.count_out(open);
    }

    /// Puts an element into the middle. [`super::formatting::Formatting`] must hear of it.
    pub(super) fn insert(&mut self, at: usize, open: Open) {
        self.count_in(open);
        self.open.insert(at, open);
    }

    pub(super) fn replace(&mut self, at: usize, open: Open) {
        let before = std::mem::replace(&mut self.open[at], open);
        self.count_out(before);
        self.count_in(open);
    }

    /// Closes elements until the current one has one of the traits.
    pub(super) fn pop_to(&mut self, traits: Traits) {
        while self.open.len() > 1 && !self.top().traits.has(traits) {
            self.pop();
        }
    }

    /// Closes elements up to and with the first that has one of the traits.
    pub(super) fn pop_through(&mut self, traits: Traits) {
        self.pop_to(traits);
        self.pop();
    }

    /// Closes elements up to and with the first HTML element of that name.
    pub(super) fn pop_through_named(&mut self, name: Name) {
        while self.open.len() > 1 && !self.top().is(name) {
            self.pop();
        }
        self.pop();
    }

    /// Closes the elements whose end tags are implied.
    pub(super) fn close_implied(&mut self, traits: Traits) {
        while self.top().traits.has(traits) {
            self.pop();
        }
    }

    /// Closes the elements whose end tags are implied, except those of that name.
    pub(super) fn close_implied_except(&mut self, name: Name) {
        loop {
            let top = self.top();
            if top.is(name) || !top.traits.has(Traits::IMPLIED) {
                return;
            }
            self.pop();
        }
    }

    /// Whether an HTML element of that name is in the scope that those traits bound.
    #[inline]
    pub(super) fn in_scope(&self, name: Name, bound: Traits) -> bool {
        self.holds(name) && self.find_in_scope(bound, |open| open.is(name))
    }

    /// Whether an element with one of the traits is in the scope that `bound` bounds.
    pub(super) fn in_scope_any(&self, traits: Traits, bound: Traits) -> bool {
        self.find_in_scope(bound, |open| open.traits.has(traits))
    }

    fn find_in_scope(&self, bound: Traits, wanted: impl Fn(Open) -> bool) -> bool {
        for &open in self.open.iter().rev() {
            if wanted(open) {
                return true;
            }
            if open.traits.has(bound) {
                return false;
            }
        }
        false
    }

    /// The innermost open element of a kind.
    pub(super) fn nearest(&self, wanted: impl Fn(Open) -> bool) -> Option<Open> {
        self.open.iter().rev().copied().find(|&open| wanted(open))
    }

    /// The place of an open node.
    pub(super) fn place_of(&self, node: u32) -> Option<usize> {
        self.open.iter().rposition(|open| open.node == node)
    }

    #[inline]
    fn count_in(&mut self, open: Open) {
        if open.is_html() {
            self.counts[open.name as usize] += 1;
        }
    }

    #[inline]
    fn count_out(&mut self, open: Open) {
        if open.is_html() {
            self.counts[open.name as usize] -= 1;
        }
    }
}
