//! Pages made to be slow (`support/hostile.rs`): the work for each grows no faster than the page.
//!
//! Counted, not timed: instructions under callgrind, of the extraction alone, for a page and for one twice as long. The
//! sizes are small, since callgrind is fifty times slower than the machine; `cargo bench --bench hostile` takes the full
//! ones and looks at time and memory. Without valgrind the instructions are not counted, and the run says so; that each
//! page has an outcome, and no more nodes than its limits allow, is looked at in any case.
//!
//! Not libtest's harness: the program runs itself under callgrind, one page a process.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test without harness tells its results itself"
)]

#[path = "support/hostile.rs"]
mod hostile;

use std::process::{Command, ExitCode};
use std::sync::Mutex;

use hostile::{ALL, Hostile, rule_file};
use tinsach::page::Page;
use tinsach::page::limits::Limits;
use tinsach::sites::RuleSet;
use tinsach::{Extractor, Kind, Options};

/// The longest page to begin with, in bytes.
const LONGEST: usize = 48_000;

/// How much more may be done for twice the page (the figure the project promises for time).
const MOST: f64 = 2.3;

/// Nodes for each byte of a page, at most: `<p>` is three bytes and opens the formatting elements before it again, of which
/// the tree builder remembers 128 (`page/parse/tree/formatting.rs`).
const NODES_A_BYTE: usize = 48;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [flag, name, n] if flag == "--child" => {
            let input = ALL.iter().find(|it| it.name == name).expect("a name of the list");
            clean(input, n.parse().expect("a size"));
            ExitCode::SUCCESS
        }
        [filter, ..] if !filter.starts_with('-') && !"hostile".contains(filter.as_str()) => ExitCode::SUCCESS,
        _ => all(),
    }
}

fn all() -> ExitCode {
    for input in ALL {
        let page = (input.make)(size(input));
        let nodes = match input.kind {
            Kind::Text => 0,
            Kind::Html | Kind::Auto => Page::parse(&page, Limits::default()).len() as usize,
        };
        assert!(nodes <= page.len() * NODES_A_BYTE, "{}: {nodes} nodes of {} bytes", input.name, page.len());
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("hostile: no valgrind here, so no instructions were counted");
        return ExitCode::SUCCESS;
    }
    let (left, bad) = (Mutex::new(ALL.iter()), Mutex::new(0));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(input) = { left.lock().expect("no panic").next() } {
                    let (one, two) = (count(input, size(input)), count(input, 2 * size(input)));
                    let ratio = two / one;
                    println!("{ratio:5.2} {:12.0} {}", two, input.name);
                    if ratio > MOST {
                        *bad.lock().expect("no panic") += 1;
                        eprintln!("hostile: {}: {ratio:.2} times the work for twice the page", input.name);
                    }
                }
            });
        }
    });
    if bad.into_inner().expect("no panic") == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The size from which the input is doubled.
fn size(input: &Hostile) -> usize {
    let halves = std::iter::successors(Some(input.n), |n| Some(n / 2));
    halves.into_iter().find(|&n| n <= 16 || (input.make)(n).len() <= LONGEST).expect("sizes end")
}

/// Instructions of cleaning the input at that size.
fn count(input: &Hostile, n: usize) -> f64 {
    let run = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            "--toggle-collect=*hostile_page_cleaned*",
        ])
        .arg(std::env::current_exe().expect("its own path"))
        .args(["--child", input.name, &n.to_string()])
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{} at {n}: {said}", input.name);
    let collected = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    collected.unwrap_or_else(|| panic!("{}: no count in {said}", input.name))
}

fn clean(input: &Hostile, n: usize) {
    let rules = match input.rule {
        None => RuleSet::shipped().expect("shipped rules"),
        Some(layout) => {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::write(folder.path().join("hostile.example.toml"), rule_file(layout)).expect("a file");
            RuleSet::shipped().and_then(|rules| rules.with_dir(folder.path())).expect("rules")
        }
    };
    let extractor =
        Extractor::builder().rules(rules).options(Options::default()).build().expect("an extractor");
    let page = (input.make)(n);
    hostile_page_cleaned(&extractor, input, &page);
}

/// What callgrind counts.
#[inline(never)]
fn hostile_page_cleaned(extractor: &Extractor, input: &Hostile, page: &str) {
    std::hint::black_box(extractor.extract(&input.record(page)).expect("an outcome"));
}
