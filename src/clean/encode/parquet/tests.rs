//! What is written, read back.

use std::fs::File;
use std::io::Write;

use arrow_json::LineDelimitedWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Value, json};

use super::*;
use crate::article::{Article, ArticleBlock, BlockMarkup, EmphasisSpan, Image, LinkSpan, Outcome};
use crate::block::Emphasis;
use crate::clean::encode::seen::Seen;
use crate::clean::settings::{Format, Packing};
use crate::label::Label;
use crate::output::COLUMNS;
use crate::output::{self, Style};

fn form(blocks: bool) -> Form {
    let style = Style { links: blocks, ..Style::default() };
    Form { format: Format::Parquet, packing: Packing::None, blocks, style }
}

fn written(form: Form, kept: &[String], rows: &[String], helped: bool) -> Vec<u8> {
    let (seen, aside) = (Seen::default(), Aside::default());
    let mut file = Box::new(Parquet::new(form, kept, Box::new(seen.clone()), &aside).expect("a file"));
    for row in rows {
        file.write(&Written::Text(row.clone() + "\n")).expect("memory");
        if helped {
            aside.help();
        }
    }
    file.finish().expect("memory");
    seen.bytes()
}

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    file
}

fn read(bytes: &[u8]) -> Vec<Value> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file(bytes)).expect("a file");
    let mut out = LineDelimitedWriter::new(Vec::new());
    for batch in reader.build().expect("a reader") {
        out.write(&batch.expect("rows")).expect("memory");
    }
    out.finish().expect("memory");
    let lines = String::from_utf8(out.into_inner()).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Null and missing are the same in a column.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let some = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(some.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

/// An article in which every field is given.
fn whole() -> Outcome {
    let text = |text: &str| Some(text.to_owned());
    let markup = BlockMarkup {
        links: vec![LinkSpan { start: 0, end: 3, href: "https://a.vn/b".into() }],
        emphasis: vec![EmphasisSpan { start: 1, end: 2, kind: Emphasis::Strong }],
        breaks: vec![4],
        number: Some(7),
        anchor: text("n7"),
        continued: true,
        column: 2,
        header: true,
        first: true,
        language: text("rust"),
    };
    let block = ArticleBlock {
        level: Some(2),
        ordered: Some(true),
        lines: Some((3, 4)),
        markup: Some(Box::new(markup)),
        ..ArticleBlock::new(Label::List, "Một\thai \"ba\"\n\u{1}")
    };
    let image = Image {
        src: "https://a.vn/a.jpg".into(),
        alt: text("Ghe"),
        caption: text("Ghe trái cây"),
        credit: text("Lê Đào"),
        before: Some(1),
    };
    Outcome::Article(Article {
        url: text("https://a.vn/a"),
        canonical: text("https://a.vn/a"),
        site_name: text("Báo"),
        rule: "generic".into(),
        title: text("Chợ"),
        lead: text("Sáng"),
        blocks: vec![block, ArticleBlock::new(Label::Body, "Bốn")],
        authors: vec!["Lê Đào".into(), "Trần; Sông".into()],
        source: text("Báo"),
        published: text("2024-05-01"),
        modified: text("2024-05-02T08:00:00+07:00"),
        section: text("Kinh tế"),
        tags: vec!["chợ".into()],
        description: text("Một"),
        images: vec![image],
        language: text("vi"),
        encoding: text("UTF-8"),
        truncated: vec!["depth".into()],
        confidence: 0.1 + 0.2,
    })
}

#[test]
fn a_row_is_the_json_object() {
    let none = Outcome::NoArticle { reason: crate::Reason::Empty };
    let bare = Outcome::Article(Article::default());
    for blocks in [true, false] {
        let mut rows = vec![output::json_error("e", &[], "line\n\"2\"")];
        rows.extend(
            [whole(), none.clone(), bare.clone()].iter().map(|it| output::json("a", &[], it, blocks)),
        );
        let object = |row: &String| without_nulls(serde_json::from_str(row).expect("JSON"));
        let mut expected: Vec<Value> = rows.iter().map(object).collect();
        let found = read(&written(form(blocks), &[], &rows, false)).into_iter().map(without_nulls);
        if !blocks {
            // The place of a picture belongs to the blocks: there is no form with the one and without the others.
            expected[1]["images"][0].as_object_mut().expect("a picture").remove("before");
        }
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }
}

#[test]
fn kept_fields_are_one_column_of_strings() {
    let row = json!({"schema_version": 1, "id": "a", "status": "error", "kept": {"n": "7", "a.b": null}});
    let keys = ["n", "a.b"].map(str::to_owned);
    let found = read(&written(form(false), &keys, &[row.to_string()], false));
    assert_eq!(found[0]["kept"], json!({"n": "7"}));
}

#[test]
fn row_groups_are_bounded_and_the_bytes_always_the_same() {
    let row = |n: usize| {
        let text = format!("{n} {}", n * 7919).repeat(2000);
        json!({"schema_version": 1, "id": n.to_string(), "status": "article", "text": text}).to_string()
    };
    let rows: Vec<String> = (0..3000).map(row).collect();
    let bytes = written(form(false), &[], &rows, false);
    assert!(written(form(false), &[], &rows, true) == bytes, "other bytes with help");
    let file = SerializedFileReader::new(file(&bytes)).expect("a file");
    let metadata = file.metadata();
    let size: usize = rows.iter().map(String::len).sum();
    assert_eq!(metadata.num_row_groups(), size.div_ceil(GROUP_BYTES));
    assert_eq!(metadata.file_metadata().created_by(), Some(CREATED_BY));
    assert!(metadata.file_metadata().key_value_metadata().is_none());
    let ids: Vec<Value> = read(&bytes).into_iter().map(|mut row| row["id"].take()).collect();
    assert_eq!(ids, (0..3000).map(|n| json!(n.to_string())).collect::<Vec<_>>());
}

#[test]
fn a_file_without_rows_has_its_columns() {
    let bytes = written(form(true), &[], &[], false);
    let file = SerializedFileReader::new(file(&bytes)).expect("a file");
    let schema = file.metadata().file_metadata().schema();
    assert_eq!(schema.get_fields().len(), COLUMNS.len() - 1, "all but kept");
}
