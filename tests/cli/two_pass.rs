//! `--two-pass`: what recurs on the pages of a host and is no article text is left out.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::*;

const PLEA: &str = "Bạn đang đọc bản tin miễn phí của chúng tôi, hãy góp sức để tòa soạn đi được xa hơn.";
const NOTICE: &str = "Tòa soạn Bến Sông nhận bài vở và ý kiến của bạn đọc gần xa trong mọi ngày làm việc.";
/// Recurs on every page, between paragraphs that do not.
const HEADING: &str = "Kết quả của phiên chợ";

/// A paragraph that no other page has.
fn paragraph(page: usize, number: usize) -> String {
    let words = ["chợ", "ghe", "bưởi", "cam", "sông", "bến", "nước", "khách", "phiên", "mùa", "giá", "đường"];
    let words = (0..30).map(|n| format!("{}{}", words[(n * 5 + number) % words.len()], page * 100 + n));
    format!("Ở bến thứ {page} sáng nay {}.", words.collect::<Vec<_>>().join(" "))
}

fn blocks(page: usize) -> Vec<String> {
    let own = |number| paragraph(page, number);
    vec![own(0), own(1), PLEA.into(), HEADING.into(), own(2), own(3), NOTICE.into()]
}

fn title(page: usize) -> String {
    format!("Chuyện bến sông số {page}")
}

fn html(page: usize) -> String {
    let element = |text: &String| {
        let tag = if text == HEADING { "h2" } else { "p" };
        format!("<{tag}>{text}</{tag}>")
    };
    let (title, body) = (title(page), blocks(page).iter().map(element).collect::<String>());
    format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><article>\
         <h1>{title}</h1>{body}</article></body></html>"
    )
}

fn lines_of(page: usize) -> String {
    [vec![title(page)], blocks(page)].concat().join("\n")
}

fn address(page: usize) -> String {
    format!("https://www.ben.example/tin-{page}.html")
}

fn dump(pages: usize) -> String {
    let record = |n| json!({"id": n, "url": address(n), "html": html(n)});
    lines(&(0..pages).map(record).collect::<Vec<_>>())
}

/// The texts of articles, as the lines they have.
fn texts(objects: &[Value]) -> Vec<Vec<String>> {
    let text =
        |object: &Value| object["text"].as_str().expect("an article").lines().map(str::to_owned).collect();
    objects.iter().map(text).collect()
}

/// What is left when the plea and the notice are gone.
#[track_caller]
fn assert_clean(texts: &[Vec<String>]) {
    for (page, text) in texts.iter().enumerate() {
        let expected: Vec<_> = blocks(page).into_iter().filter(|it| it != PLEA && it != NOTICE).collect();
        assert_eq!(*text, expected, "page {page}");
    }
}

#[test]
fn pleas_go_and_headings_stay() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(12));
    for n in 0..12 {
        bench.file(&format!("lines/{n:02}.txt"), lines_of(n)).file(&format!("pages/{n:02}.html"), html(n));
    }
    for input in ["d.jsonl", "lines", "pages"] {
        let once = texts(&bench.clean(&[input]).ends(0).objects());
        assert!(once.iter().flatten().filter(|line| *line == PLEA).count() == 12, "{input}: nothing to do");
        let twice = bench.clean(&[input, "--two-pass"]).ends(0);
        assert_eq!(texts(&twice.objects()).len(), 12);
        assert_clean(&texts(&twice.objects()));
        let twice =
            twice.says(&["first pass: 12 pages of 1 host", "left out since they recur: 24 blocks at 1 host"]);
        for threads in ["1", "3"] {
            assert!(
                bench.clean(&[input, "--two-pass", "--threads", threads]).out == twice.out,
                "{input} {threads}"
            );
        }
    }
    let blocks = bench.clean(&["d.jsonl", "--two-pass", "--blocks"]).ends(0).objects();
    assert!(blocks.iter().all(|it| it["blocks"].as_array().expect("blocks").len() == 5));
}

#[test]
fn a_story_at_many_addresses_is_no_boilerplate() {
    let bench = Bench::new();
    let copies = (0..12).map(|n| {
        // Half of them with another first line.
        let first = if n % 2 == 0 {
            String::new()
        } else {
            format!("<p>Cập nhật lần thứ {n} lúc sáng sớm.</p>")
        };
        let html = html(0).replacen("<p>", &format!("{first}<p>"), 1);
        json!({"id": n, "url": address(n), "html": html})
    });
    bench.file("d.jsonl", lines(&copies.collect::<Vec<_>>()));
    let once = bench.clean(&["d.jsonl"]).ends(0);
    let twice = bench.clean(&["d.jsonl", "--two-pass"]).ends(0);
    assert!(once.out == twice.out);
    twice.says(&["first pass: 1 page of 1 host, 11 repeats: nothing recurs"]);
}

#[test]
fn few_pages_prove_nothing_and_other_hosts_are_others() {
    let bench = Bench::new();
    let record =
        |n: usize| json!({"id": n, "url": format!("https://bao-{}.example/{n}", n / 2), "html": html(n)});
    bench.file("d.jsonl", lines(&(0..12).map(record).collect::<Vec<_>>()));
    let once = bench.clean(&["d.jsonl"]).ends(0);
    assert!(
        once.out == bench.clean(&["d.jsonl", "--two-pass"]).ends(0).says(&["6 hosts", "nothing recurs"]).out
    );
}

#[test]
fn what_cannot_be_read_twice_is_refused() {
    let bench = Bench::new();
    bench
        .clean_stdin(&["-", "--two-pass"], html(0).as_bytes())
        .ends(2)
        .says(&["--two-pass reads everything twice", "standard input cannot be read again"]);
    bench.clean(&["gone.html", "--two-pass"]).ends(3).says(&["gone.html: no such file"]);
}

#[test]
fn a_job_keeps_what_was_counted() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(400));
    let words =
        |out, threads| ["d.jsonl", "--two-pass", "-o", out, "--shard-records", "20", "--threads", threads];
    bench.clean(&words("whole/", "2")).ends(0).says(&["first pass: 400 pages"]);
    let data = |out: &str| -> String {
        let names = bench.data(out);
        names.iter().map(|name| bench.read(&format!("{out}/{name}"))).collect()
    };
    let objects: Vec<Value> =
        data("whole").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_clean(&texts(&objects));
    let counts = bench.read("whole/_commits/first-pass.json");
    // Killed wherever it is, in the first pass or in the second.
    let (mut killed, mut told) = (0, 0);
    loop {
        let mut child =
            bench.command(&[&["clean"], &words("out/", "3")[..]].concat()).spawn().expect("the program");
        thread::sleep(Duration::from_millis(40 + 25 * killed));
        let is_done = child.try_wait().expect("its state").is_some();
        child.kill().expect("killed");
        let output = child.wait_with_output().expect("its end");
        told += String::from_utf8_lossy(&output.stderr).matches("first pass: ").count();
        if is_done {
            break;
        }
        killed += 1;
        assert!(killed < 500, "no end");
    }
    assert!(killed > 0, "nothing was killed: make the dump larger");
    assert!(told <= 1, "counted {told} times to the end");
    assert_eq!(bench.read("out/_commits/first-pass.json"), counts);
    assert!(data("out") == data("whole"), "other bytes after {killed} kills");
    // A job goes on with the option it was begun with, and with the table that it has.
    fs::remove_file(bench.path("out/_SUCCESS")).expect("removed");
    let once = ["d.jsonl", "-o", "out/", "--shard-records", "20"];
    bench.clean(&once).ends(1).says(&["--two-pass: true; now: false"]);
    bench.file("out/_commits/first-pass.json", counts.replacen("\"pages\":400", "\"pages\":401", 1));
    bench.clean(&words("out/", "1")).ends(1).says(&["first-pass.json: its hash", "--force"]);
    bench.clean(&[&once[..], &["--force"]].concat()).ends(0);
    assert!(!bench.path("out/_commits/first-pass.json").exists());
}
