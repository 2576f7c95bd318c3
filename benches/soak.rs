//! The soak: damaged pages of the corpora (of the fixtures, where they are not there) through the pool that runs a dump, for
//! as long as asked. `scripts/soak` runs it and says what it demands.
//!
//! Prints a line for each stretch of time: records, how they ended, processor time a record, memory. Every page that fails is
//! written to a folder; its number and the seed make it again. Ends with 1 when something was wrong.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what it is for")]

#[path = "support/mod.rs"]
mod corpora;
#[path = "../tests/support/damage.rs"]
mod damage;
#[path = "../tests/support/dice.rs"]
mod dice;
#[path = "../tests/support/mod.rs"]
mod fixtures;
#[path = "../tests/support/invariants.rs"]
mod invariants;
#[path = "support/latency.rs"]
mod latency;
#[path = "../tests/support/soak.rs"]
mod soak;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use damage::{Whole, case};
use latency::Latency;
use soak::{End, Judged};
use tinsach::Kind;

/// Corpora of pages, and of flattened texts.
const CORPORA: [(&str, Kind); 5] = [
    ("vn-dev", Kind::Html),
    ("wcxb-dev", Kind::Html),
    ("news2023-dev", Kind::Html),
    ("lines-dev", Kind::Text),
    ("seeds", Kind::Text),
];

/// The longest stretch of time that is told in one line; a short run has as many lines as a third of an hour would.
const LONGEST: Duration = Duration::from_mins(1);
const LINES: u32 = 20;

/// Pages that fail are kept up to this number: the first ones tell it.
const KEPT: usize = 100;

/// How much more memory the last third of a run may have than the first one, beside [`SLACK`]; and how many records a second
/// of the processor it must still do. Both a tenth: what leaks or ages grows with every record, and an hour has millions.
const FLAT: f64 = 0.1;
/// Megabytes by which memory may differ in any case: what one more large page at the same time takes.
const SLACK: f64 = 32.0;

struct Asked {
    time: Duration,
    threads: usize,
    seed: u64,
    keep: PathBuf,
}

/// What happened in a stretch of time, or in all of them.
#[derive(Clone, Debug, Default)]
struct Stretch {
    records: u64,
    bytes: u64,
    articles: u64,
    none: u64,
    refused: u64,
    faults: u64,
    latency: Latency,
    /// Megabytes in use at its end.
    memory: f64,
}

impl Stretch {
    fn add(&mut self, judged: &Judged) {
        self.records += 1;
        self.bytes += judged.case.bytes.len() as u64;
        let count = match judged.end {
            End::Article => &mut self.articles,
            End::NoArticle => &mut self.none,
            End::Refused(_) => &mut self.refused,
            End::Fault(_) => &mut self.faults,
        };
        *count += 1;
        self.latency.add(judged.took);
    }

    fn join(&mut self, other: &Self) {
        self.records += other.records;
        self.bytes += other.bytes;
        self.articles += other.articles;
        self.none += other.none;
        self.refused += other.refused;
        self.faults += other.faults;
        self.latency.join(&other.latency);
        self.memory = self.memory.max(other.memory);
    }

    /// Records a second of the processor: what else the machine does is no property of them.
    fn speed(&self) -> f64 {
        self.records as f64 / self.latency.sum().as_secs_f64().max(1e-9)
    }

    fn row(&self, name: &str) -> String {
        let ms = |share| format!("{:.2}", self.latency.quantile(share).as_secs_f64() * 1e3);
        format!(
            "| {name} | {} | {} | {} | {} | {} | {:.0} | {:.0} | {} | {} | {} | {} | {:.0} |",
            self.records,
            self.articles,
            self.none,
            self.refused,
            self.faults,
            self.speed(),
            self.bytes as f64 / 1e6 / self.latency.sum().as_secs_f64().max(1e-9),
            ms(0.5),
            ms(0.99),
            ms(0.9999),
            ms(1.0),
            self.memory,
        )
    }
}

fn main() -> ExitCode {
    let asked = asked();
    let wholes = wholes();
    println!("{} pages, seed {}, {} threads", wholes.len(), asked.seed, asked.threads);
    println!(
        "\n| to | records | articles | none | refused | faults | records/s | MB/s | p50 ms | p99 | p99.99 | max | MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    let (made, mut stretches, mut told) = (AtomicU64::new(0), vec![Stretch::default()], Told::default());
    let (began, step) = (Instant::now(), LONGEST.min(asked.time / LINES));
    let cases = std::iter::from_fn(|| {
        let go_on = began.elapsed() < asked.time;
        go_on.then(|| case(&wholes, asked.seed, made.fetch_add(1, Ordering::Relaxed)))
    });
    soak::run(cases, asked.threads, corpora::clock, |judged| {
        told.see(&judged, &asked);
        let ended = began.elapsed() > step * u32::try_from(stretches.len()).unwrap_or(u32::MAX);
        if let Some(last) = stretches.last_mut() {
            last.add(&judged);
            if ended {
                last.memory = memory();
                println!("{}", last.row(&clock(began.elapsed())));
                stretches.push(Stretch::default());
            }
        }
    });
    // The last one is a part of a stretch: what is compared is whole.
    let rest = stretches.pop().unwrap_or_default();
    let mut all = rest;
    for stretch in &stretches {
        all.join(stretch);
    }
    println!("{}", all.row("all"));
    verdict(&all, &stretches, made.into_inner(), &told)
}

fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

fn asked() -> Asked {
    let words: Vec<String> = std::env::args().collect();
    let value = |name: &str| words.iter().position(|it| it == name).and_then(|at| words.get(at + 1));
    let minutes: f64 = value("--minutes").and_then(|it| it.parse().ok()).unwrap_or(1.0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    Asked {
        time: Duration::from_secs_f64(60.0 * minutes),
        threads: value("--threads").and_then(|it| it.parse().ok()).unwrap_or(threads),
        seed: value("--seed").and_then(|it| it.parse().ok()).unwrap_or(20_261_122),
        keep: value("--keep").map_or_else(|| PathBuf::from("soak-findings"), PathBuf::from),
    }
}

/// The pages of the corpora, else those of the fixtures.
fn wholes() -> Vec<Whole> {
    let mut wholes = Vec::new();
    for (name, kind) in CORPORA {
        let pages = corpora::corpus(name, 1, usize::MAX).into_iter();
        wholes.extend(pages.map(|page| Whole {
            name: format!("{name}/{}", page.id),
            bytes: page.bytes,
            kind,
            url: page.url,
        }));
    }
    let is_alone = wholes.is_empty();
    let fixtures = fixtures::fixtures("").into_iter();
    wholes.extend(fixtures.map(|it| Whole {
        name: it.name,
        bytes: it.content.into_bytes(),
        kind: it.kind,
        url: it.url,
    }));
    if is_alone {
        println!("no corpora beside the repository: the fixtures alone");
    }
    wholes
}

/// What was wrong on the way.
#[derive(Debug, Default)]
struct Told {
    /// Records that did not come in their place.
    misplaced: u64,
    next: u64,
    kept: usize,
}

impl Told {
    fn see(&mut self, judged: &Judged, asked: &Asked) {
        self.misplaced += u64::from(judged.case.number != self.next);
        self.next = judged.case.number + 1;
        let End::Fault(fault) = &judged.end else { return };
        let number = judged.case.number;
        eprintln!("soak: seed {} case {number} ({}): {fault}", asked.seed, judged.case.story);
        if self.kept < KEPT {
            self.kept += 1;
            let file = asked.keep.join(format!("{}-{number}.html", asked.seed));
            let kept = fs::create_dir_all(&asked.keep).and_then(|()| fs::write(&file, &judged.case.bytes));
            if let Err(error) = kept {
                eprintln!("soak: {}: {error}", file.display());
            }
        }
    }
}

fn verdict(all: &Stretch, stretches: &[Stretch], made: u64, told: &Told) -> ExitCode {
    // The first stretch builds what is built once, and warms the caches of the allocator.
    let third = stretches.len() / 3;
    let (first, last) = (stretches.get(1..=third), stretches.get(stretches.len() - third..));
    let of = |part: Option<&[Stretch]>| {
        let mut sum = Stretch::default();
        for stretch in part.unwrap_or_default() {
            sum.join(stretch);
        }
        sum
    };
    let (first, last) = (of(first), of(last));
    let grown = last.memory > first.memory * (1.0 + FLAT) + SLACK;
    let slowed = last.speed() < first.speed() * (1.0 - FLAT);
    println!(
        "\nfirst third: {:.0} records/s, {:.0} MB; last third: {:.0} records/s, {:.0} MB",
        first.speed(),
        first.memory,
        last.speed(),
        last.memory
    );
    let wrong = [
        (all.faults > 0, "panics or broken outcomes"),
        (all.records != made || told.misplaced > 0, "records that are not accounted for"),
        (third > 0 && grown, "memory that grows"),
        (third > 0 && slowed, "speed that falls"),
    ];
    let wrong: Vec<&str> = wrong.into_iter().filter(|(is_so, _)| *is_so).map(|(_, what)| what).collect();
    println!(
        "{made} records made, {} done: {}",
        all.records,
        if wrong.is_empty() { "sound".into() } else { wrong.join(", ") }
    );
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Megabytes of this process in memory; 0 where the system does not say.
fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    kilobytes.map_or(0.0, |kilobytes| kilobytes / 1024.0)
}
