//! `MinHash` (Broder 1997): a few bytes by which the share of word sequences that two texts have in common can be told.
//!
//! Of all shingles, five words in a row, each of 128 hash functions keeps the least. Two texts have the same least shingle
//! as often as their shingles are the same (their Jaccard index). Of each least one a byte is kept, after Li and König
//! (b-Bit Minwise Hashing, 2010): chance makes one of 256 equal, which the threshold allows for. Everything here is fixed,
//! so a signature is the same on every machine and in every version.

use crate::fnv;

/// Words of a shingle.
const SHINGLE: usize = 5;
/// Hash functions: the estimate of an index of .8 is off by .035 (its standard error).
const HASHES: usize = 128;
/// Bands: two texts are compared at all where all bytes of one band are the same.
pub(super) const BANDS: usize = 16;
/// Bytes that must be the same: 102.5 of 128 are expected for an index of .8.
const ENOUGH: u32 = 103;
/// A text of fewer words has no signature: one word that differs leaves five shingles of it out, and of fewer than 46
/// shingles that is more than the threshold allows.
pub(super) const MIN_WORDS: usize = 50;

/// A band is eight bytes, so that it is a number of its own: with 16 bands of 8, two texts with an index of .8 share at least
/// one in 95 of 100 cases, with .9 nearly always, with .5 in 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signature(pub(super) [u64; BANDS]);

const _: () = assert!(BANDS * size_of::<u64>() == HASHES);

/// The constants of the hash functions: the sequence of `SplitMix64` (Steele, Lea, Flood 2014) from 1.
const SEEDS: [(u64, u64); HASHES] = {
    let mut seeds = [(0, 0); HASHES];
    let (mut at, mut state) = (0, 1_u64);
    while at < HASHES {
        let one = mixed(state.wrapping_add(GOLDEN));
        state = state.wrapping_add(GOLDEN.wrapping_mul(2));
        // An odd factor loses nothing.
        seeds[at] = (one, mixed(state) | 1);
        at += 1;
    }
    seeds
};
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The last step of `SplitMix64`: every bit depends on every bit.
const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// The number of a word.
pub(super) fn number_of(word: &str) -> u64 {
    mixed(word.bytes().fold(fnv::BASIS, fnv::step))
}

impl Signature {
    /// The signature of a text, by the numbers of its words; none of a short one.
    pub(super) fn of(words: &[u64]) -> Option<Self> {
        if words.len() < MIN_WORDS {
            return None;
        }
        let mut least = [u64::MAX; HASHES];
        for shingle in words.windows(SHINGLE) {
            let shingle = shingle.iter().fold(0, |hash: u64, word| mixed(hash.rotate_left(5) ^ word));
            for (least, (mask, factor)) in least.iter_mut().zip(SEEDS) {
                *least = (*least).min((shingle ^ mask).wrapping_mul(factor));
            }
        }
        let bytes = least.map(|least| mixed(least).to_le_bytes()[0]);
        Some(Self::from_bytes(&bytes))
    }

    fn from_bytes(bytes: &[u8; HASHES]) -> Self {
        let (bands, _) = bytes.as_chunks::<8>();
        let mut signature = [0; BANDS];
        signature.iter_mut().zip(bands).for_each(|(band, bytes)| *band = u64::from_le_bytes(*bytes));
        Self(signature)
    }

    /// Whether the texts have so much in common that they are the same story.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        self.equal_bytes(other) >= ENOUGH
    }

    fn equal_bytes(&self, other: &Self) -> u32 {
        let zeros = |(one, other): (&u64, &u64)| {
            (one ^ other).to_le_bytes().iter().map(|&byte| u32::from(byte == 0)).sum::<u32>()
        };
        self.0.iter().zip(&other.0).map(zeros).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two invented texts of so many words, of which the second has `edits` words replaced, evenly spread; and the index of
    /// their shingles.
    fn pair(text: u64, words: usize, edits: usize) -> (Signature, Signature, f64) {
        let word = |text: u64, at: usize| mixed(mixed(text) ^ at as u64);
        let one: Vec<u64> = (0..words).map(|at| word(text, at)).collect();
        let mut other = one.clone();
        (0..edits).for_each(|edit| other[edit * words / edits + 2] = word(text + 1_000_000, edit));
        let shingles = |words: &[u64]| -> std::collections::BTreeSet<Vec<u64>> {
            words.windows(SHINGLE).map(<[u64]>::to_vec).collect()
        };
        let (of_one, of_other) = (shingles(&one), shingles(&other));
        let common = of_one.intersection(&of_other).count();
        let index = common as f64 / (of_one.len() + of_other.len() - common) as f64;
        let signature = |words: &[u64]| Signature::of(words).expect("long enough");
        (signature(&one), signature(&other), index)
    }

    /// The share of texts that are near their edited copies and share a band with them, and the mean index.
    fn found(words: usize, edits: usize) -> (f64, f64) {
        let (mut near, mut sum) = (0, 0.0);
        for text in 0..200 {
            let (one, other, index) = pair(text, words, edits);
            let shares_band = one.0.iter().zip(&other.0).any(|(one, other)| one == other);
            near += u32::from(shares_band && one.is_near(&other));
            sum += index;
        }
        (f64::from(near) / 200.0, sum / 200.0)
    }

    #[test]
    fn texts_are_near_from_an_index_of_point_8_on() {
        let (near, index) = found(500, 0);
        assert!(near == 1.0 && index == 1.0);
        // Few edits: near; many: not.
        let (near, index) = found(500, 5);
        assert!(near >= 0.99 && (0.89..0.92).contains(&index), "{near} at {index}");
        let (near, index) = found(500, 8);
        assert!(near >= 0.85 && (0.84..0.86).contains(&index), "{near} at {index}");
        let (near, index) = found(500, 15);
        assert!(near <= 0.15 && (0.73..0.76).contains(&index), "{near} at {index}");
        let (near, index) = found(500, 20);
        assert!(near <= 0.02 && (0.65..0.69).contains(&index), "{near} at {index}");
    }

    #[test]
    fn estimates_are_right_on_average() {
        for edits in [3, 12, 30] {
            let mut off = 0.0;
            for text in 0..200 {
                let (one, other, index) = pair(text, 400, edits);
                let equal = f64::from(one.equal_bytes(&other)) / HASHES as f64;
                off += (equal - 1.0 / 256.0) / (1.0 - 1.0 / 256.0) - index;
            }
            assert!((off / 200.0).abs() < 0.01, "{edits} edits: off by {}", off / 200.0);
        }
    }

    #[test]
    fn short_texts_have_no_signature() {
        let words: Vec<u64> = (0..MIN_WORDS as u64).collect();
        assert!(Signature::of(&words[1..]).is_none() && Signature::of(&words).is_some());
    }

    #[test]
    fn signatures_are_those_of_every_machine_and_version() {
        let words: Vec<u64> = (0..60).map(|n| number_of(&format!("chữ{n}"))).collect();
        let signature = Signature::of(&words).expect("long enough");
        assert_eq!(signature.0[..2], GOLDEN_BANDS);
    }

    /// From a second implementation, in another language.
    const GOLDEN_BANDS: [u64; 2] = [11_561_316_520_959_700_345, 17_808_523_995_398_235_987];
}
