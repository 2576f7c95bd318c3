//! FNV-1a, 64 bits (Fowler, Noll, Vo): the same number for the same word on every machine, in a few instructions.
//!
//! For words that are compared as numbers, and for tables whose keys are this build's own. A table whose keys are the
//! page's needs [`Keyed`]: words that fall into one place of any fixed table are easily made.

use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

/// The hash of a word.
pub(crate) fn hash(word: &str) -> u64 {
    word.bytes().fold(BASIS, step)
}

/// What a hash begins with.
pub(crate) const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash with one byte more.
pub(crate) const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x100_0000_01b3)
}

/// For tables by short keys.
pub(crate) type Hashed = BuildHasherDefault<Fnv>;

/// The hash of what was written so far.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(BASIS)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().copied().fold(self.0, step);
    }

    /// Of arrays, whose length is always the same.
    fn write_usize(&mut self, _: usize) {}
}

/// For tables of numbers that a page chose: the place in the table depends on a number that the page cannot know. What is
/// looked up does not depend on it; nothing walks such a table in its order.
#[derive(Clone)]
pub(crate) struct Keyed(u64);

impl Default for Keyed {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0) | 1)
    }
}

impl Keyed {
    /// Where a word that is a hash already is looked for first.
    pub(crate) fn place(&self, word: u64) -> usize {
        let (low, high) = word.carrying_mul(self.0, 0);
        usize::try_from((low ^ high) & u64::from(u32::MAX >> 1)).unwrap_or_default()
    }
}

impl BuildHasher for Keyed {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded(self.0, self.0)
    }
}

/// The two halves of the product of number and key, folded into one; and the key.
pub(crate) struct Folded(u64, u64);

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.write_u64(u64::from_le_bytes(*eight));
        }
        if !rest.is_empty() {
            self.write_u64(rest.iter().copied().fold(BASIS, step));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        let (low, high) = (number ^ self.0.rotate_left(32)).carrying_mul(self.1, 0);
        self.0 = low ^ high;
    }
}
