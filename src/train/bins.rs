//! Columns of numbers as small codes, which trees are grown on.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// At most so many values a column is told apart in.
pub(super) const BINS: usize = 64;

/// The rows of all pages, column by column, as codes.
pub(super) struct Bins {
    /// For each column the greatest value of each code but the last, ascending.
    pub(super) cuts: Vec<Vec<f32>>,
    /// For each column the code of each row: the number of cuts below its value.
    pub(super) codes: Vec<Vec<u8>>,
}

impl Bins {
    pub(super) fn new(rows: &[Vec<f32>]) -> Self {
        let columns = rows.first().map_or(0, Vec::len);
        let coded = |column: usize| {
            let values: Vec<f32> = rows.iter().map(|row| row[column]).collect();
            let cuts = cuts(&values);
            let code = |value: &f32| cuts.partition_point(|cut| cut < value).to_le_bytes()[0];
            let codes = values.iter().map(code).collect();
            (cuts, codes)
        };
        let (all_cuts, all_codes) = (0..columns).into_par_iter().map(coded).unzip();
        Self { cuts: all_cuts, codes: all_codes }
    }
}

/// Cuts half-way between neighbouring values; of many values, those that part the rows evenly.
fn cuts(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    let between = |pair: &[f32]| f32::midpoint(pair[0], pair[1]);
    if distinct.len() <= BINS {
        return distinct.windows(2).map(between).collect();
    }
    let quantile = |part: usize| sorted[part * (sorted.len() - 1) / BINS];
    let mut chosen: Vec<f32> = (0..=BINS).map(quantile).collect();
    chosen.dedup();
    chosen.windows(2).map(between).collect()
}

#[cfg(test)]
mod tests {
    use super::{BINS, Bins};

    #[test]
    fn codes_count_the_cuts_below() {
        let bins = Bins::new(&[vec![1.0], vec![3.0], vec![2.0], vec![3.0]]);
        assert_eq!(bins.cuts, [[1.5, 2.5]]);
        assert_eq!(bins.codes, [[0, 2, 1, 2]]);
    }

    #[test]
    fn many_values_are_parted_evenly() {
        let rows: Vec<Vec<f32>> = (0..1000u16).map(|at| vec![f32::from(at)]).collect();
        let bins = Bins::new(&rows);
        assert!(bins.cuts[0].len() == BINS - 1 || bins.cuts[0].len() == BINS, "{}", bins.cuts[0].len());
        let in_first = bins.codes[0].iter().filter(|&&code| code == 0).count();
        assert!((5..=25).contains(&in_first), "{in_first}");
    }
}
