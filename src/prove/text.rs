//! The figures of rules as lines of text.

use super::RuleTested;
use crate::clean::grouped;
use crate::explain::short;

/// The longest name of a rule and the longest complaint that are shown, in characters.
const NAME: usize = 26;
const FAULT: usize = 300;

/// The columns with their widths; the first two stand to the left.
const COLUMNS: [(&str, usize); 13] = [
    ("rule", NAME),
    ("kind", 6),
    ("pages", 6),
    ("spoke", 6),
    ("body", 6),
    ("title", 6),
    ("F1 rule", 8),
    ("F1 gen", 7),
    ("agree", 6),
    ("kept rule", 10),
    ("kept gen", 10),
    ("failed", 7),
    ("dead", 5),
];

fn line(cells: [&str; 13]) -> String {
    let padded = cells.iter().zip(COLUMNS).enumerate().map(|(at, (cell, (_, width)))| {
        if at < 2 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    });
    padded.collect::<Vec<_>>().join(" ")
}

impl RuleTested {
    /// The head of the table that [`RuleTested::row`] makes.
    pub fn head() -> String {
        line(COLUMNS.map(|(name, _)| name))
    }

    /// A row of the table.
    pub fn row(&self) -> String {
        let three = |value: f64| format!("{value:.3}");
        let [f1, generic] = self.f1.map_or(["–", "–"].map(str::to_owned), |both| both.map(three));
        let agree = if self.pages == 0 { "–".to_owned() } else { three(self.agreement) };
        let [pages, spoke, body, title] = [self.pages, self.spoke, self.body, self.title].map(grouped);
        let [kept, kept_generic] = self.kept.map(grouped);
        let [failed, dead] = [self.faults.len(), self.dead.len()].map(|count| grouped(count as u64));
        line([
            &short(&self.rule, NAME),
            self.kind,
            &pages,
            &spoke,
            &body,
            &title,
            &f1,
            &generic,
            &agree,
            &kept,
            &kept_generic,
            &failed,
            &dead,
        ])
    }

    /// What is wrong with the rule, and what may be.
    pub fn complaints(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.pages == 0 {
            lines.push(format!("{}: no page to test it on", self.rule));
        }
        let faults = self.faults.iter();
        lines.extend(faults.map(|it| format!("{}: {}: {}", self.rule, it.page, short(&it.fault, FAULT))));
        if self.gains_nothing {
            lines.push(format!("{}: warning: gains nothing, generic says the same on all pages", self.rule));
        }
        lines.extend(self.dead.iter().map(|it| {
            let (layout, field, selector) = (it.layout, it.field, &it.selector);
            format!("{}: warning: layout {layout}, {field}: {selector} is on no page", self.rule)
        }));
        lines
    }
}
