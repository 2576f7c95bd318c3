//! Inputs made to be slow (`tests/support/hostile.rs`): time, memory, and how both grow when the input doubles.
//!
//! Each input is cleaned in a process of its own, so that its peak of memory is its own and none can hold up the rest
//! for longer than the limit. `cargo bench --bench hostile` measures all of them at their size and at half of it and
//! prints a Markdown table; `cargo bench --bench hostile -- table div` those whose name contains one of the words;
//! `--limit=SECONDS` sets the limit of one input (60). Peak memory is Linux's (`VmHWM`); elsewhere the column is empty.
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

#[path = "support/mod.rs"]
mod corpora;
#[path = "../tests/support/hostile.rs"]
mod hostile;

use std::fs;
use std::hint::black_box;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corpora::Times;
use hostile::{ALL, Hostile, rule_file};
use tinsach::sites::RuleSet;
use tinsach::stages::Stage;
use tinsach::{Extractor, Options};

/// What one input cost; times in milliseconds, memory in MB beyond that of the input and the extractor.
struct Cost {
    bytes: f64,
    time: f64,
    memory: f64,
    stage: String,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name, n] = args.as_slice()
        && flag == "--child"
    {
        return child(name, n.parse().expect("a size"));
    }
    let limit = args.iter().find_map(|arg| arg.strip_prefix("--limit=")?.parse().ok());
    let limit = Duration::from_secs(limit.unwrap_or(60));
    let words: Vec<_> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    println!("| input | n | MB | ms | ns/B | time, doubled | peak MB | peak, doubled | slowest stage |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for input in ALL.iter().filter(|it| words.is_empty() || words.iter().any(|word| it.name.contains(*word)))
    {
        println!("{}", row(input, limit));
    }
}

fn row(input: &Hostile, limit: Duration) -> String {
    let (half, whole) = (cost(input, input.n / 2, limit), cost(input, input.n, limit));
    let start = format!("| {} | {} |", input.name.replace('<', "\\<"), input.n);
    let Some(whole) = whole else {
        let half = half.map_or_else(String::new, |half| format!(", half of it {:.0}", half.time));
        return format!("{start} | over {} s{half} | | | | | |", limit.as_secs());
    };
    let ratio = |one: f64, two: f64| if one > 0.0 { format!("{:.1}", two / one) } else { String::new() };
    let (time, memory) = half.map_or_else(<(String, String)>::default, |half| {
        (ratio(half.time, whole.time), ratio(half.memory, whole.memory))
    });
    format!(
        "{start} {:.1} | {:.1} | {:.1} | {time} | {:.0} | {memory} | {} |",
        whole.bytes / 1e6,
        whole.time,
        whole.time * 1e6 / whole.bytes,
        whole.memory,
        whole.stage,
    )
}

/// Measures in a process of its own; none when it takes too long or dies.
fn cost(input: &Hostile, n: usize, limit: Duration) -> Option<Cost> {
    let program = std::env::current_exe().expect("this program");
    let mut child = Command::new(program)
        .args(["--child", input.name, &n.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    let start = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        if start.elapsed() > limit {
            child.kill().expect("a child to end");
        }
        sleep(Duration::from_millis(5));
    }
    let mut line = String::new();
    child.stdout.take()?.read_to_string(&mut line).ok()?;
    let mut parts = line.trim().splitn(4, ' ');
    let mut number = || parts.next()?.parse().ok();
    let (bytes, time, memory) = (number()?, number()?, number()?);
    Some(Cost { bytes, time, memory, stage: parts.next()?.to_owned() })
}

fn child(name: &str, n: usize) {
    let input = ALL.iter().find(|it| it.name == name).expect("a name of the list");
    let content = (input.make)(n);
    let extractor = extractor(input.rule);
    forget_peak();
    let before = peak();
    let mut times = Times::default();
    drop(black_box(times.add(&extractor, &input.record(&content))));
    let slowest = Stage::ALL.into_iter().max_by_key(|&stage| times.of(stage)).expect("stages");
    let share = 100.0 * times.of(slowest).as_secs_f64() / times.total().as_secs_f64().max(1e-9);
    let memory = (peak() - before) / 1e6;
    let time = times.total().as_secs_f64() * 1e3;
    println!("{} {time} {memory} {} {share:.0} %", content.len(), slowest.name());
}

fn extractor(rule: Option<&str>) -> Extractor {
    let builder = Extractor::builder().options(Options::default());
    let Some(rule) = rule else { return builder.build().expect("shipped files") };
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("hostile.example.toml"), rule_file(rule)).expect("a file");
    let rules = RuleSet::shipped().and_then(|set| set.with_dir(folder.path())).expect("a rule");
    builder.rules(rules).build().expect("shipped files")
}

/// Lets the peak begin anew at what is in use now: making the input took more than holding it.
fn forget_peak() {
    // Where the system does not know this, the peak is that of the whole process, and the column a lower bound.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory this process has had, in bytes; 0 where the system does not say.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    kilobytes.map_or(0.0, |kilobytes| kilobytes * 1024.0)
}
