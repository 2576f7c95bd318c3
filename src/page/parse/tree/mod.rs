//! Tree construction of the HTML standard: where each token of a page goes.
//!
//! [`TreeBuilder`] takes the tokens and keeps the state; [`arena`] holds the nodes, [`stack`] and [`formatting`] the open
//! elements, [`traits`] what their names mean. The insertion modes are in [`before`] (up to `<body>`), [`body`],
//! [`end_tags`], [`table`], [`after`] (after the body, templates, framesets) and [`foreign`]; [`adoption`] repairs
//! misnested formatting, [`insert`] puts nodes where they belong, [`quirks`] reads the doctype. Scripting counts as
//! enabled, so that `<noscript>` is text.
//!
//! Every loop is bounded: over the stack by [`Limits::max_depth`], over active formatting elements by
//! [`formatting::Formatting::MAX`] since the last marker, over text by its own length.

mod adoption;
mod after;
pub(in crate::page) mod arena;
mod before;
mod body;
mod end_tags;
pub(in crate::page) mod foreign;
mod formatting;
mod insert;
mod quirks;
mod stack;
mod table;
pub(in crate::page) mod traits;

use self::arena::{Arena, NONE};
use self::formatting::Formatting;
use self::insert::Skipped;
use self::quirks::Quirks;
use self::stack::Stack;
use self::table::Pending;
use super::name::Name;
use super::store::{Attribute, Span, Store};
use super::token::{Doctype, Next, Sink, StartTag, TagName};
use crate::page::limits::{Limit, Limits, LimitsHit};

/// The insertion modes of the standard. "In head noscript" cannot be reached with scripting enabled, "in select" is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

impl Mode {
    /// Whether white space and other characters are different tokens here.
    const fn splits_text(self) -> bool {
        !matches!(
            self,
            Self::InBody
                | Self::Text
                | Self::InTable
                | Self::InTableText
                | Self::InCaption
                | Self::InTableBody
                | Self::InRow
                | Self::InCell
                | Self::InTemplate
        )
    }
}

/// A token on its way through the insertion modes.
#[derive(Clone, Copy, Debug)]
enum Token {
    Start(StartTag),
    End(TagName),
    Text(Span, Ink),
    Null,
    Comment(Span),
    Eof,
}

/// What is known of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    /// White space only.
    None,
    /// No white space.
    Only,
    /// Nothing is known; only where it does not matter.
    Unknown,
}

/// What came of a token in one mode.
#[derive(Clone, Copy)]
enum Step {
    Done,
    /// The tokenizer goes on in another state.
    Next(Next),
    /// The same token again, in that mode.
    Again(Mode),
}

/// Which element pointers and flags the standard keeps, by its names.
#[derive(Debug)]
struct Flags {
    frameset_ok: bool,
    skip_newline: bool,
    foster: bool,
}

/// Builds the tree of a page.
#[derive(Debug)]
pub(in crate::page) struct TreeBuilder {
    arena: Arena,
    stack: Stack,
    formatting: Formatting,
    mode: Mode,
    original: Mode,
    template_modes: Vec<Mode>,
    pending: Pending,
    head: u32,
    form: u32,
    flags: Flags,
    quirks: Quirks,
    doctype: Doctype,
    /// Attributes that later `<html>` and `<body>` tags add to the first.
    late: [(u32, Vec<Attribute>); 2],
    limits: Limits,
    hit: LimitsHit,
    skipped: Skipped,
}

impl TreeBuilder {
    pub(in crate::page) fn new(store: &Store<'_>, limits: Limits) -> Self {
        Self {
            arena: Arena::new(store),
            stack: Stack::new(),
            formatting: Formatting::default(),
            mode: Mode::Initial,
            original: Mode::Initial,
            template_modes: Vec::new(),
            pending: Pending::default(),
            head: NONE,
            form: NONE,
            flags: Flags { frameset_ok: true, skip_newline: false, foster: false },
            quirks: Quirks::No,
            doctype: Doctype::default(),
            late: [(NONE, Vec::new()), (NONE, Vec::new())],
            limits,
            hit: LimitsHit::default(),
            skipped: Skipped::default(),
        }
    }

    /// The finished tree, and which limits cut it.
    pub(in crate::page) fn finish(self) -> (Arena, LimitsHit) {
        (self.arena, self.hit)
    }

    /// For comparison with another parser.
    #[cfg(any(test, feature = "internals"))]
    pub(in crate::page::parse) const fn quirks_name(&self) -> &'static str {
        match self.quirks {
            Quirks::No => "no quirks",
            Quirks::Limited => "limited quirks",
            Quirks::Yes => "quirks",
        }
    }

    /// For comparison with another parser.
    #[cfg(any(test, feature = "internals"))]
    pub(in crate::page::parse) const fn doctype(&self) -> Doctype {
        self.doctype
    }

    /// Whether "in body" is the mode that the next tag meets first: nearly all do.
    fn is_in_body(&self) -> bool {
        self.mode == Mode::InBody && self.stack.top().is_html()
    }

    /// What the tokenizer does after a step; takes the token further if that has not done with it.
    fn after(&mut self, step: Step, store: &mut Store<'_>, token: Token) -> Next {
        match step {
            Step::Done => Next::Data,
            Step::Next(next) => next,
            Step::Again(mode) => {
                self.mode = mode;
                self.process(store, token)
            }
        }
    }

    /// Takes a token through the modes until one has done with it.
    fn process(&mut self, store: &mut Store<'_>, token: Token) -> Next {
        loop {
            let step = if self.is_foreign(token) {
                self.foreign(store, token)
            } else {
                self.step(self.mode, store, token)
            };
            match step {
                Step::Done => return Next::Data,
                Step::Next(next) => return next,
                Step::Again(mode) => self.mode = mode,
            }
        }
    }

    /// The rules of one insertion mode.
    fn step(&mut self, mode: Mode, store: &mut Store<'_>, token: Token) -> Step {
        match mode {
            Mode::InBody => self.in_body(store, token),
            Mode::Initial => self.initial(token),
            Mode::BeforeHtml => self.before_html(token),
            Mode::BeforeHead => self.before_head(store, token),
            Mode::InHead => self.in_head(store, token),
            Mode::AfterHead => self.after_head(store, token),
            Mode::Text => self.in_text(token),
            Mode::InTable => self.in_table(store, token),
            Mode::InTableText => self.in_table_text(store, token),
            Mode::InCaption => self.in_caption(store, token),
            Mode::InColumnGroup => self.in_column_group(store, token),
            Mode::InTableBody => self.in_table_body(store, token),
            Mode::InRow => self.in_row(store, token),
            Mode::InCell => self.in_cell(store, token),
            Mode::InTemplate => self.in_template(store, token),
            Mode::AfterBody => self.after_body(store, token),
            Mode::InFrameset => self.in_frameset(store, token),
            Mode::AfterFrameset => self.after_frameset(store, token),
            Mode::AfterAfterBody => self.after_after_body(store, token),
            Mode::AfterAfterFrameset => self.after_after_frameset(store, token),
        }
    }

    /// The mode that the open elements call for.
    fn reset_mode(&self) -> Mode {
        for (at, open) in self.stack.inwards().filter(|(_, open)| open.is_html()) {
            return match open.name {
                Name::Td | Name::Th if at > 0 => Mode::InCell,
                Name::Tr => Mode::InRow,
                Name::Tbody | Name::Thead | Name::Tfoot => Mode::InTableBody,
                Name::Caption => Mode::InCaption,
                Name::Colgroup => Mode::InColumnGroup,
                Name::Table => Mode::InTable,
                Name::Template => self.template_modes.last().copied().unwrap_or(Mode::InBody),
                Name::Head if at > 0 => Mode::InHead,
                Name::Body => Mode::InBody,
                Name::Frameset => Mode::InFrameset,
                Name::Html if self.head == NONE => Mode::BeforeHead,
                Name::Html => Mode::AfterHead,
                _ => continue,
            };
        }
        Mode::InBody
    }

    /// A text that is not known to go to the end of the current node as it is.
    #[inline(never)]
    fn any_text(&mut self, store: &mut Store<'_>, text: Span) {
        let mut text = text;
        if std::mem::take(&mut self.flags.skip_newline) && store.text(text).starts_with('\n') {
            text = Span { start: text.start + 1, len: text.len - 1 };
            if text.is_empty() {
                return;
            }
        }
        match self.mode {
            Mode::Text => self.append_text(text),
            Mode::InBody | Mode::InCell if self.stack.top().is_html() => self.body_text(store, text),
            _ => self.split_text(store, text),
        }
    }

    /// White space and other characters one after the other, where the mode tells them apart.
    fn split_text(&mut self, store: &mut Store<'_>, span: Span) {
        let mut rest = span;
        while !rest.is_empty() {
            let (run, ink) = if self.mode.splits_text() && !self.is_foreign(Token::Text(rest, Ink::Unknown)) {
                first_run(store.text(rest))
            } else {
                (rest.len, Ink::Unknown)
            };
            self.process(store, Token::Text(Span { start: rest.start, len: run }, ink));
            rest = Span { start: rest.start + run, len: rest.len - run };
        }
    }
}

/// The length of the run of white space or of other characters that a text begins with.
fn first_run(text: &str) -> (u32, Ink) {
    let bytes = text.as_bytes();
    let space = bytes.first().is_some_and(u8::is_ascii_whitespace);
    let run = bytes.iter().position(|byte| byte.is_ascii_whitespace() != space).unwrap_or(bytes.len());
    // A text that the store does not have counts as one byte, so that the walk over it ends.
    (u32::try_from(run.max(1)).unwrap_or(u32::MAX), if space { Ink::None } else { Ink::Only })
}

impl Sink for TreeBuilder {
    #[inline]
    fn text(&mut self, store: &mut Store<'_>, text: Span) {
        let top = self.stack.top();
        // Nearly every text.
        if self.mode == Mode::InBody
            && !(self.flags.skip_newline || self.flags.frameset_ok)
            && top.is_html()
            && self.holds_itself(top)
            && self.formatting.is_settled(&self.stack)
        {
            self.arena.append_text(top.node, text);
        } else {
            self.any_text(store, text);
        }
    }

    fn null(&mut self, store: &mut Store<'_>) {
        self.flags.skip_newline = false;
        self.process(store, Token::Null);
    }

    fn start_tag(&mut self, store: &mut Store<'_>, tag: StartTag) -> Next {
        self.flags.skip_newline = false;
        if self.is_in_body() {
            let step = self.body_start(store, tag);
            return self.after(step, store, Token::Start(tag));
        }
        self.process(store, Token::Start(tag))
    }

    fn end_tag(&mut self, store: &mut Store<'_>, name: TagName) {
        self.flags.skip_newline = false;
        if self.mode != Mode::Text && self.swallows(name.name) {
            return;
        }
        if self.is_in_body() {
            let step = self.body_end(store, name);
            self.after(step, store, Token::End(name));
        } else {
            self.process(store, Token::End(name));
        }
    }

    fn comment(&mut self, store: &mut Store<'_>, text: Span) {
        self.flags.skip_newline = false;
        self.process(store, Token::Comment(text));
    }

    fn doctype(&mut self, store: &mut Store<'_>, doctype: Doctype) {
        self.flags.skip_newline = false;
        if self.mode == Mode::Initial {
            self.quirks = Quirks::of(store, doctype);
            self.doctype = doctype;
            let node = self.arena.add(arena::What::Doctype);
            self.arena.append(arena::DOCUMENT, node);
            self.mode = Mode::BeforeHtml;
        }
    }

    fn allows_cdata(&self) -> bool {
        !self.stack.top().is_html()
    }

    fn is_full(&self) -> bool {
        self.arena.made() > self.limits.max_nodes
    }

    fn end(&mut self, store: &mut Store<'_>) {
        self.flags.skip_newline = false;
        if self.is_full() {
            self.hit.add(Limit::Nodes);
        }
        self.process(store, Token::Eof);
        self.keep_late_attributes(store);
    }
}

#[cfg(test)]
mod tests;
