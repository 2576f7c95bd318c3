//! Entries, opened: what costs time and needs nothing but the entry itself, done by whoever works on it.

use std::sync::Arc;

use super::fields::Fields;
use super::problem::{Place, Problem, Trouble};
use super::reader::Entry;
use super::record::{Kept, OwnedRecord};
use crate::record::Kind;

/// What an entry turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// A record.
    Record(Box<OpenedRecord>),
    /// All records of this dump were given.
    EndOfDump(Arc<str>),
    /// Something about a dump that a user may want to know.
    Note(String),
    /// A folder was walked to its end.
    EndOfFolder {
        /// The folder.
        folder: String,
        /// Files given.
        files: u64,
        /// Entries passed over.
        left_out: u64,
    },
}

/// A record, or why it is none.
#[derive(Debug)]
pub struct OpenedRecord {
    /// Where it stands.
    pub place: Place,
    /// The record, or why it is none.
    pub record: Result<OwnedRecord, Problem>,
    /// What was read of what is no record: a line, a row, a body that cannot be decoded. Where it is not at hand, `None`.
    pub raw: Option<Vec<u8>>,
    /// Of a record with fields: which of `Fields::named` it has, by index.
    pub seen: Option<Vec<usize>>,
    /// Of the first record with fields in a dump: its keys, for messages about the whole dump.
    pub keys: Option<String>,
    /// What is carried through; empty for a record without fields, or one whose fields cannot be read.
    pub kept: Kept,
}

impl OpenedRecord {
    pub(super) fn new(place: Place, record: Result<OwnedRecord, Problem>) -> Self {
        Self { place, record, raw: None, seen: None, keys: None, kept: Kept::new() }
    }

    /// What cannot be read at all.
    pub(super) fn failed(place: Place, trouble: Trouble) -> Self {
        let problem = Problem { id: place.id(), place: place.clone(), trouble };
        Self::new(place, Err(problem))
    }
}

impl Entry {
    /// Reads, unpacks and parses what the entry stands for. `kind` other than `Auto` says how to read a page, whatever its
    /// field is called.
    pub fn open(self, fields: &Fields, kind: Kind) -> Opened {
        Opened::Record(Box::new(match self {
            Self::File(file) => OpenedRecord::new(
                Place::file(&file.path.to_string_lossy()),
                file.read(fields).map_err(|it| *it),
            ),
            Self::Page(record) => OpenedRecord::new(Place::file(&record.id), Ok(record)),
            Self::Line(line) => line.record(fields, kind),
            Self::Row(row) => row.record(fields, kind),
            Self::Response(response) => response.record(kind),
            Self::Member(member) => {
                OpenedRecord::new(member.place.clone(), member.record(kind).map_err(|it| *it))
            }
            Self::Problem(problem) => OpenedRecord::new(problem.place.clone(), Err(problem)),
            Self::Note(note) => return Opened::Note(note),
            Self::EndOfDump(file) => return Opened::EndOfDump(file),
            Self::EndOfFolder { folder, files, left_out } => {
                return Opened::EndOfFolder { folder, files, left_out };
            }
        }))
    }
}
