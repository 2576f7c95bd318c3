//! The figures of rules over pages.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Placed, Proof, Prover, placed};
use crate::sites::{Field, SiteKind};

/// What the pages say of the tested rules.
#[derive(Debug)]
pub struct Tested<'p> {
    prover: &'p Prover,
    by: BTreeMap<String, Sums>,
    alive: BTreeSet<Placed>,
    /// Pages that were about no tested rule.
    pub others: u64,
}

#[derive(Debug, Default)]
struct Sums {
    pages: u64,
    spoke: u64,
    body: u64,
    title: u64,
    same: u64,
    agreement: f64,
    kept: [u64; 2],
    gold: u64,
    f1: [f64; 2],
    faults: Vec<Fault>,
}

/// A rule with its figures.
#[derive(Clone, Debug, Serialize)]
pub struct RuleTested {
    /// The rule.
    pub rule: String,
    /// `site` or `family`.
    pub kind: &'static str,
    /// Pages that are about it: of its hosts, or pages on which it was tried.
    pub pages: u64,
    /// On how many it, or what inherits from it, found the body.
    pub body: u64,
    /// On how many the title.
    pub title: u64,
    /// On how many it spoke itself.
    pub spoke: u64,
    /// Pages with an expectation.
    pub gold: u64,
    /// Mean word F1 by the expectations: with the rules, by generic; `None` without expectations.
    pub f1: Option<[f64; 2]>,
    /// Mean word F1 between the text with the rules and that of generic.
    pub agreement: f64,
    /// Characters kept: with the rules, by generic.
    pub kept: [u64; 2],
    /// Whether text and fields are those of generic on all pages.
    pub gains_nothing: bool,
    /// Expectations that do not hold.
    pub faults: Vec<Fault>,
    /// Selectors that matched no element on any page.
    pub dead: Vec<Dead>,
}

/// An expectation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The page.
    pub page: String,
    /// What is wrong with it.
    pub fault: String,
}

/// A selector that matched nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dead {
    /// The layout, from 1 as people count.
    pub layout: usize,
    /// The field.
    pub field: &'static str,
    /// The selector.
    pub selector: String,
}

impl<'p> Tested<'p> {
    /// Nothing seen yet.
    pub const fn new(prover: &'p Prover) -> Self {
        Self { prover, by: BTreeMap::new(), alive: BTreeSet::new(), others: 0 }
    }

    /// Counts a page.
    pub fn add(&mut self, proof: Option<Proof>) {
        let Some(mut proof) = proof else {
            self.others += 1;
            return;
        };
        self.alive.append(&mut proof.alive);
        for rule in &proof.rules {
            self.by.entry(rule.clone()).or_default().add(rule, &proof);
        }
    }

    /// The figures of every tested rule.
    pub fn rules(&self) -> Vec<RuleTested> {
        let none = Sums::default();
        let of = |site: &crate::sites::Site| {
            let sums = self.by.get(site.name()).unwrap_or(&none);
            let mean = |sum: f64, count: u64| if count == 0 { 0.0 } else { sum / count as f64 };
            let dead = placed(site).map(|(_, it)| it).filter(|it| !self.alive.contains(it));
            RuleTested {
                rule: site.name().to_owned(),
                kind: if site.kind() == SiteKind::Host { "site" } else { "family" },
                pages: sums.pages,
                body: sums.body,
                title: sums.title,
                spoke: sums.spoke,
                gold: sums.gold,
                f1: (sums.gold > 0).then(|| sums.f1.map(|sum| mean(sum, sums.gold))),
                agreement: mean(sums.agreement, sums.pages),
                kept: sums.kept,
                gains_nothing: sums.pages > 0 && sums.same == sums.pages,
                faults: sums.faults.clone(),
                // Without a page, nothing is known of any selector.
                dead: if sums.pages == 0 { Vec::new() } else { dead.map(Dead::from).collect() },
            }
        };
        self.prover.tested().map(of).collect()
    }
}

impl From<Placed> for Dead {
    fn from(it: Placed) -> Self {
        Self { layout: it.layout + 1, field: it.field.name(), selector: it.selector }
    }
}

impl Sums {
    fn add(&mut self, rule: &str, proof: &Proof) {
        let spoke = proof.spoke.as_deref() == Some(rule);
        let found = |field| proof.found.iter().any(|(by, it)| *it == field && (spoke || by == rule));
        self.pages += 1;
        self.spoke += u64::from(spoke);
        self.body += u64::from(found(Field::Body));
        self.title += u64::from(found(Field::Title));
        self.same += u64::from(proof.same);
        self.agreement += proof.agreement;
        self.kept = [self.kept[0] + proof.kept[0], self.kept[1] + proof.kept[1]];
        if let Some((f1, faults)) = &proof.gold {
            self.gold += 1;
            self.f1 = [self.f1[0] + f1[0], self.f1[1] + f1[1]];
            let page = || proof.page.clone();
            self.faults.extend(faults.iter().map(|fault| Fault { page: page(), fault: fault.clone() }));
        }
    }
}

impl RuleTested {
    /// Whether an expectation fails or there is nothing to test it on.
    pub const fn fails(&self) -> bool {
        self.pages == 0 || !self.faults.is_empty()
    }
}
