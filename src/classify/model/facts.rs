//! The numbers of a page's blocks, each computed once and read by the columns that ask for it.

use super::columns::{Column, MISSING, Source};
use super::view::View;

/// The farthest neighbour that a column may read.
pub(super) const REACH: usize = 2;

/// Which facts a scorer's columns ask for, and where each column finds its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// The facts of a block, each once, in the order of their places.
    sources: Vec<Source>,
    /// For each column the place of its fact, and which neighbour it is of, from the first that is in reach.
    reads: Vec<(usize, usize)>,
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
            plan.reads.push((place, usize::try_from(isize::from(column.offset) + REACH.cast_signed()).unwrap_or(0)));
        }
        plan
    }

    /// Where a column's fact is among those of a block and its neighbours.
    pub(super) fn place(&self, column: usize) -> usize {
        let (place, row) = self.reads.get(column).copied().unwrap_or_default();
        row * self.sources.len() + place
    }
}

/// The facts of all blocks, row by row, with rows of nothing before the first and after the last.
pub(super) struct Facts<'p> {
    values: Vec<f32>,
    plan: &'p Plan,
}

impl<'p> Facts<'p> {
    /// The facts of the blocks that are needed; of the others nothing is known.
    pub(super) fn new(plan: &'p Plan, view: &View<'_>, needed: &[bool]) -> Self {
        let width = plan.sources.len();
        let mut values = vec![MISSING; (needed.len() + 2 * REACH) * width];
        let blocks: Vec<usize> = (0..needed.len()).filter(|&at| needed[at]).collect();
        for (place, source) in plan.sources.iter().enumerate() {
            source.each(view, &blocks, |at, fact| values[(at + REACH) * width + place] = fact);
        }
        Self { values, plan }
    }

    /// The facts of a block and its neighbours: [`Plan::place`] says where each column's is.
    pub(super) fn of(&self, at: usize) -> &[f32] {
        let width = self.plan.sources.len();
        &self.values[at * width..(at + 2 * REACH + 1) * width]
    }

    /// All columns of a block.
    pub(super) fn row(&self, at: usize) -> Vec<f32> {
        let facts = self.of(at);
        (0..self.plan.reads.len()).map(|column| facts[self.plan.place(column)]).collect()
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
