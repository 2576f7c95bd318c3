//! Jobs: runs into a folder, interrupted and taken up again; dead letters.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::*;

/// Pages of uneven length, with broken and empty ones between them.
fn dump(records: usize) -> String {
    let record = |n: usize| match n % 10 {
        3 => "{broken".to_owned(),
        7 => json!({"id": n, "html": ""}).to_string(),
        _ => json!({"id": n, "html": page(&format!("số {n}")).repeat(1 + n * 7919 % 5)}).to_string(),
    };
    (0..records).map(|n| record(n) + "\n").collect()
}

/// All files of a folder with their bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        if path.is_dir() {
            files.extend(tree(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            files.insert(name, fs::read(path).expect("a file"));
        }
    }
    files
}

/// The same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

impl Bench {
    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).expect("JSON")
    }

    /// Runs the command again and again, each time for a moment longer than a commit takes, until it comes to its end.
    /// How often it was killed.
    fn kill_and_go_on(&self, words: &[&str], dice: &mut Dice) -> usize {
        for killed in 0..1000 {
            let mut child = self.command(&[&["clean"], words].concat()).spawn().expect("the program");
            thread::sleep(Duration::from_millis(20 + dice.below(150) + 5 * killed));
            if let Some(status) = child.try_wait().expect("its state") {
                assert_eq!(status.code(), Some(3), "it ends by itself");
                return usize::try_from(killed).expect("small");
            }
            child.kill().expect("killed");
            child.wait().expect("its end");
        }
        panic!("no end after a thousand kills");
    }
}

#[test]
fn a_job_has_shards_commits_and_a_last_word() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(25));
    bench.clean(&["d.jsonl", "-o", "out/", "--shard-records", "10"]).ends(3).says(&["25 records:", "3 errors"]);
    assert_eq!(bench.data("out"), ["part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl"]);
    assert_eq!(bench.names("out/_dead"), ["dead-00000.jsonl", "dead-00001.jsonl", "dead-00002.jsonl"]);
    assert_eq!(bench.names("out/_commits"), ["00000.json", "00001.json", "00002.json"]);
    assert!(!bench.path("out/_tmp").exists());
    let plain = bench.clean(&["d.jsonl", "--dead-letters", "dead.jsonl"]).ends(3);
    let parts: String = bench.data("out").iter().map(|name| bench.read(&format!("out/{name}"))).collect();
    assert!(parts == plain.out, "the shards are the plain output, cut up");
    let dead: String =
        bench.names("out/_dead").iter().map(|name| bench.read(&format!("out/_dead/{name}"))).collect();
    assert_eq!(dead, bench.read("dead.jsonl"));
    let success = bench.json("out/_SUCCESS");
    assert_eq!((&success["records"], &success["shards"], &success["errors"]), (&25.into(), &3.into(), &3.into()));
    assert_eq!(bench.json("out/_commits/00001.json")["next"], json!({"file": 1, "given": 20}));
    let again = bench.clean(&["d.jsonl", "-o", "out/", "--shard-records", "10"]).ends(3);
    again.says(&["out/: finished already", "25 records:"]);
}
