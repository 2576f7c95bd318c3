//! The work of any thread: an entry becomes what is written and what is counted.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::count::Fate;
use super::done::{Done, DoneRecord, Written};
use super::encode::Shaper;
use super::letters::{Read, letter};
use super::report::Facts;
use super::settings::Settings;
use super::sift::Sift;
use super::two_pass::place_of;
use crate::extract::{Extractor, Trace};
use crate::input::{Entry, Fields, Kept, Opened, OpenedRecord, OwnedRecord, Place};
use crate::record::Kind;
use crate::recurring::{Known, Recurring};

/// The work: the same for every record, whatever thread does it.
pub(super) struct Cleaner<'a> {
    extractor: &'a Extractor,
    /// What a first pass has found.
    recurring: Option<&'a Recurring>,
    fields: &'a Fields,
    kind: Kind,
    shaper: Shaper,
    sift: &'a Sift,
    /// Whether what fails becomes a dead letter, and whether its input is in it.
    letters: Option<bool>,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        extractor: &'a Extractor,
        recurring: Option<&'a Recurring>,
    ) -> Self {
        let letters = settings.has_letters().then_some(settings.letters.with_input);
        let shaper = Shaper::new(settings);
        let Settings { fields, request, sift, .. } = settings;
        Self { extractor, recurring, fields, kind: request.kind, shaper, sift, letters }
    }

    pub(super) fn clean(&self, entry: Entry) -> Done {
        match entry.open(self.fields, self.kind) {
            Opened::Record(opened) => Done::Record(Box::new(self.record(*opened))),
            Opened::EndOfDump(file) => Done::EndOfDump(file.to_string()),
            Opened::Note(note) => Done::Note(note),
            Opened::EndOfFolder { folder, files, left_out } => Done::EndOfFolder { folder, files, left_out },
        }
    }

    fn record(&self, opened: OpenedRecord) -> DoneRecord {
        let OpenedRecord { place, record, raw, seen, keys, kept } = opened;
        let seen = seen.map(|seen| (seen, keys));
        let (id, url, error, read) = match &record {
            Ok(record) => match self.shaped(record, &place, &kept) {
                Ok((trace, fate, written)) => {
                    let (id, facts) = (record.id.clone(), Facts::of(record.url.as_deref(), &trace));
                    let prints = self.sift.prints(fate, &trace.outcome);
                    let (error, letter) = (None, None);
                    return DoneRecord { id, place, fate, error, written, letter, kept, facts, prints, seen };
                }
                Err(error) => (record.id.clone(), record.url.as_deref(), error, Read::Record(record)),
            },
            Err(problem) => {
                let read = raw.as_deref().map_or(Read::Nothing, Read::Raw);
                (problem.id.clone(), None, problem.trouble.to_string(), read)
            }
        };
        let (facts, fate) = (Facts::of_failed(url), Fate::Error);
        let (written, letter) = match self.letters {
            None => (self.shaper.error(&id, &kept, &error).unwrap_or(Written::Nothing), None),
            Some(with_input) => {
                let read = if with_input { read } else { Read::Nothing };
                (Written::Nothing, Some(letter(&id, &place, &error, (&kept, read))))
            }
        };
        DoneRecord { id, place, fate, error: Some(error), written, letter, kept, facts, prints: None, seen }
    }

    fn shaped(
        &self,
        record: &OwnedRecord,
        place: &Place,
        kept: &Kept,
    ) -> Result<(Trace, Fate, Written), String> {
        let trace = self.page(record, place)?;
        let fate = self.sift.fate(&trace.outcome);
        let written = match fate {
            Fate::OtherLanguage(_) => Ok(Written::Nothing),
            _ => self.shaper.outcome(&record.id, kept, &trace.outcome),
        };
        Ok((trace, fate, written.map_err(|error| error.to_string())?))
    }

    fn page(&self, record: &OwnedRecord, place: &Place) -> Result<Trace, String> {
        let record = record.as_record();
        let Some(recurring) = self.recurring else { return guarded(|| self.extractor.trace(&record)) };
        let known = Known { recurring, place: &place_of(place) };
        guarded(|| self.extractor.trace_knowing(&record, known))
    }
}

/// Runs `work`; a panic in it is an error of this record, and the run goes on. Where the panic is told besides is up to the
/// program's panic hook.
///
/// # Errors
/// What `work` says, or that it panicked.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, crate::Error>) -> Result<T, String> {
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
