//! Everything that was named, one entry after another.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::fields::Fields;
use super::globs;
use super::line::Line;
use super::opener::{Held, Opener};
use super::page_file::PageFile;
use super::position::Position;
use super::problem::Problem;
use super::record::OwnedRecord;
use super::row::Row;
use super::shape::Shape;
use super::tar::Member;
use super::walk::{Found, Walk};
use super::warc::Response;
use crate::batch::Weigh;
use crate::record::Kind;

/// A named input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file, a folder, or where there is none of that name a pattern of them.
    Path(PathBuf),
}

impl Source {
    /// Whether the name alone says that this is many records, or could be.
    pub fn is_many(&self) -> bool {
        match self {
            Self::Stdin => false,
            Self::Path(path) => {
                path.is_dir() || globs::is_pattern(path) || Shape::by_name(path).is_some_and(Shape::is_many)
            }
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
    /// The canonical paths of the run's own output, which folders may hold.
    pub skip: Vec<PathBuf>,
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
    /// A page that is a file of its own, not opened yet.
    File(PageFile),
    /// A page that was read: from standard input, or from a file whose name does not tell what is in it.
    Page(OwnedRecord),
    /// A line of JSONL.
    Line(Line),
    /// A row of a table.
    Row(Row),
    /// A page out of a WARC.
    Response(Response),
    /// A page out of an archive.
    Member(Member),
    /// A record that cannot be read.
    Problem(Problem),
    /// Something about a dump that a user may want to know.
    Note(String),
    /// All records of this dump were given.
    EndOfDump(Arc<str>),
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
            Self::Row(row) => row.len(),
            Self::Response(response) => response.len(),
            Self::Member(member) => member.len(),
            // A file is as large as it is when it is opened, and that is the business of the thread that works on it.
            _ => 0,
        }
    }
}

/// A file that holds many records, read from its beginning to its end. Its last entry is `EndOfDump`.
pub(super) trait Dump: Iterator<Item = Entry> + Send + std::fmt::Debug {}

/// Reads what was named.
#[derive(Debug)]
pub struct Reader {
    sources: VecDeque<Source>,
    opener: Opener,
    skip: Vec<PathBuf>,
    walk: Option<Walk>,
    dump: Option<Box<dyn Dump>>,
    position: Position,
    /// Entries up to here are passed over.
    from: Position,
}

impl Reader {
    /// A reader of what `request` names. Opens nothing yet, but looks for what matches patterns.
    pub fn new(request: Request) -> Self {
        let Request { sources, kind, url, skip } = request;
        let sources = globs::expanded(sources, &skip);
        let opener = Opener { kind, url, fields: Fields::default(), progress: Progress::default() };
        let (position, from) = (Position::default(), Position::default());
        Self { sources, opener, skip, walk: None, dump: None, position, from }
    }

    /// Tables are told and read by these fields; without it, by the usual ones.
    #[must_use]
    pub fn with_fields(mut self, fields: Fields) -> Self {
        self.opener.fields = fields;
        self
    }

    /// Begins after the entry that an earlier reader of the same inputs gave last at this position. Files that are over
    /// by then are not opened.
    pub fn skip_to(&mut self, position: Position) {
        self.from = position;
    }

    /// The place after the entry that was given last.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Begins another file; tells whether it is passed over.
    fn begin_file(&mut self, path: Option<&Path>) -> bool {
        self.position = Position { file: self.position.file + 1, given: 0 };
        let is_over = self.position.file < self.from.file;
        if let (true, Some(path)) = (is_over, path) {
            self.opener.progress.add(fs::metadata(path).map_or(0, |file| file.len()));
        }
        is_over
    }

    /// The counter of bytes read.
    pub fn progress(&self) -> Progress {
        self.opener.progress.clone()
    }

    /// Bytes of all inputs as they lie on the disk; `None` when standard input is among them, or when `is_enough` says that
    /// nobody waits for it any more. Walks the folders.
    pub fn total_bytes(&self, is_enough: &dyn Fn() -> bool) -> Option<u64> {
        let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        let mut total = 0;
        for source in &self.sources {
            let Source::Path(path) = source else { return None };
            if path.is_dir() {
                for found in Walk::new(path.clone(), self.skip.clone()).0 {
                    if is_enough() {
                        return None;
                    }
                    total += if let Found::File(path) = found { size(&path) } else { 0 };
                }
            } else {
                total += size(path);
            }
        }
        Some(total)
    }

    fn start(&mut self, source: Source) -> Option<Entry> {
        match source {
            Source::Stdin if self.begin_file(None) => None,
            Source::Stdin => self.take(self.opener.stream("-", None, io::stdin())),
            Source::Path(path) if path.is_dir() => {
                let (walk, problem) = Walk::new(path, self.skip.clone());
                self.walk = Some(walk);
                problem.map(entry_of)
            }
            // A dump may be called what it likes when it is named by itself.
            Source::Path(path) if self.opener.is_disguised_dump(&path) => self.open_as(&path, None),
            Source::Path(path) => self.open(&path),
        }
    }

    fn open(&mut self, path: &Path) -> Option<Entry> {
        self.open_as(path, Shape::by_name(path))
    }

    /// Opens a file whose name says that it holds `shape`.
    fn open_as(&mut self, path: &Path, shape: Option<Shape>) -> Option<Entry> {
        if self.begin_file(Some(path)) {
            return None;
        }
        if globs::is_pattern(path) {
            let name = path.to_string_lossy();
            return Some(Entry::Problem(Problem::of_file(&name, globs::trouble(path))));
        }
        if let Some(kind) = shape.and_then(|shape| shape.kind(self.opener.kind)) {
            let (path, url, progress) = (path.into(), self.opener.url.clone(), self.progress());
            return Some(Entry::File(PageFile { path, kind, url, progress }));
        }
        self.take(self.opener.file(path, shape))
    }

    /// A page, or `None` when the records of a dump are to be given now.
    fn take(&mut self, held: Held) -> Option<Entry> {
        match held {
            Held::One(entry) => Some(entry),
            Held::Many(dump) => {
                self.dump = Some(dump);
                None
            }
        }
    }
}

impl Reader {
    /// One step ahead: an entry, or nothing yet, as where one is passed over. `None` at the end.
    pub fn step(&mut self) -> Option<Option<Entry>> {
        let entry = if let Some(dump) = &mut self.dump {
            let entry = dump.next();
            if entry.is_none() {
                self.dump = None;
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
        self.position.given += u64::from(entry.is_some());
        Some(entry.filter(|_| self.position > self.from))
    }
}

impl Iterator for Reader {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.step()? {
                return Some(entry);
            }
        }
    }
}

fn entry_of(found: Found) -> Entry {
    match found {
        Found::File(path) => unreadable(&path, io::ErrorKind::Other.into()),
        Found::Unreadable(path, error) => unreadable(&path, error),
        Found::End { folder, files, left_out } => {
            Entry::EndOfFolder { folder: folder.to_string_lossy().into_owned(), files, left_out }
        }
    }
}

fn unreadable(path: &Path, error: io::Error) -> Entry {
    Entry::Problem(Problem::unreadable(&path.to_string_lossy(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(entry: &Entry) -> String {
        match entry {
            Entry::File(file) => match file.read(&Fields::default()) {
                Ok(record) => short(&Entry::Page(record)),
                Err(problem) => problem.to_string(),
            },
            Entry::Page(record) => format!("{} {:?} {}", record.id, record.kind, record.len()),
            Entry::Line(line) => {
                let first = if line.is_first { "first " } else { "" };
                format!("{first}{} {}", line.place.id(), String::from_utf8_lossy(line.bytes.trim_ascii()))
            }
            Entry::Row(row) => row.place.id(),
            Entry::Problem(problem) => problem.to_string(),
            Entry::Response(_) | Entry::Member(_) => format!("{entry:?}"),
            Entry::Note(note) => note.clone(),
            Entry::EndOfDump(file) => format!("end of {file}"),
            Entry::EndOfFolder { files, left_out, .. } => format!("folder: {files}, left out {left_out}"),
        }
    }

    fn reader(sources: &[&Path], kind: Kind, url: Option<&str>) -> Reader {
        let sources = sources.iter().map(|path| Source::Path(path.to_path_buf())).collect();
        Reader::new(Request { sources, kind, url: url.map(Into::into), skip: Vec::new() })
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
    fn a_reader_goes_on_where_another_one_stopped() {
        let root = tempfile::tempdir().expect("folder");
        let file = |name: &str, text: &str| fs::write(root.path().join(name), text).expect("file");
        file("a.html", "one");
        file("b.jsonl", "{}\n\n{\n{}");
        file("c.jsonl", "");
        file("d.txt", "two");
        let gone = root.path().join("gone");
        let whole = || reader(&[root.path(), &gone, root.path()], Kind::Auto, None);
        let (mut all, mut positions) = (Vec::new(), Vec::new());
        let mut first = whole();
        while let Some(entry) = first.next() {
            all.push(short(&entry));
            positions.push(first.position());
        }
        assert_eq!(all.len(), 8 + 1 + 8, "{all:?}");
        for (n, position) in positions.into_iter().enumerate() {
            let mut second = whole();
            second.skip_to(position);
            let rest: Vec<_> = second.by_ref().map(|entry| short(&entry)).collect();
            assert_eq!(rest, all[n + 1..], "{position:?}");
            assert_eq!(second.position(), first.position());
        }
    }

    #[test]
    fn progress_reaches_the_total() {
        let root = tempfile::tempdir().expect("folder");
        fs::write(root.path().join("a.html"), "12345").expect("file");
        fs::write(root.path().join("b.jsonl"), "{}\n{}").expect("file");
        let mut reader = reader(&[root.path()], Kind::Auto, None);
        let progress = reader.progress();
        assert_eq!((reader.total_bytes(&|| false), progress.bytes()), (Some(10), 0));
        // Each entry is read when it is looked at.
        let entries: Vec<_> = reader.by_ref().map(|entry| short(&entry)).collect();
        assert!(!entries.is_empty());
        assert_eq!(progress.bytes(), 10);
    }
}
