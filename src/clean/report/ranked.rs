//! Which hosts a reader sees: those with the most records, and the others in one.

use std::cmp::Reverse;

use super::{Hits, Host, Report};

/// Pages that a field must have been looked for on before its misses mean anything.
const FEW_PAGES: u64 = 5;

/// The hosts with the most records, and the others in one.
#[derive(Debug)]
pub(super) struct Ranked<'a> {
    /// Name and sums, by records.
    pub(super) hosts: Vec<(&'a str, &'a Host)>,
    /// What the others did.
    pub(super) others: Host,
    /// How the others are called; `None` where there are none.
    pub(super) others_name: Option<String>,
}

/// A field of a layout of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuleField<'a> {
    /// The rule file.
    pub(super) rule: &'a str,
    /// The layout in it, from 0.
    pub(super) layout: &'a str,
    /// The field.
    pub(super) field: &'a str,
    /// What it found and missed.
    pub(super) hits: Hits,
}

impl Hits {
    /// Pages on which the field should have been found.
    pub fn pages(self) -> u64 {
        self.hits + self.misses
    }

    /// Whether it is missed so often that the template has probably changed: on more than a third of the pages, if they are
    /// more than a few.
    pub fn drifts(self) -> bool {
        self.pages() >= FEW_PAGES && self.misses > self.pages() / 3
    }
}

impl Host {
    /// The fields of rules that were looked for, in the order of rule, layout and name.
    pub(super) fn rule_fields(&self) -> impl Iterator<Item = RuleField<'_>> {
        self.fields.iter().filter_map(|(name, hits)| {
            let (rest, field) = name.rsplit_once(' ')?;
            let (rule, layout) = rest.rsplit_once(' ')?;
            Some(RuleField { rule, layout, field, hits: *hits })
        })
    }

    /// The fields that drift, the most missed ones first.
    pub(super) fn drifting(&self) -> Vec<RuleField<'_>> {
        let mut fields: Vec<_> = self.rule_fields().filter(|it| it.hits.drifts()).collect();
        fields.sort_by_key(|it| Reverse(it.hits.misses));
        fields
    }

    /// The rule that spoke on most of the articles.
    pub(super) fn main_rule(&self) -> Option<&str> {
        let most = self.rules.iter().max_by_key(|(name, count)| (**count, Reverse(*name)));
        most.map(|(name, _)| name.as_str())
    }
}

impl Report {
    /// The hosts that fit into `rows`, one of which is for the others if there are others.
    pub(super) fn ranked(&self, rows: usize) -> Ranked<'_> {
        let mut hosts: Vec<_> = self.hosts.iter().map(|(name, host)| (name.as_str(), host)).collect();
        hosts.sort_by_key(|(name, host)| (Reverse(host.records()), *name));
        let is_cut = self.further.records() > 0;
        let fits = hosts.len() + usize::from(is_cut) <= rows;
        let mut others = self.further.clone();
        let left = if fits { Vec::new() } else { hosts.split_off(rows.saturating_sub(1).min(hosts.len())) };
        for (_, host) in &left {
            others.merge((*host).clone());
        }
        others.titles.clear();
        let others_name = match (left.len() as u64, is_cut) {
            (0, false) => None,
            (0, true) => Some("further hosts".into()),
            (count, false) => Some(super::counted(count, "other host")),
            (count, true) => Some(format!("over {}", super::counted(count, "other host"))),
        };
        Ranked { hosts, others, others_name }
    }
}

/// The name of a host as a reader sees it.
pub(super) fn shown(name: &str) -> &str {
    if name.is_empty() { "(no address)" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(hosts: u64, further: u64) -> Report {
        let host = |articles| Host { articles, titles: vec!["Bài".into()], ..Host::default() };
        let hosts = (1..=hosts).map(|n| (format!("h{n}"), host(n))).collect();
        Report { hosts, further: host(further), ..Report::default() }
    }

    fn ranked(report: &Report, rows: usize) -> (Vec<&str>, u64, Option<String>) {
        let ranked = report.ranked(rows);
        assert!(ranked.others.titles.is_empty() || ranked.others_name.is_none());
        (ranked.hosts.iter().map(|(name, _)| *name).collect(), ranked.others.records(), ranked.others_name)
    }

    #[test]
    fn the_greatest_are_seen_and_nothing_is_lost() {
        assert_eq!(ranked(&report(3, 0), 3), (vec!["h3", "h2", "h1"], 0, None));
        assert_eq!(ranked(&report(4, 0), 3), (vec!["h4", "h3"], 3, Some("2 other hosts".into())));
        assert_eq!(ranked(&report(2, 9), 3), (vec!["h2", "h1"], 9, Some("further hosts".into())));
        assert_eq!(ranked(&report(3, 9), 3), (vec!["h3", "h2"], 10, Some("over 1 other host".into())));
        assert_eq!(ranked(&report(2, 0), 0), (vec![], 3, Some("2 other hosts".into())));
    }

    #[test]
    fn a_field_drifts_when_more_than_a_third_of_its_pages_miss() {
        let drifts = |hits, misses| Hits { hits, misses }.drifts();
        assert!(drifts(3, 2) && drifts(0, 5) && drifts(65, 35));
        assert!(!drifts(4, 2) && !drifts(0, 4) && !drifts(67, 33) && !drifts(0, 0));
        let fields = [("a.vn 0 body", 9, 0), ("a.vn 1 body", 5, 5), ("a.vn 1 lead", 1, 7)];
        let fields = fields.map(|(name, hits, misses)| (name.to_owned(), Hits { hits, misses }));
        let host = Host { fields: fields.into(), ..Host::default() };
        let names: Vec<_> = host
            .drifting()
            .iter()
            .map(|it| (it.rule.to_owned(), it.layout.to_owned(), it.field.to_owned()))
            .collect();
        let name = |field: &str| ("a.vn".to_owned(), "1".to_owned(), field.to_owned());
        assert_eq!(names, [name("lead"), name("body")]);
    }
}
