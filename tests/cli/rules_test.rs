//! `tinsach rules test` and `tinsach rules new`: what rules are worth, and one to start from.

use std::path::Path;

use serde_json::{Value, json};

use crate::bench::*;

fn rule(host: &str, more: &str) -> String {
    format!(
        "hosts = ['{host}']\n[source]\nchecked = 2026-11-21\nbasis = 'a look'\nverified = 'fixture'\n\
         [[layout]]\ntitle = ['h1']\nbody = ['.chu']\n{more}\n"
    )
}

fn html() -> String {
    format!(
        "<html lang=vi><body><nav><a href=/>Trang chủ</a></nav><h1 class=tieu-de>Chợ nổi vào mùa</h1><div class=chu>\
         <p>{FIRST}</p><p class=bo>{SECOND}</p><p>{THIRD}</p></div></body></html>"
    )
}

/// Two rules with a fixture each: one removes a paragraph, the other changes nothing.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.file("mine/cho-noi.vn.toml", rule("cho-noi.vn", "remove = ['.bo', '.khong-co']"));
    bench.file("mine/vuon-quyt.vn.toml", rule("vuon-quyt.vn", ""));
    for (host, expect) in [
        (
            "cho-noi.vn",
            format!("rule = 'cho-noi.vn'\nmust_have = ['{FIRST}']\nmust_not_have = ['{SECOND}']\n"),
        ),
        ("vuon-quyt.vn", format!("title = 'Chợ nổi vào mùa'\nmust_have = ['{SECOND}']\n")),
    ] {
        let folder = format!("mine/pages/{host}/2025-cho");
        bench.file(&format!("{folder}/page.html"), html());
        bench.file(
            &format!("{folder}/page.toml"),
            format!("url = 'https://{host}/a-1.html'\nshows = 'a test'\n"),
        );
        bench.file(&format!("{folder}/expect.toml"), expect);
    }
    bench
}

fn row<'t>(table: &'t str, rule: &str) -> Vec<&'t str> {
    let line = table.lines().find(|line| line.starts_with(rule)).expect("a row");
    line.split_whitespace().collect()
}

#[test]
fn rules_are_tested_on_the_fixtures_beside_them() {
    let bench = bench();
    let ran = bench
        .run(&["rules", "test", "mine"])
        .ends(0)
        .says(&["2 rules, 0 of them with a failure; 0 pages about none"]);
    let cho_noi = row(&ran.out, "cho-noi.vn");
    assert_eq!(cho_noi[1..7], ["site", "1", "1", "1", "1", "1.000"], "{}", ran.out);
    assert!(cho_noi[7] < "0.9" && cho_noi[9] < cho_noi[10], "{}", ran.out);
    assert!(
        ran.out.contains("cho-noi.vn: warning: layout 1, remove: .khong-co is on no page\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("vuon-quyt.vn: warning: gains nothing"), "{}", ran.out);
    assert!(!ran.out.contains("cho-noi.vn: warning: gains nothing"), "{}", ran.out);
    bench.file("mine/pages/cho-noi.vn/2025-cho/expect.toml", "title = 'Chợ'\n");
    let ran = bench.run(&["rules", "test", "mine"]).ends(3);
    assert!(ran.out.contains("2025-cho: title: expected \"Chợ\", found \"Chợ nổi vào mùa\""), "{}", ran.out);
    bench.file("mine/pages/cho-noi.vn/2025-cho/expect.toml", "titel = 'Chợ'\n");
    bench.run(&["rules", "test", "mine"]).ends(3).says(&["expect.toml", "line 1", "titel"]);
}

#[test]
fn rules_are_tested_on_saved_pages() {
    let bench = bench();
    let pages = ["cho-noi.vn", "khac.vn"]
        .map(|host| json!({ "url": format!("https://{host}/1.html"), "html": html() }));
    bench.file("dump.jsonl", lines(&pages));
    let test =
        |words: &[&str]| bench.run(&[&["rules", "test", "mine", "--pages", "dump.jsonl"], words].concat());
    let ran = test(&[]).ends(3).says(&["2 rules, 1 of them with a failure; 1 page about none"]);
    assert_eq!(row(&ran.out, "cho-noi.vn")[1..8], ["site", "1", "1", "1", "1", "–", "–"], "{}", ran.out);
    assert!(ran.out.contains("vuon-quyt.vn: no page to test it on\n"), "{}", ran.out);
    let ran = test(&["--json", "--threads", "1"]).ends(3);
    assert_eq!(test(&["--json", "--threads", "3"]).out, ran.out);
    let rules: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        (&rules[0]["body"], &rules[0]["f1"], &rules[1]["pages"]),
        (&json!(1), &Value::Null, &json!(0))
    );
    bench.run(&["rules", "test"]).ends(2).says(&["--pages"]);
    bench.run(&["rules", "test", "nowhere", "--pages", "dump.jsonl"]).ends(1).says(&["nowhere"]);
    bench.file("bare/cho-noi.vn.toml", rule("cho-noi.vn", ""));
    bench.run(&["rules", "test", "bare"]).ends(2).says(&["bare/pages", "--pages PATH"]);
}

#[test]
fn the_shipped_rules_hold_on_their_fixtures() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let bench = Bench::new();
    let ran = bench.run(&["rules", "test", "--pages", pages.to_str().expect("UTF-8")]).ends(0);
    assert!(!ran.out.contains("is on no page") && ran.out.lines().count() > 20, "{}", ran.out);
}

#[test]
fn a_new_rule_passes_the_check_and_speaks() {
    let bench = bench();
    let pages: Vec<Value> = (1..=3)
        .map(|n| json!({ "url": format!("https://www.ben-do.vn/{n}.html"), "html": html().replace("Chợ", &format!("{n} chợ")) }))
        .chain([json!({ "url": "https://khac.vn/1.html", "html": html() })])
        .collect();
    bench.file("dump.jsonl", lines(&pages));
    let new = |words: &[&str]| bench.run(&[&["rules", "new", "ben-do.vn", "dump.jsonl"], words].concat());
    let ran = new(&[])
        .ends(0)
        .says(&["1 page of other hosts than ben-do.vn passed over", "from 3 articles of 3 pages"]);
    assert!(
        ran.out.contains("hosts = [\"ben-do.vn\"]") && ran.out.contains("\"div.chu\",  # 3 of 3"),
        "{}",
        ran.out
    );
    std::fs::create_dir_all(bench.path("new")).expect("a folder");
    new(&["-o", "new/ben-do.vn.toml"]).ends(0).says(&["written to new/ben-do.vn.toml"]);
    assert_eq!(bench.read("new/ben-do.vn.toml"), ran.out);
    new(&["-o", "new/ben-do.vn.toml"]).ends(1).says(&["exists"]);
    bench.run(&["rules", "check", "new"]).ends(0);
    let tested = bench.run(&["rules", "test", "new", "--pages", "dump.jsonl"]).ends(0);
    assert_eq!(row(&tested.out, "ben-do.vn")[2..6], ["3", "3", "3", "3"], "{}", tested.out);
    bench.run(&["rules", "new", "vang.vn", "dump.jsonl"]).ends(1).says(&["no page of vang.vn"]);
    bench.run(&["rules", "new", "ben do", "dump.jsonl"]).ends(2).says(&["example.vn"]);
    bench.file("404.html", "<title>404</title><p>Không tìm thấy trang");
    bench.run(&["rules", "new", "ben-do.vn", "404.html"]).ends(1).says(&["no article on any of the 1 pages"]);
}
