//! The end of the line: writes, tells and counts, one record after another, in input order.

use super::Finished;
use super::count::{Count, Fate};
use super::deliver::Delivery;
use super::done::{Done, DoneRecord, Written};
use super::error::Error;
use super::fields_seen::FieldsSeen;
use super::listener::{Listener, Standing};
use super::report::Report;
use super::settings::Settings;
use super::sift::{By, Prints, Seen};

/// The end of the line.
pub(super) struct Writer<'a> {
    delivery: Delivery,
    listener: &'a mut dyn Listener,
    count: Count,
    report: Report,
    fields: FieldsSeen,
    /// What was written, for those that are like it.
    seen: Seen,
    /// Whether a record without an article is told, as the output has no place for it.
    names_missing: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(settings: &Settings, delivery: Delivery, listener: &'a mut dyn Listener) -> Self {
        Self {
            delivery,
            listener,
            count: Count::default(),
            report: Report::default(),
            fields: FieldsSeen::new(&settings.fields),
            seen: Seen::default(),
            names_missing: !settings.form.format.has_every_record(),
        }
    }

    pub(super) fn take(&mut self, done: Done) -> Result<(), Error> {
        match done {
            Done::Record(record) => self.record(record)?,
            Done::EndOfDump(file) => {
                self.fields.missing(&file).iter().for_each(|message| self.listener.problem(message));
            }
            Done::Note(note) => self.listener.note(&note),
            Done::EndOfFolder { folder, files, left_out } => self.end_of_folder(&folder, files, left_out),
        }
        self.listener.advance(Standing { count: &self.count });
        Ok(())
    }

    fn record(&mut self, done: DoneRecord) -> Result<(), Error> {
        let DoneRecord { id, place, mut fate, error, mut written, kept: _, facts, prints, seen } = done;
        if let Some(note) = self.fields.nothing_to_keep(&place, seen.is_none() && error.is_none()) {
            self.listener.note(&note);
        }
        self.fields.add(seen);
        if let Some(error) = &error {
            self.listener.problem(&format!("{place}: {error}"));
        }
        if let (Fate::NoArticle(reason), true) = (fate, self.names_missing) {
            self.listener.note(&format!("{id}: no article ({})", reason.name()));
        }
        if let Some(by) = prints.as_deref().and_then(|prints| self.duplicate(&id, prints)) {
            (fate, written) = (Fate::Duplicate(by), Written::Nothing);
        }
        if let Err(refused) = self.delivery.write(&id, &written)? {
            self.listener.problem(&format!("{id}: {refused}"));
            fate = Fate::Error;
        }
        if let (Fate::Article, Some(prints)) = (fate, prints) {
            self.seen.insert(&id, &prints);
        }
        self.report.add(fate, &facts, error.as_deref());
        self.count.count(fate);
        Ok(())
    }

    /// By what the article is the same as one that was written; told and named in the report.
    fn duplicate(&mut self, id: &str, prints: &Prints) -> Option<By> {
        let (first, by) = self.seen.find(prints)?;
        match self.report.add_duplicate(id, first, by) {
            told if told <= TOLD_DUPLICATES => {
                self.listener.note(&format!("{id}: left out, the same as {first} ({by})"));
            }
            told if told == TOLD_DUPLICATES + 1 => {
                self.listener.note("more are left out as duplicates; the sums count them");
            }
            _ => {}
        }
        Some(by)
    }

    fn end_of_folder(&mut self, folder: &str, files: u64, left_out: u64) {
        if files == 0 {
            self.listener.problem(&format!("{folder}: no page in it: {WHAT_FOLDERS_GIVE}"));
        } else if left_out > 0 {
            self.listener.note(&format!("{folder}: {left_out} left out: {WHAT_FOLDERS_GIVE}"));
        }
    }

    /// The last record was taken, or the run has failed.
    pub(super) fn ends(&mut self) {
        self.listener.ends();
    }

    /// Makes the output final.
    pub(super) fn finish(self) -> Result<Finished, Error> {
        self.delivery.finish()?;
        self.listener.note(&self.count.to_string());
        Ok(Finished { count: self.count, report: self.report })
    }
}

/// Duplicates that are told one by one: a dump can hold millions.
const TOLD_DUPLICATES: u64 = 20;

const WHAT_FOLDERS_GIVE: &str =
    "folders are searched for .html, .htm, .txt, .jsonl, .ndjson, .csv, .tsv, .warc, .tar (also .gz and .zst), .parquet; name other files one by one";
