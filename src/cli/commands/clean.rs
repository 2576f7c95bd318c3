//! `tinsach clean`: records in, articles out, in the same order.
//!
//! `Cleaner` is the work of any thread: an entry becomes the text to be written. `Writer` is the end of the line: it
//! writes, tells and counts, one record after another.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context, bail};
use tinsach::batch::{Pool, Stopped, Weigh};
use tinsach::input::{Entry, Field, Fields, Line, OwnedRecord, Problem, Reader};
use tinsach::output::{self, Style};
use tinsach::{Extractor, Kind, Outcome};

use crate::cli::Ending;
use crate::cli::args::{Clean, Format};
use crate::cli::config::{CleanConfig, Destination};
use crate::cli::deliver::{Delivery, Layout, own_path};
use crate::cli::messages::{Messages, can_show_bar};
use crate::cli::report::{Report, Verdict};

/// Runs the command.
pub(crate) fn run(typed: Clean) -> anyhow::Result<Ending> {
    let mut config = CleanConfig::new(typed)?;
    if config.reads_its_own_output() {
        bail!("the output is named among the inputs: name another one with -o");
    }
    let cleaner = Cleaner {
        extractor: config.engine.extractor()?,
        fields: config.fields.clone(),
        kind: config.request.kind,
        form: Form { format: config.format, blocks: config.blocks, style: config.style },
    };
    let delivery = Delivery::open(&config.destination, layout(config.format), config.force)?;
    config.request.skip = own_path(&config.destination);
    let reader = Reader::new(config.request.clone());
    let mut writer = Writer {
        delivery,
        messages: messages(&config, &reader),
        report: Report::default(),
        lines: LinesSeen::new(config.fields.given()),
        names_missing: config.format != Format::Jsonl,
    };
    let pool = Pool::new(config.threads);
    let result = pool.run(reader, |entry| cleaner.clean(entry), |done| writer.take(done));
    writer.messages.end();
    match result {
        Ok(()) => writer.finish(),
        Err(Stopped::Sink(error)) => Err(error),
        Err(Stopped::Threads(kind)) => {
            Err(io::Error::from(kind)).context("the threads cannot be started: try fewer with --threads")
        }
    }
}

fn messages(config: &CleanConfig, reader: &Reader) -> Messages {
    if !config.quiet && can_show_bar(config.destination == Destination::Stdout) {
        Messages::with_bar(reader.progress(), reader.total_bytes())
    } else {
        Messages::plain(config.quiet)
    }
}

/// Tells a browser how to read the file.
const HTML_HEAD: &str = "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n";

/// JSON lines end by themselves; articles are set apart by a rule that Markdown takes for one.
const fn layout(format: Format) -> Layout {
    match format {
        Format::Jsonl => Layout { head: "", separator: "", extension: "jsonl" },
        Format::Text => Layout { head: "", separator: "\n-----\n\n", extension: "txt" },
        Format::Markdown => Layout { head: "", separator: "\n-----\n\n", extension: "md" },
        Format::Html => Layout { head: HTML_HEAD, separator: "", extension: "html" },
    }
}

/// How outcomes are written.
#[derive(Clone, Copy, Debug)]
struct Form {
    format: Format,
    blocks: bool,
    style: Style,
}

impl Form {
    /// What is written for an outcome; `None` where the form has no words for "no article".
    fn outcome(self, id: &str, outcome: &Outcome) -> Option<String> {
        match self.format {
            Format::Jsonl => Some(output::json(id, outcome, self.blocks) + "\n"),
            Format::Text => outcome.article().map(output::text),
            Format::Markdown => outcome.article().map(|it| output::markdown(it, self.style)),
            Format::Html => outcome.article().map(|it| output::html(it, self.style)),
        }
    }

    fn error(self, id: &str, error: &str) -> Option<String> {
        (self.format == Format::Jsonl).then(|| output::json_error(id, error) + "\n")
    }
}

/// An entry that was worked on.
#[derive(Debug)]
enum Done {
    Record(DoneRecord),
    EndOfLines(String),
    EndOfFolder { folder: String, files: u64, left_out: u64 },
}

#[derive(Debug)]
struct DoneRecord {
    id: String,
    verdict: Verdict,
    /// What is written for it.
    text: Option<String>,
    /// What is told of it.
    message: Option<String>,
    /// For a line of JSONL: which of the given fields it has, and the keys of a first line.
    seen: Option<(Vec<usize>, Option<String>)>,
}

impl Weigh for Done {
    fn weight(&self) -> usize {
        let own = match self {
            Self::Record(done) => {
                let text = |text: &Option<String>| text.as_ref().map_or(0, String::capacity);
                done.id.len() + text(&done.text) + text(&done.message)
            }
            Self::EndOfLines(_) | Self::EndOfFolder { .. } => 0,
        };
        own + size_of::<Self>()
    }
}

/// The work: the same for every record, whatever thread does it.
struct Cleaner {
    extractor: Extractor,
    fields: Fields,
    kind: Kind,
    form: Form,
}

impl Cleaner {
    fn clean(&self, entry: Entry) -> Done {
        match entry {
            Entry::File(file) => Done::Record(match file.read() {
                Ok(record) => self.page(&record, &record.id),
                Err(problem) => self.problem(&problem),
            }),
            Entry::Page(record) => Done::Record(self.page(&record, &record.id)),
            Entry::Line(line) => Done::Record(self.line(line)),
            Entry::Problem(problem) => Done::Record(self.problem(&problem)),
            Entry::EndOfLines(file) => Done::EndOfLines(file.to_string()),
            Entry::EndOfFolder { folder, files, left_out } => Done::EndOfFolder { folder, files, left_out },
        }
    }

    fn line(&self, line: Line) -> DoneRecord {
        let place = line.place.clone();
        let line = line.record(&self.fields, self.kind);
        let done = match &line.record {
            Ok(record) => self.page(record, &place),
            Err(problem) => self.problem(problem),
        };
        DoneRecord { seen: line.seen.map(|seen| (seen, line.keys)), ..done }
    }

    fn page(&self, record: &OwnedRecord, place: &dyn std::fmt::Display) -> DoneRecord {
        let id = record.id.clone();
        let cleaned = guarded(|| {
            let outcome = self.extractor.extract(&record.as_record())?;
            Ok((Verdict::from(&outcome), self.form.outcome(&id, &outcome)))
        });
        match cleaned {
            Ok((verdict, text)) => DoneRecord { id, verdict, text, message: None, seen: None },
            Err(error) => self.failed(id, &error, format!("{place}: {error}")),
        }
    }

    fn problem(&self, problem: &Problem) -> DoneRecord {
        self.failed(problem.id.clone(), &problem.trouble.to_string(), problem.to_string())
    }

    fn failed(&self, id: String, error: &str, message: String) -> DoneRecord {
        let text = self.form.error(&id, error);
        DoneRecord { id, verdict: Verdict::Error, text, message: Some(message), seen: None }
    }
}

/// Runs `work`; a panic in it is an error of this record, and the run goes on.
fn guarded<T>(work: impl FnOnce() -> Result<T, tinsach::Error>) -> Result<T, String> {
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

/// The end of the line.
struct Writer {
    delivery: Delivery,
    messages: Messages,
    report: Report,
    lines: LinesSeen,
    /// Whether a record without an article is told, as the output has no place for it.
    names_missing: bool,
}

impl Writer {
    fn take(&mut self, done: Done) -> anyhow::Result<()> {
        match done {
            Done::Record(record) => self.record(record)?,
            Done::EndOfLines(file) => {
                self.lines.missing(&file).iter().for_each(|message| self.messages.problem(message));
            }
            Done::EndOfFolder { folder, files, left_out } => self.end_of_folder(&folder, files, left_out),
        }
        self.messages.advance(self.report.records());
        Ok(())
    }

    fn record(&mut self, done: DoneRecord) -> anyhow::Result<()> {
        let DoneRecord { id, mut verdict, text, message, seen } = done;
        self.lines.add(seen);
        if let Some(message) = message {
            self.messages.problem(&message);
        }
        if let (Verdict::NoArticle(reason), true) = (verdict, self.names_missing) {
            self.messages.note(&format!("{id}: no article ({})", reason.name()));
        }
        if let Some(text) = text
            && let Err(refused) = self.delivery.write(&id, &text)?
        {
            self.messages.problem(&format!("{id}: {refused}"));
            verdict = Verdict::Error;
        }
        self.report.count(verdict);
        Ok(())
    }

    fn end_of_folder(&self, folder: &str, files: u64, left_out: u64) {
        if files == 0 {
            self.messages.problem(&format!("{folder}: no page in it: {WHAT_FOLDERS_GIVE}"));
        } else if left_out > 0 {
            self.messages.note(&format!("{folder}: {left_out} left out: {WHAT_FOLDERS_GIVE}"));
        }
    }

    fn finish(self) -> anyhow::Result<Ending> {
        self.delivery.finish()?;
        self.messages.note(&self.report.to_string());
        Ok(if self.report.errors() == 0 { Ending::Delivered } else { Ending::SomeFailed })
    }
}

const WHAT_FOLDERS_GIVE: &str =
    "folders are searched for .html, .htm, .txt, .jsonl, .ndjson (also .gz); name other files one by one";

/// Which of the fields the user gave were met in the records of one JSONL file.
struct LinesSeen {
    given: Vec<Field>,
    seen: Vec<bool>,
    keys: Option<String>,
    any_object: bool,
}

impl LinesSeen {
    fn new(given: &[Field]) -> Self {
        Self { given: given.to_vec(), seen: vec![false; given.len()], keys: None, any_object: false }
    }

    fn add(&mut self, line: Option<(Vec<usize>, Option<String>)>) {
        let Some((seen, keys)) = line else { return };
        self.any_object = true;
        self.keys = self.keys.take().or(keys);
        for field in seen {
            self.seen[field] = true;
        }
    }

    /// Ends a file: a message for each field that none of its records has.
    fn missing(&mut self, file: &str) -> Vec<String> {
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
    fn a_panic_is_an_error_of_its_record() {
        let error = guarded::<()>(|| panic!("index {} out of range", 7)).expect_err("a panic");
        assert!(error.contains("index 7 out of range"), "{error}");
        let too_large = || Err(tinsach::Error::TooLarge { bytes: 2, limit: 1 });
        assert!(guarded::<()>(too_large).expect_err("an error").contains("2 bytes"));
        assert_eq!(guarded(|| Ok(1)), Ok(1));
    }

    #[test]
    fn a_field_is_missing_when_no_record_of_a_file_has_it() {
        let given: Vec<Field> =
            ["html=a", "url=lnik"].iter().map(|field| field.parse().expect("a field")).collect();
        let mut lines = LinesSeen::new(&given);
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
