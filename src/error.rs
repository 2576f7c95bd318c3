//! What can go wrong with one record, and with rule files.
//!
//! "There is no article here" is an outcome (`article::Reason`), not an error.

use std::path::PathBuf;
use std::time::Duration;

/// Why a record gave no outcome, or a rule set did not load.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The page is larger than `Options::with_max_bytes` allows.
    #[error("the page has {bytes} bytes, the limit is {limit}: raise the limit, or leave the page out")]
    TooLarge {
        /// Size of the page in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The page needs more steps than `Options::with_max_work` allows.
    #[error("the page needs more steps than it may take: raise the limit, or leave the page out")]
    OverBudget,
    /// The page was not done within `Options::with_deadline`.
    #[error("the page was not done within {limit:?}: allow more time, or leave it out")]
    Deadline {
        /// The time it had.
        limit: Duration,
    },
    /// A rule file does not parse or contradicts another one. The message says where: line and column.
    #[error("{}: {message}", file.display())]
    Rule {
        /// The file, or the name of a shipped one.
        file: PathBuf,
        /// What is wrong and where.
        message: String,
    },
    /// Nothing is called as what was to be switched off ([`crate::Builder::without`]).
    #[error("there is no rule or pass {name:?}; they are {known}")]
    NoSuchRule {
        /// The name that was asked for.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// A weights file of the scorer does not parse.
    #[error("weights, line {line}: {message}")]
    Model {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// A rule folder or file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path that was to be read.
        path: PathBuf,
        /// The reason the system gives.
        source: std::io::Error,
    },
}
