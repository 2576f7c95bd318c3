//! Dead letters: records that failed, each with its place, the reason, and what was read of it where that is wanted.
//!
//! A letter is one JSON object a line. With its input it is a record again: a corrected run reads the file as JSONL, and
//! finds `id`, `url`, `html`, `text` and the others by their usual names, pages that are no text in base64.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;
use serde_json::{Map, Value};

use super::deliver::Part;
use super::error::Error;
use crate::input::{At, Kept, OwnedContent, OwnedRecord, Place};
use crate::record::Kind;

const BUFFER: usize = 64 << 10;
/// Inputs that are longer are left out of a letter: a page of this size is looked at in its file.
const LONGEST_INPUT: usize = 16 << 20;

/// Where dead letters go, and what is in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// The file of a plain run; a job has its own.
    pub to: Option<PathBuf>,
    /// Whether the input of a record is in its letter.
    pub with_input: bool,
}

/// What was read of a record that failed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Read<'a> {
    /// Nothing, or nobody wants it.
    Nothing,
    /// A line or the like, of which no record could be made.
    Raw(&'a [u8]),
    /// A record.
    Record(&'a OwnedRecord),
}

#[derive(Serialize)]
struct Letter<'a> {
    id: &'a str,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Value>,
    reason: &'a str,
    #[serde(flatten)]
    input: Map<String, Value>,
}

/// A letter, with its line end.
pub(super) fn letter(id: &str, place: &Place, reason: &str, (kept, read): (&Kept, Read<'_>)) -> String {
    let mut input = match read {
        Read::Nothing => Map::new(),
        Read::Raw(bytes) => content("input", bytes),
        Read::Record(record) => of_record(record),
    };
    // What is carried through is found by its own name as well, unless a letter says something else there.
    for (name, value) in kept {
        if !["id", "file", "at", "reason"].contains(&name.as_str()) {
            input.entry(name).or_insert_with(|| value.clone());
        }
    }
    let letter = Letter { id, file: &place.file, at: at(&place.at), reason, input };
    // Strings and numbers are always JSON.
    serde_json::to_string(&letter).unwrap_or_default() + "\n"
}

fn at(at: &At) -> Option<Value> {
    Some(match at {
        At::Whole => return None,
        At::Line(line) => serde_json::json!({ "line": line }),
        At::Row(row) => serde_json::json!({ "row": row }),
        At::Record { offset, number } => serde_json::json!({ "record": number, "offset": offset }),
        At::Member(member) => serde_json::json!({ "member": member }),
    })
}

fn of_record(record: &OwnedRecord) -> Map<String, Value> {
    // Each is found again by this name, and read as it was: what `content` holds is looked at.
    let name = match record.kind {
        Kind::Html => "html",
        Kind::Text => "text",
        Kind::Auto => "content",
    };
    let mut fields = match &record.content {
        OwnedContent::Text(text) => content(name, text.as_bytes()),
        OwnedContent::Bytes(bytes) => content(name, bytes),
    };
    let rest = [
        ("url", record.url.clone()),
        ("fetched", record.fetched.map(|time| time.to_string())),
        ("content_type", record.content_type.clone()),
    ];
    let given = rest.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
    fields.extend(given);
    fields
}

/// Text as it is, other bytes in base64; of what is too long, how long it is.
fn content(name: &str, bytes: &[u8]) -> Map<String, Value> {
    let (name, value) = match std::str::from_utf8(bytes) {
        _ if bytes.len() > LONGEST_INPUT => ("input_bytes".into(), bytes.len().into()),
        Ok(text) => (name.to_owned(), text.into()),
        Err(_) => (format!("{name}_base64"), BASE64.encode(bytes).into()),
    };
    Map::from_iter([(name, value)])
}

/// The dead letters of a plain run. They get their name when it is done.
#[derive(Debug)]
pub(super) struct LetterFile {
    part: Part,
    out: BufWriter<File>,
}

impl LetterFile {
    /// Opens the file. One that exists is replaced only with `force`.
    pub(super) fn open(path: &Path, force: bool) -> Result<Self, Error> {
        if !force && fs::metadata(path).is_ok_and(|there| there.is_file()) {
            return Err(Error::Exists(path.into()));
        }
        let (part, file) = Part::create(path)?;
        Ok(Self { part, out: BufWriter::with_capacity(BUFFER, file) })
    }

    pub(super) fn write(&mut self, letter: &str) -> Result<(), Error> {
        self.out.write_all(letter.as_bytes()).map_err(Error::writing(self.part.path()))
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.out.flush().map_err(Error::writing(self.part.path()))?;
        self.part.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(place: &Place, read: Read<'_>) -> Value {
        let kept = vec![("id".to_owned(), 7.into()), ("day".to_owned(), 8.into())];
        let letter = letter("a", place, "broken", (&kept, read));
        assert!(letter.ends_with("}\n") && letter.lines().count() == 1);
        serde_json::from_str(&letter).expect("JSON")
    }

    #[test]
    fn a_letter_says_where() {
        let cases = [
            (At::Whole, Value::Null),
            (At::Line(3), serde_json::json!({"line": 3})),
            (At::Row(4), serde_json::json!({"row": 4})),
            (At::Record { offset: 9, number: 2 }, serde_json::json!({"record": 2, "offset": 9})),
            (At::Member("x/y.html".into()), serde_json::json!({"member": "x/y.html"})),
        ];
        for (at, expected) in cases {
            let letter = parsed(&Place { file: "d".into(), at }, Read::Nothing);
            assert_eq!(letter["at"], expected);
            assert_eq!(
                (&letter["id"], &letter["file"], &letter["reason"]),
                (&"a".into(), &"d".into(), &"broken".into())
            );
        }
    }

    #[test]
    fn inputs_are_text_or_base64_and_not_endless() {
        let place = Place::file("d");
        assert_eq!(parsed(&place, Read::Raw("{\"à".as_bytes()))["input"], "{\"à");
        assert_eq!(parsed(&place, Read::Raw(b"\xff\xfe"))["input_base64"], "//4=");
        let long = parsed(&place, Read::Raw(&vec![b' '; LONGEST_INPUT + 1]));
        assert_eq!((&long["input"], &long["input_bytes"]), (&Value::Null, &(LONGEST_INPUT + 1).into()));
        let record = OwnedRecord {
            id: "a".into(),
            content: OwnedContent::Text("<p>".into()),
            url: Some("https://a.vn".into()),
            kind: Kind::Html,
            fetched: None,
            content_type: None,
        };
        let letter = parsed(&place, Read::Record(&record));
        assert_eq!((&letter["html"], &letter["url"]), (&"<p>".into(), &"https://a.vn".into()));
        assert!(letter.get("fetched").is_none());
        assert_eq!((&letter["id"], &letter["day"]), (&"a".into(), &8.into()));
    }
}
