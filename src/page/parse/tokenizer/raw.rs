//! Content that is text up to its own end tag: RCDATA, raw text, scripts.
//!
//! Knows the end tag by the name of the start tag, and of scripts their two levels of escape.

use memchr::{memchr, memchr2};

use super::{Place, Tokenizer, scan};
use crate::page::parse::store::Span;
use crate::page::parse::token::{Next, Sink};

/// The word that opens and closes the inner escape of a script.
const SCRIPT: &[u8] = b"script";

/// How deep in comments a script is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// Not in a comment.
    None,
    /// After `<!--`.
    Comment,
    /// After `<!--` and `<script`: there `</script>` ends only this.
    Script,
}

impl<S: Sink> Tokenizer<'_, '_, S> {
    /// Text up to the end tag of that name, and the end tag.
    pub(super) fn raw_text(&mut self, next: Next, name: Span, from: usize) -> Option<usize> {
        let page = self.page();
        let name = self.store.text(name).as_bytes();
        let mut at = from;
        // Each round passes a `<`.
        let end = loop {
            let Some(len) = page.get(at..).and_then(|rest| memchr(b'<', rest)) else { break page.len() };
            at += len + 1;
            if is_end_tag(page, at, name) {
                break at - 1;
            }
        };
        let text = if next == Next::RcData {
            self.resolved(from, end, Place::RcData)
        } else {
            self.plain(from, end)
        };
        self.emit(text);
        self.raw_end(end)
    }

    /// A script up to its end tag, and the end tag.
    pub(super) fn script(&mut self, name: Span, from: usize) -> Option<usize> {
        let end = script_end(self.page(), self.store.text(name).as_bytes(), from);
        let text = self.plain(from, end);
        self.emit(text);
        self.raw_end(end)
    }

    /// The end tag whose `<` is at `end`, unless that is the page's end.
    fn raw_end(&mut self, end: usize) -> Option<usize> {
        if end < self.page().len() { self.named_end_tag(end + 2) } else { None }
    }
}

/// Where the script that begins at `from` ends: at the `<` of its end tag, or with the page. Each round passes a `<` or
/// a `-`.
fn script_end(page: &[u8], name: &[u8], from: usize) -> usize {
    let mut escape = Escape::None;
    let mut at = from;
    loop {
        let Some(rest) = page.get(at..) else { return page.len() };
        let found = if escape == Escape::None { memchr(b'<', rest) } else { memchr2(b'<', b'-', rest) };
        let Some(len) = found else { return page.len() };
        at += len + 1;
        if page[at - 1] == b'-' {
            if page[at..].starts_with(b"->") {
                escape = Escape::None;
                at += 2;
            }
            continue;
        }
        match escape {
            Escape::None if page[at..].starts_with(b"!--") => {
                escape = Escape::Comment;
                // The dashes may be those of a `-->` already.
                at += 1;
            }
            Escape::None | Escape::Comment if is_end_tag(page, at, name) => return at - 1,
            Escape::Comment if is_word(page, at, SCRIPT) => escape = Escape::Script,
            Escape::Script if is_end_tag(page, at, SCRIPT) => escape = Escape::Comment,
            _ => {}
        }
    }
}

/// Whether `at`, after a `<`, are a `/` and that name, wholly.
fn is_end_tag(page: &[u8], at: usize, name: &[u8]) -> bool {
    page.get(at) == Some(&b'/') && is_word(page, at + 1, name)
}

/// Whether that name is at `at`, wholly.
fn is_word(page: &[u8], at: usize, name: &[u8]) -> bool {
    page.get(at..).is_some_and(|rest| scan::starts_with(rest, name))
        && page.get(at + name.len()).is_some_and(|&byte| scan::ends_tag_name(byte))
}
