//! No figure on the corpora falls below its floor in `floors.toml`, which also says how to raise one.
//!
//! The corpora lie beside the repository; where they are not, nothing is measured, and the tests say so.
#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;

use tinsach::Extractor;
use tinsach::classify::model::Model;
use tinsach::eval::{self, Engines, Evaluation, FOLDS, Figure, Figures};
use tinsach::sites::RuleSet;
use toml::{Table, Value};

const CORPORA: [&str; 5] = ["seeds", "lines-dev", "vn-dev", "wcxb-dev", "news2023-dev"];

/// The section of a corpus that is for a run without site rules.
const WITHOUT_RULES: &str = "none";

/// Figures without a floor: `missing` has to be zero, the shingle figures are told by their F1, and `confidence` is not
/// the better the higher it is.
const WITHOUT_FLOOR: [&str; 4] = ["missing", "shingle_precision", "shingle_recall", "confidence"];

/// Both kinds of extractor, with the section their floors are in; of each kind one a fold, whose scorer has not learned
/// from the pages it is given.
fn extractors() -> [(Option<&'static str>, Box<[Extractor; FOLDS]>); 2] {
    let folds = |rules: fn() -> RuleSet| {
        Box::new(std::array::from_fn(|fold| {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("models/fold-{}.model", fold + 1));
            let model = Model::parse(&std::fs::read_to_string(file).expect("weights")).expect("weights");
            Extractor::builder().rules(rules()).model(model).build().expect("an extractor")
        }))
    };
    let shipped = || RuleSet::shipped().expect("the shipped rules");
    [(None, folds(shipped)), (Some(WITHOUT_RULES), folds(RuleSet::none))]
}

fn floors() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/floors.toml");
    std::fs::read_to_string(path).expect("floors").parse().expect("TOML")
}

/// The floors of a corpus: of the section itself, or of one below it.
fn section<'f>(floors: &'f Table, corpus: &str, below: Option<&str>) -> &'f Table {
    let whole = floors.get(corpus).and_then(Value::as_table);
    let found = whole.and_then(|whole| below.map_or(Some(whole), |below| whole.get(below)?.as_table()));
    found.unwrap_or_else(|| panic!("floors.toml has no section for {corpus} {}", below.unwrap_or_default()))
}

/// The floors of a section, without the sections below it.
fn pinned(section: &Table) -> Vec<(&str, f64)> {
    let pinned = section.iter().filter(|(_, value)| !value.is_table());
    let pinned = pinned.map(|(name, value)| {
        let number = value.as_float().or_else(|| value.as_integer()?.to_string().parse().ok());
        (name.as_str(), number.unwrap_or_else(|| panic!("{name} = {value} is no number")))
    });
    pinned.collect()
}

/// What is wrong with the figures, measured by the floors.
fn falls(floors: &[(&str, f64)], figures: &Figures) -> Vec<String> {
    let low = floors.iter().filter_map(|(name, floor)| match figures.get(name) {
        None => Some(format!("{name} has a floor, but is no figure of this corpus")),
        Some(value) if value < *floor => Some(format!("{name} is {value:.4}, its floor {floor}")),
        Some(_) => None,
    });
    let measured =
        figures.iter().filter(|(name, figure)| figure.value().is_some() && !WITHOUT_FLOOR.contains(name));
    let free = measured.filter(|(name, _)| !floors.iter().any(|(floor, _)| floor == name));
    let free = free.map(|(name, _)| format!("{name} is a figure of this corpus, but has no floor"));
    let missing =
        figures.get("missing").filter(|missing| *missing > 0.0).map(|missing| format!("{missing} missing"));
    low.chain(free).chain(missing).collect()
}

/// The section as it would be with the figures for floors.
fn as_floors(name: &str, figures: &Figures) -> String {
    let mut out = format!("\n[{name}]\n");
    for (name, figure) in figures.iter().filter(|(name, _)| !WITHOUT_FLOOR.contains(name)) {
        match figure {
            Figure::Count(count) => writeln!(out, "{name} = {count}"),
            Figure::Share(share) => writeln!(out, "{name} = {}", (share * 1000.0).floor() / 1000.0),
            Figure::Nothing => Ok(()),
        }
        .expect("text");
    }
    out
}

#[expect(clippy::print_stdout, reason = "the harness shows it when a test fails, and with --nocapture")]
fn show(text: &str) {
    println!("{text}");
}

fn stands(corpus: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(corpus);
    if !folder.exists() {
        // Straight to standard error, since the test harness hides what is printed in a test that passes.
        writeln!(io::stderr(), "skipped: {} is not there", folder.display()).expect("standard error");
        return;
    }
    let floors = floors();
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut wrong = Vec::new();
    for (below, extractor) in extractors() {
        let evaluation = eval::run(Engines::Folds(&extractor), &folder, threads).expect("evaluated");
        let name = below.map_or_else(|| corpus.to_owned(), |below| format!("{corpus}.{below}"));
        show(&as_floors(&name, evaluation.figures()));
        wrong.extend(
            problems(section(&floors, corpus, below), &evaluation)
                .map(|problem| format!("{name}: {problem}")),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn problems(section: &Table, evaluation: &Evaluation) -> impl Iterator<Item = String> {
    let failures =
        evaluation.failures().iter().map(|failure| format!("{}: {}", failure.name, failure.reason));
    falls(&pinned(section), evaluation.figures()).into_iter().chain(failures.collect::<Vec<_>>())
}

#[test]
fn seeds() {
    stands("seeds");
}

#[test]
fn lines_dev() {
    stands("lines-dev");
}

#[test]
fn vn_dev() {
    stands("vn-dev");
}

#[test]
fn wcxb_dev() {
    stands("wcxb-dev");
}

#[test]
fn news2023_dev() {
    stands("news2023-dev");
}

/// A section with a wrong name would hold nothing up.
#[test]
fn every_section_is_measured() {
    let floors = floors();
    assert_eq!(floors.len(), CORPORA.len());
    for corpus in CORPORA {
        assert!(!pinned(section(&floors, corpus, Some(WITHOUT_RULES))).is_empty());
        let below = section(&floors, corpus, None).iter().filter(|(_, value)| value.is_table());
        assert_eq!(below.map(|(name, _)| name.as_str()).collect::<Vec<_>>(), [WITHOUT_RULES], "{corpus}");
    }
}

#[test]
fn a_fall_is_seen() {
    let folder = tempfile::tempdir().expect("folder");
    std::fs::write(folder.path().join("a.html"), "").expect("page");
    let gold = r#"{"id": "a", "file": "a.html", "text": "Một hai"}"#;
    std::fs::write(folder.path().join("gold.jsonl"), gold).expect("gold");
    let evaluation = eval::run(&Extractor::new(), folder.path(), NonZeroUsize::MIN).expect("evaluated");
    let floors = [("pages", 1.0), ("f1", 0.0), ("precision", 0.0), ("recall", 0.0), ("shingle_f1", 0.0)];
    let with = |more| falls(&[&floors[..], more].concat(), evaluation.figures());
    assert_eq!(with(&[("exact", 0.0)]), [""; 0]);
    assert_eq!(with(&[("exact", 0.5)]), ["exact is 0.0000, its floor 0.5"]);
    let renamed = with(&[("exakt", 0.0)]);
    assert!(
        renamed[0].contains("exakt has a floor") && renamed[1].contains("exact is a figure"),
        "{renamed:?}"
    );
}
