//! `tinsach eval` from outside: what it prints, what it writes, how it ends.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const TEXT: &str = "Đêm qua, đội tuần tra của huyện đã đưa mười hai người dân mắc kẹt trên cồn cát trở về đất liền, khi nước \
    sông dâng nhanh sau ba ngày mưa lớn ở thượng nguồn.";

const MORE: &str = "Chính quyền địa phương đã dựng lều tạm, phát chăn ấm và nước sạch cho bà con ngay trong đêm; các trường học \
    ven sông nghỉ đến hết tuần.";

/// A corpus of two pages: an article, and a page whose gold the program cannot meet.
fn corpus() -> TempDir {
    let folder = tempfile::tempdir().expect("folder");
    let page = format!(
        "<html><head><meta charset=utf-8><title>Giải cứu trên cồn cát</title></head><body><article>\
         <h1>Giải cứu trên cồn cát</h1><p>{TEXT}</p><p class=more>{MORE}</p></article></body></html>"
    );
    fs::write(folder.path().join("a.html"), page).expect("page");
    fs::write(folder.path().join("b.html"), "<html><body></body></html>").expect("page");
    let rows = [
        format!(
            "{{\"id\": \"a\", \"file\": \"a.html\", \"url\": \"https://concat.example/a\", \"text\": \"{TEXT} {MORE}\"}}"
        ),
        format!("{{\"id\": \"b\", \"file\": \"b.html\", \"text\": \"{TEXT}\"}}"),
    ];
    fs::write(folder.path().join("gold.jsonl"), rows.join("\n")).expect("gold");
    folder
}

fn eval(corpus: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tinsach"));
    command.arg("eval").arg(corpus).args(words).output().expect("the program")
}

#[track_caller]
fn printed(corpus: &Path, words: &[&str]) -> String {
    let output = eval(corpus, words);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""), "{out}");
    out.into_owned()
}

#[track_caller]
fn refused(corpus: &Path, words: &[&str], code: i32) -> String {
    let output = eval(corpus, words);
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(code), &b""[..]), "{err}");
    err
}

fn words(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn figures_are_one_line_and_the_worst_pages_follow() {
    let corpus = corpus();
    let name = corpus.path().file_name().expect("a name").to_str().expect("UTF-8");
    let figures = "pages=2 missing=0 f1=0.5000 precision=0.5000 recall=0.5000 shingle_f1=0.5000 \
                   shingle_precision=0.5000 shingle_recall=0.5000 exact=0.5000";
    let printed = printed(corpus.path(), &["--worst", "5", "--threads", "1"]);
    let (first, worst) = printed.split_once('\n').expect("lines");
    // Two figures more than the judge has; the first depends on the weights.
    let trust =
        first.strip_prefix(&format!("{name} {figures} confidence=0.")).expect("the judge's figures first");
    assert!(trust.ends_with(" doubtful=0.0000"), "{first}");
    assert_eq!(worst, "  0.000 b P 0.000 R 0.000\n  1.000 a P 1.000 R 1.000\n");
}

#[test]
fn figures_are_json() {
    let corpus = corpus();
    let json: Value = serde_json::from_str(&printed(corpus.path(), &["--json"])).expect("JSON");
    assert_eq!((&json["pages"], &json["f1"], &json["with"]), (&2.into(), &0.5.into(), &Value::Null));
    assert!(json.as_object().expect("an object").contains_key("with"));
}

#[test]
fn predictions_are_written_and_replaced() {
    let corpus = corpus();
    let file: PathBuf = corpus.path().join("found.jsonl");
    fs::write(&file, "old").expect("file");
    printed(corpus.path(), &["--pred", words(&file)]);
    let found = fs::read_to_string(&file).expect("written");
    let found: Vec<Value> = found.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(found.iter().map(|row| &row["id"]).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(found.iter().map(|row| &row["article"]).collect::<Vec<_>>(), [true, false]);
    assert!(found[0]["text"].as_str().expect("text").contains("cồn cát trở về"));
}

#[test]
fn what_is_wrong_is_told() {
    let corpus = corpus();
    let usage = refused(corpus.path(), &["--pred", "-"], 2);
    assert!(usage.contains("--pred is a file"), "{usage}");
    let nowhere = refused(&corpus.path().join("nowhere"), &[], 1);
    assert!(nowhere.contains("nowhere cannot be scored: ") && nowhere.contains("gold.jsonl"), "{nowhere}");
    let file = corpus.path().join("found.jsonl");
    fs::write(corpus.path().join("gold.jsonl"), "{\"id\": \"a\"}").expect("gold");
    let row = refused(corpus.path(), &["--pred", words(&file)], 1);
    assert!(row.contains("gold.jsonl:1: missing field `file`"), "{row}");
    assert!(!file.exists(), "half a run leaves nothing");
}

/// Without the rules that know links, the teasers below the article count as text.
#[test]
fn rules_are_switched_off_by_name() {
    let corpus = corpus();
    let page = fs::read_to_string(corpus.path().join("a.html")).expect("page");
    let teaser = |at: u8| {
        format!("<p><a href=/{at}.html>Bản tin số {at} về mùa nước nổi ở các huyện đầu nguồn</a></p>")
    };
    let teasers = [0, 1, 2, 3].map(teaser).concat();
    fs::write(corpus.path().join("a.html"), page.replace("</article>", &format!("{teasers}</article>")))
        .expect("page");
    assert!(printed(corpus.path(), &["--model", "none"]).contains(" precision=0.5000 "));
    let without = ["--model", "none", "--without", "link-density,card", "--without", "edge"];
    let kept = printed(corpus.path(), &without);
    assert!(kept.contains(" recall=0.5000 ") && !kept.contains(" precision=0.5000 "), "{kept}");
    let unknown = refused(corpus.path(), &["--without", "link-density,crad"], 2);
    assert!(unknown.contains("'crad'") && unknown.contains("card, site-text, "), "{unknown}");
}

#[test]
fn rules_are_the_shipped_ones_own_ones_or_none() {
    let corpus = corpus();
    let rule = "hosts = [\"concat.example\"]\n\n[source]\nchecked = 2026-11-21\nbasis = \"invented\"\nverified = \"fixture\"\n\n\
                [[layout]]\nbody = [\"article\"]\nremove = [\"p.more\"]\n";
    let rules = corpus.path().join("own");
    fs::create_dir(&rules).expect("folder");
    fs::write(rules.join("concat.example.toml"), rule).expect("rule");
    assert!(printed(corpus.path(), &["--rules", "none"]).contains(" recall=0.5000 "));
    let own = printed(corpus.path(), &["--rules", words(&rules)]);
    assert!(own.contains(" precision=0.5000 ") && !own.contains(" recall=0.5000 "), "{own}");
    fs::write(rules.join("concat.example.toml"), rule.replace("remove", "removed")).expect("rule");
    let wrong = refused(corpus.path(), &["--rules", words(&rules)], 1);
    assert!(wrong.contains("concat.example.toml") && wrong.contains("removed"), "{wrong}");
}
