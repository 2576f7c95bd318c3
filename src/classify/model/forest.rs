//! The forest: all trees of a scorer laid out for one walk, asked by place instead of by column.

use super::facts::Plan;
use super::trees::{Node, Tree};

/// A step through a tree.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    /// What is compared, a place among the facts of a block and its neighbours.
    place: u32,
    /// The step on the right, the one on the left follows; 0 for a leaf.
    right: u32,
    /// The greatest fact that goes left, or the answer.
    value: f32,
}

/// The trees, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forest {
    steps: Vec<Step>,
    roots: Vec<u32>,
}

impl Forest {
    /// Lays out trees that ask for the columns of a plan.
    pub(super) fn of(trees: &[Tree], plan: &Plan) -> Self {
        let number = |at: usize| u32::try_from(at).unwrap_or(0);
        let mut forest = Self::default();
        for tree in trees {
            let root = number(forest.steps.len());
            forest.roots.push(root);
            forest.steps.extend(tree.nodes.iter().map(|node| match *node {
                Node::Leaf(value) => Step { place: 0, right: 0, value },
                Node::Split { column, threshold, right, .. } => Step {
                    place: number(plan.place(usize::from(column))),
                    right: root + u32::from(right),
                    value: threshold,
                },
            }));
        }
        forest
    }

    /// The sum of the trees' answers for a block, given its facts and its neighbours', in the order of the trees.
    pub(super) fn sum(&self, base: f32, facts: &[f32]) -> f32 {
        self.roots.iter().fold(base, |sum, &root| sum + self.answer(root as usize, facts))
    }

    fn answer(&self, root: usize, facts: &[f32]) -> f32 {
        let mut at = root;
        loop {
            let step = self.steps[at];
            if step.right == 0 {
                return step.value;
            }
            at = if facts[step.place as usize] <= step.value { at + 1 } else { step.right as usize };
        }
    }
}
