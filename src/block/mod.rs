//! Blocks: what a page or a text dump is cut into before anything is judged.
//!
//! A block is a paragraph, a heading, a list item, a table row, a caption or a line. Blocks of pages carry [`Markup`],
//! lines do not: a fact that is missing is `None`, never zero. This module cuts and measures; it knows no labels.

pub mod text;

pub use text::TextFacts;

/// The form a block had in its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A list item: nesting from 1, and whether the list is numbered.
    ListItem {
        /// Nesting, 1 = outermost.
        depth: u8,
        /// `<ol>`, or "1." in a text.
        ordered: bool,
    },
    /// A row of a data table, cells parted by tabs.
    TableRow,
    /// Text inside a block quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// Text under a picture.
    Caption,
}

/// One block of a page or a text.
#[derive(Clone, Debug)]
pub struct Block {
    /// NFC, white space collapsed (except in code; table cells are parted by tabs).
    pub text: String,
    /// Its form.
    pub form: Form,
    /// What the text alone tells.
    pub facts: TextFacts,
    /// What only a page can tell; `None` for lines.
    pub markup: Option<Markup>,
    /// For lines: first and last line, from 1. For pages: the pre-order numbers of the first and last node.
    pub at: (u32, u32),
}

/// What a page tells about a block beyond its text.
#[derive(Clone, Debug, Default)]
pub struct Markup {
    /// Characters of the text that stand inside links.
    pub link_chars: u32,
}
