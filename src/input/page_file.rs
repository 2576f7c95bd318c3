//! A page that is a file of its own, named by the reader and read by whoever works on it.
//!
//! Opening, reading and unpacking small files is a good part of the work on a folder of them: it is done by all threads.

use std::fs::File;
use std::path::PathBuf;

use super::fields::Fields;
use super::open::unpack;
use super::problem::Problem;
use super::reader::Progress;
use super::record::OwnedRecord;
use crate::record::Kind;

/// A page that is a file of its own, not opened yet.
#[derive(Clone, Debug)]
pub struct PageFile {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    pub(super) url: Option<String>,
    pub(super) progress: Progress,
}

impl PageFile {
    /// Reads the page. `fields` tell a dump that is called a page by mistake.
    ///
    /// # Errors
    /// When the file cannot be opened, read or unpacked, holds more than a page may, or is a dump.
    pub fn read(&self, fields: &Fields) -> Result<OwnedRecord, Box<Problem>> {
        let name = self.path.to_string_lossy();
        let stream = File::open(&self.path).and_then(|file| unpack(file, self.progress.clone()));
        let stream = stream.map_err(|error| Problem::unreadable(&name, error))?;
        OwnedRecord::read(&name, stream, self.kind, self.url.clone(), fields)
    }
}
