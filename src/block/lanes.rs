//! Sixteen bytes side by side: loops over arrays of them become instructions on sixteen bytes at once.
//!
//! Knows no text. Which loops the compiler turns into such instructions is seen in what it writes, not in the source:
//! [`is_printable`] and [`sum`] are words of eight bytes because it does not for them.

/// So many bytes are taken together.
pub(super) const LANES: usize = 16;

/// A number for each of sixteen bytes.
pub(super) type Lanes = [u8; LANES];

/// So many rounds may add one to a lane each before [`sum`] must be taken.
pub(super) const MAX_ROUNDS: usize = 255;

/// The sixteen bytes from `at` on, and those one further; nothing if there are not so many.
pub(super) fn side_by_side(bytes: &[u8], at: usize) -> Option<(&Lanes, &Lanes)> {
    let both: &[u8; LANES + 1] = bytes.get(at..)?.first_chunk()?;
    Some((both.first_chunk()?, both.last_chunk()?))
}

/// Whether all are ASCII, and none is below the blank.
pub(super) const fn is_printable(lanes: &Lanes) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (low, high) = halves(lanes);
    // Where a byte is less than a blank, the difference borrows, which shows in its highest bit.
    let blanks = ONES * b' ' as u64;
    (low | high | low.wrapping_sub(blanks) | high.wrapping_sub(blanks)) & (ONES << 7) == 0
}

/// Whether all are visible characters of ASCII, or blanks of which no two stand side by side; `next` are those one
/// further.
pub(super) fn are_single_spaced(own: &Lanes, next: &Lanes) -> bool {
    let mut others = 0;
    for lane in 0..LANES {
        others |= u8::from(own[lane].wrapping_sub(b' ') > b'~' - b' ');
        others |= u8::from(own[lane] | next[lane] == b' ');
    }
    others == 0
}

/// All together.
pub(super) const fn sum(lanes: Lanes) -> u32 {
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
    let (low, high) = halves(&lanes);
    // Four sums of sixteen bits, then all of them in the highest.
    let four = (low & EVEN) + (low >> 8 & EVEN) + (high & EVEN) + (high >> 8 & EVEN);
    (four.wrapping_mul(0x0001_0001_0001_0001) >> 48) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "halves")]
const fn halves(lanes: &Lanes) -> (u64, u64) {
    let both = u128::from_le_bytes(*lanes);
    (both as u64, (both >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::{are_single_spaced, is_printable, side_by_side, sum};

    #[test]
    fn every_byte_is_of_its_kind_wherever_it_stands() {
        for byte in 0..=255u8 {
            for place in 0..16 {
                let mut bytes = [b'a'; 17];
                bytes[place] = byte;
                let (own, next) = side_by_side(&bytes, 0).unwrap();
                assert_eq!(is_printable(own), (b' '..=0x7f).contains(&byte), "{byte}");
                assert_eq!(are_single_spaced(own, next), (b' '..=b'~').contains(&byte), "{byte}");
            }
        }
        assert!(side_by_side(&[b'a'; 17], 1).is_none());
    }

    #[test]
    fn blanks_and_sums() {
        let (own, next) = side_by_side(b"a b c d e f g h   ", 0).unwrap();
        assert!(!are_single_spaced(own, next));
        let (own, next) = side_by_side(b"a b c d e f g h i ", 0).unwrap();
        assert!(are_single_spaced(own, next));
        assert_eq!((sum([255; 16]), sum([0; 16])), (16 * 255, 0));
    }
}
