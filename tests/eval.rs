//! The figures of `eval` are those of the scorer script, on a corpus invented here and on the real ones.
//!
//! Script and corpora lie beside the repository; where they are not, the comparison is skipped, and says so.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tinsach::Extractor;
use tinsach::eval::{self, Evaluation, LinesPrediction, PagePrediction, Predictions};

/// How far figures may lie apart: half of what a report would show.
const TOLERANCE: f64 = 0.0005;
/// Rows of the worst pages that are compared.
const WORST: usize = 30;

const THREADS: NonZeroUsize = NonZeroUsize::new(2).expect("not zero");

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    skip(&path.display().to_string());
    None
}

/// Straight to standard error, since the test harness hides what is printed in a test that passes.
fn skip(what: &str) {
    writeln!(io::stderr(), "skipped: {what} is not there").expect("standard error");
}

fn script() -> Option<PathBuf> {
    let script = shared("tools/score.py")?;
    if Command::new("python3").arg("--version").output().is_err() {
        skip("python3");
        return None;
    }
    Some(script)
}

/// What the script prints for the predictions of an evaluation; `None` when it is not there.
fn judged(corpus: &Path, evaluation: &Evaluation) -> Option<String> {
    let script = script()?;
    let mut predictions = tempfile::NamedTempFile::new().expect("file");
    evaluation.predictions().write(&mut predictions).expect("written");
    let worst = WORST.to_string();
    let run = Command::new("python3")
        .arg(script)
        .arg(corpus)
        .arg(predictions.path())
        .args(["--worst", &worst])
        .output();
    let run = run.expect("the script runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8(run.stdout).expect("UTF-8"))
}

/// Same corpus, same figures in the same order, same worst pages for the same reasons.
fn agree(corpus: &Path, evaluation: &Evaluation) {
    let Some(judged) = judged(corpus, evaluation) else { return };
    let mut lines = judged.lines();
    let (own, script) = (evaluation.to_string(), lines.next().expect("figures"));
    // What the confidence is worth, the script does not know.
    let known = |word: &&str| !word.starts_with("confidence=") && !word.starts_with("doubtful=");
    let (own_words, script_words): (Vec<&str>, Vec<&str>) =
        (own.split(' ').filter(known).collect(), script.split(' ').collect());
    assert_eq!(own_words.len(), script_words.len(), "\n{own}\n{script}");
    assert_eq!(own_words[0], script_words[0]);
    for (own_word, script_word) in own_words[1..].iter().zip(&script_words[1..]) {
        let ((own_name, own_value), (name, value)) = (figure(own_word), figure(script_word));
        assert_eq!(own_name, name, "\n{own}\n{script}");
        assert!(
            (own_value - value).abs() <= TOLERANCE,
            "{name}: {own_value} is not {value}\n{own}\n{script}"
        );
    }
    let worst: Vec<String> = evaluation.worst(WORST).iter().map(ToString::to_string).collect();
    assert_eq!(worst, lines.collect::<Vec<_>>());
}

fn figure(word: &str) -> (&str, f64) {
    let (name, value) = word.split_once('=').expect("name=value");
    (name, value.parse().expect("a number"))
}

fn write_gold(folder: &Path, rows: &[Value]) {
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    fs::write(folder.join("gold.jsonl"), rows.join("\n\n")).expect("gold");
}

fn read_gold(folder: &Path) -> Vec<Value> {
    let gold = fs::read_to_string(folder.join("gold.jsonl")).expect("gold");
    let lines = gold.lines().filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_str(line).expect("a row")).collect()
}

const PARAGRAPHS: [&str; 3] = [
    "Sáng nay, nhóm thợ của xưởng đóng thuyền bên sông đã hạ thủy chiếc thuyền gỗ thứ một trăm, sau gần hai năm làm việc.",
    "Chủ xưởng cho biết gỗ được chọn từ rừng trồng, mỗi tấm phải phơi đủ sáu tháng trước khi bào và ghép.",
    "Chiếc thuyền sẽ chở khách tham quan làng nghề vào cuối tuần; giá vé dự kiến 35.000 đồng một người.",
];

fn page(title: &str, paragraphs: &[&str]) -> String {
    let paragraphs = format!(
        "<p>{}</p>",
        paragraphs.join(
            "</p>
<p>"
        )
    );
    format!(
        "<!doctype html><html><head><meta charset=utf-8><title>{title} - Báo Bến Sông</title></head><body>\n\
         <nav><a href=/>Trang chủ</a> <a href=/lang>Làng nghề</a></nav>\n\
         <article><h1>{title}</h1>\n{paragraphs}\n</article>\n<footer>© Bến Sông</footer></body></html>"
    )
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("packed");
    packed.finish().expect("packed")
}

/// Pages of every kind that gold knows: packed and plain, with all fields, with null for some, without others, and one
/// that is no article and comes first.
fn pages() -> TempDir {
    let corpus = tempfile::tempdir().expect("folder");
    fs::create_dir(corpus.path().join("html")).expect("folder");
    let home = "<html><body><ul><li><a href=/1>Tin một</a><li><a href=/2>Tin hai</a></ul></body></html>";
    let files = [
        ("home.html", home.as_bytes().to_vec()),
        ("boat.html.gz", pack(page("Hạ thủy thuyền gỗ thứ 100", &PARAGRAPHS).as_bytes())),
        // Accents apart from their letters: e and ^ for ê.
        (
            "apart.html",
            page("Thuye\u{302}\u{300}n go\u{302}\u{303}", &[&apart(PARAGRAPHS[0]), PARAGRAPHS[1]])
                .into_bytes(),
        ),
        ("bare.html", page("Không có gì", &PARAGRAPHS[1..]).into_bytes()),
        ("empty.html", Vec::new()),
    ];
    for (name, bytes) in files {
        fs::write(corpus.path().join("html").join(name), bytes).expect("page");
    }
    let text = PARAGRAPHS.join("\n");
    let rows = [
        json!({"id": "home", "file": "html/home.html", "article": false, "text": "", "title": null}),
        json!({"id": "boat", "file": "html/boat.html.gz", "url": "https://bensong.example.vn/thuyen-go", "article": true,
               "text": text, "title": "Hạ thủy thuyền gỗ thứ 100", "authors": ["Lan Anh và Minh", "Bo Doe, Ph.D."],
               "published": "2026-03-07T09:40+07:00", "with": [PARAGRAPHS[0], "gỗ  được chọn"], "without": ["Trang chủ"],
               "group": "bensong", "captions": []}),
        json!({"id": "apart", "file": "html/apart.html", "url": null, "text": PARAGRAPHS[..2].join(" "),
               "title": "THUYỀN GỖ", "authors": null, "published": null, "with": ["thủy chiếc"], "without": []}),
        json!({"id": "bare", "file": "html/bare.html", "text": PARAGRAPHS[1]}),
        json!({"id": "empty", "file": "html/empty.html", "text": null, "authors": ["RN"], "published": "2026"}),
    ];
    write_gold(corpus.path(), &rows);
    corpus
}

fn apart(text: &str) -> String {
    text.replace('ô', "o\u{302}").replace('ỗ', "o\u{302}\u{303}").replace('ề', "e\u{302}\u{300}")
}

const LINES: [&str; 12] = [
    "\u{feff}Trang chủ",
    "Hạ thủy thuyền gỗ thứ 100",
    "",
    PARAGRAPHS[0],
    " \u{a0}\u{1f}",
    "Ảnh: Minh",
    PARAGRAPHS[1],
    "\t  ## Giá vé  \r",
    PARAGRAPHS[2],
    "Lan Anh",
    "Tin liên quan",
    "Làng gốm vào mùa nung",
];

/// Two flattened pages that are labelled, the second partly, and an empty one.
fn lines() -> TempDir {
    let corpus = tempfile::tempdir().expect("folder");
    fs::create_dir(corpus.path().join("text")).expect("folder");
    let labels = json!([
        [1, "nav"],
        [2, "title"],
        [4, "lead"],
        [6, "caption?"],
        [7, "body"],
        [8, "subheading"],
        [9, "body"],
        [10, "byline"],
        [11, "section_heading"],
        [12, "related"]
    ]);
    let texts = [
        ("a.txt", LINES.join("\n"), labels),
        ("b.txt", [LINES[3], "", LINES[11]].join("\n"), json!([[1, "body"]])),
        ("c.txt", String::new(), json!([])),
    ];
    let rows = texts.map(|(file, text, labels)| {
        fs::write(corpus.path().join("text").join(file), &text).expect("text");
        let digest: Vec<String> = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        json!({"file": file, "sha256": digest.concat(), "labels": labels})
    });
    write_gold(corpus.path(), &rows);
    corpus
}

#[test]
fn invented_pages_have_the_figures_of_the_script() {
    let corpus = pages();
    let evaluation = eval::run(&Extractor::new(), corpus.path(), THREADS).expect("evaluated");
    assert!(evaluation.failures().is_empty());
    assert_eq!(
        (evaluation.figures().get("pages"), evaluation.figures().get("missing")),
        (Some(4.0), Some(0.0))
    );
    agree(corpus.path(), &evaluation);
    agree(corpus.path(), &score(corpus.path(), disturbed(&read_gold(corpus.path()))));
}

#[test]
fn invented_lines_have_the_figures_of_the_script() {
    let corpus = lines();
    let evaluation = eval::run(&Extractor::new(), corpus.path(), THREADS).expect("evaluated");
    assert!(evaluation.failures().is_empty());
    assert_eq!(
        (evaluation.figures().get("documents"), evaluation.figures().get("missing")),
        (Some(3.0), Some(0.0))
    );
    agree(corpus.path(), &evaluation);
    let all: Vec<usize> = (1..=13).collect();
    for kept in [&[][..], &all, &[4, 7, 8, 9], &[4, 7, 12, 6]] {
        let found = ["a.txt", "b.txt"].map(|file| LinesPrediction { file: file.into(), kept: kept.to_vec() });
        agree(corpus.path(), &score(corpus.path(), Predictions::Lines(found.into())));
    }
}

#[test]
fn what_the_gold_does_not_give_is_not_scored() {
    let corpus = pages();
    write_gold(corpus.path(), &[json!({"id": "boat", "file": "html/boat.html.gz"})]);
    let evaluation = eval::run(&Extractor::new(), corpus.path(), THREADS).expect("evaluated");
    assert!(evaluation.to_string().ends_with(" pages=0 missing=0"), "{evaluation}");
    let Predictions::Pages(found) = evaluation.predictions() else { panic!("pages") };
    assert!(found[0].article && found[0].text.contains(PARAGRAPHS[0]), "{found:?}");

    let corpus = lines();
    write_gold(corpus.path(), &[json!({"file": "a.txt"}), json!({"file": "c.txt"})]);
    let evaluation = eval::run(&Extractor::new(), corpus.path(), THREADS).expect("evaluated");
    assert!(evaluation.to_string().ends_with(" documents=0 missing=0"), "{evaluation}");
}

#[test]
fn gold_does_not_reach_the_extractor() {
    let corpus = pages();
    let predictions = |rows: &[Value]| {
        write_gold(corpus.path(), rows);
        eval::run(&Extractor::new(), corpus.path(), THREADS).expect("evaluated").predictions().clone()
    };
    let whole = read_gold(corpus.path());
    let stripped: Vec<Value> =
        whole.iter().map(|row| json!({"id": row["id"], "file": row["file"], "url": row["url"]})).collect();
    assert_eq!(predictions(&whole), predictions(&stripped));
}

#[test]
fn the_number_of_threads_does_not_show() {
    let corpus = pages();
    let run = |threads| {
        let threads = NonZeroUsize::new(threads).expect("not zero");
        let evaluation = eval::run(&Extractor::new(), corpus.path(), threads).expect("evaluated");
        (evaluation.json(), evaluation.predictions().clone(), evaluation.worst(9).to_vec())
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn a_corpus_that_is_not_whole_is_refused() {
    let corpus = pages();
    fs::remove_file(corpus.path().join("html/bare.html")).expect("removed");
    let error = eval::run(&Extractor::new(), corpus.path(), THREADS).expect_err("no page").to_string();
    assert!(error.contains("html/bare.html: "), "{error}");
    fs::remove_file(corpus.path().join("gold.jsonl")).expect("removed");
    let error = eval::run(&Extractor::new(), corpus.path(), THREADS).expect_err("no gold").to_string();
    assert!(error.contains("gold.jsonl: "), "{error}");
}

fn score(corpus: &Path, predictions: Predictions) -> Evaluation {
    eval::score(corpus, predictions, THREADS).expect("scored")
}

/// Predictions that are wrong in many ways, made from the gold: the figures must agree far from 0 and 1 too.
fn disturbed(gold: &[Value]) -> Predictions {
    let predictions = gold.iter().enumerate().filter(|(at, _)| at % 9 != 7).map(|(at, row)| {
        let text = row["text"].as_str().unwrap_or_default();
        let words = text.split_inclusive(' ').enumerate();
        let words = words.filter(|(word, _)| (word / 10 + at) % 5 != 0);
        let words =
            words.map(|(word, text)| if word % 17 == at % 17 { text.to_uppercase() } else { text.into() });
        let title = row["title"]
            .as_str()
            .map(|title| if at % 3 == 0 { format!("{title} | A") } else { apart(title) });
        let authors: Vec<&str> =
            row["authors"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let published = row["published"].as_str().map(|date| if at % 4 == 0 { "2020-01-01" } else { date });
        PagePrediction {
            id: row["id"].as_str().expect("an id").into(),
            text: if at % 11 == 3 {
                String::new()
            } else {
                words.collect::<String>() + "\n\nThêm một câu."
            },
            title,
            authors: vec![authors.join(" and "), if at % 2 == 0 { "x, PhD".into() } else { String::new() }],
            published: published.map(str::to_owned),
            captions: Vec::new(),
            article: true,
            confidence: None,
        }
    });
    Predictions::Pages(predictions.collect())
}

/// Lines of more than 80 characters without the white space around them: a rule that anyone can apply. Its figures on
/// the real corpora, by the script, are pinned below, so that they are held to where there is no Python.
fn long_lines(corpus: &Path, gold: &[Value]) -> Predictions {
    let predictions = gold.iter().map(|row| {
        let file = row["file"].as_str().expect("a file");
        let text = fs::read_to_string(corpus.join("text").join(file)).expect("text");
        let lines = text.split('\n').enumerate().filter(|(_, line)| line.trim().chars().count() > 80);
        LinesPrediction { file: file.into(), kept: lines.map(|(at, _)| at + 1).collect() }
    });
    Predictions::Lines(predictions.collect())
}

fn real_lines(name: &str, known_f1: f64) {
    let Some(corpus) = shared(&format!("corpus/{name}")) else { return };
    let evaluation = score(&corpus, long_lines(&corpus, &read_gold(&corpus)));
    let f1 = evaluation.figures().get("f1").expect("a figure");
    assert!((f1 - known_f1).abs() <= TOLERANCE, "{f1}");
    agree(&corpus, &evaluation);
    agree(&corpus, &eval::run(&Extractor::new(), &corpus, THREADS).expect("evaluated"));
}

#[test]
fn the_seeds_have_the_figures_of_the_script() {
    real_lines("seeds", 0.8167);
}

#[test]
fn flattened_pages_have_the_figures_of_the_script() {
    real_lines("lines-dev", 0.8906);
}

#[test]
fn vietnamese_pages_have_the_figures_of_the_script() {
    let Some(corpus) = shared("corpus/vn-dev") else { return };
    agree(&corpus, &eval::run(&Extractor::new(), &corpus, THREADS).expect("evaluated"));
    agree(&corpus, &score(&corpus, disturbed(&read_gold(&corpus))));
}

#[test]
fn pages_of_other_languages_have_the_figures_of_the_script() {
    for name in ["wcxb-dev", "news2023-dev"] {
        let Some(corpus) = shared(&format!("corpus/{name}")) else { continue };
        agree(&corpus, &score(&corpus, disturbed(&read_gold(&corpus))));
    }
}
