//! Select: where on the page the article is.
//!
//! With a rule that found the body, the rule's elements are the root. Without one, the root is the element whose blocks
//! have the greatest sum of worth: running text counts for it, links and fragments against it. This module chooses
//! elements; what each block inside and outside is, `classify` says.

pub mod cards;
mod classes;
pub mod generic;
mod overrule;
pub mod several;
pub mod survey;

use crate::block::{Cut, Hints};
use crate::page::Page;
pub use survey::{Sums, Survey};

/// Finds the root: the body that a site's rule found (`by_rule`, node ranges in document order), else the generic one.
pub fn root(page: &Page, cut: &Cut, by_rule: Option<&[(u32, u32)]>) -> Root {
    match by_rule {
        Some(ranges) => generic::around(page, cut, ranges),
        None => generic::root(page, cut),
    }
}

/// The root of a page whose article was carried as data: the nodes at which it now stands.
pub fn carried(page: &Page, cut: &Cut, nodes: (u32, u32), source: &'static str) -> Root {
    Root { by_rule: false, carried: Some(source), ..generic::around(page, cut, &[nodes]) }
}

/// Where the article is, and why there.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// Node ranges (first, one past the last) in document order, not nested, that hold the body.
    pub ranges: Vec<(u32, u32)>,
    /// The hints of each region (by index), without those that the content overrules.
    pub hints: Vec<Hints>,
    /// Blocks (by index) that belong to repeated cards.
    pub cards: Vec<bool>,
    /// Sum of the worth inside: the score of a generic root.
    pub score: f64,
    /// Whether a rule chose it.
    pub by_rule: bool,
    /// Where the text was taken from when the page carries it as data and does not show it: the last resort.
    pub carried: Option<&'static str>,
}

impl Root {
    /// Whether the node lies inside the root.
    pub fn contains(&self, node: u32) -> bool {
        let next = if let [range] = self.ranges[..] {
            usize::from(range.1 <= node)
        } else {
            self.ranges.partition_point(|range| range.1 <= node)
        };
        self.ranges.get(next).is_some_and(|range| range.0 <= node)
    }

    /// The first node of the root.
    pub fn start(&self) -> u32 {
        self.ranges.first().map_or(u32::MAX, |range| range.0)
    }

    /// One past the last node of the root.
    pub fn end(&self) -> u32 {
        self.ranges.last().map_or(u32::MAX, |range| range.1)
    }
}
