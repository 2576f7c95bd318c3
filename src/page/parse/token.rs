//! What the tokenizer hands to the tree builder, and what it is told back.
//!
//! The tokenizer calls [`Sink`] with each token as it finds it; all texts are spans of the [`Store`].

use super::name::Name;
use super::store::{Attributes, Span, Store};

/// The name of a tag: a known one, or [`Name::Other`] with its text (`text` is always the name in lower case).
#[derive(Clone, Copy, Debug)]
pub(super) struct TagName {
    pub(super) name: Name,
    pub(super) text: Span,
}

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct StartTag {
    pub(super) name: TagName,
    pub(super) attributes: Attributes,
    pub(super) self_closing: bool,
}

/// A `<!DOCTYPE>`; what was missing is `None`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Doctype {
    pub(super) name: Option<Span>,
    pub(super) public_id: Option<Span>,
    pub(super) system_id: Option<Span>,
    pub(super) force_quirks: bool,
}

/// In which state the tokenizer goes on after a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Ordinary content.
    Data,
    /// Text with character references, up to the end tag of the same name.
    RcData,
    /// Text, up to the end tag of the same name.
    RawText,
    /// A script, up to its end tag.
    ScriptData,
    /// Text up to the end of the page.
    PlainText,
}

/// Takes the tokens of a page in order.
pub(super) trait Sink {
    /// Characters, never none, without NUL; line ends are normalised. A text may come in any number of pieces.
    fn text(&mut self, store: &mut Store<'_>, text: Span);
    /// A NUL among ordinary content or in a CDATA section: what becomes of it is for the tree to say. (In raw text,
    /// RCDATA, scripts and plain text the tokenizer writes U+FFFD itself.)
    fn null(&mut self, store: &mut Store<'_>);
    fn start_tag(&mut self, store: &mut Store<'_>, tag: StartTag) -> Next;
    fn end_tag(&mut self, store: &mut Store<'_>, name: TagName);
    fn comment(&mut self, store: &mut Store<'_>, text: Span);
    fn doctype(&mut self, store: &mut Store<'_>, doctype: Doctype);
    /// Whether `<![CDATA[` starts a CDATA section here: the adjusted current node is foreign.
    fn allows_cdata(&self) -> bool;
    /// Whether the sink wants no more: a limit was reached. Asked after each tag.
    fn is_full(&self) -> bool;
    /// The page has ended.
    fn end(&mut self, store: &mut Store<'_>);
}
