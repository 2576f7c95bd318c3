//! Looking for the next byte that matters: eight bytes at a time where it is near, memchr where it may be far.
//!
//! Knows bytes, not the grammar.

use memchr::memchr2;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = LOW << 7;
/// Bytes of a word.
pub(super) const WORD: usize = 8;
/// After how many words a search is left to memchr, which is the faster the longer it takes.
const NEAR: usize = 6;

/// A byte that ends a tag's name: white space, `/` or `>`.
const ENDS_TAG_NAME: u8 = 1;
/// A byte that ends an attribute's name (but for its first): those and `=`.
const ENDS_ATTRIBUTE_NAME: u8 = 2;
/// A byte that ends a value without quotes: white space or `>`.
const ENDS_UNQUOTED: u8 = 4;
const SPACE: u8 = 8;
/// A byte that stands for another in a name: upper case and NUL.
const CHANGES_IN_NAME: u8 = 16;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let spaces = [b'\t', b'\n', 0x0c, b'\r', b' '];
    let mut at = 0;
    while at < spaces.len() {
        classes[spaces[at] as usize] = SPACE | ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_UNQUOTED;
        at += 1;
    }
    classes[b'/' as usize] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME;
    classes[b'>' as usize] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_UNQUOTED;
    classes[b'=' as usize] = ENDS_ATTRIBUTE_NAME;
    classes[0] = CHANGES_IN_NAME;
    let mut upper = b'A';
    while upper <= b'Z' {
        classes[upper as usize] = CHANGES_IN_NAME;
        upper += 1;
    }
    classes
}

const fn class(byte: u8) -> u8 {
    CLASSES[byte as usize]
}

/// White space of the standard, and the carriage return that becomes some.
pub(super) const fn is_space(byte: u8) -> bool {
    class(byte) & SPACE != 0
}

pub(super) const fn ends_tag_name(byte: u8) -> bool {
    class(byte) & ENDS_TAG_NAME != 0
}

pub(super) const fn ends_attribute_name(byte: u8) -> bool {
    class(byte) & ENDS_ATTRIBUTE_NAME != 0
}

/// Where white space ends from `at` on; the end of the page when it does not.
pub(super) fn skip_spaces(page: &[u8], mut at: usize) -> usize {
    while page.get(at).is_some_and(|&byte| is_space(byte)) {
        at += 1;
    }
    at
}

/// The end of the value without quotes that begins at `at`; `None` when the page ends first.
pub(super) fn unquoted_end(page: &[u8], at: usize) -> Option<usize> {
    page.get(at..)?.iter().position(|&byte| class(byte) & ENDS_UNQUOTED != 0).map(|len| at + len)
}

/// The end of the tag's name that begins at `at`, and whether a byte of it changes (upper case, NUL); `None` when the
/// page ends first.
pub(super) fn tag_name_end(page: &[u8], at: usize) -> Option<(usize, bool)> {
    name_end(page, at, ENDS_TAG_NAME)
}

/// The same for an attribute's name; its first byte belongs to it whatever it is.
pub(super) fn attribute_name_end(page: &[u8], at: usize) -> Option<(usize, bool)> {
    let changes = class(*page.get(at)?) & CHANGES_IN_NAME != 0;
    name_end(page, at + 1, ENDS_ATTRIBUTE_NAME).map(|(end, rest)| (end, changes | rest))
}

fn name_end(page: &[u8], at: usize, ends: u8) -> Option<(usize, bool)> {
    let mut seen = 0;
    for (len, &byte) in page.get(at..)?.iter().enumerate() {
        let class = class(byte);
        if class & ends != 0 {
            return Some((at + len, seen & CHANGES_IN_NAME != 0));
        }
        seen |= class;
    }
    None
}

/// The eight bytes from `at`, the first the lowest; `None` when fewer are left.
#[inline]
pub(super) fn word(page: &[u8], at: usize) -> Option<u64> {
    page.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The first eight bytes of a text as a word, with zeros after its end.
#[cfg(test)]
fn first_word(text: &[u8]) -> u64 {
    text.iter().take(WORD).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

const fn all(byte: u8) -> u64 {
    LOW * byte as u64
}

/// Bytes under `bound`, which is at most 128, by their high bit. Exact for the lowest such byte; those above it may be
/// wrong, as in all that follows.
const fn below(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(all(bound)) & !word & HIGH
}

/// Bytes that equal one of two.
const fn equal<const ONE: u8, const OTHER: u8>(word: u64) -> u64 {
    // Where only one bit tells them apart, the bytes that have the others right are both.
    if (ONE ^ OTHER).is_power_of_two() {
        return below((word | all(ONE ^ OTHER)) ^ all(ONE | OTHER), 1);
    }
    below(word ^ all(ONE), 1) | below(word ^ all(OTHER), 1)
}

/// Bytes that may end a name: space and what is under it, `/`, and `<`, `=`, `>`, `?`.
pub(super) const fn name_ends(word: u64) -> u64 {
    below(word, b' ' + 1) | below(word ^ all(b'/'), 1) | below(word ^ all(b'<'), 4)
}

/// Bytes that are no letters (and not `[`, `_`, `~` or what is like them): all that can end a name, digits, `-` and `:`.
/// Exact for all of them.
pub(super) const fn non_letters(word: u64) -> u64 {
    (!word & all(0x40)) << 1
}

/// Whether some byte may be an upper-case letter or NUL: they have not the bit that lower-case letters, digits and `-`
/// have. `_` and some others have not, either.
pub(super) const fn may_change(word: u64, of: u64) -> bool {
    !word & of & all(0x20) != 0
}

/// Ones for the bytes of a word under the lowest marked one; for all when there is none.
pub(super) const fn under(marks: u64) -> u64 {
    ((marks & marks.wrapping_neg()) >> 7).wrapping_sub(1)
}

/// How many bytes of a word are under the lowest marked one; all when there is none.
pub(super) const fn count(marks: u64) -> usize {
    (marks.trailing_zeros() / u8::BITS) as usize
}

/// Where one of two bytes next is from `at` on.
#[inline]
pub(super) fn find_either<const ONE: u8, const OTHER: u8>(page: &[u8], at: usize) -> Option<usize> {
    let rest = page.get(at..)?;
    let mut passed = 0;
    // Most texts and values are short: no call for them.
    for eight in rest.as_chunks::<WORD>().0.iter().take(NEAR) {
        let marks = equal::<ONE, OTHER>(u64::from_le_bytes(*eight));
        if marks != 0 {
            return Some(at + passed + count(marks));
        }
        passed += WORD;
    }
    far::<ONE, OTHER>(rest, passed).map(|len| at + len)
}

/// The same after so many bytes.
fn far<const ONE: u8, const OTHER: u8>(rest: &[u8], passed: usize) -> Option<usize> {
    memchr2(ONE, OTHER, rest.get(passed..)?).map(|len| passed + len)
}

/// Whether `text` begins with `prefix`, which is in lower case, but for the case of ASCII letters.
pub(super) fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::{
        NEAR, WORD, below, count, equal, find_either, first_word, may_change, name_ends, non_letters, under,
        word,
    };

    #[test]
    fn words_are_searched_as_bytes_are() {
        let mut state = 1_u64;
        for round in 0..20_000 {
            let bytes: [u8; WORD] = std::array::from_fn(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let byte = match state.to_le_bytes()[7] {
                    0..16 => b'"',
                    16..32 => b'&',
                    32..48 => b'<',
                    _ => state.to_le_bytes()[6],
                };
                if round % 2 == 0 { byte } else { byte & 0x7f }
            });
            let word = word(&bytes, 0).unwrap();
            assert_eq!(first_word(&bytes), word);
            let check = |marks: u64, of: &dyn Fn(u8) -> bool| {
                let len = bytes.iter().position(|&byte| of(byte)).unwrap_or(WORD);
                assert_eq!(count(marks), len);
                assert_eq!(word & under(marks), first_word(&bytes[..len]));
            };
            check(below(word, 0x80), &|byte| byte < 0x80);
            check(name_ends(word), &|byte| byte <= b' ' || matches!(byte, b'/' | b'<'..=b'?'));
            check(equal::<b'"', b'&'>(word), &|byte| matches!(byte, b'"' | b'&'));
            check(equal::<b'<', b'&'>(word), &|byte| matches!(byte, b'<' | b'&'));
            check(non_letters(word), &|byte| byte & 0x40 == 0);
            let changes = bytes.iter().any(|byte| byte.is_ascii_uppercase() || *byte == 0);
            assert!(!changes || may_change(word, u64::MAX));
        }
        for len in 0..WORD * (NEAR + 3) {
            let text = [vec![b'.'; len], b"<..&".to_vec()].concat();
            assert_eq!(find_either::<b'&', b'<'>(&text, 0), Some(len));
            assert_eq!(find_either::<b'&', b'<'>(&text[..len], 0), None);
            assert_eq!(find_either::<b'&', b'<'>(&text, len + 1), Some(len + 3));
        }
        assert!(!may_change(first_word(b"data-x0"), under(1 << 63)));
    }
}
