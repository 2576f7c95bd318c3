//! The columns of records in Arrow's types: the fields of the JSON object, in its order.
//!
//! Parquet files and batches have the same ones. Knows nothing of rows.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};

use crate::output::{COLUMNS, Column, Holds};

/// What the columns hold beside what they always do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The kept blocks of an article, each with its label.
    pub blocks: bool,
    /// Of each block and picture what mark-up says, links above all. It is known where pages are cleaned with
    /// [`Options::with_markup`](crate::Options::with_markup).
    pub links: bool,
}

/// The columns of records: every one has a name, and of its input fields those that are carried through are one structure
/// of strings.
pub(crate) fn schema(shape: Shape, kept: &[String]) -> Schema {
    let columns = COLUMNS.iter().filter(|column| column.holds != Holds::Kept || !kept.is_empty());
    let kept = || DataType::Struct(kept.iter().map(|key| optional(key, DataType::Utf8)).collect());
    Schema::new(columns.filter_map(|column| field(column, shape, kept)).collect::<Fields>())
}

/// The columns of what became of a record, without its name and what was carried through.
pub(super) fn results(shape: Shape) -> Schema {
    let columns = COLUMNS.iter().filter(|column| column.holds != Holds::Kept && column.name != "id");
    Schema::new(columns.filter_map(|column| field(column, shape, || DataType::Null)).collect::<Fields>())
}

fn field(column: &Column, shape: Shape, kept: impl Fn() -> DataType) -> Option<Field> {
    let data = match column.holds {
        Holds::Blocks if !shape.blocks => return None,
        Holds::Number => DataType::Int32,
        Holds::Fraction => DataType::Float64,
        Holds::Text => DataType::Utf8,
        Holds::Texts => list(DataType::Utf8),
        Holds::Kept => kept(),
        Holds::Images => list(image(shape)),
        Holds::Blocks => list(block(shape)),
    };
    let always = ["schema_version", "id", "status"].contains(&column.name);
    Some(Field::new(column.name, data, !always))
}

fn image(shape: Shape) -> DataType {
    let mut fields = ["src", "alt", "caption", "credit"].map(|name| optional(name, DataType::Utf8)).to_vec();
    if shape.links {
        fields.push(optional("before", DataType::Int64));
    }
    DataType::Struct(fields.into())
}

fn block(shape: Shape) -> DataType {
    let mut fields = vec![
        optional("label", DataType::Utf8),
        optional("text", DataType::Utf8),
        optional("level", DataType::Int64),
        optional("ordered", DataType::Boolean),
        optional("lines", list(DataType::Int64)),
    ];
    if shape.links {
        fields.push(optional("markup", markup()));
    }
    DataType::Struct(fields.into())
}

fn markup() -> DataType {
    let span = |last: &str| {
        let place = ["start", "end"].map(|name| optional(name, DataType::Int64));
        list(DataType::Struct(place.into_iter().chain([optional(last, DataType::Utf8)]).collect()))
    };
    let fields = [
        ("links", span("href")),
        ("emphasis", span("kind")),
        ("breaks", list(DataType::Int64)),
        ("number", DataType::Int64),
        ("anchor", DataType::Utf8),
        ("continued", DataType::Boolean),
        ("column", DataType::Int64),
        ("header", DataType::Boolean),
        ("first", DataType::Boolean),
        ("language", DataType::Utf8),
    ];
    DataType::Struct(fields.into_iter().map(|(name, data)| optional(name, data)).collect())
}

fn optional(name: &str, data: DataType) -> Field {
    Field::new(name, data, true)
}

/// A list as the Parquet format names its parts.
fn list(data: DataType) -> DataType {
    DataType::List(Arc::new(optional("element", data)))
}
