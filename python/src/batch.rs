//! Batches of Arrow in and out.

use std::num::NonZeroUsize;

use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::SchemaRef;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use tinsach::Extractor;
use tinsach::arrow::{Cleaner, Columns, Shape};

use crate::capsule::{export, import};
use crate::errors::{OptionError, of_batch, of_stream};
use crate::options::kind;

/// Batches that Arrow libraries take by `__arrow_c_stream__`, as often as they like: nothing is copied.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Stream {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Stream {
    /// A capsule of the Arrow `PyCapsule` interface. Another schema than the batches' own cannot be had.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface leaves it to the producer whether a request is met.
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        export(py, Box::new(RecordBatchIterator::new(batches, self.schema.clone())))
    }
}

/// Which columns are what, and what the result holds: the attributes of `tinsach.extractor.Table`.
#[derive(FromPyObject)]
pub(crate) struct Table {
    page: String,
    kind: String,
    url: Option<String>,
    fetched: Option<String>,
    content_type: Option<String>,
    keep: Vec<(String, String)>,
    blocks: bool,
    pub(crate) links: bool,
    threads: usize,
}

/// Cleans the batches of `data`.
pub(crate) fn clean(
    py: Python<'_>,
    extractor: &Extractor,
    data: &Bound<'_, PyAny>,
    table: Table,
) -> PyResult<Stream> {
    let Table { page, kind: kind_name, url, fetched, content_type, keep, blocks, links, threads } = table;
    let threads =
        NonZeroUsize::new(threads).ok_or_else(|| OptionError::new_err("threads is a number above zero"))?;
    let columns = Columns { page, kind: kind(&kind_name)?, url, fetched, content_type, keep };
    let cleaner = Cleaner::new(extractor, &columns, Shape { blocks, links }).with_threads(threads);
    let reader = import(data)?;
    let schema = cleaner.schema(&arrow_array::RecordBatchReader::schema(&reader)).map_err(of_batch)?;
    // A reader that is Python's own takes the interpreter for as long as it needs it.
    py.detach(|| {
        let mut batches = Vec::new();
        for batch in reader {
            batches.extend(cleaner.clean(&batch.map_err(of_stream)?).map_err(of_batch)?);
        }
        Ok(Stream { schema, batches })
    })
}

/// The columns of results without kept ones, as a stream without batches.
#[pyfunction]
#[pyo3(signature = (*, blocks=false, links=false))]
pub(crate) fn result_columns(blocks: bool, links: bool) -> Stream {
    Stream { schema: tinsach::arrow::schema(Shape { blocks, links }).into(), batches: Vec::new() }
}
