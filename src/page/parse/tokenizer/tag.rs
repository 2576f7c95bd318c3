//! Start tags and end tags, their names and attributes.
//!
//! Knows nothing of what a name means.

use memchr::{memchr, memchr_iter};

use super::scan::{self, WORD};
use super::{Place, Tokenizer, lowered, resolved};
use crate::page::limits::Limit;
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attribute, Attributes, Parts, Span};
use crate::page::parse::token::{Sink, StartTag, TagName};

/// How many attributes a tag can have; more are dropped. No tag of the corpora has more. Bounds the search for
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

impl Seen {
    /// Whether the tag, whose attributes begin with `first`, has no attribute of that name yet and room for one; notes
    /// its mark then.
    #[inline]
    fn is_new(&mut self, parts: &mut Parts<'_>, first: usize, name: Span, mark: u8) -> bool {
        let bit = 1 << (mark % 64);
        if self.bits & bit != 0 && self.has(parts, first, name, mark) {
            return false;
        }
        if self.len == MAX_ATTRIBUTES {
            parts.hit.add(Limit::Attributes);
            return false;
        }
        self.bits |= bit;
        self.bytes[self.len] = mark;
        self.len += 1;
        true
    }

    /// Looks at the names with that mark, each once; there are at most [`MAX_ATTRIBUTES`].
    fn has(&self, parts: &Parts<'_>, first: usize, name: Span, mark: u8) -> bool {
        let name = parts.text(name);
        let mut alike = memchr_iter(mark, &self.bytes[..self.len]);
        alike.any(|at| parts.text(parts.attributes[first + at].name) == name)
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
        match known_tag_name(self.page(), at) {
            Some((name, end)) => Some((TagName { name, text: Span::new(at, end) }, end)),
            None => self.any_tag_name(at),
        }
    }

    #[cold]
    fn any_tag_name(&mut self, at: usize) -> Option<(TagName, usize)> {
        let (end, changes) = scan::tag_name_end(self.page(), at)?;
        let text = if changes { lowered(&mut self.store.parts(), at, end) } else { Span::new(at, end) };
        let name = Name::from_bytes(self.store.text(text).as_bytes());
        Some((TagName { name, text }, end))
    }

    /// The attributes from `at` on, which is after the tag's name, and the tag's end. Each round passes what it found.
    fn attributes(&mut self, mut at: usize) -> Option<End> {
        self.seen.clear();
        let mut parts = self.store.parts();
        let page = parts.page.as_bytes();
        let first = parts.attributes.len();
        loop {
            at = scan::skip_spaces(page, at);
            match *page.get(at)? {
                b'>' => return Some(End { at: at + 1, self_closing: false }),
                b'/' => {
                    if *page.get(at + 1)? == b'>' {
                        return Some(End { at: at + 2, self_closing: true });
                    }
                    at += 1;
                }
                _ => {
                    let (name, after) = attribute_name(&mut parts, at)?;
                    let (value, after) = attribute_value(&mut parts, self.has_nul, after)?;
                    at = after;
                    if self.seen.is_new(&mut parts, first, name.text, name.mark) {
                        parts.attributes.push(Attribute { name: name.text, value });
                    }
                }
            }
        }
    }
}

/// The name if it is known, of at most eight bytes and in lower case, and a word of the page is left.
#[inline]
fn known_tag_name(page: &[u8], at: usize) -> Option<(Name, usize)> {
    let word = scan::word(page, at)?;
    let ends = scan::name_ends(word);
    let end = at + scan::count(ends);
    let name = Name::from_key(word & scan::under(ends));
    // What ended it may be a control character, which is part of the name.
    (name != Name::Other && scan::ends_tag_name(*page.get(end)?)).then_some((name, end))
}

/// An attribute's name, and a byte that mostly differs between names.
#[derive(Clone, Copy)]
struct AttributeName {
    text: Span,
    mark: u8,
}

/// The attribute's name that begins at `at`, and where it ends.
#[inline]
fn attribute_name(parts: &mut Parts<'_>, at: usize) -> Option<(AttributeName, usize)> {
    plain_attribute_name(parts.page.as_bytes(), at).or_else(|| any_attribute_name(parts, at))
}

/// The name if it is in lower case and some bytes follow: as nearly all are. Each round passes a word.
#[inline]
fn plain_attribute_name(page: &[u8], at: usize) -> Option<(AttributeName, usize)> {
    let first = scan::word(page, at)?;
    let mut word = first;
    let mut end = at;
    let ends = loop {
        let ends = scan::name_ends(word);
        if scan::may_change(word, scan::under(ends)) {
            return None;
        }
        if ends != 0 {
            break ends;
        }
        end += WORD;
        word = scan::word(page, end)?;
    };
    let key = if end == at { word & scan::under(ends) } else { first };
    end += scan::count(ends);
    // What ended it may be part of the name: a control character, `<`, `?`, and a `=` that begins it.
    let is_whole = end > at && scan::ends_attribute_name(*page.get(end)?);
    is_whole.then(|| (AttributeName { text: Span::new(at, end), mark: mark(key, end - at) }, end))
}

#[cold]
fn any_attribute_name(parts: &mut Parts<'_>, at: usize) -> Option<(AttributeName, usize)> {
    let (end, changes) = scan::attribute_name_end(parts.page.as_bytes(), at)?;
    let text = if changes { lowered(parts, at, end) } else { Span::new(at, end) };
    let key = scan::first_word(parts.text(text).as_bytes());
    Some((AttributeName { text, mark: mark(key, text.len as usize) }, end))
}

/// The value after an attribute's name, empty where there is none, and where it ends.
#[inline]
fn attribute_value(parts: &mut Parts<'_>, has_nul: bool, at: usize) -> Option<(Span, usize)> {
    let page = parts.page.as_bytes();
    let at = scan::skip_spaces(page, at);
    if *page.get(at)? != b'=' {
        return Some((Span::EMPTY, at));
    }
    let at = scan::skip_spaces(page, at + 1);
    match *page.get(at)? {
        quote @ (b'"' | b'\'') => {
            let from = at + 1;
            let mut end = scan::find_either(page, quote, b'&', from)?;
            if page[end] == quote && !has_nul {
                return Some((Span::new(from, end), end + 1));
            }
            end += memchr(quote, &page[end..])?;
            Some((resolved(parts, has_nul, from..end, Place::Value), end + 1))
        }
        b'>' => Some((Span::EMPTY, at)),
        _ => {
            let end = scan::unquoted_end(page, at)?;
            Some((resolved(parts, has_nul, at..end, Place::Value), end))
        }
    }
}

/// A byte that mostly differs between names, of their first eight bytes and their length.
#[inline]
const fn mark(key: u64, len: usize) -> u8 {
    let mixed = (key ^ (len as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed.to_le_bytes()[7]
}
