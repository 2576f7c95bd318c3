//! What begins with `<!` or cannot be a tag: comments, bogus comments, CDATA sections.
//!
//! Knows nothing of doctypes but the word that begins them.

use memchr::memchr;

use super::{Tokenizer, scan};
use crate::page::parse::token::Sink;

impl<S: Sink> Tokenizer<'_, '_, S> {
    /// What `<!` begins, of which `at` is the byte after.
    pub(super) fn declaration(&mut self, at: usize) -> usize {
        let rest = self.page().get(at..).unwrap_or_default();
        if rest.starts_with(b"--") {
            return self.comment(at + 2);
        }
        if scan::starts_with(rest, b"doctype") {
            return self.doctype(at + 7);
        }
        if rest.starts_with(b"[CDATA[") && self.sink.allows_cdata() {
            return self.cdata(at + 7);
        }
        self.bogus(at)
    }

    /// Hands on a comment that goes from `from` to the next `>`.
    pub(super) fn bogus(&mut self, from: usize) -> usize {
        let page = self.page();
        let end = page.get(from..).and_then(|rest| memchr(b'>', rest)).map_or(page.len(), |len| from + len);
        let after = (end + 1).min(page.len());
        self.emit_comment(from, end);
        after
    }

    /// A comment whose text begins at `from`.
    fn comment(&mut self, from: usize) -> usize {
        let (end, after) = comment_end(self.page(), from);
        self.emit_comment(from, end);
        after
    }

    fn emit_comment(&mut self, from: usize, end: usize) {
        let text = self.plain(from, end);
        self.sink.comment(self.store, text);
    }

    /// A CDATA section whose text begins at `from`.
    fn cdata(&mut self, from: usize) -> usize {
        let page = self.page();
        let mut at = from;
        // Each round passes a `>`.
        let (end, after) = loop {
            let Some(len) = page.get(at..).and_then(|rest| memchr(b'>', rest)) else {
                break (page.len(), page.len());
            };
            at += len + 1;
            if page[from..at].ends_with(b"]]>") {
                break (at - 3, at);
            }
        };
        self.text(from, end, false);
        after
    }
}

/// Where the comment's text that begins at `from` ends, and where its `-->` does.
fn comment_end(page: &[u8], from: usize) -> (usize, usize) {
    let rest = page.get(from..).unwrap_or_default();
    if rest.starts_with(b">") {
        return (from, from + 1);
    }
    if rest.starts_with(b"->") {
        return (from, from + 2);
    }
    let mut at = 0;
    // Each round passes a `>`.
    while let Some(len) = memchr(b'>', &rest[at..]) {
        at += len;
        for end in [b"--".as_slice(), b"--!"] {
            if rest[..at].ends_with(end) {
                return (from + at - end.len(), from + at + 1);
            }
        }
        at += 1;
    }
    // Cut off by the page's end: what could have been the beginning of `-->` is not text.
    let partial = [b"--!".as_slice(), b"--", b"-"].into_iter().find(|end| rest.ends_with(end));
    (page.len() - partial.map_or(0, <[u8]>::len), page.len())
}
