//! A line of JSONL as a record.
//!
//! Only the fields that stand for something are kept; the others are read over. Whether a line is good is told by the
//! line alone: nothing is remembered from one to the next.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::fields::{FieldName, Fields};
use super::json;
use super::problem::{Place, Problem, Trouble};
use super::record::{OwnedContent, OwnedRecord};
use crate::record::Kind;

/// Keys that a message lists at most.
const KEYS_SHOWN: usize = 20;

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

/// What a line turned out to be.
#[derive(Debug)]
pub struct LineRecord {
    /// The record, or why it is none.
    pub record: Result<OwnedRecord, Problem>,
    /// Which of `Fields::given` it has, by index; `None` when the line is no object.
    pub seen: Option<Vec<usize>>,
    /// The keys of a first line, for messages about the whole file.
    pub keys: Option<String>,
}

impl Line {
    /// Parses the line. `kind` other than `Auto` says how to read the page, whatever its field is called.
    pub fn record(self, fields: &Fields, kind: Kind) -> LineRecord {
        let failed = |id, trouble| Problem { id, place: self.place.clone(), trouble };
        match parse(&self.bytes, fields) {
            Err(trouble) => {
                LineRecord { record: Err(failed(self.place.id(), trouble)), seen: None, keys: None }
            }
            Ok(mut found) => {
                let given = fields.given().iter().enumerate();
                let seen = given.filter(|(_, field)| found.has(&field.key)).map(|(n, _)| n).collect();
                let keys = self.is_first.then(|| keys(&self.bytes));
                let record = match found.id(fields) {
                    Err(trouble) => Err(failed(self.place.id(), trouble)),
                    Ok(id) => {
                        let id = id.unwrap_or_else(|| self.place.id());
                        record(id.clone(), found, &self.bytes, fields, kind)
                            .map_err(|trouble| failed(id, trouble))
                    }
                };
                LineRecord { record, seen: Some(seen), keys }
            }
        }
    }
}

fn record(
    id: String,
    mut found: Found,
    line: &[u8],
    fields: &Fields,
    kind: Kind,
) -> Result<OwnedRecord, Trouble> {
    let url = found.string(fields, FieldName::Url)?;
    let content_type = found.string(fields, FieldName::ContentType)?;
    let fetched = found.fetched(fields)?;
    let (content, own_kind) = found.content(line, fields, kind)?;
    let kind = if kind == Kind::Auto { own_kind } else { kind };
    Ok(OwnedRecord { id, content: OwnedContent::Text(content), url, kind, fetched, content_type })
}

/// The fields of a line that stand for something.
struct Found(Vec<(String, Value)>);

impl Found {
    fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(name, _)| name == key)
    }

    /// Takes a value out; of a key given twice the last one, as JSON parsers do.
    fn take(&mut self, key: &str) -> Option<Value> {
        self.0.iter_mut().rev().find(|(name, _)| name == key).map(|(_, value)| value.take())
    }

    /// The first key of a name that holds more than null, with its value.
    fn first<'f>(&mut self, fields: &'f Fields, name: FieldName) -> Option<(&'f str, Value)> {
        let mut keys = fields.keys(name).iter();
        keys.find_map(|key| {
            self.take(key).filter(|value| !value.is_null()).map(|value| (key.as_str(), value))
        })
    }

    fn string(&mut self, fields: &Fields, name: FieldName) -> Result<Option<String>, Trouble> {
        match self.first(fields, name) {
            None => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
            Some((key, other)) => Err(wrong_type(name, key, type_of(&other), "a string")),
        }
    }

    fn id(&mut self, fields: &Fields) -> Result<Option<String>, Trouble> {
        match self.first(fields, FieldName::Id) {
            None => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some((_, Value::Number(number))) => Ok(Some(number.to_string())),
            Some((key, other)) => {
                Err(wrong_type(FieldName::Id, key, type_of(&other), "a string or a number"))
            }
        }
    }

    fn fetched(&mut self, fields: &Fields) -> Result<Option<Timestamp>, Trouble> {
        let Some((key, value)) = self.first(fields, FieldName::Fetched) else { return Ok(None) };
        if value.as_str().is_some_and(|text| text.trim().is_empty()) {
            return Ok(None);
        }
        let expected = "a time such as 2024-05-01T08:00:00+07:00, or seconds since 1970,";
        let wrong = || wrong_type(FieldName::Fetched, key, type_of(&value), expected);
        timestamp(&value).map(Some).ok_or_else(wrong)
    }

    /// The page and what its field says of its kind. An empty field is a page too, an empty one; but another field
    /// that holds more goes before it.
    fn content(&mut self, line: &[u8], fields: &Fields, kind: Kind) -> Result<(String, Kind), Trouble> {
        let only_text = fields.is_given(FieldName::Text) && !fields.is_given(FieldName::Html);
        let text_first = kind == Kind::Text || (kind == Kind::Auto && only_text);
        let mut order = [FieldName::Html, FieldName::Text];
        if text_first {
            order.reverse();
        }
        let mut empty = None;
        for (name, key) in
            order.into_iter().flat_map(|name| fields.keys(name).iter().map(move |key| (name, key)))
        {
            let kind = kind_of_field(fields, name, key);
            match self.take(key) {
                Some(Value::String(text)) if !text.trim().is_empty() => return Ok((text, kind)),
                Some(Value::String(_) | Value::Null) => empty = empty.or(Some(kind)),
                Some(other) if fields.is_given(name) => {
                    return Err(wrong_type(name, key, type_of(&other), "a string"));
                }
                _ => {}
            }
        }
        let missing = || {
            let wanted = quoted(order.into_iter().flat_map(|name| fields.keys(name)));
            Trouble::NoContent { wanted, keys: keys(line) }
        };
        empty.map(|kind| (String::new(), kind)).ok_or_else(missing)
    }
}

/// `body` and `content` hold HTML in one dump and plain text in the next, so they are looked at; a key that the user
/// named is what the user said.
fn kind_of_field(fields: &Fields, name: FieldName, key: &str) -> Kind {
    match name {
        FieldName::Text => Kind::Text,
        _ if key == "html" || fields.is_given(name) => Kind::Html,
        _ => Kind::Auto,
    }
}

fn wrong_type(name: FieldName, key: &str, found: &'static str, expected: &'static str) -> Trouble {
    Trouble::WrongType { name: name.name(), key: key.into(), found, expected }
}

/// A time with its offset, one without (then UTC), a date, or a number of seconds or milliseconds since 1970.
fn timestamp(value: &Value) -> Option<Timestamp> {
    if let Some(text) = value.as_str() {
        let text = text.trim();
        let civil = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
        return text.parse().ok().or_else(|| civil().map(|zoned| zoned.timestamp()));
    }
    // Seconds reach 10^11 in the year 5138, milliseconds did so in 1973.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast of floats saturates, and jiff checks the range"
    )]
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))?;
    if seconds.abs() < 100_000_000_000 {
        Timestamp::from_second(seconds).ok()
    } else {
        Timestamp::from_millisecond(seconds).ok()
    }
}

fn parse(bytes: &[u8], fields: &Fields) -> Result<Found, Trouble> {
    if let Some(found) = json::members(bytes, |key| fields.wants(key)) {
        return Ok(Found(found));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let parsed = Wanted(fields).deserialize(&mut json).and_then(|found| json.end().map(|()| found));
    parsed.map_err(|error| match error.classify() {
        Category::Data => Trouble::NotAnObject { found: type_by_look(bytes) },
        _ => Trouble::Json { column: error.column(), message: without_position(&error) },
    })
}

/// The parser counts lines too, but it sees one only: "line 1" would mislead.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(before, _)| before.into())
}

fn keys(bytes: &[u8]) -> String {
    let all: serde_json::Map<String, Value> = serde_json::from_slice(bytes).unwrap_or_default();
    let more = if all.len() > KEYS_SHOWN { ", …" } else { "" };
    if all.is_empty() { "no field at all".into() } else { quoted(all.keys().take(KEYS_SHOWN)) + more }
}

fn quoted<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
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

/// Reads an object and keeps the fields that are wanted.
struct Wanted<'f>(&'f Fields);

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut found = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if self.0.wants(&key) {
                found.push((key, map.next_value()?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Found(found))
    }
}

#[cfg(test)]
mod tests {
    use super::super::problem::At;
    use super::*;

    fn line(json: &str) -> Line {
        Line { place: Place { file: "d.jsonl".into(), at: At::Line(3) }, bytes: json.into(), is_first: true }
    }

    fn fields(given: &[&str]) -> Fields {
        Fields::new(given.iter().map(|field| field.parse().expect("a field")).collect())
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
}
