//! Drift: how often the selectors of rules find something, host by host and month by month, and when that falls.
//!
//! A template that changes makes no noise: generic takes over, and the figures get a little worse. What falls is the hit rate of
//! a field of a rule, and this module says when. It counts and compares; it sees no page and reads no clock.

mod file;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::article::{Outcome, Reason};
use crate::batch::Weigh;
use crate::extract::Trace;
use crate::input::OwnedRecord;
use crate::pass;

/// Fewer pages of a month, or of the baseline, say nothing: with twenty, one page is five points.
pub const MIN_PAGES: u64 = 20;

/// A smaller fall than this is no alarm, however sure it is: sections of a site differ by that much, and what is crawled of
/// them changes from month to month.
pub const MIN_FALL: f64 = 0.10;

/// How sure a fall must be: standard errors of the difference of two proportions, pooled, one-sided. 4 is a chance of 1 in 30,000
/// where nothing has changed, and a run over a hundred hosts asks some ten thousand times.
pub const MIN_SURE: f64 = 4.0;

/// Without a file, so many first months of a host are its baseline.
pub const BASELINE_MONTHS: usize = 3;

/// The month of a page that says neither when it was fetched nor when it was published.
pub const UNKNOWN: &str = "unknown";

/// A field of a rule on the pages of a host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Key {
    /// The host.
    pub host: String,
    /// The rule file that has the selectors.
    pub rule: String,
    /// The field.
    pub field: String,
}

/// How often the selectors of a field found something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hits {
    /// Pages on which one did.
    pub hits: u64,
    /// Pages on which they were tried.
    pub pages: u64,
}

impl Hits {
    /// The share of pages with a hit.
    pub fn rate(self) -> f64 {
        if self.pages == 0 { 0.0 } else { self.hits as f64 / self.pages as f64 }
    }

    const fn plus(self, other: Self) -> Self {
        Self { hits: self.hits + other.hits, pages: self.pages + other.pages }
    }
}

/// What one page says of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    host: String,
    month: String,
    /// Rule, field, and whether its selectors found anything.
    fields: Vec<(String, &'static str, bool)>,
}

impl Weigh for Seen {
    fn weight(&self) -> usize {
        size_of::<Self>() + self.fields.len() * size_of::<(String, &str, bool)>()
    }
}

impl Seen {
    /// What a page says; `None` for one without a host, for one that no rule was tried on, and for one that is no article by its
    /// kind: a front page has no body, and never had.
    pub fn of(record: &OwnedRecord, trace: &Trace) -> Option<Self> {
        if let Outcome::NoArticle { reason } = &trace.outcome
            && !matches!(reason, Reason::Empty | Reason::TooShort)
        {
            return None;
        }
        let host = pass::host(record.url.as_deref(), trace)?;
        // A field that another layout of the rule found is found: that is what layouts are for.
        let mut fields: BTreeMap<(&str, &'static str), bool> = BTreeMap::new();
        for missed in &trace.spoke.missed {
            fields.entry((&missed.rule, missed.field.name())).or_default();
        }
        for found in &trace.spoke.found {
            fields.insert((&found.rule, found.field.name()), true);
        }
        if fields.is_empty() {
            return None;
        }
        let fields = fields.into_iter().map(|((rule, field), hit)| (rule.to_owned(), field, hit)).collect();
        Some(Self { host, month: month(record, trace), fields })
    }
}

/// The month in which a page was fetched, in UTC, else in which its article was published.
fn month(record: &OwnedRecord, trace: &Trace) -> String {
    let fetched = record.fetched.map(|at| at.to_string());
    let published = || trace.outcome.article()?.published.clone();
    let day = fetched.or_else(published);
    day.as_deref().and_then(|day| day.get(..7)).unwrap_or(UNKNOWN).to_owned()
}

/// The hits of a field, month by month.
pub type Months = BTreeMap<String, Hits>;

/// The hits of all pages of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    by: BTreeMap<Key, Months>,
    /// The months in which a host was seen at all: the first ones are its baseline.
    months: BTreeMap<String, BTreeSet<String>>,
}

/// A field of a rule that finds less than it did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alarm {
    /// Which one.
    #[serde(flatten)]
    pub key: Key,
    /// The month in which.
    pub month: String,
    /// What it finds.
    pub now: Hits,
    /// What it found.
    pub baseline: Hits,
    /// How many standard errors lie between.
    pub sure: f64,
}

impl Rates {
    /// Counts a page.
    pub fn add(&mut self, seen: Seen) {
        let Seen { host, month, fields } = seen;
        for (rule, field, hit) in fields {
            let key = Key { host: host.clone(), rule, field: field.to_owned() };
            self.count(key, &month, Hits { hits: u64::from(hit), pages: 1 });
        }
    }

    fn count(&mut self, key: Key, month: &str, hits: Hits) {
        self.months.entry(key.host.clone()).or_default().insert(month.to_owned());
        let sum = self.by.entry(key).or_default().entry(month.to_owned()).or_default();
        *sum = sum.plus(hits);
    }

    /// Every field with its hits by month.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Months)> {
        self.by.iter()
    }

    /// How many hosts were seen.
    pub fn hosts(&self) -> usize {
        self.months.len()
    }

    /// The fields that fell: against `baseline` in each month, or without one against the first months of their host in each
    /// later one. Sorted by host, rule, field and month.
    pub fn alarms(&self, baseline: Option<&Self>) -> Vec<Alarm> {
        let mut alarms = Vec::new();
        for (key, by_month) in &self.by {
            let (before, judged) = match baseline {
                Some(file) => (file.by.get(key).map(sum).unwrap_or_default(), by_month.iter().collect()),
                None => self.past_and_rest(&key.host, by_month),
            };
            alarms.extend(judged.into_iter().filter_map(|(month, now)| {
                let sure = fallen(before, *now)?;
                Some(Alarm { key: key.clone(), month: month.clone(), now: *now, baseline: before, sure })
            }));
        }
        alarms
    }

    /// What a field found in the first months of its host, and the later months.
    fn past_and_rest<'m>(&self, host: &str, by_month: &'m Months) -> (Hits, Vec<(&'m String, &'m Hits)>) {
        let first = self.first_months(host);
        let known = by_month.iter().filter(|(month, _)| *month != UNKNOWN);
        let (past, rest): (Vec<_>, Vec<_>) = known.partition(|(month, _)| first.contains(&month.as_str()));
        (past.into_iter().fold(Hits::default(), |sum, (_, hits)| sum.plus(*hits)), rest)
    }

    /// Hosts that cannot be judged without a baseline file: all that is known of them is one month, or none.
    pub fn without_past(&self) -> usize {
        self.months.keys().filter(|host| self.first_months(host).is_empty()).count()
    }

    /// Hosts with pages of which nobody says when they were fetched or published.
    pub fn undated(&self) -> usize {
        self.months.values().filter(|months| months.contains(UNKNOWN)).count()
    }

    /// The months that a host is judged by; the last one is never among them, or nothing would be left to judge.
    fn first_months(&self, host: &str) -> Vec<&str> {
        let Some(months) = self.months.get(host) else { return Vec::new() };
        let known: Vec<&str> = months.iter().map(String::as_str).filter(|it| *it != UNKNOWN).collect();
        let last = known.len().saturating_sub(1);
        known.into_iter().take(last.min(BASELINE_MONTHS)).collect()
    }
}

fn sum(by_month: &Months) -> Hits {
    by_month.values().fold(Hits::default(), |sum, hits| sum.plus(*hits))
}

/// By how many standard errors a rate fell, where that is an alarm.
fn fallen(before: Hits, now: Hits) -> Option<f64> {
    if before.pages < MIN_PAGES || now.pages < MIN_PAGES || before.rate() - now.rate() < MIN_FALL {
        return None;
    }
    let both = before.plus(now).rate();
    let error = (both * (1.0 - both) * (1.0 / before.pages as f64 + 1.0 / now.pages as f64)).sqrt();
    let sure = (before.rate() - now.rate()) / error;
    (sure >= MIN_SURE).then_some(sure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(host: &str, month: &str, hit: bool) -> Seen {
        Seen { host: host.into(), month: month.into(), fields: vec![("r".into(), "body", hit)] }
    }

    /// A host whose field is found on `hits` of 40 pages in each month.
    fn year(hits: &[u64]) -> Rates {
        let mut rates = Rates::default();
        for (at, hits) in hits.iter().enumerate() {
            for page in 0..40 {
                rates.add(seen("a.vn", &format!("2025-{:02}", at + 1), page < *hits));
            }
        }
        rates
    }

    fn months(alarms: &[Alarm]) -> Vec<&str> {
        alarms.iter().map(|it| it.month.as_str()).collect()
    }

    #[test]
    fn a_fall_is_told_in_its_months_and_nowhere_else() {
        let rates = year(&[40, 39, 40, 38, 40, 3, 0]);
        let alarms = rates.alarms(None);
        assert_eq!(months(&alarms), ["2025-06", "2025-07"]);
        assert_eq!(
            (alarms[0].now, alarms[0].baseline),
            (Hits { hits: 3, pages: 40 }, Hits { hits: 119, pages: 120 })
        );
    }

    #[test]
    fn chance_and_small_numbers_are_no_alarm() {
        assert_eq!(months(&year(&[20, 22, 18, 16, 24, 15]).alarms(None)), Vec::<&str>::new());
        assert_eq!(months(&year(&[40, 40, 40, 37]).alarms(None)), Vec::<&str>::new(), "7 points are too few");
        assert_eq!(months(&year(&[0, 0, 0, 40]).alarms(None)), Vec::<&str>::new(), "a rise is none");
        let mut few = year(&[40, 40, 40]);
        (0..MIN_PAGES - 1).for_each(|_| few.add(seen("a.vn", "2025-04", false)));
        assert_eq!(few.alarms(None), []);
        few.add(seen("a.vn", "2025-04", false));
        assert_eq!(months(&few.alarms(None)), ["2025-04"]);
    }

    #[test]
    fn one_month_has_no_past_and_an_unknown_one_is_judged_by_a_file_only() {
        let mut rates = year(&[0]);
        assert_eq!((rates.alarms(None), rates.without_past()), (Vec::new(), 1));
        assert_eq!(months(&rates.alarms(Some(&year(&[40])))), ["2025-01"]);
        (0..40).for_each(|_| rates.add(seen("a.vn", UNKNOWN, false)));
        assert_eq!((rates.alarms(None), rates.undated()), (Vec::new(), 1));
        assert_eq!(months(&rates.alarms(Some(&year(&[40])))), ["2025-01", UNKNOWN]);
        assert_eq!(rates.alarms(Some(&Rates::default())), [], "what the file does not know is not judged");
    }

    #[test]
    fn what_was_saved_is_what_is_read() {
        let rates = year(&[40, 39, 7]);
        let text = rates.saved();
        assert_eq!(Rates::parse(&text).expect("its own"), rates);
        assert!(
            Rates::parse("{}").is_err()
                && Rates::parse(&text.replace("\"version\": 1", "\"version\": 9")).is_err()
        );
    }
}
