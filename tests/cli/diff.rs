//! `tinsach diff`: two sets of rules over one dump.

use serde_json::{Value, json};

use crate::bench::*;

fn rule(layout: &str) -> String {
    format!(
        "hosts = ['cho-noi.vn']\n[source]\nchecked = 2026-11-21\nbasis = 'a look'\nverified = 'fixture'\n[[layout]]\n{layout}\n"
    )
}

/// One layout removes a paragraph, the other one drops everything.
const LAYOUTS: &str =
    "body = ['.chu']\nremove = ['.bo']\n[[layout]]\nuntil = 2020-01-01\nbody = ['.rong']\ndrop_text = ['^.']";

fn dump() -> String {
    let page = |id: &str, url: &str, class: &str| {
        let html = format!(
            "<h1>Chợ nổi {id} vào mùa</h1><div class={class}><p>{FIRST}</p><p class=bo>{SECOND}</p><p>{THIRD}</p></div>"
        );
        json!({ "id": id, "url": url, "html": html })
    };
    lines(&[
        page("một", "https://cho-noi.vn/1.html", "chu"),
        page("hai", "https://cho-noi.vn/2.html", "rong"),
        page("ba", "https://vuon-quyt.vn/3.html", "chu"),
    ])
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.file("a/cho-noi.vn.toml", rule("body = ['.chu', '.rong']"));
    bench.file("b/cho-noi.vn.toml", rule(LAYOUTS));
    bench.file("dump.jsonl", dump());
    bench
}

#[test]
fn changed_and_lost_pages_are_told_with_their_blocks() {
    let bench = bench();
    let ran = bench.run(&["diff", "--rules", "a", "--rules", "b", "dump.jsonl"]).ends(0);
    assert!(ran.out.starts_with("changed  https://cho-noi.vn/1.html  (cho-noi.vn)\n"), "{}", ran.out);
    assert!(
        ran.out.contains(&format!("\n  - {}", &SECOND[..40])) && ran.out.contains("\n      A body ("),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("\nlost     https://cho-noi.vn/2.html  (A cho-noi.vn, B no article: "),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("vuon-quyt.vn/3.html"), "{}", ran.out);
    let counts = |host: &str| {
        let line = ran.out.lines().find(|line| line.starts_with(host)).expect("a line");
        line.split_whitespace().skip(1).map(|it| it.parse().expect("a number")).collect::<Vec<u64>>()
    };
    assert_eq!(counts("cho-noi.vn"), [2, 0, 0, 1, 1]);
    assert_eq!(counts("vuon-quyt.vn"), [1, 1, 0, 0, 0]);
    assert_eq!(counts("all"), [3, 1, 0, 1, 1]);
    let back = bench.run(&["diff", "--rules", "b", "--rules", "a", "dump.jsonl"]).ends(0);
    assert!(
        back.out.contains("gained ") && back.out.contains(&format!("\n  + {}", &SECOND[..40])),
        "{}",
        back.out
    );
}

#[test]
fn lines_are_the_same_for_any_threads_and_json_has_all() {
    let bench = bench();
    let diff = |words: &[&str]| {
        bench.run(&[&["diff", "--rules", "a", "--rules", "b", "dump.jsonl"], words].concat())
    };
    let one = diff(&["--json", "--threads", "1"]).ends(0);
    assert_eq!(diff(&["--json", "--threads", "3"]).ends(0).out, one.out);
    let objects = one.objects();
    assert_eq!(objects.len(), 3, "two pages and the counts");
    assert_eq!((&objects[0]["id"], &objects[0]["change"]), (&json!("một"), &json!("changed")));
    let block = &objects[0]["blocks"][0];
    assert_eq!((&block["change"], &block["a"]["label"]), (&json!("dropped"), &json!("body")));
    assert_eq!(block["text"], Value::from(SECOND));
    assert_eq!(objects[2]["counts"]["all"]["lost"], 1);
}

#[test]
fn the_same_rules_differ_nowhere_and_failures_are_told() {
    let bench = bench();
    let ran = bench.run(&["diff", "--rules", "shipped", "--rules", "shipped", "dump.jsonl"]).ends(0);
    assert!(!ran.out.contains("changed  http") && ran.out.contains("host  "), "{}", ran.out);
    bench.file("broken.jsonl", format!("{}{{\n", dump()));
    let ran = bench.run(&["diff", "--rules", "none", "--rules", "shipped", "broken.jsonl"]).ends(3);
    ran.says(&["broken.jsonl"]);
    bench.run(&["diff", "--rules", "a", "dump.jsonl"]).ends(2).says(&["--rules is given twice"]);
    bench.run(&["diff", "--rules", "a", "--rules", "nowhere", "dump.jsonl"]).ends(1).says(&["nowhere"]);
}
