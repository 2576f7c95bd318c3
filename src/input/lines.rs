//! The lines of one JSONL file, each as it stands there.

use std::io::{self, BufRead};
use std::sync::Arc;

use super::line::Line;
use super::open::Stream;
use super::problem::{At, Place, Problem, Trouble};
use super::reader::{Dump, Entry};
use super::record::MAX_PAGE;
use super::shape::{UTF8_BOM, is_utf16};

/// The longest line of JSONL: the largest page with every second byte escaped.
const MAX_LINE: usize = 2 * MAX_PAGE;

/// Gives one line after another.
pub(super) struct Lines {
    file: Arc<str>,
    stream: Stream,
    limit: usize,
    number: u64,
    given: u64,
    ended: bool,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines")
            .field("file", &self.file)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl Lines {
    pub(super) fn new(name: &str, stream: Stream) -> Self {
        Self { file: name.into(), stream, limit: MAX_LINE, number: 0, given: 0, ended: false }
    }

    /// The next line, blank or not, and whether it is over the limit and was cut there; `None` at the end.
    ///
    /// A line that is wholly in the buffer, as most are, is copied once, into memory of its own size.
    fn read_line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut line = Vec::new();
        loop {
            let buffer = match self.stream.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                return Ok((!line.is_empty()).then_some((line, false)));
            }
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let cut = line.len() + part.len() > self.limit;
            if !cut {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.stream.consume(used);
            match (end, cut) {
                (None, false) => {}
                (None, true) => {
                    self.stream.skip_until(b'\n')?;
                    return Ok(Some((line, true)));
                }
                (Some(_), cut) => return Ok(Some((line, cut))),
            }
        }
    }
}

impl Dump for Lines {}

impl Iterator for Lines {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while !self.ended {
            let read = self.read_line();
            self.number += 1;
            let place = Place { file: Arc::clone(&self.file), at: At::Line(self.number) };
            match read {
                Err(error) => {
                    // What is left cannot be read either; the end of the file is told once more by the next call.
                    self.stream = Box::new(io::empty());
                    return Some(Entry::Problem(Problem {
                        id: place.id(),
                        place,
                        trouble: Trouble::CutOff(error),
                    }));
                }
                Ok(None) => {
                    self.ended = true;
                    return Some(Entry::EndOfDump(Arc::clone(&self.file)));
                }
                Ok(Some((_, true))) => {
                    let trouble = Trouble::TooLarge { limit: self.limit };
                    return Some(Entry::Problem(Problem { id: place.id(), place, trouble }));
                }
                Ok(Some((bytes, false))) if self.number == 1 && is_utf16(&bytes) => {
                    // Every line would be wrong in the same way.
                    self.stream = Box::new(io::empty());
                    return Some(Entry::Problem(Problem::of_file(&self.file, Trouble::Utf16)));
                }
                Ok(Some((mut bytes, false))) => {
                    if self.number == 1 && bytes.starts_with(UTF8_BOM) {
                        bytes.drain(..UTF8_BOM.len());
                    }
                    if bytes.trim_ascii().is_empty() {
                        continue;
                    }
                    self.given += 1;
                    return Some(Entry::Line(Line { place, bytes, is_first: self.given == 1 }));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &'static [u8], limit: usize) -> Vec<String> {
        let mut lines = Lines::new("d.jsonl", Box::new(io::BufReader::with_capacity(5, bytes)));
        lines.limit = limit;
        lines.map(|entry| short(&entry)).collect()
    }

    fn short(entry: &Entry) -> String {
        match entry {
            Entry::Line(line) => {
                let first = if line.is_first { "first " } else { "" };
                format!("{first}{} {}", line.place.id(), String::from_utf8_lossy(line.bytes.trim_ascii()))
            }
            Entry::Problem(problem) => problem.to_string(),
            Entry::EndOfDump(file) => format!("end of {file}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn blank_lines_count_and_are_no_records() {
        let expected = ["first d.jsonl:2 {1}", "d.jsonl:4 {2}", "end of d.jsonl"];
        assert_eq!(lines(b"\xef\xbb\xbf\n{1}\r\n \n{2}", 100), expected);
        assert_eq!(lines(b"", 100), ["end of d.jsonl"]);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over() {
        let all = lines(b"{1}\n{234567890}\n{3}\n", 6);
        assert_eq!((all[0].as_str(), all[2].as_str()), ("first d.jsonl:1 {1}", "d.jsonl:3 {3}"));
        assert!(all[1].starts_with("d.jsonl: line 2: larger than"), "{}", all[1]);
        assert_eq!(lines(b"{2345}\n{3}", 6), ["first d.jsonl:1 {2345}", "d.jsonl:2 {3}", "end of d.jsonl"]);
    }
}
