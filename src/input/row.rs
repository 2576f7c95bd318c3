//! A row of a table with typed or untyped columns, whatever file it stands in.

use super::fields::Fields;
use super::found::Found;
use super::opened::OpenedRecord;
#[cfg(feature = "parquet")]
use super::parquet::BatchRow;
use super::problem::{Place, Trouble};
use super::table::TextRow;
use crate::record::Kind;

/// A row of a table, its cells not looked at yet.
#[derive(Debug)]
pub struct Row {
    /// Where it is.
    pub place: Place,
    /// Whether it is the first that its file gives.
    pub(super) is_first: bool,
    pub(super) cells: Cells,
}

/// The cells of a row.
#[derive(Debug)]
pub(super) enum Cells {
    /// Of a table of text.
    Text(TextRow),
    /// Of a batch of columns.
    #[cfg(feature = "parquet")]
    Batch(BatchRow),
}

impl Row {
    /// Looks at the cells. `kind` other than `Auto` says how to read the page, whatever its column is called.
    pub fn record(self, fields: &Fields, kind: Kind) -> OpenedRecord {
        let columns = || self.cells.columns();
        let opened = match self.cells.found() {
            Err(trouble) => OpenedRecord::failed(self.place, trouble),
            Ok(found) => {
                let keys = self.is_first.then(columns);
                OpenedRecord { keys, ..found.record(self.place, fields, kind, &columns) }
            }
        };
        let raw = if opened.record.is_err() { self.cells.raw() } else { None };
        OpenedRecord { raw, ..opened }
    }

    /// Bytes that the row holds.
    pub(super) fn len(&self) -> usize {
        match &self.cells {
            Cells::Text(row) => row.len(),
            #[cfg(feature = "parquet")]
            Cells::Batch(row) => row.len(),
        }
    }
}

impl Cells {
    fn found(&self) -> Result<Found, Trouble> {
        match self {
            Self::Text(row) => row.found(),
            #[cfg(feature = "parquet")]
            Self::Batch(row) => Ok(row.found()),
        }
    }

    /// The row as its file has it, where that is text.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(clippy::unnecessary_wraps, reason = "all tables are text then")
    )]
    fn raw(&self) -> Option<Vec<u8>> {
        match self {
            Self::Text(row) => Some(row.line()),
            #[cfg(feature = "parquet")]
            Self::Batch(_) => None,
        }
    }

    fn columns(&self) -> String {
        match self {
            Self::Text(row) => row.columns(),
            #[cfg(feature = "parquet")]
            Self::Batch(row) => row.columns(),
        }
    }
}
