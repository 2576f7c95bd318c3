//! What can be wrong with an input, and where.
//!
//! Each message says what was found and what to do about it; the place is told apart from it.

use std::fmt;
use std::io;
use std::sync::Arc;

/// Where in its file a record is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// It is the file.
    #[default]
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A row of a table, counted from 1, without a head.
    Row(u64),
    /// A record that begins at this byte, as the file lies on the disk, and its number, counted from 1.
    Record {
        /// The first byte of the record, or of the packed member that holds it.
        offset: u64,
        /// Which record of the file it is.
        number: u64,
    },
    /// A file in an archive.
    Member(String),
}

/// A file, or a record in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path as it was given or joined; `-` for standard input.
    pub file: Arc<str>,
    /// Where in it.
    pub at: At,
}

impl Place {
    /// A whole file.
    pub fn file(file: &str) -> Self {
        Self { file: file.into(), at: At::Whole }
    }

    /// The id of a record that has none of its own: `FILE`, `FILE:NUMBER` or `FILE/MEMBER`.
    pub fn id(&self) -> String {
        let file = &self.file;
        match &self.at {
            At::Whole => file.to_string(),
            At::Line(number) | At::Row(number) | At::Record { number, .. } => format!("{file}:{number}"),
            At::Member(member) => format!("{file}/{member}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if &*self.file == "-" { "standard input" } else { &self.file })?;
        match &self.at {
            At::Whole => Ok(()),
            At::Line(line) => write!(f, ": line {line}"),
            At::Row(row) => write!(f, ": row {row}"),
            At::Record { offset, number } => write!(f, ": record {number} at byte {offset}"),
            At::Member(member) => write!(f, ": {member}"),
        }
    }
}

/// A record that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {trouble}")]
pub struct Problem {
    /// The record's name in the output: its own where it could be read, else its place.
    pub id: String,
    /// Where.
    pub place: Place,
    /// What.
    pub trouble: Trouble,
}

impl Problem {
    /// What is wrong with a whole file.
    pub(super) fn of_file(name: &str, trouble: Trouble) -> Self {
        Self { id: name.into(), place: Place::file(name), trouble }
    }

    /// A file that the system does not give.
    pub(super) fn unreadable(name: &str, error: io::Error) -> Self {
        let missing = error.kind() == io::ErrorKind::NotFound;
        Self::of_file(name, if missing { Trouble::Missing } else { Trouble::Io(error) })
    }
}

/// Why a record cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// A path that was named and is not there.
    #[error("no such file or folder: check the path")]
    Missing,
    /// A file or folder that cannot be read.
    #[error("cannot be read: {0}: check the file and its permissions")]
    Io(#[from] io::Error),
    /// A file that was read up to here.
    #[error("cannot be read on: {0}; what follows is lost: check whether the file is whole")]
    CutOff(io::Error),
    /// A file of a kind that is not read.
    #[error("{what}")]
    Foreign {
        /// What it is and what to do.
        what: &'static str,
    },
    /// A record of an archive that is not as it was written.
    #[error("damaged record: {what}; reading goes on at the next one: check whether the file is whole")]
    Damaged {
        /// What is wrong with it.
        what: String,
    },
    /// A page that was sent in a coding that cannot be undone.
    #[error("its body cannot be decoded ({coding}: {error}): fetch the page again, or leave it out")]
    Coding {
        /// The coding, as HTTP names it.
        coding: String,
        /// What the decoder says.
        error: io::Error,
    },
    /// A page over the limit.
    #[error("larger than {} MiB, which no article is: leave it out", limit >> 20)]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// A line that is no JSON.
    #[error(
        "column {column}: no valid JSON ({message}): repair the line or take it out; the others are read"
    )]
    Json {
        /// Where in the line, counted from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// A line of JSON that is no object.
    #[error(
        "{found} where a JSON object is expected: a JSONL file holds one object a line, such as {{\"html\": …}}"
    )]
    NotAnObject {
        /// What is there.
        found: &'static str,
    },
    /// A record without a page.
    #[error(
        "no page: the record has none of the fields {wanted}, only {keys}; name the right one with --field html=KEY or --field text=KEY"
    )]
    NoContent {
        /// The fields looked for.
        wanted: String,
        /// The fields there are.
        keys: String,
    },
    /// A table without a column of pages.
    #[error(
        "no page: the table has none of the columns {wanted}, only {columns}; name the right one with --field html=COLUMN or --field text=COLUMN"
    )]
    NoColumn {
        /// The columns looked for.
        wanted: String,
        /// The columns there are.
        columns: String,
    },
    /// A column of a type that JSON has no words for.
    #[error(
        "the column \"{column}\" has the type {kind}, which is not read: name another one, or leave it out"
    )]
    ColumnType {
        /// The column.
        column: String,
        /// Its type, or the part of it that is not read.
        kind: String,
    },
    /// A row with more or fewer cells than there are columns.
    #[error(
        "{found} cells where the head line names {columns}: repair the row or take it out (is a separator not quoted, or a quote not doubled?); the others are read"
    )]
    Cells {
        /// Its cells.
        found: usize,
        /// The columns.
        columns: usize,
    },
    /// A cell in another encoding.
    #[error(
        "the column \"{column}\" holds bytes that are no UTF-8: convert the file to UTF-8; the other rows are read"
    )]
    NotUtf8 {
        /// The column.
        column: String,
    },
    /// Records in UTF-16, as spreadsheets write them.
    #[error("a dump in UTF-16: save or convert it as UTF-8")]
    Utf16,
    /// A line in another encoding.
    #[error("column {column}: bytes that are no UTF-8: convert the file to UTF-8; the other lines are read")]
    LineNotUtf8 {
        /// Where in the line, counted from 1.
        column: usize,
    },
    /// A table that ends inside quotes.
    #[error(
        "a quote is not closed, so that all from here to the end of the file is one cell: close it, or take the row out; the rows after it are lost"
    )]
    OpenQuote,
    /// A file that is called Parquet and is none, or is not whole.
    #[error("no Parquet file, or not a whole one ({message}): its index stands at its end, so copy it again")]
    NoParquet {
        /// What the decoder says.
        message: String,
    },
    /// A part of a file that cannot be read.
    #[error("cannot be read on: {message}; {rows} rows are lost: check whether the file is whole")]
    LostRows {
        /// What the decoder says.
        message: String,
        /// How many rows.
        rows: u64,
    },
    /// A pattern that no file matches.
    #[error("matches no file: check the pattern")]
    NoMatch,
    /// A pattern that makes no sense.
    #[error("no such file, and no sound pattern either ({message})")]
    Pattern {
        /// What is wrong with it.
        message: String,
    },
    /// A field of another type.
    #[error(
        "the field \"{key}\" holds {found} where {expected} is expected: name another one with --field {name}=KEY, or take the record out"
    )]
    WrongType {
        /// What the field was taken for.
        name: &'static str,
        /// The field's key in the record.
        key: String,
        /// What it holds.
        found: &'static str,
        /// What it should hold.
        expected: &'static str,
    },
    /// `--url` for an input of many records.
    #[error(
        "holds many records, and --url names the address of one page: leave it out, or name the field of their addresses with --field url=KEY"
    )]
    UrlForLines,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_a_person_would_say_it() {
        let line = Place { file: "a/b.jsonl".into(), at: At::Line(7) };
        assert_eq!((line.to_string(), line.id()), ("a/b.jsonl: line 7".into(), "a/b.jsonl:7".into()));
        assert_eq!(Place::file("-").to_string(), "standard input");
        assert_eq!(Place { file: "-".into(), at: At::Line(2) }.id(), "-:2");
    }
}
