//! The standard's adoption agency algorithm: what becomes of `<b><p></b></p>`.

use super::TreeBuilder;
use super::formatting::Entry;
use super::stack::Open;
use super::traits::{Namespace, Traits};
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attributes, Span, Store};
use crate::page::parse::token::TagName;

/// How often the standard lets one end tag be worked on.
const ROUNDS: usize = 8;

/// How many formatting elements between the one that ends and the furthest block are made anew; the others are closed.
const CLONES: usize = 3;

impl TreeBuilder {
    /// Closes a formatting element by its end tag. Each round walks over the stack once, and each element that it leaves
    /// out of the copies is closed for good.
    pub(super) fn adoption_agency(&mut self, store: &Store<'_>, subject: Name) {
        let top = self.stack.top();
        if top.is(subject) && !self.arena.is_listed(top.node) {
            self.stack.pop();
            return;
        }
        for _ in 0..ROUNDS {
            let Some((at, entry)) =
                self.formatting.newest(subject).and_then(|at| Some((at, self.formatting.get(at)?)))
            else {
                self.end_other(store, TagName { name: subject, text: Span::EMPTY });
                return;
            };
            if !entry.is_open(&self.stack) {
                self.unlist(at);
                return;
            }
            if self.stack.from(entry.at + 1).any(|(_, open)| open.traits.has(Traits::SCOPE)) {
                return;
            }
            let furthest = self.stack.from(entry.at + 1).find(|(_, open)| open.traits.has(Traits::SPECIAL));
            let (Some((block_at, block)), Some(common)) =
                (furthest, entry.at.checked_sub(1).and_then(|at| self.stack.get(at)))
            else {
                self.stack.truncate(entry.at);
                self.unlist(at);
                return;
            };
            self.adopt(entry, (block_at, block), common);
        }
    }

    /// One round: moves the furthest block out of the formatting element, and what is in it into a copy.
    fn adopt(&mut self, entry: Entry, (block_at, block): (usize, Open), common: Open) {
        let (last, after) = self.copy_between(entry, block_at, block);
        self.arena.detach(last);
        self.put_as_in(common, last);
        let copy = self.copy(entry.name, entry.attributes);
        self.arena.move_children(block.node, copy.node);
        self.arena.append(block.node, copy.node);
        // The copy takes the place of the formatting element, or the one after the first copy in between.
        self.arena.set_listed(copy.node, true);
        let new = |at| Entry { node: copy.node, at, ..entry };
        match after.and_then(|node| self.formatting.place_of(node)) {
            None => {
                if let Some(at) = self.formatting.place_of(entry.node) {
                    self.formatting.replace(at, new(usize::MAX));
                }
            }
            Some(at) => {
                self.formatting.insert(at + 1, new(usize::MAX));
                if let Some(at) = self.formatting.place_of(entry.node) {
                    self.formatting.remove(at);
                }
            }
        }
        self.arena.set_listed(entry.node, false);
        if let Some(at) = self.stack.place_of(entry.node) {
            self.close_at(at);
        }
        let at = self.stack.place_of(block.node).map_or(self.stack.len(), |at| at + 1);
        self.open_at(at, copy);
        if let Some(place) = self.formatting.place_of(copy.node) {
            self.formatting.replace(place, new(at));
        }
    }

    /// Makes the elements between the formatting element and the furthest block anew, around the block. Gives the outermost
    /// of them (the block if there is none) and the innermost.
    fn copy_between(&mut self, entry: Entry, block_at: usize, block: Open) -> (u32, Option<u32>) {
        let (mut last, mut first) = (block.node, None);
        for (count, at) in (entry.at + 1..block_at).rev().enumerate() {
            let Some(node) = self.stack.get(at) else { continue };
            let place = Some(node.node).filter(|&it| self.arena.is_listed(it));
            let place = place.and_then(|it| self.formatting.place_of(it));
            let Some((place, old)) = place.and_then(|place| Some((place, self.formatting.get(place)?)))
            else {
                self.close_at(at);
                continue;
            };
            if count >= CLONES {
                self.unlist(place);
                self.close_at(at);
                continue;
            }
            let copy = self.copy(old.name, old.attributes);
            self.stack.replace(at, copy);
            self.arena.set_listed(old.node, false);
            self.arena.set_listed(copy.node, true);
            self.formatting.replace(place, Entry { node: copy.node, at, ..old });
            first = first.or(Some(copy.node));
            self.arena.detach(last);
            self.arena.append(copy.node, last);
            last = copy.node;
        }
        (last, first)
    }

    /// Another element like one that is open, outside the tree.
    fn copy(&mut self, name: Name, attributes: Attributes) -> Open {
        let space = Namespace::Html;
        let node = self.arena.element(TagName { name, text: Span::EMPTY }, space, attributes);
        Open { node, name, space, traits: Traits::of(name, space) }
    }

    /// An `<a>` in an `<a>` closes the first.
    pub(super) fn close_misnested_a(&mut self, store: &Store<'_>) {
        let Some(entry) = self.formatting.newest(Name::A).and_then(|at| self.formatting.get(at)) else {
            return;
        };
        self.adoption_agency(store, Name::A);
        if self.arena.is_listed(entry.node)
            && let Some(at) = self.formatting.place_of(entry.node)
        {
            self.unlist(at);
        }
        if let Some(at) = self.stack.place_of(entry.node) {
            self.close_at(at);
        }
    }
}
