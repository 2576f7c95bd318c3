//! Predictions: what the extractor finds on the pages of a corpus, in the form the scorer script reads.
//!
//! The extractor is handed a page and its address. This file does not read gold fields: keep it so.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use super::gold::{self, Corpus, Document, Page, Rows};
use super::{Engines, Error};
use crate::article::{Article, Outcome};
use crate::extract::Extractor;
use crate::record::{Kind, Record};

/// What was found on a page of HTML.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PagePrediction {
    /// The gold's name of the page.
    pub id: String,
    /// The article text; empty when there is no article.
    pub text: String,
    /// The headline.
    pub title: Option<String>,
    /// Who signs the article.
    pub authors: Vec<String>,
    /// First publication, ISO 8601.
    pub published: Option<String>,
    /// The texts under the pictures.
    pub captions: Vec<String>,
    /// Whether there is an article.
    pub article: bool,
    /// How sure the extractor is of it; not known of what somebody else found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// Which lines of a flattened page are article text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LinesPrediction {
    /// The gold's name of the text.
    pub file: String,
    /// Their numbers, from 1, without blank lines.
    pub kept: Vec<usize>,
}

/// What was found on the pages of a corpus, in the order of its gold.
#[derive(Clone, Debug, PartialEq)]
pub enum Predictions {
    /// Of a set of pages.
    Pages(Vec<PagePrediction>),
    /// Of a set of lines.
    Lines(Vec<LinesPrediction>),
}

/// A page that gave no outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The gold's name of the page.
    pub name: String,
    /// Why.
    pub reason: String,
}

impl Predictions {
    /// Writes one JSON object a line.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Pages(pages) => write_lines(pages, out),
            Self::Lines(documents) => write_lines(documents, out),
        }
    }
}

fn write_lines(rows: &[impl Serialize], out: &mut impl Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Rows by name.
pub(super) type ByName<'p, T> = HashMap<&'p str, &'p T>;

/// The predictions by the names of their pages, which `known` has to have, each once.
pub(super) fn by_name<'p, T>(
    found: &'p [T],
    name: impl Fn(&'p T) -> &'p str,
    known: impl Iterator<Item = &'p str>,
) -> Result<ByName<'p, T>, Error> {
    let known: BTreeSet<&str> = known.collect();
    let mut named = HashMap::with_capacity(found.len());
    for row in found {
        let name = name(row);
        if !known.contains(name) {
            return Err(Error::Predictions(format!("{name} is not a page of the corpus")));
        }
        if named.insert(name, row).is_some() {
            return Err(Error::Predictions(format!("{name} is predicted twice")));
        }
    }
    Ok(named)
}

/// Cleans every page of a corpus, on the threads of the pool it is called in.
pub(super) fn predict(engines: Engines<'_>, corpus: &Corpus) -> Result<(Predictions, Vec<Failure>), Error> {
    let mut failures = Vec::new();
    let predictions = match &corpus.rows {
        Rows::Pages(pages) => {
            let found: Vec<_> =
                pages.par_iter().map(|page| page_outcome(engines.of(&page.site()), corpus, page)).collect();
            Predictions::Pages(delivered(found, &mut failures)?)
        }
        Rows::Documents(documents) => {
            let found: Vec<_> = documents
                .par_iter()
                .map(|document| Ok(lines_outcome(engines.of(&document.file), document)))
                .collect();
            Predictions::Lines(delivered(found, &mut failures)?)
        }
    };
    Ok((predictions, failures))
}

/// Parts predictions from failures. Of several unreadable files it is always the first that is told.
fn delivered<T>(
    found: Vec<Result<Result<T, Failure>, Error>>,
    failures: &mut Vec<Failure>,
) -> Result<Vec<T>, Error> {
    let mut rows = Vec::with_capacity(found.len());
    for outcome in found {
        match outcome? {
            Ok(row) => rows.push(row),
            Err(failure) => failures.push(failure),
        }
    }
    Ok(rows)
}

/// What a page turns out to be. A panic is that page's failure: the others still have their figures.
fn outcome(extractor: &Extractor, record: &Record<'_>, name: &str) -> Result<Outcome, Failure> {
    let extracted = catch_unwind(AssertUnwindSafe(|| extractor.extract(record)));
    let reason = match extracted {
        Ok(Ok(outcome)) => return Ok(outcome),
        Ok(Err(error)) => error.to_string(),
        Err(panic) => {
            let said = panic.downcast_ref::<&str>().copied();
            let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
            format!("tinsach failed on this page, which is a bug ({})", said.unwrap_or("no message"))
        }
    };
    Err(Failure { name: name.into(), reason })
}

fn page_outcome(
    extractor: &Extractor,
    corpus: &Corpus,
    page: &Page,
) -> Result<Result<PagePrediction, Failure>, Error> {
    let path = corpus.folder.join(&page.file);
    let bytes = gold::read(&path).map_err(|source| Error::Io { path, source })?;
    let record = Record::bytes(&bytes, page.url.as_deref()).with_kind(Kind::Html);
    let outcome = outcome(extractor, &record, &page.id);
    Ok(outcome.map(|outcome| page_prediction(&page.id, outcome.article())))
}

fn page_prediction(id: &str, article: Option<&Article>) -> PagePrediction {
    let Some(article) = article else { return PagePrediction { id: id.into(), ..PagePrediction::default() } };
    PagePrediction {
        id: id.into(),
        text: article.text(),
        title: article.title.clone(),
        authors: article.authors.clone(),
        published: article.published.clone(),
        captions: article.images.iter().filter_map(|image| image.caption.clone()).collect(),
        article: true,
        confidence: Some(article.confidence),
    }
}

fn lines_outcome(extractor: &Extractor, document: &Document) -> Result<LinesPrediction, Failure> {
    let record = Record::bytes(document.text.as_bytes(), document.url.as_deref()).with_kind(Kind::Text);
    let outcome = outcome(extractor, &record, &document.file)?;
    let kept = outcome.article().map_or_else(Vec::new, |article| kept_lines(article, document));
    Ok(LinesPrediction { file: document.file.clone(), kept })
}

/// The lines of all kept blocks, in order and each once.
fn kept_lines(article: &Article, document: &Document) -> Vec<usize> {
    let ranges = article.blocks.iter().filter_map(|block| block.lines);
    let lines = ranges.flat_map(|(first, last)| first as usize..=last as usize);
    let lines: BTreeSet<usize> = lines.filter(|&line| document.size(line) > 0).collect();
    lines.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleBlock;
    use crate::label::Label;

    fn block(lines: Option<(u32, u32)>) -> ArticleBlock {
        ArticleBlock { lines, ..ArticleBlock::new(Label::Body, "Một") }
    }

    #[test]
    fn kept_lines_are_those_of_the_blocks_without_blank_ones() {
        let document = Document {
            file: "a.txt".into(),
            url: None,
            text: String::new(),
            sizes: vec![4, 0, 9, 0, 3, 7],
            labels: None,
        };
        let blocks = vec![block(Some((5, 9))), block(None), block(Some((1, 3))), block(Some((3, 3)))];
        let article = Article { blocks, ..Article::default() };
        assert_eq!(kept_lines(&article, &document), [1, 3, 5, 6]);
    }

    #[test]
    fn predictions_are_json_lines() {
        let mut out = Vec::new();
        let rows = vec![LinesPrediction { file: "a.txt".into(), kept: vec![1, 3] }; 2];
        Predictions::Lines(rows).write(&mut out).expect("written");
        assert_eq!(String::from_utf8_lossy(&out), "{\"file\":\"a.txt\",\"kept\":[1,3]}\n".repeat(2));
        let mut out = Vec::new();
        Predictions::Pages(vec![page_prediction("a", None)]).write(&mut out).expect("written");
        let nothing = r#"{"id":"a","text":"","title":null,"authors":[],"published":null,"captions":[],"article":false}"#;
        assert_eq!(String::from_utf8_lossy(&out).trim(), nothing);
    }

    #[test]
    fn predictions_belong_to_pages_and_come_once() {
        let row = |file: &str| LinesPrediction { file: file.into(), kept: Vec::new() };
        let named = |rows: &[LinesPrediction]| {
            by_name(rows, |row| &row.file, ["a", "b"].into_iter())
                .map(|rows| rows.len())
                .map_err(|e| e.to_string())
        };
        assert_eq!(named(&[row("b")]), Ok(1));
        assert_eq!(named(&[row("c")]), Err("c is not a page of the corpus".into()));
        assert_eq!(named(&[row("a"), row("a")]), Err("a is predicted twice".into()));
    }
}
