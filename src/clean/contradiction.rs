//! What is asked of a run, one thing beside another: each makes sense by itself, but not all together.
//!
//! Messages name options as the command line does.

use std::fs;
use std::path::{Path, PathBuf};

use super::deliver::is_same;
use super::settings::{Destination, Settings, ShardSize};
use crate::input::Source;

/// What was asked for makes no sense together. The message says why, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Contradiction(pub String);

impl Settings {
    /// Whether all that is asked for makes sense together. What a run itself would tell only after it has begun is told
    /// here.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn check(&self) -> Result<(), Contradiction> {
        check_url(self.request.url.as_deref(), &self.request.sources)?;
        self.check_job()?;
        check_two_pass(self.two_pass, &self.request.sources)?;
        self.check_keep()?;
        self.check_letters()
    }

    fn check_job(&self) -> Result<(), Contradiction> {
        let is_job = matches!(self.destination, Destination::Folder(_));
        let message = if is_job && self.request.sources.contains(&Source::Stdin) {
            "standard input cannot be read again, so -o with a folder, a run that can be interrupted, is not for it: name files, \
             or write to one file, such as OUT/articles.jsonl"
        } else if is_job && self.letters.to.is_some() {
            "-o with a folder has dead letters in it, below _dead: leave --dead-letters out"
        } else if !is_job && self.shard != ShardSize::default() {
            "--shard-records is for -o with a folder"
        } else if !is_job && self.letters.with_input && self.letters.to.is_none() {
            "--dead-letters-with-input needs --dead-letters FILE, or -o with a folder"
        } else {
            return Ok(());
        };
        Err(Contradiction(message.into()))
    }

    fn check_keep(&self) -> Result<(), Contradiction> {
        if self.fields.keep().next().is_none() || self.form.format.has_every_record() {
            return Ok(());
        }
        Err(Contradiction(format!(
            "--keep carries fields into JSON objects and tables, and --format {} has no place for them: use it with --format \
             jsonl, csv, tsv or parquet",
            self.form.format.name()
        )))
    }

    /// Dead letters take no other output's place.
    fn check_letters(&self) -> Result<(), Contradiction> {
        match (&self.letters.to, &self.destination) {
            (Some(letters), Destination::File(output)) if is_same(letters, output) => {
                Err(Contradiction("--dead-letters and -o name the same file".into()))
            }
            _ => Ok(()),
        }
    }
}

fn check_url(url: Option<&str>, sources: &[Source]) -> Result<(), Contradiction> {
    let one_page = sources.len() == 1 && !sources.iter().any(Source::is_many);
    if url.is_some() && !one_page {
        let message = "--url is the address of one page, but the input is more than one page; records of a JSONL \
                       dump bring their own address (--field url=KEY)";
        return Err(Contradiction(message.into()));
    }
    Ok(())
}

/// What is read twice has to be there twice.
fn check_two_pass(two_pass: bool, sources: &[Source]) -> Result<(), Contradiction> {
    let once = sources.iter().find_map(|source| match source {
        Source::Stdin => Some("standard input".to_owned()),
        Source::Path(path) => {
            let is_once = fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir());
            is_once.then(|| format!("{}, which is no file,", path.display()))
        }
    });
    match once.filter(|_| two_pass) {
        None => Ok(()),
        Some(name) => Err(Contradiction(format!(
            "--two-pass reads everything twice, and {name} cannot be read again: write it to a file first"
        ))),
    }
}

/// The inputs as a reader takes them: `-` is standard input.
///
/// # Errors
/// When standard input is named twice.
pub fn sources(inputs: impl IntoIterator<Item = PathBuf>) -> Result<Vec<Source>, Contradiction> {
    let stdin = Path::new("-");
    let source = |path: PathBuf| if path == stdin { Source::Stdin } else { Source::Path(path) };
    let sources: Vec<_> = inputs.into_iter().map(source).collect();
    if sources.iter().filter(|source| **source == Source::Stdin).count() > 1 {
        let message = "standard input (-) is named twice, but can be read only once";
        return Err(Contradiction(message.into()));
    }
    Ok(sources)
}
