//! Pages, damaged: what disks, crawlers and attackers do to them, drawn from a seed.
//!
//! A case is a function of the seed and its number alone, so that any of them can be made again.

use tinsach::batch::Weigh;
use tinsach::{Kind, Record};

use crate::dice::Dice;

/// A page to be damaged.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) kind: Kind,
    pub(crate) url: Option<String>,
}

/// A page as it came out.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) number: u64,
    /// Of what it was made, and how.
    pub(crate) story: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) kind: Kind,
    pub(crate) url: Option<String>,
    pub(crate) content_type: Option<&'static str>,
}

impl Case {
    pub(crate) fn record(&self) -> Record<'_> {
        let record = Record::bytes(&self.bytes, self.url.as_deref()).with_kind(self.kind);
        record.with_content_type(self.content_type)
    }
}

impl Weigh for Case {
    fn weight(&self) -> usize {
        self.bytes.len()
    }
}

/// The longest case, in bytes: a page of the corpora has about 170,000, and two may be joined.
const LONGEST: usize = 1 << 20;

/// Encodings that a header claims; what is in the page is another matter.
const CLAIMS: [&str; 8] = [
    "text/html; charset=utf-16",
    "text/html; charset=windows-1258",
    "text/html; charset=shift_jis",
    "text/html; charset=gb18030",
    "text/html; charset=iso-2022-jp",
    "text/html; charset=x-user-defined",
    "text/html; charset=utf-8",
    "text/plain",
];

/// What nobody expects in the middle of a page.
const PIECES: [&[u8]; 16] = [
    b"<![CDATA[",
    b"<!--",
    b"<script>",
    b"</body></html>",
    b"<plaintext>",
    b"<svg><desc>",
    b"<math><mtext><table>",
    b"<template>",
    b"<select><option>",
    b"<table><tr><td>",
    b"<frameset>",
    b"<base href='javascript:'>",
    b"&#0;&#x110000;&amp;amp;",
    b"\0\0\0\0",
    b"\xff\xfe\x1b$B\x80",
    "\u{301}\u{323}\u{301}\u{feff}\u{202e}".as_bytes(),
];

/// The case of that number.
pub(crate) fn case(wholes: &[Whole], seed: u64, number: u64) -> Case {
    let mut dice = Dice::of(seed, number);
    let whole = &wholes[dice.roll(wholes.len())];
    let mut case = Case {
        number,
        story: whole.name.clone(),
        bytes: whole.bytes.clone(),
        kind: whole.kind,
        url: whole.url.clone(),
        content_type: None,
    };
    // Every eighth stays as it is.
    let times = if dice.roll(8) == 0 { 0 } else { 1 + dice.roll(3) };
    for _ in 0..times {
        let done = damage(&mut case, wholes, &mut dice);
        case.story = format!("{}, {done}", case.story);
    }
    case.bytes.truncate(LONGEST);
    case
}

fn damage(case: &mut Case, wholes: &[Whole], dice: &mut Dice) -> &'static str {
    let bytes = &mut case.bytes;
    match dice.roll(9) {
        0 => {
            flip(bytes, dice);
            "bits flipped"
        }
        1 => {
            bytes.truncate(dice.roll(bytes.len() + 1));
            "cut off"
        }
        2 => {
            repeat(bytes, dice);
            "a tag repeated"
        }
        3 => {
            case.content_type = Some(dice.pick(&CLAIMS));
            "an encoding claimed"
        }
        4 => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            *bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            "written as UTF-16"
        }
        5 => {
            splice(bytes, &wholes[dice.roll(wholes.len())].bytes, dice);
            "joined with another page"
        }
        6 => {
            let at = dice.roll(bytes.len() + 1);
            bytes.splice(at..at, dice.pick(&PIECES).iter().copied());
            "a piece put in"
        }
        7 => {
            case.kind = [Kind::Auto, Kind::Html, Kind::Text][dice.roll(3)];
            "read as another kind"
        }
        _ => {
            take_out(bytes, dice);
            "a tag taken out"
        }
    }
}

fn flip(bytes: &mut [u8], dice: &mut Dice) {
    if bytes.is_empty() {
        return;
    }
    for _ in 0..=dice.roll(64) {
        let at = dice.roll(bytes.len());
        bytes[at] ^= 1 << dice.roll(8);
    }
}

/// A tag somewhere: where it begins, and one past its end.
fn tag(bytes: &[u8], dice: &mut Dice) -> Option<(usize, usize)> {
    let from = dice.roll(bytes.len() + 1);
    let begin = from + bytes[from..].iter().position(|&byte| byte == b'<')?;
    let end = begin + bytes[begin..].iter().position(|&byte| byte == b'>')? + 1;
    Some((begin, end))
}

fn repeat(bytes: &mut Vec<u8>, dice: &mut Dice) {
    if let Some((begin, end)) = tag(bytes, dice) {
        // A long one, as of a script, is not worth that many copies.
        let times = 1 + dice.roll(2000.min(1 + LONGEST / 8 / (end - begin)));
        let copies = bytes[begin..end].repeat(times);
        bytes.splice(begin..begin, copies);
    }
}

fn take_out(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(8) {
        if let Some((begin, end)) = tag(bytes, dice) {
            bytes.drain(begin..end);
        }
    }
}

/// The beginning of one page and the end of another.
fn splice(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    bytes.truncate(dice.roll(bytes.len() + 1));
    bytes.extend_from_slice(&other[dice.roll(other.len() + 1)..]);
}
