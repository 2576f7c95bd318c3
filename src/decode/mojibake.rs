//! UTF-8 that was read as windows-1252 or windows-1258 and written out again: `Tiáº¿ng` for `Tiếng`, once or more often.
//!
//! The characters are put back to the bytes that they were read from; where those are UTF-8, the characters of that are
//! meant. Which words a language has is not asked: letters of a real text hardly ever stand so.

use super::legacy::{code, code_1258};
use super::references::reference_at;

/// So many misread characters a page has at least; what is less may be an example.
const SEQUENCES: usize = 3;

/// Of letters beyond ASCII one in so many may be none of a misread character: where more are, the page is not misread as a
/// whole, and what looks like it stays.
const LOOSE: usize = 4;

/// So often a page is put back at most. Twice is met; each time makes it shorter.
pub(super) const TIMES: usize = 3;

/// By what UTF-8 was misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Through {
    Windows1252,
    Windows1258,
}

impl Through {
    /// The name of the encoding.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "windows-1252",
            Self::Windows1258 => "windows-1258",
        }
    }

    /// The byte that was read as this character.
    fn byte(self, c: char) -> Option<u8> {
        match self {
            Self::Windows1252 => code(c),
            Self::Windows1258 => code_1258(c),
        }
    }
}

/// The page as it was meant, by what it had been misread, and how many characters; nothing where it was not.
pub(super) fn repaired(text: &str) -> Option<(String, Through, usize)> {
    // Where both would do, the last one, which is the usual one.
    let all = [Through::Windows1258, Through::Windows1252].map(|through| (through, count(text, through)));
    let &(through, (misread, loose)) = all.iter().max_by_key(|(_, (misread, _))| *misread)?;
    if misread < SEQUENCES || misread < loose * LOOSE {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for at in starts(text) {
        // A start may lie inside of what was put back already.
        if let Some((c, length)) = (at >= copied).then(|| misread_at(text, at, through)).flatten() {
            out.push_str(&text[copied..at]);
            out.push(c);
            copied = at + length;
        }
    }
    out.push_str(&text[copied..]);
    Some((out, through, misread))
}

/// Where characters beyond ASCII and references begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let is_start = |&(_, byte): &(usize, u8)| byte >= 0xc0 || byte == b'&';
    text.bytes().enumerate().filter(is_start).map(|(at, _)| at)
}

/// The misread characters, and the letters beyond ASCII that belong to none.
fn count(text: &str, through: Through) -> (usize, usize) {
    let (mut misread, mut loose, mut next) = (0, 0, 0);
    for at in starts(text) {
        if at < next {
            continue;
        }
        match misread_at(text, at, through) {
            Some((_, length)) => (misread, next) = (misread + 1, at + length),
            None => loose += usize::from(text[at..].chars().next().is_some_and(char::is_alphabetic)),
        }
    }
    (misread, loose)
}

/// The character beyond ASCII at `at`, written out or as a reference, and its length.
fn character_at(text: &str, at: usize) -> Option<(char, usize)> {
    match text.as_bytes().get(at)? {
        b'&' => reference_at(text.as_bytes(), at),
        byte if byte.is_ascii() => None,
        _ => text[at..].chars().next().map(|c| (c, c.len_utf8())),
    }
}

/// The character whose bytes in UTF-8 were read as those at `at`, and the length of these.
fn misread_at(text: &str, at: usize, through: Through) -> Option<(char, usize)> {
    let (first, mut length) = character_at(text, at)?;
    let first = through.byte(first)?;
    let size = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for byte in &mut bytes[1..size] {
        let (c, more) = character_at(text, at + length)?;
        *byte = through.byte(c).filter(|byte| (0x80..0xc0).contains(byte))?;
        length += more;
    }
    let c = std::str::from_utf8(&bytes[..size]).ok()?.chars().next()?;
    Some((c, length))
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

    use super::{Through, repaired};

    const TEXT: &str =
        "Những ghe bưởi đã cập bến chợ nổi Đầm Dơi – “sớm hơn mọi năm”, ông Ỷ nói, à ơi, Í ới.";

    #[test]
    fn what_was_misread_comes_back() {
        for (encoding, through) in
            [(WINDOWS_1252, Through::Windows1252), (WINDOWS_1258, Through::Windows1258)]
        {
            let once = encoding.decode_without_bom_handling(TEXT.as_bytes()).0;
            let (text, by, count) = repaired(&once).expect("misread");
            assert_eq!((text.as_str(), by), (TEXT, through));
            assert_eq!(count, TEXT.chars().filter(|c| !c.is_ascii()).count());
            assert!(repaired(&text).is_none());
            let twice = encoding.decode_without_bom_handling(once.as_bytes()).0;
            assert_eq!(repaired(&twice).expect("misread").0, once);
        }
        let referenced =
            "C&Atilde;&nbsp; ph&Atilde;&ordf; &Aacute;o d&Atilde;&nbsp;i, x&Atilde;&ordf; d&Atilde;&#185;";
        assert_eq!(repaired(referenced).expect("misread").0, "Cà phê &Aacute;o dài, xê dù");
    }

    #[test]
    fn what_was_not_stays() {
        for text in [
            "IRMÃ, “IRMÔ, INFORMAÇÃO À “REGIÃO”",
            "“PÅ” «été» Île d’Oléron, à Noël… É”, déjà »",
            "Chữ â, ê và ô có dấu mũ: “Ô”, «Â», ‘Ê’.",
            "An example: Ã© stands for é, Ã¨ for è.",
            TEXT,
        ] {
            assert!(repaired(text).is_none(), "{text}");
        }
    }
}
