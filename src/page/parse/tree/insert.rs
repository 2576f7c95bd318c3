//! Where a node goes: the standard's "appropriate place for inserting a node", and what the depth limit makes of it.

use super::arena::{DOCUMENT, NONE, What};
use super::stack::Open;
use super::traits::{NAMES, Namespace, Traits};
use super::{Step, TreeBuilder};
use crate::page::limits::Limit;
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attribute, Attributes, Span, Store};
use crate::page::parse::token::{StartTag, TagName};

/// A place in the tree.
#[derive(Clone, Copy)]
enum Place {
    /// At the end of a node's children.
    In(u32),
    /// Before the first node if it has a parent, else in the other.
    Before(u32, u32),
}

/// How many elements of each name were put into the tree without being opened, since the stack is as deep as it may be.
/// Their end tags mean nothing.
#[derive(Debug)]
pub(super) struct Skipped {
    all: u32,
    counts: [u32; NAMES],
}

impl Default for Skipped {
    fn default() -> Self {
        Self { all: 0, counts: [0; NAMES] }
    }
}

/// Attributes that later tags may add to `<html>` or `<body>`: pages have a handful, and each new one is compared with all.
const MAX_LATE: usize = 256;

/// A start tag that the page does not hold.
pub(super) const fn phantom(name: Name) -> StartTag {
    StartTag { name: TagName { name, text: Span::EMPTY }, attributes: Attributes::NONE, self_closing: false }
}

impl TreeBuilder {
    /// Whether another element may be opened.
    pub(super) fn has_room(&self) -> bool {
        self.stack.len() < self.limits.max_depth
    }

    /// The element of a start tag, opened if the depth limit lets it; says whether it was.
    pub(super) fn insert(&mut self, store: &Store<'_>, tag: StartTag) -> bool {
        let (top, name) = (self.stack.top(), tag.name.name);
        // Nearly every element.
        if self.has_room()
            && self.skipped.all == 0
            && self.holds_itself(top)
            && !matches!(name, Name::Template | Name::Other)
        {
            let node = self.arena.push_element(top.node, tag.name, Namespace::Html, tag.attributes);
            self.open(node, name);
            return true;
        }
        self.insert_in(store, tag, Namespace::Html)
    }

    /// As [`TreeBuilder::insert`], for any namespace.
    pub(super) fn insert_in(&mut self, store: &Store<'_>, tag: StartTag, space: Namespace) -> bool {
        let room = self.has_room();
        if room {
            self.forget_skipped();
            self.insert_open(store, tag, space);
        } else {
            self.put_element(tag.name, space, tag.attributes);
            self.hit.add(Limit::Depth);
            self.skipped.all += 1;
            self.skipped.counts[tag.name.name as usize] += 1;
        }
        room
    }

    /// The element of a start tag, opened however deep: for what cannot nest in itself without others in between that obey
    /// the limit (parts of tables, and what holds nothing but text). Gives the node.
    #[inline]
    pub(super) fn insert_open(&mut self, store: &Store<'_>, tag: StartTag, space: Namespace) -> u32 {
        let node = self.put_element(tag.name, space, tag.attributes);
        let name = tag.name.name;
        let traits = match name {
            Name::Other if space == Namespace::Html => Traits::of_unknown(store.text(tag.name.text)),
            _ => Traits::of(name, space),
        };
        self.stack.push(Open { node, name, space, traits });
        node
    }

    /// The element of a tag that the page left out.
    pub(super) fn insert_phantom(&mut self, name: Name) -> u32 {
        let tag = phantom(name);
        let node = self.put_element(tag.name, Namespace::Html, tag.attributes);
        self.open(node, name);
        node
    }

    /// Opens an HTML element of a known name.
    #[inline]
    pub(super) fn open(&mut self, node: u32, name: Name) {
        let space = Namespace::Html;
        self.stack.push(Open { node, name, space, traits: Traits::of(name, space) });
    }

    /// An element in the tree, closed at once.
    #[inline]
    pub(super) fn put_element(&mut self, name: TagName, space: Namespace, attributes: Attributes) -> u32 {
        let top = self.stack.top();
        if self.holds_itself(top) && name.name != Name::Template {
            return self.arena.push_element(top.node, name, space, attributes);
        }
        let node = self.arena.element(name, space, attributes);
        self.put_as_in(top, node);
        node
    }

    /// An element that holds nothing.
    pub(super) fn insert_empty(&mut self, tag: StartTag) -> Step {
        self.put_element(tag.name, Namespace::Html, tag.attributes);
        Step::Done
    }

    /// Text in the current node.
    #[inline]
    pub(super) fn append_text(&mut self, span: Span) {
        let top = self.stack.top();
        if self.holds_itself(top) {
            self.arena.append_text(top.node, span);
        } else {
            self.place_text(top, span);
        }
    }

    fn place_text(&mut self, target: Open, span: Span) {
        match self.place(target) {
            Place::Before(table, _) if self.arena.node(table).parent != NONE => {
                self.arena.insert_text_before(table, span);
            }
            Place::In(parent) | Place::Before(_, parent) => self.arena.append_text(parent, span),
        }
    }

    /// A comment in the current node.
    pub(super) fn append_comment(&mut self, text: Span) -> Step {
        let place = self.place(self.stack.top());
        let comment = self.arena.add(What::Comment(text));
        self.put(place, comment);
        Step::Done
    }

    /// A comment beside `<html>`.
    pub(super) fn comment_in_document(&mut self, text: Span) -> Step {
        self.comment_in(DOCUMENT, text)
    }

    /// A comment at the end of a node.
    pub(super) fn comment_in(&mut self, parent: u32, text: Span) -> Step {
        let comment = self.arena.add(What::Comment(text));
        self.arena.append(parent, comment);
        Step::Done
    }

    /// Puts a node without parent where `target` as current node would have it.
    pub(super) fn put_as_in(&mut self, target: Open, node: u32) {
        self.put(self.place(target), node);
    }

    fn put(&mut self, place: Place, node: u32) {
        match place {
            Place::Before(table, _) if self.arena.node(table).parent != NONE => {
                self.arena.insert_before(table, node);
            }
            Place::In(parent) | Place::Before(_, parent) => self.arena.append(parent, node),
        }
    }

    /// Whether what is put into the element goes to the end of it, as it does nearly everywhere.
    #[inline]
    pub(super) const fn holds_itself(&self, target: Open) -> bool {
        !self.flags.foster && !matches!(target.name, Name::Template)
    }

    fn place(&self, target: Open) -> Place {
        if self.flags.foster && target.traits.has(Traits::FOSTERS) {
            self.foster_place()
        } else if target.is(Name::Template) {
            Place::In(self.arena.contents(target.node))
        } else {
            Place::In(target.node)
        }
    }

    /// Before the innermost table, or in the innermost template.
    fn foster_place(&self) -> Place {
        for (at, open) in self.stack.inwards() {
            if open.is(Name::Template) {
                return Place::In(self.arena.contents(open.node));
            }
            if open.is(Name::Table) {
                let around = at.checked_sub(1).and_then(|at| self.stack.get(at)).unwrap_or(open);
                return Place::Before(open.node, around.node);
            }
        }
        Place::In(self.stack.get(0).map_or(DOCUMENT, |html| html.node))
    }

    /// Takes an element out of the middle of the stack.
    pub(super) fn close_at(&mut self, at: usize) {
        self.stack.remove(at);
        self.formatting.stack_lost(at);
    }

    /// Puts an element into the middle of the stack.
    pub(super) fn open_at(&mut self, at: usize, open: Open) {
        self.stack.insert(at, open);
        self.formatting.stack_got(at);
    }

    /// Whether an end tag belongs to an element that was not opened.
    #[inline]
    pub(super) fn swallows(&mut self, name: Name) -> bool {
        self.skipped.all != 0 && self.swallows_skipped(name)
    }

    fn swallows_skipped(&mut self, name: Name) -> bool {
        if self.has_room() {
            self.forget_skipped();
            return false;
        }
        let count = &mut self.skipped.counts[name as usize];
        let any = *count > 0;
        *count -= u32::from(any);
        self.skipped.all -= u32::from(any);
        any
    }

    #[inline]
    fn forget_skipped(&mut self) {
        if self.skipped.all > 0 {
            self.skipped = Skipped::default();
        }
    }

    /// Adds to `<html>` (0) or `<body>` (1) the attributes that it has not.
    pub(super) fn add_missing(&mut self, store: &Store<'_>, which: usize, node: u32, attributes: Attributes) {
        let Some(element) = self.arena.as_element(node) else { return };
        let present = store.attributes_of(element.attributes);
        let (at, late) = &mut self.late[which];
        if *at != node {
            late.clear();
            *at = node;
        }
        for attribute in store.attributes_of(attributes) {
            let name = store.text(attribute.name);
            let same = |it: &Attribute| it.name.len == attribute.name.len && store.text(it.name) == name;
            if present.iter().take(MAX_LATE).any(same) || late.iter().any(same) {
                continue;
            }
            if present.len() + late.len() >= MAX_LATE {
                self.hit.add(Limit::Attributes);
                return;
            }
            late.push(*attribute);
        }
    }

    /// Gives `<html>` and `<body>` what later tags added.
    pub(super) fn keep_late_attributes(&mut self, store: &mut Store<'_>) {
        for (node, late) in &mut self.late {
            if late.is_empty() {
                continue;
            }
            let Some(element) = self.arena.as_element_mut(*node) else { continue };
            let all = &mut store.attributes;
            let (start, before) = (all.len(), element.attributes);
            all.extend_from_within(before.start as usize..before.start as usize + usize::from(before.len));
            element.attributes.start = u32::try_from(start).unwrap_or(0);
            for attribute in late.drain(..) {
                element.attributes.add(attribute.attr);
                all.push(attribute);
            }
        }
    }
}
