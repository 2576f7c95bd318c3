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
    /// Title and text of articles.
    Text,
    /// Articles as Markdown.
    Markdown,
    /// Articles as HTML without anything active in it.
    Html,
}

/// How outcomes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// In which form.
    pub format: Format,
    /// Whether JSON has the blocks of an article.
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
