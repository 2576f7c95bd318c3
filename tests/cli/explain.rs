//! `tinsach explain`.

use serde_json::{Value, json};

use crate::bench::*;

#[test]
fn each_block_is_a_line_that_says_why() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    let ran = bench.run(&["explain", "a.html", "--url", "https://song.example/a.html"]).ends(0);
    assert_eq!(ran.err, "");
    assert!(ran.out.starts_with("page    https://song.example/a.html\n"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "colours are for terminals");
    let lines: Vec<_> = ran.out.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    assert!(lines[0].starts_with("- nav "), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("- title ")), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("+ body ")).count(), 3, "{lines:?}");
    assert!(lines.last().is_some_and(|line| line.starts_with("- footer ")), "{lines:?}");
}

#[test]
fn json_has_the_text_of_the_article() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    let ran = bench.run(&["explain", "a.html", "--json"]).ends(0);
    let explained: Value = serde_json::from_str(&ran.out).expect("JSON");
    let blocks = explained["blocks"].as_array().expect("blocks");
    let kept: Vec<_> =
        blocks.iter().filter(|it| it["kept"] == true).map(|it| it["text"].as_str().expect("text")).collect();
    assert_eq!(bench.clean(&["a.html"]).objects()[0]["text"], kept.join("\n"));
    assert!(blocks.iter().all(|it| it["rule"] != "" && it["evidence"] != ""));
    assert_eq!((&explained["status"], &explained["root"]["by"]), (&json!("article"), &json!("score")));
}

#[test]
fn a_record_of_a_dump_is_found_by_its_id() {
    let bench = Bench::new();
    let records = [json!({"id": "a", "html": page("Phong Điền")}), json!({"id": 7, "html": page("Cái Bè")})];
    bench.file("d.jsonl", lines(&records) + "{broken\n");
    let ran = bench.run(&["explain", "d.jsonl", "--record", "7"]).ends(0);
    assert!(ran.out.contains("Cái Bè") && !ran.out.contains("Phong Điền"), "{}", ran.out);
    assert!(bench.run(&["explain", "d.jsonl"]).ends(0).out.contains("Phong Điền"));
    bench.run(&["explain", "d.jsonl", "--record", "8"]).ends(3).says(&["there is no record \"8\""]);
    bench.run(&["explain", "d.jsonl", "--record", "d.jsonl:3"]).ends(3).says(&["d.jsonl: line 3: "]);
    bench.run(&["explain", "gone.html"]).ends(3).says(&["gone.html: "]);
}

#[test]
fn a_page_for_a_browser_is_not_replaced_unasked() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    bench.run(&["explain", "a.html", "--html", "why.html"]).ends(0).says(&["why.html shows "]);
    assert!(bench.read("why.html").starts_with("<!DOCTYPE html>"));
    bench.run(&["explain", "a.html", "--html", "why.html"]).ends(1).says(&["why.html", "--force"]);
    bench.run(&["explain", "a.html", "--html", "why.html", "--force"]).ends(0);
    bench.run(&["explain", "a.html", "--html", "b.html", "--json"]).ends(2);
}

#[test]
fn a_rule_is_documented() {
    let bench = Bench::new();
    let ran = bench.run(&["explain", "--rule", "outside-root"]).ends(0);
    assert!(ran.out.starts_with("outside-root\n\nRule. "), "{}", ran.out);
    bench.run(&["explain", "--rule", "queue"]).ends(2).says(&["\"queue\"", "link-density", "scorer"]);
    bench.run(&["explain"]).ends(2);
}

#[test]
fn what_a_rule_removes_is_no_lead() {
    let bench = Bench::new();
    let rule = "hosts = ['song.example']\n[source]\nchecked = 2026-11-22\nbasis = 'invented'\nverified = 'fixture'\n\
                [[layout]]\ntitle = ['h1']\nbody = ['article']\nremove = ['h1 + p']\n";
    bench.file("mine/song.example.toml", rule).file("a.html", page("Cái Răng"));
    let explained = |more: &[&str]| {
        let words = ["explain", "a.html", "--url", "https://song.example/a.html", "--json"];
        let ran = bench.run(&[&words, more].concat()).ends(0);
        serde_json::from_str::<Value>(&ran.out).expect("JSON")
    };
    let of_first = |explained: &Value| {
        let blocks = explained["blocks"].as_array().expect("blocks");
        let first =
            blocks.iter().find(|it| it["text"].as_str().is_some_and(|text| text.starts_with("Ở Cái Răng")));
        first.map(|it| (it["kept"].clone(), it["rule"].clone())).expect("the paragraph")
    };
    assert_eq!(of_first(&explained(&[])).0, true);
    assert_eq!(of_first(&explained(&["--rules", "mine"])), (json!(false), json!("site-rule")));
}
