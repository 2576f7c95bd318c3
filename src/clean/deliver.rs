//! Where output goes: standard output, one file, or a folder with one file a record.
//!
//! A file gets its name when the run is done, so that half a run is never taken for a whole one. In a folder the files
//! are named after the records, and no name leads out of it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::done::Written;
use super::encode::{Encoder, Encoders};
use super::error::Error;
use super::settings::Destination;

const BUFFER: usize = 256 << 10;
/// The longest file name without its number and extension: systems allow 255 bytes.
const LONGEST_NAME: usize = 160;

/// An open output.
pub(super) enum Delivery {
    /// All records in one file or stream.
    Stream(Stream),
    /// A file for each record.
    Folder(Folder),
}

impl Delivery {
    /// Opens the output. What exists is replaced only with `force`.
    pub(super) fn open(destination: &Destination, encoders: &Encoders, force: bool) -> Result<Self, Error> {
        Ok(match destination {
            Destination::Stdout => Self::Stream(Stream::new(io::stdout(), Target::Stdout, encoders)?),
            Destination::File(path) => Self::Stream(Stream::to_file(path, encoders, force)?),
            Destination::Folder(path) => Self::Folder(Folder::open(path, encoders.extension(), force)?),
        })
    }

    /// Writes one record. The inner error is that record's alone: the run can go on.
    pub(super) fn write(&mut self, id: &str, record: &Written) -> Result<Result<(), String>, Error> {
        match self {
            Self::Stream(stream) => stream.write(record).map(Ok),
            Self::Folder(folder) => folder.write(id, record),
        }
    }

    /// Makes the output final.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self {
            Self::Stream(stream) => stream.finish(),
            Self::Folder(_) => Ok(()),
        }
    }
}

/// Text that is made in one piece and goes to one file or to standard output, as figures and predictions do.
#[derive(Debug)]
pub struct OneText(Option<(Part, File)>);

impl OneText {
    /// Opens the file, which is replaced if it exists; nothing is lost before [`OneText::deliver`].
    ///
    /// # Errors
    /// When the system does not let it write there.
    pub fn to_file(path: &Path) -> Result<Self, Error> {
        Part::create(path).map(|opened| Self(Some(opened)))
    }

    /// To standard output.
    pub const fn to_stdout() -> Self {
        Self(None)
    }

    /// Writes the text.
    ///
    /// # Errors
    /// When it cannot be written, or nobody reads it.
    pub fn deliver(self, text: &str) -> Result<(), Error> {
        match self.0 {
            None => io::stdout().write_all(text.as_bytes()).map_err(|error| Target::Stdout.failed(error)),
            Some((part, mut file)) => {
                file.write_all(text.as_bytes()).map_err(Error::writing(&part.path))?;
                part.finish()
            }
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
    out: Box<dyn Encoder>,
    target: Target,
}

/// What a stream leads to.
#[derive(Debug)]
enum Target {
    Stdout,
    /// A device or a pipe: it cannot be replaced, and need not be.
    Device(PathBuf),
    /// A file that gets its name at the end.
    File(Part),
}

impl Target {
    fn failed(&self, error: io::Error) -> Error {
        match self {
            Self::Stdout | Self::Device(_) if error.kind() == ErrorKind::BrokenPipe => Error::ClosedPipe,
            Self::Stdout => Error::CannotWrite { name: "standard output".into(), source: error },
            Self::Device(path) => Error::writing(path)(error),
            Self::File(part) => Error::writing(&part.target)(error),
        }
    }
}

impl Stream {
    fn new(out: impl Write + Send + 'static, target: Target, encoders: &Encoders) -> Result<Self, Error> {
        let out = encoders.encoder(Box::new(BufWriter::with_capacity(BUFFER, out)));
        Ok(Self { out: out.map_err(|error| target.failed(error))?, target })
    }

    fn to_file(path: &Path, encoders: &Encoders, force: bool) -> Result<Self, Error> {
        match fs::metadata(path) {
            Ok(there) if there.is_file() && !force => Err(Error::Exists(path.into())),
            Ok(there) if !there.is_file() => {
                let file = File::options().write(true).open(path).map_err(Error::writing(path))?;
                Self::new(file, Target::Device(path.into()), encoders)
            }
            _ => {
                let (part, file) = Part::create(path)?;
                Self::new(file, Target::File(part), encoders)
            }
        }
    }

    fn write(&mut self, record: &Written) -> Result<(), Error> {
        self.out.write(record).map_err(|error| self.target.failed(error))
    }

    fn finish(self) -> Result<(), Error> {
        let Self { out, target } = self;
        out.finish().map_err(|error| target.failed(error))?;
        match target {
            Target::File(part) => part.finish(),
            Target::Stdout | Target::Device(_) => Ok(()),
        }
    }
}

/// A file that is not finished: `OUT.part`, taken away unless it becomes `OUT`.
#[derive(Debug)]
struct Part {
    path: PathBuf,
    target: PathBuf,
    file: File,
    finished: bool,
}

impl Part {
    fn create(target: &Path) -> Result<(Self, File), Error> {
        // Behind a link, the file is replaced and not the link.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        let mut path = target.clone().into_os_string();
        path.push(".part");
        let path = PathBuf::from(path);
        let opened = File::create(&path).and_then(|file| Ok((file.try_clone()?, file)));
        let (file, writer) = opened.map_err(Error::writing(&target))?;
        Ok((Self { path, target, file, finished: false }, writer))
    }

    fn finish(mut self) -> Result<(), Error> {
        let named = self.file.sync_all().and_then(|()| fs::rename(&self.path, &self.target));
        named.map_err(Error::writing(&self.target))?;
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
    extension: String,
    force: bool,
    /// Hashes of the names given: eight bytes a record is all that a run of files holds.
    taken: HashSet<u64>,
}

impl Folder {
    fn open(path: &Path, extension: String, force: bool) -> Result<Self, Error> {
        fs::create_dir_all(path).map_err(Error::writing(path))?;
        Ok(Self { path: path.to_path_buf(), extension, force, taken: HashSet::new() })
    }

    fn write(&mut self, id: &str, record: &Written) -> Result<Result<(), String>, Error> {
        let bytes = match record {
            Written::Nothing => return Ok(Ok(())),
            Written::Text(text) => text.as_bytes(),
            Written::Packed(bytes) => bytes,
        };
        let name = self.free_name(id);
        let path = self.path.join(name);
        let mut options = File::options();
        options.write(true);
        let opened = if self.force {
            options.create(true).truncate(true).open(&path)
        } else {
            options.create_new(true).open(&path)
        };
        let written = opened.and_then(|mut file| file.write_all(bytes));
        match written {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Err(format!(
                "{} exists: name another folder, or add --force to replace it",
                path.display()
            ))),
            other => {
                if other.is_err() {
                    // The run has failed, which is told; half an article must not be left under its name.
                    let _ = fs::remove_file(&path);
                }
                other.map(Ok).map_err(Error::writing(&path))
            }
        }
    }

    /// A name that no record of this run has: the record's own, or that with a number.
    fn free_name(&mut self, id: &str) -> String {
        let stem = stem(id);
        let mut number = 1_u64;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("-{number}") };
            let name = format!("{stem}{suffix}.{}", self.extension);
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
    use super::super::encode::Aside;
    use super::super::settings::{Form, Format, Packing};
    use super::*;
    use crate::input::Fields;
    use crate::output::Style;

    fn open(destination: &Destination, force: bool) -> Result<Delivery, Error> {
        let form =
            Form { format: Format::Markdown, packing: Packing::None, blocks: false, style: Style::default() };
        Delivery::open(destination, &Encoders::new(form, &Fields::default(), &Aside::default()), force)
    }

    fn text(text: &str) -> Written {
        Written::Text(text.into())
    }

    fn file(folder: &tempfile::TempDir) -> (PathBuf, Destination) {
        let path = folder.path().join("out.md");
        (path.clone(), Destination::File(path))
    }

    #[test]
    fn a_file_gets_its_name_at_the_end() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, destination) = file(&folder);
        let mut delivery = open(&destination, false).expect("open");
        for it in ["a\n", "b\n", "c\n"] {
            assert_eq!(delivery.write("id", &text(it)).expect("written"), Ok(()));
        }
        assert!(!path.exists());
        delivery.finish().expect("finished");
        assert_eq!(fs::read_to_string(&path).expect("there"), "a\n\n-----\n\nb\n\n-----\n\nc\n");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }

    #[test]
    fn a_failed_run_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, destination) = file(&folder);
        fs::write(&path, "old").expect("file");
        assert!(open(&destination, false).is_err());
        let mut delivery = open(&destination, true).expect("open");
        assert_eq!(delivery.write("id", &text("new")).expect("written"), Ok(()));
        drop(delivery);
        assert_eq!(fs::read_to_string(&path).expect("there"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }

    #[test]
    fn records_of_a_folder_have_names_of_their_own() {
        let folder = tempfile::tempdir().expect("folder");
        let destination = Destination::Folder(folder.path().join("new/deep"));
        let write = |force| {
            let mut delivery = open(&destination, force).expect("open");
            ["a/x.html", "a/x.txt", "A/x"].map(|id| delivery.write(id, &text(id)).expect("written").is_ok())
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
