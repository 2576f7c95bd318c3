//! Records as the bytes of one file.
//!
//! An encoder is given one record after another and writes them to whatever it was made for: a file, standard output, a
//! shard of a job. It knows the form, and nothing of names, places and positions.

use std::io::{self, Write};

use super::done::Written;
use super::settings::Format;

/// Puts records into one file.
pub(super) trait Encoder: Send {
    /// Writes one record.
    fn write(&mut self, record: &Written) -> io::Result<()>;

    /// Writes what a file of this form ends with, and gives back what it was written to.
    fn finish(self: Box<Self>) -> io::Result<Sink>;
}

/// What bytes are written to.
pub(super) type Sink = Box<dyn Write + Send>;

/// An encoder of a form.
pub(super) fn encoder(format: Format, out: Sink) -> Box<dyn Encoder> {
    Box::new(Texts { out, layout: Layout::of(format), is_first: true })
}

/// How several records stand in one stream, and what their files are called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// What a stream and each file begins with.
    pub(super) head: &'static str,
    /// What is written between two records.
    pub(super) separator: &'static str,
    /// The extension of a record's own file.
    pub(super) extension: &'static str,
}

impl Layout {
    /// JSON lines end by themselves; articles are set apart by a rule that Markdown takes for one.
    pub(super) const fn of(format: Format) -> Self {
        match format {
            Format::Jsonl => Self { head: "", separator: "", extension: "jsonl" },
            Format::Text => Self { head: "", separator: "\n-----\n\n", extension: "txt" },
            Format::Markdown => Self { head: "", separator: "\n-----\n\n", extension: "md" },
            Format::Html => Self { head: HTML_HEAD, separator: "", extension: "html" },
        }
    }
}

/// Tells a browser how to read the file.
const HTML_HEAD: &str = "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n";

/// Records that are texts, one after another.
struct Texts {
    out: Sink,
    layout: Layout,
    is_first: bool,
}

impl Encoder for Texts {
    fn write(&mut self, record: &Written) -> io::Result<()> {
        let Written::Text(text) = record else { return Ok(()) };
        let is_first = std::mem::take(&mut self.is_first);
        let before = if is_first { self.layout.head } else { self.layout.separator };
        self.out.write_all(before.as_bytes())?;
        self.out.write_all(text.as_bytes())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Sink> {
        self.out.flush()?;
        Ok(self.out)
    }
}
