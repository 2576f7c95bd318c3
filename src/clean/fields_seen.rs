//! Fields that were named and that no record has: told once for each dump.

use serde::{Deserialize, Serialize};

use super::job::Keep;
use crate::input::Field;

/// Which of the fields the user gave were met in the records of one dump.
pub(super) struct FieldsSeen {
    given: Vec<Field>,
    seen: Vec<bool>,
    keys: Option<String>,
    any_object: bool,
}

impl FieldsSeen {
    pub(super) fn new(given: &[Field]) -> Self {
        Self { given: given.to_vec(), seen: vec![false; given.len()], keys: None, any_object: false }
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
        let fresh = Self::new(&self.given);
        let ended = std::mem::replace(self, fresh);
        let unseen = ended.given.iter().zip(&ended.seen).filter(|(_, seen)| ended.any_object && !**seen);
        let keys = ended.keys.map_or(String::new(), |keys| format!("; the first one has {keys}"));
        let message = |field: &Field| {
            let (name, key) = (field.name.name(), &field.key);
            format!("{file}: no record has the field \"{key}\"{keys}: correct --field {name}={key}")
        };
        unseen.map(|(field, _)| message(field)).collect()
    }
}

/// What was met of the dump under way.
#[derive(Serialize, Deserialize)]
struct Met {
    seen: Vec<bool>,
    keys: Option<String>,
    any_object: bool,
}

impl Keep for FieldsSeen {
    fn name(&self) -> &'static str {
        "fields"
    }

    fn keep(&mut self) -> Vec<u8> {
        if self.given.is_empty() {
            return Vec::new();
        }
        let met = Met { seen: self.seen.clone(), keys: self.keys.clone(), any_object: self.any_object };
        // Booleans and strings are always JSON.
        serde_json::to_vec(&met).unwrap_or_default()
    }

    fn resume(&mut self, kept: &[u8]) -> Result<(), String> {
        if self.given.is_empty() {
            return Ok(());
        }
        let met: Met = serde_json::from_slice(kept).map_err(|error| error.to_string())?;
        if met.seen.len() != self.given.len() {
            return Err("not of these fields".into());
        }
        (self.seen, self.keys, self.any_object) = (met.seen, met.keys, met.any_object);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_missing_when_no_record_of_a_file_has_it() {
        let given: Vec<Field> =
            ["html=a", "url=lnik"].iter().map(|field| field.parse().expect("a field")).collect();
        let mut lines = FieldsSeen::new(&given);
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
    }

    #[test]
    fn a_later_run_knows_what_an_earlier_one_has_met() {
        let given: Vec<Field> = vec!["html=a".parse().expect("a field"), "url=b".parse().expect("a field")];
        let mut first = FieldsSeen::new(&given);
        first.add(Some((vec![0], Some("\"a\"".into()))));
        let mut second = FieldsSeen::new(&given);
        second.resume(&first.keep()).expect("its own");
        assert_eq!(second.missing("d"), first.missing("d"));
        assert!(FieldsSeen::new(&given[..1]).resume(&second.keep()).is_err());
        assert!(second.resume(b"x").is_err());
    }
}
