//! The Vietnamese encodings of before Unicode: their names, and how a word written in one of them is read.
//!
//! A word comes as the characters that its bytes are in windows-1252, whether it was bytes a moment ago or was typed into a
//! page of another encoding through a font that shows other letters. Knows nothing of pages, and decides nothing.

mod tables;

use encoding_rs::WINDOWS_1252;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::syllable::is_syllable;
use tables::{NONE, TCVN3, VISCII, VISCII_CONTROLS, VNI_PAIRS, VNI_SINGLES, WINDOWS_1258};

/// A Vietnamese encoding with 256 codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) enum Legacy {
    Tcvn3,
    Vni,
    Viscii,
    Windows1258,
}

impl Legacy {
    pub(super) const ALL: [Self; 4] = [Self::Tcvn3, Self::Vni, Self::Viscii, Self::Windows1258];

    /// Its name in output and traces.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
            Self::Viscii => "VISCII",
            Self::Windows1258 => "windows-1258",
        }
    }

    /// The encoding that a label in lower case names, as far as the Encoding Standard does not know it. Sources: the IANA
    /// registry for VISCII; the names that the browsers and iconv of the time had for the others.
    pub(super) fn for_label(label: &str) -> Option<Self> {
        match label {
            "viscii" | "csviscii" | "x-viet-viscii" | "viscii1.1-1" => Some(Self::Viscii),
            "tcvn" | "tcvn3" | "tcvn-5712" | "tcvn5712-1" | "tcvn5712-1:1993" | "x-viet-tcvn"
            | "x-viet-tcvn5712" | "vscii" => Some(Self::Tcvn3),
            "vni" | "x-viet-vni" => Some(Self::Vni),
            _ => None,
        }
    }

    /// The word as it was meant, in NFC. Nothing where it holds letters that this encoding cannot have typed: it is
    /// Unicode already.
    pub(super) fn read(self, word: &str) -> Option<String> {
        if word.chars().any(|c| c > '\u{ff}' && c.is_alphabetic() && code(c).is_none()) {
            return None;
        }
        Some(match self {
            Self::Vni => vni(word),
            Self::Viscii => viscii(word),
            Self::Tcvn3 => word.chars().map(|c| of_table(c, &TCVN3)).collect(),
            Self::Windows1258 => word.chars().map(windows_1258).nfc().collect(),
        })
    }

    /// Whether words hold a character of ASCII that is a letter here.
    pub(super) fn is_control_letter(self, byte: u8) -> bool {
        self == Self::Viscii && VISCII_CONTROLS.iter().any(|(code, _)| *code == byte)
    }
}

/// The code beyond ASCII that a character has in windows-1252; controls stand for themselves, as browsers read them.
pub(super) fn code(c: char) -> Option<u8> {
    match u32::from(c) {
        0x80..=0xff => u8::try_from(u32::from(c)).ok(),
        0x152..=0x2122 => high().iter().zip(0x80..).find(|(it, _)| **it == c).map(|(_, byte)| byte),
        _ => None,
    }
}

/// The characters of the codes 80 to 9F of windows-1252 (index of windows-1252 in the Encoding Standard).
pub(super) const fn high() -> &'static [char; 32] {
    &[
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ]
}

/// Bytes as windows-1252, however little of it they are.
pub(super) fn as_windows_1252(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

fn of_table(c: char, table: &[char; 128]) -> char {
    let there = code(c).and_then(|byte| table.get(usize::from(byte) - 0x80));
    there.copied().filter(|it| *it != NONE).unwrap_or(c)
}

/// A character of windows-1258; tones stand behind their letters as marks.
fn windows_1258(c: char) -> char {
    let byte = code(c);
    WINDOWS_1258.iter().find(|(code, _)| Some(*code) == byte).map_or(c, |(_, letter)| *letter)
}

/// The code beyond ASCII that a character has in windows-1258.
pub(super) fn code_1258(c: char) -> Option<u8> {
    match WINDOWS_1258.iter().find(|(_, letter)| *letter == c) {
        Some((byte, _)) => Some(*byte),
        None => code(c).filter(|byte| WINDOWS_1258.iter().all(|(other, _)| other != byte)),
    }
}

/// The capital of one letter.
fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

fn vni(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 8);
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let small = c.to_lowercase().next().unwrap_or(c);
        let pair = chars.peek().and_then(|mark| {
            let mark = mark.to_lowercase().next()?;
            let (_, marks) = VNI_PAIRS.iter().find(|(base, _)| *base == small)?;
            marks.iter().find(|(it, _)| *it == mark).map(|(_, letter)| *letter)
        });
        let single = || VNI_SINGLES.iter().find(|(it, _)| *it == small).map(|(_, letter)| *letter);
        let letter = match pair {
            Some(letter) => {
                chars.next();
                letter
            }
            None => single().unwrap_or(small),
        };
        out.push(if c == small { letter } else { upper(letter) });
    }
    out
}

fn viscii(word: &str) -> String {
    let letters = |part: &str| -> String { part.chars().map(viscii_letter).collect() };
    let mut parts = word.split('\u{a0}');
    let mut out = letters(parts.next().unwrap_or_default());
    for part in parts {
        // A0 is Õ, and the blank that does not break in everything that makes HTML: Õ where capitals need it for a syllable.
        let part = letters(part);
        let last = out.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let next = part.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let word = format!("{last}Õ{next}");
        let capital = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
        out.push(if capital && is_syllable(&word) { 'Õ' } else { '\u{a0}' });
        out += &part;
    }
    // Quotes, which VISCII does not have, around a word that is none with them. One that stands alone is a letter (`Ở`).
    let marks = |c: char| matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•');
    let bare = word.trim_matches(marks);
    if bare.len() < word.len() && !is_syllable(&out) && is_syllable(&letters(bare)) {
        let start = word.len() - word.trim_start_matches(marks).len();
        let end = word.trim_end_matches(marks).len();
        return format!("{}{}{}", &word[..start], letters(bare), &word[end..]);
    }
    out
}

fn viscii_letter(c: char) -> char {
    let control = VISCII_CONTROLS.iter().find(|(code, _)| char::from(*code) == c);
    control.map_or_else(|| of_table(c, &VISCII), |(_, letter)| *letter)
}

/// Small letters of TCVN3 among capitals as capitals: the encoding has none with tones, and who wrote a heading in capitals
/// typed the rest through a font whose small letters look like capitals, or not at all. Words that may be either are raised
/// only where everything around them is in capitals.
pub(super) fn capitals(text: &str) -> Option<String> {
    let words: Vec<(usize, &str, Shape)> =
        words_of(text).map(|(at, word)| (at, word, Shape::of(word))).collect();
    let any_small = words.iter().any(|(_, _, shape)| *shape == Shape::Small);
    let is_raised = |shape: Shape| shape == Shape::Mixed || (shape == Shape::Open && !any_small);
    if !words.iter().any(|(_, _, shape)| *shape == Shape::Mixed) {
        return None;
    }
    let (mut out, mut copied) = (String::with_capacity(text.len()), 0);
    for (start, word, _) in words.into_iter().filter(|(_, _, shape)| is_raised(*shape)) {
        out.push_str(&text[copied..start]);
        out.extend(word.chars().map(upper));
        copied = start + word.len();
    }
    Some(out + &text[copied..])
}

fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// How a word of TCVN3 is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// In capitals.
    Capitals,
    /// In capitals, as far as the encoding has them: a small letter with a tone stands behind two capitals or before one.
    Mixed,
    /// So that it may be either: its small letters are all such as have no capital.
    Open,
    /// With small letters.
    Small,
}

impl Shape {
    fn of(word: &str) -> Self {
        let (mut capitals, mut open) = (0, 0);
        let mut mixed = false;
        for c in word.chars() {
            if c.is_uppercase() {
                mixed |= open > 0;
                capitals += 1;
            } else if TCVN3.contains(&c) && !TCVN3.contains(&upper(c)) {
                mixed |= capitals > 1;
                open += 1;
            } else {
                return Self::Small;
            }
        }
        match (open, capitals) {
            (0, 0..=1) => Self::Small,
            (0, _) => Self::Capitals,
            _ if mixed => Self::Mixed,
            _ => Self::Open,
        }
    }
}

#[cfg(test)]
mod tests;
