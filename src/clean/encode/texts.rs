//! Records that are texts, one after another.

use std::io::{self, Write};

use super::pack::Packed;
use super::{Encoder, Sink};
use crate::clean::done::Written;
use crate::clean::settings::Format;

/// What a stream of this form, and each file with one record, begins with.
pub(in crate::clean) const fn head(format: Format) -> &'static str {
    match format {
        // Tells a browser how to read the file.
        Format::Html => "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n",
        _ => "",
    }
}

/// What stands between two records. JSON lines end by themselves; articles are set apart by a rule that Markdown takes
/// for one.
const fn separator(format: Format) -> &'static str {
    match format {
        Format::Text | Format::Markdown => "\n-----\n\n",
        _ => "",
    }
}

/// Records that are texts, one after another.
pub(super) struct Texts {
    out: Packed,
    format: Format,
    is_first: bool,
}

impl Texts {
    pub(super) const fn new(format: Format, out: Packed) -> Self {
        Self { out, format, is_first: true }
    }
}

impl Encoder for Texts {
    fn write(&mut self, record: &Written) -> io::Result<()> {
        let Written::Text(text) = record else { return Ok(()) };
        let is_first = std::mem::take(&mut self.is_first);
        let before = if is_first { head(self.format) } else { separator(self.format) };
        self.out.write_all(before.as_bytes())?;
        self.out.write_all(text.as_bytes())?;
        self.out.end_record()
    }

    fn finish(self: Box<Self>) -> io::Result<Sink> {
        self.out.finish()
    }
}
