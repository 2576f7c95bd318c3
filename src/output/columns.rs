//! The columns of tables: the fields of the JSON object, in its order.
//!
//! CSV, TSV and Parquet are made from the JSON form of a record, so that a field means the same everywhere; this list
//! says which there are. A field that is missing here is found by a test.

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// The name of the JSON field.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A whole number.
    Number,
    /// A fraction.
    Fraction,
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// The input fields that are carried through: one column each, or one for all of them.
    Kept,
    /// The pictures.
    Images,
    /// The blocks.
    Blocks,
}

/// All columns in their order. `kept` is there only when input fields are carried through, `blocks` only when asked for.
pub(crate) const COLUMNS: [Column; 26] = [
    column("schema_version", Holds::Number),
    column("id", Holds::Text),
    column("status", Holds::Text),
    column("reason", Holds::Text),
    column("error", Holds::Text),
    column("kept", Holds::Kept),
    column("url", Holds::Text),
    column("canonical", Holds::Text),
    column("site_name", Holds::Text),
    column("rule", Holds::Text),
    column("title", Holds::Text),
    column("lead", Holds::Text),
    column("authors", Holds::Texts),
    column("source", Holds::Text),
    column("published", Holds::Text),
    column("modified", Holds::Text),
    column("section", Holds::Text),
    column("tags", Holds::Texts),
    column("description", Holds::Text),
    column("images", Holds::Images),
    column("language", Holds::Text),
    column("encoding", Holds::Text),
    column("truncated", Holds::Texts),
    column("confidence", Holds::Fraction),
    column("text", Holds::Text),
    column("blocks", Holds::Blocks),
];

const fn column(name: &'static str, holds: Holds) -> Column {
    Column { name, holds }
}
