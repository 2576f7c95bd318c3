//! What goes in: one page with what its crawler knows of it, and the options of a run.
//!
//! Knows nothing of files or formats: `input` makes records out of those.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::label::Label;
use crate::page::limits::Limits;

/// How the content of a record is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Look at the content: enough tags make it HTML, otherwise it is text.
    #[default]
    Auto,
    /// A whole page or a fragment of HTML.
    Html,
    /// Flattened text, one block a line.
    Text,
}

/// The content of a record.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// Undecoded bytes; the encoding is found from BOM, header, `<meta>` and the bytes themselves.
    Bytes(&'a [u8]),
    /// Text that is already Unicode.
    Str(&'a str),
}

impl Content<'_> {
    /// Its size in bytes.
    pub const fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Str(text) => text.len(),
        }
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<'a> From<&'a str> for Content<'a> {
    fn from(text: &'a str) -> Self {
        Self::Str(text)
    }
}

impl<'a> From<&'a String> for Content<'a> {
    fn from(text: &'a String) -> Self {
        Self::Str(text)
    }
}

impl<'a> From<&'a [u8]> for Content<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Content<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// One page, borrowed from its owner.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The page itself.
    pub content: Content<'a>,
    /// Where it was fetched from. Site rules are found by its host.
    pub url: Option<&'a str>,
    /// HTML or text.
    pub kind: Kind,
    /// When it was fetched: picks dated layouts and resolves "2 giờ trước".
    pub fetched: Option<jiff::Timestamp>,
    /// The HTTP `Content-Type` header, for its charset.
    pub content_type: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// A record of undecoded bytes of a kind to be detected.
    pub const fn bytes(bytes: &'a [u8], url: Option<&'a str>) -> Self {
        Self { content: Content::Bytes(bytes), url, kind: Kind::Auto, fetched: None, content_type: None }
    }

    /// A record of Unicode text of a kind to be detected.
    pub const fn str(text: &'a str, url: Option<&'a str>) -> Self {
        Self { content: Content::Str(text), url, kind: Kind::Auto, fetched: None, content_type: None }
    }

    /// The same record, read as `kind`.
    #[must_use]
    pub const fn with_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The same record, fetched at `fetched`.
    #[must_use]
    pub const fn with_fetched(mut self, fetched: Option<jiff::Timestamp>) -> Self {
        self.fetched = fetched;
        self
    }

    /// The same record with the HTTP `Content-Type` header it came with.
    #[must_use]
    pub const fn with_content_type(mut self, content_type: Option<&'a str>) -> Self {
        self.content_type = content_type;
        self
    }
}

/// How pages are cleaned. Made with `Options::default()` and the `with_*` functions.
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) text_labels: BTreeSet<Label>,
    pub(crate) max_bytes: usize,
    pub(crate) max_nodes: usize,
    pub(crate) max_depth: usize,
    pub(crate) min_text: usize,
    pub(crate) markup: bool,
    pub(crate) max_work: u64,
    pub(crate) deadline: Option<Duration>,
    pub(crate) tones: Tones,
}

/// Where the tones of Vietnamese syllables stand that end in `oa`, `oe` or `uy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tones {
    /// Where the page has them.
    #[default]
    AsWritten,
    /// On the first of the two letters: `hòa`, `khỏe`, `thủy`.
    Classic,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            text_labels: Label::ALL.into_iter().filter(|label| label.is_text()).collect(),
            max_bytes: Self::MAX_BYTES,
            max_nodes: Limits::default().max_nodes,
            max_depth: Limits::default().max_depth,
            min_text: 60,
            markup: false,
            max_work: Self::MAX_WORK,
            deadline: None,
            tones: Tones::AsWritten,
        }
    }
}

impl Options {
    /// The largest page without an option of one's own, in bytes: 64 MiB. The readers of `input` stop there as well.
    pub const MAX_BYTES: usize = 64 << 20;

    /// The most steps a page may take without an option of one's own. A page takes about as many steps as four times its
    /// bytes, and fifty times its blocks: the largest page of a million blocks stays below.
    pub const MAX_WORK: u64 = 500_000_000;

    /// Counts blocks of `label` as article text (`keep`) or leaves them out.
    #[must_use]
    pub fn with_label(mut self, label: Label, keep: bool) -> Self {
        if keep {
            self.text_labels.insert(label);
        } else {
            self.text_labels.remove(&label);
        }
        self
    }

    /// The largest page, in bytes before decoding. A larger one is an error. Default
    /// [`Options::MAX_BYTES`].
    #[must_use]
    pub const fn with_max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// The largest tree, in nodes; what comes after is cut and `truncated` says so. Default 200,000.
    #[must_use]
    pub const fn with_max_nodes(mut self, nodes: usize) -> Self {
        self.max_nodes = nodes;
        self
    }

    /// How many elements may be open inside each other; what is nested deeper is read as if it stood beside each other,
    /// as browsers do. Default 512, the limit of browsers.
    #[must_use]
    pub const fn with_max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth;
        self
    }

    /// The most steps a page may take: bytes and nodes that a stage begins with, and blocks for each pass over them. A page
    /// that takes more is an error ([`Error::OverBudget`](crate::Error::OverBudget)); it is counted, so that it ends at the
    /// same place every time. Default [`Options::MAX_WORK`].
    ///
    /// ```
    /// # use tinsach::{Error, Extractor, Options, Record};
    /// let extractor = Extractor::builder().options(Options::default().with_max_work(10)).build()?;
    /// let outcome = extractor.extract(&Record::str("<p>Chợ nổi họp từ sáng sớm trên sông", None));
    /// assert!(matches!(outcome, Err(Error::OverBudget)));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub const fn with_max_work(mut self, steps: u64) -> Self {
        self.max_work = steps;
        self
    }

    /// The limits of a page's tree.
    pub(crate) const fn limits(&self) -> Limits {
        Limits { max_nodes: self.max_nodes, max_depth: self.max_depth }
    }

    /// The shortest article, in characters of text; less is "no article". Default 60.
    #[must_use]
    pub const fn with_min_text(mut self, characters: usize) -> Self {
        self.min_text = characters;
        self
    }

    /// Tells of every kept block what mark-up says inside of it: links, emphasis, numbers of lists. Off by default:
    /// text needs none of it, and it costs memory.
    #[must_use]
    pub const fn with_markup(mut self, markup: bool) -> Self {
        self.markup = markup;
        self
    }

    /// The longest time a page may take, from the beginning of its extraction; a page that takes longer is an error
    /// ([`Error::Deadline`](crate::Error::Deadline)). It is looked at between stages and in long loops, so that a page may
    /// be some time over it. None by default: the other limits are counted, and end at the same place on every machine,
    /// but which page is late depends on the machine and on what else it does.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tinsach::{Error, Extractor, Options, Record};
    /// let no_time = Options::default().with_deadline(Duration::ZERO);
    /// let extractor = Extractor::builder().options(no_time).build()?;
    /// let outcome = extractor.extract(&Record::str("<p>Chợ nổi", None));
    /// assert!(matches!(outcome, Err(Error::Deadline { .. })));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub const fn with_deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// Where tones stand in articles in Vietnamese: a corpus that mixes `hòa` and `hoà` holds a word twice. Whole syllables
    /// only, in all texts of the article; syllables that both ways write alike (`hoàn`, `quý`) stay. As written by default.
    ///
    /// ```
    /// # use tinsach::{Extractor, Options, Record, Tones};
    /// let extractor = Extractor::builder().options(Options::default().with_tones(Tones::Classic)).build()?;
    /// let page = "<p>Uỷ ban xã xoá bỏ quy định cũ về toà nhà, người dân thuý uý đều hoà thuận, ai cũng khoẻ và vui vẻ.</p>";
    /// let outcome = extractor.extract(&Record::str(page, None))?;
    /// assert!(outcome.article().expect("an article").text().starts_with("Ủy ban xã xóa bỏ quy định cũ về tòa nhà"));
    /// # Ok::<(), tinsach::Error>(())
    /// ```
    #[must_use]
    pub const fn with_tones(mut self, tones: Tones) -> Self {
        self.tones = tones;
        self
    }

    /// Whether blocks of `label` are part of the article text.
    pub fn keeps(&self, label: Label) -> bool {
        self.text_labels.contains(&label)
    }
}
