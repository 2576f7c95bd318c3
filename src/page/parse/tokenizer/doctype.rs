//! `<!DOCTYPE`, in every form.
//!
//! Knows nothing of what the identifiers mean.

use memchr::{memchr, memchr2};

use super::{Tokenizer, lowered, scan};
use crate::page::parse::store::Span;
use crate::page::parse::token::{Doctype, Sink};

/// Which identifier a keyword announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Id {
    Public,
    System,
}

impl<S: Sink> Tokenizer<'_, '_, S> {
    /// The doctype, of which `at` is the byte after the word itself; returns where it ends.
    pub(super) fn doctype(&mut self, at: usize) -> usize {
        let mut doctype = Doctype::default();
        // Without its `>` it is cut off by the page's end, or what is left of it is bogus.
        let after = match self.doctype_parts(at, &mut doctype) {
            Ok(after) => after,
            Err(Broken { at, force_quirks }) => {
                doctype.force_quirks |= force_quirks;
                let page = self.page();
                page.get(at..).and_then(|rest| memchr(b'>', rest)).map_or(page.len(), |len| at + len + 1)
            }
        };
        self.sink.doctype(self.store, doctype);
        after
    }

    /// Name and identifiers, up to the `>` that is in its place.
    fn doctype_parts(&mut self, at: usize, doctype: &mut Doctype) -> Result<usize, Broken> {
        let page = self.page();
        let from = scan::skip_spaces(page, at);
        if byte(page, from)? == b'>' {
            return Err(Broken::at(from));
        }
        let end =
            (from..page.len()).find(|&at| page[at] == b'>' || scan::is_space(page[at])).unwrap_or(page.len());
        doctype.name = Some(lowered(&mut self.store.parts(), from, end));
        let page = self.page();
        let at = scan::skip_spaces(page, end);
        if byte(page, at)? == b'>' {
            return Ok(at + 1);
        }
        let rest = &page[at..];
        if scan::starts_with(rest, b"public") {
            let at = self.identifier(at + 6, Id::Public, doctype)?;
            let page = self.page();
            let at = scan::skip_spaces(page, at);
            if matches!(byte(page, at)?, b'"' | b'\'') {
                return self
                    .identifier(at, Id::System, doctype)
                    .and_then(|at| self.doctype_end(at, Id::System));
            }
            self.doctype_end(at, Id::Public)
        } else if scan::starts_with(rest, b"system") {
            self.identifier(at + 6, Id::System, doctype).and_then(|at| self.doctype_end(at, Id::System))
        } else {
            Err(Broken::at(at))
        }
    }

    /// An identifier in quotes, with white space before it; returns where it ends.
    fn identifier(&mut self, at: usize, id: Id, doctype: &mut Doctype) -> Result<usize, Broken> {
        let page = self.page();
        let at = scan::skip_spaces(page, at);
        let quote = byte(page, at)?;
        if !matches!(quote, b'"' | b'\'') {
            return Err(Broken::at(at));
        }
        let from = at + 1;
        let end = memchr2(quote, b'>', &page[from..]).map_or(page.len(), |len| from + len);
        let closed = page.get(end) == Some(&quote);
        let text: Span = self.plain(from, end);
        match id {
            Id::Public => doctype.public_id = Some(text),
            Id::System => doctype.system_id = Some(text),
        }
        if closed { Ok(end + 1) } else { Err(Broken::at(end)) }
    }

    /// The `>` after the last identifier.
    fn doctype_end(&self, at: usize, last: Id) -> Result<usize, Broken> {
        let page = self.page();
        let at = scan::skip_spaces(page, at);
        if byte(page, at)? == b'>' {
            return Ok(at + 1);
        }
        // After a system identifier the rest is ignored without harm.
        Err(Broken { at, force_quirks: last == Id::Public })
    }
}

/// A doctype that is not as it should be from `at` on.
struct Broken {
    at: usize,
    force_quirks: bool,
}

impl Broken {
    const fn at(at: usize) -> Self {
        Self { at, force_quirks: true }
    }
}

/// The byte there; the end of the page breaks the doctype.
fn byte(page: &[u8], at: usize) -> Result<u8, Broken> {
    page.get(at).copied().ok_or(Broken::at(page.len()))
}
