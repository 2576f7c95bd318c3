//! The inputs of commands that look at many pages, as `tinsach clean` reads them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use tinsach::input::Field;

/// What to look at.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Inputs {
    /// Pages, folders, dumps, archives, or - for standard input: whatever "tinsach clean" reads
    #[arg(required = true, value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// How to read them.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Reading {
    /// The field of a record that holds something, as for clean; may be repeated
    #[arg(long = "field", value_name = "NAME=KEY")]
    pub(in crate::cli) fields: Vec<Field>,

    /// Threads in all [default: one for each core]
    ///
    /// What is written is the same for any number.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) threads: Option<NonZeroUsize>,
}
