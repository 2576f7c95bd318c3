//! Parquet files: only the columns that stand for something, a few rows at a time.
//!
//! A file is read group of rows by group of rows, and each group in small batches, so that the memory depends on the rows
//! and not on how the file was written. A batch is shared by its rows; what is in their cells is looked at by whoever
//! works on them. Damage in one group costs the rest of that group.

mod rows;
mod schema;
mod value;

pub(crate) use value::value as cell_value;

pub(super) use rows::{BatchRow, Rows};

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// How a Parquet file begins, and ends.
const MAGIC: &[u8] = b"PAR1";

/// Whether a file that can be read at any place is one of Parquet. It is where it was afterwards.
pub(super) fn is_parquet(mut file: &File) -> bool {
    let mut head = Vec::with_capacity(MAGIC.len());
    let is_file = file.metadata().is_ok_and(|it| it.is_file());
    let read = is_file && file.take(MAGIC.len() as u64).read_to_end(&mut head).is_ok();
    read && file.seek(SeekFrom::Start(0)).is_ok() && head == MAGIC
}
