//! A vocabulary: what each of a few hundred words means, found by one look into a table that the compiler fills; and
//! names split into words of it. Knows neither the words nor what they are for.

use super::classes::mix;
use super::hint::Hints;

/// Letters of the longest word that a vocabulary can hold: what fits into the number that stands for it.
const MAX_LETTERS: usize = size_of::<u128>();

/// Places for words: a power of two, several times the number of words, so that most words that are none meet none.
const SLOTS: usize = 2048;

/// The most words that a vocabulary can hold.
const MAX_WORDS: usize = 384;

/// What a word means.
#[derive(Clone, Copy)]
pub(super) struct Meaning {
    word: u128,
    /// Wherever it stands.
    pub(super) alone: Hints,
    /// As the only word of a name.
    pub(super) whole: Hints,
    /// The pairs of which it can be the first word, as bits.
    pub(super) first: u64,
    /// The pairs of which it can be the second word.
    pub(super) second: u64,
    roles: u8,
}

/// Words with their meanings. Word 0 is every word that is not in it.
pub(super) struct Vocabulary {
    slots: [u16; SLOTS],
    meanings: [Meaning; MAX_WORDS],
    words: u16,
}

/// Words by what they mean.
type Lists = &'static [(Hints, &'static [&'static str])];

impl Vocabulary {
    /// A vocabulary of words that mean something alone or as a whole name, of at most 64 pairs, and of roles.
    #[expect(clippy::large_stack_arrays, reason = "only the compiler calls it")]
    pub(super) const fn of(
        (words, whole): (Lists, Lists),
        pairs: &[(Hints, &[&str], &[&str])],
        roles: &[(u8, &[&str])],
    ) -> Self {
        let nothing =
            Meaning { word: 0, alone: Hints::NONE, whole: Hints::NONE, first: 0, second: 0, roles: 0 };
        let mut all = Self { slots: [0; SLOTS], meanings: [nothing; MAX_WORDS], words: 1 };
        // Loops by number: iterators are not for constants.
        let (mut list, mut at) = (0, 0);
        while list < words.len() {
            while at < words[list].1.len() {
                let meaning = all.entry(words[list].1[at]);
                meaning.alone = meaning.alone.with(words[list].0);
                at += 1;
            }
            (list, at) = (list + 1, 0);
        }
        list = 0;
        while list < whole.len() {
            while at < whole[list].1.len() {
                all.entry(whole[list].1[at]).whole = whole[list].0;
                at += 1;
            }
            (list, at) = (list + 1, 0);
        }
        list = 0;
        while list < roles.len() {
            while at < roles[list].1.len() {
                all.entry(roles[list].1[at]).roles |= roles[list].0;
                at += 1;
            }
            (list, at) = (list + 1, 0);
        }
        all.with_pairs(pairs)
    }

    const fn with_pairs(mut self, pairs: &[(Hints, &[&str], &[&str])]) -> Self {
        let mut pair = 0;
        while pair < pairs.len() {
            let (_, first, second) = pairs[pair];
            let mut at = 0;
            while at < first.len() {
                self.entry(first[at]).first |= 1 << pair;
                at += 1;
            }
            at = 0;
            while at < second.len() {
                self.entry(second[at]).second |= 1 << pair;
                at += 1;
            }
            pair += 1;
        }
        self
    }

    const fn entry(&mut self, text: &str) -> &mut Meaning {
        let letters = text.as_bytes();
        assert!(letters.len() <= MAX_LETTERS && letters.is_ascii());
        let word = packed(letters);
        let slot = self.slot(word);
        if self.slots[slot] == 0 {
            self.slots[slot] = self.words;
            self.meanings[self.words as usize].word = word;
            self.words += 1;
        }
        &mut self.meanings[self.slots[slot] as usize]
    }

    /// The number of a word, 0 if it is not in the vocabulary.
    #[inline]
    fn find(&self, part: &Part) -> u16 {
        if part.letters <= MAX_LETTERS { self.slots[self.slot(part.word)] } else { 0 }
    }

    /// Where the word is, or where it would be. The table is never full: there are fewer words than slots.
    const fn slot(&self, word: u128) -> usize {
        const { assert!(MAX_WORDS < SLOTS && SLOTS.is_power_of_two()) };
        // As in the hash of class lists; the upper bits are the ones that all of the word went into.
        #[expect(clippy::cast_possible_truncation, reason = "halves of the word")]
        let mixed = mix(word as u64 ^ ((word >> 64) as u64).rotate_left(7));
        #[expect(clippy::cast_possible_truncation, reason = "as many bits as slots have")]
        let mut slot = (mixed >> (u64::BITS - SLOTS.trailing_zeros())) as usize;
        while self.slots[slot] != 0 && self.meanings[self.slots[slot] as usize].word != word {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }

    /// What a word means.
    pub(super) fn meaning(&self, word: u16) -> &Meaning {
        &self.meanings[usize::from(word)]
    }

    /// Whether the word has the role.
    pub(super) fn is(&self, word: u16, role: u8) -> bool {
        self.meaning(word).roles & role != 0
    }
}

/// A name has at most so many words of which any is read.
const MAX_NAME_WORDS: usize = 5;

/// So many characters of a name are read.
const MAX_NAME_CHARS: usize = 120;

/// What a letter in lower case has more than one in upper case.
const CASE: u8 = 0x20;

/// The part of a name at hand.
#[derive(Default)]
struct Part {
    /// Its letters in lower case, as [`packed`] has them; of more than fit the last.
    word: u128,
    letters: usize,
    /// Whether it has digits, and whether letters behind them.
    digits: bool,
    is_hash: bool,
}

impl Part {
    #[inline]
    fn add(&mut self, lower: u8) {
        self.word = self.word << 8 | u128::from(lower);
        self.letters += 1;
        self.is_hash |= self.digits;
    }
}

/// The words of a name.
#[derive(Default)]
pub(super) struct Words {
    known: [u16; MAX_NAME_WORDS],
    count: usize,
    utility: bool,
    long: bool,
}

impl Words {
    /// Splits at everything that is no letter or digit, and where a lower-case letter meets an upper-case one. A part
    /// with digits anywhere but at its end is a number or a hash (`0243ad1`), not a word.
    pub(super) fn of(name: &str, vocabulary: &Vocabulary) -> Self {
        let mut words = Self::default();
        let long = name.len() > MAX_NAME_CHARS;
        let end = long.then(|| name.char_indices().nth(MAX_NAME_CHARS)).flatten();
        let (near, far) = name.as_bytes().split_at(end.map_or(name.len(), |(end, _)| end));
        let mut part = Part::default();
        let mut after_lower = false;
        for &byte in near {
            let kind = KINDS[usize::from(byte)];
            if kind == LOWER {
                part.add(byte);
                after_lower = true;
                continue;
            }
            if kind & (OTHER | UTILITY) != 0 || (kind == UPPER && after_lower) {
                words.take(&std::mem::take(&mut part), vocabulary);
                words.utility |= kind == UTILITY;
            }
            if kind == UPPER {
                part.add(byte | CASE);
            }
            part.digits |= kind == DIGIT;
            after_lower = false;
        }
        words.take(&part, vocabulary);
        words.utility |= far.iter().any(|&byte| KINDS[usize::from(byte)] == UTILITY);
        words
    }

    /// Takes in a part.
    #[inline]
    fn take(&mut self, part: &Part, vocabulary: &Vocabulary) {
        if part.letters == 0 || part.is_hash {
            return;
        }
        if let Some(known) = self.known.get_mut(self.count) {
            *known = vocabulary.find(part);
        }
        self.count += 1;
        self.long |= part.letters > 2;
    }

    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The words as numbers of the vocabulary, as far as they are read.
    pub(super) fn known(&self) -> &[u16] {
        &self.known[..self.count.min(MAX_NAME_WORDS)]
    }

    /// Whether no word that is read is in the vocabulary.
    pub(super) fn are_unknown(&self) -> bool {
        self.known == [0; MAX_NAME_WORDS]
    }

    /// Whether there are more than are read.
    pub(super) const fn are_too_many(&self) -> bool {
        self.count > MAX_NAME_WORDS
    }

    /// Whether there are several, none of more than two letters.
    pub(super) const fn are_tiny(&self) -> bool {
        self.count > 1 && !self.long
    }

    /// Whether the name holds marks that no name but those of utility classes has.
    pub(super) const fn is_utility(&self) -> bool {
        self.utility
    }
}

// Kinds of bytes in names. The last are marks that no name but those of utility classes has.
const LOWER: u8 = 1;
const UPPER: u8 = 1 << 1;
const DIGIT: u8 = 1 << 2;
const OTHER: u8 = 1 << 3;
const UTILITY: u8 = 1 << 4;

/// The kind of each byte.
static KINDS: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        table[byte as usize] = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'[' | b':' | b'&' => UTILITY,
            _ => OTHER,
        };
        byte += 1;
    }
    table
};

/// Up to sixteen letters in lower case as a number.
const fn packed(letters: &[u8]) -> u128 {
    let (mut word, mut at) = (0, 0);
    while at < letters.len() {
        word = word << 8 | letters[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    word
}
