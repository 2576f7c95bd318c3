//! The fixtures as plain records, for tests and benches that need pages and no expectations.
#![allow(dead_code, reason = "each of those who include this file needs other parts of it")]

use std::fs;
use std::path::{Path, PathBuf};

use tinsach::{Kind, Record};

/// A page of `fixtures/`, with what its crawler knows of it.
#[derive(Debug)]
pub(crate) struct Fixture {
    /// Its folder below `fixtures/`, parted by `/`.
    pub(crate) name: String,
    pub(crate) content: String,
    pub(crate) kind: Kind,
    pub(crate) url: Option<String>,
    pub(crate) fetched: Option<jiff::Timestamp>,
}

impl Fixture {
    /// The record of this page, with other content.
    pub(crate) fn record_of<'a>(&'a self, content: &'a str) -> Record<'a> {
        Record::str(content, self.url.as_deref()).with_kind(self.kind).with_fetched(self.fetched)
    }

    pub(crate) fn record(&self) -> Record<'_> {
        self.record_of(&self.content)
    }
}

/// All fixtures below `fixtures/FOLDER` (`""` for all there are), sorted by name.
pub(crate) fn fixtures(folder: &str) -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            if entry.file_type().expect("a type").is_dir() {
                open.push(entry.path());
            } else if entry.file_name() == "page.toml" {
                found.push(fixture(&root, &folder));
            }
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!found.is_empty(), "no fixtures below {folder:?}");
    found
}

fn fixture(root: &Path, folder: &Path) -> Fixture {
    let read = |file: PathBuf| {
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    let html = folder.join("page.html");
    let (file, kind) = if html.exists() { (html, Kind::Html) } else { (folder.join("page.txt"), Kind::Text) };
    let page: toml::Table = read(folder.join("page.toml")).parse().expect("TOML");
    let fetched = page.get("fetched").map(|at| at.to_string().parse().expect("a time with its offset"));
    let parts = folder.strip_prefix(root).expect("below the root").components();
    let name: Vec<_> = parts.map(|part| part.as_os_str().to_str().expect("UTF-8")).collect();
    Fixture {
        name: name.join("/"),
        content: read(file),
        kind,
        url: page.get("url").and_then(toml::Value::as_str).map(str::to_owned),
        fetched,
    }
}
