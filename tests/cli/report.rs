//! The sums by host at the end of a run, and the report.

use serde_json::json;

use crate::bench::*;

/// Nine pages of two hosts, one that is no record and one that is no article.
fn dump() -> String {
    let page = |n: usize| {
        let host = if n.is_multiple_of(3) { "nho.example" } else { "lon.example" };
        json!({"id": n, "url": format!("https://{host}/{n}.html"), "html": page(&format!("số {n}"))})
    };
    let empty = json!({"id": "none", "url": "https://nho.example/", "html": "<p>404</p>"});
    lines(&(0..9).map(page).chain([empty]).collect::<Vec<_>>()) + "{broken\n"
}

#[test]
fn a_run_ends_with_the_sums_by_host() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump());
    let ran = bench.clean(&["d.jsonl"]).ends(3);
    let table: Vec<_> = ran.err.lines().skip_while(|line| !line.starts_with("host")).collect();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(table.len(), 5, "{}", ran.err);
    assert_eq!(words(table[0]).join(" "), "host records articles no article errors kept rule");
    assert_eq!(words(table[1])[..5], ["lon.example", "6", "6", "0", "0"]);
    assert_eq!(words(table[2])[..5], ["nho.example", "4", "3", "1", "0"]);
    assert_eq!(words(table[3])[..6], ["(no", "address)", "1", "0", "0", "1"]);
    assert_eq!(words(table[4])[..5], ["all", "11", "9", "1", "1"]);
    assert!(!ran.err.contains('\u{1b}'), "no colours in a file");
    let sums = ran.err.find("11 records: 9 articles, 1 no article").expect("the sums in a line");
    assert!(sums < ran.err.find("host").expect("a table"), "{}", ran.err);

    assert!(!bench.clean(&["d.jsonl", "-q"]).ends(3).err.contains("lon.example"));
    bench.file("two.jsonl", dump().lines().take(2).collect::<Vec<_>>().join("\n"));
    let ran = bench.clean(&["two.jsonl"]).ends(0).says(&["2 records: 2 articles"]);
    assert!(!ran.err.contains("lon.example"), "two records need no table: {}", ran.err);
}

#[test]
fn a_report_is_a_page_about_the_run() {
    let bench = Bench::new();
    bench.file("in/d.jsonl", dump());
    let words = ["in/d.jsonl", "-o", "out.jsonl", "--report", "report.html"];
    bench.clean(&words).ends(3).says(&["tinsach: report in report.html"]);
    let page = bench.read("report.html");
    for words in ["9 articles in 11 records", "lon.example", "Chợ nổi số 1 vào mùa"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(page.contains("tinsach clean in/d.jsonl -o out.jsonl --report report.html"));
    assert!(!page.contains(bench.path("").to_str().expect("UTF-8")), "no path that was not typed");
    assert_eq!(bench.names("."), ["in", "out.jsonl", "report.html"]);

    let again = ["in/d.jsonl", "-o", "again.jsonl", "--report", "again.html", "--threads", "3", "-q"];
    bench.clean(&again).ends(3);
    let body = |page: &str| page.split("How it was called").next().expect("the sums").to_owned();
    assert_eq!(body(&bench.read("again.html")), body(&page), "no clock, no thread in it");
}

#[test]
fn a_report_replaces_nothing_unasked() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump()).file("report.html", "mine");
    let words = ["d.jsonl", "-o", "out.jsonl", "--report", "report.html"];
    let ran = bench.clean(&words).ends(1).says(&["report.html exists", "--force"]);
    assert!(!ran.err.contains("records"), "told before the run: {}", ran.err);
    assert_eq!((bench.read("report.html"), bench.names(".").len()), ("mine".to_owned(), 2));
    bench.clean(&[&words[..], &["--force"]].concat()).ends(3);
    assert!(bench.read("report.html").starts_with("<!DOCTYPE html>"));

    bench.clean(&["d.jsonl", "--report", "d.jsonl"]).ends(2).says(&["would replace an input"]);
    bench.clean(&["d.jsonl", "--report", "new.html", "-o", "new.html"]).ends(2).says(&["name the same file"]);
    bench
        .clean(&["d.jsonl", "--report", "no/such/report.html"])
        .ends(1)
        .says(&["no/such/report.html", "cannot be written"]);
}
