//! What a report keeps of one record: taken by the thread that works on it, so that the writer only adds.

use crate::article::Outcome;
use crate::extract::Trace;
use crate::recurring;
use crate::sites::{Field, host_of};

/// A field of a layout of a rule file, and whether its selectors found anything on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::clean) struct FieldFact {
    /// The rule file.
    pub(super) rule: String,
    /// The layout in it, from 0.
    pub(super) layout: usize,
    /// The field.
    pub(super) field: Field,
    /// Whether it found anything.
    pub(super) hit: bool,
}

/// What a report keeps of one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::clean) struct Facts {
    /// The host of the record's address, else of the page's own.
    pub(in crate::clean) host: Option<String>,
    /// The rule that spoke; `None` where there is no article.
    pub(super) rule: Option<String>,
    /// What the selectors of rules found and missed.
    pub(super) fields: Vec<FieldFact>,
    /// Characters of all blocks.
    pub(super) chars: u64,
    /// Characters of the article's text.
    pub(super) kept: u64,
    /// Blocks that were left out of it since they recur.
    pub(super) recurring: u64,
    /// How sure the extraction is, from 0 to 1.
    pub(super) confidence: Option<f64>,
    /// The headline.
    pub(super) title: Option<String>,
}

impl Facts {
    /// The facts of a page, and of an address that was given with it.
    pub(in crate::clean) fn of(url: Option<&str>, trace: &Trace) -> Self {
        let article = trace.outcome.article();
        let own = article.and_then(|it| it.canonical.as_deref());
        let found = trace.spoke.found.iter().map(|it| (&it.rule, it.layout, it.field, true));
        let missed = trace.spoke.missed.iter().map(|it| (&it.rule, it.layout, it.field, false));
        let fact = |(rule, layout, field, hit): (&String, _, _, _)| {
            let rule = rule.clone();
            FieldFact { rule, layout, field, hit }
        };
        Self {
            host: url.or(own).and_then(host_of),
            rule: article.map(|it| it.rule.clone()),
            fields: found.chain(missed).map(fact).collect(),
            chars: trace.cut.blocks.iter().map(|block| u64::from(block.facts.chars)).sum(),
            kept: kept(&trace.outcome),
            recurring: trace.verdicts.iter().filter(|it| it.rule == recurring::NAME).count() as u64,
            confidence: article.map(|it| it.confidence),
            title: article.and_then(|it| it.title.clone()),
        }
    }

    /// The facts of a record that failed.
    pub(in crate::clean) fn of_failed(url: Option<&str>) -> Self {
        Self { host: url.and_then(host_of), ..Self::default() }
    }

    /// Roughly the memory that it holds.
    pub(in crate::clean) fn weight(&self) -> usize {
        self.fields.len() * size_of::<FieldFact>() + self.title.as_ref().map_or(0, String::len)
    }
}

fn kept(outcome: &Outcome) -> u64 {
    let blocks = outcome.article().map_or(&[][..], |it| &it.blocks);
    blocks.iter().map(|block| block.text.chars().count() as u64).sum()
}
