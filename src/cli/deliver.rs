//! Where output goes: standard output, one file, or a folder with one file a record.
//!
//! A file gets its name when the run is done, so that half a run is never taken for a whole one. In a folder the files
//! are named after the records, and no name leads out of it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use unicode_normalization::UnicodeNormalization;

use super::config::Destination;

const BUFFER: usize = 256 << 10;
/// The longest file name without its number and extension: systems allow 255 bytes.
const LONGEST_NAME: usize = 160;

/// The reader of standard output has gone.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads the output any more")]
pub(super) struct ClosedPipe;

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

/// An open output.
pub(super) enum Delivery {
    Stream(Stream),
    Folder(Folder),
}

impl Delivery {
    /// Opens the output. What exists is replaced only with `force`.
    pub(super) fn open(destination: &Destination, layout: Layout, force: bool) -> anyhow::Result<Self> {
        Ok(match destination {
            Destination::Stdout => Self::Stream(Stream::new(io::stdout(), None, layout)),
            Destination::File(path) => Self::Stream(Stream::to_file(path, layout, force)?),
            Destination::Folder(path) => Self::Folder(Folder::open(path, layout, force)?),
        })
    }

    /// Writes one record. The inner error is that record's alone: the run can go on.
    pub(super) fn write(&mut self, id: &str, text: &str) -> anyhow::Result<Result<(), String>> {
        match self {
            Self::Stream(stream) => stream.write(text).map(Ok),
            Self::Folder(folder) => folder.write(id, text),
        }
    }

    /// Makes the output final.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stream(stream) => stream.finish(),
            Self::Folder(_) => Ok(()),
        }
    }
}

/// The canonical path of an output that exists already, so that a folder among the inputs can pass over it.
pub(super) fn own_path(destination: &Destination) -> Option<PathBuf> {
    match destination {
        Destination::Stdout => None,
        Destination::File(path) | Destination::Folder(path) => fs::canonicalize(path).ok(),
    }
}

/// Records one after another.
pub(super) struct Stream {
    out: BufWriter<Box<dyn Write + Send>>,
    part: Option<Part>,
    layout: Layout,
    is_first: bool,
}

impl Stream {
    fn new(out: impl Write + Send + 'static, part: Option<Part>, layout: Layout) -> Self {
        let out: Box<dyn Write + Send> = Box::new(out);
        Self { out: BufWriter::with_capacity(BUFFER, out), part, layout, is_first: true }
    }

    fn to_file(path: &Path, layout: Layout, force: bool) -> anyhow::Result<Self> {
        match fs::metadata(path) {
            Ok(there) if there.is_file() && !force => {
                bail!("{} exists: name another file, or add --force to replace it", path.display())
            }
            // A device or a pipe cannot be replaced, and need not be.
            Ok(there) if !there.is_file() => {
                let file = File::options().write(true).open(path).with_context(|| cannot_write(path))?;
                Ok(Self::new(file, None, layout))
            }
            _ => {
                let (part, file) = Part::create(path)?;
                Ok(Self::new(file, Some(part), layout))
            }
        }
    }

    fn write(&mut self, text: &str) -> anyhow::Result<()> {
        let is_first = std::mem::take(&mut self.is_first);
        let before = if is_first { self.layout.head } else { self.layout.separator };
        let written =
            self.out.write_all(before.as_bytes()).and_then(|()| self.out.write_all(text.as_bytes()));
        self.checked(written)
    }

    fn finish(mut self) -> anyhow::Result<()> {
        let flushed = self.out.flush();
        self.checked(flushed)?;
        self.part.take().map_or(Ok(()), Part::finish)
    }

    fn checked(&self, result: io::Result<()>) -> anyhow::Result<()> {
        result.map_err(|error| match &self.part {
            None if error.kind() == ErrorKind::BrokenPipe => ClosedPipe.into(),
            None => anyhow::Error::new(error).context("the output cannot be written"),
            Some(part) => anyhow::Error::new(error).context(cannot_write(&part.path)),
        })
    }
}

fn cannot_write(path: &Path) -> String {
    format!("{} cannot be written", path.display())
}

/// A file that is not finished: `OUT.part`, taken away unless it becomes `OUT`.
struct Part {
    path: PathBuf,
    target: PathBuf,
    file: File,
    finished: bool,
}

impl Part {
    fn create(target: &Path) -> anyhow::Result<(Self, File)> {
        // Behind a link, the file is replaced and not the link.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        let mut path = target.clone().into_os_string();
        path.push(".part");
        let path = PathBuf::from(path);
        let opened = File::create(&path).and_then(|file| Ok((file.try_clone()?, file)));
        let (file, writer) = opened.with_context(|| cannot_write(&target))?;
        Ok((Self { path, target, file, finished: false }, writer))
    }

    fn finish(mut self) -> anyhow::Result<()> {
        let named = self.file.sync_all().and_then(|()| fs::rename(&self.path, &self.target));
        named.with_context(|| cannot_write(&self.target))?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.finished {
            // The run has failed for another reason, which is told; a file left behind is called .part.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// One file a record.
pub(super) struct Folder {
    path: PathBuf,
    layout: Layout,
    force: bool,
    /// Hashes of the names given: eight bytes a record is all that a run of files holds.
    taken: HashSet<u64>,
}

impl Folder {
    fn open(path: &Path, layout: Layout, force: bool) -> anyhow::Result<Self> {
        fs::create_dir_all(path).with_context(|| format!("{} cannot be made a folder", path.display()))?;
        Ok(Self { path: path.to_path_buf(), layout, force, taken: HashSet::new() })
    }

    fn write(&mut self, id: &str, text: &str) -> anyhow::Result<Result<(), String>> {
        let name = self.free_name(id);
        let path = self.path.join(name);
        let mut options = File::options();
        options.write(true);
        let opened = if self.force {
            options.create(true).truncate(true).open(&path)
        } else {
            options.create_new(true).open(&path)
        };
        let head = self.layout.head.as_bytes();
        let written =
            opened.and_then(|mut file| file.write_all(head).and_then(|()| file.write_all(text.as_bytes())));
        match written {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Err(format!(
                "{} exists: name another folder, or add --force to replace it",
                path.display()
            ))),
            other => other.map(Ok).with_context(|| cannot_write(&path)),
        }
    }

    /// A name that no record of this run has: the record's own, or that with a number.
    fn free_name(&mut self, id: &str) -> String {
        let stem = stem(id);
        let mut number = 1_u64;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("-{number}") };
            let name = format!("{stem}{suffix}.{}", self.layout.extension);
            // Some file systems see no difference between a and A.
            if self.taken.insert(hash(&name.to_lowercase())) {
                return name;
            }
            number += 1;
        }
    }
}

/// The name of a record as a file name: `news/a b.html.gz` becomes `news_a_b`.
fn stem(id: &str) -> String {
    let id = id.strip_suffix(".gz").unwrap_or(id);
    let id =
        [".html", ".htm", ".txt"].into_iter().find_map(|extension| id.strip_suffix(extension)).unwrap_or(id);
    let mut stem = String::new();
    for c in id.nfc() {
        let c = if c.is_alphanumeric() || "-.".contains(c) { c } else { '_' };
        // No leading dot: neither hidden files nor the folder above.
        if !(stem.is_empty() && "._".contains(c) || c == '_' && stem.ends_with('_')) {
            stem.push(c);
        }
    }
    if stem.len() > LONGEST_NAME {
        stem.truncate(stem.floor_char_boundary(LONGEST_NAME));
        stem = format!("{stem}-{:016x}", hash(id));
    }
    if stem.is_empty() { "record".into() } else { stem }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: Layout = Layout { head: "", separator: "\n--\n", extension: "md" };

    fn file(folder: &tempfile::TempDir) -> (PathBuf, Destination) {
        let path = folder.path().join("out.md");
        (path.clone(), Destination::File(path))
    }

    #[test]
    fn a_file_gets_its_name_at_the_end() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, destination) = file(&folder);
        let mut delivery = Delivery::open(&destination, LAYOUT, false).expect("open");
        for text in ["a\n", "b\n", "c\n"] {
            assert_eq!(delivery.write("id", text).expect("written"), Ok(()));
        }
        assert!(!path.exists());
        delivery.finish().expect("finished");
        assert_eq!(fs::read_to_string(&path).expect("there"), "a\n\n--\nb\n\n--\nc\n");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }

    #[test]
    fn a_failed_run_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, destination) = file(&folder);
        fs::write(&path, "old").expect("file");
        assert!(Delivery::open(&destination, LAYOUT, false).is_err());
        let mut delivery = Delivery::open(&destination, LAYOUT, true).expect("open");
        assert_eq!(delivery.write("id", "new").expect("written"), Ok(()));
        drop(delivery);
        assert_eq!(fs::read_to_string(&path).expect("there"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }

    #[test]
    fn records_of_a_folder_have_names_of_their_own() {
        let folder = tempfile::tempdir().expect("folder");
        let destination = Destination::Folder(folder.path().join("new/deep"));
        let write = |force| {
            let mut delivery = Delivery::open(&destination, LAYOUT, force).expect("open");
            ["a/x.html", "a/x.txt", "A/x"].map(|id| delivery.write(id, id).expect("written").is_ok())
        };
        assert_eq!(write(false), [true; 3]);
        assert_eq!(write(false), [false; 3], "what is there stays");
        assert_eq!(write(true), [true; 3]);
        let mut names: Vec<_> = fs::read_dir(folder.path().join("new/deep"))
            .expect("there")
            .map(|entry| entry.expect("entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["A_x-3.md", "a_x-2.md", "a_x.md"]);
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let cases = [
            ("../../etc/passwd", "etc_passwd"),
            ("..", "record"),
            ("", "record"),
            ("https://a.vn/tin-moi/x.html?p=1", "https_a.vn_tin-moi_x.html_p_1"),
            ("báo/bài.htm.gz", "báo_bài"),
            (".hidden.txt", "hidden"),
        ];
        for (id, name) in cases {
            assert_eq!(stem(id), name, "{id}");
        }
        let long = [stem(&"ế".repeat(200)), stem(&"ế".repeat(201))];
        assert!(long[0] != long[1] && long[0].len() < 200, "{long:?}");
    }
}
