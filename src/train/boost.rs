//! Gradient boosting of small trees (Friedman, 2001) on coded columns, grown leaf by leaf from histograms, as
//! `LightGBM` does (Ke et al., 2017). Deterministic for any number of threads: each sum is taken by one thread in a fixed order.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::bins::{BINS, Bins};
use crate::classify::model::single;
use crate::classify::model::trees::{Node, Tree};

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Growth {
    pub(super) trees: usize,
    pub(super) leaves: usize,
    /// The share of each tree's answer that is added.
    pub(super) rate: f64,
    /// Fewest rows in a leaf.
    pub(super) min_rows: u32,
    /// Added to the weight of each leaf, so that small ones say less.
    pub(super) ridge: f64,
    /// The share of columns that each tree may look at.
    pub(super) columns: f64,
}

/// What is learned from.
pub(super) struct Lessons<'d> {
    pub(super) bins: &'d Bins,
    /// The rows to learn from.
    pub(super) rows: Vec<u32>,
    /// For every row how much of it is text, and how much it counts.
    pub(super) targets: &'d [f32],
    pub(super) weights: &'d [f32],
}

/// Sums over rows: of gradients, of second derivatives, and their number.
#[derive(Clone, Copy, Default)]
struct Sum {
    gradient: f64,
    curve: f64,
    rows: u32,
}

impl Sum {
    fn add(&mut self, (gradient, curve): (f64, f64)) {
        self.gradient += gradient;
        self.curve += curve;
        self.rows += 1;
    }

    fn plus(self, other: Self) -> Self {
        Self {
            gradient: self.gradient + other.gradient,
            curve: self.curve + other.curve,
            rows: self.rows + other.rows,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            gradient: self.gradient - other.gradient,
            curve: self.curve - other.curve,
            rows: self.rows.saturating_sub(other.rows),
        }
    }

    fn gain(self, growth: Growth) -> f64 {
        self.gradient * self.gradient / (self.curve + growth.ridge)
    }

    fn answer(self, growth: Growth) -> f32 {
        // Five digits are more than a tree's answer is sure of, and keep the weights file small.
        let answer = -self.gradient / (self.curve + growth.ridge) * growth.rate;
        single((answer * 1e5).round() / 1e5)
    }
}

/// For each column that may be looked at, the sums of each code.
type Histogram = Vec<[Sum; BINS + 1]>;

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    /// Index into the columns of this tree.
    at: usize,
    /// The greatest code that goes left.
    code: u8,
}

struct Leaf {
    rows: Vec<u32>,
    sum: Sum,
    histogram: Histogram,
    best: Option<Split>,
    /// The node of the growing tree.
    node: usize,
}

/// A node of a tree that is being grown.
#[derive(Clone, Copy)]
enum Grown {
    Leaf(Sum),
    Split { sum: Sum, column: usize, code: u8, left: usize, right: usize },
}

/// Learns trees; the answer of the whole is `base` plus theirs.
pub(super) fn boost(lessons: &Lessons<'_>, growth: Growth) -> (f32, Vec<Tree>) {
    let base = base(lessons);
    let mut sums = vec![f64::from(base); lessons.targets.len()];
    let mut random = Random(0x7469_6e73_6163_6821);
    let mut trees = Vec::with_capacity(growth.trees);
    for _ in 0..growth.trees {
        let slopes: Vec<(f64, f64)> = (0..sums.len())
            .into_par_iter()
            .map(|row| slope(sums[row], lessons.targets[row], lessons.weights[row]))
            .collect();
        let columns = random.some(lessons.bins.codes.len(), growth.columns);
        let tree = Grower { lessons, growth, slopes: &slopes, columns: &columns }.grow(&mut sums);
        trees.push(tree);
    }
    (base, trees)
}

/// The answer that is right on average.
fn base(lessons: &Lessons<'_>) -> f32 {
    let (mut text, mut all) = (0.0, 0.0);
    for &row in &lessons.rows {
        let weight = f64::from(lessons.weights[row as usize]);
        text += f64::from(lessons.targets[row as usize]) * weight;
        all += weight;
    }
    let share = (text / all.max(1.0)).clamp(0.001, 0.999);
    single((share / (1.0 - share)).ln())
}

/// First and second derivative of the logistic loss.
fn slope(sum: f64, target: f32, weight: f32) -> (f64, f64) {
    let likely = 1.0 / (1.0 + (-sum).exp());
    let weight = f64::from(weight);
    ((likely - f64::from(target)) * weight, likely * (1.0 - likely) * weight)
}

struct Grower<'a> {
    lessons: &'a Lessons<'a>,
    growth: Growth,
    slopes: &'a [(f64, f64)],
    columns: &'a [usize],
}

impl Grower<'_> {
    /// Grows a tree and adds its answers to the sums of the rows learned from.
    fn grow(&self, sums: &mut [f64]) -> Tree {
        let mut nodes = Vec::new();
        let rows = self.lessons.rows.clone();
        let histogram = self.histogram(&rows);
        let mut leaves = vec![self.leaf(rows, histogram, &mut nodes)];
        while leaves.len() < self.growth.leaves {
            let gain = |at: &usize| leaves[*at].best.map_or(0.0, |best| best.gain);
            let Some(widest) = (0..leaves.len()).max_by(|a, b| gain(a).total_cmp(&gain(b))) else { break };
            if gain(&widest) <= 0.0 {
                break;
            }
            let leaf = leaves.swap_remove(widest);
            leaves.extend(self.split(leaf, &mut nodes));
        }
        for leaf in &leaves {
            let answer = f64::from(leaf.sum.answer(self.growth));
            leaf.rows.iter().for_each(|&row| sums[row as usize] += answer);
        }
        self.finish(&nodes)
    }

    fn leaf(&self, rows: Vec<u32>, histogram: Histogram, nodes: &mut Vec<Grown>) -> Leaf {
        let mut sum = Sum::default();
        for &row in &rows {
            sum.add(self.slopes[row as usize]);
        }
        nodes.push(Grown::Leaf(sum));
        let best = self.best(&histogram, sum);
        Leaf { rows, sum, histogram, best, node: nodes.len() - 1 }
    }

    fn histogram(&self, rows: &[u32]) -> Histogram {
        let of = |&column: &usize| {
            let codes = &self.lessons.bins.codes[column];
            let mut sums = [Sum::default(); BINS + 1];
            for &row in rows {
                sums[usize::from(codes[row as usize])].add(self.slopes[row as usize]);
            }
            sums
        };
        self.columns.par_iter().with_min_len(16).map(of).collect()
    }

    fn best(&self, histogram: &Histogram, sum: Sum) -> Option<Split> {
        let whole = sum.gain(self.growth);
        let mut best: Option<Split> = None;
        for (at, codes) in histogram.iter().enumerate() {
            let cuts = self.lessons.bins.cuts[self.columns[at]].len();
            let mut left = Sum::default();
            for (code, sums) in codes.iter().enumerate().take(cuts) {
                left = left.plus(*sums);
                let right = sum.minus(left);
                if left.rows.min(right.rows) < self.growth.min_rows {
                    continue;
                }
                let gain = left.gain(self.growth) + right.gain(self.growth) - whole;
                if gain > best.map_or(1e-6, |best| best.gain) {
                    best = Some(Split { gain, at, code: code.to_le_bytes()[0] });
                }
            }
        }
        best
    }

    fn split(&self, leaf: Leaf, nodes: &mut Vec<Grown>) -> Vec<Leaf> {
        let Some(best) = leaf.best else { return vec![leaf] };
        let column = self.columns[best.at];
        let codes = &self.lessons.bins.codes[column];
        let (left, right): (Vec<u32>, Vec<u32>) =
            leaf.rows.iter().partition(|&&row| codes[row as usize] <= best.code);
        // The sums of the larger side are those of both without those of the smaller one.
        let small = self.histogram(if left.len() <= right.len() { &left } else { &right });
        let mut large = leaf.histogram;
        for (large, small) in large.iter_mut().zip(&small) {
            large.iter_mut().zip(small).for_each(|(large, small)| *large = large.minus(*small));
        }
        let (of_left, of_right) = if left.len() <= right.len() { (small, large) } else { (large, small) };
        let left = self.leaf(left, of_left, nodes);
        let right = self.leaf(right, of_right, nodes);
        nodes[leaf.node] =
            Grown::Split { sum: leaf.sum, column, code: best.code, left: left.node, right: right.node };
        vec![left, right]
    }

    /// The tree with its nodes in order: each before those below it, left before right.
    fn finish(&self, grown: &[Grown]) -> Tree {
        let mut tree = Tree::default();
        self.append(grown, 0, &mut tree);
        tree
    }

    fn append(&self, grown: &[Grown], at: usize, tree: &mut Tree) {
        match grown[at] {
            Grown::Leaf(sum) => tree.nodes.push(Node::Leaf(sum.answer(self.growth))),
            Grown::Split { sum, column, code, left, right } => {
                let place = tree.nodes.len();
                let threshold = self.lessons.bins.cuts[column][usize::from(code)];
                let mean = sum.answer(self.growth);
                let column = u16::try_from(column).unwrap_or(u16::MAX);
                tree.nodes.push(Node::Split { column, threshold, right: 0, mean });
                self.append(grown, left, tree);
                let next = u16::try_from(tree.nodes.len()).unwrap_or(u16::MAX);
                if let Node::Split { right, .. } = &mut tree.nodes[place] {
                    *right = next;
                }
                self.append(grown, right, tree);
            }
        }
    }
}

/// `SplitMix64` (Steele, Lea, Flood, 2014): the same numbers everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A share of the numbers below `count`, ascending, at least one.
    fn some(&mut self, count: usize, share: f64) -> Vec<usize> {
        let kept: Vec<usize> =
            (0..count).filter(|_| ((self.next() >> 11) as f64) < share * (1u64 << 53) as f64).collect();
        if kept.is_empty() { (0..count).collect() } else { kept }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bins, Growth, Lessons, boost};

    const GROWTH: Growth = Growth { trees: 30, leaves: 4, rate: 0.3, min_rows: 5, ridge: 1.0, columns: 1.0 };

    /// Text is what is above 5 in one column but not above 8 in the other.
    fn rows() -> (Vec<Vec<f32>>, Vec<f32>) {
        let row = |at: u16| vec![f32::from(at % 11), f32::from(at / 11 % 13)];
        let rows: Vec<Vec<f32>> = (0..600).map(row).collect();
        let targets = rows.iter().map(|row| f32::from(u8::from(row[0] > 5.0 && row[1] <= 8.0))).collect();
        (rows, targets)
    }

    #[test]
    fn learns_two_questions() {
        let (rows, targets) = rows();
        let bins = Bins::new(&rows);
        let weights = vec![1.0; rows.len()];
        let lessons = Lessons { bins: &bins, rows: (0..600).collect(), targets: &targets, weights: &weights };
        let (base, trees) = boost(&lessons, GROWTH);
        let sum = |row: &[f32]| {
            trees.iter().fold(base, |sum, tree| sum + tree.answer(|column| row[usize::from(column)]))
        };
        let wrong = rows.iter().zip(&targets).filter(|(row, target)| (sum(row) > 0.0) != (**target > 0.5));
        assert_eq!(wrong.count(), 0);
        assert_eq!(boost(&lessons, GROWTH).1, trees, "twice the same");
    }
}
