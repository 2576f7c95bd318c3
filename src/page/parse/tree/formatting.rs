//! The list of active formatting elements.
//!
//! Knows nothing of the tree; the builder tells it when the stack of open elements changes in the middle.

use super::arena::NONE;
use super::stack::Stack;
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attribute, Attributes, Store};

/// An entry; the marker has no node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) node: u32,
    pub(super) name: Name,
    pub(super) attributes: Attributes,
    /// Its place on the stack of open elements, as long as it is there.
    pub(super) at: usize,
}

const MARKER: Entry = Entry { node: NONE, name: Name::Other, attributes: Attributes::NONE, at: usize::MAX };

impl Entry {
    #[inline]
    fn is_marker(&self) -> bool {
        self.node == NONE
    }

    /// Whether the element is open. A node that was closed is never opened again, so a place that now holds another
    /// element says no.
    #[inline]
    pub(super) fn is_open(&self, stack: &Stack) -> bool {
        stack.get(self.at).is_some_and(|open| open.node == self.node)
    }
}

/// The list, its newest entry last.
#[derive(Debug, Default)]
pub(super) struct Formatting {
    entries: Vec<Entry>,
    /// The place after the last marker.
    start: usize,
}

impl Formatting {
    /// Entries after the last marker, so that a page cannot make each of its paragraphs open thousands of them again.
    /// No page of the corpora has more than a few dozen.
    pub(super) const MAX: usize = 128;

    /// Entries in all, markers among them: templates can leave markers behind, without end. The older half is forgotten.
    const MAX_ALL: usize = 2048;

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<Entry> {
        self.entries.get(at).copied()
    }

    /// Whether nothing is to be opened again: the newest entry is open or a marker, or there is none.
    #[inline]
    pub(super) fn is_settled(&self, stack: &Stack) -> bool {
        self.entries.last().is_none_or(|entry| entry.is_marker() || entry.is_open(stack))
    }

    pub(super) fn mark(&mut self) {
        if self.entries.len() >= Self::MAX_ALL {
            self.entries.drain(..Self::MAX_ALL / 2);
        }
        self.entries.push(MARKER);
        self.start = self.entries.len();
    }

    /// Takes the entries after the last marker out, and the marker; tells `gone` their nodes.
    pub(super) fn clear_to_marker(&mut self, mut gone: impl FnMut(u32)) {
        for entry in self.entries.drain(self.start..) {
            gone(entry.node);
        }
        self.entries.pop();
        // At most `MAX` steps back to the marker before.
        self.start = self.entries.iter().rposition(Entry::is_marker).map_or(0, |at| at + 1);
    }

    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    pub(super) fn insert(&mut self, at: usize, entry: Entry) {
        self.entries.insert(at, entry);
        if at < self.start {
            self.start += 1;
        }
    }

    pub(super) fn replace(&mut self, at: usize, entry: Entry) {
        self.entries[at] = entry;
    }

    pub(super) fn remove(&mut self, at: usize) {
        self.entries.remove(at);
        if at < self.start {
            self.start -= 1;
        }
    }

    /// The place of the newest entry of that name after the last marker.
    pub(super) fn newest(&self, name: Name) -> Option<usize> {
        self.entries[self.start..].iter().rposition(|entry| entry.name == name).map(|at| at + self.start)
    }

    /// The place of a node that is known to be in the list: nearly always after the last marker.
    pub(super) fn place_of(&self, node: u32) -> Option<usize> {
        self.entries.iter().rposition(|entry| entry.node == node)
    }

    /// Which entry must go before another like it comes: the oldest of three with the same name and attributes (the
    /// standard's "Noah's Ark clause"), or of [`Formatting::MAX`] of any kind.
    pub(super) fn one_too_many(
        &self,
        name: Name,
        attributes: Attributes,
        store: &Store<'_>,
    ) -> Option<usize> {
        let since = &self.entries[self.start..];
        let mut alike = (0..since.len())
            .rev()
            .filter(|&at| since[at].name == name && same(since[at].attributes, attributes, store));
        let third = alike.nth(2);
        // What is older than the third cannot be like it: then it would have gone when the third came.
        let oldest = third.or_else(|| (since.len() >= Self::MAX).then_some(0));
        oldest.map(|at| at + self.start)
    }

    /// The stack of open elements lost its entry at that place.
    pub(super) fn stack_lost(&mut self, at: usize) {
        for entry in &mut self.entries {
            if entry.at == at {
                entry.at = usize::MAX;
            } else if entry.at > at && entry.at != usize::MAX {
                entry.at -= 1;
            }
        }
    }

    /// The stack of open elements got another entry at that place.
    pub(super) fn stack_got(&mut self, at: usize) {
        for entry in &mut self.entries {
            if entry.at >= at && entry.at != usize::MAX {
                entry.at += 1;
            }
        }
    }
}

/// Whether two tags have the same attributes in any order.
fn same(one: Attributes, other: Attributes, store: &Store<'_>) -> bool {
    if one == other {
        return true;
    }
    if (one.len, one.names) != (other.len, other.names) {
        return false;
    }
    let text = |span| store.text(span);
    let (one, other) = (store.attributes_of(one), store.attributes_of(other));
    let in_order = one.iter().zip(other).all(|(a, b)| text(a.name) == text(b.name));
    if in_order {
        return one
            .iter()
            .zip(other)
            .all(|(a, b)| a.value.len == b.value.len && text(a.value) == text(b.value));
    }
    let sorted = |it: &[Attribute]| {
        let mut sorted: Vec<_> = it.iter().map(|it| (it.name, it.value)).collect();
        sorted.sort_unstable_by_key(|it| text(it.0));
        sorted
    };
    let (one, other) = (sorted(one), sorted(other));
    one.iter().zip(&other).all(|(a, b)| text(a.0) == text(b.0) && text(a.1) == text(b.1))
}
