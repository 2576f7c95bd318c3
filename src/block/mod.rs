//! Blocks: what a page or a text dump is cut into before anything is judged.
//!
//! A block is a paragraph, a heading, a list item, a table row, a caption or a line. Blocks of pages carry [`Markup`],
//! lines do not: a fact that is missing is `None`, never zero. This module cuts and measures; it knows no labels.

mod caption;
mod classes;
pub(crate) mod eight;
mod frame;
pub mod hint;
pub mod inline;
mod lanes;
pub mod lines;
mod look;
pub mod marks;
mod names;
pub mod normal;
pub mod page;
mod picture;
mod piece;
mod said;
pub mod table;
pub mod text;
mod unseen;
mod vocabulary;

pub use hint::Hints;
pub use inline::{Emphasis, Inline};
pub use marks::{Mark, Marks};
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
    /// For lines: first and last line, from 1. For pages: the pre-order numbers of the first and last text node.
    pub at: (u32, u32),
    /// What mark-up says inside of it; `None` for lines, and where it was not asked for.
    pub inline: Option<Box<Inline>>,
}

impl Block {
    /// Share of the text inside links, 0 where links are unknown.
    pub fn link_density(&self) -> f64 {
        self.markup.map_or(0.0, |markup| markup.link_density())
    }
}

/// What a page tells about a block beyond its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markup {
    /// Index of the innermost region around the block, see [`Cut::regions`].
    pub region: u32,
    /// Pre-order number of the block element.
    pub node: u32,
    /// Pre-order number of the element around the block element.
    pub parent: u32,
    /// Links in the text.
    pub links: u32,
    /// Characters inside links, white space left out.
    pub link_chars: u32,
    /// Characters before the first link, white space left out; `u32::MAX` without a link.
    pub link_at: u32,
    /// Characters in bold, white space left out.
    pub bold_chars: u32,
    /// Characters in italics, white space left out.
    pub italic_chars: u32,
    /// Characters, white space left out: what the three above are shares of.
    pub solid_chars: u32,
    /// Whether the text is centred.
    pub centered: bool,
    /// Pre-order number of the innermost table that is no data table, 0 for none.
    pub table: u32,
    /// A number that is equal for blocks whose element has the same name and classes.
    pub style: u32,
}

impl Markup {
    /// Share of the text inside links, from 0 to 1.
    pub fn link_density(&self) -> f64 {
        ratio(self.link_chars, self.solid_chars)
    }

    /// Share of the text in italics, from 0 to 1.
    pub fn italic_density(&self) -> f64 {
        ratio(self.italic_chars, self.solid_chars)
    }

    /// Share of the text in bold, from 0 to 1.
    pub fn bold_density(&self) -> f64 {
        ratio(self.bold_chars, self.solid_chars)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part.min(whole)) / f64::from(whole) }
}

/// An element with hints or marks of its own.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// The region around it; the first region (0) is the page and its own parent.
    pub parent: u32,
    /// Its pre-order number.
    pub node: u32,
    /// One past the number of its last descendant.
    pub end: u32,
    /// What its names suggest.
    pub hints: Hints,
    /// What the site's rule says of it.
    pub marks: Marks,
}

/// A picture of a page.
#[derive(Clone, Debug)]
pub struct PageImage {
    /// Pre-order number of the element.
    pub node: u32,
    /// The address as written.
    pub src: String,
    /// Alternative text, NFC.
    pub alt: Option<String>,
    /// Index of the block that follows it, or that it stands in.
    pub before: u32,
    /// Pre-order number of the innermost table that is no data table, 0 for none.
    pub table: u32,
    /// The nodes of the box that holds nothing but it and the words under it.
    pub frame: Option<(u32, u32)>,
}

/// A page or text, cut.
#[derive(Debug, Default)]
pub struct Cut {
    /// The blocks in document order.
    pub blocks: Vec<Block>,
    /// The regions that the blocks' markup points to; empty for lines.
    pub regions: Vec<Region>,
    /// The pictures in document order.
    pub images: Vec<PageImage>,
}

impl Cut {
    /// The indices of the regions around a block, innermost first, the page itself left out.
    pub fn region_indices(&self, block: &Block) -> impl Iterator<Item = usize> {
        let first = block.markup.map_or(0, |markup| markup.region);
        let around = |&at: &u32| Some(self.regions[at as usize].parent).filter(|&at| at != 0);
        std::iter::successors(Some(first).filter(|&at| at != 0), around).map(|at| at as usize)
    }

    /// The picture right before a block, or in it.
    pub fn image_above(&self, at: usize) -> Option<&PageImage> {
        let first = self.images.partition_point(|image| (image.before as usize) < at);
        self.images.get(first).filter(|image| image.before as usize == at)
    }

    /// The regions around a block, innermost first, the page itself left out.
    pub fn regions_of(&self, block: &Block) -> impl Iterator<Item = &Region> {
        self.region_indices(block).map(|at| &self.regions[at])
    }
}
