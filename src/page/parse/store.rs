//! The text of a page by reference: spans of the page as it was written, and of a side text for what had to change.
//!
//! Knows nothing of tags, tokens or trees.

use std::borrow::Cow;

use super::input::{MAX_PAGE, preprocess};
use crate::page::attr::{Attr, AttrSet};
use crate::page::limits::{Limit, LimitsHit};

/// A run of text. Where `start` lies inside the page it is the page's own bytes, else it counts on into the side text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) struct Span {
    pub(in crate::page) start: u32,
    pub(in crate::page) len: u32,
}

impl Span {
    pub(in crate::page) const EMPTY: Self = Self { start: 0, len: 0 };

    /// From one offset up to another; the page and its side text are short enough (see [`MAX_PAGE`]).
    #[allow(clippy::cast_possible_truncation, reason = "the page was cut so that no offset is wider")]
    pub(super) const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, len: (end - start) as u32 }
    }

    /// One past its last byte.
    pub(in crate::page) const fn end(self) -> u32 {
        self.start + self.len
    }

    pub(super) const fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// An attribute: its name as the standard has it (ASCII letters in lower case) and its value with references resolved.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::page) struct Attribute {
    pub(in crate::page) name: Span,
    pub(in crate::page) value: Span,
    /// The number of the name.
    pub(in crate::page) attr: Attr,
    /// A byte that mostly differs between names.
    pub(super) mark: u8,
}

/// The attributes of a tag, in the order they are written, without repeated names: a range of [`Store::attributes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) struct Attributes {
    /// Which names there are.
    pub(in crate::page) names: AttrSet,
    pub(in crate::page) start: u32,
    /// At most 256 (see the tokenizer), of `<html>` and `<body>` twice that.
    pub(in crate::page) len: u16,
    /// Where among them the `id` is, counted from one; 0 when there is none, or none before the 256th.
    pub(in crate::page) id: u8,
    /// The same for `class`.
    pub(in crate::page) class: u8,
}

impl Attributes {
    pub(in crate::page) const NONE: Self = Self { names: AttrSet::EMPTY, start: 0, len: 0, id: 0, class: 0 };

    /// Takes one more in, which stands after the others.
    #[inline]
    pub(super) fn add(&mut self, attr: Attr) {
        self.names = self.names.with(attr);
        self.len += 1;
        match attr {
            Attr::Class => self.class = u8::try_from(self.len).unwrap_or(0),
            Attr::Id => self.id = u8::try_from(self.len).unwrap_or(0),
            _ => {}
        }
    }
}

/// The page's text, the side text, and the attributes of all tags.
#[derive(Debug)]
pub(in crate::page) struct Store<'s> {
    page: Cow<'s, str>,
    side: String,
    pub(in crate::page) attributes: Vec<Attribute>,
    /// Which limits cut the text or the attributes.
    pub(super) hit: LimitsHit,
}

/// The parts of a [`Store`], to read the page while the others grow.
pub(super) struct Parts<'a> {
    pub(super) page: &'a str,
    pub(super) side: &'a mut String,
    pub(super) attributes: &'a mut Vec<Attribute>,
    pub(super) hit: &'a mut LimitsHit,
}

impl<'s> Store<'s> {
    pub(super) fn new(page: Cow<'s, str>) -> Self {
        let (page, is_cut) = preprocess(page, MAX_PAGE);
        let mut hit = LimitsHit::default();
        if is_cut {
            hit.add(Limit::Bytes);
        }
        // An attribute for every 100 bytes is what news pages have; more make the vector grow.
        let attributes = Vec::with_capacity(page.len() / 100 + 16);
        Self { page, side: String::new(), attributes, hit }
    }

    /// The page as it was written.
    pub(super) fn page(&self) -> &str {
        &self.page
    }

    pub(super) fn parts(&mut self) -> Parts<'_> {
        Parts { page: &self.page, side: &mut self.side, attributes: &mut self.attributes, hit: &mut self.hit }
    }

    /// The text of a span.
    pub(in crate::page) fn text(&self, span: Span) -> &str {
        text(&self.page, &self.side, span)
    }

    /// Where the next text written into the side text will begin.
    pub(super) fn side_end(&self) -> u32 {
        u32::try_from(self.page.len() + self.side.len()).unwrap_or(u32::MAX)
    }

    /// The side text, to write at its end: what was written since `from` is `span_from(from)`.
    pub(super) fn side(&mut self) -> &mut String {
        &mut self.side
    }

    /// The attributes of a tag.
    pub(in crate::page) fn attributes_of(&self, tag: Attributes) -> &[Attribute] {
        let start = tag.start as usize;
        self.attributes.get(start..start + usize::from(tag.len)).unwrap_or_default()
    }

    /// Writes the text of a span at the end of the side text.
    pub(super) fn copy(&mut self, span: Span) {
        let (start, len) = (span.start as usize, span.len as usize);
        match start.checked_sub(self.page.len()) {
            None => self.side.push_str(self.page.get(start..start + len).unwrap_or_default()),
            Some(start) if self.side.get(start..start + len).is_some() => {
                self.side.extend_from_within(start..start + len);
            }
            Some(_) => {}
        }
    }

    /// All that was written into the side text since it ended at `from`.
    pub(super) fn span_from(&self, from: u32) -> Span {
        Span { start: from, len: self.side_end() - from }
    }
}

fn text<'a>(page: &'a str, side: &'a str, span: Span) -> &'a str {
    let (start, len) = (span.start as usize, span.len as usize);
    match start.checked_sub(page.len()) {
        None => page.get(start..start + len),
        Some(start) => side.get(start..start + len),
    }
    .unwrap_or_default()
}

impl Parts<'_> {
    /// The text of a span.
    pub(super) fn text(&self, span: Span) -> &str {
        text(self.page, self.side, span)
    }

    /// Where the next text written into the side text will begin.
    pub(super) fn side_end(&self) -> usize {
        self.page.len() + self.side.len()
    }
}
