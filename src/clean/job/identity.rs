//! Which job this is: `_job.json` names everything that its bytes depend on, and two that differ are two jobs.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::JobError;
use super::folder::{Folder, JOB};
use crate::clean::error::Error;
use crate::clean::settings::{Form, Settings};
use crate::extract::Extractor;
use crate::hex::hex;
use crate::input::{Request, Surveyed};
use crate::record::Options;

/// Of the files in a job's folder. Another one means that their meaning has changed.
const LAYOUT: u32 = 2;

/// What `_job.json` says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JobFile {
    /// The version of the program.
    tinsach: String,
    layout: u32,
    inputs: Vec<Surveyed>,
    /// Every option that changes the output, by the words that set it.
    options: BTreeMap<String, String>,
    /// The hash of all rule files.
    rules: String,
    /// The hash of the scorer's weights.
    model: String,
}

/// What every layout says of itself.
#[derive(Deserialize)]
struct Head {
    tinsach: String,
    layout: u32,
}

impl JobFile {
    pub(super) fn new(settings: &Settings, extractor: &Extractor, inputs: Vec<Surveyed>) -> Self {
        let mut options = of_run(settings);
        options.extend(of_pages(extractor));
        let rules = extractor.rules().iter().flat_map(|site| [site.name(), site.text()]);
        Self {
            tinsach: env!("CARGO_PKG_VERSION").into(),
            layout: LAYOUT,
            inputs,
            options: options.into_iter().map(|(name, value)| (name.into(), value)).collect(),
            rules: hash(rules),
            model: hash([extractor.model().render().as_str()]),
        }
    }

    /// Refuses a folder that holds another job.
    pub(super) fn check_against(&self, folder: &Folder) -> Result<(), Error> {
        let file = folder.path(JOB);
        let unclear = |message: String| JobError::NoJobFile { file: file.clone(), message };
        let text = fs::read(&file).map_err(|error| unclear(error.to_string()))?;
        let head: Head = serde_json::from_slice(&text).map_err(|error| unclear(error.to_string()))?;
        if head.layout != LAYOUT {
            let message = format!(
                "the job was begun by tinsach {}, which lays its files out differently",
                head.tinsach
            );
            return Err(unclear(message).into());
        }
        let there: Self = serde_json::from_slice(&text).map_err(|error| unclear(error.to_string()))?;
        let differences = self.differences(&there);
        if differences.is_empty() {
            return Ok(());
        }
        Err(JobError::Different { folder: folder.root().into(), differences }.into())
    }

    /// What is other than `before`, a line each.
    fn differences(&self, before: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.tinsach != before.tinsach {
            lines.push(format!("it was begun by tinsach {}, and this is {}", before.tinsach, self.tinsach));
        }
        let names = |job: &Self| job.inputs.iter().map(|it| it.path.clone()).collect::<Vec<_>>();
        if names(self) == names(before) {
            let pairs = self.inputs.iter().zip(&before.inputs).filter(|(now, then)| now != then);
            lines.extend(pairs.map(|(now, then)| changed(now, then)));
        } else {
            lines.push(format!("it reads {}; now: {}", names(before).join(", "), names(self).join(", ")));
        }
        let set = |value: Option<&String>| match value.map(String::as_str) {
            None | Some("") => "not set".to_owned(),
            Some(value) => value.to_owned(),
        };
        let names: std::collections::BTreeSet<_> = self.options.keys().chain(before.options.keys()).collect();
        for name in names {
            let (now, then) = (self.options.get(name), before.options.get(name));
            if now != then {
                lines.push(format!("{name}: {}; now: {}", set(then), set(now)));
            }
        }
        if self.rules != before.rules {
            lines.push("the site rules (--rules) are others".into());
        }
        if self.model != before.model {
            lines.push("the scorer is another one".into());
        }
        lines
    }
}

fn changed(now: &Surveyed, then: &Surveyed) -> String {
    let told = |it: &Surveyed| {
        let modified = it.modified.as_deref().unwrap_or("at no known time");
        format!("{} files, {} bytes, changed {modified}", it.files, it.bytes)
    };
    if told(now) == told(then) {
        return format!("{} has changed: a file in it was renamed, or has other bytes", now.path);
    }
    format!("{} has changed: {}; now: {}", now.path, told(then), told(now))
}

/// The options of a run that change what it writes. Every setting is named: one that is not looked at is a decision.
fn of_run(settings: &Settings) -> Vec<(&'static str, String)> {
    let Settings {
        request,
        fields,
        sift,
        two_pass,
        form,
        shard,
        letters,
        destination: _,
        force: _,
        threads: _,
        stop: _,
    } = settings;
    let Request { sources: _, kind, url, skip: _ } = request;
    let Form { format, packing, blocks, style } = form;
    let fields = fields.named().into_iter().map(|named| named.option);
    vec![
        ("--format", format.name().into()),
        ("packing", packing.extension().unwrap_or_default().into()),
        ("--blocks", blocks.to_string()),
        ("--links", style.links.to_string()),
        ("--images", style.images.to_string()),
        ("--emphasis", style.emphasis.to_string()),
        ("--kind", format!("{kind:?}").to_lowercase()),
        ("--url", url.clone().unwrap_or_default()),
        ("fields", fields.collect::<Vec<_>>().join(" ")),
        ("--dedup", words(&sift.dedup)),
        ("--lang", words(&sift.languages)),
        ("--two-pass", two_pass.to_string()),
        ("--shard-records", shard.records.to_string()),
        ("bytes of a shard", shard.bytes.to_string()),
        ("--dead-letters-with-input", letters.with_input.to_string()),
    ]
}

fn words(words: impl IntoIterator<Item = impl ToString>) -> String {
    words.into_iter().map(|word| word.to_string()).collect::<Vec<_>>().join(",")
}

/// The options of pages.
fn of_pages(extractor: &Extractor) -> Vec<(&'static str, String)> {
    let Options { text_labels, max_bytes, max_nodes, max_depth, min_text, markup, max_work, deadline, tones } =
        extractor.options();
    let labels: Vec<_> = text_labels.iter().map(|label| label.name()).collect();
    vec![
        ("--labels", labels.join(",")),
        ("--limit", format!("bytes={max_bytes} nodes={max_nodes} depth={max_depth} work={max_work}")),
        ("--deadline", deadline.map_or(String::new(), |it| format!("{it:?}"))),
        ("--tones", format!("{tones:?}")),
        ("the least text of an article", min_text.to_string()),
        ("links and emphasis in blocks", markup.to_string()),
        ("rules and passes that judge blocks", extractor.judges().join(",")),
    ]
}

fn hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hex(&hash.finalize())
}
