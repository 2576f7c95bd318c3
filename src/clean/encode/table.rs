//! Records as rows of CSV and TSV.
//!
//! A row is made from the JSON object of its record, cell by cell: a string as it is, a list of strings joined by `; `,
//! what has more structure as JSON. What is null or missing is an empty cell.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::pack::Packed;
use super::{Encoder, Sink};
use crate::clean::done::Written;
use crate::clean::settings::{Form, Format};
use crate::output::{COLUMNS, Holds};

/// What stands between the strings of a list.
const BETWEEN: &str = "; ";

/// Rows, under a line with the names of the columns.
pub(super) struct Table(Packed);

impl Table {
    pub(super) fn new(form: Form, kept: &[String], mut out: Packed) -> io::Result<Self> {
        let mut names = Vec::new();
        for column in COLUMNS {
            match column.holds {
                Holds::Kept => names.extend(kept.iter().map(|key| format!("{}.{key}", column.name))),
                Holds::Blocks if !form.blocks => {}
                _ => names.push(column.name.to_owned()),
            }
        }
        out.write_all(line(form.format, &names)?.as_bytes())?;
        Ok(Self(out))
    }
}

impl Encoder for Table {
    fn write(&mut self, record: &Written) -> io::Result<()> {
        let Written::Text(row) = record else { return Ok(()) };
        self.0.write_all(row.as_bytes())?;
        self.0.end_record()
    }

    fn finish(self: Box<Self>) -> io::Result<Sink> {
        self.0.finish()
    }
}

/// The JSON object of a record as a row.
pub(super) fn table_row(form: Form, kept: &[String], json: &str) -> io::Result<String> {
    let object: Map<String, Value> = serde_json::from_str(json)?;
    let mut cells = Vec::new();
    for column in COLUMNS {
        let value = object.get(column.name);
        match column.holds {
            // A list of the input is no list of strings of ours: it is JSON.
            Holds::Kept => cells.extend(kept.iter().map(|key| cell(value.and_then(|all| all.get(key))))),
            Holds::Blocks if !form.blocks => {}
            Holds::Texts => cells.push(joined(value)),
            _ => cells.push(cell(value)),
        }
    }
    line(form.format, &cells)
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn joined(value: Option<&Value>) -> String {
    let texts = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    texts.collect::<Vec<_>>().join(BETWEEN)
}

fn line(format: Format, cells: &[String]) -> io::Result<String> {
    let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
    let room = cells.iter().map(String::len).sum::<usize>() + 2 * cells.len() + 1;
    let mut csv = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .buffer_capacity(room)
        .from_writer(Vec::with_capacity(room));
    csv.write_record(cells)?;
    let bytes = csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Image, Outcome};
    use crate::label::Label;
    use crate::output;
    use crate::output::Style;

    fn form(format: Format, blocks: bool) -> Form {
        Form { format, packing: crate::clean::Packing::None, blocks, style: Style::default() }
    }

    fn outcome() -> Outcome {
        Outcome::Article(Article {
            title: Some("Chợ \"nổi\", sáng sớm".into()),
            rule: "generic".into(),
            authors: vec!["Lê Đào".into(), "Trần Văn Sông".into()],
            images: vec![Image { src: "https://a.vn/a.jpg".into(), ..Image::default() }],
            blocks: vec![crate::ArticleBlock::new(Label::Body, "Một\thai.\nBa.")],
            confidence: 0.5,
            ..Article::default()
        })
    }

    fn rows(format: Format, text: &str) -> Vec<Vec<String>> {
        let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_row_is_read_back_as_it_was() {
        for format in [Format::Csv, Format::Tsv] {
            let json = output::json("a,b", &[], &outcome(), true);
            let row = table_row(form(format, true), &[], &json).expect("a row");
            assert!(row.ends_with('\n') && !row.contains('\r'), "{row:?}");
            let [row] = &rows(format, &row)[..] else { panic!("one row: {row:?}") };
            let at = |name| {
                let names: Vec<_> =
                    COLUMNS.iter().filter(|it| it.holds != Holds::Kept).map(|it| it.name).collect();
                row[names.iter().position(|it| *it == name).expect("a column")].as_str()
            };
            assert_eq!((at("schema_version"), at("id"), at("status")), ("1", "a,b", "article"));
            assert_eq!((at("title"), at("error"), at("tags")), ("Chợ \"nổi\", sáng sớm", "", ""));
            assert_eq!(at("authors"), "Lê Đào; Trần Văn Sông");
            assert_eq!(at("images"), r#"[{"src":"https://a.vn/a.jpg"}]"#);
            assert_eq!((at("text"), at("confidence")), ("Một\thai.\nBa.", "0.5"));
            assert_eq!(at("blocks"), r#"[{"label":"body","text":"Một\thai.\nBa."}]"#);
        }
    }

    #[test]
    fn every_field_of_the_json_has_a_column() {
        let names: Vec<_> = COLUMNS.iter().map(|it| it.name).collect();
        let objects = [
            output::json("a", &[], &outcome(), true),
            output::json_error("a", &[], "x"),
            output::json("a", &[], &none(), true),
        ];
        for json in objects {
            let object: Map<String, Value> = serde_json::from_str(&json).expect("JSON");
            assert!(object.keys().all(|key| names.contains(&key.as_str())), "{json}");
        }
    }

    fn none() -> Outcome {
        Outcome::NoArticle { reason: crate::Reason::Empty }
    }

    #[test]
    fn kept_fields_have_columns_of_their_own() {
        let json = r#"{"id":"a","kept":{"n":7,"s":"x","l":["y"],"z":null}}"#;
        let keys = ["s", "n", "l", "z", "gone"].map(str::to_owned);
        let row = table_row(form(Format::Csv, false), &keys, json).expect("a row");
        assert_eq!(rows(Format::Csv, &row)[0][5..10], ["x", "7", "[\"y\"]", "", ""]);
    }
}
