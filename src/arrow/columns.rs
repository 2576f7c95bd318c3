//! Which columns of a batch are what, and the records in its rows.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, FieldRef, Schema};
use jiff::Timestamp;
use serde_json::Value;

use super::cells::Cells;
use super::error::Error;
use super::schema;
use crate::input::{cell_value, timestamp};
use crate::record::{Content, Kind, Record};

/// Names that a message lists at most.
const NAMES_SHOWN: usize = 20;

/// Which columns of a batch are what.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The pages: strings or bytes. A cell that is null is an empty page.
    pub page: String,
    /// How the pages are read.
    pub kind: Kind,
    /// Their addresses.
    pub url: Option<String>,
    /// When they were fetched: strings, points in time, or seconds or milliseconds since 1970.
    pub fetched: Option<String>,
    /// The HTTP `Content-Type` headers.
    pub content_type: Option<String>,
    /// What is carried through, in that order: the name of a column, and the name it has in the result.
    pub keep: Vec<(String, String)>,
}

/// The columns of batches with one schema, by index.
pub(super) struct Bound {
    page: usize,
    url: Option<usize>,
    fetched: Option<usize>,
    content_type: Option<usize>,
    /// What is carried through, under the names of the result.
    pub(super) kept: Vec<(usize, FieldRef)>,
}

impl Columns {
    /// Finds the columns.
    pub(super) fn bind(&self, schema: &Schema) -> Result<Bound, Error> {
        let strings = |name: &Option<String>, what| {
            let name = name.as_deref();
            name.map(|name| find(schema, name, what, "a string").and_then(|found| of_strings(&found)))
                .transpose()
        };
        let page = find(schema, &self.page, "the pages", "a page, which is a string or bytes,")?;
        Ok(Bound {
            page: of_strings(&page)?,
            url: strings(&self.url, "the addresses")?,
            fetched: match &self.fetched {
                None => None,
                Some(name) => Some(of_times(&find(schema, name, "the times", "a time")?)?),
            },
            content_type: strings(&self.content_type, "the Content-Type headers")?,
            kept: self.kept(schema)?,
        })
    }

    /// What is carried through, none of it under a name that is taken.
    fn kept(&self, schema: &Schema) -> Result<Vec<(usize, FieldRef)>, Error> {
        // With all of them, so that a name is not free today and taken with other options.
        let results = schema::results(super::Shape { blocks: true, links: true });
        let mut kept: Vec<(usize, FieldRef)> = Vec::new();
        for (name, new) in &self.keep {
            let Found { at, field, .. } = find(schema, name, "what is carried through", "anything")?;
            let taken = results.column_with_name(new).is_some();
            if taken || kept.iter().any(|(_, other)| other.name() == new) {
                return Err(Error::NameTaken { name: new.clone() });
            }
            kept.push((at, Arc::new(field.as_ref().clone().with_name(new))));
        }
        Ok(kept)
    }
}

/// A column that was named.
struct Found<'a> {
    at: usize,
    field: &'a FieldRef,
    expected: &'static str,
}

fn find<'a>(
    schema: &'a Schema,
    name: &str,
    what: &'static str,
    expected: &'static str,
) -> Result<Found<'a>, Error> {
    let fields = schema.fields();
    let at = fields.iter().position(|field| field.name() == name);
    let Some(at) = at else {
        let shown = fields.iter().take(NAMES_SHOWN).map(|field| format!("\"{}\"", field.name()));
        let mut columns = shown.collect::<Vec<_>>().join(", ");
        match fields.len() {
            0 => columns = "no column at all".into(),
            many if many > NAMES_SHOWN => columns.push_str(", …"),
            _ => {}
        }
        return Err(Error::NoColumn { name: name.into(), what, columns });
    };
    Ok(Found { at, field: &fields[at], expected })
}

fn of_strings(found: &Found<'_>) -> Result<usize, Error> {
    if Cells::are_in(found.field.data_type()) { Ok(found.at) } else { Err(found.of_wrong_type()) }
}

fn of_times(found: &Found<'_>) -> Result<usize, Error> {
    let data = found.field.data_type();
    let is_time = Cells::are_in(data)
        || data.is_integer()
        || data.is_floating()
        || matches!(data, DataType::Timestamp(..) | DataType::Date32 | DataType::Date64);
    if is_time { Ok(found.at) } else { Err(found.of_wrong_type()) }
}

impl Found<'_> {
    fn of_wrong_type(&self) -> Error {
        let (name, kind) = (self.field.name().clone(), self.field.data_type().to_string());
        Error::ColumnType { name, kind, expected: self.expected }
    }
}

impl Bound {
    /// The records of a batch.
    pub(super) fn pages<'a>(
        &self,
        batch: &'a RecordBatch,
        columns: &'a Columns,
    ) -> Result<Pages<'a>, ArrowError> {
        let cells = |at: Option<usize>| -> Result<Cells, ArrowError> {
            at.map_or(Ok(Cells::Null), |at| Ok(Cells::of(batch.column(at))?.unwrap_or(Cells::Null)))
        };
        Ok(Pages {
            content: cells(Some(self.page))?,
            urls: cells(self.url)?,
            content_types: cells(self.content_type)?,
            times: match self.fetched {
                None => None,
                Some(at) => Some(Times::of(batch.column(at))?),
            },
            columns,
        })
    }
}

/// The records in the rows of a batch.
pub(super) struct Pages<'a> {
    content: Cells,
    urls: Cells,
    content_types: Cells,
    times: Option<Times>,
    columns: &'a Columns,
}

/// A column of times.
enum Times {
    Told(Cells),
    Counted(ArrayRef),
}

/// What is wrong with a cell.
#[derive(Debug, thiserror::Error)]
pub(super) enum CellError {
    #[error("the column \"{0}\" holds bytes that are no UTF-8: write it as UTF-8, or leave it out")]
    NotUtf8(String),
    #[error(
        "the column \"{0}\" holds no time: write 2024-05-01T08:00:00+07:00, or seconds since 1970, or null"
    )]
    NoTime(String),
}

impl Pages<'_> {
    /// The record of a row, as a row of a table is read: bytes that are UTF-8 are text, and what is blank is not there.
    pub(super) fn record(&self, row: usize) -> Result<Record<'_>, CellError> {
        let bytes = self.content.get(row).unwrap_or_default();
        let content = match simdutf8::basic::from_utf8(bytes) {
            Ok(text) if text.trim_start().is_empty() => Content::Str(""),
            Ok(text) => Content::Str(text),
            Err(_) => Content::Bytes(bytes),
        };
        let url = text(&self.urls, row, self.columns.url.as_deref())?;
        let content_type = text(&self.content_types, row, self.columns.content_type.as_deref())?;
        let fetched = match &self.times {
            None => None,
            Some(times) => times.get(row).map_err(|()| {
                CellError::NoTime(self.columns.fetched.as_deref().unwrap_or_default().into())
            })?,
        };
        Ok(Record { content, url, kind: self.columns.kind, fetched, content_type })
    }
}

/// A cell of text that is more than blank.
fn text<'c>(cells: &'c Cells, row: usize, name: Option<&str>) -> Result<Option<&'c str>, CellError> {
    let Some(bytes) = cells.get(row) else { return Ok(None) };
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| CellError::NotUtf8(name.unwrap_or_default().into()))?;
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}

impl Times {
    fn of(array: &ArrayRef) -> Result<Self, ArrowError> {
        Ok(Cells::of(array)?.map_or_else(|| Self::Counted(array.clone()), Self::Told))
    }

    /// The time of a row, if it has one.
    fn get(&self, row: usize) -> Result<Option<Timestamp>, ()> {
        let value = match self {
            Self::Counted(array) if array.is_null(row) => return Ok(None),
            Self::Counted(array) => cell_value(array, row),
            Self::Told(cells) => match cells.get(row).map(std::str::from_utf8) {
                None => return Ok(None),
                Some(text) => match text.map_err(|_| ())?.trim() {
                    "" => return Ok(None),
                    text => Value::String(text.into()),
                },
            },
        };
        timestamp(&value).map(Some).ok_or(())
    }
}
