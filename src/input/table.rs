//! Tables of text: CSV and TSV, each row as it stands there, with the columns that the head line names.
//!
//! Where a row ends depends on all quotes before it, so the rows are parted here, one after another; what is in their
//! cells is looked at by whoever works on a row.

use std::io::{self, BufRead};
use std::sync::Arc;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::Value;

use super::fields::Fields;
use super::found::{Cell, Found, listed, no_column};
use super::key_path::KeyPath;
use super::open::Stream;
use super::problem::{At, Place, Problem, Trouble};
use super::reader::{Dump, Entry};
use super::record::MAX_PAGE;
use super::row::{Cells, Row};
use super::shape::is_utf16;
use crate::record::Kind;

/// The largest row: the largest page with every character a quote, which is doubled.
const MAX_ROW: usize = 2 * MAX_PAGE;
/// The most cells of a row: a table of pages has some dozens.
const MAX_CELLS: usize = 1 << 16;
/// What a row gets at first, in bytes.
const ROOM: usize = 4 << 10;
/// Separators that a head line is looked at for, besides the comma.
const SEPARATORS: [u8; 3] = [b';', b'\t', b'|'];

/// The head line of a table.
#[derive(Debug)]
struct Head {
    columns: Vec<String>,
    separator: u8,
    /// For each path of `Fields` its column.
    paths: Vec<Option<usize>>,
}

impl Head {
    fn new(row: &Raw, separator: u8, fields: &Fields) -> Self {
        let columns: Vec<_> =
            row.cells().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        // Of a column given twice the last one, as for the keys of an object.
        let column = |path: &KeyPath| columns.iter().rposition(|column| *column == path.ways()[0][0]);
        let paths = fields.paths().iter().map(column).collect();
        Self { columns, separator, paths }
    }
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct TextRow {
    head: Arc<Head>,
    raw: Raw,
}

impl TextRow {
    /// The cells of the columns that stand for something.
    pub(super) fn found(&self) -> Result<Found, Trouble> {
        let (found, columns) = (self.raw.ends.len(), self.head.columns.len());
        if found != columns {
            return Err(Trouble::Cells { found, columns });
        }
        let cells: Vec<_> = self.raw.cells().collect();
        let cell = |column: &Option<usize>| {
            let Some(bytes) = column.and_then(|column| cells.get(column)) else { return Ok(None) };
            let text = std::str::from_utf8(bytes);
            let column = column.and_then(|column| self.head.columns.get(column));
            let trouble = |_| Trouble::NotUtf8 { column: column.cloned().unwrap_or_default() };
            text.map(|text| Some(Cell::Value(Value::String(text.into())))).map_err(trouble)
        };
        self.head.paths.iter().map(cell).collect::<Result<_, _>>().map(Found::new)
    }

    pub(super) fn columns(&self) -> String {
        listed(&self.head.columns)
    }

    /// The row as one could write it into its file.
    pub(super) fn line(&self) -> Vec<u8> {
        let mut line = Vec::with_capacity(self.raw.text.len() + self.raw.ends.len());
        for (n, cell) in self.raw.cells().enumerate() {
            if n > 0 {
                line.push(self.head.separator);
            }
            let is_foreign = |byte: &u8| *byte == self.head.separator || matches!(byte, b'"' | b'\n' | b'\r');
            if cell.iter().any(is_foreign) {
                line.push(b'"');
                line.extend(
                    cell.iter().flat_map(|byte| [*byte; 2].into_iter().take(1 + usize::from(*byte == b'"'))),
                );
                line.push(b'"');
            } else {
                line.extend_from_slice(cell);
            }
        }
        line
    }

    pub(super) const fn len(&self) -> usize {
        self.raw.text.len()
    }
}

/// The cells of a row, without quotes, one after another.
#[derive(Debug)]
struct Raw {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Raw {
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let begins = [0].into_iter().chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| self.text.get(begin..*end).unwrap_or_default())
    }
}

/// What is read next.
enum Next {
    Row(Raw),
    TooLarge,
    /// The file ends inside quotes.
    OpenQuote,
    End,
}

/// Gives one row after another.
pub(super) struct Table {
    file: Arc<str>,
    stream: Stream,
    rows: Reader,
    separator: u8,
    head: Option<Arc<Head>>,
    fields: Fields,
    kind: Kind,
    limit: usize,
    /// Rows read, without the head.
    number: u64,
    given: u64,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    /// Nothing more can be read.
    Over,
    /// The end was told.
    Ended,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("file", &self.file)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl Table {
    /// A table in `stream`. Its separator is `given`, or what its head line looks like.
    pub(super) fn new(name: &str, mut stream: Stream, given: Option<u8>, fields: Fields, kind: Kind) -> Self {
        // What cannot be read will be told when the first row is.
        let separator = given.unwrap_or_else(|| separator(stream.fill_buf().unwrap_or_default()));
        Self {
            file: name.into(),
            stream,
            rows: ReaderBuilder::new().delimiter(separator).build(),
            separator,
            head: None,
            fields,
            kind,
            limit: MAX_ROW,
            number: 0,
            given: 0,
            state: State::Reading,
        }
    }

    fn read(&mut self) -> io::Result<Next> {
        let mut raw = Raw { text: vec![0; ROOM], ends: vec![0; 32] };
        let (mut text, mut ends, mut too_large) = (0, 0, false);
        loop {
            let buffer = match self.stream.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            // A file may end without a line end. Inside quotes one is text, and tells that they are not closed.
            let at_end = buffer.is_empty();
            let begun = text > 0 || ends > 0 || too_large;
            let input = if at_end && begun { b"\n" } else { buffer };
            let (result, read, written, ended) =
                self.rows.read_record(input, &mut raw.text[text..], &mut raw.ends[ends..]);
            if !at_end {
                self.stream.consume(read);
            }
            text += written;
            ends += ended;
            match result {
                ReadRecordResult::InputEmpty if at_end && begun => return Ok(Next::OpenQuote),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if too_large || text >= self.limit => {
                    (too_large, text) = (true, 0);
                }
                ReadRecordResult::OutputFull => raw.text.resize((2 * text).min(self.limit), 0),
                ReadRecordResult::OutputEndsFull if too_large || ends >= MAX_CELLS => {
                    (too_large, ends) = (true, 0);
                }
                ReadRecordResult::OutputEndsFull => raw.ends.resize(2 * ends, 0),
                ReadRecordResult::Record if too_large => return Ok(Next::TooLarge),
                ReadRecordResult::Record => {
                    raw.text.truncate(text);
                    raw.text.shrink_to_fit();
                    raw.ends.truncate(ends);
                    return Ok(Next::Row(raw));
                }
                ReadRecordResult::End => return Ok(Next::End),
            }
        }
    }

    /// Takes the first row as the head. What is wrong with it is wrong with the whole file.
    fn take_head(&mut self, row: &Raw) -> Option<Entry> {
        let head = Head::new(row, self.separator, &self.fields);
        let problem = if is_utf16(&row.text) {
            Some(Trouble::Utf16)
        } else {
            no_column(&self.fields, self.kind, |path| head.paths[path].is_some(), || listed(&head.columns))
        };
        self.head = Some(Arc::new(head));
        let problem = Problem::of_file(&self.file, problem?);
        self.state = State::Over;
        Some(Entry::Problem(problem))
    }

    fn row(&mut self, raw: Raw) -> Option<Entry> {
        let Some(head) = self.head.clone() else { return self.take_head(&raw) };
        self.number += 1;
        let is_whole = raw.ends.len() == head.columns.len();
        self.given += u64::from(is_whole);
        let is_first = is_whole && self.given == 1;
        Some(Entry::Row(Row { place: self.place(), is_first, cells: Cells::Text(TextRow { head, raw }) }))
    }

    fn place(&self) -> Place {
        // Row 0 is the head.
        let at = if self.number == 0 { At::Whole } else { At::Row(self.number) };
        Place { file: self.file.clone(), at }
    }

    fn problem(&self, trouble: Trouble) -> Entry {
        let place = self.place();
        Entry::Problem(Problem { id: place.id(), place, trouble })
    }

    /// A row that was read over.
    fn lost(&mut self, trouble: Trouble) -> Entry {
        self.number += u64::from(self.head.is_some());
        if self.head.is_none() {
            self.state = State::Over;
        }
        self.problem(trouble)
    }
}

impl Iterator for Table {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while self.state == State::Reading {
            match self.read() {
                Ok(Next::Row(raw)) => {
                    if let Some(entry) = self.row(raw) {
                        return Some(entry);
                    }
                }
                Ok(Next::TooLarge) => return Some(self.lost(Trouble::TooLarge { limit: self.limit })),
                Ok(Next::OpenQuote) => {
                    self.state = State::Over;
                    return Some(self.lost(Trouble::OpenQuote));
                }
                Ok(Next::End) => self.state = State::Over,
                Err(error) => {
                    self.state = State::Over;
                    return Some(self.lost(Trouble::CutOff(error)));
                }
            }
        }
        (std::mem::replace(&mut self.state, State::Ended) == State::Over)
            .then(|| Entry::EndOfDump(self.file.clone()))
    }
}

impl Dump for Table {}

/// The separator that a head line has most of outside of quotes; a comma where it has none.
pub(super) fn separator(begin: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut commas = 0_usize;
    for byte in begin {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            b',' if !quoted => commas += 1,
            _ if !quoted => {
                if let Some(n) = SEPARATORS.iter().position(|separator| separator == byte) {
                    counts[n] += 1;
                }
            }
            _ => {}
        }
    }
    let best = SEPARATORS.into_iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    best.filter(|(_, count)| *count > commas).map_or(b',', |(separator, _)| separator)
}

/// The cells of one line, without quotes; `None` when one of them is not closed.
pub(super) fn cells(line: &[u8], separator: u8) -> Option<Vec<Vec<u8>>> {
    let mut raw = Raw { text: vec![0; line.len()], ends: vec![0; line.len() + 1] };
    let mut rows = ReaderBuilder::new().delimiter(separator).build();
    let (_, _, text, ends) = rows.read_record(line, &mut raw.text, &mut raw.ends);
    let (result, ..) = rows.read_record(b"\n", &mut raw.text[text..], &mut raw.ends[ends..]);
    (result == ReadRecordResult::Record).then(|| {
        raw.ends.truncate(ends + 1);
        // The last cell ends with the text.
        raw.ends[ends] = text;
        raw.cells().map(<[u8]>::to_vec).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn table(bytes: &[u8], given: &[&str]) -> Table {
        let given = given.iter().map(|field| field.parse().expect("a field")).collect();
        let fields = Fields::new(given, &[KeyPath::new("note")]);
        Table::new("t.csv", Box::new(Cursor::new(bytes.to_vec())), None, fields, Kind::Auto)
    }

    fn short(table: Table) -> Vec<String> {
        let fields = table.fields.clone();
        let short = |entry| match entry {
            Entry::Row(row) => {
                let opened = row.record(&fields, Kind::Auto);
                let kept = opened.kept.first().map_or(String::new(), |(_, value)| value.to_string());
                match opened.record {
                    Ok(record) => format!("{} {:?} {kept}", record.id, record.content),
                    Err(problem) => problem.to_string(),
                }
            }
            Entry::Problem(problem) => problem.to_string(),
            Entry::EndOfDump(file) => format!("end of {file}"),
            other => panic!("{other:?}"),
        };
        table.map(short).collect()
    }

    #[test]
    fn cells_may_hold_separators_quotes_and_lines() {
        let text = "\u{feff}id,html,note\r\n1,\"<p>a, \"\"b\"\"\r\n c\",x\r\n\r\n2,<p>,\"\"";
        let rows = short(table(text.as_bytes(), &[]));
        assert_eq!(rows, [r#"1 Text("<p>a, \"b\"\r\n c") "x""#, r#"2 Text("<p>") """#, "end of t.csv",]);
    }

    #[test]
    fn separators_are_told_by_the_head_line() {
        for (head, separator_) in [
            ("id;html", b';'),
            ("\"a;b;c\",html,id", b','),
            ("id\thtml\tx,y", b'\t'),
            ("html", b','),
            ("a|b", b'|'),
        ] {
            assert_eq!(separator(head.as_bytes()), separator_, "{head}");
        }
        assert_eq!(short(table(b"id;html\n7;a,b\n", &[]))[0], "7 Text(\"a,b\") null");
    }

    #[test]
    fn a_broken_row_is_told_and_the_others_are_read() {
        let rows = short(table(b"id,text,rest\n1,a\n2,b,\xff\n3,\xff,c\n4,d,e\n", &[]));
        assert!(rows[0].starts_with("t.csv: row 1: 2 cells where the head line names 3"), "{rows:?}");
        assert_eq!(rows[1], "2 Text(\"b\") null", "nobody asked for the broken cell");
        assert!(rows[2].starts_with("t.csv: row 3: the column \"text\" holds bytes"), "{rows:?}");
        assert_eq!(rows[3..], ["4 Text(\"d\") null", "end of t.csv"]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told_and_eats_no_memory() {
        let text = format!("id,text\n1,a\n2,\"{}\n3,b", "x,\n".repeat(10_000));
        for limit in [MAX_ROW, 5000] {
            let mut table = table(text.as_bytes(), &[]);
            table.limit = limit;
            let rows = short(table);
            assert_eq!((rows[0].as_str(), rows.len()), ("1 Text(\"a\") null", 3));
            assert!(rows[1].starts_with("t.csv: row 2: a quote is not closed"), "{rows:?}");
        }
        let mut table = table(text.replace("\n3,", "\"\n3,").as_bytes(), &[]);
        table.limit = 5000;
        let rows = short(table);
        assert!(rows[1].starts_with("t.csv: row 2: larger than"), "{rows:?}");
        assert_eq!(rows[2..], ["3 Text(\"b\") null", "end of t.csv"]);
    }

    #[test]
    fn a_table_without_pages_is_one_problem() {
        let rows = short(table(b"id,noi_dung\n1,a\n2,b\n", &["html=bdoy"]));
        assert_eq!(rows.len(), 2);
        assert!(
            rows[0].contains("none of the columns \"bdoy\", \"text\", only \"id\", \"noi_dung\""),
            "{rows:?}"
        );
        assert_eq!(short(table(b"", &[])), ["end of t.csv"]);
        assert!(short(table(b"\xff\xfei\0d\0", &[]))[0].contains("UTF-16"));
    }
}
