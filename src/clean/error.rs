//! Why a run cannot go on.

use std::io;
use std::path::{Path, PathBuf};

use super::Finished;
use super::job::JobError;

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The reader of standard output has gone.
    #[error("nobody reads the output any more")]
    ClosedPipe,
    /// The output is there already, and is not to be replaced.
    #[error("{} exists: name another file, or add --force to replace it", .0.display())]
    Exists(PathBuf),
    /// The output is named among the inputs.
    #[error("the output is named among the inputs: name another one with -o")]
    OwnOutput,
    /// The output cannot be written.
    #[error("{name} cannot be written")]
    CannotWrite {
        /// The path, or "the output".
        name: String,
        /// What the system says.
        source: io::Error,
    },
    /// A job cannot begin or go on.
    #[error(transparent)]
    Job(#[from] JobError),
    /// It was asked to stop before its end: what was done, and how to go on.
    #[error("stopped: {}", .0.message)]
    Stopped(Box<Unfinished>),
    /// The system gives no more threads.
    #[error("the threads cannot be started: try fewer with --threads: {0}")]
    Threads(io::Error),
}

/// What a run did before it was asked to stop.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// In a few words, with how to go on.
    pub message: String,
    /// In sums, host by host.
    pub so_far: Finished,
}

impl Error {
    /// It was asked to stop when nothing was read yet.
    pub(super) fn stopped_before_it_began() -> Self {
        let message = "no record was read yet; the same command begins, or goes on".into();
        Self::Stopped(Box::new(Unfinished { message, so_far: Finished::default() }))
    }

    /// Says which file the system does not let write.
    pub(super) fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let name = path.display().to_string();
        |source| Self::CannotWrite { name, source }
    }
}
