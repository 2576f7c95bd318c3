//! Where output goes: standard output, one file, or the folder of a job.
//!
//! A file gets its name when the run is done, so that half a run is never taken for a whole one.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::done::Written;
use super::encode::{Encoder, Encoders};
use super::error::Error;
use super::job::Job;
use super::settings::{Destination, Settings};
use crate::extract::Extractor;

const BUFFER: usize = 256 << 10;

/// An open output.
pub(super) enum Delivery {
    /// All records in one file or stream.
    Stream(Stream),
    /// The shards of a job, or a file for each record.
    Job(Box<Job>),
}

impl Delivery {
    /// Opens the output. What exists is replaced only with `force`.
    pub(super) fn open(
        settings: &Settings,
        encoders: &Encoders,
        extractor: &Extractor,
    ) -> Result<Self, Error> {
        let force = settings.force;
        Ok(match &settings.destination {
            Destination::Stdout => Self::Stream(Stream::new(io::stdout(), Target::Stdout, encoders)?),
            Destination::File(path) => Self::Stream(Stream::to_file(path, encoders, force)?),
            Destination::Folder(path) => {
                Self::Job(Box::new(Job::open(path, settings, encoders.clone(), extractor)?))
            }
        })
    }

    /// Makes the output final.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self {
            Self::Stream(stream) => stream.finish(),
            Self::Job(job) => job.finish(),
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

    /// Opens the file; one that exists is replaced only with `force`.
    ///
    /// # Errors
    /// [`Error::Exists`], and as [`OneText::to_file`].
    pub fn to_new_file(path: &Path, force: bool) -> Result<Self, Error> {
        if path.exists() && !force {
            return Err(Error::Exists(path.into()));
        }
        Self::to_file(path)
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

/// The canonical paths of outputs that exist already, so that a folder among the inputs can pass over them.
pub(super) fn own_paths(settings: &Settings) -> Vec<PathBuf> {
    let output = match &settings.destination {
        Destination::Stdout => None,
        Destination::File(path) | Destination::Folder(path) => Some(path),
    };
    output.into_iter().chain(&settings.letters.to).filter_map(|path| fs::canonicalize(path).ok()).collect()
}

/// The canonical path of a file, which need not be there yet.
///
/// # Errors
/// When its folder is not there, or cannot be looked at.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::canonicalize(path)
        .or_else(|_| fs::canonicalize(folder).map(|it| it.join(path.file_name().unwrap_or_default())))
}

/// Whether two names are those of one file, which need not be there yet.
pub fn is_same(one: &Path, other: &Path) -> bool {
    matches!((canonical(one), canonical(other)), (Ok(one), Ok(other)) if one == other)
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

    pub(super) fn write(&mut self, record: &Written) -> Result<(), Error> {
        self.out.write(record).map_err(|error| self.target.failed(error))
    }

    /// Ends before the end. A file that had no name yet gets none: it is given back. Elsewhere the last record is whole.
    pub(super) fn abandon(self) -> Result<Option<PathBuf>, Error> {
        if let Target::File(part) = &self.target {
            return Ok(Some(part.target.clone()));
        }
        self.finish().map(|()| None)
    }

    pub(super) fn finish(self) -> Result<(), Error> {
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
pub(super) struct Part {
    path: PathBuf,
    target: PathBuf,
    file: File,
    finished: bool,
}

impl Part {
    pub(super) fn create(target: &Path) -> Result<(Self, File), Error> {
        // Behind a link, the file is replaced and not the link.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        let mut path = target.clone().into_os_string();
        path.push(".part");
        let path = PathBuf::from(path);
        let opened = File::create(&path).and_then(|file| Ok((file.try_clone()?, file)));
        let (file, writer) = opened.map_err(Error::writing(&target))?;
        Ok((Self { path, target, file, finished: false }, writer))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
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

#[cfg(test)]
mod tests {
    use super::super::encode::Aside;
    use super::super::settings::{Form, Format, Packing};
    use super::*;
    use crate::input::Fields;
    use crate::output::Style;

    fn open(path: &Path, force: bool) -> Result<Stream, Error> {
        let form =
            Form { format: Format::Markdown, packing: Packing::None, blocks: false, style: Style::default() };
        Stream::to_file(path, &Encoders::new(form, &Fields::default(), &Aside::default()), force)
    }

    fn text(text: &str) -> Written {
        Written::Text(text.into())
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("out.md");
        (folder, path)
    }

    #[test]
    fn a_file_gets_its_name_at_the_end() {
        let (folder, path) = folder();
        let mut stream = open(&path, false).expect("open");
        for it in ["a\n", "b\n", "c\n"] {
            stream.write(&text(it)).expect("written");
        }
        assert!(!path.exists());
        stream.finish().expect("finished");
        assert_eq!(fs::read_to_string(&path).expect("there"), "a\n\n-----\n\nb\n\n-----\n\nc\n");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }

    #[test]
    fn a_failed_run_leaves_what_was_there() {
        let (folder, path) = folder();
        fs::write(&path, "old").expect("file");
        assert!(open(&path, false).is_err());
        let mut stream = open(&path, true).expect("open");
        stream.write(&text("new")).expect("written");
        drop(stream);
        assert_eq!(fs::read_to_string(&path).expect("there"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }
}
