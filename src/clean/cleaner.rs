//! The work of any thread: an entry becomes what is written and what is counted.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::count::Fate;
use super::done::{Done, DoneRecord, Written};
use super::letters::{Read, letter};
use super::report::Facts;
use super::settings::{Form, Format, Settings};
use crate::article::Outcome;
use crate::extract::{Extractor, Trace};
use crate::input::{Entry, Fields, Kept, Opened, OpenedRecord, OwnedRecord};
use crate::output;
use crate::record::Kind;

/// The work: the same for every record, whatever thread does it.
pub(super) struct Cleaner<'a> {
    extractor: &'a Extractor,
    fields: &'a Fields,
    kind: Kind,
    form: Form,
    /// Whether what fails becomes a dead letter, and whether its input is in it.
    letters: Option<bool>,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(settings: &'a Settings, extractor: &'a Extractor) -> Self {
        let letters = settings.has_letters().then_some(settings.letters.with_input);
        Self { extractor, fields: &settings.fields, kind: settings.request.kind, form: settings.form, letters }
    }

    pub(super) fn clean(&self, entry: Entry) -> Done {
        let raw = match &entry {
            Entry::Line(line) if self.letters == Some(true) => Some(line.bytes.clone()),
            _ => None,
        };
        match entry.open(self.fields, self.kind) {
            Opened::Record(opened) => Done::Record(self.record(opened, raw.as_deref())),
            Opened::EndOfDump(file) => Done::EndOfDump(file.to_string()),
            Opened::Note(note) => Done::Note(note),
            Opened::EndOfFolder { folder, files, left_out } => Done::EndOfFolder { folder, files, left_out },
        }
    }

    fn record(&self, opened: OpenedRecord, raw: Option<&[u8]>) -> DoneRecord {
        let OpenedRecord { place, record, seen, keys, kept } = opened;
        let seen = seen.map(|seen| (seen, keys));
        let (id, url, error, read) = match &record {
            Ok(record) => match self.page(record) {
                Ok(trace) => {
                    let facts = Facts::of(record.url.as_deref(), &trace);
                    let id = record.id.clone();
                    let (fate, written) =
                        (Fate::from(&trace.outcome), self.form.outcome(&id, &kept, &trace.outcome));
                    return DoneRecord { id, place, fate, error: None, written, letter: None, kept, facts, seen };
                }
                Err(error) => (record.id.clone(), record.url.as_deref(), error, Read::Record(record)),
            },
            Err(problem) => {
                let read = raw.map_or(Read::Nothing, Read::Raw);
                (problem.id.clone(), None, problem.trouble.to_string(), read)
            }
        };
        let facts = Facts::of_failed(url);
        let (written, letter) = match self.letters {
            None => (self.form.error(&id, &kept, &error), None),
            Some(with_input) => {
                let read = if with_input { read } else { Read::Nothing };
                (Written::Nothing, Some(letter(&id, &place, &error, (&kept, read))))
            }
        };
        DoneRecord { id, place, fate: Fate::Error, error: Some(error), written, letter, kept, facts, seen }
    }

    fn page(&self, record: &OwnedRecord) -> Result<Trace, String> {
        guarded(|| self.extractor.trace(&record.as_record()))
    }
}

impl Form {
    /// What is written for an outcome.
    fn outcome(self, id: &str, kept: &Kept, outcome: &Outcome) -> Written {
        let text = match self.format {
            Format::Jsonl => Some(output::json(id, kept, outcome, self.blocks) + "\n"),
            Format::Text => outcome.article().map(output::text),
            Format::Markdown => outcome.article().map(|it| output::markdown(it, self.style)),
            Format::Html => outcome.article().map(|it| output::html(it, self.style)),
        };
        text.map_or(Written::Nothing, Written::Text)
    }

    fn error(self, id: &str, kept: &Kept, error: &str) -> Written {
        match self.format {
            Format::Jsonl => Written::Text(output::json_error(id, kept, error) + "\n"),
            Format::Text | Format::Markdown | Format::Html => Written::Nothing,
        }
    }
}

/// Runs `work`; a panic in it is an error of this record, and the run goes on.
fn guarded<T>(work: impl FnOnce() -> Result<T, crate::Error>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().copied();
            let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
            let text = text.unwrap_or("no message");
            Err(format!(
                "tinsach failed on this page, which is a bug ({text}): please report it with the page"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_record() {
        let error = guarded::<()>(|| panic!("index {} out of range", 7)).expect_err("a panic");
        assert!(error.contains("index 7 out of range"), "{error}");
        let too_large = || Err(crate::Error::TooLarge { bytes: 2, limit: 1 });
        assert!(guarded::<()>(too_large).expect_err("an error").contains("2 bytes"));
        assert_eq!(guarded(|| Ok(1)), Ok(1));
    }
}
