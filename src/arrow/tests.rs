use std::sync::Arc;

use arrow_array::builder::StringViewBuilder;
use arrow_array::{
    ArrayRef, BinaryArray, Int64Array, LargeBinaryArray, LargeStringArray, NullArray, StringArray,
    TimestampSecondArray,
};
use serde_json::{Map, Value, json};

use super::*;
use crate::input::cell_value;
use crate::record::{Kind, Options, Record};

const PAGE: &str = "<h1>Cầu mới qua sông Trăng</h1>\
    <p>Cây cầu dài 120 mét nối hai bờ sông Trăng được thông xe sáng nay, sau hai năm thi công liên tục.</p>\
    <p>Người dân hai xã không còn phải đi đò, học sinh đến trường gần hơn bảy cây số.</p>";

fn columns(keep: &[(&str, &str)]) -> Columns {
    let keep = keep.iter().map(|(name, new)| ((*name).to_owned(), (*new).to_owned())).collect();
    Columns { page: "html".into(), kind: Kind::Html, url: None, fetched: None, content_type: None, keep }
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
        .expect("columns of one length")
}

/// The rows of batches as JSON objects, without what is null.
fn objects(batches: &[RecordBatch]) -> Vec<Value> {
    let mut out = Vec::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let cell = |(field, array): (&FieldRef, &ArrayRef)| {
                let value = bare(cell_value(array, row));
                (!value.is_null()).then(|| (field.name().clone(), value))
            };
            let cells = batch.schema_ref().fields().iter().zip(batch.columns()).filter_map(cell);
            out.push(Value::Object(cells.collect()));
        }
    }
    out
}

/// A value without the members that are null: structures have all of them, JSON leaves some out.
fn bare(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(key, value)| (key, bare(value)));
            Value::Object(members.filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(bare).collect(),
        other => other,
    }
}

fn error_of(columns: &Columns, batch: &RecordBatch) -> String {
    let extractor = Extractor::new();
    let cleaner = Cleaner::new(&extractor, columns, Shape::default());
    cleaner.clean(batch).expect_err("an error").to_string()
}

#[test]
fn rows_have_the_values_of_the_json_form() {
    let extractor =
        Extractor::builder().options(Options::default().with_markup(true)).build().expect("built");
    let pages = [PAGE, "", "<p>Trang này không có gì.</p>", PAGE];
    let shape = Shape { blocks: true, links: true };
    let columns = columns(&[]);
    let given = batch(vec![("html", Arc::new(StringArray::from(pages.to_vec())))]);
    for threads in [1, 3] {
        let threads = NonZeroUsize::new(threads).expect("not zero");
        let cleaner = Cleaner::new(&extractor, &columns, shape).with_threads(threads);
        let rows = objects(&cleaner.clean(&given).expect("cleaned"));
        let expected = pages.map(|page| {
            let outcome = extractor.extract(&Record::str(page, None).with_kind(Kind::Html)).expect("cleaned");
            let mut object: Value =
                serde_json::from_str(&crate::output::json("", &[], &outcome, true)).expect("JSON");
            object.as_object_mut().expect("an object").remove("id");
            bare(object)
        });
        assert_eq!(rows, expected, "{threads} threads");
        assert!(rows[0]["text"].as_str().is_some_and(|text| text.starts_with("Cây cầu")), "{}", rows[0]);
    }
}

#[test]
fn a_page_may_be_of_any_type_of_strings_or_bytes() {
    let mut views = StringViewBuilder::new();
    views.append_value(PAGE);
    let arrays: [ArrayRef; 5] = [
        Arc::new(StringArray::from(vec![PAGE])),
        Arc::new(LargeStringArray::from(vec![PAGE])),
        Arc::new(views.finish()),
        Arc::new(BinaryArray::from(vec![PAGE.as_bytes()])),
        Arc::new(LargeBinaryArray::from(vec![PAGE.as_bytes()])),
    ];
    let (extractor, columns) = (Extractor::new(), columns(&[]));
    let cleaner = Cleaner::new(&extractor, &columns, Shape::default());
    let all = arrays.map(|array| objects(&cleaner.clean(&batch(vec![("html", array)])).expect("cleaned")));
    assert!(all.iter().all(|rows| *rows == all[0]));
    assert_eq!((all[0][0]["status"].as_str(), &all[0][0]["encoding"]), (Some("article"), &Value::Null));
}

#[test]
fn a_row_that_fails_says_why_and_the_others_are_cleaned() {
    let options = Options::default().with_max_bytes(1000);
    let extractor = Extractor::builder().options(options).build().expect("built");
    let long = "x".repeat(1001);
    let pages = BinaryArray::from(vec![Some(PAGE.as_bytes()), None, Some(long.as_bytes()), Some(b"<p>\xff")]);
    let urls = BinaryArray::from(vec![&b"https://example.vn/a-1.html"[..], b"", b"", b"\xff"]);
    let times = StringArray::from(vec![Some("2024-05-01"), Some(" "), None, None]);
    let given = batch(vec![("html", Arc::new(pages)), ("u", Arc::new(urls)), ("t", Arc::new(times))]);
    let columns = Columns { url: Some("u".into()), fetched: Some("t".into()), ..columns(&[]) };
    let rows = objects(&Cleaner::new(&extractor, &columns, Shape::default()).clean(&given).expect("cleaned"));
    assert_eq!(rows[0]["url"], "https://example.vn/a-1.html");
    assert_eq!((&rows[1]["status"], &rows[1]["reason"]), (&json!("no_article"), &json!("empty")));
    assert!(rows[2]["error"].as_str().is_some_and(|it| it.contains("1001 bytes, the limit is 1000")));
    assert!(rows[3]["error"].as_str().is_some_and(|it| it.contains("\"u\" holds bytes that are no UTF-8")));
}

#[test]
fn what_is_carried_through_stands_first_under_its_new_name() {
    let extractor = Extractor::new();
    let columns = columns(&[("id", "id"), ("title", "crawl_title")]);
    let cleaner = Cleaner::new(&extractor, &columns, Shape::default());
    let given = batch(vec![
        ("id", Arc::new(Int64Array::from(vec![7, 8]))),
        ("html", Arc::new(StringArray::from(vec![PAGE, PAGE]))),
        ("title", Arc::new(StringArray::from(vec!["Cầu", "Chợ"]))),
    ]);
    let out = cleaner.clean(&given.slice(1, 1)).expect("cleaned");
    let [out] = &out[..] else { panic!("{} batches", out.len()) };
    assert_eq!(cleaner.schema(given.schema_ref()).expect("columns"), out.schema());
    assert_eq!(
        (out.schema().field(0).name().as_str(), out.schema().field(1).name().as_str()),
        ("id", "crawl_title")
    );
    let row = &objects(std::slice::from_ref(out))[0];
    assert_eq!((&row["id"], &row["crawl_title"]), (&json!(8), &json!("Chợ")));
    let none = cleaner.clean(&given.slice(0, 0)).expect("cleaned");
    assert_eq!((none.len(), none[0].num_rows()), (1, 0));
}

#[test]
fn columns_that_make_no_sense_are_told_at_once() {
    let given =
        batch(vec![("id", Arc::new(Int64Array::from(vec![7]))), ("html", Arc::new(NullArray::new(1)))]);
    let missing = Columns { page: "body".into(), ..columns(&[]) };
    assert!(error_of(&missing, &given).contains("no column \"body\", only \"id\", \"html\""));
    let numbers = Columns { page: "id".into(), ..columns(&[]) };
    assert!(error_of(&numbers, &given).contains("\"id\" has the type Int64"));
    assert!(error_of(&columns(&[("id", "status")]), &given).contains("two columns \"status\""));
    assert!(error_of(&columns(&[("id", "x"), ("html", "x")]), &given).contains("two columns \"x\""));
    assert!(error_of(&columns(&[("id", "blocks")]), &given).contains("two columns \"blocks\""));
    assert!(error_of(&Columns { url: Some("id".into()), ..columns(&[]) }, &given).contains("a string"));
}

#[test]
fn times_are_read_as_in_tables() {
    let arrays: [ArrayRef; 3] = [
        Arc::new(StringArray::from(vec!["2024-05-01T01:00:00Z"])),
        Arc::new(Int64Array::from(vec![1_714_525_200])),
        Arc::new(TimestampSecondArray::from(vec![1_714_525_200]).with_timezone("UTC")),
    ];
    let fetched = Columns { fetched: Some("t".into()), ..columns(&[]) };
    for array in arrays {
        let given = batch(vec![("html", Arc::new(StringArray::from(vec![PAGE]))), ("t", array)]);
        let bound = fetched.bind(given.schema_ref()).expect("columns");
        let record = bound.pages(&given, &fetched).expect("cells").record(0).map(|it| it.fetched);
        assert_eq!(record.expect("a record").map(jiff::Timestamp::as_second), Some(1_714_525_200));
    }
    let given = batch(vec![
        ("html", Arc::new(StringArray::from(vec![PAGE]))),
        ("t", Arc::new(StringArray::from(vec!["soon"]))),
    ]);
    let bound = fetched.bind(given.schema_ref()).expect("columns");
    assert!(
        bound
            .pages(&given, &fetched)
            .expect("cells")
            .record(0)
            .is_err_and(|it| it.to_string().contains("no time"))
    );
}

#[test]
fn the_output_is_cut_before_a_column_is_too_long() {
    let of = |bytes: usize| Became(Err("x".repeat(bytes)));
    assert_eq!(ends(&[]), [0]);
    assert_eq!(ends(&[of(9), of(9)]), [2]);
    let long = BYTES_AT_ONCE / 2 + 1;
    assert_eq!(ends(&[of(long), of(long), of(9), of(9)]), [2, 4]);
}
