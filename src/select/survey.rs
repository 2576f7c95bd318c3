//! Sums over blocks: what any element of the page holds, in constant time.

use std::ops::Range;
use std::rc::Rc;

use crate::block::Cut;

/// Running sums over the blocks of a page, in document order.
#[derive(Debug)]
pub struct Survey {
    /// For each node how many blocks start before it: finds the blocks inside an element.
    before: Rc<[u32]>,
    /// Words, words inside links, blocks that are one link.
    plain: Rc<[[f64; 3]]>,
    /// Worth and running words.
    judged: Vec<[f64; 2]>,
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
        let plain = running(cut.blocks.iter().map(|block| {
            let (words, density) = (f64::from(block.facts.words), block.link_density());
            [words, words * density, f64::from(u8::from(density > 0.8))]
        }));
        Self { before: before(cut).into(), plain: plain.into(), judged: judged(worth, good) }
    }

    /// The same blocks with another judgement.
    #[must_use]
    pub fn judged(&self, worth: &[f64], good: &[f64]) -> Self {
        Self { before: self.before.clone(), plain: self.plain.clone(), judged: judged(worth, good) }
    }

    /// The indices of the blocks whose text starts inside the nodes `from..to`.
    pub fn blocks(&self, from: u32, to: u32) -> Range<usize> {
        let before = |node: u32| {
            let known = self.before.get(node as usize).or(self.before.last());
            known.map_or(0, |&blocks| blocks as usize)
        };
        let first = before(from);
        first..before(to).max(first)
    }

    /// The sums over the nodes `from..to`.
    pub fn sums(&self, from: u32, to: u32) -> Sums {
        let range = self.blocks(from, to);
        let ([words, link_words, link_blocks], [worth, good]) =
            (over(&self.plain, &range), over(&self.judged, &range));
        Sums { blocks: range.len(), words, link_words, worth, good, link_blocks }
    }

    /// How many blocks in the nodes `from..to` are one link.
    pub(super) fn links(&self, from: u32, to: u32) -> f64 {
        let range = self.blocks(from, to);
        self.plain[range.end][2] - self.plain[range.start][2]
    }

    /// The worth and the running words of the nodes `from..to`.
    pub(super) fn judgement(&self, from: u32, to: u32) -> (f64, f64) {
        let [worth, good] = over(&self.judged, &self.blocks(from, to));
        (worth, good)
    }
}

fn over<const N: usize>(running: &[[f64; N]], range: &Range<usize>) -> [f64; N] {
    let (from, to) = (running[range.start], running[range.end]);
    std::array::from_fn(|at| to[at] - from[at])
}

fn judged(worth: &[f64], good: &[f64]) -> Vec<[f64; 2]> {
    running(worth.iter().zip(good).map(|(&worth, &good)| [worth, good]))
}

fn running<const N: usize>(values: impl ExactSizeIterator<Item = [f64; N]>) -> Vec<[f64; N]> {
    let mut sums = [0.0; N];
    let mut out = Vec::with_capacity(values.len() + 1);
    out.push(sums);
    for values in values {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        out.push(sums);
    }
    out
}

/// How many blocks start before each node, up to one past the page's last or the last block's first.
fn before(cut: &Cut) -> Vec<u32> {
    let page = cut.regions.first().map_or(0, |page| page.end);
    let last = cut.blocks.last().map_or(0, |block| block.at.0.saturating_add(1));
    let mut before = Vec::with_capacity(page.max(last) as usize + 1);
    for (count, block) in (0..).zip(&cut.blocks) {
        // Up to the block's own first node.
        if before.len() <= block.at.0 as usize {
            before.resize(block.at.0 as usize + 1, count);
        }
    }
    let count = u32::try_from(cut.blocks.len()).unwrap_or(u32::MAX);
    before.resize((page.max(last) as usize + 1).max(before.len()), count);
    before
}
