//! What a rule said of a page, kept after page and rules are gone: for traces and for counting misses over a dump.

use super::matching::{Choice, Miss, Selection};
use super::schema::Field;

/// A selector that found something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The field.
    pub field: Field,
    /// The rule: a host's own, or a family it inherits from.
    pub rule: String,
    /// The layout of that rule, from 0.
    pub layout: usize,
    /// The selector.
    pub selector: String,
    /// How many elements it marked.
    pub nodes: usize,
}

/// A field whose selectors found nothing in the layout that should have spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The field.
    pub field: Field,
    /// The rule.
    pub rule: String,
    /// The layout of that rule, from 0.
    pub layout: usize,
    /// The selectors that were tried.
    pub selectors: Vec<String>,
}

/// What the rules said of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoke {
    /// The rule that found the body; `None` on the generic path.
    pub rule: Option<String>,
    /// Which selectors found something.
    pub found: Vec<Found>,
    /// Which fields were missed, also by a rule that was tried in vain.
    pub missed: Vec<Missed>,
}

impl From<&Selection<'_>> for Spoke {
    fn from(selection: &Selection<'_>) -> Self {
        let choices = selection.plan.as_ref().map(|plan| plan.choices.as_slice()).unwrap_or_default();
        Self {
            rule: selection.plan.as_ref().map(|plan| plan.rule().to_owned()),
            found: choices.iter().map(found).collect(),
            missed: selection.misses.iter().map(missed).collect(),
        }
    }
}

fn found(choice: &Choice<'_>) -> Found {
    let (rule, selector) = (choice.rule.to_owned(), choice.selector.to_owned());
    Found { field: choice.field, rule, layout: choice.layout, selector, nodes: choice.nodes }
}

fn missed(miss: &Miss<'_>) -> Missed {
    let selectors = miss.selectors.iter().map(|&selector| selector.to_owned()).collect();
    Missed { field: miss.field, rule: miss.rule.to_owned(), layout: miss.layout, selectors }
}
