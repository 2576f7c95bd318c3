//! Fields that were named and that no record has: told once for each dump.

use serde::{Deserialize, Serialize};

use super::job::Keep;
use crate::input::{Fields, Named, Place};

/// Which of the fields the user named were met in the records of one dump.
pub(super) struct FieldsSeen {
    named: Vec<Named>,
    seen: Vec<bool>,
    keys: Option<String>,
    any_object: bool,
    /// Whether fields were named, and it was not told yet that some input has none.
    tells_of_pages: bool,
}

impl FieldsSeen {
    pub(super) fn new(fields: &Fields) -> Self {
        let named = fields.named();
        let (seen, tells_of_pages) = (vec![false; named.len()], !named.is_empty());
        Self { named, seen, keys: None, any_object: false, tells_of_pages }
    }

    /// The note that a record has no fields, though some were named; given once a run.
    pub(super) fn has_no_fields(&mut self, place: &Place, has_no_fields: bool) -> Option<String> {
        if !has_no_fields || !std::mem::take(&mut self.tells_of_pages) {
            return None;
        }
        Some(format!(
            "{place}: a page has no fields, so --field and --keep change nothing for it: they are for JSONL, CSV, TSV and Parquet"
        ))
    }

    pub(super) fn add(&mut self, record: Option<(Vec<usize>, Option<String>)>) {
        let Some((seen, keys)) = record else { return };
        self.any_object = true;
        self.keys = self.keys.take().or(keys);
        for field in seen {
            self.seen[field] = true;
        }
    }

    /// Ends a file: a message for each field that none of its records has.
    pub(super) fn missing(&mut self, file: &str) -> Vec<String> {
        let seen = std::mem::replace(&mut self.seen, vec![false; self.named.len()]);
        let keys = self.keys.take().map_or(String::new(), |keys| format!("; the first one has {keys}"));
        let any_object = std::mem::take(&mut self.any_object);
        let unseen = self.named.iter().zip(&seen).filter(|(_, seen)| any_object && !**seen);
        let message = |Named { key, option }: &Named| {
            format!("{file}: no record has the field \"{key}\"{keys}: correct {option}")
        };
        unseen.map(|(named, _)| message(named)).collect()
    }
}

/// What was met of the dump under way.
#[derive(Serialize, Deserialize)]
struct Met {
    seen: Vec<bool>,
    keys: Option<String>,
    any_object: bool,
    tells_of_pages: bool,
}

impl Keep for FieldsSeen {
    fn name(&self) -> &'static str {
        "fields"
    }

    fn keep(&mut self) -> Vec<u8> {
        if self.named.is_empty() {
            return Vec::new();
        }
        let Self { named: _, seen, keys, any_object, tells_of_pages } = self;
        let (seen, keys) = (seen.clone(), keys.clone());
        let met = Met { seen, keys, any_object: *any_object, tells_of_pages: *tells_of_pages };
        // Booleans and strings are always JSON.
        serde_json::to_vec(&met).unwrap_or_default()
    }

    fn resume(&mut self, kept: &[u8]) -> Result<(), String> {
        if self.named.is_empty() {
            return Ok(());
        }
        let met: Met = serde_json::from_slice(kept).map_err(|error| error.to_string())?;
        if met.seen.len() != self.named.len() {
            return Err("not of these fields".into());
        }
        (self.seen, self.keys, self.any_object) = (met.seen, met.keys, met.any_object);
        self.tells_of_pages = met.tells_of_pages;
        Ok(())
    }

    fn resume_within(&mut self, kept: &[u8]) -> Result<(), String> {
        self.resume(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::KeyPath;

    #[test]
    fn a_field_is_missing_when_no_record_of_a_file_has_it() {
        let given = ["html=a", "url=lnik"].iter().map(|field| field.parse().expect("a field")).collect();
        let mut lines = FieldsSeen::new(&Fields::new(given, &[]));
        assert!(lines.missing("broken.jsonl").is_empty(), "no record, no field");
        lines.add(Some((vec![0], Some("\"a\", \"link\"".into()))));
        lines.add(Some((vec![], None)));
        lines.add(None);
        let messages = lines.missing("d.jsonl");
        assert_eq!(messages.len(), 1);
        assert_eq!(
            messages[0],
            "d.jsonl: no record has the field \"lnik\"; the first one has \"a\", \"link\": correct --field url=lnik"
        );
        lines.add(Some((vec![1], None)));
        assert!(lines.missing("e.jsonl")[0].contains("\"a\""), "each file by itself");
        let page = Place::file("a.html");
        assert!(lines.has_no_fields(&page, true).is_some(), "named fields count too");
        assert!(FieldsSeen::new(&Fields::default()).has_no_fields(&page, true).is_none(), "none was named");
    }

    #[test]
    fn that_pages_have_no_fields_is_told_once() {
        let mut pages = FieldsSeen::new(&Fields::new(Vec::new(), &[KeyPath::new("id")]));
        let page = Place::file("a.html");
        assert!(pages.has_no_fields(&page, false).is_none());
        assert!(
            pages.has_no_fields(&page, true).expect("a note").starts_with("a.html: a page has no fields")
        );
        assert!(pages.has_no_fields(&page, true).is_none());
    }

    #[test]
    fn a_later_run_knows_what_an_earlier_one_has_met() {
        let fields = |words: &[&str]| {
            let given = words.iter().map(|field| field.parse().expect("a field")).collect();
            Fields::new(given, &[])
        };
        let both = fields(&["html=a", "url=b"]);
        let mut first = FieldsSeen::new(&both);
        first.add(Some((vec![0], Some("\"a\"".into()))));
        let mut second = FieldsSeen::new(&both);
        second.resume(&first.keep()).expect("its own");
        assert_eq!(second.missing("d"), first.missing("d"));
        assert!(FieldsSeen::new(&fields(&["html=a"])).resume(&second.keep()).is_err());
        assert!(second.resume(b"x").is_err());
    }
}
