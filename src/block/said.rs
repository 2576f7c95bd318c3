//! What an element says of itself: the attributes that cutting asks for, read in one pass over those it has.
//!
//! Knows which attributes, not what their values mean.

use super::classes::{ClassList, Seen};
use crate::page::Node;
use crate::page::attr::{Attr, AttrSet};

/// The attributes whose values are read, but for `class` and `id`.
const VALUES: AttrSet = AttrSet::of(&[
    Attr::Style,
    Attr::Role,
    Attr::Align,
    Attr::Itemprop,
    Attr::DataComponent,
    Attr::DataTestid,
    Attr::DataRole,
    Attr::DataPlaceholder,
    Attr::AriaModal,
]);

// Those of which it is enough that they are there.
const HREF: AttrSet = AttrSet::of(&[Attr::Href]);
const HIDDEN: AttrSet = AttrSet::of(&[Attr::Hidden]);
const LABELLED: AttrSet = AttrSet::of(&[Attr::AriaLabelledby]);
const OPENS: AttrSet = AttrSet::of(&[Attr::AriaExpanded, Attr::AriaControls]);

/// The attributes of one element.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one attribute, none depends on another")]
pub(super) struct Said<'p> {
    pub(super) classes: ClassList,
    class: &'p str,
    pub(super) id: Option<&'p str>,
    pub(super) style: Option<&'p str>,
    pub(super) role: Option<&'p str>,
    pub(super) align: Option<&'p str>,
    pub(super) property: Option<&'p str>,
    pub(super) placeholder: Option<&'p str>,
    /// Names that a framework gives parts, read as ids are.
    pub(super) parts: [Option<&'p str>; 3],
    /// Whether there is an `href`.
    pub(super) href: bool,
    /// Whether there is a `hidden`.
    pub(super) hidden: bool,
    /// Whether the element is a dialog that locks the page below it.
    pub(super) modal: bool,
    /// Whether another element names this one.
    pub(super) labelled: bool,
    /// Whether the element opens and closes another.
    pub(super) opens: bool,
}

impl<'p> Said<'p> {
    /// Reads the attributes of an element.
    pub(super) fn by(node: Node<'p>) -> Self {
        let mut said = Self::attributes(node);
        said.classes = ClassList::of(said.class);
        said
    }

    /// The same, where many elements of a page are read one after the other.
    pub(super) fn by_next(node: Node<'p>, seen: &mut Seen<'p>) -> Self {
        let mut said = Self::attributes(node);
        said.classes = seen.read(said.class);
        said
    }

    /// The same, without what the names of its classes suggest.
    pub(super) fn but_names(node: Node<'p>) -> Self {
        let mut said = Self::attributes(node);
        said.classes = ClassList::without_hints(said.class);
        said
    }

    fn attributes(node: Node<'p>) -> Self {
        let mut said = Self {
            class: node.class().unwrap_or_default(),
            id: node.id(),
            href: node.has(HREF),
            hidden: node.has(HIDDEN),
            labelled: node.has(LABELLED),
            opens: node.has(OPENS),
            ..Self::default()
        };
        if node.has(VALUES) {
            for (attr, value) in node.numbered(VALUES) {
                said.take(attr, value);
            }
        }
        said
    }

    fn take(&mut self, attr: Attr, value: &'p str) {
        match attr {
            Attr::Style => self.style = Some(value),
            Attr::Role => self.role = Some(value),
            Attr::Align => self.align = Some(value),
            Attr::Itemprop => self.property = Some(value),
            Attr::DataComponent => self.parts[0] = Some(value),
            Attr::DataTestid => self.parts[1] = Some(value),
            Attr::DataRole => self.parts[2] = Some(value),
            Attr::DataPlaceholder => self.placeholder = Some(value),
            Attr::AriaModal => self.modal = value == "true",
            _ => {}
        }
    }

    /// The class tokens, in the order they are written.
    pub(super) fn class_tokens(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        self.class.split_ascii_whitespace()
    }
}
