//! Every fixture against what a person expects of it (`expect.toml`, exact) and against its snapshot.
//!
//! The snapshots show every block with its label and rule, so that a change of any verdict is seen in review:
//! `cargo insta review`, or read the diff of `tests/snapshots/`.
#![cfg(feature = "cli")]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use tinsach::classify::model::Model;
use tinsach::prove::Expectation;
use tinsach::{Extractor, Kind, Outcome, Trace};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageToml {
    #[serde(rename = "url")]
    _url: Option<String>,
    #[serde(rename = "fetched")]
    _fetched: Option<toml::value::Datetime>,
    #[serde(rename = "shows")]
    _shows: String,
}

struct Expected {
    page: support::Fixture,
    expect: Expectation,
}

/// All fixtures with what a person expects of each, sorted.
fn fixtures() -> Vec<Expected> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let with_expectation = |page: support::Fixture| {
        let folder = root.join(&page.name);
        let PageToml { .. } = read(&folder.join("page.toml"));
        Expected { expect: read(&folder.join("expect.toml")), page }
    };
    support::fixtures("").into_iter().map(with_expectation).collect()
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn trace(extractor: &Extractor, fixture: &Expected) -> Trace {
    let page = &fixture.page;
    // The kind is left to be detected: that is what most users do.
    let trace = extractor.trace(&page.record().with_kind(Kind::Auto)).unwrap();
    let lines = trace.cut.blocks.iter().all(|block| block.markup.is_none());
    assert_eq!(lines, page.kind == Kind::Text, "{}: the kind is detected", page.name);
    trace
}

#[test]
fn every_fixture_is_what_a_person_expects() {
    let extractor = Extractor::new();
    let fixtures = fixtures();
    assert!(fixtures.len() >= 70, "only {} fixtures found", fixtures.len());
    let mut faults = String::new();
    for fixture in &fixtures {
        for fault in fixture.expect.faults(&trace(&extractor, fixture)) {
            writeln!(faults, "{}: {fault}", fixture.page.name).unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// Rules and passes whose work others would do on every fixture. What stands below a heading of other articles is worth
/// something on the corpora, `site-text` is a promise of the rule files, and small print is seen in dumps.
const IDLE: [&str; 3] = ["site-text", "small-print", "after-heading"];

/// What is worth nothing on the corpora stays only for a case that a fixture shows (`docs/evaluation.md`).
#[test]
fn every_rule_and_pass_is_needed_by_a_fixture() {
    // Without the scorer, which does some of their work, and which a few fixtures are for.
    let all = Extractor::builder().model(Model::none()).build().unwrap();
    let stands = |it: &Expected| it.expect.faults(&trace(&all, it)).is_empty();
    let fixtures: Vec<Expected> = fixtures().into_iter().filter(stands).collect();
    let mut idle = Vec::new();
    for name in tinsach::classify::names() {
        let extractor = Extractor::builder().model(Model::none()).without([name]).build().unwrap();
        let needs = |fixture: &Expected| {
            let trace = trace(&extractor, fixture);
            assert!(trace.verdicts.iter().all(|verdict| verdict.rule != name), "{name} speaks");
            !fixture.expect.faults(&trace).is_empty()
        };
        if !fixtures.iter().any(needs) {
            idle.push(name);
        }
    }
    assert_eq!(idle, IDLE, "no fixture expects what they do");
}

/// A page that its cues alone tell apart, and an article that uses the same words and loses nothing.
#[test]
fn each_language_of_the_cues_has_both_fixtures() {
    let names: Vec<String> = support::fixtures("lang").into_iter().map(|page| page.name).collect();
    let cues = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cues");
    let mut languages = 0;
    for entry in fs::read_dir(cues).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let Some(language) = file.strip_suffix(".toml") else { continue };
        languages += 1;
        for kind in ["page", "article"] {
            let name = format!("lang/{language}-{kind}");
            assert!(names.contains(&name), "{name} is missing");
        }
    }
    assert!(languages >= 10, "only {languages} languages");
}

#[test]
fn every_fixture_keeps_its_snapshot() {
    let extractor = Extractor::new();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for fixture in fixtures() {
        let trace = trace(&extractor, &fixture);
        insta::assert_snapshot!(fixture.page.name.replace('/', "__"), render(&trace));
    }
}

/// The article's fields, then every block with label and rule.
fn render(trace: &Trace) -> String {
    let mut out = String::new();
    match &trace.outcome {
        Outcome::NoArticle { reason } => writeln!(out, "no article: {}", reason.name()).unwrap(),
        Outcome::Article(article) => {
            let mut fields = serde_json::to_value(article).unwrap();
            fields.as_object_mut().unwrap().remove("blocks");
            writeln!(out, "{}", serde_json::to_string_pretty(&fields).unwrap()).unwrap();
        }
    }
    if let Some(source) = trace.root.carried {
        writeln!(out, "the text is not shown by the page: {source}").unwrap();
    }
    for (block, verdict) in trace.cut.blocks.iter().zip(&trace.verdicts) {
        let mark = if verdict.label.is_text() { "+" } else { " " };
        let text: String = block.text.chars().take(100).collect();
        let text = text.replace('\n', "⏎").replace('\t', "⇥");
        writeln!(out, "{mark} {:<15} {:<16} {text}", verdict.label.name(), verdict.rule).unwrap();
    }
    out
}
