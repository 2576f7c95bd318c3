//! A run that can be interrupted at any moment and goes on with the same command: `-o DIR`.
//!
//! Records are written in shards. A shard ends after a number of records or of bytes, both before packing, so that its
//! borders depend on the input alone. When it ends, its files are brought to the disk under temporary names, then renamed,
//! then a commit says so, with the place in the input where the next shard begins. Only commits count: whatever else
//! an interrupted run has left is taken away, and its records are cleaned again, unless it could stop in good order and keep
//! what was done (`partial`). The bytes of a job are those of an undisturbed run.
//!
//! `_job.json` says what the job reads and how, and another one is refused; `_lock` keeps a second run away; `_SUCCESS`
//! comes last; of a run in two passes, `_commits/first-pass.json` has what the first one found. What a record is, this module
//! does not know: it is given what was made of it.

mod commit;
mod error;
mod folder;
mod identity;
mod kept;
mod names;
mod partial;
mod shard;

pub use error::JobError;
pub(super) use kept::{Keep, Keepers};

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::count::{Count, Fate};
use super::done::Written;
use super::encode::Encoders;
use super::error::Error;
use super::settings::{Settings, ShardSize};
use super::two_pass::Counts;
use crate::extract::Extractor;
use crate::input::{Position, survey};
use commit::{Commit, FileOf, commit_name, kept_name};
use folder::{FIRST_PASS, Folder, JOB, SUCCESS};
use identity::JobFile;
use names::Names;
use partial::{Found, Journal, PARTIAL};
use shard::Shard;

/// A job under way.
pub(super) struct Job {
    folder: Folder,
    encoders: Encoders,
    size: ShardSize,
    /// Shards committed.
    shards: u64,
    shard: Option<Shard>,
    /// What it was given.
    journal: Option<Journal>,
    /// What became of the records of the shards committed.
    count: Count,
    names: Names,
    is_finished: bool,
}

/// Where a job goes on.
#[derive(Debug)]
pub(super) struct Resumed {
    /// The place in the input.
    pub(super) next: Position,
    /// The file that the last record was in.
    pub(super) file: String,
    /// What a user may want to know of it.
    pub(super) note: Option<String>,
}

/// What `_SUCCESS` says.
#[derive(Serialize)]
struct Success<'a> {
    shards: u64,
    records: u64,
    #[serde(flatten)]
    count: &'a Count,
}

impl Job {
    /// Begins a job in a folder, or takes up the one that is there. With `force` that one is taken away.
    pub(super) fn open(
        root: &Path,
        settings: &Settings,
        encoders: Encoders,
        extractor: &Extractor,
    ) -> Result<Self, Error> {
        let folder = Folder::open(root)?;
        let mut skip = settings.request.skip.clone();
        skip.push(fs::canonicalize(root).map_err(Error::writing(root))?);
        let inputs = survey(&settings.request.sources, &skip, &|| settings.stop.is_asked());
        let inputs = inputs.ok_or_else(Error::stopped_before_it_began)?;
        let this = JobFile::new(settings, extractor, inputs);
        let has_parts = !encoders.format().is_for_files();
        if settings.force && folder.has(JOB) {
            begin_anew(&folder, has_parts)?;
        }
        if folder.has(JOB) {
            this.check_against(&folder)?;
        }
        let shards = folder.shards();
        folder.clear_uncommitted(shards, has_parts)?;
        if !folder.has(JOB) {
            folder.write(JOB, &json(&this))?;
            folder.publish([JOB])?;
        }
        let is_finished = folder.has(SUCCESS);
        let (size, names) = (settings.shard, Names::default());
        let (shard, journal, count) = (None, None, Count::default());
        Ok(Self { folder, encoders, size, shards, shard, journal, count, names, is_finished })
    }

    /// Goes through all commits: whether their files are there, what they count, what was kept; then through what
    /// is done of the shard after them.
    pub(super) fn resume(&mut self, keepers: &mut Keepers<'_>) -> Result<Resumed, Error> {
        let mut next = Position::default();
        for shard in 0..self.shards {
            let commit = self.folder.commit(shard)?;
            next = commit.next;
            self.count.add(&commit.count);
            commit.files.iter().for_each(|file| self.names.take(&file.name));
            for keeper in keepers.iter_mut() {
                let name = kept_name(shard, keeper.name());
                let is_there = commit.files.iter().any(|file| file.name == name);
                let bytes = if is_there { fs::read(self.folder.path(&name)) } else { Ok(Vec::new()) };
                let resumed = bytes.map_err(|error| error.to_string()).and_then(|it| keeper.resume(&it));
                resumed.map_err(|message| JobError::Damaged { file: self.folder.path(&name), message })?;
            }
        }
        self.resume_shard(next, keepers)
    }

    /// What a first pass has counted, if it was done.
    pub(super) fn first_pass(&self) -> Result<Option<Counts>, Error> {
        if !self.folder.has(FIRST_PASS) {
            return Ok(None);
        }
        let file = self.folder.path(FIRST_PASS);
        let bytes = fs::read(&file).map_err(|error| error.to_string());
        let counts = bytes.and_then(|bytes| Counts::from_bytes(&bytes));
        counts.map(Some).map_err(|message| JobError::Damaged { file, message }.into())
    }

    /// Keeps what a first pass has counted: it is not done again.
    pub(super) fn keep_first_pass(&self, counts: &Counts) -> Result<(), Error> {
        self.folder.write(FIRST_PASS, &counts.to_bytes())?;
        self.folder.publish([FIRST_PASS])
    }

    /// Takes up the shard that an earlier run was stopped in, if there is one. `next` is where it begins.
    fn resume_shard(&mut self, next: Position, keepers: &mut Keepers<'_>) -> Result<Resumed, Error> {
        match self.folder.partial(self.shards) {
            Found::Whole(partial) => {
                self.replay(&partial, keepers)?;
                Ok(Resumed { next: partial.next, file: partial.file, note: None })
            }
            Found::Nothing => {
                self.folder.remove_partial()?;
                Ok(Resumed { next, file: String::new(), note: None })
            }
            Found::Unfit(message) => {
                let what = self.folder.path(PARTIAL);
                let note = format!(
                    "{}: what was done of the unfinished shard cannot be used, so it is cleaned again ({message})",
                    what.display()
                );
                self.folder.remove_partial()?;
                Ok(Resumed { next, file: String::new(), note: Some(note) })
            }
        }
    }

    /// What became of the records of all shards committed, and of the one under way.
    pub(super) fn count(&self) -> Count {
        let mut count = self.count.clone();
        self.shard.iter().for_each(|shard| count.add(shard.counted()));
        count
    }

    /// Whether nothing is left to do.
    pub(super) const fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// The folder.
    pub(super) fn root(&self) -> &Path {
        self.folder.root()
    }

    /// Shards committed, and records in them.
    pub(super) fn committed(&self) -> (u64, u64) {
        (self.shards, self.count.records())
    }

    /// Takes a record: what is written for it, or its dead letter.
    pub(super) fn take(
        &mut self,
        record: (&str, &Written),
        letter: Option<&str>,
        fate: Fate,
    ) -> Result<(), Error> {
        self.put(record, letter)?;
        if let Some(shard) = &mut self.shard {
            shard.count(fate);
        }
        Ok(())
    }

    fn put(&mut self, record: (&str, &Written), letter: Option<&str>) -> Result<(), Error> {
        let Self { folder, names, .. } = self;
        let shard = match &mut self.shard {
            Some(shard) => shard,
            none => none.insert(Shard::begin(self.shards, &self.encoders, folder)?),
        };
        self.journal.get_or_insert_with(|| Journal::begin(folder)).write(record, letter, folder);
        shard.write(record, names, folder)?;
        letter.map_or(Ok(()), |letter| shard.bury(letter, folder))
    }

    /// Whether the shard under way ends here.
    pub(super) fn is_full(&self) -> bool {
        let ShardSize { records, bytes } = self.size;
        self.shard.as_ref().is_some_and(|it| it.records() >= records.get() || it.bytes() >= bytes.get())
    }

    /// Ends the shard under way. The next one begins at `next`; the last record was in `file`.
    pub(super) fn commit(
        &mut self,
        next: Position,
        file: &str,
        keepers: &mut Keepers<'_>,
    ) -> Result<(), Error> {
        let Some(shard) = self.shard.take() else { return Ok(()) };
        self.journal = None;
        let (count, mut files) = shard.finish(&self.folder)?;
        for keeper in keepers {
            let bytes = keeper.keep();
            if !bytes.is_empty() {
                let name = kept_name(self.shards, keeper.name());
                self.folder.write(&name, &bytes)?;
                files.push(FileOf { name, bytes: bytes.len() as u64 });
            }
        }
        let commit = Commit { shard: self.shards, next, file: file.into(), count, files };
        let name = commit_name(self.shards);
        self.folder.write(&name, &json(&commit))?;
        self.folder.publish(commit.files.iter().map(|file| file.name.as_str()))?;
        self.folder.publish([name.as_str()])?;
        self.shards += 1;
        self.count.add(&commit.count);
        self.folder.remove_partial()
    }

    /// The last shard was committed: says so.
    pub(super) fn finish(self) -> Result<(), Error> {
        if self.is_finished {
            return Ok(());
        }
        let success = Success { shards: self.shards, records: self.count.records(), count: &self.count };
        self.folder.write(SUCCESS, &json(&success))?;
        self.folder.publish([SUCCESS])
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.folder.drop_unfinished();
    }
}

/// Takes a job away, the newest first: wherever that ends, a job is left that can go on.
fn begin_anew(folder: &Folder, has_parts: bool) -> Result<(), Error> {
    let shards = folder.shards();
    folder.clear_uncommitted(shards, has_parts)?;
    folder.remove(SUCCESS)?;
    folder.remove_partial()?;
    (0..shards).rev().try_for_each(|shard| folder.revoke(shard))?;
    folder.remove(FIRST_PASS)?;
    folder.remove(JOB)
}

fn json(what: &impl Serialize) -> Vec<u8> {
    // Maps with string keys and numbers, which are always JSON; an empty file would be refused when it is read.
    let mut text = serde_json::to_vec_pretty(what).unwrap_or_default();
    text.push(b'\n');
    text
}
