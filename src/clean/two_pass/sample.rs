//! What is counted of one page: numbers, and no text.

use std::collections::BTreeSet;

use crate::clean::sift::{By, Prints};
use crate::extract::Trace;
use crate::recurring::{Counted, Recurring, counted};

/// Blocks of a page that are counted: so many at each end. Longer articles than that have no more pleas.
const BLOCKS: usize = 128;

/// What is counted of one page.
pub(super) struct Sample {
    /// The name that its host goes by.
    pub(super) group: String,
    /// What it is known by if it comes again: its address and its text.
    pub(super) prints: Vec<[u8; 16]>,
    /// Its blocks, each once.
    pub(super) blocks: Vec<Counted>,
}

impl Sample {
    /// Of an article; others have nothing to count.
    pub(super) fn of(trace: &Trace, place: &str) -> Option<Self> {
        let article = trace.outcome.article()?;
        let by = BTreeSet::from([By::Url, By::Text]);
        let mut blocks = counted(trace);
        if blocks.len() > 2 * BLOCKS {
            blocks.drain(BLOCKS..blocks.len() - BLOCKS);
        }
        blocks.sort_unstable_by_key(|block| (block.hash, block.chars, block.is_long));
        blocks.dedup_by_key(|block| block.hash);
        let group = Recurring::name(trace.host.as_deref(), place);
        Some(Self { group, prints: Prints::of(article, &by).hashes().collect(), blocks })
    }

    /// Roughly the memory that it holds.
    pub(super) fn weight(&self) -> usize {
        self.group.len()
            + self.prints.len() * size_of::<[u8; 16]>()
            + self.blocks.len() * size_of::<Counted>()
    }
}
