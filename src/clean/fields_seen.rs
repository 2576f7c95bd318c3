//! Fields that were named and that no record has: told once for each dump.

use crate::input::{Fields, Named, Place};

/// Which of the fields the user named were met in the records of one dump.
pub(super) struct FieldsSeen {
    named: Vec<Named>,
    seen: Vec<bool>,
    keys: Option<String>,
    any_object: bool,
    /// Whether something is to be kept, and it was not told yet that some input has no fields.
    tells_of_pages: bool,
}

impl FieldsSeen {
    pub(super) fn new(fields: &Fields) -> Self {
        let named = fields.named();
        let (seen, tells_of_pages) = (vec![false; named.len()], fields.keep().next().is_some());
        Self { named, seen, keys: None, any_object: false, tells_of_pages }
    }

    /// The note that a record has no fields of which any could be kept; given once a run.
    pub(super) fn nothing_to_keep(&mut self, place: &Place, has_no_fields: bool) -> Option<String> {
        if !has_no_fields || !std::mem::take(&mut self.tells_of_pages) {
            return None;
        }
        Some(format!(
            "{place}: a page has no fields, so there is nothing to keep of it: --keep is for JSONL, CSV, TSV and Parquet"
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
        assert!(lines.nothing_to_keep(&page, true).is_none(), "nothing is kept");
    }

    #[test]
    fn that_pages_have_no_fields_is_told_once() {
        let mut pages = FieldsSeen::new(&Fields::new(Vec::new(), &[KeyPath::new("id")]));
        let page = Place::file("a.html");
        assert!(pages.nothing_to_keep(&page, false).is_none());
        assert!(
            pages.nothing_to_keep(&page, true).expect("a note").starts_with("a.html: a page has no fields")
        );
        assert!(pages.nothing_to_keep(&page, true).is_none());
    }
}
