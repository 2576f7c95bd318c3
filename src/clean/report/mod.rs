//! What a run did, host by host: sums that stay small however long the run is.
//!
//! A report is added to in input order, and two reports of stretches that follow each other can be merged, so a job keeps
//! one with each of its shards. It holds no clock and no path: the same input gives the same report.

mod bins;
mod facts;
mod html;
mod ranked;
mod stretches;
mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use bins::{Bins, LENGTHS};
pub(super) use facts::Facts;
pub(super) use stretches::Stretches;
pub use table::{Role, TableLine};

use super::count::Fate;
use super::numbers::{counted, grouped, percent};
use super::sift::By;

/// Hosts that are told apart. What comes from further ones is summed under one name: a dump of the open web has millions,
/// and nobody reads a table of them.
pub const MAX_HOSTS: usize = 100_000;
/// Headlines that are kept of a host.
const TITLES: usize = 5;
/// Reasons of failures that are told apart, in all and of a host.
const MAX_REASONS: usize = 100;
const MAX_HOST_REASONS: usize = 10;
/// Duplicates that are named with the record they are the same as.
const MAX_DUPLICATES: usize = 1000;
/// Characters of a headline or a reason that are kept.
const MAX_CHARS: usize = 200;

/// How often the selectors of a field found something, and how often nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// Pages on which they did.
    pub hits: u64,
    /// Pages on which they did not, though their layout should have spoken.
    pub misses: u64,
}

/// What a run did with the records of one host.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Host {
    /// Records with an article.
    pub articles: u64,
    /// Records without one, by reason.
    pub no_article: BTreeMap<String, u64>,
    /// Records whose articles are in other languages than those asked for, by language.
    pub other_language: BTreeMap<String, u64>,
    /// Records whose articles are in the output already, by what they were known by.
    pub duplicates: BTreeMap<String, u64>,
    /// Records that failed.
    pub errors: u64,
    /// Why, by the first words of the reason.
    pub error_reasons: BTreeMap<String, u64>,
    /// Articles by the rule that spoke.
    pub rules: BTreeMap<String, u64>,
    /// What the selectors of rules found, by rule file, layout (from 0) and field: `vnexpress.net 0 body`.
    pub fields: BTreeMap<String, Hits>,
    /// Characters of all blocks of the articles' pages.
    pub chars: u64,
    /// Characters of the articles' texts.
    pub kept: u64,
    /// Blocks that were left out of the texts since they recur on pages of the host.
    pub recurring: u64,
    /// The first headlines that differ.
    pub titles: Vec<String>,
    /// Lengths of the articles' texts, see [`LENGTHS`].
    pub lengths: Bins,
    /// Shares of the pages' text that were kept, in tenths.
    pub shares: Bins,
    /// How sure the extraction was, in tenths.
    pub confidences: Bins,
}

impl Host {
    /// All its records.
    pub fn records(&self) -> u64 {
        self.articles + self.errors + self.left_out() + self.no_article.values().sum::<u64>()
    }

    /// Those that were left out of the output since they were not asked for.
    pub fn left_out(&self) -> u64 {
        self.other_language.values().chain(self.duplicates.values()).sum()
    }

    fn add(&mut self, fate: Fate, facts: &Facts) {
        match fate {
            Fate::Article => self.add_article(facts),
            Fate::NoArticle(reason) => *self.no_article.entry(reason.name().into()).or_default() += 1,
            Fate::OtherLanguage(language) => {
                *self.other_language.entry(language.to_string()).or_default() += 1;
            }
            Fate::Duplicate(by) => *self.duplicates.entry(by.name().into()).or_default() += 1,
            Fate::Error => self.errors += 1,
        }
        for fact in &facts.fields {
            let name = format!("{} {} {}", fact.rule, fact.layout, fact.field.name());
            let hits = self.fields.entry(name).or_default();
            if fact.hit {
                hits.hits += 1;
            } else {
                hits.misses += 1;
            }
        }
    }

    fn add_article(&mut self, facts: &Facts) {
        self.articles += 1;
        if let Some(rule) = &facts.rule {
            *self.rules.entry(rule.clone()).or_default() += 1;
        }
        self.chars += facts.chars;
        self.kept += facts.kept;
        self.recurring += facts.recurring;
        self.lengths.add_length(facts.kept);
        self.shares.add_share(facts.kept as f64 / facts.chars.max(1) as f64);
        self.confidences.add_share(facts.confidence.unwrap_or_default());
        if let Some(title) = &facts.title {
            self.add_title(shortened(title));
        }
    }

    fn add_title(&mut self, title: String) {
        if self.titles.len() < TITLES && !self.titles.contains(&title) {
            self.titles.push(title);
        }
    }

    /// Adds what came after.
    fn merge(&mut self, later: Self) {
        self.articles += later.articles;
        self.errors += later.errors;
        self.chars += later.chars;
        self.kept += later.kept;
        self.recurring += later.recurring;
        for (reason, count) in later.error_reasons {
            add_reason((&mut self.error_reasons, MAX_HOST_REASONS), reason, count);
        }
        merge_counts(&mut self.no_article, later.no_article);
        merge_counts(&mut self.other_language, later.other_language);
        merge_counts(&mut self.duplicates, later.duplicates);
        merge_counts(&mut self.rules, later.rules);
        for (name, more) in later.fields {
            let hits = self.fields.entry(name).or_default();
            hits.hits += more.hits;
            hits.misses += more.misses;
        }
        later.titles.into_iter().for_each(|title| self.add_title(title));
        self.lengths.merge(&later.lengths);
        self.shares.merge(&later.shares);
        self.confidences.merge(&later.confidences);
    }
}

/// A record that was left out, since its article is in the output already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The record.
    pub id: String,
    /// The one that is in the output.
    pub first: String,
    /// By what they are the same: `url`, `text` or `near`.
    pub by: String,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// By host; records without an address are under the empty name.
    pub hosts: BTreeMap<String, Host>,
    /// What came from hosts beyond [`MAX_HOSTS`].
    pub further: Host,
    /// Why records failed, by the first words of the reason.
    pub errors: BTreeMap<String, u64>,
    /// The first records that were left out as duplicates.
    pub duplicates: Vec<Duplicate>,
    /// How many there were.
    pub all_duplicates: u64,
}

impl Report {
    /// Adds one record; of one that failed, the reason.
    pub(super) fn add(&mut self, fate: Fate, facts: &Facts, error: Option<&str>) {
        let host = self.host(facts.host.as_deref().unwrap_or_default());
        host.add(fate, facts);
        if let Some(error) = error {
            let reason = shortened(error);
            add_reason((&mut host.error_reasons, MAX_HOST_REASONS), reason.clone(), 1);
            add_reason((&mut self.errors, MAX_REASONS), reason, 1);
        }
    }

    /// Names a duplicate beside the record it is the same as; how many there are so far.
    pub(super) fn add_duplicate(&mut self, id: &str, first: &str, by: By) -> u64 {
        if self.duplicates.len() < MAX_DUPLICATES {
            let (id, first, by) = (shortened(id), shortened(first), by.name().into());
            self.duplicates.push(Duplicate { id, first, by });
        }
        self.all_duplicates += 1;
        self.all_duplicates
    }

    /// Adds what came after.
    pub fn merge(&mut self, later: Self) {
        let room = MAX_DUPLICATES.saturating_sub(self.duplicates.len());
        self.duplicates.extend(later.duplicates.into_iter().take(room));
        self.all_duplicates += later.all_duplicates;
        for (name, host) in later.hosts {
            self.host(&name).merge(host);
        }
        self.further.merge(later.further);
        for (reason, count) in later.errors {
            add_reason((&mut self.errors, MAX_REASONS), reason, count);
        }
    }

    /// All hosts in one.
    pub fn sum(&self) -> Host {
        let mut sum = Host::default();
        self.hosts.values().chain([&self.further]).for_each(|host| sum.merge(host.clone()));
        sum
    }

    /// What was left out of texts since it recurs, in words.
    pub(super) fn recurring(&self) -> String {
        let all = || self.hosts.values().chain([&self.further]).filter(|host| host.recurring > 0);
        let blocks = all().map(|host| host.recurring).sum();
        let (blocks, hosts) = (counted(blocks, "block"), counted(all().count() as u64, "host"));
        format!("left out since they recur: {blocks} at {hosts}")
    }

    fn host(&mut self, name: &str) -> &mut Host {
        if self.hosts.contains_key(name) || self.hosts.len() < MAX_HOSTS {
            self.hosts.entry(name.into()).or_default()
        } else {
            &mut self.further
        }
    }
}

/// Adds to so many reasons at most; what is beyond them is summed.
fn add_reason((reasons, most): (&mut BTreeMap<String, u64>, usize), reason: String, count: u64) {
    let known = reasons.contains_key(&reason) || reasons.len() < most;
    *reasons.entry(if known { reason } else { "other reasons".into() }).or_default() += count;
}

fn merge_counts(counts: &mut BTreeMap<String, u64>, later: BTreeMap<String, u64>) {
    for (name, more) in later {
        *counts.entry(name).or_default() += more;
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Reason;
    use crate::clean::sift::Language;

    fn facts(host: &str, title: &str) -> Facts {
        Facts {
            host: Some(host.into()),
            rule: Some("generic".into()),
            chars: 200,
            kept: 150,
            confidence: Some(0.95),
            title: Some(title.into()),
            ..Facts::default()
        }
    }

    fn some(report: &mut Report, numbers: std::ops::Range<u32>) {
        for n in numbers {
            let facts = facts(if n % 3 == 0 { "a.vn" } else { "b.vn" }, &format!("Bài {}", n / 2));
            match n % 5 {
                3 => report.add(Fate::NoArticle(Reason::HomePage), &facts, None),
                4 => report.add(Fate::Error, &facts, Some("the page is too large")),
                2 if n % 2 == 0 => {
                    report.add_duplicate(&n.to_string(), "0", By::Text);
                    report.add(Fate::Duplicate(By::Text), &facts, None);
                }
                1 if n % 7 == 0 => report.add(Fate::OtherLanguage(Language::UNKNOWN), &facts, None),
                _ => report.add(Fate::Article, &facts, None),
            }
        }
    }

    #[test]
    fn reports_of_stretches_are_the_report_of_the_whole() {
        let mut whole = Report::default();
        some(&mut whole, 0..100);
        let mut merged = Report::default();
        for stretch in [0..7, 7..7, 7..60, 60..100] {
            let mut report = Report::default();
            some(&mut report, stretch);
            let kept = serde_json::to_string(&report).expect("JSON");
            merged.merge(serde_json::from_str(&kept).expect("a report"));
        }
        assert_eq!(whole, merged);
        let sum = whole.sum();
        assert_eq!((sum.records(), sum.articles, sum.errors), (100, 47, 20));
        assert_eq!((sum.chars, sum.kept, sum.lengths.0[1]), (9_400, 7_050, 47));
        assert_eq!(whole.hosts["a.vn"].titles.len(), TITLES);
        assert_eq!(whole.errors["the page is too large"], 20);
        assert_eq!(sum.error_reasons["the page is too large"], 20);
        assert_eq!((sum.duplicates["text"], sum.other_language["und"], whole.all_duplicates), (10, 3, 10));
        let last = Duplicate { id: "92".into(), first: "0".into(), by: "text".into() };
        assert_eq!(whole.duplicates.last(), Some(&last));
    }

    #[test]
    fn what_a_report_holds_is_bounded() {
        let mut report = Report::default();
        for n in 0..MAX_HOSTS + 3 {
            report.add(Fate::Error, &facts(&n.to_string(), ""), Some(&format!("reason {n}")));
        }
        assert_eq!((report.hosts.len(), report.further.errors), (MAX_HOSTS, 3));
        assert_eq!(
            (report.errors.len(), report.sum().error_reasons.len()),
            (MAX_REASONS + 1, MAX_HOST_REASONS + 1)
        );
        assert_eq!(report.sum().errors, (MAX_HOSTS + 3) as u64);
        for _ in 0..=MAX_DUPLICATES {
            report.add_duplicate("b", "a", By::Url);
        }
        report.merge(report.clone());
        assert_eq!((report.duplicates.len(), report.all_duplicates), (MAX_DUPLICATES, 2002));
    }
}
