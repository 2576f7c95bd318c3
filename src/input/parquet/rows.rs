//! One row after another.

use std::fmt;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use super::schema::Columns;
use super::value;
use crate::input::fields::Fields;
use crate::input::found::{Cell, Found};
use crate::input::problem::{At, Place, Problem, Trouble};
use crate::input::reader::{Dump, Entry, Progress};
use crate::input::row::{Cells, Row};
use crate::record::Kind;

/// Bytes of a batch, as the sizes that the file tells of its columns let expect. Small: a batch is held as long as one of
/// its rows is.
const BATCH: u64 = 1 << 20;
/// Rows of a batch at most: were they all as large as a page may be, they still would have to fit in memory.
const BATCH_ROWS: u64 = 64;

/// Gives the rows of a file.
pub(in crate::input) struct Rows {
    name: Arc<str>,
    file: File,
    metadata: ArrowReaderMetadata,
    columns: Arc<Columns>,
    /// The group that is read next.
    group: usize,
    batches: Option<ParquetRecordBatchReader>,
    /// The batch that is given, and how many of its rows were.
    batch: Option<(Arc<Batch>, usize)>,
    /// Rows given or lost.
    row: u64,
    /// The last row of the group that is read.
    group_end: u64,
    given: u64,
    told: Told,
    ended: bool,
}

/// Progress: the file is read here and there, so it is told by rows.
struct Told {
    progress: Progress,
    bytes: u64,
    rows: u64,
    told: u64,
}

impl Told {
    fn at(&mut self, row: u64) {
        let share = u128::from(self.bytes) * u128::from(row) / u128::from(self.rows.max(1));
        let reached = u64::try_from(share).unwrap_or(self.bytes).clamp(self.told, self.bytes);
        self.progress.add(reached - self.told);
        self.told = reached;
    }
}

/// Some rows, column by column.
#[derive(Debug)]
struct Batch {
    rows: RecordBatch,
    columns: Arc<Columns>,
    /// Bytes of each row, on average.
    share: usize,
}

/// A row of a batch.
#[derive(Debug)]
pub(in crate::input) struct BatchRow {
    batch: Arc<Batch>,
    row: usize,
}

impl BatchRow {
    /// The cells of the columns that stand for something.
    pub(in crate::input) fn found(&self) -> Found {
        let cell = |way: &Option<Vec<String>>| self.cell(way.as_deref()?);
        Found::new(self.batch.columns.ways.iter().map(cell).collect())
    }

    fn cell(&self, way: &[String]) -> Option<Cell> {
        let (first, rest) = way.split_first()?;
        let mut array = self.batch.rows.column_by_name(first)?;
        for name in rest {
            if array.is_null(self.row) {
                return Some(Cell::NULL);
            }
            array = array.as_struct_opt()?.column_by_name(name)?;
        }
        Some(value::cell(array, self.row))
    }

    pub(in crate::input) fn columns(&self) -> String {
        self.batch.columns.list()
    }

    pub(in crate::input) fn len(&self) -> usize {
        self.batch.share
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("name", &self.name).field("row", &self.row).finish_non_exhaustive()
    }
}

impl Rows {
    /// Reads the index of a file.
    pub(in crate::input) fn open(
        name: &str,
        file: File,
        (fields, kind): (&Fields, Kind),
        progress: Progress,
    ) -> Result<Self, Trouble> {
        // The types that Parquet itself names are fewer, and those of the program that wrote the file stand for the same.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = guarded(|| ArrowReaderMetadata::load(&file, options));
        let metadata = metadata.map_err(|message| Trouble::NoParquet { message })?;
        let columns = Columns::new(metadata.schema(), fields, kind)?;
        let groups = metadata.metadata().row_groups();
        let rows = groups.iter().map(|group| u64::try_from(group.num_rows()).unwrap_or_default()).sum();
        let bytes = file.metadata().map_or(0, |it| it.len());
        Ok(Self {
            name: name.into(),
            file,
            metadata,
            columns: columns.into(),
            group: 0,
            batches: None,
            batch: None,
            row: 0,
            group_end: 0,
            given: 0,
            told: Told { progress, bytes, rows, told: 0 },
            ended: false,
        })
    }

    /// Begins with the next group; `None` when there is none.
    fn next_group(&mut self) -> Option<Result<(), String>> {
        let schema = self.metadata.parquet_schema();
        let group = self.metadata.metadata().row_groups().get(self.group)?;
        let rows = u64::try_from(group.num_rows()).unwrap_or_default();
        let size =
            |column: usize| u64::try_from(group.column(column).uncompressed_size()).unwrap_or_default();
        let bytes: u64 = self.columns.stored(schema).into_iter().map(size).sum();
        let batch_rows = (BATCH / (bytes / rows.max(1)).max(1)).clamp(1, BATCH_ROWS);
        let mask = self.columns.mask(schema);
        let opened = guarded(|| {
            let file = self.file.try_clone()?;
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
                .with_row_groups(vec![self.group])
                .with_projection(mask)
                .with_batch_size(usize::try_from(batch_rows).unwrap_or(1))
                .build()
        });
        self.group += 1;
        self.group_end = self.row + rows;
        Some(opened.map(|batches| self.batches = Some(batches)))
    }

    /// The next row of the batch.
    fn next_row(&mut self) -> Option<Entry> {
        let (batch, next) = self.batch.as_mut()?;
        if *next >= batch.rows.num_rows() {
            self.batch = None;
            self.told.at(self.row);
            return None;
        }
        let cells = Cells::Batch(BatchRow { batch: batch.clone(), row: *next });
        *next += 1;
        self.row += 1;
        self.given += 1;
        Some(Entry::Row(Row { place: self.place(self.row), is_first: self.given == 1, cells }))
    }

    fn place(&self, row: u64) -> Place {
        Place { file: self.name.clone(), at: At::Row(row) }
    }

    /// Leaves the group, of which no more can be read.
    fn lose(&mut self, message: String) -> Entry {
        let place = self.place(self.row + 1);
        let rows = self.group_end.saturating_sub(self.row);
        (self.batches, self.row) = (None, self.group_end.max(self.row));
        self.told.at(self.row);
        Entry::Problem(Problem { id: place.id(), place, trouble: Trouble::LostRows { message, rows } })
    }

    /// A batch is read, or a group is at its end; damage is told.
    fn step(&mut self) -> Option<Entry> {
        let Some(batches) = &mut self.batches else {
            let next = self.next_group()?;
            return next.err().map(|message| self.lose(message));
        };
        match guarded(|| batches.next().transpose()) {
            Err(message) => Some(self.lose(message)),
            Ok(None) if self.row < self.group_end => Some(self.lose("the rows end too early".into())),
            Ok(None) => {
                self.batches = None;
                None
            }
            Ok(Some(rows)) => {
                let share = rows.get_array_memory_size() / rows.num_rows().max(1);
                let batch = Batch { rows, columns: self.columns.clone(), share };
                self.batch = Some((Arc::new(batch), 0));
                None
            }
        }
    }

    fn is_over(&self) -> bool {
        self.batches.is_none() && self.group >= self.metadata.metadata().num_row_groups()
    }
}

impl Iterator for Rows {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(row) = self.next_row() {
                return Some(row);
            }
            if self.batch.is_none() && self.is_over() {
                self.told.at(self.told.rows);
                let ended = std::mem::replace(&mut self.ended, true);
                return (!ended).then(|| Entry::EndOfDump(self.name.clone()));
            }
            if let Some(problem) = self.step() {
                return Some(problem);
            }
        }
    }
}

impl Dump for Rows {}

/// What goes wrong, in words. A damaged file can make the decoder panic, which is damage and no more.
fn guarded<T, E: fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("its pages make no sense".into()),
    }
}
