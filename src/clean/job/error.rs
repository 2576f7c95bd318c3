//! Why a job cannot begin or go on.

use std::io;
use std::path::PathBuf;

/// Why a job cannot begin or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JobError {
    /// The folder holds something else.
    #[error(
        "{} is not empty ({found}) and holds no job of tinsach: name a folder that is empty or not there yet",
        folder.display()
    )]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// One of the names in it.
        found: String,
    },
    /// Another run works on it.
    #[error("another run is writing to {}: wait for its end, or name another folder", .0.display())]
    Locked(PathBuf),
    /// The job file cannot be understood.
    #[error("{}: {message}; begin the job anew with --force, or name another folder", file.display())]
    NoJobFile {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The job is another one.
    #[error(
        "{} holds a job that is not this one:\n{}\nrun it as it was begun, begin it anew with --force, or name another folder",
        folder.display(),
        differences.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
    )]
    Different {
        /// The folder.
        folder: PathBuf,
        /// What differs, a line each.
        differences: Vec<String>,
    },
    /// The output cannot be written.
    #[error(
        "{name} cannot be written: {error}; {records} records in {shards} shards are done and stay: when that is mended, run \
         the same command to go on"
    )]
    CannotWrite {
        /// The path.
        name: String,
        /// What the system says. It is in the message already, so it is no source.
        error: io::Error,
        /// Shards done.
        shards: u64,
        /// Records in them.
        records: u64,
    },
    /// What is done of an unfinished shard is there, and then again not.
    #[error(
        "{}: {message}: run the same command again, or remove {} and what is in it, so that its records are cleaned again",
        file.display(),
        folder.display()
    )]
    Partial {
        /// The file.
        file: PathBuf,
        /// The folder with what is done of the shard.
        folder: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// What was committed is not there.
    #[error(
        "{}: {message}: put it back, or begin the job anew with --force",
        file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        message: String,
    },
}
