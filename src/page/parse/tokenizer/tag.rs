//! Start tags and end tags, their names and attributes.
//!
//! Knows nothing of what a name means.

use memchr::{memchr, memchr_iter};

use super::scan::{self, WORD};
use super::{Place, Strange, Tokenizer, lowered, resolved};
use crate::page::attr::{Attr, Key};
use crate::page::limits::Limit;
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attribute, Attributes, Parts, Span};
use crate::page::parse::token::{Sink, StartTag, TagName};

/// How many attributes a tag can have; more are dropped. No tag of the corpora has more. Bounds the search for
/// repeated names, and with it the work for each attribute.
const MAX_ATTRIBUTES: u16 = 256;

/// Where a tag ends, and how.
#[derive(Clone, Copy)]
struct End {
    /// After its `>`.
    at: usize,
    self_closing: bool,
}

/// Takes in the attributes from `first` on, as they are written, as those of a tag: names that repeat go, and what is more
/// than the tag can have.
fn take_in(parts: &mut Parts<'_>, first: usize) -> Attributes {
    let start = Span::new(first, first).start;
    let mut taken = Attributes { start, ..Attributes::NONE };
    // Which marks those without a number have, modulo 64.
    let mut bits: u64 = 0;
    let new = parts.attributes.get(first..).unwrap_or_default();
    if new.len() > MAX_ATTRIBUTES.into() {
        return take_in_some(parts, start);
    }
    for (at, attribute) in new.iter().enumerate() {
        let may_repeat = if attribute.attr == Attr::Other {
            let bit = 1 << (attribute.mark % 64);
            let before = bits;
            bits |= bit;
            before & bit != 0 && new[..at].iter().any(|it| it.mark == attribute.mark)
        } else {
            taken.names.has(attribute.attr)
        };
        if may_repeat {
            return take_in_some(parts, start);
        }
        taken.add(attribute.attr);
    }
    taken
}

/// The same where names may repeat or are too many.
#[cold]
fn take_in_some(parts: &mut Parts<'_>, start: u32) -> Attributes {
    let first = start as usize;
    let mut taken = Attributes { start, ..Attributes::NONE };
    let mut marks = [0; MAX_ATTRIBUTES as usize];
    for at in first..parts.attributes.len() {
        let new = parts.attributes[at];
        let text = parts.text(new.name);
        // The names with that mark, each once.
        let mut alike = memchr_iter(new.mark, &marks[..usize::from(taken.len)]);
        if alike.any(|at| parts.text(parts.attributes[first + at].name) == text) {
            continue;
        }
        if taken.len == MAX_ATTRIBUTES {
            parts.hit.add(Limit::Attributes);
            continue;
        }
        let to = usize::from(taken.len);
        marks[to] = new.mark;
        parts.attributes[first + to] = new;
        taken.add(new.attr);
    }
    parts.attributes.truncate(first + usize::from(taken.len));
    taken
}

impl<S: Sink> Tokenizer<'_, '_, S> {
    /// A start tag whose name begins at `at`. A tag that the page's end cuts off is none.
    #[inline]
    pub(super) fn start_tag(&mut self, at: usize) -> Option<usize> {
        let (name, end) = self.tag_name(at)?;
        let (attributes, end) = if self.page()[end] == b'>' {
            (Attributes::NONE, End { at: end + 1, self_closing: false })
        } else {
            self.attributes(end)?
        };
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
        let (_, end) = self.attributes(at)?;
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
    fn attributes(&mut self, mut at: usize) -> Option<(Attributes, End)> {
        let mut parts = self.store.parts();
        let page = parts.page.as_bytes();
        let first = parts.attributes.len();
        loop {
            if page.get(at) == Some(&b'>') {
                return Some((take_in(&mut parts, first), End { at: at + 1, self_closing: false }));
            }
            let (name, value) = match usual_attribute(page, at, self.strange) {
                Some((name, value)) => {
                    at = value.end() as usize + 1;
                    (name, value)
                }
                None => match any_attribute(&mut parts, &mut self.strange, at)? {
                    Found::End(end) => return Some((take_in(&mut parts, first), end)),
                    Found::Attribute(name, value, after) => {
                        at = after;
                        (name, value)
                    }
                },
            };
            let AttributeName { text, attr, mark } = name;
            parts.attributes.push(Attribute { name: text, value, attr, mark });
        }
    }
}

/// What stands next in a tag.
enum Found {
    End(End),
    /// An attribute and where it ends.
    Attribute(AttributeName, Span, usize),
}

/// An attribute as nearly all are written: a space, a name in lower case, `="`, a value without references. Its value ends
/// before a quote.
#[inline]
fn usual_attribute(page: &[u8], at: usize, strange: Strange) -> Option<(AttributeName, Span)> {
    let (&space, rest) = page.get(at..)?.split_first()?;
    let word = u64::from_le_bytes(*rest.first_chunk()?);
    let marks = scan::non_letters(word);
    let (under, len) = (scan::under(marks), scan::count(marks));
    if space != b' ' || len == 0 || scan::may_change(word, under) {
        return None;
    }
    // Most names are a few letters.
    let (name, begin) = if rest.get(len) == Some(&b'=') {
        let (attr, mark) = Attr::from_short(word & under);
        let text = Span::new(at + 1, at + 1 + len);
        (AttributeName { text, attr, mark }, at + len + 2)
    } else {
        let (name, end) = plain_attribute_name(page, at + 1).filter(|&(_, end)| page[end] == b'=')?;
        (name, end + 1)
    };
    if page.get(begin) != Some(&b'"') {
        return None;
    }
    let end = scan::find_either::<b'"', b'&'>(page, begin + 1)?;
    if page[end] != b'"' || strange.next < end {
        return None;
    }
    Some((name, Span::new(begin + 1, end)))
}

/// What stands from `at` on, whatever it is. Each round passes a byte.
#[inline(never)]
fn any_attribute(parts: &mut Parts<'_>, strange: &mut Strange, mut at: usize) -> Option<Found> {
    let page = parts.page.as_bytes();
    loop {
        at = scan::skip_spaces(page, at);
        match *page.get(at)? {
            b'>' => return Some(Found::End(End { at: at + 1, self_closing: false })),
            b'/' if *page.get(at + 1)? == b'>' => {
                return Some(Found::End(End { at: at + 2, self_closing: true }));
            }
            b'/' => at += 1,
            _ => {
                let (name, after) = attribute_name(parts, at)?;
                let (value, after) = attribute_value(parts, strange, after)?;
                return Some(Found::Attribute(name, value, after));
            }
        }
    }
}

/// The name if it is known, of at most eight bytes and in lower case, and a word of the page is left.
#[inline]
fn known_tag_name(page: &[u8], at: usize) -> Option<(Name, usize)> {
    let word = scan::word(page, at)?;
    let mut ends = scan::non_letters(word);
    let mut end = at + scan::count(ends);
    if !scan::ends_tag_name(*page.get(end)?) {
        // A digit, or what is part of the name: a control character may be.
        ends = scan::name_ends(word);
        end = at + scan::count(ends);
        if !scan::ends_tag_name(*page.get(end)?) {
            return None;
        }
    }
    let name = Name::from_key(word & scan::under(ends));
    (name != Name::Other).then_some((name, end))
}

/// An attribute's name, its number, and a byte that mostly differs between names.
#[derive(Clone, Copy)]
struct AttributeName {
    text: Span,
    attr: Attr,
    mark: u8,
}

impl AttributeName {
    #[inline]
    fn new<'n>(text: Span, key: Key, name: impl FnOnce() -> &'n [u8]) -> Self {
        Self { text, attr: Attr::from_key(key, name), mark: key.mark() }
    }
}

/// The attribute's name that begins at `at`, and where it ends.
#[inline]
fn attribute_name(parts: &mut Parts<'_>, at: usize) -> Option<(AttributeName, usize)> {
    plain_attribute_name(parts.page.as_bytes(), at).or_else(|| any_attribute_name(parts, at))
}

/// The name if it is in lower case and some bytes follow: as nearly all are. Each round passes a word.
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
    let is_short = end == at;
    end += scan::count(ends);
    let (first, last) = match end.checked_sub(WORD) {
        Some(begin) if !is_short && end > at + WORD => (first, scan::word(page, begin)?),
        _ => (if is_short { word & scan::under(ends) } else { first }, 0),
    };
    // What ended it may be part of the name: a control character, `<`, `?`, and a `=` that begins it.
    let is_whole = end > at && scan::ends_attribute_name(*page.get(end)?);
    let key = Key { first, last, len: end - at };
    is_whole.then(|| (AttributeName::new(Span::new(at, end), key, || &page[at..end]), end))
}

#[cold]
fn any_attribute_name(parts: &mut Parts<'_>, at: usize) -> Option<(AttributeName, usize)> {
    let (end, changes) = scan::attribute_name_end(parts.page.as_bytes(), at)?;
    let text = if changes { lowered(parts, at, end) } else { Span::new(at, end) };
    let name = parts.text(text).as_bytes();
    Some((AttributeName::new(text, Key::of(name), || name), end))
}

/// The value after an attribute's name, empty where there is none, and where it ends.
#[inline]
fn attribute_value(parts: &mut Parts<'_>, strange: &mut Strange, at: usize) -> Option<(Span, usize)> {
    let page = parts.page.as_bytes();
    // Nearly all are written so.
    if let Some(&[b'=', b'"']) = page.get(at..).and_then(<[u8]>::first_chunk) {
        return quoted_value::<b'"'>(parts, strange, at + 2);
    }
    let at = scan::skip_spaces(page, at);
    if *page.get(at)? != b'=' {
        return Some((Span::EMPTY, at));
    }
    let at = scan::skip_spaces(page, at + 1);
    match *page.get(at)? {
        b'"' => quoted_value::<b'"'>(parts, strange, at + 1),
        b'\'' => quoted_value::<b'\''>(parts, strange, at + 1),
        b'>' => Some((Span::EMPTY, at)),
        _ => {
            let end = scan::unquoted_end(page, at)?;
            Some((resolved(parts, strange, at..end, Place::Value), end))
        }
    }
}

/// The value that begins after a quote.
#[inline]
fn quoted_value<const QUOTE: u8>(
    parts: &mut Parts<'_>,
    strange: &mut Strange,
    from: usize,
) -> Option<(Span, usize)> {
    let page = parts.page.as_bytes();
    let mut end = scan::find_either::<QUOTE, b'&'>(page, from)?;
    if page[end] == QUOTE && !strange.is_in(page, from, end) {
        return Some((Span::new(from, end), end + 1));
    }
    end += memchr(QUOTE, &page[end..])?;
    Some((resolved(parts, strange, from..end, Place::Value), end + 1))
}
