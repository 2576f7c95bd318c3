//! Fixtures on the disk: folders with `page.toml`, the page, and what is expected of it.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;

use super::Expectation;
use crate::record::{Content, Kind, Record};

/// How deep fixtures lie at most: `FOLDER/<host>/<name>`.
const DEPTH: usize = 3;

/// A page with what is expected of it.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Its folder.
    pub name: String,
    /// What is expected of it.
    pub expected: Option<Expectation>,
    content: Vec<u8>,
    kind: Kind,
    url: Option<String>,
    fetched: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageToml {
    url: Option<String>,
    fetched: Option<toml::value::Datetime>,
    #[serde(default, rename = "shows")]
    _shows: String,
}

impl Fixture {
    /// The page as a record.
    pub fn record(&self) -> Record<'_> {
        Record {
            content: Content::Bytes(&self.content),
            url: self.url.as_deref(),
            kind: self.kind,
            fetched: self.fetched,
            content_type: None,
        }
    }

    fn read(folder: &Path) -> Result<Self, String> {
        let toml = folder.join("page.toml");
        let page: PageToml = parsed(&toml)?;
        let time = |at: toml::value::Datetime| {
            let wrong = |error| format!("{}: fetched: {at}: {error}", toml.display());
            at.to_string().parse::<Timestamp>().map_err(wrong)
        };
        let html = folder.join("page.html");
        let (file, kind) =
            if html.exists() { (html, Kind::Html) } else { (folder.join("page.txt"), Kind::Text) };
        let expect = folder.join("expect.toml");
        Ok(Self {
            name: folder.display().to_string(),
            expected: expect.exists().then(|| parsed(&expect)).transpose()?,
            content: fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?,
            kind,
            url: page.url,
            fetched: page.fetched.map(time).transpose()?,
        })
    }
}

fn parsed<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The fixtures of a folder, sorted; none where it holds no `page.toml`. One that cannot be read is told in its place.
///
/// # Errors
/// A message, when the folder itself cannot be read.
pub fn fixtures(folder: &Path) -> Result<Vec<Result<Fixture, String>>, String> {
    let mut found = Vec::new();
    collect(folder, DEPTH, &mut found)?;
    found.sort();
    Ok(found.iter().map(|folder| Fixture::read(folder)).collect())
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let failed = |error| format!("{}: {error}", folder.display());
    if folder.join("page.toml").is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if depth > 1 && entry.file_type().map_err(failed)?.is_dir() {
            collect(&entry.path(), depth - 1, found)?;
        }
    }
    Ok(())
}
