//! Rule files are bounded: their bytes, their number, their selectors and patterns, and what a pattern may compile to.

use std::fmt::Write as _;
use std::path::PathBuf;

use tinsach::sites::{RuleSet, RuleText, SiteKind};
use tinsach::{Extractor, Kind, Outcome, Record};

const HEAD: &str = "hosts = [\"rules.example\"]\n[source]\nchecked = 2026-11-22\nbasis = \"invented\"\nverified = \"fixture\"\n";

fn file(name: &str, text: String) -> RuleText {
    RuleText { kind: SiteKind::Host, path: PathBuf::from(format!("{name}.toml")), text }
}

fn load(layout: &str) -> Result<RuleSet, String> {
    let text = format!("{HEAD}[[layout]]\nbody = [\"article\"]\n{layout}\n");
    RuleSet::none().with_texts(vec![file("rules.example", text)]).map_err(|error| error.to_string())
}

#[track_caller]
fn refused(layout: &str, words: &str) {
    let error = load(layout).expect_err("over a limit");
    assert!(error.contains(words), "{words:?} in {error}");
}

fn list(count: usize, one: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..count).map(|at| format!("'{}'", one(at))).collect();
    format!("[{}]", all.join(", "))
}

#[test]
fn selectors_and_patterns_are_counted() {
    let selectors = |count| format!("remove = {}", list(count, |at| format!(".c{at}")));
    assert!(load(&selectors(299)).is_ok());
    refused(&selectors(300), "301 selectors, at most 300 are allowed");
    let patterns = |count| format!("drop_text = {}", list(count, |at| format!("^{at}$")));
    assert!(load(&patterns(100)).is_ok());
    refused(&patterns(101), "101 patterns, at most 100 are allowed");
    let both = format!("{}\n[text]\ndrop = {}", patterns(60), list(41, |at| format!("^{at}$")));
    refused(&both, "101 patterns");
}

#[test]
fn selectors_and_patterns_are_short() {
    let selector = |length: usize| format!("remove = ['.{}']", "a".repeat(length - 1));
    assert!(load(&selector(400)).is_ok());
    refused(&selector(401), "selector of 401 bytes, at most 400");
    let pattern = |length: usize| format!("drop_text = ['^{}']", "a".repeat(length - 1));
    assert!(load(&pattern(400)).is_ok());
    refused(&pattern(401), "pattern of 401 bytes, at most 400");
}

#[test]
fn what_a_pattern_compiles_to_is_bounded() {
    for large in
        [r"^(\w{50}){50}", r"^\p{L}{1000}", r"^(((a{100}){100}){100}){100}", r"^[\p{L}--a]{300}{300}"]
    {
        refused(&format!("drop_text = ['{large}']"), "pattern `");
    }
    let deep = format!("^{}{}", "(".repeat(190), ")".repeat(190));
    // As deep as its length allows: refused or compiled, the stack holds.
    let _ = load(&format!("drop_text = ['{deep}']"));
    let nested = format!("{}p{}", ":is(".repeat(79), ")".repeat(79));
    let _ = load(&format!("remove = ['{nested}']"));
}

#[test]
fn selectors_whose_cost_is_not_linear_are_refused() {
    for dear in
        ["p ~ p", "div:has(p)", "p:nth-child(2)", "p:nth-last-of-type(2)", "p:last-child", "p:only-child"]
    {
        refused(&format!("remove = ['{dear}']"), "is not allowed in rule files");
    }
}

#[test]
fn files_are_small_and_few() {
    let filled = |bytes: usize| {
        let text = format!("{HEAD}[[layout]]\nbody = [\"article\"]\n");
        format!("{text}#{}", "x".repeat(bytes - text.len() - 1))
    };
    let set = |files| RuleSet::none().with_texts(files);
    assert!(set(vec![file("rules.example", filled(64 << 10))]).is_ok());
    let error = set(vec![file("rules.example", filled((64 << 10) + 1))]).expect_err("too large").to_string();
    assert!(error.contains("more than 65536 bytes"), "{error}");
    let many = (0..10_001).map(|at| file(&format!("r{at}"), String::new())).collect();
    let error = set(many).expect_err("too many").to_string();
    assert!(error.contains("10001 rule files, at most 10000 are allowed"), "{error}");
}

#[test]
fn a_folder_is_bounded_as_its_files_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let large = format!("{HEAD}#{}", "x".repeat(64 << 10));
    std::fs::write(folder.path().join("rules.example.toml"), large).expect("a file");
    let error = RuleSet::none().with_dir(folder.path()).expect_err("too large").to_string();
    assert!(error.contains("more than 65536 bytes"), "{error}");
}

/// A file with as much in it as is allowed does its work, and what it costs is within the limits of any page.
#[test]
fn a_rule_at_its_limits_works() {
    let mut layout =
        format!("remove = {}\n", list(299, |at| format!("{} .c{at}", "* ".repeat(30).trim_end())));
    let _ = writeln!(layout, "drop_text = {}", list(100, |at| format!(r"^(?i:\w{{1,2}} ?){{0,2}}x{at}$")));
    let rules = load(&layout).expect("within the limits");
    let extractor = Extractor::builder().rules(rules).build().expect("shipped files");
    let sentence = "Sáng sớm, những chiếc ghe chở đầy bưởi đã cập bến để kịp phiên họp đầu tuần của bà con.";
    let page = format!(
        "<h1>Phiên chợ</h1><article>{}{}</article>",
        "<div>".repeat(200),
        format!("<p>{sentence}</p>").repeat(40)
    );
    let record = Record::str(&page, Some("https://rules.example/a.html")).with_kind(Kind::Html);
    let outcome = extractor.extract(&record).expect("no limit is near");
    assert!(outcome.article().is_some_and(|it| it.rule == "rules.example"), "{outcome:?}");
    assert!(matches!(outcome, Outcome::Article(article) if article.text().starts_with("Sáng sớm")));
}
