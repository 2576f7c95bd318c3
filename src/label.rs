//! The label vocabulary: what a block of a page can be.
//!
//! Every block gets exactly one label. The names are the ones of the gold data, of traces and of the JSON output;
//! this module knows nothing of how a label is found.

use serde::{Deserialize, Serialize};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Label {
    /// The sapo: the summary between headline and body.
    Lead,
    /// A paragraph of the article.
    Body,
    /// A heading inside the article.
    Subheading,
    /// An item of a list inside the article.
    List,
    /// A quotation set off from the text.
    Quote,
    /// A row of a data table.
    Table,
    /// Preformatted text.
    Code,
    /// A note below the article that belongs to it.
    Footnote,
    /// The headline.
    Title,
    /// The text under a picture.
    Caption,
    /// Who made the picture.
    Credit,
    /// Who wrote the article.
    Byline,
    /// Where the article was taken from ("Theo Báo X").
    Source,
    /// When it was published, as shown.
    Dateline,
    /// The path of sections above the headline.
    Breadcrumb,
    /// A keyword, or the heading of the keywords.
    Tag,
    /// A link to another article between the paragraphs.
    InlineRelated,
    /// The heading of a list of other articles ("Tin liên quan").
    SectionHeading,
    /// An entry of such a list.
    Related,
    /// The alternative text of a picture, flattened into the text.
    ImageAlt,
    /// Share buttons and their words.
    Share,
    /// A reader's comment, or the comment form.
    Comment,
    /// Advertising.
    Ad,
    /// Navigation.
    Nav,
    /// Clocks, players, forms, loading messages.
    Widget,
    /// A line that only separates.
    Separator,
    /// Imprint, licence, copyright.
    Footer,
}

impl Label {
    /// All labels, in the order of the documentation.
    pub const ALL: [Self; 27] = [
        Self::Lead,
        Self::Body,
        Self::Subheading,
        Self::List,
        Self::Quote,
        Self::Table,
        Self::Code,
        Self::Footnote,
        Self::Title,
        Self::Caption,
        Self::Credit,
        Self::Byline,
        Self::Source,
        Self::Dateline,
        Self::Breadcrumb,
        Self::Tag,
        Self::InlineRelated,
        Self::SectionHeading,
        Self::Related,
        Self::ImageAlt,
        Self::Share,
        Self::Comment,
        Self::Ad,
        Self::Nav,
        Self::Widget,
        Self::Separator,
        Self::Footer,
    ];

    /// Whether blocks of this label are article text unless options say otherwise.
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Lead
                | Self::Body
                | Self::Subheading
                | Self::List
                | Self::Quote
                | Self::Table
                | Self::Code
                | Self::Footnote
        )
    }

    /// The name used in data and output, such as `inline_related`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Subheading => "subheading",
            Self::List => "list",
            Self::Quote => "quote",
            Self::Table => "table",
            Self::Code => "code",
            Self::Footnote => "footnote",
            Self::Title => "title",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Byline => "byline",
            Self::Source => "source",
            Self::Dateline => "dateline",
            Self::Breadcrumb => "breadcrumb",
            Self::Tag => "tag",
            Self::InlineRelated => "inline_related",
            Self::SectionHeading => "section_heading",
            Self::Related => "related",
            Self::ImageAlt => "image_alt",
            Self::Share => "share",
            Self::Comment => "comment",
            Self::Ad => "ad",
            Self::Nav => "nav",
            Self::Widget => "widget",
            Self::Separator => "separator",
            Self::Footer => "footer",
        }
    }

    /// The label of that name; `None` for a word that is no label.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.name() == name)
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
