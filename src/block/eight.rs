//! Eight bytes at a time: which of them are of a kind, told by arithmetic on one number.
//!
//! A set of bytes is a number that holds the highest bit of each byte in the set. Knows no text.

const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte.
const HIGH: u64 = ONES << 7;

/// Eight bytes, the first one lowest.
#[derive(Clone, Copy)]
pub(crate) struct Eight(u64);

impl Eight {
    /// The eight bytes from `at` on; zeros where there are less.
    pub(crate) fn at(bytes: &[u8], at: usize) -> Self {
        if let Some(&eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            return Self(u64::from_le_bytes(eight));
        }
        let left = bytes.len().saturating_sub(at);
        Self(match bytes.last_chunk() {
            _ if left == 0 => 0,
            // The end of the bytes, moved down by what stands before it.
            Some(&last) => u64::from_le_bytes(last) >> (8 * (8 - left)),
            None => bytes[at..].iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)),
        })
    }

    /// The bytes from `low` to `high`, both below 0x80.
    pub(crate) const fn within(self, low: u8, high: u8) -> u64 {
        // Seven bits each, so that no sum reaches the next byte.
        let low_bits = self.0 & !HIGH;
        let from = low_bits + ONES * (0x80 - low as u64);
        let beyond = low_bits + ONES * (0x7f - high as u64);
        from & !beyond & !self.0 & HIGH
    }

    pub(crate) const fn equal(self, byte: u8) -> u64 {
        self.within(byte, byte)
    }

    /// The first so many bytes, zeros behind them, and how many characters begin in them.
    pub(crate) const fn first(self, count: usize) -> (u64, u32) {
        let own = if count < 8 { self.0 & ((1 << (8 * count)) - 1) } else { self.0 };
        if own & HIGH == 0 {
            #[expect(clippy::cast_possible_truncation, reason = "eight at most")]
            return (own, count as u32);
        }
        // All but the bytes 10xxxxxx, which go on with a character; what is no byte any more is taken off again.
        let goes_on = own & !(own << 1) & HIGH;
        (own, size(only_first(HIGH & !goes_on, count)))
    }

    pub(crate) const fn ascii(self) -> u64 {
        !self.0 & HIGH
    }

    /// The letters of ASCII.
    pub(crate) const fn letters(self) -> u64 {
        Self(self.0 | ONES << 5).within(b'a', b'z')
    }

    /// Letters and digits of ASCII with capitals as small letters, and other bytes of ASCII as any; the rest stays.
    pub(crate) const fn lower(self) -> Self {
        Self(self.0 | self.ascii() >> 2)
    }

    pub(crate) const fn digits(self) -> u64 {
        self.within(b'0', b'9')
    }
}

/// How many bytes from the first on are in the set.
pub(crate) const fn leading(set: u64) -> usize {
    (!set & HIGH).trailing_zeros() as usize / 8
}

/// The set without all but the first so many bytes.
pub(crate) const fn only_first(set: u64, count: usize) -> u64 {
    if count < 8 { set & ((1 << (8 * count)) - 1) } else { set }
}

/// How many bytes are in the set.
pub(crate) const fn size(set: u64) -> u32 {
    ((set >> 7).wrapping_mul(ONES) >> 56) as u32
}

/// The bytes that stand right behind one of the set; the first one does if `before` says so of what came before.
pub(crate) const fn behind(set: u64, before: bool) -> u64 {
    set << 8 | (before as u64) << 7
}

#[cfg(test)]
mod tests {
    use super::{Eight, behind, leading, only_first, size};

    #[test]
    fn every_byte_is_of_its_kind_wherever_it_stands() {
        for byte in 0..=255u8 {
            for place in 0..8 {
                let mut bytes = [b'\xff'; 8];
                bytes[place] = byte;
                let eight = Eight::at(&bytes, 0);
                let is =
                    |set: u64, kind: bool| assert_eq!(size(set) == 1 && set >> (8 * place + 7) == 1, kind);
                is(eight.letters(), byte.is_ascii_alphabetic());
                is(eight.digits(), byte.is_ascii_digit());
                is(eight.within(b'!', b'~'), byte.is_ascii_graphic());
                is(eight.equal(b' '), byte == b' ');
                is(eight.ascii(), byte.is_ascii());
            }
        }
    }

    #[test]
    fn sets_are_read_from_the_first_byte_on() {
        let blanks = Eight::at(b"  a  ", 0).equal(b' ');
        assert_eq!((leading(blanks), size(blanks), size(only_first(blanks, 4))), (2, 4, 3));
        assert_eq!((size(blanks & behind(blanks, false)), size(blanks & behind(blanks, true))), (2, 3));
        assert_eq!((leading(Eight::at(b"abcdefgh", 0).letters()), only_first(blanks, 8)), (8, blanks));
        for at in 0..=9 {
            assert_eq!(leading(Eight::at(b"abcdefghi", at).letters()), (9 - at).min(8));
        }
    }
}
