//! `tinsach.Options` and rules as the library takes them.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::prelude::*;
use tinsach::sites::{RuleSet, RuleText, SiteKind};
use tinsach::{Kind, Label, Options, Tones};

use crate::errors::{OptionError, of_page};

/// The attributes of `tinsach.Options`.
#[derive(FromPyObject)]
pub(crate) struct Wanted {
    labels: Vec<(String, bool)>,
    max_bytes: Option<usize>,
    max_nodes: Option<usize>,
    max_depth: Option<usize>,
    max_work: Option<u64>,
    min_text: Option<usize>,
    deadline: Option<f64>,
    tones: Option<String>,
}

impl Wanted {
    /// The options that they amount to.
    pub(crate) fn options(&self) -> PyResult<Options> {
        let mut out = Options::default();
        for (name, keep) in &self.labels {
            out = out.with_label(label(name)?, *keep);
        }
        if let Some(bytes) = self.max_bytes {
            out = out.with_max_bytes(bytes);
        }
        if let Some(nodes) = self.max_nodes {
            out = out.with_max_nodes(nodes);
        }
        if let Some(depth) = self.max_depth {
            out = out.with_max_depth(depth);
        }
        if let Some(work) = self.max_work {
            out = out.with_max_work(work);
        }
        if let Some(characters) = self.min_text {
            out = out.with_min_text(characters);
        }
        if let Some(name) = &self.tones {
            out = out.with_tones(tones(name)?);
        }
        match self.deadline.map(Duration::try_from_secs_f64) {
            None => Ok(out),
            Some(Ok(limit)) => Ok(out.with_deadline(limit)),
            Some(Err(_)) => Err(OptionError::new_err("deadline is a number of seconds above zero")),
        }
    }
}

fn label(name: &str) -> PyResult<Label> {
    Label::ALL.into_iter().find(|label| label.name() == name).ok_or_else(|| {
        let known = Label::ALL.map(Label::name).join(", ");
        OptionError::new_err(format!("there is no label {name:?}; they are {known}"))
    })
}

fn tones(name: &str) -> PyResult<Tones> {
    match name {
        "as-written" => Ok(Tones::AsWritten),
        "classic" => Ok(Tones::Classic),
        _ => Err(OptionError::new_err(format!(
            "there is no way {name:?} to write tones; they are as-written, classic"
        ))),
    }
}

/// How pages are read.
pub(crate) fn kind(name: &str) -> PyResult<Kind> {
    match name {
        "auto" => Ok(Kind::Auto),
        "html" => Ok(Kind::Html),
        "text" => Ok(Kind::Text),
        _ => Err(OptionError::new_err(format!("there is no kind {name:?}; they are auto, html, text"))),
    }
}

/// A rule file: whether it is for a family, its path, and what is in it.
pub(crate) type RuleFile = (bool, PathBuf, String);

/// Which rules are asked.
#[derive(FromPyObject)]
pub(crate) enum Rules {
    /// The shipped ones and these files.
    #[pyo3(transparent)]
    Files(Vec<RuleFile>),
    /// The shipped ones and those of a folder.
    #[pyo3(transparent)]
    Folder(PathBuf),
}

/// The rules that a choice amounts to: the shipped ones without a choice, none with an empty list.
pub(crate) fn rules(choice: Option<Rules>) -> PyResult<RuleSet> {
    let shipped = RuleSet::shipped;
    match choice {
        None => shipped(),
        Some(Rules::Files(files)) if files.is_empty() => Ok(RuleSet::none()),
        Some(Rules::Files(files)) => {
            shipped().and_then(|set| set.with_texts(files.into_iter().map(text).collect()))
        }
        Some(Rules::Folder(folder)) => shipped().and_then(|set| set.with_dir(&folder)),
    }
    .map_err(of_page)
}

fn text((is_family, path, text): RuleFile) -> RuleText {
    RuleText { kind: if is_family { SiteKind::Family } else { SiteKind::Host }, path, text }
}
