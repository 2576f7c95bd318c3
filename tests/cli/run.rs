//! A run as a whole: threads, pipes, time.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::json;

use crate::bench::*;

/// Pages of uneven length, with broken and empty ones between them.
fn mixed_dump() -> String {
    let record = |n: usize| match n % 10 {
        3 => "{broken".to_owned(),
        7 => json!({"id": n, "html": ""}).to_string(),
        _ => json!({"id": n, "html": page(&format!("số {n}")).repeat(1 + n * 7919 % 5)}).to_string(),
    };
    (0..300).map(|n| record(n) + "\n").collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let bench = Bench::new();
    bench.file("d.jsonl", mixed_dump());
    let run = |threads| bench.clean(&["d.jsonl", "--blocks", "--threads", threads]).ends(3);
    let one = run("1");
    assert_eq!(one.objects().len(), 300);
    for threads in ["2", "3", "7"] {
        let more = run(threads);
        assert!(more.out == one.out, "output differs with {threads} threads");
        assert!(more.err == one.err, "messages differ with {threads} threads");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn threads_are_counted_all_together() {
    let bench = Bench::new();
    for threads in [1, 2, 3] {
        let words = ["clean", "-", "--threads", &threads.to_string()];
        let mut command = bench.command(&words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program");
        let mut input = child.stdin.take().expect("its input");
        // Once the first record is taken the threads are there, and the program waits for the next one.
        let record = json!({"html": page("Cái Răng")}).to_string() + "\n";
        (0..2000).for_each(|_| input.write_all(record.as_bytes()).expect("written"));
        let tasks =
            fs::read_dir(Path::new("/proc").join(child.id().to_string()).join("task")).expect("tasks");
        // Where a stop has nothing to keep, no further one waits for Ctrl-C.
        assert_eq!(tasks.count(), threads);
        child.kill().expect("killed");
        child.wait().expect("ended");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let bench = Bench::new();
    bench.file("d.jsonl", mixed_dump().replace("{broken", "{}"));
    let mut child = bench.command(&["clean", "d.jsonl", "--quiet"]).spawn().expect("the program");
    drop(child.stdout.take());
    let ran: Ran = child.wait_with_output().expect("its end").into();
    let ran = ran.ends(0);
    assert!(!ran.err.contains("panicked") && !ran.err.contains("pipe"), "{}", ran.err);
}

#[test]
fn quiet_leaves_only_what_went_wrong() {
    let bench = Bench::new();
    bench.file("p/a.html", page("Cái Răng")).file("p/b.css", "");
    assert_eq!(bench.clean(&["p", "--quiet"]).ends(0).err, "");
    let ran = bench.clean(&["p", "gone.html", "-q"]).ends(3);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
}

#[test]
fn a_page_that_takes_too_long_is_an_error() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    let ran = bench.clean(&["a.html", "--deadline", "0.000001"]).ends(3);
    assert_eq!(ran.objects()[0]["status"], "error");
    ran.says(&["a.html: the page was not done within 1µs: allow more time"]);
    bench.clean(&["a.html", "--deadline", "3600"]).ends(0);
}

#[test]
fn limits_cut_pages_or_refuse_them_and_say_so() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    let cut = |limit: &str| bench.clean(&["a.html", "--limit", limit]);
    assert_eq!(cut("depth=3").ends(0).objects()[0]["truncated"], serde_json::json!(["depth"]));
    assert_eq!(cut("nodes=100000").ends(0).objects()[0]["truncated"], serde_json::json!([]));
    cut("work=20").ends(3).says(&["a.html: the page needs more steps than it may take"]);
    cut("bytes=20").ends(3).says(&["a.html", "the limit is 20"]);
    cut("pages=20").ends(2).says(&["they are bytes, nodes, depth, work"]);
}
