//! Batches of Arrow: a column of pages in, columns of articles out, row by row.
//!
//! For engines that bring their own reading, writing and scheduling. [`Cleaner`] takes a batch and gives its rows back in
//! their order, with the same values as the JSON form and Parquet files have. A row that fails says why in its column
//! `error`; a batch fails only where it has no such columns. Nothing is copied on the way in, and what is carried through
//! is not looked at. Knows nothing of files, Python or engines.

mod cells;
mod columns;
mod error;
pub(crate) mod schema;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, FieldRef, Schema, SchemaRef};

pub use columns::Columns;
pub use error::Error;
pub use schema::Shape;

use crate::article::Outcome;
use crate::batch::{Pool, Stopped, Weigh};
use crate::clean::guarded;
use crate::extract::Extractor;
use crate::output::Object;
use columns::Bound;

/// Text that becomes arrays at once, in bytes: the columns are of strings with 32-bit offsets, which end at 2 GiB.
const BYTES_AT_ONCE: usize = 256 << 20;

/// The columns of a result without those that are carried through.
pub fn schema(shape: Shape) -> Schema {
    schema::results(shape)
}

/// Cleans batches.
#[derive(Debug)]
pub struct Cleaner<'a> {
    extractor: &'a Extractor,
    columns: &'a Columns,
    shape: Shape,
    pool: Pool,
}

/// What became of a row.
struct Became(Result<Outcome, String>);

/// The number of a row.
struct Row(usize);

impl Weigh for Row {
    /// Its page is the caller's, and there already.
    fn weight(&self) -> usize {
        0
    }
}

impl Weigh for Became {
    /// All of them are held anyway.
    fn weight(&self) -> usize {
        0
    }
}

impl Became {
    /// Bytes of the longest column, roughly.
    fn bytes(&self) -> usize {
        match &self.0 {
            Ok(Outcome::Article(article)) => article.blocks.iter().map(|block| block.text.len() + 1).sum(),
            Ok(Outcome::NoArticle { .. }) => 0,
            Err(error) => error.len(),
        }
    }
}

impl<'a> Cleaner<'a> {
    /// A cleaner on one thread, the calling one.
    pub const fn new(extractor: &'a Extractor, columns: &'a Columns, shape: Shape) -> Self {
        Self { extractor, columns, shape, pool: Pool::new(NonZeroUsize::MIN) }
    }

    /// The same on so many threads.
    #[must_use]
    pub const fn with_threads(mut self, threads: NonZeroUsize) -> Self {
        self.pool = Pool::new(threads);
        self
    }

    /// The columns that batches of `schema` give: what is carried through, then what became of each row.
    ///
    /// # Errors
    /// [`Error::NoColumn`], [`Error::ColumnType`] or [`Error::NameTaken`] when the columns are not there, are of a type that
    /// holds no pages, or would stand twice.
    pub fn schema(&self, schema: &Schema) -> Result<SchemaRef, Error> {
        Ok(self.schema_of(&self.columns.bind(schema)?))
    }

    fn schema_of(&self, bound: &Bound) -> SchemaRef {
        let results = schema::results(self.shape);
        let kept = bound.kept.iter().map(|(_, field)| field.clone());
        Arc::new(Schema::new(kept.chain(results.fields().iter().cloned()).collect::<Vec<FieldRef>>()))
    }

    /// Cleans the rows of a batch: as many rows in the same order, in one batch unless their text is very long.
    ///
    /// # Errors
    /// As [`Cleaner::schema`]; [`Error::Threads`] when the system gives no threads.
    pub fn clean(&self, batch: &RecordBatch) -> Result<Vec<RecordBatch>, Error> {
        let bound = self.columns.bind(&batch.schema())?;
        let pages = bound.pages(batch, self.columns)?;
        let rows = (0..batch.num_rows()).map(Row);
        let work = |Row(row)| {
            let record = pages.record(row).map_err(|error| error.to_string());
            Became(record.and_then(|record| guarded(|| self.extractor.extract(&record))))
        };
        let mut all = Vec::with_capacity(batch.num_rows());
        let sink = |became| {
            all.push(became);
            Ok::<_, Infallible>(())
        };
        match self.pool.run(rows, work, sink) {
            Ok(()) => {}
            Err(Stopped::Threads(kind)) => return Err(Error::Threads(kind.into())),
            Err(Stopped::Sink(never)) => match never {},
        }
        self.batches(batch, &bound, &all)
    }

    fn batches(
        &self,
        batch: &RecordBatch,
        bound: &Bound,
        rows: &[Became],
    ) -> Result<Vec<RecordBatch>, Error> {
        let schema = self.schema_of(bound);
        let kept: Vec<ArrayRef> = bound.kept.iter().map(|(at, _)| batch.column(*at).clone()).collect();
        let results = Arc::new(schema::results(self.shape));
        let mut out = Vec::new();
        let mut from = 0;
        for end in ends(rows) {
            let columns = kept.iter().map(|array| array.slice(from, end - from));
            let results = arrays(&results, &rows[from..end], self.shape)?;
            let columns = columns.chain(results).collect();
            out.push(RecordBatch::try_new(schema.clone(), columns)?);
            from = end;
        }
        Ok(out)
    }
}

/// Where the output is cut: behind the last row, or earlier where a column would become too long. A batch without rows
/// gives one without rows.
fn ends(rows: &[Became]) -> Vec<usize> {
    let (mut out, mut bytes) = (Vec::new(), 0);
    for (row, became) in rows.iter().enumerate() {
        if bytes > BYTES_AT_ONCE {
            out.push(row);
            bytes = 0;
        }
        bytes += became.bytes();
    }
    out.push(rows.len());
    out
}

/// The result columns of some rows.
fn arrays(schema: &SchemaRef, rows: &[Became], shape: Shape) -> Result<Vec<ArrayRef>, ArrowError> {
    let mut decoder =
        ReaderBuilder::new(schema.clone()).with_batch_size(rows.len().max(1)).build_decoder()?;
    // Names are the caller's: they are among what is carried through, or nowhere.
    let objects = rows
        .iter()
        .map(|Became(row)| Object::new(("", &[]), row.as_ref().map_err(String::as_str), shape.blocks));
    decoder.serialize(&objects.collect::<Vec<_>>())?;
    let batch = decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(schema.clone()));
    Ok(batch.columns().to_vec())
}
