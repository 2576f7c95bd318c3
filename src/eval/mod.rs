//! How good the extraction is: a corpus of pages with gold, cleaned and scored.
//!
//! The figures are those of the project's scorer script, name for name, so that a number from here and one from there
//! mean the same. From a gold row the extractor sees the address and the page, nothing else: not the gold, not the
//! row's name, not its file. What an article is and how it is found, this part does not know.
//!
//! A corpus is a folder with `gold.jsonl`, one JSON object a line. With a folder `text` beside it, it is a set of
//! lines: each row names a flattened page (`file`) and may label its lines. Without, it is a set of pages: each row
//! names a page (`id` and `file`) and may give any of `url`, `article`, `text`, `with`, `without`, `title`,
//! `published`, `authors`. What a row does not give is not scored. Pages and texts may be packed with gzip.

mod folds;
pub(crate) mod gold;
mod html;
mod lines;
mod predict;
mod report;
mod score;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use rayon::{ThreadPool, ThreadPoolBuilder};

pub(crate) use folds::fold_of;
pub use folds::{Engines, FOLDS};
pub use predict::{Failure, LinesPrediction, PagePrediction, Predictions};
pub use report::{Figure, Figures, Worst};

use gold::{Corpus, Rows};

/// Stack of a worker: what a main thread usually has, so that no page depends on the thread that took it.
const STACK: usize = 8 << 20;

/// Why a corpus cannot be scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file of the corpus cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The reason the system gives.
        source: std::io::Error,
    },
    /// A row of the gold is not as it should be.
    #[error("{}:{line}: {message}", path.display())]
    Row {
        /// The file of gold rows.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// Predictions that do not belong to the corpus.
    #[error("{0}")]
    Predictions(String),
    /// Something that training cannot go on with.
    #[error("{0}")]
    Training(String),
    /// The system gives no threads.
    #[error("cannot start threads: {0}")]
    Threads(String),
}

/// A corpus, cleaned and scored.
#[derive(Debug)]
pub struct Evaluation {
    corpus: String,
    figures: Figures,
    rows: Vec<Worst>,
    predictions: Predictions,
    failures: Vec<Failure>,
}

impl Evaluation {
    /// The name of the corpus: that of its folder.
    pub fn corpus(&self) -> &str {
        &self.corpus
    }

    /// The figures, in the order of the report.
    pub const fn figures(&self) -> &Figures {
        &self.figures
    }

    /// The `n` pages with the lowest F1, the lowest first.
    pub fn worst(&self, n: usize) -> &[Worst] {
        &self.rows[..n.min(self.rows.len())]
    }

    /// What was found on the pages, in the order of the gold.
    pub const fn predictions(&self) -> &Predictions {
        &self.predictions
    }

    /// The pages that gave no outcome. They have no prediction, and their text counts as empty.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}

/// Cleans every page of the corpus in `folder` and scores what was found.
///
/// # Errors
/// When the corpus is not whole: rows that do not parse, pages that are not there, texts that have changed.
pub fn run<'e>(
    engines: impl Into<Engines<'e>>,
    folder: &Path,
    threads: NonZeroUsize,
) -> Result<Evaluation, Error> {
    let engines = engines.into();
    let corpus = Corpus::read(folder)?;
    let workers = workers(threads)?;
    let (predictions, failures) = workers.install(|| predict::predict(engines, &corpus))?;
    workers.install(|| evaluate(&corpus, predictions, failures))
}

/// How far two texts agree, as every figure of text here: F1 over their words. Two empty texts agree.
pub fn word_f1(wanted: &str, found: &str) -> f64 {
    let (wanted, found) = (score::fold(wanted), score::fold(found));
    score::Prf::of(&score::words(&wanted), &score::words(&found)).f1
}

/// How many words a text has.
pub(crate) fn words(text: &str) -> usize {
    score::words(&score::fold(text)).len()
}

/// The share of words of `found` that `wanted` does not have.
pub fn added_words(wanted: &str, found: &str) -> f64 {
    let (wanted, found) = (score::fold(wanted), score::fold(found));
    let (wanted, found) = (score::words(&wanted), score::words(&found));
    if found.is_empty() { 0.0 } else { 1.0 - score::Prf::of(&wanted, &found).precision }
}

/// Scores what someone else found on the pages of the corpus in `folder`. A page without prediction counts as empty.
///
/// # Errors
/// As `run`; also when a prediction is for a page that the corpus does not have, or for one that has another already.
pub fn score(folder: &Path, predictions: Predictions, threads: NonZeroUsize) -> Result<Evaluation, Error> {
    let corpus = Corpus::read(folder)?;
    workers(threads)?.install(|| evaluate(&corpus, predictions, Vec::new()))
}

fn workers(threads: NonZeroUsize) -> Result<ThreadPool, Error> {
    let builder = ThreadPoolBuilder::new().num_threads(threads.get()).stack_size(STACK);
    builder.build().map_err(|error| Error::Threads(error.to_string()))
}

fn evaluate(corpus: &Corpus, predictions: Predictions, failures: Vec<Failure>) -> Result<Evaluation, Error> {
    let (figures, mut rows) = match (&corpus.rows, &predictions) {
        (Rows::Pages(pages), Predictions::Pages(found)) => html::score(pages, found)?,
        (Rows::Documents(documents), Predictions::Lines(found)) => lines::score(documents, found)?,
        (Rows::Pages(_), _) => {
            return Err(Error::Predictions("a set of pages needs predictions of pages".into()));
        }
        (Rows::Documents(_), _) => {
            return Err(Error::Predictions("a set of lines needs predictions of lines".into()));
        }
    };
    rows.sort_by(Worst::by_f1);
    Ok(Evaluation { corpus: corpus.name.clone(), figures, rows, predictions, failures })
}
