//! Inputs made to be slow (`tests/support/hostile.rs`): time, memory, and how both grow when the input doubles.
//!
//! Each input is cleaned in a process of its own, so that its peak of memory is its own and none can hold up the rest
//! for longer than the limit; what takes longer is measured at a quarter of its size, and again, until it does not.
//! `cargo bench --bench hostile` measures all of them at their size and at half of it and prints a Markdown table;
//! `cargo bench --bench hostile -- table div` those whose name contains one of the words; `--limit=SECONDS` sets the limit
//! of one run (10). Times are of the processor, peak memory is `VmHWM`: on systems without Linux's `/proc`, times are of
//! the clock, and the memory's columns are empty.
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

#[path = "support/mod.rs"]
mod corpora;
#[path = "../tests/support/hostile.rs"]
mod hostile;

use std::fs;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corpora::Times;
use hostile::{ALL, Hostile, rule_file};
use tinsach::sites::RuleSet;
use tinsach::stages::Stage;
use tinsach::{Extractor, Options};

/// An input is cleaned so often, unless that takes longer than [`SHORT`].
const ROUNDS: usize = 5;
const SHORT: Duration = Duration::from_millis(500);

/// What one input cost; times in milliseconds, memory in MB beyond that of the input and the extractor.
struct Cost {
    bytes: f64,
    time: f64,
    memory: f64,
    stage: String,
}

/// How a run ended.
enum Run {
    Done(Cost),
    Late,
    Died,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name, n] = args.as_slice()
        && flag == "--child"
    {
        return child(name, n.parse().expect("a size"));
    }
    let limit = args.iter().find_map(|arg| arg.strip_prefix("--limit=")?.parse().ok());
    let limit = Duration::from_secs(limit.unwrap_or(10));
    let words: Vec<_> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    println!("| input | n | MB | ms | ns/B | time, doubled | peak MB | peak, doubled | slowest stage |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for input in ALL.iter().filter(|it| words.is_empty() || words.iter().any(|word| it.name.contains(*word)))
    {
        println!("| {} | {} |", input.name.replace('<', "\\<"), row(input, limit));
    }
}

fn row(input: &Hostile, limit: Duration) -> String {
    let mut n = input.n;
    let whole = loop {
        match run(input, n, limit) {
            Run::Done(cost) => break cost,
            Run::Late if n > 4 => n /= 4,
            Run::Late | Run::Died => return format!("{n}: no result | | | | | | |"),
        }
    };
    let size = if n == input.n { n.to_string() } else { format!("**{n}** of {}", input.n) };
    let ratio = |one: f64, two: f64| if one > 0.0 { format!("{:.1}", two / one) } else { String::new() };
    let (time, memory) = match run(input, n / 2, limit) {
        Run::Done(half) => (ratio(half.time, whole.time), ratio(half.memory, whole.memory)),
        Run::Late | Run::Died => <(String, String)>::default(),
    };
    let Cost { bytes, time: took, memory: peak, stage } = whole;
    let (megabytes, per_byte) = (bytes / 1e6, took * 1e6 / bytes);
    format!("{size} | {megabytes:.1} | {took:.1} | {per_byte:.0} | {time} | {peak:.0} | {memory} | {stage}")
}

/// Measures in a process of its own.
fn run(input: &Hostile, n: usize, limit: Duration) -> Run {
    let program = std::env::current_exe().expect("this program");
    let mut child = Command::new(program)
        .args(["--child", input.name, &n.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    let start = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        let spent = corpora::processor_of(child.id()).unwrap_or_else(|| start.elapsed());
        if spent > limit {
            child.kill().and_then(|()| child.wait()).expect("a child to end");
            return Run::Late;
        }
        sleep(Duration::from_millis(5));
    }
    let mut line = String::new();
    let read = child.stdout.take().map(|mut out| out.read_to_string(&mut line));
    if read.is_none_or(|read| read.is_err()) {
        return Run::Died;
    }
    cost(&line).map_or(Run::Died, Run::Done)
}

/// What the child has printed.
fn cost(line: &str) -> Option<Cost> {
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
    let start = Instant::now();
    // What is over quickly comes again: the fastest of some rounds is steadier than one.
    let rounds = (0..ROUNDS).take_while(|&round| round == 0 || start.elapsed() < SHORT);
    let (time, times) = Times::least(&extractor, &input.record(&content), rounds);
    let time = time.as_secs_f64() * 1e3;
    let memory = (peak() - before) / 1e6;
    let slowest = Stage::ALL.into_iter().max_by_key(|&stage| times.of(stage)).expect("stages");
    let share = 100.0 * times.of(slowest).as_secs_f64() / times.total().as_secs_f64().max(1e-9);
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
