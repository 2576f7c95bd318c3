//! A line of JSONL as a record.
//!
//! Only the fields that stand for something are kept; the others are read over. Whether a line is good is told by the
//! line alone: nothing is remembered from one to the next.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::fields::Fields;
use super::found::{Cell, Found, listed};
use super::json::{self, Members};
use super::key_path::{KeyPath, Want};
use super::opened::OpenedRecord;
use super::problem::{Place, Trouble};
use crate::record::Kind;

/// A line of JSONL, not parsed yet.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it is.
    pub place: Place,
    /// The line.
    pub bytes: Vec<u8>,
    /// Whether it is the first of its file that is not blank.
    pub is_first: bool,
}

impl Line {
    /// Parses the line. `kind` other than `Auto` says how to read the page, whatever its field is called.
    pub fn record(self, fields: &Fields, kind: Kind) -> OpenedRecord {
        let found = parse(&self.bytes, |key| fields.wanted().of(key)).map(|members| found(members, fields));
        let columns = || keys(&self.bytes);
        let opened = match found {
            Err(trouble) => OpenedRecord::failed(self.place, trouble),
            Ok(found) => {
                let keys = self.is_first.then(columns);
                OpenedRecord { keys, ..found.record(self.place, fields, kind, &columns) }
            }
        };
        let raw = opened.record.is_err().then_some(self.bytes);
        OpenedRecord { raw, ..opened }
    }
}

/// The values of the paths that stand for something.
fn found(mut members: Members, fields: &Fields) -> Found {
    let cell = |(n, path): (usize, &KeyPath)| {
        let value = at_path(&mut members, path)?;
        Some(Cell::Value(if fields.is_shared(n) { value.clone() } else { value.take() }))
    };
    Found::new(fields.paths().iter().enumerate().map(cell).collect())
}

/// The value at a path; of a key given twice the last one, as JSON parsers do.
fn at_path<'m>(members: &'m mut Members, path: &KeyPath) -> Option<&'m mut Value> {
    let ways = path.ways();
    let way = ways.iter().find(|way| {
        let [first, rest @ ..] = &way[..] else { return false };
        let value = members.iter().rev().find(|(key, _)| key == first);
        value.is_some_and(|(_, value)| rest.iter().try_fold(value, |value, key| value.get(key)).is_some())
    })?;
    let (first, rest) = way.split_first()?;
    let (_, value) = members.iter_mut().rev().find(|(key, _)| key == first)?;
    rest.iter().try_fold(value, |value, key| value.get_mut(key))
}

/// The wanted members of an object.
fn parse<'w>(bytes: &[u8], wanted: impl Fn(&str) -> Want<'w>) -> Result<Members, Trouble> {
    json::members(bytes, &wanted).map_or_else(|| parse_slowly(bytes, &wanted), Ok)
}

/// The same by `serde_json` alone, which says what is wrong.
fn parse_slowly<'w>(bytes: &[u8], wanted: &dyn Fn(&str) -> Want<'w>) -> Result<Members, Trouble> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let parsed = Object(wanted).deserialize(&mut json).and_then(|found| json.end().map(|()| found));
    parsed.map_err(|error| match (error.classify(), std::str::from_utf8(bytes)) {
        (Category::Data, _) => Trouble::NotAnObject { found: type_by_look(bytes) },
        (Category::Syntax, Err(error)) => Trouble::LineNotUtf8 { column: error.valid_up_to() + 1 },
        _ => Trouble::Json { column: error.column(), message: without_position(&error) },
    })
}

/// The parser counts lines too, but it sees one only: "line 1" would mislead.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(before, _)| before.into())
}

/// The keys of an object, and those of the objects in it, as `--field` takes them.
fn keys(bytes: &[u8]) -> String {
    let all: serde_json::Map<String, Value> = serde_json::from_slice(bytes).unwrap_or_default();
    let mut paths = Vec::new();
    add_keys("", &all, &mut paths);
    listed(&paths)
}

fn add_keys(before: &str, object: &serde_json::Map<String, Value>, paths: &mut Vec<String>) {
    for (key, value) in object {
        let path = format!("{before}{}", KeyPath::escaped(key));
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                add_keys(&format!("{path}."), inner, paths);
            }
            _ => paths.push(path),
        }
    }
}

fn type_by_look(bytes: &[u8]) -> &'static str {
    match bytes.trim_ascii_start().first() {
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b'n') => "null",
        Some(b't' | b'f') => "true or false",
        _ => "a number",
    }
}

/// Reads an object and keeps the members that are wanted.
struct Object<'f, 'w>(&'f dyn Fn(&str) -> Want<'w>);

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = Members;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Members, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut found = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match (self.0)(&key) {
                Want::No => {
                    map.next_value::<IgnoredAny>()?;
                }
                Want::Whole => found.push((key, map.next_value()?)),
                Want::Part(part) => {
                    let value = map.next_value_seed(Part(&|key| part.of(key)))?;
                    found.push((key, value));
                }
            }
        }
        Ok(found)
    }
}

/// Reads a value of which only members are wanted: what is no object is null.
struct Part<'f, 'w>(&'f dyn Fn(&str) -> Want<'w>);

impl<'de> DeserializeSeed<'de> for Part<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        Object(self.0).visit_map(map).map(|members| Value::Object(members.into_iter().collect()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E>(self, _: &str) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::problem::At;
    use super::super::record::{OwnedContent, OwnedRecord};
    use super::*;

    fn line(json: &str) -> Line {
        Line { place: Place { file: "d.jsonl".into(), at: At::Line(3) }, bytes: json.into(), is_first: true }
    }

    fn fields(given: &[&str]) -> Fields {
        Fields::new(given.iter().map(|field| field.parse().expect("a field")).collect(), &[])
    }

    fn read(json: &str, given: &[&str]) -> OwnedRecord {
        line(json).record(&fields(given), Kind::Auto).record.expect("a record")
    }

    fn trouble(json: &str, given: &[&str]) -> String {
        line(json).record(&fields(given), Kind::Auto).record.expect_err("no record").to_string()
    }

    fn content(json: &str, given: &[&str]) -> (String, Kind) {
        let record = read(json, given);
        match record.content {
            OwnedContent::Text(text) => (text, record.kind),
            OwnedContent::Bytes(_) => panic!("JSON is text"),
        }
    }

    #[test]
    fn usual_keys_are_found_and_say_the_kind() {
        let record = read(r#"{"id": 12, "link": "https://a.vn/x", "html": "<p>x"}"#, &[]);
        assert_eq!((record.id.as_str(), record.url.as_deref()), ("12", Some("https://a.vn/x")));
        assert_eq!(record.kind, Kind::Html);
        assert_eq!(content(r#"{"content": "x"}"#, &[]), ("x".into(), Kind::Auto));
        assert_eq!(content(r#"{"content": "x"}"#, &["html=content"]), ("x".into(), Kind::Html));
        assert_eq!(content(r#"{"text": "x"}"#, &[]), ("x".into(), Kind::Text));
        assert_eq!(content(r#"{"text": "x", "body": "y"}"#, &[]).0, "y");
        assert_eq!(content(r#"{"text": "x", "body": "y"}"#, &["text=text"]).0, "x");
        assert_eq!(content(r#"{"b": "x", "a": "y"}"#, &["html=a", "html=b"]).0, "y");
    }

    #[test]
    fn an_empty_field_gives_way_to_a_full_one_and_is_an_empty_page_otherwise() {
        assert_eq!(content(r#"{"html": " ", "text": "x"}"#, &[]), ("x".into(), Kind::Text));
        assert_eq!(content(r#"{"html": null}"#, &[]), (String::new(), Kind::Html));
        assert_eq!(content(r#"{"content": {"a": 1}, "text": "x"}"#, &[]).0, "x");
    }

    #[test]
    fn a_record_without_a_name_is_called_by_its_place() {
        for json in [r#"{"text": "x"}"#, r#"{"text": "x", "id": ""}"#, r#"{"text": "x", "id": null}"#] {
            assert_eq!(read(json, &[]).id, "d.jsonl:3");
        }
    }

    #[test]
    fn times_are_read_in_the_forms_that_dumps_use() {
        let same = [
            r#""2024-05-01T08:00:00+07:00""#,
            r#""2024-05-01T01:00:00Z""#,
            r#""2024-05-01 01:00:00""#,
            "1714525200",
            "1714525200.5",
            "1714525200000",
        ];
        for time in same {
            let record = read(&format!(r#"{{"text": "x", "at": {time}}}"#), &["fetched=at"]);
            assert_eq!(
                record.fetched,
                Some(Timestamp::from_second(1_714_525_200).expect("in range")),
                "{time}"
            );
        }
        assert_eq!(read(r#"{"text": "x", "at": ""}"#, &["fetched=at"]).fetched, None);
        assert!(trouble(r#"{"text": "x", "at": "today"}"#, &["fetched=at"]).contains("\"at\""));
    }

    #[test]
    fn messages_say_where_and_what_to_do() {
        let broken = trouble(r#"{"id": 1, "html": "<p"#, &[]);
        assert!(
            broken.starts_with("d.jsonl: line 3: column 21: no valid JSON (EOF while parsing"),
            "{broken}"
        );
        assert!(trouble("[1, 2]", &[]).starts_with("d.jsonl: line 3: an array where a JSON object"));
        assert!(trouble("{} {}", &[]).contains("trailing characters"));
        let none = trouble(r#"{"id": 1, "noi_dung": "x"}"#, &["html=bdy"]);
        assert!(none.contains(r#"none of the fields "bdy", "text", only "id", "noi_dung""#), "{none}");
        let wrong = trouble(r#"{"html": ["x"]}"#, &["html=html"]);
        assert!(wrong.contains(r#"the field "html" holds an array where a string"#), "{wrong}");
    }

    #[test]
    fn what_was_seen_is_told_even_of_a_record_that_fails() {
        let line = line(r#"{"id": 1, "link": "x"}"#).record(&fields(&["html=a", "url=link"]), Kind::Auto);
        assert_eq!(line.record.expect_err("no page").id, "1", "a failed record keeps its name");
        assert_eq!((line.seen, line.keys.as_deref()), (Some(vec![1]), Some(r#""id", "link""#)));
    }

    #[test]
    fn a_forced_kind_goes_before_what_the_field_says() {
        let both = line(r#"{"html": "<p>x", "text": "y"}"#).record(&fields(&[]), Kind::Text).record;
        let record = both.expect("a record");
        assert_eq!((record.content, record.kind), (OwnedContent::Text("y".into()), Kind::Text));
    }

    #[test]
    fn a_page_is_found_by_its_path() {
        let nested = r#"{"id": 1, "data": {"n": [1], "body": "<p>x", "body.raw": "z"}, "a.b": "whole", "a": {"b": "y"}}"#;
        for json in [nested.to_owned(), nested.replace(", ", ",\t")] {
            assert_eq!(content(&json, &["html=data.body"]), ("<p>x".into(), Kind::Html));
            assert_eq!(content(&json, &["text=a.b"]).0, "whole");
            assert_eq!(content(&json, &[r"html=data.body\.raw"]).0, "z");
            assert!(
                trouble(&json, &["html=data.bdy"]).contains("\"data.body\", \"data.body\\.raw\", \"data.n\"")
            );
        }
        assert_eq!(content(r#"{"a": {"b": "y"}}"#, &["text=a.b"]).0, "y");
        let last = r#"{"data": {"body": "x"}, "data": 5, "text": "y"}"#;
        assert_eq!(content(last, &["html=data.body"]).0, "y", "of a key given twice the last one");
    }

    #[test]
    fn both_ways_to_read_a_line_agree_on_paths() {
        let paths = ["a.b", "a.c.d", "e", "e.f", "g"].map(KeyPath::new);
        let wanted = super::super::key_path::Wanted::new(&paths);
        let lines = [
            r#"{"a":{"b":[1,{"x":2}],"z":"","c":{"d":"\u1ebf","y":1}},"e":{"f":1},"h":{"a":1},"g":null}"#,
            r#"{"a":{"b":1,"b":2},"a":{"c":[{"d":1}]},"a.b":0.5,"e":[true]}"#,
            r#"{"a": 1e999}"#,
            r#"{"a":"lone \ud83d","e":{}}"#,
            r#"{"a":[{"b":1},{"c":{"d":2}}],"g":{"a":{}}}"#,
        ];
        let agree = |line: &[u8]| {
            let want = |key: &str| wanted.of(key);
            if let Some(fast) = json::members(line, want) {
                assert_eq!(Ok(fast), parse_slowly(line, &want).map_err(|it| it.to_string()));
            }
        };
        for line in lines.map(str::as_bytes) {
            for at in 0..=line.len() {
                agree(&line[..at]);
                for byte in [b'"', b'\\', b'{', b'}', b',', b':', b'[', b'0', b' ', 0x80] {
                    let mut broken = line.to_vec();
                    broken.insert(at, byte);
                    agree(&broken);
                    if at < line.len() {
                        broken.remove(at + 1);
                        agree(&broken);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_kept_comes_with_good_and_bad_records() {
        let keep = ["id", "data.at", "tags"].map(KeyPath::new);
        let fields = Fields::new(vec!["html=data.body".parse().expect("a field")], &keep);
        let json = r#"{"id": 7, "data": {"body": "<p>x", "at": "2024"}, "tags": [{"b": 1}, null]}"#;
        let record = line(json).record(&fields, Kind::Auto);
        let kept = serde_json::json!([["id", 7], ["data.at", "2024"], ["tags", [{"b": 1}, null]]]);
        assert_eq!(serde_json::json!(record.kept), kept);
        assert_eq!(record.record.expect("a record").id, "7");
        let record = line(r#"{"id": 8}"#).record(&fields, Kind::Auto);
        assert_eq!(
            serde_json::json!(record.kept),
            serde_json::json!([["id", 8], ["data.at", null], ["tags", null]])
        );
        assert!(record.record.is_err() && record.seen == Some(vec![1]));
        assert!(line("[]").record(&fields, Kind::Auto).kept.is_empty());
    }
}
