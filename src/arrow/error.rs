//! Why a batch cannot be cleaned.

use std::io;

use arrow_schema::ArrowError;

/// Why a batch cannot be cleaned. A row that fails is none: it says so in its column `error`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A column that was named and is not there.
    #[error("there is no column \"{name}\", only {columns}: name the right one for {what}")]
    NoColumn {
        /// The name.
        name: String,
        /// What it was named for.
        what: &'static str,
        /// The columns there are.
        columns: String,
    },
    /// A column of a type that holds nothing of the kind.
    #[error("the column \"{name}\" has the type {kind}, where {expected} is expected")]
    ColumnType {
        /// The column.
        name: String,
        /// Its type.
        kind: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// Two columns of the result would have one name.
    #[error(
        "the result would have two columns \"{name}\": give the one that is carried through another name, or leave it out"
    )]
    NameTaken {
        /// The name.
        name: String,
    },
    /// The system gives no more threads.
    #[error("the threads cannot be started: {0}: try fewer")]
    Threads(#[source] io::Error),
    /// The columns of the result cannot be built: a defect of this build.
    #[error("the result cannot be built: {0}")]
    Arrow(#[from] ArrowError),
}
