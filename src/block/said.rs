//! What an element says of itself: the attributes that cutting asks for, read in one pass over those it has.
//!
//! Knows names of attributes, not what their values mean.

use super::classes::{ClassList, Seen};
use crate::page::Node;

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
        let mut said = Self::default();
        for (name, value) in node.attributes() {
            said.take(name, value);
        }
        said
    }

    fn take(&mut self, name: &str, value: &'p str) {
        match name {
            "class" => self.class = value,
            "id" => self.id = Some(value),
            "href" => self.href = true,
            "style" => self.style = Some(value),
            "role" => self.role = Some(value),
            "align" => self.align = Some(value),
            "hidden" => self.hidden = true,
            "itemprop" => self.property = Some(value),
            "data-component" => self.parts[0] = Some(value),
            "data-testid" => self.parts[1] = Some(value),
            "data-role" => self.parts[2] = Some(value),
            "data-placeholder" => self.placeholder = Some(value),
            "aria-modal" => self.modal = value == "true",
            "aria-labelledby" => self.labelled = true,
            "aria-expanded" | "aria-controls" => self.opens = true,
            _ => {}
        }
    }

    /// The class tokens, in the order they are written.
    pub(super) fn class_tokens(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        self.class.split_ascii_whitespace()
    }
}
