//! What a run reads, and how and where it writes.

use std::fs;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};

use super::deliver::own_paths;
use super::letters::Letters;
use super::sift::Sift;
use super::stop::Stop;
use crate::input::{Fields, Request, Source};
use crate::output::Style;

/// Where output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// One file.
    File(PathBuf),
    /// A folder: a job, which can be interrupted and goes on.
    Folder(PathBuf),
}

impl Destination {
    /// What a name says: `-` and no name are standard output, a folder and what ends with a slash are jobs.
    pub fn named(output: Option<PathBuf>) -> Self {
        match output {
            None => Self::Stdout,
            Some(path) if path == Path::new("-") => Self::Stdout,
            Some(path) if path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") => {
                Self::Folder(path)
            }
            Some(path) => Self::File(path),
        }
    }
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

impl Form {
    /// Whether the links and the emphasis of a page have to be read for it ([`Options::with_markup`](crate::Options::with_markup)).
    pub const fn needs_markup(self) -> bool {
        self.style.links || matches!(self.format, Format::Markdown | Format::Html)
    }
}

impl Format {
    /// Whether each record is a file of its own in the folder of a job. The others are tables, and stand in shards.
    pub(super) const fn is_for_files(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html)
    }
}

/// When a shard of a job ends: after so many records or bytes, whatever comes first. Bytes are those of data and dead
/// letters before packing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardSize {
    /// Records, whatever became of them.
    pub records: NonZeroU64,
    /// Bytes; the last record may go beyond.
    pub bytes: NonZeroU64,
}

impl Default for ShardSize {
    /// Some ten seconds of work, which is what an interruption costs at most; 256 MB are as much as engines like a file to
    /// be.
    fn default() -> Self {
        const RECORDS: NonZeroU64 = NonZeroU64::new(20_000).unwrap();
        const BYTES: NonZeroU64 = NonZeroU64::new(256 << 20).unwrap();
        Self { records: RECORDS, bytes: BYTES }
    }
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
    /// Whether everything is read twice, to leave out what recurs on the pages of a host.
    pub two_pass: bool,
    /// How outcomes are written.
    pub form: Form,
    /// Where to.
    pub destination: Destination,
    /// Whether output that exists is replaced.
    pub force: bool,
    /// Threads in all.
    pub threads: NonZeroUsize,
    /// When a shard of a job ends.
    pub shard: ShardSize,
    /// Where dead letters go.
    pub letters: Letters,
    /// Ends the run early when it is asked to.
    pub stop: Stop,
}

impl Settings {
    /// Whether an output is named among the inputs: it would be replaced by what is read from it.
    pub fn reads_its_own_output(&self) -> bool {
        let outputs = own_paths(self);
        self.request.sources.iter().any(|source| match source {
            Source::Path(path) => {
                fs::canonicalize(path).is_ok_and(|path| path.is_file() && outputs.contains(&path))
            }
            Source::Stdin => false,
        })
    }

    /// Whether records that fail become dead letters, and are not in the data.
    pub(super) const fn has_letters(&self) -> bool {
        self.letters.to.is_some() || matches!(self.destination, Destination::Folder(_))
    }
}
