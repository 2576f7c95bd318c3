//! The same record gives the same bytes: for any number of threads, in any order, beside any other records.
#![cfg(feature = "cli")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tinsach::{Extractor, Kind, Outcome};

use support::{Fixture, fixtures};

/// Often enough that every number of threads reads several chunks.
const COPIES: usize = 3;

/// One line of a dump for each fixture: its page under `html` or `text`, with its address and a name of its own.
fn line(fixture: &Fixture, copy: usize) -> String {
    let field = if fixture.kind == Kind::Text { "text" } else { "html" };
    let mut object = json!({"id": format!("{}#{copy}", fixture.name)});
    object[field] = json!(fixture.content);
    if let Some(url) = &fixture.url {
        object["url"] = json!(url);
    }
    if let Some(fetched) = fixture.fetched {
        object["fetched"] = json!(fetched.to_string());
    }
    object.to_string()
}

/// All fixtures, some lines that cannot be read among them.
fn dump() -> Vec<String> {
    let fixtures = fixtures("");
    let mut lines: Vec<String> =
        (0..COPIES).flat_map(|copy| fixtures.iter().map(move |fixture| line(fixture, copy))).collect();
    lines.insert(lines.len() / 2, r#"{"id": "no page"}"#.to_owned());
    lines.insert(7, r#"{"id": "empty", "html": ""}"#.to_owned());
    lines
}

/// What the program writes about a dump.
fn clean(folder: &Path, lines: &[String], threads: usize) -> String {
    let path = folder.join("dump.jsonl");
    std::fs::write(&path, lines.join("\n")).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tinsach"));
    command.current_dir(folder).args(["clean", "dump.jsonl", "--blocks", "--quiet", "--threads"]);
    let output = command.arg(threads.to_string()).stdin(Stdio::null()).output().expect("the program");
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The lines of an output by the names of their records.
fn by_id(output: &str) -> BTreeMap<String, &str> {
    let id = |line| serde_json::from_str::<Value>(line).expect("JSON")["id"].as_str().map(str::to_owned);
    output.lines().map(|line| (id(line).expect("a name"), line)).collect()
}

/// The lines in another order: always the same one, and far from the first.
fn shuffled(mut lines: Vec<String>) -> Vec<String> {
    let mut state = 0x9e37_79b9_u64;
    for at in (1..lines.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).expect("31 bits") % (at + 1);
        lines.swap(at, other);
    }
    lines
}

#[test]
fn the_program_writes_the_same_bytes_for_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = dump();
    let one = clean(folder.path(), &lines, 1);
    assert_eq!(one.lines().count(), lines.len());
    for threads in [2, 3] {
        let other = clean(folder.path(), &lines, threads);
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{threads} threads: {differs:?}");
    }
}

#[test]
fn the_order_of_a_dump_changes_no_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lines, other) = (dump(), shuffled(dump()));
    assert_ne!(lines, other);
    let (one, other) = (clean(folder.path(), &lines, 2), clean(folder.path(), &other, 3));
    assert_ne!(one, other);
    let (one, other) = (by_id(&one), by_id(&other));
    assert_eq!(one.len(), lines.len(), "every record has its own name");
    for (id, line) in &one {
        assert_eq!(other.get(id), Some(line), "{id}");
    }
}

#[test]
fn one_extractor_gives_four_threads_what_it_gives_one() {
    let (extractor, fixtures) = (Extractor::new(), fixtures(""));
    let outcomes = |from: usize| -> Vec<Outcome> {
        // Each thread begins elsewhere, so that no two are at the same page at the same time.
        let order = (0..fixtures.len()).map(|at| (at + from) % fixtures.len());
        let mut outcomes: Vec<_> =
            order.map(|at| (at, extractor.extract(&fixtures[at].record()).expect("no error"))).collect();
        outcomes.sort_by_key(|(at, _)| *at);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    };
    let alone = outcomes(0);
    assert!(alone.iter().filter(|outcome| outcome.article().is_some()).count() > fixtures.len() / 2);
    std::thread::scope(|scope| {
        let outcomes = &outcomes;
        let step = fixtures.len() / 4;
        let threads: Vec<_> = (0..4).map(|thread| scope.spawn(move || outcomes(thread * step))).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("no panic"), alone);
        }
    });
}
