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
fn a_report_says_which_options_a_file_added_and_why_records_failed() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump());
    bench.file("tinsach.toml", "[clean]\nkeep = 'id'\nthreads = 1\nlimit = 'work=20'\n");
    bench.clean(&["d.jsonl", "-o", "o.jsonl", "--report", "r.html", "--threads", "2"]).ends(3);
    let page = bench.read("r.html");
    for words in ["<dt>Options of tinsach.toml</dt>", "--keep=id", "--limit=work=20"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("--threads=1"), "what was typed goes before it");
    let host =
        page.split("lon.example</bdi>").nth(1).expect("its row").split("</tbody>").next().expect("its end");
    assert!(host.contains("<h3>Errors</h3>") && host.contains("more steps"), "{host}");
}

#[test]
fn an_old_report_among_the_pages_is_no_page() {
    let bench = Bench::new();
    bench.file("in/a.html", page("Cái Răng")).file("in/report.html", page("báo cáo"));
    let words = ["in", "-o", "out.jsonl", "--report", "in/report.html", "--force"];
    for _ in 0..2 {
        bench.clean(&words).ends(0).says(&["1 record: 1 article"]);
        assert_eq!(bench.read("out.jsonl").lines().count(), 1);
    }
    // Nor does one that was not there when a job began make its inputs others.
    std::fs::remove_file(bench.path("in/report.html")).expect("removed");
    let words = ["in", "-o", "out/", "--report", "in/report.html"];
    bench.clean(&words).ends(0);
    std::fs::rename(bench.path("in/report.html"), bench.path("kept.html")).expect("renamed");
    bench.clean(&words).ends(0).says(&["finished already", "report in in/report.html"]);
    assert_eq!(bench.read("in/report.html"), bench.read("kept.html"));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_tells_what_it_has_done() {
    use std::process::Command;

    let bench = Bench::new();
    bench.file("d.jsonl", dump().repeat(300));
    let words = ["clean", "d.jsonl", "-o", "out/", "--shard-records", "100", "--report", "r.html"];
    let child = bench.command(&words).spawn().expect("the program");
    while !bench.path("out/_commits/00000.json").exists() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("sent");
    let ran = Ran::from(child.wait_with_output().expect("its end")).ends(130);
    ran.says(&[
        "report of what is done so far in r.html",
        "goes on after them: tinsach clean d.jsonl -o out/",
    ]);
    let page = bench.read("r.html");
    assert!(page.contains("The run was stopped before its end") && page.contains("lon.example"), "{page}");
    bench.run(&words).ends(3).says(&["out/: goes on after", "tinsach: report in r.html"]);
    let whole = bench.read("r.html");
    assert!(!whole.contains("stopped before its end") && whole.contains("in 3,300 records"), "{whole}");
    bench.run(&words).ends(1).says(&["r.html exists"]);
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
