//! Whole extraction, and the parse alone, over real pages in memory, on one thread; throughput is in bytes of pages.
//!
//! The corpora lie beside the repository; where they are not, the fixtures are measured, and the name of the group says
//! so. `cargo bench --bench whole`, or `cargo bench --bench whole -- vn-dev/parse` for one figure.

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, Throughput};
use flate2::read::MultiGzDecoder;
use tinsach::page::Page;
use tinsach::{Extractor, Kind, Record};

const CORPORA: [&str; 2] = ["vn-dev", "wcxb-dev"];

/// Pages of a corpus, spread evenly over it: enough for a steady mean, few enough for a short round.
const PAGES: usize = 60;

/// More than any page has: the parse is measured, not the limit.
const MAX_NODES: usize = 2_000_000;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args();
    let mut measured = false;
    for name in CORPORA {
        let pages = corpus(name);
        measured |= !pages.is_empty();
        measure(&mut criterion, name, &pages);
    }
    if !measured {
        let pages: Vec<_> = support::fixtures("")
            .into_iter()
            .filter(|page| page.kind == Kind::Html)
            .map(|page| page.content)
            .collect();
        measure(&mut criterion, "fixtures", &pages);
    }
    criterion.final_summary();
}

fn measure(criterion: &mut Criterion, name: &str, pages: &[String]) {
    if pages.is_empty() {
        return;
    }
    let extractor = Extractor::new();
    let bytes: usize = pages.iter().map(String::len).sum();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse", |bench| {
        bench.iter(|| pages.iter().for_each(|page| drop(black_box(Page::parse(page, MAX_NODES)))));
    });
    group.bench_function("whole", |bench| {
        let record = |page| Record::str(page, None).with_kind(Kind::Html);
        bench.iter(|| pages.iter().for_each(|page| drop(black_box(extractor.extract(&record(page))))));
    });
    group.finish();
}

/// Some pages of a corpus, unpacked and decoded; none where the corpus is not there.
fn corpus(name: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name).join("html");
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let step = files.len().div_ceil(PAGES).max(1);
    files.iter().step_by(step).map(page).collect()
}

fn page(file: &PathBuf) -> String {
    let mut bytes = Vec::new();
    let mut reader = MultiGzDecoder::new(File::open(file).expect("a file"));
    reader.read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}
