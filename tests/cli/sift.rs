//! What is left out: duplicates and other languages.

use std::fs;

use serde_json::{Value, json};

use crate::bench::*;

/// A story of many words, all its own, in eight paragraphs; of the words, those whose numbers are in `changed` are others.
fn story(topic: &str, changed: &[usize]) -> String {
    let word = |n: usize| {
        let topic = if changed.contains(&n) { "khác" } else { topic };
        format!("{topic}{n} chợ ghe{n}")
    };
    let paragraph = |n: usize| {
        format!("<p>Sáng nay {}.</p>", (n * 20..n * 20 + 20).map(word).collect::<Vec<_>>().join(" "))
    };
    let text: String = (0..8).map(paragraph).collect();
    format!(
        "<html lang=\"vi\"><head><title>Phiên {topic}</title></head><body><article><h1>Phiên {topic}</h1>{text}\
         </article></body></html>"
    )
}

fn record(id: &str, url: &str, html: &str) -> Value {
    json!({"id": id, "url": url, "html": html})
}

fn dump() -> String {
    let canonical = |address: &str| {
        story("bưởi", &[]).replace("<title>", &format!("<link rel=\"canonical\" href=\"{address}\"><title>"))
    };
    lines(&[
        record("empty", "https://bao.example/cam", ""),
        record("cam", "https://bao.example/cam", &story("cam", &[])),
        record("cam-again", "http://www.bao.example/cam/?utm_source=x#a", &story("quýt", &[])),
        record(
            "cam-copy",
            "https://khac.example/1",
            &story("cam", &[]).replace("chợ", "CHỢ").replace(".</p>", "!</p>"),
        ),
        record("cam-edited", "https://khac.example/2", &story("cam", &[7, 91])),
        record(
            "cam-rewritten",
            "https://khac.example/3",
            &story("cam", &(0..160).step_by(4).collect::<Vec<_>>()),
        ),
        record("bưởi", "https://bao.example/b-1", &canonical("https://bao.example/b")),
        record(
            "bưởi-again",
            "https://m.bao.example/b-1",
            &canonical("/b").replace("href=\"/b", "href=\"//bao.example/b"),
        ),
    ])
}

#[test]
fn of_articles_that_are_alike_the_first_is_written() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump());
    let all = ["empty", "cam", "cam-again", "cam-copy", "cam-edited", "cam-rewritten", "bưởi", "bưởi-again"];
    assert_eq!(bench.clean(&["d.jsonl"]).ends(0).ids(), all);
    let left_out = |by: &str| -> Vec<String> {
        let ids = bench.clean(&["d.jsonl", "--dedup", by]).ends(0).ids();
        all.iter().filter(|id| !ids.iter().any(|it| it == *id)).map(|id| (*id).to_owned()).collect()
    };
    assert_eq!(left_out("url"), ["cam-again", "bưởi-again"]);
    assert_eq!(left_out("text"), ["cam-copy", "bưởi-again"]);
    assert_eq!(left_out("near"), ["cam-copy", "cam-edited", "bưởi-again"]);
    assert_eq!(left_out("text,url,near"), ["cam-again", "cam-copy", "cam-edited", "bưởi-again"]);
    let ran = bench.clean(&["d.jsonl", "--dedup", "url,text", "--dedup", "near"]).ends(0);
    ran.says(&[
        "cam-again: left out, the same as cam (url)",
        "cam-copy: left out, the same as cam (text)",
        "cam-edited: left out, the same as cam (near)",
        "4 duplicates (url: 2, text: 1, near: 1)",
    ]);
}

#[test]
fn a_canonical_address_counts_only_with_the_same_headline() {
    let bench = Bench::new();
    let with = |topic: &str, address: &str| {
        story(topic, &[]).replace("<title>", &format!("<link rel=\"canonical\" href=\"{address}\"><title>"))
    };
    // Some templates give every page the address of one article.
    let wrong = "https://bao.example/cam";
    let records = [
        record("cam", "https://bao.example/cam", &with("cam", wrong)),
        record("bưởi", "https://bao.example/buoi", &with("bưởi", wrong)),
        record("bưởi-mobile", "https://m.bao.example/buoi", &with("bưởi", wrong)),
        record("cam-amp", "https://bao.example/amp/cam", &with("cam", wrong)),
        record("quýt", "https://bao.example/quyt", &story("quýt", &[])),
        record("quýt-amp", "https://bao.example/amp/quyt", &with("quýt", "https://bao.example/quyt")),
        record("quýt-renamed", "https://bao.example/quyt#a", &story("quýt hồng", &[])),
        record("chanh", "https://bao.example/amp/chanh", &with("chanh", "https://bao.example/quyt")),
    ];
    bench.file("d.jsonl", lines(&records));
    let ran = bench.clean(&["d.jsonl", "--dedup", "url"]).ends(0);
    assert_eq!(ran.ids(), ["cam", "bưởi", "quýt", "chanh"]);
    ran.says(&[
        "bưởi-mobile: left out, the same as bưởi (url)",
        "cam-amp: left out, the same as cam (url)",
        "quýt-amp: left out, the same as quýt (url)",
        "quýt-renamed: left out, the same as quýt (url)",
        "4 duplicates (url: 4)",
    ]);
    bench.file("two.jsonl", lines(&records[1..3]));
    let ran = bench.clean(&["two.jsonl", "--dedup", "url"]).ends(0).says(&["1 duplicate (url: 1)"]);
    assert!(!ran.err.contains("left out  errors"), "two records need no table: {}", ran.err);
    let table = bench.clean(&["d.jsonl", "--dedup", "url"]).err;
    let row = table.lines().find(|line| line.starts_with("bao.example")).expect("a row");
    assert_eq!(row.split_whitespace().collect::<Vec<_>>()[..6], ["bao.example", "7", "4", "0", "3", "0"]);
}

#[test]
fn what_is_left_out_does_not_depend_on_threads() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump().repeat(40));
    let run = |threads| {
        let words = ["d.jsonl", "--dedup", "url,text,near", "--lang", "vi", "--threads", threads];
        bench.clean(&words).ends(0)
    };
    let one = run("1");
    assert_eq!(one.objects().iter().filter(|it| it["status"] == "article").count(), 3);
    assert!(
        one.err.contains("more are left out") && one.err.matches("left out, the same").count() == 20,
        "{}",
        one.err
    );
    for threads in ["2", "5"] {
        let more = run(threads);
        assert!(more.out == one.out && more.err == one.err, "differs with {threads} threads");
    }
}

#[test]
fn a_job_that_goes_on_knows_what_it_has_seen() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump().repeat(3));
    let words = ["d.jsonl", "--dedup", "url,text,near", "--shard-records", "3", "-o"];
    let job = |out: &str| bench.clean(&[&words[..], &[out]].concat()).ends(0).says(&["duplicates (url: "]);
    let data = |out: &str| -> Vec<String> {
        let names = bench.names(out).into_iter().filter(|name| name.starts_with("part-"));
        names.map(|name| bench.read(&format!("{out}/{name}"))).collect()
    };
    job("whole/");
    assert_eq!(data("whole").concat(), bench.clean(&words[..3]).ends(0).out);
    // As if the run had been killed in its third shard, behind the first of many duplicates.
    job("again/");
    let commits = bench.names("again/_commits").into_iter().filter(|name| name.as_str() >= "00002");
    commits.for_each(|name| fs::remove_file(bench.path(&format!("again/_commits/{name}"))).expect("removed"));
    fs::remove_file(bench.path("again/_SUCCESS")).expect("removed");
    job("again/").says(&["goes on after 6 records", "(url: 12,"]);
    assert_eq!(data("again"), data("whole"));
    bench
        .clean(&["d.jsonl", "--dedup", "url", "--shard-records", "3", "-o", "again/"])
        .ends(1)
        .says(&["--dedup"]);
}

const ENGLISH: &str = "<article><h1>The market on the river</h1><p>The boats were loaded with oranges from the gardens of \
    the district, and the sellers had been waiting for this morning since the beginning of the year.</p><p>They are \
    allowed to stay until the evening, and the town has built two landings for them, which are open to all.</p></article>";

#[test]
fn languages_are_chosen_by_their_codes() {
    let bench = Bench::new();
    let numbers = format!("<article><h1>1 2 3</h1><p>{}</p></article>", "1234 5678 90 ".repeat(40));
    let records = [
        record("vi", "https://bao.example/1", &page("Cái Răng")),
        record("en", "https://bao.example/2", ENGLISH),
        record("none", "https://bao.example/3", ""),
        record("und", "https://bao.example/4", &numbers),
    ];
    bench.file("d.jsonl", lines(&records));
    let clean = |codes: &str| bench.clean(&["d.jsonl", "--lang", codes]).ends(0);
    assert_eq!(bench.clean(&["d.jsonl"]).objects()[3]["language"], Value::Null);
    assert_eq!(clean("vi").says(&["2 in other languages (und: 1, en: 1)"]).ids(), ["vi", "none"]);
    assert_eq!(clean("EN,und").says(&["1 in another language (vi: 1)"]).ids(), ["en", "none", "und"]);
    assert_eq!(clean("vi,en,und").ids().len(), 4);
    for wrong in ["vn", "", "vietnamese"] {
        bench.clean(&["d.jsonl", "--lang", wrong]).ends(2).says(&["ISO 639-1", "vi (Vietnamese)"]);
    }
    bench.clean(&["d.jsonl", "--dedup", "title"]).ends(2).says(&["url, text, near"]);
}
