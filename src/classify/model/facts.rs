//! The numbers of a page's blocks, each computed once and read by the columns that ask for it.

use super::columns::{Column, MISSING, Signs, Source};
use super::view::View;

/// The farthest neighbour that a column may read.
pub(super) const REACH: usize = 2;

/// So many blocks are judged side by side: of eight or sixteen the compiler writes out each by itself.
pub(super) const LANES: usize = 32;

/// So many sets of signs are remembered.
const MAX_KNOWN: usize = 16;

/// Which facts a scorer's columns ask for, and where each column finds its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// The facts of a block, each once, in the order of their places.
    sources: Vec<Source>,
    /// For each column the place of its fact, and which neighbour it is of, from the first that is in reach.
    reads: Vec<(usize, usize)>,
    /// The facts that a block either has or has not, with their places.
    signs: Vec<(usize, Source)>,
}

impl Plan {
    pub(super) fn of(columns: &[Column]) -> Self {
        let mut plan = Self::default();
        for column in columns {
            let known = plan.sources.iter().position(|source| *source == column.source);
            let place = known.unwrap_or_else(|| {
                plan.sources.push(column.source);
                plan.sources.len() - 1
            });
            plan.reads.push((
                place,
                usize::try_from(isize::from(column.offset) + REACH.cast_signed()).unwrap_or(0),
            ));
        }
        let places = plan.sources.iter().copied().enumerate();
        plan.signs = places.filter(|(_, source)| !matches!(source, Source::Own(_))).collect();
        plan
    }

    /// Which fact a column reads, and of which neighbour.
    pub(super) fn place(&self, column: usize) -> (usize, usize) {
        self.reads.get(column).copied().unwrap_or_default()
    }
}

/// The facts of all blocks, fact by fact, with nothing before the first block and after the last.
pub(super) struct Facts<'p> {
    values: Vec<f32>,
    /// From the values of one fact to those of the next.
    stride: usize,
    plan: &'p Plan,
}

impl<'p> Facts<'p> {
    fn nothing(plan: &'p Plan, blocks: usize) -> Self {
        let stride = blocks + 2 * REACH + LANES;
        Self { values: vec![MISSING; plan.sources.len() * stride], stride, plan }
    }

    /// The facts of the blocks that are needed; of the others nothing is known.
    pub(super) fn new(plan: &'p Plan, view: &View<'_>, needed: &[bool]) -> Self {
        let mut facts = Self::nothing(plan, needed.len());
        let blocks: Vec<usize> = (0..needed.len()).filter(|&at| needed[at]).collect();
        for (source, values) in plan.sources.iter().zip(facts.values.chunks_exact_mut(facts.stride)) {
            source.fill(view, &blocks, &mut values[REACH..REACH + needed.len()]);
        }
        facts.set(view, &blocks);
        facts
    }

    /// Writes the signs of each block; most blocks have those of one shortly before.
    fn set(&mut self, view: &View<'_>, blocks: &[usize]) {
        let mut known: Vec<(Signs<'_>, Vec<usize>)> = Vec::new();
        for &at in blocks {
            let signs = Signs::of(view, at);
            let found = known.iter().rposition(|(it, _)| *it == signs).unwrap_or_else(|| {
                let had = self.plan.signs.iter().filter(|(_, source)| source.is_of(&signs));
                let places = had.map(|(place, _)| place * self.stride + REACH).collect();
                // So few that looking for one costs less than making it.
                if known.len() == MAX_KNOWN {
                    known.clear();
                }
                known.push((signs, places));
                known.len() - 1
            });
            for place in &known[found].1 {
                self.values[place + at] = 1.0;
            }
        }
    }

    /// Facts that a test makes up.
    #[cfg(test)]
    pub(super) fn filled(plan: &'p Plan, blocks: usize, of: impl FnMut() -> f32) -> Self {
        let mut facts = Self::nothing(plan, blocks);
        facts.values.fill_with(of);
        facts
    }

    /// One fact of several blocks, or of their neighbours, side by side: the first is that of the block `at`.
    pub(super) fn side_by_side(&self, (fact, row): (usize, usize), at: usize) -> &[f32; LANES] {
        const UNKNOWN: &[f32; LANES] = &[MISSING; LANES];
        let from = fact * self.stride + row + at;
        self.values.get(from..).and_then(<[f32]>::first_chunk).unwrap_or(UNKNOWN)
    }

    /// The number in a column of a block.
    pub(super) fn read(&self, at: usize, column: u16) -> f32 {
        self.side_by_side(self.plan.place(usize::from(column)), at)[0]
    }

    /// All columns of a block.
    pub(super) fn row(&self, at: usize) -> Vec<f32> {
        (0..self.plan.reads.len())
            .map(|column| self.read(at, u16::try_from(column).unwrap_or(u16::MAX)))
            .collect()
    }
}

/// The candidates and the neighbours that their columns may read.
pub(super) fn with_neighbours(candidates: &[bool]) -> Vec<bool> {
    let near = |at: usize| at.saturating_sub(REACH)..(at + REACH + 1).min(candidates.len());
    (0..candidates.len()).map(|at| candidates[near(at)].contains(&true)).collect()
}

#[cfg(test)]
mod tests {
    use super::with_neighbours;

    #[test]
    fn neighbours_are_needed_too() {
        let mut candidates = [false; 8];
        candidates[3] = true;
        let needed = with_neighbours(&candidates);
        assert_eq!(needed, [false, true, true, true, true, true, false, false]);
    }
}
