//! Words of a key as numbers, so that blocks can be compared by what they speak of in one cheap pass.

use std::collections::HashSet;
use std::num::NonZeroU32;

pub(crate) use crate::fnv::hash;
use crate::fnv::{BASIS, Keyed, step};

/// The longest run of words that is compared as one.
const RUN: usize = 4;

/// Shorter words are particles in most languages.
const MIN_CHARS: usize = 3;

/// Adds the words of a key that are no particles, in order.
pub(super) fn push_long(key: &str, words: &mut Vec<u64>) {
    let (mut hash, mut chars) = (BASIS, 0usize);
    for &byte in key.as_bytes() {
        if byte == b' ' {
            if chars >= MIN_CHARS {
                words.push(hash);
            }
            (hash, chars) = (BASIS, 0);
        } else {
            hash = step(hash, byte);
            // Every character has one byte that is no continuation of another.
            chars += usize::from(byte & 0xc0 != 0x80);
        }
    }
    if chars >= MIN_CHARS {
        words.push(hash);
    }
}

/// Gives equal words equal numbers below the count that is returned with them.
pub(super) fn numbered(words: &[u64]) -> (Vec<u32>, usize) {
    // At most half full, and where a word goes first no page can foresee: so few places are tried for each.
    let size = (words.len() * 2).next_power_of_two();
    let (keyed, mut count) = (Keyed::default(), 0u32);
    let mut table: Vec<(u64, Option<NonZeroU32>)> = vec![(0, None); size];
    let number = |&word: &u64| {
        let mut place = keyed.place(word);
        loop {
            let entry = &mut table[place & (size - 1)];
            match entry.1 {
                Some(number) if entry.0 == word => return number.get() - 1,
                Some(_) => place += 1,
                None => {
                    count += 1;
                    *entry = (word, NonZeroU32::new(count));
                    return count - 1;
                }
            }
        }
    };
    (words.iter().map(number).collect(), count as usize)
}

/// All runs of one to four words of a text.
pub(super) struct Runs(HashSet<u64, Keyed>);

impl Runs {
    /// The runs of a text given as a key.
    pub(super) fn of(key: &str) -> Self {
        let words = hashes(key);
        Self((1..=RUN).flat_map(|n| words.windows(n).map(run)).collect())
    }

    /// The share of a key's runs that the text has; -1 of a key without words. Short keys are one run.
    pub(super) fn share_of(&self, key: &str) -> f32 {
        let words = hashes(key);
        if words.is_empty() {
            return -1.0;
        }
        let runs = words.windows(RUN.min(words.len()));
        let (mut all, mut had) = (0, 0);
        for words in runs {
            all += 1;
            had += u32::from(self.0.contains(&run(words)));
        }
        had as f32 / all as f32
    }
}

/// The words of a key as numbers, in order.
pub(crate) fn hashes(key: &str) -> Vec<u64> {
    key.split(' ').filter(|word| !word.is_empty()).map(hash).collect()
}

fn run(words: &[u64]) -> u64 {
    words
        .iter()
        .fold(words.len() as u64, |hash, word| (hash.rotate_left(17) ^ word).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{Runs, hash, numbered, push_long};

    #[test]
    fn runs_need_the_order_of_the_words() {
        let runs = Runs::of("một hai ba bốn năm sáu");
        assert!((runs.share_of("hai ba bốn năm") - 1.0).abs() < f32::EPSILON);
        assert!(runs.share_of("năm bốn ba hai").abs() < f32::EPSILON);
        assert!(runs.share_of("") < 0.0);
    }

    #[test]
    fn equal_words_have_equal_numbers() {
        let (numbers, count) = numbered(&[7, 9, 7, u64::MAX, 9]);
        assert_eq!((numbers, count), (vec![0, 1, 0, 2, 1], 3));
        assert_eq!(numbered(&[]).1, 0);
    }

    #[test]
    fn particles_are_left_out() {
        let mut words = Vec::new();
        push_long("ở nhà trên đó", &mut words);
        assert_eq!(words, [hash("nhà"), hash("trên")]);
    }
}
