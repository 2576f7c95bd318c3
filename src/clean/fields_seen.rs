//! Fields that were named and that no record has: told once for each dump.

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
}
