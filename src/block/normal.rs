//! Text in normal form: NFC, white space collapsed, invisible characters gone.
//!
//! Nearly all of a text is in that form already, so what is, is found byte by byte and copied in one piece; only the rest
//! is looked at as characters.

use std::borrow::Cow;

use memchr::memchr_iter;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::eight::{Eight, behind, leading, only_first, size};
use super::lanes::{LANES, are_single_spaced, side_by_side};

/// Characters that a reader does not see and a program trips over: soft hyphen, zero-width space, direction marks,
/// byte-order mark, controls. Zero-width (non-)joiners are not among them: see [`is_joining`].
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
    ) || (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
        || matches!(c, '\u{80}'..='\u{9f}')
}

/// Whether the character is a zero-width joiner or non-joiner.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether the joiner at `at` does something: it stands beside a letter or sign of a script that is written with joiners
/// (Persian, the scripts of India) or that they make one of (emoji). Between others it is as invisible as the rest.
fn is_joining(text: &str, at: usize) -> bool {
    let joins = |c: char| {
        let plain = matches!(c, ..'\u{590}' | '\u{1e00}'..='\u{206f}');
        !plain && !c.is_whitespace() && !is_invisible(c)
    };
    let after = text[at..].chars().nth(1);
    text[..at].chars().next_back().is_some_and(joins) || after.is_some_and(joins)
}

/// A character of code as it is kept: tabs and line ends stay, other white space is a space, what nobody sees goes.
pub(super) fn preformatted(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        c if c.is_whitespace() => Some(' '),
        c => (!is_invisible(c)).then_some(c),
    }
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

impl Stretches<'_> {
    /// Whether the text is over.
    pub(super) const fn is_over(&self) -> bool {
        self.at == self.text.len()
    }
}

impl<'t> Iterator for Stretches<'t> {
    type Item = Stretch<'t>;

    fn next(&mut self) -> Option<Stretch<'t>> {
        let bytes = self.text.as_bytes();
        let start = loop {
            let white = white_length(&bytes[self.at..]);
            self.spaced |= white > 0;
            self.at += white;
            let &byte = bytes.get(self.at)?;
            if byte.is_ascii_graphic() || visible(self.text, self.at) > 0 {
                break self.at;
            }
            let c = self.text[self.at..].chars().next()?;
            self.spaced |= c.is_whitespace();
            self.at += c.len_utf8();
        };
        let (mut at, mut solid) = (start, 0);
        'stretch: loop {
            let from = at;
            let is_second = bytes.get(at) == Some(&b' ') && ends_in_blank(&bytes[..at]);
            while !is_second
                && side_by_side(bytes, at).is_some_and(|(own, next)| are_single_spaced(own, next))
            {
                at += LANES;
            }
            if at > from {
                solid += at - from - memchr_iter(b' ', &bytes[from..at]).count();
            }
            loop {
                let eight = Eight::at(bytes, at);
                let blanks = eight.equal(b' ');
                // A blank belongs to the stretch if it is alone, and if another character follows.
                let single = blanks & !behind(blanks, ends_in_blank(&bytes[..at]));
                let length = leading(eight.within(b'!', b'~') | single);
                at += length;
                solid += length - size(only_first(blanks, length)) as usize;
                if length == 8 {
                    continue 'stretch;
                }
                match visible(self.text, at) {
                    0 => break 'stretch,
                    length => (at, solid) = (at + length, solid + 1),
                }
            }
        }
        self.at = at - usize::from(ends_in_blank(&bytes[..at]));
        let solid = u32::try_from(solid).unwrap_or(u32::MAX);
        Some(Stretch { text: &self.text[start..self.at], solid, spaced: std::mem::take(&mut self.spaced) })
    }
}

fn ends_in_blank(bytes: &[u8]) -> bool {
    bytes.last() == Some(&b' ')
}

/// How many bytes from the start on are white space of ASCII, as far as HTML knows it.
fn white_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    // Each round passes the indentation of a line, which is long, of blanks or tabs, and the end of a line.
    loop {
        while bytes.get(at..at + 8).is_some_and(|eight| eight == [b' '; 8] || eight == [b'\t'; 8]) {
            at += 8;
        }
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        if !matches!(bytes.get(at), Some(b'\n' | b'\r' | 0x0c)) {
            return at;
        }
        at += 1;
    }
}

/// The bytes of the character beyond ASCII at `at` if it is neither white space nor invisible, else 0.
fn visible(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(at).copied().unwrap_or_default() {
        // Below U+0800 and above U+00BF all are visible.
        0xc3..=0xdf => 2,
        // Of U+1000 to U+1FFF only U+1680 is white space; in Vietnamese words these are everywhere.
        0xe1 if bytes.get(at + 1) != Some(&0x9a) => 3,
        // So are all from U+4000 to U+EFFF.
        0xe4..=0xee => 3,
        0x80.. => {
            let seen =
                |&c: &char| !c.is_whitespace() && !is_invisible(c) && (!is_joiner(c) || is_joining(text, at));
            text[at..].chars().next().filter(seen).map_or(0, char::len_utf8)
        }
        _ => 0,
    }
}

/// The text in NFC.
pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
    let rest = &text[composed(text.as_bytes())..];
    if rest.is_empty() || is_nfc_quick(rest.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The same text in NFC.
pub(super) fn into_nfc(text: String) -> String {
    match nfc(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(normal) => normal,
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
            0..0x80 => leading(Eight::at(bytes, at).ascii()).min(bytes.len() - at),
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
    into_nfc(out)
}

/// A key for "the same words": letters and digits of the normal form in lower case, one space between words.
pub fn key(text: &str) -> String {
    let text = &*nfc(text);
    let mut out = String::with_capacity(text.len());
    let (mut at, mut space) = (0, false);
    let part = |out: &mut String, space: &mut bool| {
        if std::mem::take(space) && !out.is_empty() {
            out.push(' ');
        }
    };
    while at < text.len() {
        let end = key_end(text.as_bytes(), at);
        if end > at {
            part(&mut out, &mut space);
            out.push_str(&text[at..end]);
            at = end;
        }
        while let Some(c) = text[at..].chars().next().filter(|c| !c.is_ascii_alphanumeric()) {
            at += c.len_utf8();
            if c.is_alphanumeric() {
                part(&mut out, &mut space);
                out.extend(c.to_lowercase());
            } else {
                space |= !is_invisible(c);
            }
        }
    }
    out.make_ascii_lowercase();
    out
}

/// Where what begins at `start` ceases to be words of a key, but for the case of ASCII letters.
fn key_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        let eight = Eight::at(bytes, at);
        let blanks = eight.equal(b' ');
        let parts = blanks & !behind(blanks, at == start || ends_in_blank(&bytes[..at]));
        let length = leading(eight.letters() | eight.digits() | parts);
        at += length;
        if length == 8 {
            continue;
        }
        match small(&bytes[at..]) {
            0 if at == start => return at,
            0 => return at - usize::from(ends_in_blank(&bytes[..at])),
            length => at += length,
        }
    }
}

/// Where the letters and digits from `start` on end that are of ASCII, or small letters of the Latin blocks beyond it.
pub(crate) fn word_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        let eight = Eight::at(bytes, at);
        let length = leading(eight.letters() | eight.digits());
        at += length;
        if length == 8 {
            continue;
        }
        match small(&bytes[at..]) {
            0 => return at,
            length => at += length,
        }
    }
}

/// The bytes of the first character if it is a letter of the Latin blocks beyond ASCII that is in lower case; 0 for
/// others, and for letters elsewhere.
fn small(bytes: &[u8]) -> usize {
    match *bytes {
        [first @ 0xc3..=0xc8, next, ..] => {
            2 * usize::from(LOWER[usize::from(first & 0x1f) << 6 | usize::from(next & 0x3f)])
        }
        // U+1E00 to U+1EFF: a capital and its small letter in turn, but for some odd ones in between.
        [0xe1, 0xba, 0x96..=0x9f, ..] => 0,
        [0xe1, 0xb8..=0xbb, last, ..] => 3 * usize::from(last & 1 == 1),
        _ => 0,
    }
}

/// Which characters below U+0240 are small letters.
static LOWER: [bool; 0x240] = {
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

    use super::{is_invisible, is_joiner, key, nfc, normalise, stretches};

    #[test]
    fn composes_and_collapses() {
        assert_eq!(normalise(" Tie\u{302}\u{301}ng\u{a0}\n Vi\u{ad}ệt\u{200b} "), "Tiếng Việt");
        assert_eq!(key("“Tin – Liên  quan”:"), "tin liên quan");
        assert_eq!(key("Đ\u{ad}Ê \u{212a}m, ẞ.Tề  ế\u{301}\u{3000}İ9"), "đê km ß tề ế i\u{307}9");
    }

    #[test]
    fn joiners_stay_where_they_join() {
        for text in ["می\u{200c}خواهم", "PDF\u{200c}ها", "क्\u{200d}ष", "👩\u{200d}🌾", "❤\u{fe0f}\u{200d}🔥"]
        {
            assert_eq!(normalise(text), text);
        }
        assert_eq!(
            normalise("Chợ\u{200d} n\u{200c}ổi\u{200c}, Auf\u{200c}lage \u{200d}"),
            "Chợ nổi, Auflage"
        );
    }

    /// Every character, alone and where runs begin and end, against what the words above say.
    #[test]
    fn every_character_is_taken_as_it_is_described() {
        for c in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let text = format!("a{c}b {c} c");
            let white = |c: char| c.is_whitespace();
            // Beside ASCII no joiner joins.
            let gone = |c: char| is_invisible(c) || is_joiner(c);
            let solid = text.chars().filter(|&c| !white(c) && !gone(c)).count();
            let runs: Vec<_> = stretches(&text).collect();
            assert_eq!(runs.iter().map(|run| run.solid as usize).sum::<usize>(), solid, "{c:?}");
            let words: Vec<String> = text
                .split(white)
                .map(|word| word.chars().filter(|&c| !gone(c)).collect())
                .filter(|word: &String| !word.is_empty())
                .collect();
            let plain = words.join(" ");
            assert_eq!(normalise(&text), plain.nfc().collect::<String>(), "{c:?}");
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{c:?}");
            let composed: String = text.nfc().collect();
            let split = |c: char| !c.is_alphanumeric() && !is_invisible(c);
            let words: Vec<String> = composed
                .split(split)
                .map(|word| {
                    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
                })
                .filter(|word: &String| !word.is_empty())
                .collect();
            assert_eq!(key(&text), words.join(" "), "{c:?}");
        }
    }
}
