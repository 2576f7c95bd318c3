//! Commits: the only truth about how far a job is.
//!
//! `_commits/00007.json` says that the files of shard 7 are whole, what is in them, and where the next shard begins.

use std::fs;

use serde::{Deserialize, Serialize};

use super::error::JobError;
use super::folder::{COMMITS, DEAD, Folder};
use crate::clean::count::Count;
use crate::clean::error::Error;
use crate::input::Position;

/// A finished shard.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Commit {
    /// Its number, from 0.
    pub(super) shard: u64,
    /// Where the next one begins.
    pub(super) next: Position,
    /// The file that its last record was in, for those who read this.
    pub(super) file: String,
    /// What became of its records.
    pub(super) count: Count,
    /// Its files.
    pub(super) files: Vec<FileOf>,
}

/// A file of a shard.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileOf {
    /// Its name in the folder of the job.
    pub(super) name: String,
    /// Its size.
    pub(super) bytes: u64,
}

/// The commit file of a shard.
pub(super) fn commit_name(shard: u64) -> String {
    format!("{COMMITS}/{shard:05}.json")
}

/// The file in which something is kept for the shards after this one.
pub(super) fn kept_name(shard: u64, word: &str) -> String {
    format!("{COMMITS}/{shard:05}-{word}")
}

/// The file with the dead letters of a shard.
pub(super) fn dead_name(shard: u64) -> String {
    format!("{DEAD}/dead-{shard:05}.jsonl")
}

/// The file with the data of a shard.
pub(super) fn part_name(shard: u64, extension: &str) -> String {
    format!("part-{shard:05}.{extension}")
}

/// The shard that a file belongs to by its name, whatever its folder: `part-00007.jsonl`, `00007-fields`.
fn shard_of(name: &str) -> Option<u64> {
    let name = ["part-", "dead-"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let digits = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    let ends_well = name[digits..].starts_with(['.', '-']);
    (digits >= 5 && ends_well).then(|| name[..digits].parse().ok()).flatten()
}

impl Folder {
    /// How many shards are committed.
    pub(super) fn shards(&self) -> u64 {
        let mut shards = 0;
        while self.has(&commit_name(shards)) {
            shards += 1;
        }
        shards
    }

    /// A commit whose files are there as it says.
    pub(super) fn commit(&self, shard: u64) -> Result<Commit, Error> {
        let name = commit_name(shard);
        let damaged = |name: &str, message: String| JobError::Damaged { file: self.path(name), message };
        let text = fs::read(self.path(&name)).map_err(|error| damaged(&name, error.to_string()))?;
        let commit: Commit =
            serde_json::from_slice(&text).map_err(|error| damaged(&name, error.to_string()))?;
        for FileOf { name, bytes } in &commit.files {
            let there = fs::metadata(self.path(name))
                .map_err(|error| damaged(name, format!("committed, but {error}")))?
                .len();
            if there != *bytes {
                let message = format!("committed with {bytes} bytes, and now has {there}");
                return Err(damaged(name, message).into());
            }
        }
        Ok(commit)
    }

    /// Takes away what an interrupted run has left: files of shards that were not committed.
    ///
    /// With `has_parts`, files called as data of a shard are the job's; otherwise a record may be called so.
    pub(super) fn clear_uncommitted(&self, shards: u64, has_parts: bool) -> Result<(), Error> {
        // An unfinished commit names all files of its shard; some may have their places already.
        let unfinished = self.unfinished(COMMITS);
        let names = fs::read_dir(&unfinished).into_iter().flatten().flatten().map(|entry| entry.path());
        for path in names.filter(|path| path.extension().is_some_and(|it| it == "json")) {
            let commit = fs::read(path).ok().and_then(|text| serde_json::from_slice::<Commit>(&text).ok());
            for file in commit.into_iter().flat_map(|commit| commit.files) {
                self.remove(&file.name)?;
            }
        }
        for below in ["", COMMITS, DEAD] {
            for name in self.names(below)? {
                let is_ours = !below.is_empty() || has_parts && name.starts_with("part-");
                if is_ours && shard_of(&name).is_some_and(|shard| shard >= shards) {
                    self.remove(&if below.is_empty() { name } else { format!("{below}/{name}") })?;
                }
            }
        }
        self.clear_unfinished()
    }

    /// Takes the last commit away with its files. Interrupted anywhere, it leaves a job of one shard less.
    pub(super) fn revoke(&self, shard: u64) -> Result<(), Error> {
        let name = commit_name(shard);
        let text = fs::read(self.path(&name)).map_err(self.failed(&name))?;
        fs::rename(self.path(&name), self.unfinished(&name)).map_err(self.failed(&name))?;
        let files = serde_json::from_slice(&text).map_or(Vec::new(), |commit: Commit| commit.files);
        files.iter().try_for_each(|file| self.remove(&file.name))?;
        fs::remove_file(self.unfinished(&name)).map_err(self.failed(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_shard() {
        assert_eq!(shard_of(&part_name(7, "jsonl.gz")), Some(7));
        assert_eq!(shard_of("dead-123456.jsonl"), Some(123_456));
        assert_eq!(shard_of("00012-fields"), Some(12));
        for other in ["part-1.jsonl", "part-.jsonl", "part-00001", "part-00001x.jsonl", "README"] {
            assert_eq!(shard_of(other), None, "{other}");
        }
    }
}
