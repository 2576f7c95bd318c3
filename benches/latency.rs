//! How long single pages take: median, p99, p99.9 and worst of every corpus, and the slowest pages with their stages.
//!
//! `cargo bench --bench latency` prints Markdown tables. A page counts with the fastest of its rounds: what else the
//! machine does is no property of a page. Corpora that do not lie beside the repository are left out.
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

#[path = "support/mod.rs"]
mod corpora;

use std::hint::black_box;
use std::time::Duration;

use corpora::{Page, Times};
use tinsach::Extractor;
use tinsach::stages::Stage;

const CORPORA: [&str; 5] = ["vn-dev", "wcxb-dev", "news2023-dev", "lines-dev", "seeds"];
const ROUNDS: usize = 5;
const SLOWEST: usize = 10;

fn main() {
    let extractor = Extractor::new();
    let mut all: Vec<(&str, Page, Times)> = Vec::new();
    println!(
        "| corpus | pages | KB a page | µs: median | mean | p99 | p99.9 | worst |\n|---|---|---|---|---|---|---|---|"
    );
    for name in CORPORA {
        let measured: Vec<_> = corpora::corpus(name, 1, usize::MAX)
            .into_iter()
            .map(|page| {
                let times = best(&extractor, &page);
                (name, page, times)
            })
            .collect();
        if !measured.is_empty() {
            println!("{}", row(name, &measured));
        }
        all.extend(measured);
    }
    slowest(all);
}

fn best(extractor: &Extractor, page: &Page) -> Times {
    let rounds = (0..ROUNDS).map(|_| {
        let mut times = Times::default();
        drop(black_box(times.add(extractor, &page.record())));
        times
    });
    rounds.min_by_key(Times::total).expect("rounds")
}

fn row(name: &str, measured: &[(&str, Page, Times)]) -> String {
    let mut times: Vec<f64> = measured.iter().map(|(_, _, times)| micros(times.total())).collect();
    times.sort_by(f64::total_cmp);
    let bytes: usize = measured.iter().map(|(_, page, _)| page.bytes.len()).sum();
    let count = times.len();
    // The smallest time that so many thousandths of the pages do not exceed.
    let at = |thousandths: usize| times[(count * thousandths).div_ceil(1000).max(1) - 1];
    format!(
        "| {name} | {count} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} |",
        bytes / count / 1000,
        at(500),
        times.iter().sum::<f64>() / count as f64,
        at(990),
        at(999),
        at(1000),
    )
}

fn slowest(mut all: Vec<(&str, Page, Times)>) {
    all.sort_by_key(|(_, _, times)| std::cmp::Reverse(times.total()));
    let names: Vec<_> = Stage::ALL.iter().map(|stage| stage.name()).collect();
    println!("\n| slowest pages | KB | µs | ns/B | {} |", names.join(" | "));
    println!("|---|---|---|---{}|", "|---".repeat(names.len()));
    for (name, page, times) in all.iter().take(SLOWEST) {
        let stages: Vec<_> = Stage::ALL.iter().map(|&it| format!("{:.0}", micros(times.of(it)))).collect();
        let (whole, bytes) = (micros(times.total()), page.bytes.len());
        let per_byte = whole * 1000.0 / bytes as f64;
        let kilobytes = bytes / 1000;
        println!(
            "| {name} {} | {kilobytes} | {whole:.0} | {per_byte:.1} | {} |",
            page.id,
            stages.join(" | ")
        );
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
