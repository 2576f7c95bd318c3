//! Compare: what two sets of rules make of the same page, block by block, with the reasons of both.
//!
//! Knows two traces of one page and nothing of where they come from; which of the two is better, it cannot know.

mod text;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::{Article, Outcome};
use crate::batch::Weigh;
use crate::classify::Verdict;
use crate::error::Error;
use crate::extract::{Extractor, Trace};
use crate::input::OwnedRecord;
use crate::label::Label;
use crate::pass;

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Both say the same.
    Same,
    /// An article with the second rules, none with the first.
    Gained,
    /// An article with the first rules, none with the second.
    Lost,
    /// An article with both that is not the same, or none with both for different reasons.
    Changed,
}

impl Change {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Same, Self::Gained, Self::Lost, Self::Changed];

    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Changed => "changed",
        }
    }
}

/// A page, compared.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// The record's name.
    pub id: String,
    /// Its address.
    pub url: Option<String>,
    /// The host of its address, else of the one that the page calls its own.
    pub host: Option<String>,
    /// What became of it.
    pub change: Change,
    /// The rule that found the article, or the reason why there is none: first and second rules.
    pub by: [String; 2],
    /// Fields that differ.
    pub fields: Vec<FieldChange>,
    /// Blocks that one keeps and the other does not, or that both keep as something else; in document order.
    pub blocks: Vec<BlockChange>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Its name in the output.
    pub field: &'static str,
    /// With the first rules.
    pub a: Option<String>,
    /// With the second.
    pub b: Option<String>,
}

/// A block that differs.
#[derive(Clone, Debug, Serialize)]
pub struct BlockChange {
    /// What the second rules do with it.
    pub change: Kept,
    /// Its verdict under the first rules; `None` where they cut no such block.
    pub a: Option<Said>,
    /// Its verdict under the second.
    pub b: Option<Said>,
    /// Its text.
    pub text: String,
}

/// What the second rules do with a block, seen from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// They keep it, the first do not.
    Added,
    /// They drop it, the first do not.
    Dropped,
    /// Both keep it, as something else.
    Relabelled,
}

/// A verdict in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// What the block is.
    pub label: Label,
    /// The rule or pass that decided.
    pub rule: &'static str,
    /// What it saw.
    pub evidence: String,
}

impl From<&Verdict> for Said {
    fn from(verdict: &Verdict) -> Self {
        Self { label: verdict.label, rule: verdict.rule, evidence: verdict.evidence.to_string() }
    }
}

impl Weigh for Compared {
    fn weight(&self) -> usize {
        let blocks: usize = self.blocks.iter().map(|it| it.text.len() + size_of::<BlockChange>()).sum();
        blocks + self.id.len() + size_of::<Self>()
    }
}

/// Cleans a page twice and tells what differs.
///
/// # Errors
/// As [`Extractor::trace`], of either.
pub fn compare(a: &Extractor, b: &Extractor, record: &OwnedRecord) -> Result<Compared, Error> {
    let (first, second) = (a.trace(&record.as_record())?, b.trace(&record.as_record())?);
    let fields = field_changes(&first.outcome, &second.outcome);
    let blocks = block_changes(&Side::new(a, &first), &Side::new(b, &second));
    let texts = |trace: &Trace| trace.outcome.article().map(Article::text);
    let change = match (first.outcome.article(), second.outcome.article()) {
        (None, Some(_)) => Change::Gained,
        (Some(_), None) => Change::Lost,
        _ if fields.is_empty() && blocks.is_empty() && texts(&first) == texts(&second) => Change::Same,
        _ => Change::Changed,
    };
    Ok(Compared {
        id: record.id.clone(),
        url: record.url.clone(),
        host: pass::host(record.url.as_deref(), &second).or_else(|| pass::host(None, &first)),
        change,
        by: [by(&first), by(&second)],
        fields,
        blocks,
    })
}

fn by(trace: &Trace) -> String {
    match &trace.outcome {
        Outcome::Article(article) => article.rule.clone(),
        Outcome::NoArticle { reason } => format!("no article: {}", reason.name()),
    }
}

/// The fields whose loss a rule is blamed for. The address, the language and the like come from the page's head.
fn values(outcome: &Outcome) -> [(&'static str, Option<String>); 9] {
    let article = outcome.article();
    let reason = match outcome {
        Outcome::NoArticle { reason } => Some(reason.name().to_owned()),
        Outcome::Article(_) => None,
    };
    let one = |field: fn(&Article) -> Option<&String>| article.and_then(field).cloned();
    let list = |field: fn(&Article) -> &Vec<String>| {
        article.map(|it| field(it).join("; ")).filter(|all| !all.is_empty())
    };
    [
        ("reason", reason),
        ("title", one(|it| it.title.as_ref())),
        ("lead", one(|it| it.lead.as_ref())),
        ("authors", list(|it| &it.authors)),
        ("published", one(|it| it.published.as_ref())),
        ("modified", one(|it| it.modified.as_ref())),
        ("source", one(|it| it.source.as_ref())),
        ("section", one(|it| it.section.as_ref())),
        ("tags", list(|it| &it.tags)),
    ]
}

/// The fields in which two outcomes differ.
pub(crate) fn field_changes(a: &Outcome, b: &Outcome) -> Vec<FieldChange> {
    let both = values(a).into_iter().zip(values(b));
    let changes = both.filter(|((_, a), (_, b))| a != b);
    changes.map(|((field, a), (_, b))| FieldChange { field, a, b }).collect()
}

/// The blocks of a page under one set of rules.
struct Side<'t> {
    trace: &'t Trace,
    kept: Vec<bool>,
    /// Blocks by their text, in document order.
    by_text: BTreeMap<&'t str, Vec<usize>>,
}

impl<'t> Side<'t> {
    fn new(extractor: &Extractor, trace: &'t Trace) -> Self {
        let labels = &extractor.options().text_labels;
        let is_article = trace.outcome.article().is_some();
        let kept = trace.verdicts.iter().map(|it| is_article && labels.contains(&it.label)).collect();
        let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, block) in trace.cut.blocks.iter().enumerate() {
            by_text.entry(block.text.as_str()).or_default().push(at);
        }
        Self { trace, kept, by_text }
    }

    fn text(&self, at: usize) -> &'t str {
        &self.trace.cut.blocks[at].text
    }

    fn said(&self, at: usize) -> Said {
        Said::from(&self.trace.verdicts[at])
    }

    /// Where a block stands on the page, the same for both sides: its element, or its first line.
    fn place(&self, at: usize) -> u32 {
        let block = &self.trace.cut.blocks[at];
        block.markup.map_or(block.at.0, |markup| markup.node)
    }

    /// For each kept block the kept one of the other side with the same text; each is the partner of one.
    fn partners(&self, other: &Self) -> Vec<Option<usize>> {
        let mut left: BTreeMap<&str, std::vec::IntoIter<usize>> = BTreeMap::new();
        let all = (0..self.kept.len()).map(|at| {
            let text = self.text(at);
            let free = left.entry(text).or_insert_with(|| {
                let same = other.by_text.get(text).map_or(&[][..], Vec::as_slice).iter().copied();
                same.filter(|&at| other.kept[at]).collect::<Vec<_>>().into_iter()
            });
            if self.kept[at] { free.next() } else { None }
        });
        all.collect()
    }

    /// What this side says of a text that it does not keep.
    fn said_of_dropped(&self, text: &str) -> Option<Said> {
        let same = self.by_text.get(text)?.iter().copied();
        same.filter(|&at| !self.kept[at]).map(|at| self.said(at)).next()
    }
}

/// Blocks are paired by their text: rules can cut a page differently, so that numbers of blocks say nothing.
fn block_changes(a: &Side<'_>, b: &Side<'_>) -> Vec<BlockChange> {
    let mut changes = Vec::new();
    for (at, partner) in b.partners(a).into_iter().enumerate().filter(|(at, _)| b.kept[*at]) {
        let (text, said) = (b.text(at).to_owned(), b.said(at));
        let place = b.place(at);
        match partner {
            None => {
                let before = a.said_of_dropped(&text);
                let change = BlockChange { change: Kept::Added, a: before, b: Some(said), text };
                changes.push((place, change));
            }
            Some(partner) if a.said(partner).label != said.label => {
                let before = Some(a.said(partner));
                let change = BlockChange { change: Kept::Relabelled, a: before, b: Some(said), text };
                changes.push((place, change));
            }
            Some(_) => {}
        }
    }
    for (at, partner) in a.partners(b).into_iter().enumerate() {
        if a.kept[at] && partner.is_none() {
            let text = a.text(at).to_owned();
            let after = b.said_of_dropped(&text);
            let change = BlockChange { change: Kept::Dropped, a: Some(a.said(at)), b: after, text };
            changes.push((a.place(at), change));
        }
    }
    changes.sort_by_key(|(place, change)| (*place, change.change));
    changes.into_iter().map(|(_, change)| change).collect()
}

/// How many pages of a host became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Pages that are the same.
    pub same: u64,
    /// Articles that there were not.
    pub gained: u64,
    /// Articles that there are no more.
    pub lost: u64,
    /// Pages that are not the same.
    pub changed: u64,
}

impl Count {
    /// Counts a page.
    pub fn add(&mut self, change: Change) {
        *match change {
            Change::Same => &mut self.same,
            Change::Gained => &mut self.gained,
            Change::Lost => &mut self.lost,
            Change::Changed => &mut self.changed,
        } += 1;
    }

    /// All pages.
    pub const fn pages(&self) -> u64 {
        self.same + self.gained + self.lost + self.changed
    }
}

/// The counts of a comparison, host by host: all that is kept of a dump.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All pages.
    pub all: Count,
    /// By host; pages that belong to none under the empty name.
    pub hosts: BTreeMap<String, Count>,
}

impl Counts {
    /// Counts a page.
    pub fn add(&mut self, page: &Compared) {
        self.all.add(page.change);
        self.hosts.entry(page.host.clone().unwrap_or_default()).or_default().add(page.change);
    }
}

#[cfg(test)]
mod tests;
