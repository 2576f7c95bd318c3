//! Histograms with fixed bins.

use serde::{Deserialize, Serialize};

/// How often a number fell into each of ten bins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bins(pub [u64; 10]);

/// Where the bins of text lengths end, in characters: twice as far each time, since lengths of news spread over three orders of
/// magnitude. The last one has no end.
pub const LENGTHS: [u64; 9] = [125, 250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000];

impl Bins {
    /// Counts a share, from 0 to 1: tenths.
    pub(super) fn add_share(&mut self, share: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast of floats saturates, and what is beyond the last bin belongs to it"
        )]
        let bin = (share * 10.0) as usize;
        self.0[bin.min(9)] += 1;
    }

    /// Counts a length in characters.
    pub(super) fn add_length(&mut self, chars: u64) {
        self.0[LENGTHS.partition_point(|&end| end <= chars)] += 1;
    }

    /// Adds what another one counted.
    pub(super) fn merge(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_bin() {
        let mut bins = Bins::default();
        for share in [0.0, 0.09, 0.1, 0.95, 1.0, 7.0, f64::NAN] {
            bins.add_share(share);
        }
        assert_eq!(bins.0, [3, 1, 0, 0, 0, 0, 0, 0, 0, 3]);
        let mut bins = Bins::default();
        for chars in [0, 124, 125, 31_999, 32_000, u64::MAX] {
            bins.add_length(chars);
        }
        assert_eq!(bins.0, [2, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
    }
}
