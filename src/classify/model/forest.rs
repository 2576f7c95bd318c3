//! The forest: all trees of a scorer laid out to be asked about several blocks at once.
//!
//! Instead of walking down, the questions are asked number by number, for all trees together: an answer "right" rules out
//! the leaves on the left of the question, and of the leaves of a tree that remain the first is its answer (`QuickScorer`:
//! Lucchese and others, 2015). The questions about one number stand in the order of their thresholds: where one is not
//! exceeded by any block, no later one is. A question is one comparison for all blocks side by side, without a branch.

use super::facts::{Facts, LANES, Plan};
use super::trees::{Node, Tree};

/// A tree of more leaves is walked down: a leaf is a bit.
const MAX_LEAVES: usize = 32;

/// A question: what is greater than the threshold goes right.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    threshold: f32,
    tree: usize,
    /// The leaves of the tree that are left on the right.
    right: u32,
}

/// The questions about one number, by threshold.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// The fact, and of which neighbour.
    place: (usize, usize),
    splits: Vec<Split>,
}

/// The trees: their questions, and for each its leaves from left to right with zeros behind the last; `None` for a tree
/// that is too large.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forest {
    asked: Vec<Asked>,
    leaves: Vec<Option<[f32; MAX_LEAVES]>>,
}

/// For each tree and block the leaves that remain; kept from one row of blocks to the next.
pub(super) type Left = Vec<[u32; LANES]>;

impl Forest {
    /// Lays out trees that ask for the columns of a plan.
    pub(super) fn of(trees: &[Tree], plan: &Plan) -> Self {
        let mut splits = Vec::new();
        let leaves = (0..).zip(trees).map(|(at, tree)| lay_out(tree, (at, plan), &mut splits)).collect();
        splits.sort_by(|(place, split), (other, than)| {
            place.cmp(other).then(split.threshold.total_cmp(&than.threshold))
        });
        let same = splits.chunk_by(|(place, _), (other, _)| place == other);
        let asked = same.filter_map(|same| {
            let (place, _) = *same.first()?;
            Some(Asked { place, splits: same.iter().map(|(_, split)| *split).collect() })
        });
        Self { asked: asked.collect(), leaves }
    }

    /// For each of the blocks from `at` on the sum of the trees' answers, in the order of the trees; `trees` are those
    /// that were laid out.
    pub(super) fn sums(
        &self,
        (trees, base): (&[Tree], f32),
        (facts, at): (&Facts<'_>, usize),
        left: &mut Left,
    ) -> [f32; LANES] {
        left.clear();
        left.resize(trees.len(), [u32::MAX; LANES]);
        for asked in &self.asked {
            let seen = facts.side_by_side(asked.place, at);
            let greatest = greatest(seen);
            for split in asked.splits.iter().take_while(|split| split.threshold < greatest) {
                ask(split, seen, &mut left[split.tree]);
            }
        }
        let mut sums = [base; LANES];
        for ((leaves, left), tree) in self.leaves.iter().zip(left).zip(trees) {
            match leaves {
                Some(leaves) => sums.iter_mut().zip(left).for_each(|(sum, left)| {
                    // One leaf always remains; the last bit only tells the compiler so.
                    *sum += leaves[(*left | 1 << (MAX_LEAVES - 1)).trailing_zeros() as usize % MAX_LEAVES];
                }),
                None => (at..).zip(&mut sums).for_each(|(at, sum)| {
                    *sum += tree.answer(|column| facts.read(at, column));
                }),
            }
        }
        sums
    }
}

/// Adds the questions of a tree to those of all, with their places, and gives its leaves.
fn lay_out(
    tree: &Tree,
    (number, plan): (usize, &Plan),
    splits: &mut Vec<((usize, usize), Split)>,
) -> Option<[f32; MAX_LEAVES]> {
    let is_leaf = |node: &&Node| matches!(node, Node::Leaf(_));
    if tree.nodes.iter().filter(is_leaf).count() > MAX_LEAVES {
        return None;
    }
    let mut leaves = [0.0; MAX_LEAVES];
    let mut before = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        match *node {
            Node::Leaf(value) => {
                leaves[before] = value;
                before += 1;
            }
            Node::Split { column, threshold, right, .. } => {
                // Those on the left, of a tree of as many leaves as bits, never all.
                let gone = tree.nodes.get(at..usize::from(right))?.iter().filter(is_leaf).count();
                let right = !(((1 << gone) - 1) << before);
                splits.push((plan.place(usize::from(column)), Split { threshold, tree: number, right }));
            }
        }
    }
    Some(leaves)
}

/// The greatest of some numbers that are all numbers. Of four at a time the compiler makes one.
fn greatest(seen: &[f32; LANES]) -> f32 {
    let (rows, _) = seen.as_chunks::<4>();
    let greater = |one: f32, other: f32| if one > other { one } else { other };
    let column =
        rows.iter().fold([f32::MIN; 4], |most, row| std::array::from_fn(|at| greater(row[at], most[at])));
    column.into_iter().fold(f32::MIN, greater)
}

/// Asks one question about several blocks. By itself the compiler makes one instruction do four of them, inlined it does
/// not (seen in the assembly of rustc 1.95).
#[inline(never)]
fn ask(split: &Split, seen: &[f32; LANES], left: &mut [u32; LANES]) {
    let Split { threshold, right, .. } = *split;
    for (left, seen) in left.iter_mut().zip(seen) {
        *left &= if *seen <= threshold { u32::MAX } else { right };
    }
}

#[cfg(test)]
mod tests {
    use super::super::Model;
    use super::super::facts::{Facts, LANES};
    use super::super::trees::Tree;
    use super::Forest;

    #[test]
    fn the_forest_answers_as_its_trees() {
        let mut model = Model::shipped().unwrap();
        // One that is too large: forty leaves in a row.
        let large = (0..39).map(|leaf| format!("0:{leaf}:0 {leaf}")).collect::<Vec<_>>().join(" ") + " 39";
        model.trees.push(Tree::parse(&large, 1).unwrap());
        let forest = Forest::of(&model.trees, &model.plan);
        let blocks = 3 * LANES + 1;
        // Numbers from everywhere between the thresholds.
        let mut state = 1_u32;
        let facts = Facts::filled(&model.plan, blocks, || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            [0.0, 1.0, -1.0, 0.5, 40.0, 0.02][state as usize >> 16 & 3] * (state >> 8 & 3) as f32
        });
        let mut left = Vec::new();
        for at in 0..blocks {
            let walked =
                model.trees.iter().fold(0.25, |sum, tree| sum + tree.answer(|column| facts.read(at, column)));
            let [first, ..] = forest.sums((&model.trees, 0.25), (&facts, at), &mut left);
            assert_eq!(first.to_bits(), walked.to_bits());
        }
    }
}
