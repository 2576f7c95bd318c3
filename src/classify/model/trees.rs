//! Trees: the learned part of the scorer, as numbers.
//!
//! A forest is a sum of small decision trees over the columns of a block. It knows columns by index only.

use std::collections::BTreeMap;

/// A node of a tree: a question, or an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Node {
    /// To the next node when the column is at most the threshold, else to the node `right`.
    Split {
        /// Index of the column.
        column: u16,
        /// The greatest value that goes left.
        threshold: f32,
        /// Index of the node on the right; the one on the left follows.
        right: u16,
        /// What the tree would answer here, for explanations.
        mean: f32,
    },
    /// What the tree adds to the sum.
    Leaf(f32),
}

/// A tree: its nodes, each before those below it, left before right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

impl Tree {
    /// The answer for a block; `read` gives the number in a column.
    pub(crate) fn answer(&self, read: impl Fn(u16) -> f32) -> f32 {
        let mut at = 0;
        loop {
            match self.nodes[at] {
                Node::Leaf(value) => return value,
                Node::Split { column, threshold, right, .. } => {
                    at = if read(column) <= threshold { at + 1 } else { usize::from(right) };
                }
            }
        }
    }

    /// The columns that it asks for.
    #[cfg(feature = "cli")]
    pub(crate) fn columns(&self) -> impl Iterator<Item = u16> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Split { column, .. } => Some(*column),
            Node::Leaf(_) => None,
        })
    }

    /// Gives the columns other numbers.
    #[cfg(feature = "cli")]
    pub(crate) fn renumber(&mut self, number: &dyn Fn(u16) -> u16) {
        for node in &mut self.nodes {
            if let Node::Split { column, .. } = node {
                *column = number(*column);
            }
        }
    }

    /// Adds to `shares` what each column on the block's way through the tree changed of the answer (Saabas, 2014).
    pub(crate) fn explain(&self, read: impl Fn(u16) -> f32, shares: &mut BTreeMap<u16, f32>) {
        let mean = |at: usize| match self.nodes[at] {
            Node::Leaf(value) => value,
            Node::Split { mean, .. } => mean,
        };
        let mut at = 0;
        while let Node::Split { column, threshold, right, .. } = self.nodes[at] {
            let next = if read(column) <= threshold { at + 1 } else { usize::from(right) };
            *shares.entry(column).or_default() += mean(next) - mean(at);
            at = next;
        }
    }

    /// One line: `column:threshold:mean` of a split, a number for a leaf, in the order of the nodes.
    pub(crate) fn render(&self) -> String {
        let node = |node: &Node| match node {
            Node::Leaf(value) => value.to_string(),
            Node::Split { column, threshold, mean, .. } => format!("{column}:{threshold}:{mean}"),
        };
        self.nodes.iter().map(node).collect::<Vec<_>>().join(" ")
    }

    /// Reads such a line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn parse(line: &str, columns: usize) -> Result<Self, String> {
        let mut nodes = Vec::new();
        // Splits whose right side is still to come.
        let mut open: Vec<usize> = Vec::new();
        let mut done = false;
        for word in line.split(' ') {
            if done {
                return Err(format!("a node after the end of the tree: {word:?}"));
            }
            let node = parse_node(word, columns)?;
            nodes.push(node);
            if matches!(node, Node::Split { .. }) {
                open.push(nodes.len() - 1);
            } else {
                done = !close(&mut nodes, &mut open)?;
            }
        }
        if done { Ok(Self { nodes }) } else { Err("the tree ends too early".to_owned()) }
    }
}

/// After a leaf: the next node is the right side of the innermost split that has none. False when there is no such.
fn close(nodes: &mut [Node], open: &mut Vec<usize>) -> Result<bool, String> {
    let next = u16::try_from(nodes.len()).map_err(|_| "too many nodes".to_owned())?;
    let Some(split) = open.pop() else { return Ok(false) };
    if let Node::Split { right, .. } = &mut nodes[split] {
        *right = next;
    }
    Ok(true)
}

fn parse_node(word: &str, columns: usize) -> Result<Node, String> {
    let number = |text: &str| {
        let number: Option<f32> = text.parse().ok();
        number.filter(|number| number.is_finite()).ok_or_else(|| format!("{text:?} is no number"))
    };
    let parts: Vec<&str> = word.split(':').collect();
    match parts[..] {
        [value] => Ok(Node::Leaf(number(value)?)),
        [column, threshold, mean] => {
            let index: u16 = column.parse().map_err(|_| format!("{column:?} is no column"))?;
            if usize::from(index) >= columns {
                return Err(format!("there is no column {index}"));
            }
            Ok(Node::Split { column: index, threshold: number(threshold)?, right: 0, mean: number(mean)? })
        }
        _ => Err(format!("{word:?} is neither a split nor a leaf")),
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    const LINE: &str = "0:1.5:0.1 -1 1:0:0.5 2 3";

    #[test]
    fn a_tree_is_read_as_it_was_written() {
        let tree = Tree::parse(LINE, 2).unwrap();
        assert_eq!(tree.render(), LINE);
        let answers = [[1.0, 9.0], [2.0, 0.0], [2.0, 0.1]]
            .map(|row| tree.answer(|column| row[usize::from(column)]).to_string());
        assert_eq!(answers, ["-1", "2", "3"]);
    }

    #[test]
    fn broken_lines_are_refused() {
        for line in ["", "0:1.5:0.1 -1", "1 2", "2:0:0 1 2", "0:NaN:0 1 2", "0:1 1 2"] {
            assert!(Tree::parse(line, 2).is_err(), "{line:?}");
        }
    }
}
