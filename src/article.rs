//! What comes out: an article, or the reason why there is none.
//!
//! The JSON form of these types is the output format; `docs/output.md` describes it field by field.

use serde::{Deserialize, Serialize};

use crate::block::Emphasis;
use crate::label::Label;

/// The version of the JSON form. Raised when a field changes its meaning or goes away, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;

/// What a record turned out to be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "an article is the usual case; a box would cost every one of them"
)]
pub enum Outcome {
    /// An article was found.
    Article(Article),
    /// The page holds none.
    NoArticle {
        /// Why.
        reason: Reason,
    },
}

impl Outcome {
    /// The article, if there is one.
    pub const fn article(&self) -> Option<&Article> {
        match self {
            Self::Article(article) => Some(article),
            Self::NoArticle { .. } => None,
        }
    }
}

/// Why a page holds no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Nothing to read at all.
    Empty,
    /// No text: a picture, a program, an archive, whatever its header calls it.
    Binary,
    /// The front page of a site.
    HomePage,
    /// A list of articles: a section, a tag, a search result.
    SectionPage,
    /// "404", "access denied", "please enable JavaScript".
    ErrorPage,
    /// A page that sells something.
    Shop,
    /// A video or an audio player with hardly any text.
    VideoOnly,
    /// Text was found, but too little to be an article.
    TooShort,
}

impl Reason {
    /// The name used in output, such as `section_page`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::HomePage => "home_page",
            Self::SectionPage => "section_page",
            Self::ErrorPage => "error_page",
            Self::Shop => "shop",
            Self::VideoOnly => "video_only",
            Self::TooShort => "too_short",
        }
    }
}

/// A cleaned article. Fields that the page does not give are `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The URL of the record.
    pub url: Option<String>,
    /// The address the page itself names as its own.
    pub canonical: Option<String>,
    /// The site as it calls itself.
    pub site_name: Option<String>,
    /// The rule that spoke: a host file, a family, or `generic`.
    pub rule: String,
    /// The headline as a reader sees it.
    pub title: Option<String>,
    /// The lead's text; also among `blocks`.
    pub lead: Option<String>,
    /// The kept blocks in document order.
    pub blocks: Vec<ArticleBlock>,
    /// The persons, pen names and desks that sign the article.
    pub authors: Vec<String>,
    /// Where the article was taken from.
    pub source: Option<String>,
    /// First publication, ISO 8601: a date, or a date and time with its offset.
    pub published: Option<String>,
    /// Last change, in the same form.
    pub modified: Option<String>,
    /// The section of the site.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The summary the page gives to machines.
    pub description: Option<String>,
    /// The pictures inside the article.
    pub images: Vec<Image>,
    /// ISO 639-1 code of the text's language.
    pub language: Option<String>,
    /// The encoding the bytes were read as; `None` when the record was Unicode already.
    pub encoding: Option<String>,
    /// Limits that cut the page, by name; empty for a whole page.
    pub truncated: Vec<String>,
    /// How sure the extraction is, from 0 to 1.
    pub confidence: f64,
}

impl Article {
    /// The article text: the kept blocks in document order, one a line.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(self.blocks.iter().map(|block| block.text.len() + 1).sum());
        for block in &self.blocks {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&block.text);
        }
        out
    }
}

/// A kept block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleBlock {
    /// What it is.
    pub label: Label,
    /// Its text: NFC, white space collapsed; code keeps its line breaks, a table row has tabs between its cells.
    pub text: String,
    /// For a sub-heading its level (2 to 6), for a list item its nesting (1 = outermost).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// For a list item: whether the list is numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<bool>,
    /// For text input: first and last line of the block, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<(u32, u32)>,
    /// What mark-up says inside of it, with [`Options::with_markup`](crate::Options::with_markup).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markup: Option<Box<BlockMarkup>>,
}

impl ArticleBlock {
    /// A block of which nothing but label and text is known.
    pub fn new(label: Label, text: impl Into<String>) -> Self {
        Self { label, text: text.into(), level: None, ordered: None, lines: None, markup: None }
    }
}

/// What mark-up says inside a kept block. Places are counted in characters (Unicode scalar values) of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockMarkup {
    /// The links, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkSpan>,
    /// What is bold, in italics or code, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emphasis: Vec<EmphasisSpan>,
    /// Of a table row: the spaces that are line ends inside a cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<u32>,
    /// Of an item of a numbered list: its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Of a list item: its name, which a link in the page can lead to (`#name`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Of a list item: whether it is a further paragraph of the item before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub continued: bool,
    /// Of a table row: how many cells before its first one are empty.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u32,
    /// Of a table row: whether its cells are headings.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    /// Of a table row: whether it is the first of its table.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first: bool,
    /// Of code: its language, as the page calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A link in the text of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSpan {
    /// Its first character.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// Its address, made absolute where the page's own is known; of any scheme, as the page has it.
    pub href: String,
}

/// A stretch of the text of a block that is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmphasisSpan {
    /// Its first character.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// How.
    pub kind: Emphasis,
}

/// A picture inside the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its address, made absolute where the page's own is known.
    pub src: String,
    /// Its alternative text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The text under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The index of the kept block before which it stands; for one behind the text their number. Only with
    /// [`Options::with_markup`](crate::Options::with_markup).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u32>,
}
