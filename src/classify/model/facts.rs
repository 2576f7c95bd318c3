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
    /// For each column the place of its fact, and the neighbour it is of.
    reads: Vec<(usize, isize)>,
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
            plan.reads.push((place, isize::from(column.offset)));
        }
        plan
    }
}

/// The facts of all blocks, row by row, with rows of nothing before the first and after the last.
pub(super) struct Facts<'p> {
    values: Vec<f32>,
    width: usize,
    /// For each column its distance from a block's first fact.
    reads: Vec<isize>,
    plan: &'p Plan,
}

impl<'p> Facts<'p> {
    /// The facts of the blocks that are needed; of the others nothing is known.
    pub(super) fn new(plan: &'p Plan, view: &View<'_>, needed: &[bool]) -> Self {
        let width = plan.sources.len();
        let mut values = vec![MISSING; (needed.len() + 2 * REACH) * width];
        let rows = values.chunks_exact_mut(width.max(1)).skip(REACH);
        for (at, row) in rows.take(needed.len()).enumerate().filter(|(at, _)| needed[*at]) {
            for (fact, source) in row.iter_mut().zip(&plan.sources) {
                *fact = source.of(view, at);
            }
        }
        let distance = |&(place, offset): &(usize, isize)| offset * width.cast_signed() + place.cast_signed();
        Self { values, width, reads: plan.reads.iter().map(distance).collect(), plan }
    }

    /// Reads the columns of a block.
    pub(super) fn of(&self, at: usize) -> impl Fn(u16) -> f32 {
        let first = (at + REACH) * self.width;
        move |column| {
            let place = first.wrapping_add_signed(self.reads[usize::from(column)]);
            self.values.get(place).copied().unwrap_or(MISSING)
        }
    }

    /// All columns of a block.
    pub(super) fn row(&self, at: usize) -> Vec<f32> {
        let read = self.of(at);
        (0..self.plan.reads.len()).map(|column| read(u16::try_from(column).unwrap_or(u16::MAX))).collect()
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
