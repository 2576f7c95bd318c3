//! The tokenizer of the HTML standard, over a page that is wholly in memory.
//!
//! Not a state for each character: from each place it looks for the next byte that can end what is there. Texts, names
//! and values stay spans of the page; only what the standard changes (references, NUL, upper case in names) is written
//! into the side text. Each byte is looked at a fixed number of times: a search for an end that does not come takes the
//! rest of the page with it, and so happens once.
//!
//! Knows nothing of the tree: which state follows a start tag, and whether a CDATA section may stand here, the
//! [`Sink`] says.

mod declaration;
mod doctype;
mod raw;
mod reference;
mod scan;
mod tag;
#[cfg(test)]
mod tests;

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::store::{Parts, Span, Store};
use super::token::{Next, Sink};

/// Hands the tokens of the store's page to the sink, until the page ends or the sink is full.
pub(super) fn tokenize<S: Sink>(store: &mut Store<'_>, sink: &mut S) {
    let strange = Strange::new(store.page().as_bytes());
    let mut tokenizer = Tokenizer { store, sink, strange };
    let mut at = Some(0);
    while let Some(from) = at {
        at = tokenizer.content(from);
    }
    tokenizer.sink.end(tokenizer.store);
}

struct Tokenizer<'a, 's, S> {
    store: &'a mut Store<'s>,
    sink: &'a mut S,
    strange: Strange,
}

/// Where the next byte is that the standard replaces wherever it stands: a carriage return (with the line feed after it, if
/// there is one) by a line feed, a NUL by U+FFFD. The usual page has few or none.
#[derive(Clone, Copy)]
struct Strange {
    next: usize,
}

impl Strange {
    fn new(page: &[u8]) -> Self {
        Self { next: Self::find(page, 0) }
    }

    fn find(page: &[u8], from: usize) -> usize {
        let found = page.get(from..).and_then(|rest| memchr2(b'\r', 0, rest));
        found.map_or(usize::MAX, |len| from + len)
    }

    /// Whether there is one in a range. Ranges are asked for from the first to the last, so that all searches together pass
    /// the page once.
    #[inline]
    fn is_in(&mut self, page: &[u8], from: usize, end: usize) -> bool {
        self.next < end && self.is_after(page, from, end)
    }

    fn is_after(&mut self, page: &[u8], from: usize, end: usize) -> bool {
        if self.next < from {
            self.next = Self::find(page, from);
        }
        self.next < end
    }
}

/// What is replaced in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changes {
    Nothing,
    /// Carriage returns; NUL stays, to be told apart when the text is handed on.
    LineEnds,
    All,
}

/// What references become in a text, and what is replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Ordinary content: NUL stays.
    Content,
    /// Content of `<title>`, `<textarea>`.
    RcData,
    /// An attribute's value: references follow a rule of their own.
    Value,
}

/// How markup begins after `<`.
#[derive(Clone, Copy)]
enum Open {
    StartTag,
    EndTag,
    Declaration,
    Bogus,
}

impl<S: Sink> Tokenizer<'_, '_, S> {
    fn page(&self) -> &[u8] {
        self.store.page().as_bytes()
    }

    /// A run of text and the markup after it. All these return where to go on, or `None` when there is no more.
    #[inline]
    fn content(&mut self, from: usize) -> Option<usize> {
        let page = self.page();
        // Tag often follows tag.
        let follows = if page.get(from) == Some(&b'<') { open(page, from + 1) } else { None };
        let (end, open) = match follows {
            Some(open) => (from, open),
            None => self.text_before_markup(from)?,
        };
        match open {
            Open::StartTag => self.start_tag(end + 1),
            Open::EndTag => self.end_tag(end + 2),
            Open::Declaration => Some(self.declaration(end + 2)),
            Open::Bogus => Some(self.bogus(end + 1)),
        }
    }

    /// Hands on the text from `from` on; where it ends and what begins there. `None` when nothing does.
    #[inline]
    fn text_before_markup(&mut self, from: usize) -> Option<(usize, Open)> {
        let page = self.page();
        let mut has_reference = false;
        let mut at = from;
        let (end, open) = loop {
            let found = if has_reference {
                page.get(at..).and_then(|rest| memchr(b'<', rest)).map(|len| at + len)
            } else {
                scan::find_either::<b'<', b'&'>(page, at)
            };
            let Some(next) = found else {
                self.text(from, page.len(), has_reference);
                return None;
            };
            at = next + 1;
            if page[next] == b'&' {
                has_reference = true;
            } else if let Some(open) = open(page, at) {
                break (next, open);
            }
        };
        self.text(from, end, has_reference);
        Some((end, open))
    }

    /// Hands on ordinary content.
    #[inline]
    fn text(&mut self, from: usize, end: usize, has_reference: bool) {
        if has_reference || self.strange.next < end {
            self.changed_text(from, end, has_reference);
        } else {
            self.emit(Span::new(from, end));
        }
    }

    fn changed_text(&mut self, from: usize, end: usize, has_reference: bool) {
        let is_strange = self.strange.is_in(self.store.page().as_bytes(), from, end);
        let span = if has_reference {
            self.resolved(from, end, Place::Content)
        } else {
            self.replaced(from, end, Changes::LineEnds)
        };
        if is_strange {
            self.text_around_nul(span);
        } else {
            self.emit(span);
        }
    }

    #[inline]
    fn emit(&mut self, span: Span) {
        if !span.is_empty() {
            self.sink.text(self.store, span);
        }
    }

    /// Hands on a text and the NULs in it, each by itself.
    fn text_around_nul(&mut self, span: Span) {
        let mut rest = span;
        while let Some(len) = memchr(0, self.store.text(rest).as_bytes()) {
            let start = rest.start as usize;
            self.emit(Span::new(start, start + len));
            self.sink.null(self.store);
            rest = Span::new(start + len + 1, rest.end() as usize);
        }
        self.emit(rest);
    }

    /// The text with its references resolved.
    fn resolved(&mut self, from: usize, end: usize, place: Place) -> Span {
        resolved(&mut self.store.parts(), &mut self.strange, from..end, place)
    }

    /// The text without what is replaced.
    fn plain(&mut self, from: usize, end: usize) -> Span {
        self.replaced(from, end, Changes::All)
    }

    fn replaced(&mut self, from: usize, end: usize, changes: Changes) -> Span {
        let parts = self.store.parts();
        if !self.strange.is_in(parts.page.as_bytes(), from, end) {
            return Span::new(from, end);
        }
        let begin = parts.side_end();
        push(parts.side, parts.page.get(from..end).unwrap_or_default(), changes);
        Span::new(begin, parts.side_end())
    }

    /// In which state the sink wants to go on, and there.
    #[inline]
    fn go_on(&mut self, next: Next, name: Span, at: usize) -> Option<usize> {
        if self.sink.is_full() {
            return None;
        }
        match next {
            Next::Data => Some(at),
            Next::RcData | Next::RawText => self.raw_text(next, name, at),
            Next::ScriptData => self.script(name, at),
            Next::PlainText => {
                let end = self.page().len();
                let text = self.plain(at, end);
                self.emit(text);
                None
            }
        }
    }
}

/// What begins at `at`, after a `<`; `None` when that is only a character.
#[inline]
fn open(page: &[u8], at: usize) -> Option<Open> {
    match page.get(at)? {
        b'a'..=b'z' | b'A'..=b'Z' => Some(Open::StartTag),
        // At the very end of the page, `</` is text.
        b'/' => page.get(at + 1).map(|_| Open::EndTag),
        b'!' => Some(Open::Declaration),
        b'?' => Some(Open::Bogus),
        _ => None,
    }
}

/// The text with its references resolved, and without what is replaced there.
fn resolved(parts: &mut Parts<'_>, strange: &mut Strange, range: Range<usize>, place: Place) -> Span {
    let changes = match place {
        _ if !strange.is_in(parts.page.as_bytes(), range.start, range.end) => Changes::Nothing,
        Place::Content => Changes::LineEnds,
        Place::RcData | Place::Value => Changes::All,
    };
    let text = parts.page.get(range.clone()).unwrap_or_default();
    let bytes = text.as_bytes();
    let begin = parts.side_end();
    let mut copied = 0;
    let mut at = 0;
    // Each round passes a `&`; where there is one, others are near.
    while let Some(amp) = scan::find_either::<b'&', b'&'>(bytes, at) {
        at = amp + 1;
        if let Some(found) = reference::resolve(&bytes[at..], place == Place::Value) {
            push(parts.side, &text[copied..amp], changes);
            parts.side.push(found.first);
            if let Some(second) = found.second {
                parts.side.push(second);
            }
            at += found.len;
            copied = at;
        }
    }
    if copied == 0 && changes == Changes::Nothing {
        return Span::new(range.start, range.end);
    }
    push(parts.side, &text[copied..], changes);
    Span::new(begin, parts.side_end())
}

/// The text as a name: ASCII letters in lower case, NUL replaced.
fn lowered(parts: &mut Parts<'_>, from: usize, end: usize) -> Span {
    let begin = parts.side_end();
    let side = parts.side.len();
    push(parts.side, parts.page.get(from..end).unwrap_or_default(), Changes::All);
    parts.side[side..].make_ascii_lowercase();
    Span::new(begin, parts.side_end())
}

/// Appends a text with its changes.
#[inline]
fn push(side: &mut String, text: &str, changes: Changes) {
    let rest = if changes == Changes::Nothing { text } else { push_changed(side, text, changes) };
    side.push_str(rest);
}

/// Appends a text up to the last change; gives the rest of it. Each round passes what it changes.
fn push_changed<'t>(side: &mut String, text: &'t str, changes: Changes) -> &'t str {
    let mut rest = text;
    while let Some(at) = memchr2(b'\r', 0, rest.as_bytes()) {
        let (new, len) = match &rest.as_bytes()[at..] {
            [b'\r', b'\n', ..] => ('\n', 2),
            [b'\r', ..] => ('\n', 1),
            _ if changes == Changes::LineEnds => ('\0', 1),
            _ => (char::REPLACEMENT_CHARACTER, 1),
        };
        side.push_str(&rest[..at]);
        side.push(new);
        rest = &rest[at + len..];
    }
    rest
}
