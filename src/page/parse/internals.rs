//! Doors into the parser for the fuzz targets and for measurements; nothing in the library uses them.

use super::outline;
use super::recorder;
use super::store::{Span, Store};
use super::token::{Doctype, Next, Sink, StartTag, TagName};
use super::tokenizer::tokenize;
use crate::page::limits::Limits;

/// The tokens of a page as lines, see the recorder.
pub fn tokens(page: &str) -> Vec<String> {
    recorder::tokens(page)
}

/// The tree of a page as lines, see the outline; without limits.
pub fn tree(page: &str) -> Vec<String> {
    outline::outline(page, Limits { max_nodes: usize::MAX, max_depth: usize::MAX })
}

/// Tokenizes a page for nothing, and counts the tokens: what the tokenizer alone costs.
pub fn walk(page: &str) -> usize {
    let mut store = Store::new(page.into());
    let mut counter = Counter(0);
    tokenize(&mut store, &mut counter);
    counter.0
}

struct Counter(usize);

impl Sink for Counter {
    fn text(&mut self, _: &mut Store<'_>, _: Span) {
        self.0 += 1;
    }

    fn null(&mut self, _: &mut Store<'_>) {
        self.0 += 1;
    }

    fn start_tag(&mut self, _: &mut Store<'_>, tag: StartTag) -> Next {
        self.0 += 1;
        recorder::next(tag.name.name)
    }

    fn end_tag(&mut self, _: &mut Store<'_>, _: TagName) {
        self.0 += 1;
    }

    fn comment(&mut self, _: &mut Store<'_>, _: Span) {
        self.0 += 1;
    }

    fn doctype(&mut self, _: &mut Store<'_>, _: Doctype) {
        self.0 += 1;
    }

    fn allows_cdata(&self) -> bool {
        false
    }

    fn is_full(&self) -> bool {
        false
    }

    fn end(&mut self, _: &mut Store<'_>) {}
}
