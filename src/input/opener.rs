//! Files and streams, opened: what they hold is told by their beginning, then they are a page or a dump.
//!
//! Knows nothing of what was read before and what comes next; that is the reader's.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::fields::Fields;
use super::lines::Lines;
use super::open::{Opening, Stream};
use super::problem::{Problem, Trouble};
use super::reader::{Dump, Entry, Progress};
use super::record::OwnedRecord;
use super::shape::Shape;
use super::table::Table;
use super::tar::Tar;
use super::warc::Warc;
use crate::record::Kind;

/// What is in a file.
pub(super) enum Held {
    /// A page, or what is wrong with the file.
    One(Entry),
    /// Many records, which are read one by one.
    Many(Box<dyn Dump>),
}

impl Held {
    fn problem(name: &str, trouble: Trouble) -> Self {
        Self::One(Entry::Problem(Problem::of_file(name, trouble)))
    }

    fn unreadable(name: &str, error: io::Error) -> Self {
        Self::One(Entry::Problem(Problem::unreadable(name, error)))
    }
}

/// Opens what may hold many records.
#[derive(Debug)]
pub(super) struct Opener {
    /// How to read pages.
    pub(super) kind: Kind,
    /// The address of the one page that is read.
    pub(super) url: Option<String>,
    /// The fields of tables.
    pub(super) fields: Fields,
    /// Counts what is read.
    pub(super) progress: Progress,
}

impl Opener {
    /// Opens a file of which the first bytes are to be looked at. `said` is what its name says.
    pub(super) fn file(&self, path: &Path, said: Option<Shape>) -> Held {
        let name = path.to_string_lossy();
        match File::open(path) {
            #[cfg(feature = "parquet")]
            Ok(file) if said == Some(Shape::Parquet) || super::parquet::is_parquet(&file) => {
                self.parquet(&name, file)
            }
            Ok(file) => self.stream(&name, said, file),
            Err(error) => Held::unreadable(&name, error),
        }
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self, name: &str, file: File) -> Held {
        use super::parquet::Rows;

        let opened = match self.url {
            Some(_) => Err(Trouble::UrlForLines),
            None => Rows::open(name, file, (&self.fields, self.kind), self.progress.clone()),
        };
        match opened {
            Ok(rows) => Held::Many(Box::new(rows)),
            Err(trouble) => Held::problem(name, trouble),
        }
    }

    /// What is in a stream. `said` is what its name says.
    pub(super) fn stream(&self, name: &str, said: Option<Shape>, raw: impl Read + Send + 'static) -> Held {
        let opened = Opening::new(raw, self.progress.clone()).and_then(|mut opening| {
            let shape = opening.shape(said, &self.fields)?;
            Ok((shape, opening))
        });
        let (shape, opening) = match opened {
            Err(error) => return Held::unreadable(name, error),
            Ok((Err(what), _)) => return Held::problem(name, Trouble::Foreign { what }),
            Ok((Ok(shape), opening)) => (shape, opening),
        };
        match shape.kind(self.kind) {
            Some(kind) => self.page(name, opening.into_stream(), kind),
            None if self.url.is_some() => Held::problem(name, Trouble::UrlForLines),
            None => self.dump(name, shape, opening).unwrap_or_else(|error| Held::unreadable(name, error)),
        }
    }

    fn page(&self, name: &str, stream: io::Result<Stream>, kind: Kind) -> Held {
        let read = match stream {
            Ok(stream) => OwnedRecord::read(name, stream, kind, self.url.clone(), &self.fields),
            Err(error) => Err(Problem::unreadable(name, error).into()),
        };
        Held::One(match read {
            Ok(record) => Entry::Page(record),
            Err(problem) => Entry::Problem(*problem),
        })
    }

    fn dump(&self, name: &str, shape: Shape, opening: Opening) -> io::Result<Held> {
        Ok(Held::Many(match shape {
            Shape::Warc => Box::new(Warc::new(name, opening)?),
            Shape::Tar => Box::new(Tar::new(name, opening.into_stream()?)),
            Shape::Table { separator } => {
                let stream = opening.into_stream()?;
                Box::new(Table::new(name, stream, separator, self.fields.clone(), self.kind))
            }
            Shape::Parquet => return Ok(Held::problem(name, Trouble::Foreign { what: PARQUET_STREAM })),
            Shape::Lines | Shape::Html | Shape::Text => Box::new(Lines::new(name, opening.into_stream()?)),
        }))
    }

    /// Whether a file that is called a page holds many records, as its beginning says. What else is wrong with it is told
    /// when it is read.
    pub(super) fn is_disguised_dump(&self, path: &Path) -> bool {
        let Some(said) = Shape::by_name(path).filter(|shape| !shape.is_many()) else { return false };
        // What is no file of the disk can be read only once.
        let file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|it| it.is_file()));
        let opening = file.and_then(|file| Opening::new(file, Progress::default()).ok());
        let shape = opening.and_then(|mut opening| opening.shape(Some(said), &self.fields).ok());
        shape.is_some_and(|shape| shape.is_ok_and(Shape::is_many))
    }
}

/// Why a stream of Parquet is not read.
const PARQUET_STREAM: &str = if cfg!(feature = "parquet") {
    "Parquet, which is read from its end, and so cannot come packed or through a pipe: name the unpacked file"
} else {
    "Parquet, which this tinsach was built without: build it with the feature parquet"
};
