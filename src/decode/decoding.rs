//! How a record became text, as data: the encoding, why it was taken, and what was mended.

use std::fmt::Write as _;

use serde::Serialize;

/// How a record became text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Decoding {
    /// The encoding that the text was read in: a name of the Encoding Standard, or `VISCII`, `TCVN3` or `VNI`. `None` for
    /// text that came as Unicode and is Unicode.
    pub encoding: Option<&'static str>,
    /// What told it.
    pub why: Why,
    /// Where Vietnamese spelling or fonts bore the encoding out: the share of words beyond ASCII that became syllables.
    pub score: Option<f64>,
    /// What the page was declared to be in, where that is something else.
    pub declared: Option<Declared>,
    /// What was mended, in that order.
    pub repairs: Vec<Repair>,
}

/// What tells an encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Why {
    /// Nothing had to: the record was Unicode.
    #[default]
    Unicode,
    /// The mark that the bytes begin with.
    Bom,
    /// The bytes are UTF-8, all of them or nearly all, whatever was declared.
    Utf8,
    /// Zeros at every other byte: UTF-16 that nobody declares.
    Zeros,
    /// The header `Content-Type`.
    Header,
    /// A `<meta>` of the page.
    Meta,
    /// The XML declaration.
    Xml,
    /// The bytes, looked at by a detector.
    Bytes,
    /// Fonts that show another encoding.
    Fonts,
    /// The spelling of Vietnamese.
    Statistics,
}

impl Why {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unicode => "it was Unicode",
            Self::Bom => "by its byte-order mark",
            Self::Utf8 => "its bytes are UTF-8",
            Self::Zeros => "by its zeros",
            Self::Header => "by its header",
            Self::Meta => "by its <meta>",
            Self::Xml => "by its XML declaration",
            Self::Bytes => "by its bytes",
            Self::Fonts => "by its fonts",
            Self::Statistics => "by Vietnamese spelling",
        }
    }
}

/// What a page was declared to be in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Declared {
    /// Who declares it.
    pub by: Why,
    /// The label, as it is written.
    pub label: String,
}

/// Something that was mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// What it was.
    pub kind: RepairKind,
    /// The encoding that has to do with it.
    pub encoding: Option<&'static str>,
    /// How many words (characters of what was misread, bytes of what was mixed in).
    pub count: usize,
}

/// What can be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RepairKind {
    /// Text in `encoding`, typed into a page of another one.
    Typed,
    /// UTF-8 that had been read in `encoding`.
    Misread,
    /// Bytes of `encoding` in UTF-8.
    Mixed,
    /// `ð` for `đ`.
    Eth,
}

impl Repair {
    /// In words: "812 words typed in TCVN3".
    pub fn words(&self) -> String {
        let Self { kind, encoding, count } = self;
        let encoding = encoding.unwrap_or_default();
        match kind {
            RepairKind::Typed => format!("{count} words typed in {encoding}"),
            RepairKind::Misread => format!("{count} characters that had been misread as {encoding}"),
            RepairKind::Mixed => format!("{count} bytes of {encoding} among UTF-8"),
            RepairKind::Eth => format!("{count} words with ð for đ"),
        }
    }
}

impl Decoding {
    /// Why the encoding was taken, in words, with the score and a declaration that was wrong.
    pub fn reason(&self) -> String {
        let mut out = self.why.words().to_owned();
        if let Some(score) = self.score {
            let _ = write!(out, " ({:.0} % of words)", score * 100.0);
        }
        if let Some(Declared { by, label }) = &self.declared {
            let by = if *by == Why::Header { "header" } else { "page" };
            let _ = write!(out, ", though its {by} says {label}");
        }
        out
    }
}
