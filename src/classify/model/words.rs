//! Words of a key as numbers, so that blocks can be compared by what they speak of in one cheap pass.

use std::collections::HashSet;
use std::num::NonZeroU32;

use crate::block::eight::{Eight, leading};
#[cfg(feature = "cli")]
pub(crate) use crate::fnv::hash;
use crate::fnv::{BASIS, Keyed};

/// The longest run of words that is compared as one.
const RUN: usize = 4;

/// An odd number without a pattern in its bits: the golden ratio's (Knuth, TAOCP 6.4).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Shorter words are particles in most languages.
const MIN_CHARS: u32 = 3;

/// Adds the words of a key that are no particles, in order, each as a number.
pub(super) fn push_long(key: &str, words: &mut Vec<u64>) {
    push(key, MIN_CHARS, words);
}

/// Adds the words of a key that have so many characters, in order, each as a number: eight bytes in a step.
fn push(key: &str, min_chars: u32, words: &mut Vec<u64>) {
    let bytes = key.as_bytes();
    let (mut at, mut hash, mut chars) = (0, BASIS, 0);
    while at < bytes.len() {
        let eight = Eight::at(bytes, at);
        let blanks = eight.equal(b' ');
        let length = leading(!blanks).min(bytes.len() - at);
        let (own, begun) = eight.first(length);
        chars += begun;
        // A word of eight bytes is the same before a blank and at the end.
        hash = if length > 0 { mixed(hash, own) } else { hash };
        at += length;
        if length == 8 && at < bytes.len() {
            continue;
        }
        if chars >= min_chars {
            words.push(hash);
        }
        (at, hash, chars) = (at + 1, BASIS, 0);
    }
}

/// The hash with eight bytes more.
const fn mixed(hash: u64, eight: u64) -> u64 {
    let product = (hash ^ eight).wrapping_mul(FACTOR);
    product ^ product >> 32
}

/// Gives equal words equal numbers below the count that is returned with them.
pub(super) fn numbered(words: &[u64]) -> (Vec<u32>, usize) {
    // At most half full, and where a word goes first no page can foresee: so few places are tried for each.
    let size = (words.len() * 2).next_power_of_two();
    let keyed = Keyed::default();
    let mut known: Vec<u64> = Vec::new();
    let mut table: Vec<Option<NonZeroU32>> = vec![None; size];
    let number = |&word: &u64| {
        let mut place = keyed.place(word);
        loop {
            let entry = &mut table[place & (size - 1)];
            let Some(number) = entry.map(|it| it.get() - 1) else {
                known.push(word);
                let count = u32::try_from(known.len()).unwrap_or(u32::MAX);
                *entry = NonZeroU32::new(count);
                return count - 1;
            };
            if known[number as usize] == word {
                return number;
            }
            place += 1;
        }
    };
    let numbers = words.iter().map(number).collect();
    (numbers, known.len())
}

/// All runs of one to four words of a text.
pub(super) struct Runs(HashSet<u64, Keyed>);

impl Runs {
    /// The runs of a text given as a key.
    pub(super) fn of(key: &str) -> Self {
        let mut words = Vec::new();
        push(key, 1, &mut words);
        Self((1..=RUN).flat_map(|n| words.windows(n).map(run)).collect())
    }

    /// The share of a key's runs that the text has; -1 of a key without words. Short keys are one run.
    pub(super) fn share_of(&self, key: &str) -> f32 {
        let mut words = Vec::new();
        push(key, 1, &mut words);
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
#[cfg(feature = "cli")]
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
    use super::{Runs, numbered, push_long};

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
        push_long("nhà", &mut words);
        push_long("trên", &mut words);
        assert!(words.len() == 4 && words[..2] == words[2..] && words[0] != words[1]);
    }

    #[test]
    fn words_of_any_length_are_told_apart() {
        let all: Vec<String> = (3..30).map(|length| "abcdefghij".repeat(3)[..length].to_owned()).collect();
        let mut one_by_one = Vec::new();
        for word in &all {
            push_long(word, &mut one_by_one);
        }
        let mut together = Vec::new();
        push_long(&all.join(" "), &mut together);
        assert_eq!((one_by_one.len(), &one_by_one), (all.len(), &together));
        assert_eq!(numbered(&together).1, all.len());
    }
}
