//! `tinsach rules drift`: a template that changes is told with host, field and month, and nothing else is.

use serde_json::{Value, json};

use crate::bench::*;

/// Pages a month of each host.
const PAGES: usize = 21;

/// The rule of a host of these tests.
fn rule(host: &str) -> String {
    format!(
        "hosts = ['{host}']\n[source]\nchecked = 2026-11-21\nbasis = 'a look'\nverified = 'fixture'\n\
         [[layout]]\ntitle = ['.tieu-de']\nlead = ['.sapo']\nbody = ['.chu']\n"
    )
}

fn html(number: usize, lead: &str) -> String {
    format!(
        "<html lang=vi><body><nav><a href=/>Trang chủ</a></nav><h1 class=tieu-de>Chợ nổi số {number} vào mùa</h1>\
         <div class={lead}>Chợ số {number} họp sớm hơn mọi năm, ghe từ các tỉnh lân cận đã về đông.</div>\
         <div class=chu><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"
    )
}

/// The pages of two hosts in some months of a year; from July on the lead of one has another name.
fn dump(months: std::ops::RangeInclusive<usize>) -> String {
    let mut objects: Vec<Value> = Vec::new();
    for month in months {
        for number in 0..PAGES {
            for host in ["cho-noi.vn", "vuon-quyt.vn"] {
                let lead = if host == "vuon-quyt.vn" && month > 6 { "tom-tat" } else { "sapo" };
                // A page in ten has no lead at all: that is no alarm.
                let lead = if number % 10 == 9 { "khac" } else { lead };
                objects.push(json!({
                    "id": format!("{host}-{month}-{number}"),
                    "url": format!("https://{host}/tin-{month}-{number}.html"),
                    "html": html(number, lead),
                    "crawled": format!("2025-{month:02}-11T08:00:00Z"),
                }));
            }
        }
    }
    lines(&objects)
}

fn bench() -> Bench {
    let bench = Bench::new();
    for host in ["cho-noi.vn", "vuon-quyt.vn"] {
        bench.file(&format!("mine/{host}.toml"), rule(host));
    }
    bench.file("first.jsonl", dump(1..=6)).file("second.jsonl", dump(7..=12));
    bench
}

#[test]
fn the_alarm_names_host_field_and_months_and_is_silent_before() {
    let bench = bench();
    let drift = |words: &[&str]| {
        bench.run(&[&["rules", "drift", "--rules", "mine", "--field", "fetched=crawled"], words].concat())
    };
    let first =
        drift(&["first.jsonl"]).ends(0).says(&["252 pages of 252 with a rule, on 2 hosts: nothing fell"]);
    assert_eq!(first.out, "");
    let year = drift(&["first.jsonl", "second.jsonl"]).ends(3).says(&["6 alarms"]);
    assert_eq!(year.out.lines().count(), 1, "{}", year.out);
    let told =
        "vuon-quyt.vn: lead of rule vuon-quyt.vn found on 90 % of 63 before, now 2025-07 0 % of 21, 2025-08 ";
    assert!(year.out.starts_with(told) && year.out.contains("2025-12"), "{}", year.out);
    let again = drift(&["first.jsonl", "second.jsonl", "--threads", "1", "-q"]).ends(3);
    assert_eq!((again.out, again.err.as_str()), (year.out, ""));
}

#[test]
fn a_saved_baseline_judges_a_later_month() {
    let bench = bench();
    let drift = |words: &[&str]| {
        bench.run(&[&["rules", "drift", "--rules", "mine", "--field", "fetched=crawled"], words].concat())
    };
    drift(&["first.jsonl", "--save", "rates.json"]).ends(0);
    drift(&["first.jsonl", "--save", "rates.json"]).ends(1).says(&["rates.json", "--force"]);
    drift(&["first.jsonl", "--save", "rates.json", "--force"]).ends(0);
    bench.file("july.jsonl", dump(7..=7));
    let undated = bench.run(&["rules", "drift", "--rules", "mine", "july.jsonl"]).ends(0);
    undated.says(&["2 hosts with pages of an unknown month", "--field fetched=KEY"]);
    drift(&["july.jsonl"]).ends(0).says(&["2 hosts with pages of one month only"]);
    let ran = drift(&["july.jsonl", "--baseline", "rates.json", "--json"]).ends(3);
    let told: Value = serde_json::from_str(&ran.out).expect("JSON");
    let alarms = told["alarms"].as_array().expect("a list");
    assert_eq!(alarms.len(), 1);
    let expected = json!({"hits": 0, "pages": 21});
    assert_eq!((&alarms[0]["host"], &alarms[0]["now"]), (&json!("vuon-quyt.vn"), &expected));
    assert_eq!((&alarms[0]["field"], &alarms[0]["month"]), (&json!("lead"), &json!("2025-07")));
    assert_eq!(told["rates"].as_array().expect("a list").len(), 6, "two rules with three fields");
    bench.file("wrong.json", "{\"rates\": 1}");
    drift(&["july.jsonl", "--baseline", "wrong.json"]).ends(1).says(&["wrong.json", "line 1", "--save"]);
}

#[test]
fn the_output_of_a_job_is_no_input_and_a_broken_record_is_told() {
    let bench = bench();
    bench.clean(&["first.jsonl", "-o", "out/"]).ends(0);
    bench.run(&["rules", "drift", "out"]).ends(2).says(&["holds articles and no pages", "_job.json"]);
    bench.file("broken.jsonl", "{\n");
    bench.run(&["rules", "drift", "broken.jsonl"]).ends(3).says(&["broken.jsonl", "nothing fell"]);
}
