//! `tinsach learn`: pages in, a proposed rule for each host out.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use tinsach::batch::{Pool, Stopped, Weigh};
use tinsach::clean::{OneText, counted};
use tinsach::input::{Entry, Opened, Reader, Request};
use tinsach::learn::{Candidate, Check, Learned, Learner, Proposal, Sample, Unfit};
use tinsach::sites::{RuleSet, host_of};
use tinsach::{Kind, learn};

use crate::cli::Ending;
use crate::cli::args::Learn;
use crate::cli::config::{sources, threads};
use crate::cli::messages::Messages;

/// What an entry of the input is worth.
enum Taken {
    Candidate(Box<Candidate>),
    Unfit(Unfit),
    Failed(String),
    Note(String),
    Nothing,
}

impl Weigh for Taken {
    fn weight(&self) -> usize {
        match self {
            Self::Candidate(candidate) => candidate.weight(),
            _ => 0,
        }
    }
}

/// Runs the command.
pub(crate) fn run(typed: Learn) -> anyhow::Result<Ending> {
    let messages = Messages::plain(typed.quiet);
    let learner = Learner::new(threads(typed.threads), typed.checked)?;
    // Made first: a folder that cannot be written should not cost a run.
    fs::create_dir_all(&typed.output)
        .with_context(|| format!("{} cannot be made", typed.output.display()))?;
    let (sample, failed) = read(&typed, &messages)?;
    let wanted: Vec<String> = typed.host.iter().map(|host| wanted_host(host)).collect();
    let hosts: Vec<&str> =
        sample.hosts().filter(|host| wanted.is_empty() || wanted.iter().any(|it| it == host)).collect();
    for host in wanted.iter().filter(|host| !hosts.contains(&host.as_str())) {
        messages.problem(&format!("{host}: no page of this host is in the input"));
    }
    let (mut written, mut kept) = (0, 0);
    for host in hosts {
        let learned = learner.learn(&sample, host);
        match &learned.result {
            Err(refusal) => messages.note(&format!("{host}: no rule: {refusal}")),
            Ok(proposal) if deliver(host, &learned, proposal, &typed)? => written += 1,
            Ok(_) => kept += 1,
        }
    }
    messages.note(&format!("{} written to {}", counted(written, "rule"), typed.output.display()));
    let is_whole = failed == 0 && kept == 0 && written > 0;
    Ok(if is_whole { Ending::Delivered } else { Ending::SomeFailed })
}

/// Writes the rule of a host and reports it; tells whether it did.
fn deliver(host: &str, learned: &Learned, proposal: &Proposal, typed: &Learn) -> anyhow::Result<bool> {
    let messages = Messages::plain(typed.quiet);
    let path = typed.output.join(format!("{host}.toml"));
    let exists = path.exists() && !typed.force;
    let doubtful = proposal.check.is_doubtful() && !typed.doubtful;
    if exists {
        messages.problem(&format!("{}: is there already, and stays: --force replaces it", path.display()));
    } else if doubtful {
        messages.problem(&format!(
            "{host}: no rule: what was learned keeps {:.1} % more words than the generic engine, seldom rightly: --doubtful \
             writes it all the same",
            proposal.check.added * 100.0
        ));
    } else {
        OneText::to_file(&path)?.deliver(&proposal.text)?;
    }
    if !typed.quiet && !exists {
        OneText::to_stdout().deliver(&report((host, &path), learned, proposal))?;
    }
    if !exists && !doubtful && RuleSet::shipped()?.for_host(host).is_some() {
        messages.note(&format!(
            "{host}: a shipped rule speaks for this host; with --rules this one takes its place"
        ));
    }
    Ok(!exists && !doubtful)
}

/// The host of what was typed: a host, or an address.
fn wanted_host(typed: &str) -> String {
    learn::site_of(&host_of(typed).unwrap_or_else(|| typed.to_lowercase())).to_owned()
}

/// The sample of all inputs, and how many records failed.
fn read(typed: &Learn, messages: &Messages) -> anyhow::Result<(Sample, u64)> {
    let sources = sources(typed.inputs.clone())?;
    let request = Request { sources, kind: Kind::Auto, url: None, skip: Vec::new() };
    let fields = tinsach::input::Fields::new(typed.fields.clone(), &[]);
    let reader = Reader::new(request).with_fields(fields.clone());
    let (mut sample, mut failed) = (Sample::new(typed.pages.get()), 0);
    let mut unfit: BTreeMap<Unfit, u64> = BTreeMap::new();
    let work = |entry: Entry| match entry.open(&fields, Kind::Auto) {
        Opened::Record(opened) => match opened.record {
            Ok(record) => {
                Candidate::new(record).map_or_else(Taken::Unfit, |it| Taken::Candidate(Box::new(it)))
            }
            Err(problem) => Taken::Failed(format!("{}: {}", opened.place, problem.trouble)),
        },
        Opened::Note(note) => Taken::Note(note),
        Opened::EndOfDump(_) | Opened::EndOfFolder { .. } => Taken::Nothing,
    };
    let sink = |taken| {
        match taken {
            Taken::Candidate(candidate) => sample.add(*candidate),
            Taken::Unfit(why) => *unfit.entry(why).or_default() += 1,
            Taken::Failed(message) => {
                messages.problem(&message);
                failed += 1;
            }
            Taken::Note(note) => messages.note(&note),
            Taken::Nothing => {}
        }
        Ok::<(), Infallible>(())
    };
    match Pool::new(threads(typed.threads)).run(reader, work, sink) {
        Ok(()) => {}
        Err(Stopped::Threads(kind)) => {
            return Err(std::io::Error::from(kind)).context("cannot start threads");
        }
        Err(Stopped::Sink(never)) => match never {},
    }
    for (why, count) in unfit {
        messages.note(&format!("{} left out: {}", counted(count, "record"), reason(why)));
    }
    Ok((sample, failed))
}

const fn reason(why: Unfit) -> &'static str {
    match why {
        Unfit::Text => "flattened text, which has no markup to learn from",
        Unfit::Large => "larger than any article",
        Unfit::Homeless => {
            "neither the record nor the page says of which site it is (the address may be in another field: --field url=KEY)"
        }
    }
}

fn report((host, path): (&str, &Path), learned: &Learned, proposal: &Proposal) -> String {
    let Learned { seen, looked_at, articles, .. } = learned;
    let Proposal { pages, layouts, check, .. } = proposal;
    let mut out = format!(
        "{host}: {}, {looked_at} looked at, {articles} articles, {pages} learned from\n  {}: {}\n  on {}: {}\n",
        counted(*seen, "page"),
        path.display(),
        counted(*layouts as u64, "layout"),
        if check.held_back {
            format!("{} held back", counted(check.pages as u64, "page"))
        } else {
            "the same pages, too few to hold any back".to_owned()
        },
        check.figures(),
    );
    for (what, lines) in changes(check) {
        for (line, pages) in lines {
            let _ = writeln!(out, "  {what} ({}): {line}", counted(*pages as u64, "page"));
        }
    }
    out
}

/// What the rule changes, and what to call it.
fn changes(check: &Check) -> [(&'static str, &[(String, usize)]); 2] {
    [("only the rule keeps", &check.gained), ("only generic keeps", &check.lost)]
}
