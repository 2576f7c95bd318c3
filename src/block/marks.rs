//! Marks: what a site's rule says of an element. Put on nodes before the page is cut, read when blocks are judged.

/// One thing a rule can say of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mark {
    /// The headline.
    Title,
    /// The lead.
    Lead,
    /// A container of the body.
    Body,
    /// Author names.
    Author,
    /// The date line.
    Date,
    /// The section.
    Section,
    /// A keyword.
    Tag,
    /// Where the article was taken from.
    Source,
    /// A caption.
    Caption,
    /// Not article, whatever is inside.
    Remove,
    /// A link that is body text.
    Unwrap,
    /// Nothing from here on is article.
    End,
}

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// Whether the mark is in the set.
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u8) != 0
    }

    /// The set with the mark.
    #[must_use]
    pub const fn with(self, mark: Mark) -> Self {
        Self(self.0 | 1 << mark as u8)
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
