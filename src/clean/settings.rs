//! What a run reads, and how and where it writes.

use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::sift::Sift;
use crate::input::{Fields, Request, Source};
use crate::output::Style;

/// Where output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// One file.
    File(PathBuf),
    /// A folder, with one file a record.
    Folder(PathBuf),
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line, for every record.
    Jsonl,
    /// A table with commas between its cells, a row for every record.
    Csv,
    /// The same with tabs.
    Tsv,
    /// A table with columns of lists and structures, a row for every record.
    Parquet,
    /// Title and text of articles.
    Text,
    /// Articles as Markdown.
    Markdown,
    /// Articles as HTML without anything active in it.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Jsonl, Self::Csv, Self::Tsv, Self::Parquet, Self::Text, Self::Markdown, Self::Html];

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            _ => self.extension(),
        }
    }

    /// What the names of its files end with.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Parquet => "parquet",
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// Whether every record is in the output, and not only those with an article.
    pub const fn has_every_record(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv | Self::Tsv | Self::Parquet)
    }
}

/// How output is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all; Parquet packs its columns itself.
    None,
    /// As gzip.
    Gz,
    /// As zstd.
    Zst,
}

impl Packing {
    /// What the names of packed files end with.
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Gz => Some("gz"),
            Self::Zst => Some("zst"),
        }
    }
}

/// How outcomes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// In which form.
    pub format: Format,
    /// How the output, or each file of a folder, is packed.
    pub packing: Packing,
    /// Whether JSON and tables have the blocks of an article.
    pub blocks: bool,
    /// What is shown beside text and structure.
    pub style: Style,
}

/// The settings of a run. What makes an extractor is not among them: it comes ready made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What is read.
    pub request: Request,
    /// Which field of a record is what.
    pub fields: Fields,
    /// What is left out.
    pub sift: Sift,
    /// How outcomes are written.
    pub form: Form,
    /// Where to.
    pub destination: Destination,
    /// Whether output that exists is replaced.
    pub force: bool,
    /// Threads in all.
    pub threads: NonZeroUsize,
}

impl Settings {
    /// Whether the output is named among the inputs: it would be replaced by what is read from it.
    pub fn reads_its_own_output(&self) -> bool {
        let Destination::File(output) = &self.destination else { return false };
        let Ok(output) = fs::canonicalize(output) else { return false };
        self.request.sources.iter().any(|source| match source {
            Source::Path(path) => fs::canonicalize(path).is_ok_and(|path| path == output),
            Source::Stdin => false,
        })
    }
}
