//! Text in normal form: NFC, white space collapsed, invisible characters gone.
//!
//! Nearly all of a text is in that form already, so what is, is found byte by byte and copied in one piece; only the rest
//! is looked at as characters.

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

/// A stretch of visible characters with no more than single spaces between them.
pub(super) struct Stretch<'t> {
    pub(super) text: &'t str,
    /// Its characters, spaces left out.
    pub(super) solid: u32,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// The stretches of a text.
pub(super) struct Stretches<'t> {
    text: &'t str,
    at: usize,
    /// Whether white space stands before what is still to come: in the end, whether the text ends in it.
    pub(super) spaced: bool,
}

/// Parts a text into stretches; the white space and the invisible characters between them are left out.
pub(super) const fn stretches(text: &str) -> Stretches<'_> {
    Stretches { text, at: 0, spaced: false }
}

impl<'t> Iterator for Stretches<'t> {
    type Item = Stretch<'t>;

    fn next(&mut self) -> Option<Stretch<'t>> {
        let bytes = self.text.as_bytes();
        let start = loop {
            let &byte = bytes.get(self.at)?;
            if byte.is_ascii_whitespace() {
                self.spaced = true;
                self.at += 1;
            } else if visible(self.text, self.at) > 0 {
                break self.at;
            } else {
                let c = self.text[self.at..].chars().next()?;
                self.spaced |= c.is_whitespace();
                self.at += c.len_utf8();
            }
        };
        let mut solid = 0;
        loop {
            match visible(self.text, self.at) {
                0 if bytes.get(self.at) == Some(&b' ') && visible(self.text, self.at + 1) > 0 => self.at += 1,
                0 => break,
                length => {
                    self.at += length;
                    solid += 1;
                }
            }
        }
        Some(Stretch {
            text: &self.text[start..self.at],
            solid,
            spaced: std::mem::take(&mut self.spaced),
        })
    }
}

/// The bytes of the character at `at` if it is neither white space nor invisible, else 0.
fn visible(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let Some(&byte) = bytes.get(at) else { return 0 };
    match VISIBLE[usize::from(byte)] {
        // Of these, only U+1680 is white space; in Vietnamese words they are everywhere.
        0 if byte == 0xe1 && bytes.get(at + 1) != Some(&0x9a) => 3,
        0 if byte >= 0x80 => {
            let c = text[at..].chars().next().filter(|&c| !c.is_whitespace() && !is_invisible(c));
            c.map_or(0, char::len_utf8)
        }
        length => usize::from(length),
    }
}

/// For the first byte of a character that is visible whatever follows, its bytes; 0 for others.
const VISIBLE: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0x21;
    while byte < 0xf5 {
        table[byte] = match byte {
            // U+0080 to U+00BF, U+1680, U+2000 to U+206F, U+3000 and U+FEFF are, or may be, none.
            0x7f..0xc2 | 0xc2 | 0xe1 | 0xe2 | 0xe3 | 0xef => 0,
            0..0x7f => 1,
            0xc3..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        byte += 1;
    }
    table
};

/// The text in NFC.
pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
    let rest = &text[composed(text.as_bytes())..];
    if rest.is_empty() || is_nfc_quick(rest.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// So many bytes from the start on hold nothing but characters that are NFC beside any other such (stable by Unicode
/// annex 15): those below U+0300, of Latin extended additional, of general punctuation from U+2010 on, of the CJK blocks
/// from U+4000 to U+9FFF.
fn composed(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = |offset: usize| bytes.get(at + offset).copied().unwrap_or_default();
        at += match byte {
            0..0x80 => 1,
            0xc2..=0xcb => 2,
            0xe4..=0xe9 => 3,
            0xe1 if matches!(next(1), 0xb8..=0xbb) => 3,
            0xe2 if next(1) == 0x80 && next(2) >= 0x90 => 3,
            _ => break,
        };
    }
    at
}

/// NFC, runs of white space as one space, ends trimmed, invisible characters gone.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for stretch in stretches(text) {
        if stretch.spaced && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(stretch.text);
    }
    match nfc(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(normal) => normal,
    }
}

/// A key for "the same words": letters and digits of the normal form in lower case, one space between words.
pub fn key(text: &str) -> String {
    let text = &*nfc(text);
    let mut out = String::with_capacity(text.len());
    let (mut at, mut space) = (0, false);
    while at < text.len() {
        let words = &text[at..at + key_length(&text.as_bytes()[at..])];
        let c = if words.is_empty() { text[at..].chars().next() } else { None };
        if c.is_some_and(|c| !c.is_alphanumeric()) {
            space |= c.is_some_and(|c| !is_invisible(c));
        } else {
            if std::mem::take(&mut space) && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(words);
            out.extend(c.into_iter().flat_map(char::to_lowercase));
        }
        at += words.len() + c.map_or(0, char::len_utf8);
    }
    out.make_ascii_lowercase();
    out
}

/// How many bytes from the start on are words of a key, but for the case of ASCII letters.
fn key_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        match kept(bytes, at) {
            0 if at > 0 && bytes.get(at) == Some(&b' ') && kept(bytes, at + 1) > 0 => at += 1,
            0 => return at,
            length => at += length,
        }
    }
}

/// The bytes of the character at `at` if it is a digit or letter of ASCII, or a letter of the Latin blocks that is in
/// lower case; 0 for others, and for letters elsewhere.
fn kept(bytes: &[u8], at: usize) -> usize {
    let Some(&byte) = bytes.get(at) else { return 0 };
    if byte < 0x80 {
        return usize::from(byte.is_ascii_alphanumeric());
    }
    let next = |offset: usize| bytes.get(at + offset).map_or(0, |byte| byte & 0x3f);
    match byte {
        0xc3..=0xc8 => 2 * usize::from(LOWER[usize::from(byte & 0x1f) << 6 | usize::from(next(1))]),
        // U+1E00 to U+1EFF: a capital and its small letter in turn, but for some odd ones in between.
        0xe1 if matches!(next(1), 0x38..=0x3b) => {
            let turned = next(1) == 0x3a && matches!(next(2), 0x16..=0x1f);
            3 * usize::from(next(2) & 1 == 1 && !turned)
        }
        _ => 0,
    }
}

/// Which characters below U+0240 are small letters.
const LOWER: [bool; 0x240] = {
    let mut table = [false; 0x240];
    let mut code = 0;
    while code < 0x240 {
        if let Some(c) = char::from_u32(code) {
            table[code as usize] = c.is_lowercase();
        }
        code += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::{is_invisible, key, nfc, normalise, stretches};

    #[test]
    fn composes_and_collapses() {
        assert_eq!(normalise(" Tie\u{302}\u{301}ng\u{a0}\n Vi\u{ad}ệt\u{200b} "), "Tiếng Việt");
        assert_eq!(key("“Tin – Liên  quan”:"), "tin liên quan");
        assert_eq!(key("Đ\u{ad}Ê \u{212a}m, ẞ.Tề  ế\u{301}\u{3000}İ9"), "đê km ß tề ế\u{301} i\u{307}9");
    }

    /// Every character, alone and where runs begin and end, against what the words above say.
    #[test]
    fn every_character_is_taken_as_it_is_described() {
        for c in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let text = format!("a{c}b {c} c");
            let white = |c: char| c.is_whitespace();
            let solid = text.chars().filter(|&c| !white(c) && !is_invisible(c)).count();
            let runs: Vec<_> = stretches(&text).collect();
            assert_eq!(runs.iter().map(|run| run.solid as usize).sum::<usize>(), solid, "{c:?}");
            let words: Vec<String> = text
                .split(white)
                .map(|word| word.chars().filter(|&c| !is_invisible(c)).collect())
                .filter(|word: &String| !word.is_empty())
                .collect();
            let plain = words.join(" ");
            assert_eq!(normalise(&text), plain.nfc().collect::<String>(), "{c:?}");
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{c:?}");
            let composed: String = text.nfc().collect();
            let split = |c: char| !c.is_alphanumeric() && !is_invisible(c);
            let words: Vec<String> = composed
                .split(split)
                .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
                .filter(|word: &String| !word.is_empty())
                .collect();
            assert_eq!(key(&text), words.join(" "), "{c:?}");
        }
    }
}
