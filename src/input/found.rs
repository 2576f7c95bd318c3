//! What was found of a record's fields, whatever it was read from, as a page.
//!
//! JSON lines and rows of tables come to this: for each path that stands for something its value, or none.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::fields::{FieldName, Fields};
use super::opened::OpenedRecord;
use super::problem::{Place, Problem, Trouble};
use super::record::{Kept, OwnedContent, OwnedRecord};
use crate::hex::hex;
use crate::record::Kind;

/// A value of a record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Anything that JSON has.
    Value(Value),
    /// Bytes that are no UTF-8: a page in another encoding.
    #[cfg_attr(
        not(any(test, feature = "parquet")),
        expect(dead_code, reason = "only typed columns hold them")
    )]
    Bytes(Vec<u8>),
}

impl Cell {
    pub(super) const NULL: Self = Self::Value(Value::Null);

    /// The value as it is carried through: bytes as hexadecimal digits.
    pub(super) fn kept(&self) -> Value {
        match self {
            Self::Value(value) => value.clone(),
            Self::Bytes(bytes) => Value::String(hex(bytes)),
        }
    }
}

/// For each path of `Fields` its value, where the record has it.
#[derive(Debug)]
pub(super) struct Found(Vec<Option<Cell>>);

impl Found {
    pub(super) const fn new(cells: Vec<Option<Cell>>) -> Self {
        Self(cells)
    }

    /// The record that it is, or why it is none. `columns` lists what there is, for messages.
    pub(super) fn record(
        self,
        place: Place,
        fields: &Fields,
        kind: Kind,
        columns: &dyn Fn() -> String,
    ) -> OpenedRecord {
        let seen = fields.named_paths().enumerate().filter(|(_, path)| self.0[*path].is_some());
        let seen = Some(seen.map(|(n, _)| n).collect());
        let kept = self.kept(fields);
        let problem = |id, trouble| Problem { id, place: place.clone(), trouble };
        let record = match self.id(fields) {
            Err(trouble) => Err(problem(place.id(), trouble)),
            Ok(id) => {
                let id = id.unwrap_or_else(|| place.id());
                self.page(id.clone(), fields, kind, columns).map_err(|trouble| problem(id, trouble))
            }
        };
        OpenedRecord { place, record, raw: None, seen, keys: None, kept }
    }

    /// What is carried through; null where the record has nothing.
    fn kept(&self, fields: &Fields) -> Kept {
        let value = |path: usize| self.0[path].as_ref().map_or(Value::Null, Cell::kept);
        fields.kept().map(|(path, key)| (key.to_string(), value(path))).collect()
    }

    fn page(
        mut self,
        id: String,
        fields: &Fields,
        kind: Kind,
        columns: &dyn Fn() -> String,
    ) -> Result<OwnedRecord, Trouble> {
        let url = self.string(fields, FieldName::Url)?;
        let content_type =
            of_given(fields, FieldName::ContentType, self.string(fields, FieldName::ContentType))?;
        let fetched = of_given(fields, FieldName::Fetched, self.fetched(fields))?;
        let (content, own_kind) = self.content(fields, kind, columns)?;
        let kind = if kind == Kind::Auto { own_kind } else { kind };
        Ok(OwnedRecord { id, content, url, kind, fetched, content_type })
    }

    /// Takes a value out: pages are large.
    fn take(&mut self, path: usize) -> Option<Cell> {
        self.0[path].as_mut().map(|cell| std::mem::replace(cell, Cell::NULL))
    }

    /// The first key of a name that holds more than null, with its value.
    fn first<'f>(&self, fields: &'f Fields, name: FieldName) -> Option<(&'f str, Cell)> {
        let mut keys = fields.keys(name);
        keys.find_map(|(path, key)| {
            let cell = self.0[path].clone().filter(|cell| *cell != Cell::NULL)?;
            Some((key.as_typed(), cell))
        })
    }

    fn string(&self, fields: &Fields, name: FieldName) -> Result<Option<String>, Trouble> {
        match self.first(fields, name) {
            None => Ok(None),
            Some((_, Cell::Value(Value::String(text)))) => {
                Ok(Some(text).filter(|text| !text.trim().is_empty()))
            }
            Some((key, other)) => Err(wrong_type(name, key, type_of(&other), "a string")),
        }
    }

    fn id(&self, fields: &Fields) -> Result<Option<String>, Trouble> {
        match self.first(fields, FieldName::Id) {
            None => Ok(None),
            Some((_, Cell::Value(Value::String(text)))) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some((_, Cell::Value(Value::Number(number)))) => Ok(Some(number.to_string())),
            Some((key, other)) => {
                Err(wrong_type(FieldName::Id, key, type_of(&other), "a string or a number"))
            }
        }
    }

    fn fetched(&self, fields: &Fields) -> Result<Option<Timestamp>, Trouble> {
        let Some((key, cell)) = self.first(fields, FieldName::Fetched) else { return Ok(None) };
        let expected = "a time such as 2024-05-01T08:00:00+07:00, or seconds since 1970,";
        match &cell {
            Cell::Value(value) if value.as_str().is_some_and(|text| text.trim().is_empty()) => {
                return Ok(None);
            }
            Cell::Value(value) => timestamp(value),
            Cell::Bytes(_) => None,
        }
        .map(Some)
        .ok_or_else(|| wrong_type(FieldName::Fetched, key, type_of(&cell), expected))
    }

    /// The page and what its field says of its kind. An empty field is a page too, an empty one; but another field
    /// that holds more goes before it.
    fn content(
        &mut self,
        fields: &Fields,
        kind: Kind,
        columns: &dyn Fn() -> String,
    ) -> Result<(OwnedContent, Kind), Trouble> {
        let mut empty = None;
        for (name, path, key) in content_keys(fields, kind) {
            let kind = kind_of_field(fields, name, key);
            match self.take(path) {
                Some(Cell::Bytes(bytes)) => return Ok((OwnedContent::Bytes(bytes), kind)),
                Some(Cell::Value(Value::String(text))) if !text.trim().is_empty() => {
                    return Ok((OwnedContent::Text(text), kind));
                }
                Some(Cell::Value(Value::String(_) | Value::Null)) => empty = empty.or(Some(kind)),
                Some(other) if fields.is_given(name) => {
                    return Err(wrong_type(name, key, type_of(&other), "a string"));
                }
                _ => {}
            }
        }
        if let Some(coded) = self.coded(fields)? {
            return Ok(coded);
        }
        let nothing = OwnedContent::Text(String::new());
        empty.map(|kind| (nothing, kind)).ok_or_else(|| no_content(fields, kind, columns()))
    }

    /// A page in base64, as dead letters hold those that are no text, and what its field says of its kind.
    fn coded(&mut self, fields: &Fields) -> Result<Option<(OwnedContent, Kind)>, Trouble> {
        for (name, path, key) in fields.coded() {
            if let Some(Cell::Value(Value::String(text))) = self.take(path) {
                let bytes = BASE64.decode(text.trim());
                let bytes = bytes.map_err(|_| wrong_type(name, key, "a string that is none", "base64"))?;
                return Ok(Some((OwnedContent::Bytes(bytes), kind_of_field(fields, name, key))));
            }
        }
        Ok(None)
    }
}

/// What a field holds. Dumps use our names for other things too: unless the user named the field, such a value is none.
fn of_given<T>(
    fields: &Fields,
    name: FieldName,
    read: Result<Option<T>, Trouble>,
) -> Result<Option<T>, Trouble> {
    if fields.is_given(name) { read } else { Ok(read.unwrap_or_default()) }
}

/// The keys that may hold a page, the preferred one first.
fn content_keys(fields: &Fields, kind: Kind) -> Vec<(FieldName, usize, &str)> {
    let only_text = fields.is_given(FieldName::Text) && !fields.is_given(FieldName::Html);
    let text_first = kind == Kind::Text || (kind == Kind::Auto && only_text);
    let mut order = [FieldName::Html, FieldName::Text];
    if text_first {
        order.reverse();
    }
    let keys = |name| fields.keys(name).map(move |(path, key)| (name, path, key.as_typed()));
    order.into_iter().flat_map(keys).collect()
}

/// There is none of the fields that could hold a page; `keys` are those that there are.
fn no_content(fields: &Fields, kind: Kind, keys: String) -> Trouble {
    Trouble::NoContent { wanted: content_list(fields, kind), keys }
}

/// What is wrong with a table that has none of the columns that could hold a page.
pub(super) fn no_column(
    fields: &Fields,
    kind: Kind,
    is_there: impl Fn(usize) -> bool,
    columns: impl Fn() -> String,
) -> Option<Trouble> {
    let any = content_keys(fields, kind).into_iter().any(|(_, path, _)| is_there(path));
    let any = any || fields.coded().any(|(_, path, _)| is_there(path));
    (!any).then(|| Trouble::NoColumn { wanted: content_list(fields, kind), columns: columns() })
}

fn content_list(fields: &Fields, kind: Kind) -> String {
    let wanted = content_keys(fields, kind).into_iter().map(|(_, _, key)| format!("\"{key}\""));
    wanted.collect::<Vec<_>>().join(", ")
}

/// Keys that a message lists at most.
const KEYS_SHOWN: usize = 20;

/// Keys for a message, in quotes.
pub(super) fn listed(keys: &[String]) -> String {
    let shown = keys.iter().take(KEYS_SHOWN).map(|key| format!("\"{key}\"")).collect::<Vec<_>>().join(", ");
    match keys.len() {
        0 => "no field at all".into(),
        1..=KEYS_SHOWN => shown,
        _ => shown + ", …",
    }
}

/// `body` and `content` hold HTML in one dump and plain text in the next, so they are looked at; a key that the user
/// named is what the user said.
fn kind_of_field(fields: &Fields, name: FieldName, key: &str) -> Kind {
    match name {
        FieldName::Text => Kind::Text,
        _ if key == "html" || key == "html_base64" || fields.is_given(name) => Kind::Html,
        _ => Kind::Auto,
    }
}

fn wrong_type(name: FieldName, key: &str, found: &'static str, expected: &'static str) -> Trouble {
    Trouble::WrongType { name: name.name(), key: key.into(), found, expected }
}

/// The point in time that a value tells: with its offset, without one (then UTC), as a date, or as a number of seconds or
/// milliseconds since 1970, which tables without types have as text. `None` where it tells none.
pub fn timestamp(value: &Value) -> Option<Timestamp> {
    if let Some(text) = value.as_str() {
        let text = text.trim();
        let civil = || Some(text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let number = || since_1970(text.parse().ok()?);
        return text.parse().ok().or_else(civil).or_else(number);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast of floats saturates, and jiff checks the range"
    )]
    let number = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))?;
    since_1970(number)
}

/// Seconds reach 10^11 in the year 5138, milliseconds did so in 1973.
fn since_1970(number: i64) -> Option<Timestamp> {
    if number.unsigned_abs() < 100_000_000_000 {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
    }
}

fn type_of(cell: &Cell) -> &'static str {
    match cell {
        Cell::Bytes(_) => "bytes that are no UTF-8",
        Cell::Value(Value::Null) => "null",
        Cell::Value(Value::Bool(_)) => "true or false",
        Cell::Value(Value::Number(_)) => "a number",
        Cell::Value(Value::String(_)) => "a string",
        Cell::Value(Value::Array(_)) => "an array",
        Cell::Value(Value::Object(_)) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::key_path::KeyPath;
    use super::*;

    fn read(cells: Vec<Option<Cell>>, given: &[&str], keep: &[&str]) -> OpenedRecord {
        let given = given.iter().map(|field| field.parse().expect("a field")).collect();
        let keep: Vec<_> = keep.iter().map(|key| KeyPath::new(key)).collect();
        let fields = Fields::new(given, &keep);
        let mut cells = cells;
        cells.resize(fields.paths().len(), None);
        // The paths stand in the order of the names: id, url, html, text, fetched, content type, then what is kept.
        Found::new(cells).record(Place::file("t"), &fields, Kind::Auto, &|| "\"x\"".into())
    }

    #[test]
    fn bytes_are_a_page_and_nothing_else() {
        let bytes = || Some(Cell::Bytes(vec![0x93, 0xff]));
        let given = ["id=i", "url=u", "html=h", "text=t"];
        let page = read(vec![None, None, bytes()], &given, &["h"]);
        assert_eq!(page.kept, [("h".to_owned(), json!("93ff"))]);
        assert_eq!(page.record.expect("a page").content, OwnedContent::Bytes(vec![0x93, 0xff]));
        let wrong = read(vec![None, bytes(), bytes()], &given, &[]).record.expect_err("no address");
        assert!(wrong.to_string().contains("\"u\" holds bytes that are no UTF-8 where a string"), "{wrong}");
    }

    #[test]
    fn a_page_in_base64_is_its_bytes_unless_there_is_a_page_as_it_is() {
        let line = |json: Value, given: &[&str]| {
            let given = given.iter().map(|field| field.parse().expect("a field")).collect();
            let fields = Fields::new(given, &[]);
            let cell = |path: &KeyPath| json.get(path.as_typed()).map(|value| Cell::Value(value.clone()));
            let cells = fields.paths().iter().map(cell).collect();
            let opened = Found::new(cells).record(Place::file("t"), &fields, Kind::Auto, &|| "\"x\"".into());
            opened.record.map(|record| (record.content, record.kind)).map_err(|problem| problem.to_string())
        };
        let bytes = |kind| Ok((OwnedContent::Bytes(b"<\xff".to_vec()), kind));
        assert_eq!(line(json!({"html_base64": "PP8="}), &[]), bytes(Kind::Html));
        assert_eq!(line(json!({"text_base64": "PP8="}), &[]), bytes(Kind::Text));
        assert_eq!(line(json!({"content_base64": "PP8=", "html": ""}), &[]), bytes(Kind::Auto));
        let text = OwnedContent::Text("<p>".into());
        assert_eq!(line(json!({"html_base64": "PP8=", "html": "<p>"}), &[]), Ok((text, Kind::Html)));
        assert!(line(json!({"html_base64": "PP8"}), &[]).is_err_and(|it| it.contains("base64 is expected")));
        assert!(line(json!({"html_base64": "PP8="}), &["html=h", "text=t"]).is_err(), "others were named");
    }

    #[test]
    fn what_makes_no_sense_is_wrong_only_where_it_was_named() {
        for (given, is_wrong) in
            [(&[][..], false), (&["fetched=fetched"], true), (&["content_type=content_type"], true)]
        {
            let given: Vec<_> = given.iter().map(|field: &&str| field.parse().expect("a field")).collect();
            let fields = Fields::new(given, &[]);
            let json = json!({"html": "<p>", "fetched": "soon", "content_type": 7});
            let cell = |path: &KeyPath| json.get(path.as_typed()).map(|value| Cell::Value(value.clone()));
            let cells = fields.paths().iter().map(cell).collect();
            let opened = Found::new(cells).record(Place::file("t"), &fields, Kind::Auto, &|| "\"x\"".into());
            assert_eq!(opened.record.is_err(), is_wrong, "{:?}", fields.named());
        }
    }

    #[test]
    fn seconds_may_be_text() {
        let cell = |value| Some(Cell::Value(value));
        let given = ["id=i", "url=u", "html=h", "text=t", "fetched=f"];
        let fetched = |value| {
            let opened = read(vec![None, None, cell(json!("<p>")), None, cell(value)], &given, &[]);
            opened.record.map_err(|problem| problem.to_string())
        };
        for value in [json!("1714525200"), json!(" 1714525200000 "), json!("2024-05-01T01:00:00Z")] {
            let at = Timestamp::from_second(1_714_525_200).expect("in range");
            assert_eq!(fetched(value).expect("a record").fetched, Some(at));
        }
        assert!(fetched(json!("20240501T")).is_err() && fetched(json!(" ")).expect("none").fetched.is_none());
    }
}
