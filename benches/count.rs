//! The program that `scripts/count` runs under callgrind: pinned pages, cleaned one after the other.
//!
//! [`mark`] is called wherever a stage begins or ends; callgrind writes its counters out, and starts again from zero,
//! whenever that happens. What the counters of each interval belong to is printed, one line a mark.
#![expect(clippy::print_stdout, reason = "the script reads it")]

#[path = "support/mod.rs"]
mod corpora;

use std::hint::black_box;

use corpora::Page;
use tinsach::stages::{Stage, watched};
use tinsach::{Extractor, output};

fn main() {
    let number = |text: String| text.parse().expect("a number");
    // Cargo adds `--bench`.
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let (Some(name), Some(step), Some(most)) = (args.next(), args.next(), args.next()) else {
        return println!("count CORPUS STEP MOST: see scripts/count");
    };
    let pages = corpora::corpus(&name, number(step), number(most));
    // Room for all marks, so that none of them pays for more.
    let mut seen: Vec<&str> = Vec::with_capacity(64 * (pages.len() + 1));
    mark(&mut seen, "before");
    let extractor = Extractor::new();
    mark(&mut seen, "start");
    // What a process does once (a regular expression at its first use) is no stage's: the first page comes twice.
    let begun = seen.len();
    pages.iter().take(1).for_each(|page| clean(&extractor, page, &mut seen));
    seen[begun..].fill("first use");
    for page in &pages {
        clean(&extractor, page, &mut seen);
    }
    for page in &pages {
        let text = String::from_utf8_lossy(&page.bytes);
        mark(&mut seen, "between");
        let html = black_box(scraper::Html::parse_document(&text));
        mark(&mut seen, "scraper parse");
        drop(html);
        mark(&mut seen, "scraper free");
    }
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("pages {}\nbytes {bytes}", pages.len());
    for label in seen {
        println!("mark {label}");
    }
}

/// Here an interval ends, whose label is `label`. Callgrind knows this function by its name.
#[inline(never)]
fn mark<'a>(seen: &mut Vec<&'a str>, label: &'a str) {
    seen.push(black_box(label));
}

fn clean(extractor: &Extractor, page: &Page, seen: &mut Vec<&str>) {
    let mut last = "between";
    let trace = watched(extractor, &page.record(), &mut |stage: Stage| {
        mark(seen, last);
        last = stage.name();
    });
    mark(seen, last);
    let trace = trace.expect("no page is over the limit");
    mark(seen, "between");
    let line = black_box(output::json(&page.id, &[], &trace.outcome, false));
    mark(seen, "output");
    drop((line, trace));
    mark(seen, "free");
}
