//! The forest: all trees of a scorer laid out to be asked about several blocks at once.
//!
//! Instead of walking down, every question of a tree is asked: an answer "right" rules out the leaves on the left, and of
//! the leaves that remain the first is the tree's answer (`QuickScorer`: Lucchese and others, 2015). A question is one
//! comparison for all blocks side by side, without a branch.

use super::facts::{Facts, LANES, Plan};
use super::trees::{Node, Tree};

/// A tree of more leaves is walked down: a leaf is a bit.
const MAX_LEAVES: usize = 32;

/// A question.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    /// The fact, and of which neighbour.
    place: (usize, usize),
    /// The greatest value that goes left.
    threshold: f32,
    /// The leaves that are left on the right.
    right: u32,
}

/// The questions of a tree and its leaves, from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
struct Laid {
    splits: Vec<Split>,
    /// Zeros behind the last.
    leaves: [f32; MAX_LEAVES],
}

/// The trees in their order; `None` for one that is too large.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forest(Vec<Option<Laid>>);

impl Forest {
    /// Lays out trees that ask for the columns of a plan.
    pub(super) fn of(trees: &[Tree], plan: &Plan) -> Self {
        Self(trees.iter().map(|tree| Laid::of(tree, plan)).collect())
    }

    /// For each of the blocks from `at` on the sum of the trees' answers, in the order of the trees; `trees` are those
    /// that were laid out.
    pub(super) fn sums(&self, trees: &[Tree], base: f32, (facts, at): (&Facts<'_>, usize)) -> [f32; LANES] {
        let mut sums = [base; LANES];
        for (laid, tree) in self.0.iter().zip(trees) {
            match laid {
                Some(laid) => laid.add(facts, at, &mut sums),
                None => (at..).zip(&mut sums).for_each(|(at, sum)| {
                    *sum += tree.answer(|column| facts.read(at, column));
                }),
            }
        }
        sums
    }
}

impl Laid {
    fn of(tree: &Tree, plan: &Plan) -> Option<Self> {
        let mut laid = Self::default();
        let mut leaves = laid.leaves.iter_mut();
        // Leaves to the left of each node.
        let before: Vec<usize> = tree
            .nodes
            .iter()
            .scan(0, |leaves, node| {
                let before = *leaves;
                *leaves += usize::from(matches!(node, Node::Leaf(_)));
                Some(before)
            })
            .collect();
        for (at, node) in tree.nodes.iter().enumerate() {
            match *node {
                Node::Leaf(value) => *leaves.next()? = value,
                Node::Split { column, threshold, right, .. } => {
                    let left = before[at]..*before.get(usize::from(right))?;
                    let gone =
                        left.filter(|&leaf| leaf < MAX_LEAVES).fold(0u32, |gone, leaf| gone | 1 << leaf);
                    laid.splits.push(Split {
                        place: plan.place(usize::from(column)),
                        threshold,
                        right: !gone,
                    });
                }
            }
        }
        Some(laid)
    }

    /// Adds the answer for each block from `at` on to its sum.
    fn add(&self, facts: &Facts<'_>, at: usize, sums: &mut [f32; LANES]) {
        let mut left = [u32::MAX; LANES];
        for split in &self.splits {
            ask(split, facts.side_by_side(split.place, at), &mut left);
        }
        // The last leaf is left where no other is.
        for (sum, left) in sums.iter_mut().zip(left) {
            *sum += self.leaves[(left | 1 << (MAX_LEAVES - 1)).trailing_zeros() as usize % MAX_LEAVES];
        }
    }
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
        for at in 0..blocks {
            let walked =
                model.trees.iter().fold(0.25, |sum, tree| sum + tree.answer(|column| facts.read(at, column)));
            let [first, ..] = forest.sums(&model.trees, 0.25, (&facts, at));
            assert_eq!(first.to_bits(), walked.to_bits());
        }
    }
}
