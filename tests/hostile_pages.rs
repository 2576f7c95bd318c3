//! Every file of `fixtures/hostile`: none makes anything panic, and no output holds what a browser would run, load or follow.
#![cfg(feature = "cli")]

#[path = "support/invariants.rs"]
mod invariants;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};
use tinsach::explain::explain;
use tinsach::input::{Opened, Reader, Request, Source};
use tinsach::output::{Style, html, json, markdown};
use tinsach::page::Page;
use tinsach::sites::{RuleSet, RuleText, SiteKind};
use tinsach::{Extractor, Kind, Options, Outcome, Record};

const ALL: Style = Style { links: true, emphasis: true, images: true };
const URL: &str = "https://hostile.example/bai-1.html";

/// The files with one of these endings.
fn files(endings: &[&str]) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile");
    let entries = fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| endings.iter().any(|it| path.to_string_lossy().ends_with(it))).collect();
    files.sort();
    assert!(!files.is_empty(), "no file with an ending of {endings:?}");
    files
}

fn extractor() -> (Extractor, Options) {
    let options = Options::default().with_markup(true).with_min_text(1);
    (Extractor::new().with_options(options.clone()), options)
}

#[test]
fn every_page_is_survived_as_every_kind() {
    let (extractor, options) = extractor();
    let mut articles = 0;
    for file in files(&[".html", ".txt", ".jsonl", ".warc", ".toml"]) {
        let bytes = fs::read(&file).expect("a file");
        for kind in [Kind::Auto, Kind::Html, Kind::Text] {
            let record = Record::bytes(&bytes, Some(URL)).with_kind(kind);
            let trace = extractor.trace(&record).expect("no limit is near");
            invariants::check(&trace, &options).unwrap_or_else(|it| panic!("{}: {it}", file.display()));
            articles += u32::from(trace.outcome.article().is_some());
        }
    }
    assert!(articles > 20, "only {articles} articles");
}

#[test]
fn no_output_of_a_page_holds_what_a_browser_runs_or_loads() {
    let (extractor, _) = extractor();
    let mut shown = 0;
    for file in files(&[".html", ".txt"]) {
        let bytes = fs::read(&file).expect("a file");
        let name = file.display();
        let record = Record::bytes(&bytes, Some(URL));
        let outcome = extractor.extract(&record).expect("no limit is near");
        let line = json("hostile", &[], &outcome, true);
        assert!(!line.contains('\n') && !line.contains(|c: char| c.is_control()), "{name}: {line}");
        let explained = explain(&extractor, &record).expect("no limit is near").html();
        check_page_of_ours(&explained).unwrap_or_else(|it| panic!("{name}: explanation: {it}"));
        let Outcome::Article(article) = outcome else { continue };
        invariants::check_html(&html(&article, ALL)).unwrap_or_else(|it| panic!("{name}: HTML: {it}"));
        for style in [ALL, Style::default()] {
            let text = markdown(&article, style);
            check_markdown(&text).unwrap_or_else(|it| panic!("{name}: Markdown: {it}\n{text}"));
        }
        shown += 1;
    }
    assert!(shown >= 8, "only {shown} pages were articles: the test tests nothing");
}

/// A page that is made here has one script, no handler, and refers to nothing outside of itself.
fn check_page_of_ours(html: &str) -> Result<(), String> {
    let page = Page::parse(html, usize::MAX);
    let scripts = page.nodes().filter(|node| node.name() == "script").count();
    if scripts != 1 {
        return Err(format!("{scripts} scripts"));
    }
    for node in page.nodes() {
        if ["img", "iframe", "object", "embed", "link", "base", "video", "audio", "svg", "math"]
            .contains(&node.name())
        {
            return Err(format!("<{}>", node.name()));
        }
        for (name, value) in node.attributes() {
            let loads = ["src", "srcset", "data", "action", "formaction", "background", "poster"];
            let is_foreign = name == "href" && !value.starts_with(['#', 'h']);
            let turns = name == "http-equiv" && !value.eq_ignore_ascii_case("content-security-policy");
            if turns || name.starts_with("on") || name == "srcdoc" || loads.contains(&name) || is_foreign {
                return Err(format!("{} {name}={value:?}", node.name()));
            }
        }
    }
    Ok(())
}

/// Markdown, read as the standard with tables says, has no HTML in it, and links and pictures of the web only.
fn check_markdown(text: &str) -> Result<(), String> {
    for event in Parser::new_ext(text, Extensions::ENABLE_TABLES) {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => return Err(format!("HTML: {raw}")),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let is_web = ["http://", "https://", "mailto:"].iter().any(|it| dest_url.starts_with(it));
                if !is_web {
                    return Err(format!("a link to {dest_url}"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[test]
fn every_dump_is_read_to_its_end() {
    for file in files(&[".jsonl", ".warc", ".gz"]) {
        let (extractor, options) = extractor();
        let sources = vec![Source::Path(file.clone())];
        let reader = Reader::new(Request { sources, kind: Kind::Auto, url: None, skip: Vec::new() });
        let (mut records, mut ends, mut places) = (0, 0, BTreeSet::new());
        for entry in reader {
            match entry.open(&tinsach::input::Fields::default(), Kind::Auto) {
                Opened::Record(opened) => {
                    records += 1;
                    let place = opened.place.to_string();
                    assert!(places.insert(place.clone()), "two records at {place}");
                    assert!(!place.contains(": record 0 "), "a record that has no number: {place}");
                    let Ok(record) = opened.record else { continue };
                    let trace = extractor.trace(&record.as_record()).expect("no limit is near");
                    invariants::check(&trace, &options)
                        .unwrap_or_else(|it| panic!("{}: {it}", file.display()));
                }
                Opened::EndOfDump(_) => ends += 1,
                Opened::Note(_) | Opened::EndOfFolder { .. } => {}
            }
        }
        assert!(records > 0 && ends == 1, "{}: {records} records, {ends} ends", file.display());
    }
}

#[test]
fn every_rule_file_is_refused_or_applied() {
    let page = include_str!("../fuzz/page.html");
    for file in files(&[".toml"]) {
        for kind in [SiteKind::Host, SiteKind::Family] {
            let text = fs::read_to_string(&file).expect("a file");
            let path = file.file_name().expect("a name").into();
            let Ok(rules) = RuleSet::none().with_texts(vec![RuleText { kind, path, text }]) else { continue };
            let extractor = Extractor::builder().rules(rules).build().expect("shipped files");
            for kind in [Kind::Html, Kind::Text] {
                let record = Record::str(page, Some(URL)).with_kind(kind);
                let trace = extractor.trace(&record).expect("no limit is near");
                invariants::check(&trace, &Options::default())
                    .unwrap_or_else(|it| panic!("{}: {it}", file.display()));
            }
        }
    }
}
