//! Character references of a source, before it is parsed: a letter may be written as one, in whatever encoding it was meant.

use std::borrow::Cow;

use markup5ever::data::NAMED_ENTITIES;

use super::legacy::{code, high};

/// The longest name that is looked at; the letters of Latin-1 have shorter ones.
const LONGEST: usize = 8;

/// The character beyond ASCII that the reference at `at` stands for, where a `&` stands, and the reference's length. It has
/// to be closed, and of one character.
pub(super) fn reference_at(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let rest = bytes.get(at + 1..)?;
    let length =
        rest.iter().take(LONGEST + 1).position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')?;
    if rest.get(length) != Some(&b';') {
        return None;
    }
    let name = std::str::from_utf8(&rest[..length]).ok()?;
    let c = if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        of_number(number.ok()?)?
    } else {
        let closed = std::str::from_utf8(&rest[..=length]).ok()?;
        let &(first, second) = NAMED_ENTITIES.get(closed)?;
        char::from_u32(first).filter(|_| second == 0)?
    };
    (!c.is_ascii()).then_some((c, length + 2))
}

/// The character of a number; those of the C1 controls are of windows-1252, as in HTML.
fn of_number(number: u32) -> Option<char> {
    match number.checked_sub(0x80) {
        Some(at @ 0..32) => Some(high()[at as usize]),
        _ => char::from_u32(number),
    }
}

/// The text with references to letters, and to what windows-1252 has, replaced by what they stand for. The blank that does
/// not break stays a reference: written as one it is never a letter.
pub(super) fn unreferenced(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut copied = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let Some((c, length)) = reference_at(text.as_bytes(), at) else { continue };
        if c == '\u{a0}' || !(c.is_alphabetic() || code(c).is_some()) {
            continue;
        }
        let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
        out.push_str(&text[copied..at]);
        out.push(c);
        copied = at + length;
    }
    out.map_or(Cow::Borrowed(text), |out| Cow::Owned(out + &text[copied..]))
}

#[cfg(test)]
mod tests {
    use super::unreferenced;

    #[test]
    fn letters_and_signs_are_read_and_mark_up_is_not() {
        let text = "Vi&Ouml;t &reg;&#173;&#xEA;&#147; &amp;&lt;&nbsp;&#160;&ocirc &#7879; &nosuch; &euro;&";
        assert_eq!(unreferenced(text), "ViÖt ®\u{ad}ê“ &amp;&lt;&nbsp;&#160;&ocirc ệ &nosuch; €&");
        assert_eq!(unreferenced("a & b"), "a & b");
    }
}
