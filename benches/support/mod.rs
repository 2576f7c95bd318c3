//! Pages to measure: a corpus beside the repository, unpacked into memory.
#![allow(dead_code, reason = "each of those who include this file needs other parts of it")]

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use tinsach::stages::{Stage, watched};
use tinsach::{Extractor, Record, Trace};

/// A page with what its crawler knows of it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

impl Page {
    pub(crate) fn record(&self) -> Record<'_> {
        Record::bytes(&self.bytes, self.url.as_deref())
    }
}

/// Every `step`th page or text of a corpus in the order of its gold, `most` at most; none where the corpus is not there.
pub(crate) fn corpus(name: &str, step: usize, most: usize) -> Vec<Page> {
    let folder = folder(name);
    let Ok(gold) = fs::read_to_string(folder.join("gold.jsonl")) else { return Vec::new() };
    let lines = gold.lines().filter(|line| !line.trim().is_empty());
    lines.step_by(step.max(1)).take(most).map(|line| page(&folder, line)).collect()
}

/// How many pages a corpus has.
pub(crate) fn size(name: &str) -> usize {
    let gold = fs::read_to_string(folder(name).join("gold.jsonl")).unwrap_or_default();
    gold.lines().filter(|line| !line.trim().is_empty()).count()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name)
}

fn page(folder: &Path, line: &str) -> Page {
    let row: Value = serde_json::from_str(line).expect("gold is JSON");
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    let name = text("file").expect("a file");
    let packed = Path::new(&name).extension().is_some_and(|it| it == "gz");
    // Flattened texts lie one folder down, as they are, and have no other name than their file's.
    let file = if packed { folder.join(&name) } else { folder.join("text").join(&name) };
    let mut bytes = Vec::new();
    let mut reader = File::open(&file).expect("a page");
    let read = if packed {
        MultiGzDecoder::new(reader).read_to_end(&mut bytes)
    } else {
        reader.read_to_end(&mut bytes)
    };
    read.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    Page { id: text("id").unwrap_or(name), url: text("url"), bytes }
}

/// Time of the processor by stage, in the order of [`Stage::ALL`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Times([Duration; Stage::ALL.len()]);

impl Times {
    pub(crate) fn of(&self, stage: Stage) -> Duration {
        self.0[stage as usize]
    }

    pub(crate) fn total(&self) -> Duration {
        self.0.iter().sum()
    }

    /// Cleans one page and adds what each stage took. The trace is handed on: giving it back is the caller's time.
    pub(crate) fn add(&mut self, extractor: &Extractor, record: &Record<'_>) -> Trace {
        let mut last = (Stage::Decode, clock());
        let trace = watched(extractor, record, &mut |stage| {
            let now = clock();
            self.0[last.0 as usize] += now.saturating_sub(last.1);
            last = (stage, now);
        });
        self.0[last.0 as usize] += clock().saturating_sub(last.1);
        trace.expect("no page is over the limit")
    }

    /// The least time of a page over some rounds, and the least of each stage.
    pub(crate) fn least(
        extractor: &Extractor,
        record: &Record<'_>,
        rounds: impl Iterator<Item = usize>,
    ) -> (Duration, Self) {
        let (mut least, mut times) = (Duration::MAX, Self([Duration::MAX; Stage::ALL.len()]));
        for _ in rounds {
            let mut once = Self::default();
            drop(black_box(once.add(extractor, record)));
            least = least.min(once.total());
            times.0.iter_mut().zip(once.0).for_each(|(least, once)| *least = once.min(*least));
        }
        (least, times)
    }
}

/// How long this thread has run: what else the machine does is no property of a page.
#[cfg(unix)]
pub(crate) fn clock() -> Duration {
    let at = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    // A time since the thread began is not negative, and its nanoseconds are less than a second.
    let seconds = u64::try_from(at.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(u64::try_from(at.tv_nsec).unwrap_or_default())
}

/// Time since the first question: the next best, where threads have no clock.
#[cfg(not(unix))]
pub(crate) fn clock() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// How long the first thread of a process has run, to some milliseconds, where the system says.
pub(crate) fn processor_of(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}
