//! `tinsach learn`: pages in, a proposed rule for each host out.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use tinsach::batch::{Pool, Stopped, Weigh};
use tinsach::clean::{OneText, counted, sources};
use tinsach::input::{Entry, Opened, Reader, Request};
use tinsach::learn::{Candidate, Check, Learned, Learner, Proposal, Refusal, Sample, Unfit};
use tinsach::sites::{RuleSet, Site, host_of};
use tinsach::{Kind, learn};

use crate::cli::args::Learn;
use crate::cli::config::threads;
use crate::cli::messages::Messages;
use crate::cli::{Ending, Usage};

/// Of more hosts those with too few articles are not named: a crawl has thousands of them.
const NAMED: usize = 10;

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
pub(crate) fn run(typed: &Learn) -> anyhow::Result<Ending> {
    let messages = Messages::plain(typed.quiet);
    let learner = Learner::new(threads(typed.threads), typed.checked)?;
    // Made first: a folder that cannot be written should not cost a run.
    fs::create_dir_all(&typed.output)
        .with_context(|| format!("{} cannot be made", typed.output.display()))?;
    let (sample, failed) = read(typed, &messages)?;
    let wanted: Vec<String> = typed.host.iter().map(|host| wanted_host(host)).collect();
    let hosts: Vec<&str> =
        sample.hosts().filter(|host| wanted.is_empty() || wanted.iter().any(|it| it == host)).collect();
    for host in wanted.iter().filter(|host| !hosts.contains(&host.as_str())) {
        messages.problem(&format!("{host}: no page of this host is in the input"));
    }
    let (mut written, mut kept, mut few) = (0, 0, 0);
    let one_by_one = hosts.len() <= NAMED || !wanted.is_empty();
    let folder = Folder::new(typed, &messages)?;
    for host in hosts {
        let found = learner.learn(&sample, host);
        match &found.result {
            Err(Refusal::TooFew { .. }) if !one_by_one => few += 1,
            Err(refusal) => messages.note(&format!("{host}: no rule: {refusal}")),
            Ok(proposal) if folder.deliver(host, &found, proposal)? => written += 1,
            Ok(_) => kept += 1,
        }
    }
    if few > 0 {
        messages
            .note(&format!("{}: no rule: too few articles to see what recurs", counted(few, "other host")));
    }
    messages.note(&format!("{} written to {}", counted(written, "rule"), typed.output.display()));
    let is_whole = failed == 0 && kept == 0 && written > 0;
    Ok(if is_whole { Ending::Delivered } else { Ending::SomeFailed })
}

/// The folder that rules go to.
struct Folder<'a> {
    typed: &'a Learn,
    messages: &'a Messages,
    shipped: RuleSet,
    /// What was in it before.
    there: RuleSet,
}

impl<'a> Folder<'a> {
    fn new(typed: &'a Learn, messages: &'a Messages) -> anyhow::Result<Self> {
        // A folder without rules, or with one that does not load, is no hindrance to write into it.
        let there = RuleSet::none().with_dir(&typed.output).unwrap_or_default();
        Ok(Self { typed, messages, shipped: RuleSet::shipped()?, there })
    }

    /// Writes the rule of a host and reports it; tells whether it did.
    fn deliver(&self, host: &str, learned: &Learned, proposal: &Proposal) -> anyhow::Result<bool> {
        let Self { typed, messages, shipped, .. } = self;
        let path = typed.output.join(format!("{host}.toml"));
        if let Some(other) = self.other(host) {
            messages.problem(&format!(
                "{host}: {} speaks for this host already, and two files cannot: take it out of there, or name another folder",
                other.display()
            ));
            return Ok(false);
        }
        if path.exists() && !typed.force {
            messages
                .problem(&format!("{}: is there already, and stays: --force replaces it", path.display()));
            return Ok(false);
        }
        let doubtful = proposal.check.is_doubtful() && !typed.doubtful;
        if !doubtful {
            OneText::to_file(&path)?.deliver(&proposal.text)?;
        }
        if !typed.quiet {
            let path = (!doubtful).then_some(path.as_path());
            OneText::to_stdout().deliver(&report((host, path), learned, proposal))?;
        }
        if doubtful {
            messages.problem(&format!(
                "{host}: no rule: what was learned keeps {:.1} % more words than the generic engine, seldom rightly: \
                 --doubtful writes it all the same",
                proposal.check.added * 100.0
            ));
        } else if shipped.for_host(host).is_some() {
            messages.note(&format!(
                "{host}: a shipped rule speaks for this host; with --rules this one takes its place"
            ));
        }
        Ok(!doubtful)
    }

    /// A file of another name that lists the host.
    fn other(&self, host: &str) -> Option<&Path> {
        let lists = |site: &&Site| site.file().hosts.iter().any(|it| it.as_str() == host);
        self.there.iter().find(|site| lists(site) && site.name() != host).map(Site::path)
    }
}

/// The host of what was typed: a host, or an address.
fn wanted_host(typed: &str) -> String {
    learn::site_of(&host_of(typed).unwrap_or_else(|| typed.to_lowercase())).to_owned()
}

/// The sample of all inputs, and how many records failed.
fn read(typed: &Learn, messages: &Messages) -> anyhow::Result<(Sample, u64)> {
    let sources = sources(typed.inputs.clone()).map_err(Usage::from)?;
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

fn report((host, path): (&str, Option<&Path>), learned: &Learned, proposal: &Proposal) -> String {
    let Learned { seen, looked_at, articles, .. } = learned;
    let Proposal { pages, layouts, check, .. } = proposal;
    let mut out = format!(
        "{host}: {}, {looked_at} looked at, {articles} articles, {pages} learned from\n  {}: {}\n  on {}: {}\n",
        counted(*seen, "page"),
        path.map_or_else(|| "not written".to_owned(), |path| path.display().to_string()),
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
