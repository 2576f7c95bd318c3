//! Training: the weights of the scorer, learned from pages with gold.
//!
//! One model is learned from all pages, for use; and one for each fold without the pages of its sites, for honest
//! figures (`eval --cv`). Nothing here runs when a page is cleaned, and no weight knows a page or a site: rows hold
//! what `classify::model` sees, and nothing else of a page.

mod align;
mod bins;
mod boost;

use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use crate::classify::model::{Model, single, words};
use crate::eval::gold::{self, Corpus, Page, Rows};
use crate::eval::{Error, FOLDS, fold_of};
use crate::extract::Extractor;
use crate::hex::hex;
use crate::record::{Kind, Record};
use bins::Bins;
use boost::{Growth, Lessons, boost};

/// Found by cross-validation over sites: 150 trees of 20 leaves gained nothing there, and cost three times as much.
const GROWTH: Growth = Growth { trees: 60, leaves: 12, rate: 0.15, min_rows: 40, ridge: 1.0, columns: 0.6 };

/// Where the line is drawn: a block that the rules dropped is text from the first likelihood on, one that they kept is
/// none below the second. Between them the rules are left alone: they know more than a thousand pages can teach.
const KEEP: f64 = 0.65;
const DROP: f64 = 0.35;

/// Vietnamese pages count so many times: they are what the program is for, and few among the pages with gold.
const VIETNAMESE: f32 = 4.0;

/// A block counts by its share of the page's words, so that every page counts the same, and a little more, so that
/// short blocks are not given up.
const EXTRA_WORDS: f32 = 8.0;

/// What training made.
#[derive(Debug)]
pub struct Trained {
    /// Learned from all pages.
    pub model: Model,
    /// Each learned without the pages of one fold.
    pub folds: Vec<Model>,
    /// Pages and blocks learned from.
    pub pages: usize,
    /// See `pages`.
    pub blocks: usize,
}

/// The blocks of the pages of all corpora.
#[derive(Default)]
struct Pool {
    rows: Vec<Vec<f32>>,
    targets: Vec<f32>,
    weights: Vec<f32>,
    folds: Vec<usize>,
    pages: usize,
    corpora: Vec<String>,
}

/// Learns the scorer's weights from corpora of pages; `tell` hears what is being done.
///
/// `without` names columns that are not to be learned from, to see what they are worth: one (`words`, with its
/// neighbours), all up to a dot (`inner`), or all that are read from a neighbour (`@`).
///
/// # Errors
/// When a corpus cannot be read, or when no column is named so.
pub fn train(folders: &[PathBuf], without: &[String], tell: &dyn Fn(&str)) -> Result<Trained, Error> {
    let blank = Model::blank();
    let names = blank.columns();
    if let Some(name) = without.iter().find(|name| !names.iter().any(|column| is_named(column, name))) {
        return Err(Error::Training(format!("no column is called {name:?}")));
    }
    let kept: Vec<usize> =
        (0..names.len()).filter(|&at| !without.iter().any(|name| is_named(&names[at], name))).collect();
    let blank = blank.with_columns(&kept);
    let extractor = Extractor::builder().model(blank.clone()).rules(crate::sites::RuleSet::none()).build();
    let extractor = extractor.map_err(|error| Error::Training(error.to_string()))?;
    let mut pool = Pool::default();
    for folder in folders {
        tell(&format!("reading {}", folder.display()));
        pool.read(folder, &extractor)?;
    }
    let bins = Bins::new(&pool.rows);
    let learn = |left_out: Option<usize>| {
        tell(&left_out.map_or("learning from all pages".into(), |fold| {
            format!("learning without fold {} of {FOLDS}", fold + 1)
        }));
        pool.learn(&bins, &blank, left_out)
    };
    let folds = (0..FOLDS).map(|fold| learn(Some(fold))).collect();
    Ok(Trained { model: learn(None), folds, pages: pool.pages, blocks: pool.rows.len() })
}

/// Name and hash of a corpus: of its gold and of all its pages, in the order of the gold.
///
/// # Errors
/// When something of it cannot be read.
pub fn signature(folder: &Path) -> Result<String, Error> {
    let corpus = Corpus::read(folder)?;
    let read = |path: PathBuf| gold::read(&path).map_err(|source| Error::Io { path, source });
    let mut hash = Sha256::new();
    hash.update(read(folder.join("gold.jsonl"))?);
    if let Rows::Pages(pages) = &corpus.rows {
        for page in pages {
            hash.update(Sha256::digest(read(folder.join(&page.file))?));
        }
    }
    // Eight bytes are enough to tell one state of a corpus from another.
    Ok(format!("{} {}", corpus.name, hex(&hash.finalize()[..8])))
}

fn is_named(column: &str, name: &str) -> bool {
    let (own, near) = column.split_once('@').map_or((column, false), |(own, _)| (own, true));
    own == name || own.split('.').next() == Some(name) || (name == "@" && near)
}

impl Pool {
    fn read(&mut self, folder: &Path, extractor: &Extractor) -> Result<(), Error> {
        let corpus = Corpus::read(folder)?;
        let Rows::Pages(pages) = &corpus.rows else {
            return Err(Error::Training(format!("{} is no corpus of HTML pages", folder.display())));
        };
        let read: Vec<_> = pages.par_iter().map(|page| lesson(extractor, &corpus, page)).collect();
        for (page, read) in pages.iter().zip(read) {
            let Some(lesson) = read? else { continue };
            self.pages += 1;
            let fold = fold_of(&page.site());
            self.folds.resize(self.folds.len() + lesson.rows.len(), fold);
            self.rows.extend(lesson.rows);
            self.targets.extend(lesson.targets);
            self.weights.extend(lesson.weights);
        }
        self.corpora.push(signature(folder)?);
        Ok(())
    }

    fn learn(&self, bins: &Bins, blank: &Model, left_out: Option<usize>) -> Model {
        let used = |row: &u32| left_out != Some(self.folds[*row as usize]);
        let rows: Vec<u32> = (0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)).filter(used).collect();
        let sum: f32 = rows.iter().map(|&row| self.weights[row as usize]).sum();
        // A mean weight of 1, so that the growth's constants mean the same for any corpus.
        let scale = rows.len() as f32 / sum.max(f32::MIN_POSITIVE);
        let weights: Vec<f32> = self.weights.iter().map(|weight| weight * scale).collect();
        let lessons = Lessons { bins, rows, targets: &self.targets, weights: &weights };
        let (base, trees) = boost(&lessons, GROWTH);
        let line = |likely: f64| single((likely / (1.0 - likely)).ln());
        let lines = (line(KEEP), line(DROP));
        let corpora = self.corpora.clone();
        blank.clone().learned(trees, (base, lines), corpora)
    }
}

/// A page as rows to learn from.
#[derive(Default)]
struct Lesson {
    rows: Vec<Vec<f32>>,
    targets: Vec<f32>,
    weights: Vec<f32>,
}

/// The lesson of a page, when it holds an article.
fn lesson(extractor: &Extractor, corpus: &Corpus, page: &Page) -> Result<Option<Lesson>, Error> {
    let path = corpus.folder.join(&page.file);
    let bytes = gold::read(&path).map_err(|source| Error::Io { path, source })?;
    let gold = page.text.as_deref().filter(|_| page.article != Some(false)).map(hashes).unwrap_or_default();
    let record = Record::bytes(&bytes, page.url.as_deref()).with_kind(Kind::Html);
    let Some(trace) = extractor.trace(&record).ok().filter(|_| !gold.is_empty()) else {
        return Ok(None);
    };
    let blocks: Vec<Vec<u64>> = trace.cut.blocks.iter().map(|block| hashes(&block.text)).collect();
    let targets = align::align(&blocks, &gold);
    let language = if page.lang.as_deref() == Some("vi") { VIETNAMESE } else { 1.0 };
    let mut lesson = Lesson::default();
    for (at, row) in trace.scores.rows.into_iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let words = trace.cut.blocks[at].facts.words as f32;
        lesson.rows.push(row);
        lesson.targets.push(targets[at]);
        lesson.weights.push(language * (words + EXTRA_WORDS) / gold.len() as f32);
    }
    Ok(Some(lesson))
}

/// The words of a text as numbers.
fn hashes(text: &str) -> Vec<u64> {
    words::hashes(&crate::block::normal::key(text))
}

#[cfg(test)]
mod tests {
    use super::{is_named, train};

    #[test]
    fn columns_are_named_by_themselves_by_their_kind_or_as_neighbours() {
        let columns = ["words", "words@-1", "inner.RELATED", "page_words", "rule.card"];
        let named = |name| columns.map(|column| is_named(column, name));
        assert_eq!(named("words"), [true, true, false, false, false]);
        assert_eq!(named("inner"), [false, false, true, false, false]);
        assert_eq!(named("rule.card"), [false, false, false, false, true]);
        assert_eq!(named("@"), [false, true, false, false, false]);
    }

    #[test]
    fn a_column_that_is_not_there_cannot_be_left_out() {
        let error = train(&[], &["wrods".to_owned()], &|_| ()).expect_err("no such column").to_string();
        assert!(error.contains("\"wrods\""), "{error}");
    }
}
