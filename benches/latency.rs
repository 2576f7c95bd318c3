//! How long single pages take: median, p99, p99.9 and worst of every corpus, and the slowest pages with their stages.
//!
//! `cargo bench --bench latency` prints Markdown tables. A page counts with the fastest of its rounds. Corpora that do not lie beside the repository are left out.
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

#[path = "support/mod.rs"]
mod corpora;

use std::time::Duration;

use corpora::{Page, Times};
use tinsach::Extractor;
use tinsach::stages::Stage;

const CORPORA: [&str; 5] = ["vn-dev", "wcxb-dev", "news2023-dev", "lines-dev", "seeds"];
const ROUNDS: usize = 5;
const SLOWEST: usize = 10;

/// A page and its times; the stages' are least times of their own, so that they do not quite add up to the whole.
struct Measured {
    corpus: &'static str,
    page: Page,
    time: Duration,
    times: Times,
}

fn main() {
    let extractor = Extractor::new();
    let mut all: Vec<Measured> = Vec::new();
    println!(
        "| corpus | pages | KB a page | µs: median | mean | p99 | p99.9 | worst |\n|---|---|---|---|---|---|---|---|"
    );
    for name in CORPORA {
        let measured: Vec<_> = corpora::corpus(name, 1, usize::MAX)
            .into_iter()
            .map(|page| {
                let (time, times) = Times::least(&extractor, &page.record(), 0..ROUNDS);
                Measured { corpus: name, page, time, times }
            })
            .collect();
        if !measured.is_empty() {
            println!("{}", row(name, &measured));
        }
        all.extend(measured);
    }
    slowest(all);
}

fn row(name: &str, measured: &[Measured]) -> String {
    let mut times: Vec<f64> = measured.iter().map(|it| micros(it.time)).collect();
    times.sort_by(f64::total_cmp);
    let bytes: usize = measured.iter().map(|it| it.page.bytes.len()).sum();
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

fn slowest(mut all: Vec<Measured>) {
    all.sort_by_key(|it| std::cmp::Reverse(it.time));
    let names: Vec<_> = Stage::ALL.iter().map(|stage| stage.name()).collect();
    println!("\n| slowest pages | KB | µs | ns/B | {} |", names.join(" | "));
    println!("|---|---|---|---{}|", "|---".repeat(names.len()));
    for Measured { corpus, page, time, times } in all.iter().take(SLOWEST) {
        let stages: Vec<_> = Stage::ALL.iter().map(|&it| format!("{:.0}", micros(times.of(it)))).collect();
        let (whole, bytes) = (micros(*time), page.bytes.len());
        let per_byte = whole * 1000.0 / bytes as f64;
        let kilobytes = bytes / 1000;
        println!(
            "| {corpus} {} | {kilobytes} | {whole:.0} | {per_byte:.1} | {} |",
            page.id,
            stages.join(" | ")
        );
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
