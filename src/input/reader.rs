//! Everything that was named, one entry after another.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::line::Line;
use super::open::{Shape, Stream, read_whole, unpack};
use super::problem::{Place, Problem, Trouble};
use super::record::{OwnedContent, OwnedRecord};
use super::walk::{Found, Walk};
use crate::batch::Weigh;
use crate::record::{Kind, Options};

/// The largest page, in bytes after unpacking: the extractor would refuse a larger one, so it is not read at all.
const MAX_PAGE: usize = Options::MAX_BYTES;
/// The longest line of JSONL: the largest page with every second byte escaped.
const MAX_LINE: usize = 2 * MAX_PAGE;
const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// A named input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file or a folder.
    Path(PathBuf),
}

impl Source {
    /// Whether the name alone says that this is many records, or could be.
    pub fn is_many(&self) -> bool {
        match self {
            Self::Stdin => false,
            Self::Path(path) => path.is_dir() || Shape::by_name(path) == Some(Shape::Lines),
        }
    }
}

/// What to read and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// The inputs, in order.
    pub sources: Vec<Source>,
    /// How to read pages: `Auto` goes by name, field and look.
    pub kind: Kind,
    /// The address of the one page that is read.
    pub url: Option<String>,
    /// The canonical path of the run's own output, which folders may hold.
    pub skip: Option<PathBuf>,
}

/// How many bytes of the inputs have been read, as they lie on the disk. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    /// The count so far.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// What a reader gives.
#[derive(Debug)]
pub enum Entry {
    /// A page that is a file of its own.
    Page(OwnedRecord),
    /// A line of JSONL.
    Line(Line),
    /// A record that cannot be read.
    Problem(Problem),
    /// All lines of this JSONL file were given.
    EndOfLines(Arc<str>),
    /// A folder was walked to its end.
    EndOfFolder {
        /// The folder.
        folder: String,
        /// Files given.
        files: u64,
        /// Entries passed over: other kinds of files, links to folders, the run's own output.
        left_out: u64,
    },
}

impl Weigh for Entry {
    fn weight(&self) -> usize {
        match self {
            Self::Page(record) => record.len(),
            Self::Line(line) => line.bytes.len(),
            _ => 0,
        }
    }
}

/// Reads what was named.
#[derive(Debug)]
pub struct Reader {
    sources: VecDeque<Source>,
    kind: Kind,
    url: Option<String>,
    skip: Option<PathBuf>,
    walk: Option<Walk>,
    lines: Option<Lines>,
    progress: Progress,
}

impl Reader {
    /// A reader of what `request` names. Opens nothing yet.
    pub fn new(request: Request) -> Self {
        let Request { sources, kind, url, skip } = request;
        let progress = Progress::default();
        Self { sources: sources.into(), kind, url, skip, walk: None, lines: None, progress }
    }

    /// The counter of bytes read.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Bytes of all inputs as they lie on the disk; `None` when standard input is among them. Walks the folders.
    pub fn total_bytes(&self) -> Option<u64> {
        let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        let mut total = 0;
        for source in &self.sources {
            let Source::Path(path) = source else { return None };
            total += if path.is_dir() {
                let files = Walk::new(path.clone(), self.skip.clone()).0.map(|found| match found {
                    Found::File(path) => size(&path),
                    _ => 0,
                });
                files.sum()
            } else {
                size(path)
            };
        }
        Some(total)
    }

    fn start(&mut self, source: Source) -> Option<Entry> {
        match source {
            Source::Stdin => self.open_stream("-", None, io::stdin()),
            Source::Path(path) if path.is_dir() => {
                let (walk, problem) = Walk::new(path, self.skip.clone());
                self.walk = Some(walk);
                problem.map(entry_of)
            }
            Source::Path(path) => self.open(&path),
        }
    }

    fn open(&mut self, path: &Path) -> Option<Entry> {
        let name = path.to_string_lossy();
        match File::open(path) {
            Ok(file) => self.open_stream(&name, Shape::by_name(path), file),
            Err(error) => Some(unreadable(&name, error)),
        }
    }

    /// A page, or `None` when the lines of the stream are to be given now.
    fn open_stream(
        &mut self,
        name: &str,
        shape: Option<Shape>,
        raw: impl Read + Send + 'static,
    ) -> Option<Entry> {
        let opened = unpack(raw, self.progress.clone()).and_then(|stream| match shape {
            Some(shape) => Ok((shape, stream)),
            None => Shape::by_look(stream),
        });
        match opened {
            Err(error) => Some(unreadable(name, error)),
            Ok((Shape::Lines, _)) if self.url.is_some() => Some(problem(name, Trouble::UrlForLines)),
            Ok((Shape::Lines, stream)) => {
                self.lines = Some(Lines::new(name, stream));
                None
            }
            Ok((shape, stream)) => Some(self.page(name, shape, stream)),
        }
    }

    fn page(&self, name: &str, shape: Shape, stream: Stream) -> Entry {
        let kind = match (self.kind, shape) {
            (Kind::Auto, Shape::Html) => Kind::Html,
            (Kind::Auto, _) => Kind::Text,
            (forced, _) => forced,
        };
        match read_whole(stream, MAX_PAGE) {
            Err(error) => unreadable(name, error),
            Ok(None) => problem(name, Trouble::TooLarge { limit: MAX_PAGE }),
            Ok(Some(bytes)) => Entry::Page(OwnedRecord {
                id: name.into(),
                content: OwnedContent::Bytes(bytes),
                url: self.url.clone(),
                kind,
                fetched: None,
                content_type: None,
            }),
        }
    }
}

impl Iterator for Reader {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let entry = if let Some(lines) = &mut self.lines {
                let entry = lines.next();
                if entry.is_none() {
                    self.lines = None;
                }
                entry
            } else if let Some(walk) = &mut self.walk {
                match walk.next() {
                    Some(Found::File(path)) => self.open(&path),
                    Some(other) => Some(entry_of(other)),
                    None => {
                        self.walk = None;
                        None
                    }
                }
            } else {
                let source = self.sources.pop_front()?;
                self.start(source)
            };
            if entry.is_some() {
                return entry;
            }
        }
    }
}

fn entry_of(found: Found) -> Entry {
    match found {
        Found::File(path) => unreadable(&path.to_string_lossy(), io::ErrorKind::Other.into()),
        Found::Unreadable(path, error) => unreadable(&path.to_string_lossy(), error),
        Found::End { folder, files, left_out } => {
            Entry::EndOfFolder { folder: folder.to_string_lossy().into_owned(), files, left_out }
        }
    }
}

fn problem(name: &str, trouble: Trouble) -> Entry {
    Entry::Problem(Problem { id: name.into(), place: Place::file(name), trouble })
}

fn unreadable(name: &str, error: io::Error) -> Entry {
    problem(name, if error.kind() == io::ErrorKind::NotFound { Trouble::Missing } else { Trouble::Io(error) })
}

/// The lines of one JSONL file.
struct Lines {
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
    fn new(name: &str, stream: Stream) -> Self {
        Self { file: name.into(), stream, limit: MAX_LINE, number: 0, given: 0, ended: false }
    }

    /// The next line, blank or not, and whether it is over the limit and was cut there; `None` at the end.
    fn read_line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut bytes = Vec::new();
        (&mut self.stream).take(self.limit as u64 + 1).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let cut = bytes.len() > self.limit && !bytes.ends_with(b"\n");
        if cut {
            self.stream.skip_until(b'\n')?;
        }
        if self.number == 0 && bytes.starts_with(UTF8_BOM) {
            bytes.drain(..UTF8_BOM.len());
        }
        Ok(Some((bytes, cut)))
    }
}

impl Iterator for Lines {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while !self.ended {
            let read = self.read_line();
            self.number += 1;
            let place = Place { file: Arc::clone(&self.file), line: Some(self.number) };
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
                    return Some(Entry::EndOfLines(Arc::clone(&self.file)));
                }
                Ok(Some((_, true))) => {
                    let trouble = Trouble::TooLarge { limit: self.limit };
                    return Some(Entry::Problem(Problem { id: place.id(), place, trouble }));
                }
                Ok(Some((bytes, false))) if bytes.trim_ascii().is_empty() => {}
                Ok(Some((bytes, false))) => {
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
        let mut lines = Lines::new("d.jsonl", Box::new(io::BufReader::new(bytes)));
        lines.limit = limit;
        lines.map(|entry| short(&entry)).collect()
    }

    fn short(entry: &Entry) -> String {
        match entry {
            Entry::Page(record) => format!("{} {:?} {}", record.id, record.kind, record.len()),
            Entry::Line(line) => {
                let first = if line.is_first { "first " } else { "" };
                format!("{first}{} {}", line.place.id(), String::from_utf8_lossy(line.bytes.trim_ascii()))
            }
            Entry::Problem(problem) => problem.to_string(),
            Entry::EndOfLines(file) => format!("end of {file}"),
            Entry::EndOfFolder { files, left_out, .. } => format!("folder: {files}, left out {left_out}"),
        }
    }

    fn reader(sources: &[&Path], kind: Kind, url: Option<&str>) -> Reader {
        let sources = sources.iter().map(|path| Source::Path(path.to_path_buf())).collect();
        Reader::new(Request { sources, kind, url: url.map(Into::into), skip: None })
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

    #[test]
    fn names_and_looks_decide_what_a_file_is() {
        let root = tempfile::tempdir().expect("folder");
        let file = |name: &str, text: &str| fs::write(root.path().join(name), text).expect("file");
        file("a.html", "text");
        file("b.txt", "<p>");
        file("c.jsonl", "{}");
        file("d.css", "p {}");
        let kinds = |kind| {
            let all =
                reader(&[root.path()], kind, None).map(|entry| short(&entry)).collect::<Vec<_>>().join("\n");
            all.replace(&format!("{}/", root.path().display()), "")
        };
        let rest = "first c.jsonl:1 {}\nend of c.jsonl\nfolder: 3, left out 1";
        assert_eq!(kinds(Kind::Auto), format!("a.html Html 4\nb.txt Text 3\n{rest}"));
        assert_eq!(kinds(Kind::Html), format!("a.html Html 4\nb.txt Html 3\n{rest}"));
        let look = reader(&[&root.path().join("d.css")], Kind::Auto, None).next().expect("an entry");
        assert!(short(&look).ends_with("d.css Text 4"));
    }

    #[test]
    fn what_is_missing_is_a_problem_among_the_records() {
        let root = tempfile::tempdir().expect("folder");
        let (there, gone) = (root.path().join("a.html"), root.path().join("gone.html"));
        fs::write(&there, "<p>").expect("file");
        let all: Vec<_> = reader(&[&gone, &there], Kind::Auto, None).map(|entry| short(&entry)).collect();
        assert!(all[0].contains("gone.html: no such file") && all[1].ends_with("a.html Html 3"), "{all:?}");
    }

    #[test]
    fn an_address_for_many_records_is_refused() {
        let root = tempfile::tempdir().expect("folder");
        let file = root.path().join("records");
        fs::write(&file, "{\"html\": \"x\"}").expect("file");
        let all: Vec<_> =
            reader(&[&file], Kind::Auto, Some("https://a.vn")).map(|entry| short(&entry)).collect();
        assert!(all.len() == 1 && all[0].contains("--field url=KEY"), "{all:?}");
    }

    #[test]
    fn progress_reaches_the_total() {
        let root = tempfile::tempdir().expect("folder");
        fs::write(root.path().join("a.html"), "12345").expect("file");
        fs::write(root.path().join("b.jsonl"), "{}\n{}").expect("file");
        let mut reader = reader(&[root.path()], Kind::Auto, None);
        let progress = reader.progress();
        assert_eq!((reader.total_bytes(), progress.bytes()), (Some(10), 0));
        assert!(reader.by_ref().count() > 0);
        assert_eq!(progress.bytes(), 10);
    }
}
