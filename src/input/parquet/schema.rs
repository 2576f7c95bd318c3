//! Which columns of a file stand for something.

use arrow_schema::{DataType, Field, FieldRef, Schema};
use parquet::arrow::ProjectionMask;
use parquet::schema::types::SchemaDescriptor;

use crate::input::fields::Fields;
use crate::input::found::{listed, no_column};
use crate::input::key_path::KeyPath;
use crate::input::problem::Trouble;
use crate::record::Kind;

/// The columns of a file, and the ways to those that stand for something.
#[derive(Debug)]
pub(super) struct Columns {
    /// For each path of `Fields` the names on the way to its column.
    pub(super) ways: Vec<Option<Vec<String>>>,
    names: Vec<String>,
}

impl Columns {
    /// The columns of a file, or why it cannot be read with these fields.
    pub(super) fn new(schema: &Schema, fields: &Fields, kind: Kind) -> Result<Self, Trouble> {
        let mut ways = Vec::new();
        for path in fields.paths() {
            let found = path.ways().into_iter().find_map(|way| Some((column(schema, &way)?, way)));
            if let Some((column, _)) = &found {
                check(column, path)?;
            }
            ways.push(found.map(|(_, way)| way));
        }
        let mut names = Vec::new();
        add_names("", schema.fields(), &mut names);
        let columns = Self { ways, names };
        match no_column(fields, kind, |path| columns.ways[path].is_some(), || columns.list()) {
            Some(trouble) => Err(trouble),
            None => Ok(columns),
        }
    }

    /// The columns there are, for messages.
    pub(super) fn list(&self) -> String {
        listed(&self.names)
    }

    /// The columns that are read, as numbers of those that the file stores.
    pub(super) fn stored(&self, schema: &SchemaDescriptor) -> Vec<usize> {
        let is_wanted = |parts: &[String]| self.ways.iter().flatten().any(|way| parts.starts_with(way));
        let stored = schema.columns().iter().enumerate();
        stored.filter(|(_, column)| is_wanted(column.path().parts())).map(|(n, _)| n).collect()
    }

    pub(super) fn mask(&self, schema: &SchemaDescriptor) -> ProjectionMask {
        ProjectionMask::leaves(schema, self.stored(schema))
    }
}

fn column<'s>(schema: &'s Schema, way: &[String]) -> Option<&'s Field> {
    let (first, rest) = way.split_first()?;
    let named = |fields: &'s [FieldRef], name: &String| fields.iter().find(|field| field.name() == name);
    rest.iter()
        .try_fold(named(schema.fields(), first)?, |column, name| match column.data_type() {
            DataType::Struct(fields) => named(fields, name),
            _ => None,
        })
        .map(|column| &**column)
}

/// Refuses a column whose values cannot be told in JSON.
fn check(column: &Field, path: &KeyPath) -> Result<(), Trouble> {
    match unread(column.data_type()) {
        None => Ok(()),
        Some(kind) => Err(Trouble::ColumnType { column: path.to_string(), kind: kind.to_string() }),
    }
}

/// The part of a type that is not read.
fn unread(kind: &DataType) -> Option<&DataType> {
    match kind {
        DataType::List(inner) | DataType::LargeList(inner) | DataType::FixedSizeList(inner, _) => {
            unread(inner.data_type())
        }
        DataType::Map(inner, _) => unread(inner.data_type()),
        DataType::Struct(fields) => fields.iter().find_map(|field| unread(field.data_type())),
        DataType::Interval(_)
        | DataType::Duration(_)
        | DataType::Union(..)
        | DataType::RunEndEncoded(..)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::Dictionary(..) => Some(kind),
        _ => None,
    }
}

/// The names of columns, those in structs by their paths.
fn add_names(before: &str, fields: &[FieldRef], names: &mut Vec<String>) {
    for field in fields {
        let name = format!("{before}{}", KeyPath::escaped(field.name()));
        match field.data_type() {
            DataType::Struct(inner) => add_names(&format!("{name}."), inner, names),
            _ => names.push(name),
        }
    }
}
