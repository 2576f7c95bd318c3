//! Start tags and end tags, their names and attributes.
//!
//! Knows nothing of what a name means.

use memchr::memchr;

use super::scan::{self, WORD};
use super::{Place, Tokenizer};
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attribute, Attributes, Span};
use crate::page::parse::token::{Sink, StartTag, TagName};

/// How many attributes a tag can have; more are dropped. No page of the corpora has half as many. Bounds the search for
/// repeated names, and with it the work for each attribute.
const MAX_ATTRIBUTES: usize = 256;

/// Where a tag ends, and how.
#[derive(Clone, Copy)]
struct End {
    /// After its `>`.
    at: usize,
    self_closing: bool,
}

/// The names of a tag's attributes so far, by one byte each.
pub(super) struct Seen {
    /// Which bytes occur, modulo 64.
    bits: u64,
    bytes: [u8; MAX_ATTRIBUTES],
    len: usize,
}

impl Seen {
    pub(super) const NONE: Self = Self { bits: 0, bytes: [0; MAX_ATTRIBUTES], len: 0 };

    /// For the next tag; the bytes past the end are never looked at.
    const fn clear(&mut self) {
        self.bits = 0;
        self.len = 0;
    }
}

impl<S: Sink> Tokenizer<'_, '_, S> {
    /// A start tag whose name begins at `at`. A tag that the page's end cuts off is none.
    #[inline]
    pub(super) fn start_tag(&mut self, at: usize) -> Option<usize> {
        let (name, end) = self.tag_name(at)?;
        let first = self.store.attributes.len();
        let end = if self.page()[end] == b'>' {
            End { at: end + 1, self_closing: false }
        } else {
            self.attributes(end)?
        };
        let attributes = Span::new(first, self.store.attributes.len());
        let attributes = Attributes { start: attributes.start, len: attributes.len };
        let next =
            self.sink.start_tag(self.store, StartTag { name, attributes, self_closing: end.self_closing });
        self.go_on(next, name.text, end.at)
    }

    /// What begins with `</`, of which `at` is the byte after; there is one.
    #[inline]
    pub(super) fn end_tag(&mut self, at: usize) -> Option<usize> {
        match self.page()[at] {
            b'a'..=b'z' | b'A'..=b'Z' => self.named_end_tag(at),
            b'>' => Some(at + 1),
            _ => Some(self.bogus(at)),
        }
    }

    /// An end tag whose name begins at `at`.
    #[inline]
    pub(super) fn named_end_tag(&mut self, at: usize) -> Option<usize> {
        let (name, end) = self.tag_name(at)?;
        let at = if self.page()[end] == b'>' { end + 1 } else { self.end_of_end_tag(end)? };
        self.sink.end_tag(self.store, name);
        if self.sink.is_full() { None } else { Some(at) }
    }

    /// The end of an end tag with more than its name; what that is goes.
    fn end_of_end_tag(&mut self, at: usize) -> Option<usize> {
        let first = self.store.attributes.len();
        let side = self.store.side().len();
        let end = self.attributes(at)?;
        self.store.attributes.truncate(first);
        self.store.side().truncate(side);
        Some(end.at)
    }

    /// The name that begins at `at`, and where it ends.
    #[inline]
    fn tag_name(&mut self, at: usize) -> Option<(TagName, usize)> {
        let page = self.page();
        if let Some(word) = scan::word(page, at) {
            let ends = scan::below(word, b' ' + 1) | scan::equal(word, b'/') | scan::equal(word, b'>');
            let name = Name::from_key(word & scan::under(ends));
            let end = at + scan::count(ends);
            // Known names are in lower case; what ended this one may be a control character, which is part of the name.
            if name != Name::Other && page.get(end).is_some_and(|&byte| scan::ends_tag_name(byte)) {
                return Some((TagName { name, text: Span::new(at, end) }, end));
            }
        }
        self.any_tag_name(at)
    }

    fn any_tag_name(&mut self, at: usize) -> Option<(TagName, usize)> {
        let (end, changes) = scan::tag_name_end(self.page(), at)?;
        let text = if changes { self.lowered(at, end) } else { Span::new(at, end) };
        let name = Name::from_bytes(self.store.text(text).as_bytes());
        Some((TagName { name, text }, end))
    }

    /// The attributes from `at` on, which is after the tag's name, and the tag's end. Each round passes what it found.
    fn attributes(&mut self, mut at: usize) -> Option<End> {
        let first = self.store.attributes.len();
        self.seen.clear();
        loop {
            let page = self.page();
            match *page.get(at)? {
                b'>' => return Some(End { at: at + 1, self_closing: false }),
                b'/' => {
                    if *page.get(at + 1)? == b'>' {
                        return Some(End { at: at + 2, self_closing: true });
                    }
                    at += 1;
                }
                byte if scan::is_space(byte) => at += 1,
                _ => {
                    let (name, after) = self.attribute_name(at)?;
                    let (value, after) = self.attribute_value(after)?;
                    at = after;
                    self.add(first, Attribute { name, value });
                }
            }
        }
    }

    /// Keeps the attribute unless the tag has that name already.
    fn add(&mut self, first: usize, attribute: Attribute) {
        let seen = &mut self.seen;
        let parts = self.store.parts();
        let name = parts.text(attribute.name).as_bytes();
        let byte = fingerprint(name);
        let bit = 1 << (byte % 64);
        if seen.bits & bit != 0 {
            let mut at = 0;
            // Each round passes one attribute that looks alike, of which there are at most `MAX_ATTRIBUTES`.
            while let Some(len) = memchr(byte, &seen.bytes[at..seen.len]) {
                if parts.text(parts.attributes[first + at + len].name).as_bytes() == name {
                    return;
                }
                at += len + 1;
            }
        }
        if seen.len < MAX_ATTRIBUTES {
            seen.bits |= bit;
            seen.bytes[seen.len] = byte;
            seen.len += 1;
            parts.attributes.push(attribute);
        }
    }

    /// The attribute's name that begins at `at`, and where it ends.
    #[inline]
    fn attribute_name(&mut self, at: usize) -> Option<(Span, usize)> {
        let page = self.page();
        if let Some(word) = scan::word(page, at) {
            let ends = scan::below(word, b' ' + 1)
                | scan::equal(word, b'/')
                | scan::equal(word, b'>')
                | scan::equal(word, b'=');
            let len = scan::count(ends);
            // A control character is part of the name, and so is a `=` that begins it.
            let is_plain = len > 0 && scan::upper(word & scan::under(ends)) == 0;
            if is_plain
                && len < WORD
                && page.get(at + len).is_some_and(|&byte| scan::ends_attribute_name(byte))
            {
                return Some((Span::new(at, at + len), at + len));
            }
        }
        let (end, changes) = scan::attribute_name_end(page, at)?;
        let name = if changes { self.lowered(at, end) } else { Span::new(at, end) };
        Some((name, end))
    }

    /// The value after an attribute's name, empty where there is none, and where it ends.
    #[inline]
    fn attribute_value(&mut self, at: usize) -> Option<(Span, usize)> {
        let page = self.page();
        let at = scan::skip_spaces(page, at);
        if *page.get(at)? != b'=' {
            return Some((Span::EMPTY, at));
        }
        let at = scan::skip_spaces(page, at + 1);
        match *page.get(at)? {
            quote @ (b'"' | b'\'') => {
                let from = at + 1;
                let mut end = scan::find_either(page, quote, b'&', from)?;
                if page[end] == quote && !self.has_nul {
                    return Some((Span::new(from, end), end + 1));
                }
                end += memchr(quote, &page[end..])?;
                Some((self.resolved(from, end, Place::Value), end + 1))
            }
            b'>' => Some((Span::EMPTY, at)),
            _ => {
                let end = scan::unquoted_end(page, at)?;
                Some((self.resolved(at, end, Place::Value), end))
            }
        }
    }
}

/// A byte that mostly differs between names.
fn fingerprint(name: &[u8]) -> u8 {
    let (Some(&first), Some(&last)) = (name.first(), name.last()) else { return 0 };
    let middle = name[name.len() / 2];
    let mixed = first.wrapping_mul(7) ^ last.wrapping_mul(31) ^ middle.wrapping_mul(59);
    mixed.wrapping_add(name.len().to_le_bytes()[0].wrapping_mul(13))
}
