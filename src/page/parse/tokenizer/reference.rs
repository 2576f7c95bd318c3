//! Character references: what stands after `&`.
//!
//! Each is looked at alone; nothing here knows where the text comes from.

use markup5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name of the standard, `CounterClockwiseContourIntegral`, without its semicolon.
const LONGEST_NAME: usize = 31;
/// The longest names that need no semicolon: `Aacute` and others.
const LONGEST_BARE: usize = 6;
/// The shortest: `gt`, `lt`.
const SHORTEST_BARE: usize = 2;

/// What a reference stands for, and how many bytes after the `&` belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) first: char,
    pub(super) second: Option<char>,
    pub(super) len: usize,
}

const fn one(first: char, len: usize) -> Reference {
    Reference { first, second: None, len }
}

/// The reference whose `&` stands before `rest`; `None` when the `&` stands for itself. `rest` may end where the text
/// does: what ends a text (a quote, white space, `<`, `>`) never belongs to a reference.
///
/// Reads no more than the reference itself, or [`LONGEST_NAME`] bytes when there is none.
pub(super) fn resolve(rest: &[u8], in_attribute: bool) -> Option<Reference> {
    // The commonest by far.
    match rest {
        [b'a', b'm', b'p', b';', ..] => Some(one('&', 4)),
        [b'n', b'b', b's', b'p', b';', ..] => Some(one('\u{a0}', 5)),
        [b'q', b'u', b'o', b't', b';', ..] => Some(one('"', 5)),
        [b'l', b't', b';', ..] => Some(one('<', 3)),
        [b'g', b't', b';', ..] => Some(one('>', 3)),
        [b'#', b'x' | b'X', digits @ ..] => numeric(digits, 16, 2),
        [b'#', digits @ ..] => numeric(digits, 10, 1),
        [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z', ..] => named(rest, in_attribute),
        _ => None,
    }
}

/// The name that is the longest match.
fn named(rest: &[u8], in_attribute: bool) -> Option<Reference> {
    let reach = rest.get(..=LONGEST_NAME).unwrap_or(rest);
    let run = reach.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(reach.len());
    let next = rest.get(run).copied();
    // A semicolon only ever is the last of a name, so that this match is the longest there can be.
    if next == Some(b';')
        && let Some(found) = look_up(&rest[..=run])
    {
        return Some(found);
    }
    // Without a semicolon an attribute's value is taken as it stands before a letter, a digit or `=`: it is more likely
    // the query of an address.
    if in_attribute {
        let is_whole = run <= LONGEST_BARE && next != Some(b'=');
        return if is_whole { look_up(&rest[..run]) } else { None };
    }
    (SHORTEST_BARE..=LONGEST_BARE.min(run)).rev().find_map(|len| look_up(&rest[..len]))
}

fn look_up(name: &[u8]) -> Option<Reference> {
    let &(first, second) = NAMED_ENTITIES.get(str::from_utf8(name).ok()?)?;
    // The table also holds the beginnings of names, with zeros.
    let first = char::from_u32(first).filter(|&first| first != '\0')?;
    let second = char::from_u32(second).filter(|&second| second != '\0');
    Some(Reference { first, second, len: name.len() })
}

/// A reference by number, whose `prefix` bytes before the digits were read.
fn numeric(digits: &[u8], radix: u32, prefix: usize) -> Option<Reference> {
    let mut number: u32 = 0;
    let mut len = 0;
    // Every digit belongs to the reference, however many there are: read once.
    while let Some(digit) = digits.get(len).and_then(|&digit| char::from(digit).to_digit(radix)) {
        number = number.saturating_mul(radix).saturating_add(digit);
        len += 1;
    }
    if len == 0 {
        return None;
    }
    let semicolon = usize::from(digits.get(len) == Some(&b';'));
    Some(one(character(number), prefix + len + semicolon))
}

/// The character with that number, or what the standard puts in its place.
fn character(number: u32) -> char {
    // 0x80 to 0x9F are read as windows-1252.
    let c1 = number.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(at as usize).copied().flatten());
    c1.or_else(|| char::from_u32(number).filter(|&it| it != '\0')).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_BARE, LONGEST_NAME, NAMED_ENTITIES, SHORTEST_BARE};

    #[test]
    fn the_bounds_on_names_are_those_of_the_table() {
        let names = || NAMED_ENTITIES.entries().filter(|(_, value)| value.0 != 0).map(|(name, _)| *name);
        assert_eq!(names().map(|name| name.trim_end_matches(';').len()).max(), Some(LONGEST_NAME));
        let bare = || names().filter(|name| !name.ends_with(';')).map(str::len);
        assert_eq!((bare().min(), bare().max()), (Some(SHORTEST_BARE), Some(LONGEST_BARE)));
        assert!(
            names().all(|name| name.trim_end_matches(';').bytes().all(|byte| byte.is_ascii_alphanumeric()))
        );
    }
}
