//! Each stage of the data path, and the whole, over real pages in memory, on one thread; throughput is in bytes of pages.
//!
//! The stages are timed inside of whole runs (`tinsach::stages`), by the processor's clock, so each finds caches and memory as the one before left
//! them. `scraper` is the parse of `scraper::Html` alone on the same pages; `output` writes an outcome as JSON.
//!
//! The corpora lie beside the repository; where they are not, the fixtures are measured, and the name of the group says
//! so. `cargo bench --bench stages`, or `cargo bench --bench stages -- vn-dev/parse` for one figure.

#[path = "support/mod.rs"]
mod corpora;
#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use corpora::{Page, Times};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use tinsach::stages::Stage;
use tinsach::{Extractor, Kind, output};

const CORPORA: [&str; 2] = ["vn-dev", "wcxb-dev"];

/// Pages of a corpus, spread evenly over it: enough for a steady mean, few enough for a short round.
const PAGES: usize = 60;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    let mut measured = false;
    for name in CORPORA {
        let pages = corpora::corpus(name, corpora::size(name).div_ceil(PAGES), PAGES);
        measured |= !pages.is_empty();
        measure(&mut criterion, name, &pages);
    }
    if !measured {
        measure(&mut criterion, "fixtures", &fixtures());
    }
    criterion.final_summary();
}

fn fixtures() -> Vec<Page> {
    let pages = support::fixtures("").into_iter().filter(|page| page.kind == Kind::Html);
    pages.map(|it| Page { id: it.name, url: it.url, bytes: it.content.into_bytes() }).collect()
}

fn measure(criterion: &mut Criterion, name: &str, pages: &[Page]) {
    if pages.is_empty() {
        return;
    }
    let extractor = Extractor::new();
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    for stage in Stage::ALL {
        group.bench_function(stage.name(), |bench| {
            bench.iter_custom(|rounds| {
                let mut times = Times::default();
                for _ in 0..rounds {
                    for page in pages {
                        drop(black_box(times.add(&extractor, &page.record())));
                    }
                }
                times.of(stage)
            });
        });
    }
    output(&mut group, &extractor, pages);
    group.bench_function("whole", |bench| {
        bench.iter(|| pages.iter().for_each(|page| drop(black_box(extractor.extract(&page.record())))));
    });
    let texts: Vec<_> = pages.iter().map(|page| String::from_utf8_lossy(&page.bytes)).collect();
    group.bench_function("scraper", |bench| {
        let parse = |text: &str| drop(black_box(scraper::Html::parse_document(text)));
        bench.iter(|| texts.iter().for_each(|text| parse(text)));
    });
    group.finish();
}

fn output(group: &mut BenchmarkGroup<'_, WallTime>, extractor: &Extractor, pages: &[Page]) {
    let outcomes: Vec<_> =
        pages.iter().map(|page| extractor.extract(&page.record()).expect("small")).collect();
    group.bench_function("output", |bench| {
        bench.iter_custom(|rounds| {
            let start = Instant::now();
            for _ in 0..rounds {
                for outcome in &outcomes {
                    drop(black_box(output::json("id", &[], outcome, false)));
                }
            }
            start.elapsed()
        });
    });
}
