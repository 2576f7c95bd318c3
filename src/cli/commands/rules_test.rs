//! `tinsach rules test`: what each rule is worth on pages.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use tinsach::batch::Weigh;
use tinsach::clean::{OneText, counted};
use tinsach::pass::Passed;
use tinsach::prove::{Fixture, Proof, Prover, RuleTested, Tested, Which, fixtures};
use tinsach::sites::RuleSet;

use crate::cli::args::{Inputs, RulesTest};
use crate::cli::config::pass;
use crate::cli::messages::Messages;
use crate::cli::told::Failures;
use crate::cli::{Ending, Usage};

/// Runs the command.
pub(crate) fn run(typed: RulesTest) -> anyhow::Result<Ending> {
    let RulesTest { folder, pages, reading, json } = typed;
    let (rules, which) = match &folder {
        Some(folder) => (RuleSet::shipped()?.with_dir(folder)?, Which::Own),
        None => (RuleSet::shipped()?, Which::All),
    };
    let prover = Prover::new(rules, which)?;
    let messages = Messages::plain(false);
    let (mut tested, mut failures) = (Tested::new(&prover), Failures::new(&messages));
    let mut saved = Vec::new();
    for path in paths(folder.as_deref(), pages)? {
        let found = if path.is_dir() { fixtures(&path).map_err(|error| anyhow!(error))? } else { Vec::new() };
        if found.is_empty() {
            saved.push(path);
        }
        for fixture in found {
            match fixture.and_then(|it| judged(&prover, &it)) {
                Ok(proof) => tested.add(proof),
                Err(message) => failures.add(&message),
            }
        }
    }
    if !saved.is_empty() {
        look(&prover, Inputs { inputs: saved, reading }, (&mut tested, &mut failures))?;
    }
    let rules = tested.rules();
    OneText::to_stdout().deliver(&if json { as_json(&rules)? } else { table(&rules) })?;
    let failed = rules.iter().filter(|rule| rule.fails()).count() as u64;
    let all = counted(rules.len() as u64, "rule");
    messages.note(&format!(
        "{all}, {failed} of them with a failure; {} about none of them",
        counted(tested.others, "page")
    ));
    let ending = failures.end();
    Ok(if failed == 0 { ending } else { Ending::SomeFailed })
}

/// Where the pages are.
fn paths(folder: Option<&Path>, pages: Vec<PathBuf>) -> Result<Vec<PathBuf>, Usage> {
    if !pages.is_empty() {
        return Ok(pages);
    }
    let beside = folder.map(|folder| folder.join("pages")).filter(|pages| pages.is_dir());
    beside.map(|pages| vec![pages]).ok_or_else(|| {
        let folder = folder.unwrap_or(Path::new("DIR")).display();
        Usage(format!(
            "there is no folder {folder}/pages with fixtures: name fixtures or saved pages with --pages PATH"
        ))
    })
}

fn judged(prover: &Prover, fixture: &Fixture) -> Result<Option<Proof>, String> {
    let judged = prover.judge((&fixture.name, &fixture.record()), fixture.expected.as_ref());
    judged.map_err(|error| format!("{}: {error}", fixture.name))
}

struct Judged(Option<Proof>);

impl Weigh for Judged {
    fn weight(&self) -> usize {
        self.0.as_ref().map_or(0, Weigh::weight)
    }
}

/// Saved pages, without expectations.
fn look(
    prover: &Prover,
    inputs: Inputs,
    (tested, failures): (&mut Tested<'_>, &mut Failures<'_>),
) -> anyhow::Result<()> {
    pass(inputs)?.run(
        |record| prover.judge((&record.id, &record.as_record()), None).map(Judged),
        |passed| {
            match passed {
                Passed::Record(judged) => tested.add(judged.0),
                Passed::Failed(message) => failures.add(&message),
                Passed::Note(note) => failures.note(&note),
            }
            Ok(())
        },
    )?;
    Ok(())
}

fn table(rules: &[RuleTested]) -> String {
    let mut lines = vec![RuleTested::head()];
    lines.extend(rules.iter().map(RuleTested::row));
    let complaints: Vec<String> = rules.iter().flat_map(RuleTested::complaints).collect();
    if !complaints.is_empty() {
        lines.push(String::new());
    }
    lines.into_iter().chain(complaints).map(|line| line + "\n").collect()
}

fn as_json(rules: &[RuleTested]) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(rules).context("no JSON")? + "\n")
}
