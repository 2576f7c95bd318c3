//! The shard under way: what its records have become so far, below `_tmp`.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::commit::{FileOf, dead_name, part_name};
use super::folder::Folder;
use super::names::Names;
use crate::clean::count::{Count, Fate};
use crate::clean::done::Written;
use crate::clean::encode::{Encoder, Encoders};
use crate::clean::error::Error;

const BUFFER: usize = 256 << 10;

/// A shard that is not finished.
pub(super) struct Shard {
    number: u64,
    data: Data,
    dead: Option<BufWriter<File>>,
    count: Count,
    /// Bytes of data and dead letters before packing: they depend on the records alone.
    bytes: u64,
}

/// Where the data goes.
enum Data {
    /// All into one file.
    Part { name: String, file: File, out: Box<dyn Encoder> },
    /// Each record into one of its own.
    Files { extension: String, files: Vec<FileOf> },
}

impl Shard {
    pub(super) fn begin(number: u64, encoders: &Encoders, folder: &Folder) -> Result<Self, Error> {
        let extension = encoders.extension();
        let data = if encoders.format().is_for_files() {
            Data::Files { extension, files: Vec::new() }
        } else {
            let name = part_name(number, &extension);
            let file = folder.create(&name)?;
            let out = file.try_clone().map_err(folder.failed(&name))?;
            let out = encoders.encoder(Box::new(BufWriter::with_capacity(BUFFER, out)));
            let out = out.map_err(folder.failed(&name))?;
            Data::Part { name, file, out }
        };
        Ok(Self { number, data, dead: None, count: Count::default(), bytes: 0 })
    }

    pub(super) fn records(&self) -> u64 {
        self.count.records()
    }

    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn count(&mut self, fate: Fate) {
        self.count.count(fate);
    }

    pub(super) const fn counted(&self) -> &Count {
        &self.count
    }

    /// Its records were counted by an earlier run.
    pub(super) fn set_count(&mut self, count: Count) {
        self.count = count;
    }

    /// Writes what a record has become.
    pub(super) fn write(
        &mut self,
        (id, record): (&str, &Written),
        names: &mut Names,
        folder: &Folder,
    ) -> Result<(), Error> {
        self.bytes += record.bytes();
        match &mut self.data {
            Data::Part { name, out, .. } => out.write(record).map_err(folder.failed(name)),
            Data::Files { extension, files } => {
                let bytes = match record {
                    Written::Nothing => return Ok(()),
                    Written::Text(text) => text.as_bytes(),
                    Written::Packed(bytes) => bytes,
                };
                let name = names.free(id, extension);
                folder.create(&name)?.write_all(bytes).map_err(folder.failed(&name))?;
                files.push(FileOf { name, bytes: bytes.len() as u64 });
                Ok(())
            }
        }
    }

    /// Writes a dead letter.
    pub(super) fn bury(&mut self, letter: &str, folder: &Folder) -> Result<(), Error> {
        self.bytes += letter.len() as u64;
        let name = dead_name(self.number);
        let file = match &mut self.dead {
            Some(file) => file,
            none => none.insert(BufWriter::with_capacity(BUFFER, folder.create(&name)?)),
        };
        file.write_all(letter.as_bytes()).map_err(folder.failed(&name))
    }

    /// Brings all of it to the disk. What it was, and its files.
    pub(super) fn finish(self, folder: &Folder) -> Result<(Count, Vec<FileOf>), Error> {
        let mut files = match self.data {
            Data::Part { name, file, out } => {
                let synced = out.finish().and_then(|_| file.sync_all());
                let bytes = synced.and_then(|()| file.metadata()).map_err(folder.failed(&name))?.len();
                vec![FileOf { name, bytes }]
            }
            Data::Files { files, .. } => {
                // All are written by now, so that the first one brings most of the others with it.
                for FileOf { name, .. } in &files {
                    let synced = File::open(folder.unfinished(name)).and_then(|file| file.sync_all());
                    synced.map_err(folder.failed(name))?;
                }
                files
            }
        };
        if let Some(file) = self.dead {
            let name = dead_name(self.number);
            let synced = file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|file| {
                file.sync_all()?;
                file.metadata()
            });
            let bytes = synced.map_err(folder.failed(&name))?.len();
            files.push(FileOf { name, bytes });
        }
        Ok((self.count, files))
    }
}
