//! Records as rows of Parquet.
//!
//! The rows are the JSON objects of the records, collected until they make a row group, which any thread can encode; the
//! writer only appends it. So the bytes do not depend on the number of threads, and no more is held in memory than some
//! row groups.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use super::aside::{Aside, Ticket};
use super::{Encoder, Sink};
use crate::arrow::schema::{Shape, schema};
use crate::clean::done::Written;
use crate::clean::settings::Form;

/// A row group ends with the row that brings its JSON to this size, some 8,000 articles: large enough for its columns to
/// pack well, small enough to hold several.
const GROUP_BYTES: usize = 32 << 20;
/// The same in rows, for those that are short because they have no article.
const GROUP_ROWS: usize = 100_000;
/// Row groups that are encoded or wait to be, beside the one that is being collected.
const MOST_WAITING: usize = 3;
/// Rows that become arrays at once.
const BATCH_ROWS: usize = 1024;
/// Whose values hardly ever recur: a dictionary of them would be built in vain.
const UNIQUE: [&[&str]; 5] =
    [&["id"], &["text"], &["lead"], &["description"], &["blocks", "list", "element", "text"]];
/// Who wrote the file, as its metadata say: nothing but the version, so that the same rows give the same file.
const CREATED_BY: &str = concat!("tinsach ", env!("CARGO_PKG_VERSION"));

/// A Parquet file.
pub(super) struct Parquet {
    file: SerializedFileWriter<Sink>,
    groups: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
    /// The rows of the row group that is being collected: JSON, one a line.
    open: Vec<u8>,
    rows: usize,
    /// Row groups that were begun.
    begun: usize,
    waiting: VecDeque<Ticket<Vec<ArrowColumnChunk>>>,
    aside: Aside,
}

impl Parquet {
    pub(super) fn new(form: Form, kept: &[String], out: Sink, aside: &Aside) -> io::Result<Self> {
        let shape = Shape { blocks: form.blocks, links: form.style.links };
        let schema = Arc::new(schema(shape, kept));
        let described = ArrowSchemaConverter::new().convert(&schema).map_err(broken)?;
        let file = SerializedFileWriter::new(out, described.root_schema_ptr(), Arc::new(properties()?));
        let file = file.map_err(broken)?;
        let groups = ArrowRowGroupWriterFactory::new(&file, schema.clone());
        let (open, waiting) = (Vec::new(), VecDeque::new());
        Ok(Self { file, groups, schema, open, rows: 0, begun: 0, waiting, aside: aside.clone() })
    }

    /// Leaves the row group to be encoded, and appends those that are.
    fn end_group(&mut self) -> io::Result<()> {
        let columns = self.groups.create_column_writers(self.begun).map_err(broken)?;
        self.begun += 1;
        self.rows = 0;
        let (rows, schema) = (std::mem::take(&mut self.open), self.schema.clone());
        self.waiting.push_back(self.aside.leave(move || encode(&rows, &schema, columns)));
        self.append_encoded(MOST_WAITING)
    }

    /// Appends what is encoded, and waits until at most `most` row groups are not.
    fn append_encoded(&mut self, most: usize) -> io::Result<()> {
        while self.waiting.front().is_some_and(Ticket::is_done) || self.waiting.len() > most {
            let Some(ticket) = self.waiting.pop_front() else { break };
            let mut group = self.file.next_row_group().map_err(broken)?;
            for column in ticket.take()? {
                column.append_to_row_group(&mut group).map_err(broken)?;
            }
            group.close().map_err(broken)?;
        }
        Ok(())
    }
}

impl Encoder for Parquet {
    fn write(&mut self, record: &Written) -> io::Result<()> {
        let Written::Text(json) = record else { return Ok(()) };
        self.open.extend_from_slice(json.as_bytes());
        self.rows += 1;
        if self.open.len() < GROUP_BYTES && self.rows < GROUP_ROWS { Ok(()) } else { self.end_group() }
    }

    fn finish(mut self: Box<Self>) -> io::Result<Sink> {
        if self.rows > 0 {
            self.end_group()?;
        }
        self.append_encoded(0)?;
        let mut out = self.file.into_inner().map_err(broken)?;
        out.flush()?;
        Ok(out)
    }
}

/// Encodes the rows of one row group.
fn encode(
    rows: &[u8],
    schema: &SchemaRef,
    mut columns: Vec<ArrowColumnWriter>,
) -> io::Result<Vec<ArrowColumnChunk>> {
    let mut decoder =
        ReaderBuilder::new(schema.clone()).with_batch_size(BATCH_ROWS).build_decoder().map_err(no_row)?;
    let mut at = 0;
    loop {
        at += decoder.decode(&rows[at..]).map_err(no_row)?;
        let Some(batch) = decoder.flush().map_err(no_row)? else { break };
        let mut leaves = columns.iter_mut();
        for (field, array) in schema.fields().iter().zip(batch.columns()) {
            for leaf in compute_leaves(field, array).map_err(broken)? {
                if let Some(column) = leaves.next() {
                    column.write(&leaf).map_err(broken)?;
                }
            }
        }
    }
    columns.into_iter().map(|column| column.close().map_err(broken)).collect()
}

fn properties() -> io::Result<WriterProperties> {
    let level = ZstdLevel::try_new(super::pack::ZSTD_LEVEL).map_err(broken)?;
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.into())
        .set_compression(Compression::ZSTD(level))
        .set_statistics_enabled(EnabledStatistics::Chunk);
    let unique = UNIQUE.map(|path| ColumnPath::new(path.iter().map(|&part| part.into()).collect()));
    Ok(unique
        .into_iter()
        .fold(properties, |all, path| all.set_column_dictionary_enabled(path, false))
        .build())
}

/// What the system said, where it was that.
fn broken(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

fn no_row(error: ArrowError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests;
