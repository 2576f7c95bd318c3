//! Words of a key as numbers, so that blocks can be compared by what they speak of in one cheap pass.

use std::collections::HashSet;

use crate::block::eight::{Eight, leading};
use crate::block::normal::{is_invisible, nfc, word_end};
#[cfg(feature = "cli")]
pub(crate) use crate::fnv::hash;
use crate::fnv::{BASIS, Keyed};

/// The longest run of words that is compared as one.
const RUN: usize = 4;

/// An odd number without a pattern in its bits: the golden ratio's (Knuth, TAOCP 6.4).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The lowest bit of a word's number: set where the word is no particle. Words of less than three characters are particles
/// in most languages.
pub(super) const LONG: u64 = 1;
const MIN_CHARS: u32 = 3;

/// Adds the words of a text's key, in order, each as a number. The text is in NFC; its key need not be made, since most
/// words are written in it as they stand in the text.
pub(super) fn push(text: &str, words: &mut Vec<u64>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let eight = Eight::at(bytes, at);
        let length = leading(eight.letters() | eight.digits());
        // Most words are short, of ASCII, and so is what parts them from the next.
        if length < 8 && bytes.get(at + length).is_none_or(|&byte| parts(byte)) {
            if length > 0 {
                let (own, chars) = eight.lower().first(length);
                words.push(number(mixed(BASIS, own), chars));
            }
            at += length + 1;
        } else {
            at = push_any(text, (at, (length == 8).then_some(eight)), words);
        }
    }
}

/// Whether a byte is a character that parts words: one of ASCII that is seen, and no letter or digit.
const fn parts(byte: u8) -> bool {
    matches!(byte, b' '..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~')
}

const fn number(hash: u64, chars: u32) -> u64 {
    if chars < MIN_CHARS { hash & !LONG } else { hash | LONG }
}

/// Adds the word that begins at `start`, if one does, `first` its eight bytes if they are of ASCII; where to go on.
fn push_any(text: &str, (start, first): (usize, Option<Eight>), words: &mut Vec<u64>) -> usize {
    let bytes = text.as_bytes();
    if let Some(eight) = first {
        let next = Eight::at(bytes, start + 8);
        let length = leading(next.letters() | next.digits());
        if length < 8 && bytes.get(start + 8 + length).is_none_or(|&byte| parts(byte)) {
            let ((own, _), (more, _)) = (eight.lower().first(8), next.lower().first(length));
            let hash = mixed(BASIS, own);
            words.push(if length > 0 { mixed(hash, more) } else { hash } | LONG);
            return start + 8 + length + 1;
        }
    }
    let end = word_end(bytes, start);
    let behind = match bytes[end..] {
        [] => end,
        [byte, ..] if parts(byte) => end + 1,
        // U+2010 to U+2027: dashes, quotes, dots.
        [0xe2, 0x80, 0x90..=0xa7, ..] => end + 3,
        _ => return push_slow(text, start, words),
    };
    words.extend(of_key(&bytes[start..end]));
    behind
}

/// The same of a word with characters of any kind.
#[cold]
fn push_slow(text: &str, start: usize, words: &mut Vec<u64>) -> usize {
    let mut word = String::new();
    let mut at = start;
    for c in text[start..].chars() {
        at += c.len_utf8();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !is_invisible(c) {
            break;
        }
    }
    words.extend(of_key(word.as_bytes()));
    at
}

/// A word as it stands in a key, but for capitals of ASCII: eight bytes at a time. `None` of nothing.
pub(super) fn of_key(word: &[u8]) -> Option<u64> {
    let (mut hash, mut chars) = (BASIS, 0);
    for at in (0..word.len()).step_by(8) {
        let (own, begun) = Eight::at(word, at).lower().first((word.len() - at).min(8));
        (hash, chars) = (mixed(hash, own), chars + begun);
    }
    (!word.is_empty()).then_some(number(hash, chars))
}

/// The hash with eight bytes more.
pub(super) const fn mixed(hash: u64, eight: u64) -> u64 {
    let product = (hash ^ eight).wrapping_mul(FACTOR);
    product ^ product >> 32
}

/// Words by small numbers: equal words have equal ones, from 0 on in the order in which they come.
pub(super) struct Numbers {
    keyed: Keyed,
    /// One more than the number, 0 for none. At most half full, and where a word goes first no page can foresee: so few
    /// places are tried for each.
    table: Vec<u32>,
    known: Vec<u64>,
}

impl Numbers {
    /// With places for about so many words.
    pub(super) fn new(words: usize) -> Self {
        let table = vec![0; (words * 2).next_power_of_two()];
        Self { keyed: Keyed::default(), table, known: Vec::new() }
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.known.len()
    }

    /// The number of a word.
    #[inline]
    pub(super) fn of(&mut self, word: u64) -> usize {
        let mut place = self.keyed.place(word);
        let last = self.table.len() - 1;
        loop {
            let number = self.table[place & last] as usize;
            match self.known.get(number.wrapping_sub(1)) {
                Some(known) if *known == word => return number - 1,
                Some(_) => place += 1,
                None => return self.add(word, place & last),
            }
        }
    }

    /// Adds a word, which goes to an empty place of the table.
    #[inline(never)]
    fn add(&mut self, word: u64, place: usize) -> usize {
        self.known.push(word);
        self.table[place] = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        if self.known.len() * 2 > self.table.len() {
            self.grow();
        }
        self.known.len() - 1
    }

    /// Twice the places; over all words each is moved less than twice on average.
    #[cold]
    fn grow(&mut self) {
        let size = self.table.len() * 2;
        self.table = vec![0; size];
        for (word, number) in self.known.iter().zip(1..) {
            let mut place = self.keyed.place(*word) & (size - 1);
            while self.table[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            self.table[place] = number;
        }
    }
}

/// All runs of one to four words of a text.
pub(super) struct Runs(HashSet<u64, Keyed>);

impl Runs {
    /// The runs of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        push(&nfc(text), &mut words);
        Self((1..=RUN).flat_map(|n| words.windows(n).map(run)).collect())
    }

    /// The share of these words' runs that the text has; -1 without words. Few words are one run.
    pub(super) fn share_of(&self, words: &[u64]) -> f32 {
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
    use super::{LONG, Numbers, Runs, of_key, push};
    use crate::block::normal::{key, nfc};

    fn numbers(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        push(text, &mut words);
        words
    }

    #[test]
    fn runs_need_the_order_of_the_words() {
        let runs = Runs::of("Một hai, ba bốn năm sáu");
        assert!((runs.share_of(&numbers("hai ba bốn năm")) - 1.0).abs() < f32::EPSILON);
        assert!(runs.share_of(&numbers("năm bốn ba hai")).abs() < f32::EPSILON);
        assert!(runs.share_of(&[]) < 0.0);
    }

    #[test]
    fn equal_words_have_equal_numbers() {
        let mut numbers = Numbers::new(0);
        let given = [7, 9, 7, u64::MAX, 9].map(|word| numbers.of(word));
        assert_eq!(given, [0, 1, 0, 2, 1]);
        let more: Vec<usize> = (100..200).map(|word| numbers.of(word)).collect();
        assert_eq!(more, (3..103).collect::<Vec<_>>());
        assert_eq!(numbers.of(9), 1);
    }

    #[test]
    fn particles_are_told_by_their_length() {
        let long: Vec<bool> = numbers("ở Nhà trên đó").iter().map(|word| word & LONG != 0).collect();
        assert_eq!(long, [false, true, true, false]);
    }

    /// Words of any length and kind, between any two marks, against those of the key.
    #[test]
    fn the_words_are_those_of_the_key() {
        let all: Vec<String> = (1..30).map(|length| "abcdefghij".repeat(3)[..length].to_owned()).collect();
        let mut met = numbers(&all.join(" "));
        met.sort_unstable();
        met.dedup();
        assert_eq!(met.len(), all.len());
        for c in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let text = format!("Ab{c}c {c} d{c}Straßen{c}ÔNG, {c}9");
            let text = nfc(&text);
            let key = key(&text);
            let expected: Vec<u64> = key.split(' ').filter_map(|word| of_key(word.as_bytes())).collect();
            assert_eq!(numbers(&text), expected, "{c:?}");
        }
    }
}
