//! Text in normal form: NFC, white space collapsed, invisible characters gone.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Characters that a reader does not see and a program trips over: soft hyphen, zero-width space and joiners at large,
/// direction marks, byte-order mark, controls. Zero-width (non-)joiners are kept: Persian and emoji need them.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
    ) || (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
        || matches!(c, '\u{80}'..='\u{9f}')
}

/// The text in NFC.
pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// NFC, runs of white space as one space, ends trimmed, invisible characters gone.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
        } else if !is_invisible(c) {
            if space {
                out.push(' ');
                space = false;
            }
            out.push(c);
        }
    }
    match nfc(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(normal) => normal,
    }
}

/// A key for "the same words": letters and digits of the normal form in lower case, one space between words.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in nfc(text).chars() {
        if c.is_alphanumeric() {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.extend(c.to_lowercase());
        } else if !is_invisible(c) {
            space = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{key, normalise};

    #[test]
    fn composes_and_collapses() {
        assert_eq!(normalise(" Tie\u{302}\u{301}ng\u{a0}\n Vi\u{ad}ệt\u{200b} "), "Tiếng Việt");
        assert_eq!(key("“Tin – Liên  quan”:"), "tin liên quan");
    }
}
