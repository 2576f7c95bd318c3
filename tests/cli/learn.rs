//! `tinsach learn` from outside.

use serde_json::json;

use crate::bench::{Bench, Ran};
use crate::learnable::{Sheet, pages};

const SITE: &str = "baosong.example";

fn dump(sheets: &[Sheet]) -> String {
    let line = |sheet: &Sheet| {
        json!({"url": sheet.url, "html": sheet.html, "fetched": sheet.fetched}).to_string() + "\n"
    };
    sheets.iter().map(line).collect()
}

fn bench() -> Bench {
    let bench = Bench::new();
    let mut sheets = pages(SITE, 0, 12);
    sheets.extend(pages("harbourpost.example", 0, 8));
    sheets.extend(pages("chodem.example", 0, 2));
    bench.file("dump.jsonl", dump(&sheets));
    bench
}

fn learn(bench: &Bench, words: &[&str]) -> Ran {
    bench.run(&[&["learn"], words].concat())
}

#[test]
fn a_rule_for_each_host_and_a_reason_where_there_is_none() {
    let bench = bench();
    let ran = learn(&bench, &["dump.jsonl", "-o", "new/rules"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(bench.names("new/rules"), ["baosong.example.toml", "harbourpost.example.toml"]);
    assert!(ran.err.contains("chodem.example: no rule: too few articles"), "{}", ran.err);
    assert!(
        ran.out.contains("baosong.example: 12 pages, 12 looked at, 12 articles, 10 learned from"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("on 2 pages held back: body and title found on 2 of 2"), "{}", ran.out);
    let rule = bench.read("new/rules/baosong.example.toml");
    // The newest page of the first twelve: nothing was fetched, so the day of publication counts.
    assert!(
        rule.contains("\nchecked  = 2024-09-09\n") && rule.contains("\nverified = \"corpus\"\n"),
        "{rule}"
    );
    let check = bench.run(&["rules", "check", "new/rules"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    let cleaned = bench.clean(&["dump.jsonl", "--rules", "new/rules", "-q"]);
    assert_eq!(cleaned.out.matches("\"rule\":\"baosong.example\"").count(), 12);
}

#[test]
fn a_rule_that_is_there_stays_unless_it_is_to_be_replaced() {
    let bench = bench();
    bench.file("rules/baosong.example.toml", "mine");
    let words =
        ["dump.jsonl", "-o", "rules", "--host", "https://www.baosong.example/x", "--checked", "2026-01-02"];
    let ran = learn(&bench, &words);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(
        ran.err.contains("baosong.example.toml: is there already") && ran.err.contains("--force"),
        "{}",
        ran.err
    );
    assert_eq!(bench.read("rules/baosong.example.toml"), "mine");
    let ran = learn(&bench, &[&words[..], &["--force"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(bench.read("rules/baosong.example.toml").contains("checked  = 2026-01-02"));
    assert_eq!(bench.names("rules"), ["baosong.example.toml"]);
    let rule = bench.read("rules/baosong.example.toml");
    bench.file("named/song.toml", rule);
    let ran = learn(&bench, &["dump.jsonl", "-o", "named", "--host", SITE]);
    assert!(ran.code == Some(3) && ran.err.contains("song.toml speaks for this host already"), "{}", ran.err);
}

#[test]
fn neither_threads_nor_the_order_of_inputs_matter() {
    let bench = Bench::new();
    let sheets = pages("chodem.example", 0, 24);
    bench.file("a.jsonl", dump(&sheets[..9])).file("b.jsonl", dump(&sheets[9..]));
    for (folder, inputs, threads) in
        [("one", ["a.jsonl", "b.jsonl"], "1"), ("two", ["b.jsonl", "a.jsonl"], "4")]
    {
        let ran = learn(&bench, &[inputs[0], inputs[1], "-o", folder, "--threads", threads]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    assert_eq!(bench.read("one/chodem.example.toml"), bench.read("two/chodem.example.toml"));
}

#[test]
fn what_teaches_nothing_is_told() {
    let bench = Bench::new();
    bench
        .file("a.txt", "Chỉ là văn bản đã làm phẳng.")
        .file("b.html", "<p>Trang không có địa chỉ.")
        .file("c.jsonl", "{\n");
    let ran = learn(&bench, &["a.txt", "b.html", "c.jsonl", "-o", "out", "--host", "khong.example"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    for part in [
        "1 record left out: flattened text",
        "1 record left out: neither the record nor the page says",
        "c.jsonl: line 1: ",
        "khong.example: no page of this host",
        "0 rules written",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    assert_eq!(learn(&bench, &["a.txt"]).code, Some(2));
}
