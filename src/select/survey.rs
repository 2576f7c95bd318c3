//! Sums over blocks: what any element of the page holds, in constant time.

use crate::block::Cut;

/// Running sums over the blocks of a page, in document order.
#[derive(Debug)]
pub struct Survey {
    /// First text node of each block, ascending: finds the blocks inside an element.
    starts: Vec<u32>,
    words: Vec<f64>,
    link_words: Vec<f64>,
    worth: Vec<f64>,
    good: Vec<f64>,
    link_blocks: Vec<f64>,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// Blocks.
    pub blocks: usize,
    /// Words.
    pub words: f64,
    /// Words inside links, estimated from characters.
    pub link_words: f64,
    /// Sum of the blocks' worth.
    pub worth: f64,
    /// Words of blocks that read like running text.
    pub good: f64,
    /// Blocks that are one link.
    pub link_blocks: f64,
}

impl Survey {
    /// Adds up the blocks; `worth` and `good` come one for each block.
    pub fn new(cut: &Cut, worth: &[f64], good: &[f64]) -> Self {
        let blocks = &cut.blocks;
        Self {
            starts: blocks.iter().map(|block| block.at.0).collect(),
            words: running(blocks.iter().map(|block| f64::from(block.facts.words))),
            link_words: running(
                blocks.iter().map(|block| f64::from(block.facts.words) * block.link_density()),
            ),
            worth: running(worth.iter().copied()),
            good: running(good.iter().copied()),
            link_blocks: running(blocks.iter().map(|block| f64::from(u8::from(block.link_density() > 0.8)))),
        }
    }

    /// The indices of the blocks whose text starts inside the nodes `from..to`.
    pub fn blocks(&self, from: u32, to: u32) -> std::ops::Range<usize> {
        let first = self.starts.partition_point(|&start| start < from);
        first..self.starts.partition_point(|&start| start < to).max(first)
    }

    /// The sums over the nodes `from..to`.
    pub fn sums(&self, from: u32, to: u32) -> Sums {
        let range = self.blocks(from, to);
        let over = |running: &[f64]| running[range.end] - running[range.start];
        Sums {
            blocks: range.len(),
            words: over(&self.words),
            link_words: over(&self.link_words),
            worth: over(&self.worth),
            good: over(&self.good),
            link_blocks: over(&self.link_blocks),
        }
    }
}

fn running(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let mut out = vec![0.0];
    for value in values {
        sum += value;
        out.push(sum);
    }
    out
}
