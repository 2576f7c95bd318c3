//! The work of any thread: an entry becomes what is written and what is counted.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::count::Fate;
use super::done::{Done, DoneRecord, Written};
use super::encode::Shaper;
use super::report::Facts;
use super::settings::Settings;
use super::sift::Sift;
use crate::extract::{Extractor, Trace};
use crate::input::{Entry, Fields, Opened, OpenedRecord, OwnedRecord};
use crate::record::Kind;

/// The work: the same for every record, whatever thread does it.
pub(super) struct Cleaner<'a> {
    extractor: &'a Extractor,
    fields: &'a Fields,
    kind: Kind,
    shaper: Shaper,
    sift: &'a Sift,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(settings: &'a Settings, extractor: &'a Extractor) -> Self {
        let shaper = Shaper::new(settings);
        let Settings { fields, request, sift, .. } = settings;
        Self { extractor, fields, kind: request.kind, shaper, sift }
    }

    pub(super) fn clean(&self, entry: Entry) -> Done {
        match entry.open(self.fields, self.kind) {
            Opened::Record(opened) => Done::Record(self.record(opened)),
            Opened::EndOfDump(file) => Done::EndOfDump(file.to_string()),
            Opened::Note(note) => Done::Note(note),
            Opened::EndOfFolder { folder, files, left_out } => Done::EndOfFolder { folder, files, left_out },
        }
    }

    fn record(&self, opened: OpenedRecord) -> DoneRecord {
        let OpenedRecord { place, record, seen, keys, kept } = opened;
        let (id, url, cleaned) = match record {
            Ok(record) => {
                let cleaned = self.page(&record);
                (record.id, record.url, cleaned)
            }
            Err(problem) => (problem.id, None, Err(problem.trouble.to_string())),
        };
        let seen = seen.map(|seen| (seen, keys));
        let shaped = cleaned.and_then(|trace| {
            let fate = self.sift.fate(&trace.outcome);
            let written = match fate {
                Fate::OtherLanguage(_) => Ok(Written::Nothing),
                _ => self.shaper.outcome(&id, &kept, &trace.outcome),
            };
            Ok((trace, fate, written.map_err(|error| error.to_string())?))
        });
        match shaped {
            Ok((trace, fate, written)) => {
                let facts = Facts::of(url.as_deref(), &trace);
                let prints = self.sift.prints(fate, &trace.outcome);
                DoneRecord { id, place, fate, error: None, written, kept, facts, prints, seen }
            }
            Err(error) => {
                let (facts, fate) = (Facts::of_failed(url.as_deref()), Fate::Error);
                let written = self.shaper.error(&id, &kept, &error).unwrap_or(Written::Nothing);
                DoneRecord { id, place, fate, error: Some(error), written, kept, facts, prints: None, seen }
            }
        }
    }

    fn page(&self, record: &OwnedRecord) -> Result<Trace, String> {
        guarded(|| self.extractor.trace(&record.as_record()))
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
