//! The end of the line: writes, tells and counts, one record after another, in input order.

use super::Finished;
use super::count::{Count, Fate};
use super::deliver::Delivery;
use super::done::{Done, DoneRecord, Written};
use super::error::{Error, Unfinished};
use super::fields_seen::FieldsSeen;
use super::job::{Job, JobError, Keepers, Resumed};
use super::letters::LetterFile;
use super::listener::{Listener, Standing};
use super::numbers::counted;
use super::report::Stretches;
use super::settings::{Destination, Settings};
use super::sift::{By, Prints, Seen};
use crate::input::{Placed, Position};

/// The end of the line.
pub(super) struct Writer<'a> {
    delivery: Delivery,
    /// The dead letters of a plain run.
    letters: Option<LetterFile>,
    listener: &'a mut dyn Listener,
    count: Count,
    report: Stretches,
    fields: FieldsSeen,
    /// What was written, for those that are like it.
    seen: Seen,
    /// Whether the report tells what was left out since it recurs.
    two_pass: bool,
    /// Whether a record without an article is told, as the output has no place for it.
    names_missing: bool,
    /// The place after the last entry that was taken, and the file it was in.
    next: Position,
    file: String,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        settings: &Settings,
        delivery: Delivery,
        listener: &'a mut dyn Listener,
    ) -> Result<Self, Error> {
        let letters = settings.letters.to.as_deref();
        Ok(Self {
            delivery,
            letters: letters.map(|path| LetterFile::open(path, settings.force)).transpose()?,
            listener,
            count: Count::default(),
            report: Stretches::default(),
            fields: FieldsSeen::new(&settings.fields),
            seen: Seen::new(matches!(settings.destination, Destination::Folder(_))),
            two_pass: settings.two_pass,
            names_missing: !settings.form.format.has_every_record(),
            next: Position::default(),
            file: String::new(),
        })
    }

    /// Goes on where a job was left, or begins. The place in the input, or `None` when nothing is left to do.
    pub(super) fn resume(&mut self) -> Result<Option<Position>, Error> {
        let Some((job, mut keepers)) = self.job() else { return Ok(Some(Position::default())) };
        let Resumed { next, file, note } = job.resume(&mut keepers)?;
        let (count, is_finished) = (job.count(), job.is_finished());
        let root = job.root().display();
        let message = if is_finished {
            Some(format!("{root}: finished already, nothing to do"))
        } else {
            let goes_on = || format!("{root}: goes on after {}", counted(count.records(), "record"));
            (next != Position::default()).then(goes_on)
        };
        note.iter().chain(&message).for_each(|note| self.listener.note(note));
        (self.count, self.next, self.file) = (count, next, file);
        Ok((!is_finished).then_some(next))
    }

    /// The job, and everything that remembers records: what is not named here is forgotten when a job goes on.
    fn job(&mut self) -> Option<(&mut Job, Keepers<'_>)> {
        let Delivery::Job(job) = &mut self.delivery else { return None };
        Some((job, vec![&mut self.fields, &mut self.report, &mut self.seen]))
    }

    pub(super) fn take(&mut self, done: Placed<Done>) -> Result<(), Error> {
        self.next = done.next;
        match done.item {
            Done::Record(record) => self.record(*record)?,
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
        let DoneRecord { id, place, mut fate, error, mut written, letter, kept: _, facts, prints, seen } =
            done;
        if let Some(note) = self.fields.has_no_fields(&place, seen.is_none() && error.is_none()) {
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
        if let (Fate::Article, Some(prints)) = (fate, prints) {
            self.seen.insert(&id, &prints);
        }
        self.report.add(fate, &facts, error.as_deref());
        self.count.count(fate);
        match &mut self.delivery {
            Delivery::Stream(stream) => {
                stream.write(&written)?;
                match (&mut self.letters, letter) {
                    (Some(file), Some(letter)) => file.write(&letter),
                    _ => Ok(()),
                }
            }
            Delivery::Job(job) => {
                job.take((&id, &written), letter.as_deref(), fate)?;
                let is_full = job.is_full();
                place.file.as_ref().clone_into(&mut self.file);
                if is_full { self.commit() } else { Ok(()) }
            }
        }
    }

    /// Ends the shard under way.
    fn commit(&mut self) -> Result<(), Error> {
        let (next, file) = (self.next, std::mem::take(&mut self.file));
        self.job().map_or(Ok(()), |(job, mut keepers)| job.commit(next, &file, &mut keepers))
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
    pub(super) fn finish(mut self) -> Result<Finished, Error> {
        self.commit().map_err(|error| self.explain(error))?;
        self.delivery.finish()?;
        self.letters.map_or(Ok(()), LetterFile::finish)?;
        self.listener.note(&self.count.to_string());
        let report = self.report.whole();
        if self.two_pass {
            self.listener.note(&report.recurring());
        }
        Ok(Finished { count: self.count, report })
    }

    /// The run was asked to stop. What is done stays done, and a file that is half done is left as nothing.
    pub(super) fn stop(mut self) -> Result<Finished, Error> {
        let (next, file) = (self.next, std::mem::take(&mut self.file));
        let kept =
            self.job().map_or(Ok(()), |(job, mut keepers)| job.keep_partial(next, &file, &mut keepers));
        if let Err(error) = &kept {
            self.listener.problem(&told(error));
        }
        let records = self.count.records();
        let message = match self.delivery {
            Delivery::Job(job) => {
                let (shards, committed) = job.committed();
                let (committed, shards) = (counted(committed, "record"), counted(shards, "shard"));
                match kept {
                    Ok(()) => format!("{} done; the same command goes on after them", are(records)),
                    Err(_) => format!(
                        "what was done of the next shard could not be kept; {committed} in {shards} are done; the same command \
                         goes on after them"
                    ),
                }
            }
            Delivery::Stream(stream) => match stream.abandon()? {
                Some(file) => format!(
                    "{} was not written; with -o FOLDER/ a run can be stopped and goes on later",
                    file.display()
                ),
                None => format!("{} written", are(records)),
            },
        };
        let so_far = Finished { count: self.count, report: self.report.whole() };
        Err(Error::Stopped(Box::new(Unfinished { message, so_far })))
    }

    /// What to say of an error: a job can go on after most of them.
    pub(super) fn explain(&self, error: Error) -> Error {
        match (error, &self.delivery) {
            (Error::CannotWrite { name, source }, Delivery::Job(job)) => {
                let (shards, records) = job.committed();
                JobError::CannotWrite { name, error: source, shards, records }.into()
            }
            (error, _) => error,
        }
    }
}

fn are(records: u64) -> String {
    format!("{} {}", counted(records, "record"), if records == 1 { "is" } else { "are" })
}

/// An error and what is behind it.
fn told(error: &Error) -> String {
    let behind = std::error::Error::source(error).map_or(String::new(), |behind| format!(": {behind}"));
    format!("{error}{behind}")
}

/// Duplicates that are told one by one: a dump can hold millions.
const TOLD_DUPLICATES: u64 = 20;

const WHAT_FOLDERS_GIVE: &str = "folders are searched for .html, .htm, .txt, .jsonl, .ndjson, .csv, .tsv, .warc, .tar (also .gz and .zst), .parquet; name other files one by one";
