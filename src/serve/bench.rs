//! The work: a page explained by the rules as they are, or as they would be with what is typed; a rule saved.
//!
//! Takes JSON and gives what becomes JSON; who sent it, others have asked.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use super::rule::{self, From, RuleFile};
use super::save;
use crate::explain::{self, Explanation};
use crate::sites::{self, Fault, RuleSet};
use crate::{Content, Extractor, Kind, Options, Record};

/// What the extraction of a page may take: less than the request, so that it is told what took long.
const MAX_TIME: Duration = Duration::from_secs(20);

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Refused {
    /// The request makes no sense.
    Asked(String),
    /// It cannot be done.
    Cannot(String),
    /// The rule that was to be saved is wrong.
    Wrong(Vec<Fault>),
}

/// A page to be explained.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageAsked {
    /// The page as text.
    html: Option<String>,
    /// The page as its bytes in base64, where they are no UTF-8.
    bytes: Option<String>,
    url: Option<String>,
    /// The host that `rule` is typed for, as an earlier answer gave it.
    host: Option<String>,
    /// What is typed; without it the rules are taken as they are.
    rule: Option<String>,
}

/// A page, explained.
#[derive(Debug, Default, Serialize)]
pub(super) struct PageAnswer {
    /// `None` when the rule is wrong.
    fragment: Option<String>,
    host: Option<String>,
    /// The file that a rule of this host has, or would have; `None` without a host that can have one.
    rule_name: Option<String>,
    /// Whose rule it is.
    rule_from: Option<From>,
    /// The rule to be edited; not told again of one that is typed.
    rule_text: Option<String>,
    errors: Vec<Fault>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleAsked {
    host: String,
    rule: String,
}

/// A rule that was saved.
#[derive(Debug, Serialize)]
pub(super) struct RuleAnswer {
    message: String,
    /// The file.
    file: String,
    /// Where the text that was in the file before is kept.
    kept: Option<String>,
}

/// Where rules are.
#[derive(Debug)]
pub(super) struct Bench {
    folder: Option<PathBuf>,
    /// One at a time saves.
    saving: Mutex<()>,
}

impl Bench {
    pub(super) const fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, saving: Mutex::new(()) }
    }

    /// Where rules are saved.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The rules as they are now.
    pub(super) fn rules(&self) -> Result<RuleSet, crate::Error> {
        let shipped = RuleSet::shipped()?;
        match self.folder() {
            Some(folder) => shipped.with_dir_so_far(folder),
            None => Ok(shipped),
        }
    }

    /// Explains a page.
    pub(super) fn explain(&self, body: &[u8]) -> Result<PageAnswer, Refused> {
        let asked: PageAsked = read(body)?;
        let bytes = asked.bytes()?;
        let content = match (&asked.html, &bytes) {
            (Some(html), None) => Content::Str(html),
            (None, Some(bytes)) => Content::Bytes(bytes),
            _ => return Err(Refused::Asked("a page is either html or bytes".to_owned())),
        };
        let url = asked.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
        let record = Record { content, url, kind: Kind::Auto, fetched: None, content_type: None };
        let rules = self.rules().map_err(|error| cannot_read(&error))?;
        match (asked.rule.as_deref(), asked.host.as_deref()) {
            (Some(typed), Some(host)) => self.by_typed(&rules, &record, (host, typed)),
            _ => self.by_saved(rules, &record),
        }
    }

    fn by_saved(&self, rules: RuleSet, record: &Record<'_>) -> Result<PageAnswer, Refused> {
        let (extractor, explanation) = explained(rules, record)?;
        let rules = extractor.rules();
        let host = explanation.host.clone();
        let file = host.as_deref().and_then(|host| RuleFile::of(rules, self.folder(), host).ok());
        let text = file.as_ref().map(|file| match &file.text {
            Some(text) => text.clone(),
            None => rule::start(rules, &file.host, &explanation),
        });
        Ok(PageAnswer {
            fragment: Some(explanation.fragment()),
            host,
            rule_name: file.as_ref().map(RuleFile::name),
            rule_from: file.as_ref().map(|file| file.from),
            rule_text: text,
            errors: Vec::new(),
        })
    }

    fn by_typed(
        &self,
        rules: &RuleSet,
        record: &Record<'_>,
        (host, typed): (&str, &str),
    ) -> Result<PageAnswer, Refused> {
        let file = RuleFile::of(rules, self.folder(), host).map_err(Refused::Asked)?;
        let answer = PageAnswer {
            host: Some(host.to_owned()),
            rule_name: Some(file.name()),
            rule_from: Some(file.from),
            ..PageAnswer::default()
        };
        match self.with_typed(&file, host, typed) {
            Err(errors) => Ok(PageAnswer { errors, ..answer }),
            Ok(rules) => {
                let (_, explanation) = explained(rules, record)?;
                Ok(PageAnswer { fragment: Some(explanation.fragment()), ..answer })
            }
        }
    }

    /// The rules as they would be.
    fn with_typed(&self, file: &RuleFile, host: &str, typed: &str) -> Result<RuleSet, Vec<Fault>> {
        if let Some(fault) = sites::fault(typed) {
            return Err(vec![fault]);
        }
        let rules = RuleSet::shipped().and_then(|rules| rules.with_draft(self.folder(), &file.path, typed));
        let rules = rules.map_err(|error| vec![Fault::whole(error.to_string())])?;
        if rules.for_host(host).is_some_and(|site| site.path() == file.path) {
            return Ok(rules);
        }
        let line = typed.lines().position(|line| line.trim_start().starts_with("hosts")).map(|at| at + 1);
        let message = format!("the rule does not speak for this page: `hosts` has to name {}", file.host);
        Err(vec![Fault { line, column: line.map(|_| 1), message }])
    }

    /// Saves a rule that is sound.
    pub(super) fn save(&self, body: &[u8]) -> Result<RuleAnswer, Refused> {
        let RuleAsked { host, rule } = read(body)?;
        let Some(folder) = self.folder() else {
            let message = "there is no folder to save rules to: start it as tinsach serve --rules DIR";
            return Err(Refused::Cannot(message.to_owned()));
        };
        // Nothing is kept under it that a failure could leave half done.
        let _one = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let rules = self.rules().map_err(|error| cannot_read(&error))?;
        let file = RuleFile::of(&rules, Some(folder), &host).map_err(Refused::Asked)?;
        self.with_typed(&file, &host, &rule).map_err(Refused::Wrong)?;
        let saved = save::save(folder, &file.path, &rule).map_err(Refused::Cannot)?;
        let mut message = format!("Saved to {}", file.path.display());
        if let Some(kept) = &saved.kept {
            let _ = write!(message, "; what was there is kept as {kept}");
        }
        if saved.was_same {
            message = format!("{} says that already", file.path.display());
        }
        Ok(RuleAnswer { message, file: file.name(), kept: saved.kept })
    }
}

impl PageAsked {
    fn bytes(&self) -> Result<Option<Vec<u8>>, Refused> {
        let bytes = self.bytes.as_ref().map(|bytes| BASE64_STANDARD.decode(bytes)).transpose();
        bytes.map_err(|error| Refused::Asked(format!("bytes: {error}")))
    }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|error| Refused::Asked(format!("no request of this page: {error}")))
}

fn cannot_read(error: &crate::Error) -> Refused {
    Refused::Cannot(format!("the rules cannot be read: {error}"))
}

fn explained(rules: RuleSet, record: &Record<'_>) -> Result<(Extractor, Explanation), Refused> {
    let cannot = |error: crate::Error| Refused::Cannot(error.to_string());
    let options = Options::default().with_deadline(MAX_TIME);
    let extractor = Extractor::builder().options(options).rules(rules).build().map_err(cannot)?;
    let explanation = explain::explain(&extractor, record).map_err(cannot)?;
    Ok((extractor, explanation))
}

#[cfg(test)]
mod tests;
