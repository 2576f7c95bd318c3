//! `tinsach rules drift`: which fields of which rules find less than they did.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use serde_json::{Value, json};
use tinsach::clean::{OneText, counted, percent};
use tinsach::drift::{Alarm, Hits, Rates, Seen};
use tinsach::input::OwnedRecord;
use tinsach::pass::Passed;
use tinsach::{Error, Extractor};

use crate::cli::args::Drift;
use crate::cli::config::{Engine, pass};
use crate::cli::messages::Messages;
use crate::cli::told::Failures;
use crate::cli::{Ending, Usage};

/// The file that each folder of a job has.
const JOB: &str = "_job.json";

/// Runs the command.
pub(crate) fn run(typed: Drift) -> anyhow::Result<Ending> {
    let Drift { inputs, baseline, save, force, rules, json, quiet } = typed;
    check(&inputs.inputs)?;
    let baseline = baseline.as_deref().map(read).transpose()?;
    // Opened first: a file that cannot be written should not cost a run.
    let file = save.as_deref().map(|path| OneText::to_new_file(path, force)).transpose()?;
    let extractor = Engine::with_rules(rules).extractor()?;
    let messages = Messages::plain(quiet);
    let mut failures = Failures::new(&messages);
    let (mut rates, mut pages, mut counted_pages) = (Rates::default(), 0, 0);
    pass(inputs)?.run(
        |record| look(&extractor, record),
        |passed| {
            match passed {
                Passed::Record(seen) => {
                    pages += 1;
                    counted_pages += u64::from(seen.0.is_some());
                    seen.0.into_iter().for_each(|seen| rates.add(seen));
                }
                Passed::Failed(message) => failures.add(&message),
                Passed::Note(note) => failures.note(&note),
            }
            Ok(())
        },
    )?;
    let alarms = rates.alarms(baseline.as_ref());
    let text = if json { as_json(&rates, &alarms) } else { lines(&alarms) };
    OneText::to_stdout().deliver(&text)?;
    if let Some(file) = file {
        file.deliver(&rates.saved())?;
    }
    let seen = format!(
        "{} of {pages} with a rule, on {}",
        counted(counted_pages, "page"),
        counted(rates.hosts() as u64, "host")
    );
    messages.note(&match alarms.len() {
        0 => format!("{seen}: nothing fell"),
        many => format!("{seen}: {}", counted(many as u64, "alarm")),
    });
    if rates.undated() > 0 {
        let hosts = counted(rates.undated() as u64, "host");
        messages.note(&format!(
            "{hosts} with pages of an unknown month: name the field with the time of records with --field fetched=KEY"
        ));
    }
    if baseline.is_none() && rates.without_past() > 0 {
        let hosts = counted(rates.without_past() as u64, "host");
        messages.note(&format!(
            "{hosts} with pages of one month only, which nothing can be compared with: see --baseline"
        ));
    }
    let ending = failures.end();
    Ok(if alarms.is_empty() { ending } else { Ending::SomeFailed })
}

struct Looked(Option<Seen>);

impl tinsach::batch::Weigh for Looked {
    fn weight(&self) -> usize {
        self.0.as_ref().map_or(0, tinsach::batch::Weigh::weight)
    }
}

fn look(extractor: &Extractor, record: &OwnedRecord) -> Result<Looked, Error> {
    let trace = extractor.trace(&record.as_record())?;
    Ok(Looked(Seen::of(record, &trace)))
}

/// The output of a job holds articles, and no selector finds anything in them.
fn check(inputs: &[std::path::PathBuf]) -> Result<(), Usage> {
    match inputs.iter().find(|input| input.join(JOB).exists()) {
        Some(job) => Err(Usage(format!(
            "{} is the output of a job, which holds articles and no pages: name the inputs of that job (its {JOB} lists them)",
            job.display()
        ))),
        None => Ok(()),
    }
}

fn read(path: &Path) -> anyhow::Result<Rates> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Rates::parse(&text).map_err(|error| {
        anyhow!("{}: {error}: expected what \"tinsach rules drift --save\" writes", path.display())
    })
}

/// A line for each field that fell, with the months in which it did.
fn lines(alarms: &[Alarm]) -> String {
    let groups = alarms.chunk_by(|one, other| one.key == other.key);
    groups.fold(String::new(), |text, group| {
        let Some(first) = group.first() else { return text };
        let months = group.iter().map(|it| format!("{} {}", it.month, rate(it.now)));
        let months = months.collect::<Vec<_>>().join(", ");
        let (key, before) = (&first.key, rate(first.baseline));
        text + &format!(
            "{}: {} of rule {} found on {before} before, now {months}\n",
            key.host, key.field, key.rule
        )
    })
}

fn rate(hits: Hits) -> String {
    format!("{} of {}", percent(hits.hits, hits.pages), hits.pages)
}

fn as_json(rates: &Rates, alarms: &[Alarm]) -> String {
    let fields: Vec<Value> = rates
        .iter()
        .map(|(key, months)| json!({ "host": key.host, "rule": key.rule, "field": key.field, "months": months }))
        .collect();
    format!("{:#}\n", json!({ "alarms": alarms, "rates": fields }))
}
