//! Unicode into the Vietnamese encodings, for tests: written from the other side than what reads them.

use unicode_normalization::UnicodeNormalization;

use super::legacy::Legacy;

/// The letters of Vietnamese beyond ASCII, small.
pub(super) const LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

/// The codes of VISCII in the order of [`LETTERS`], small letters and capitals (RFC 1456, the table by letters).
const VISCII_SMALL: [u8; 67] = [
    0xe0, 0xe1, 0xe4, 0xe3, 0xd5, 0xe5, 0xa2, 0xa1, 0xc6, 0xc7, 0xa3, 0xe2, 0xa5, 0xa4, 0xa6, 0xe7, 0xa7,
    0xf0, 0xe8, 0xe9, 0xeb, 0xa8, 0xa9, 0xea, 0xab, 0xaa, 0xac, 0xad, 0xae, 0xec, 0xed, 0xef, 0xee, 0xb8,
    0xf2, 0xf3, 0xf6, 0xf5, 0xf7, 0xf4, 0xb0, 0xaf, 0xb1, 0xb2, 0xb5, 0xbd, 0xb6, 0xbe, 0xb7, 0xde, 0xfe,
    0xf9, 0xfa, 0xfc, 0xfb, 0xf8, 0xdf, 0xd7, 0xd1, 0xd8, 0xe6, 0xf1, 0xcf, 0xfd, 0xd6, 0xdb, 0xdc,
];
const VISCII_CAPITAL: [u8; 67] = [
    0xc0, 0xc1, 0xc4, 0xc3, 0x80, 0xc5, 0x82, 0x81, 0x02, 0x05, 0x83, 0xc2, 0x85, 0x84, 0x86, 0x06, 0x87,
    0xd0, 0xc8, 0xc9, 0xcb, 0x88, 0x89, 0xca, 0x8b, 0x8a, 0x8c, 0x8d, 0x8e, 0xcc, 0xcd, 0x9b, 0xce, 0x98,
    0xd2, 0xd3, 0x99, 0xa0, 0x9a, 0xd4, 0x90, 0x8f, 0x91, 0x92, 0x93, 0xb4, 0x96, 0x95, 0x97, 0xb3, 0x94,
    0xd9, 0xda, 0x9c, 0x9d, 0x9e, 0xbf, 0xbb, 0xba, 0xbc, 0xff, 0xb9, 0x9f, 0xdd, 0x14, 0x19, 0x1e,
];
/// The codes of TCVN3 in the same order: small letters.
const TCVN3_SMALL: [u8; 67] = [
    0xb5, 0xb8, 0xb6, 0xb7, 0xb9, 0xa8, 0xbb, 0xbe, 0xbc, 0xbd, 0xc6, 0xa9, 0xc7, 0xca, 0xc8, 0xc9, 0xcb,
    0xae, 0xcc, 0xd0, 0xce, 0xcf, 0xd1, 0xaa, 0xd2, 0xd5, 0xd3, 0xd4, 0xd6, 0xd7, 0xdd, 0xd8, 0xdc, 0xde,
    0xdf, 0xe3, 0xe1, 0xe2, 0xe4, 0xab, 0xe5, 0xe8, 0xe6, 0xe7, 0xe9, 0xac, 0xea, 0xed, 0xeb, 0xec, 0xee,
    0xef, 0xf3, 0xf1, 0xf2, 0xf4, 0xad, 0xf5, 0xf8, 0xf6, 0xf7, 0xf9, 0xfa, 0xfd, 0xfb, 0xfc, 0xfe,
];

/// The text in an encoding; nothing where it has no code for a character.
pub(super) fn bytes(legacy: Legacy, text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_ascii() {
            out.push(u8::try_from(c).ok()?);
            continue;
        }
        match legacy {
            Legacy::Viscii => out.push(of_list(c, &VISCII_SMALL, Some(&VISCII_CAPITAL))?),
            Legacy::Tcvn3 => {
                let plain = "ĂÂĐÊÔƠƯ".chars().zip([0xa1, 0xa2, 0xa7, 0xa3, 0xa4, 0xa5, 0xa6]);
                let capital = plain.clone().find(|(it, _)| *it == c).map(|(_, code)| code);
                out.push(capital.or_else(|| of_list(c, &TCVN3_SMALL, None))?);
            }
            Legacy::Vni => out.extend(vni(c)?),
            Legacy::Windows1258 => out.extend(windows_1258(c)?),
        }
    }
    Some(out)
}

fn of_list(c: char, small: &[u8; 67], capitals: Option<&[u8; 67]>) -> Option<u8> {
    let place = |c: char| LETTERS.chars().position(|it| it == c);
    match place(c) {
        Some(at) => Some(small[at]),
        None => capitals.and_then(|list| place(c.to_lowercase().next()?).map(|at| list[at])),
    }
}

/// The letter's base, whether it has circumflex, breve or horn, and its tone.
fn parts(c: char) -> (char, Option<char>, Option<char>) {
    let mut marks = c.nfd();
    let base = marks.next().unwrap_or(c);
    let (mut shape, mut tone) = (None, None);
    for mark in marks {
        if matches!(mark, '\u{302}' | '\u{306}' | '\u{31b}') {
            shape = Some(mark);
        } else {
            tone = Some(mark);
        }
    }
    (base, shape, tone)
}

/// VNI: its keyboard's rule, a base and one mark; the marks of circumflex and breve are other ones for each tone.
fn vni(c: char) -> Option<Vec<u8>> {
    let (base, shape, tone) = parts(c);
    let is_capital = c.is_uppercase();
    let place = tone.map_or(Some(0), |tone| {
        "\u{301}\u{300}\u{309}\u{303}\u{323}".chars().position(|it| it == tone).map(|at| at + 1)
    })?;
    let plain = [None, Some(0xf9), Some(0xf8), Some(0xfb), Some(0xf5), Some(0xef)];
    let (base, mark): (u8, Option<u8>) = match (base.to_ascii_lowercase(), shape) {
        ('đ' | 'Đ', _) => (0xf1, None),
        ('i', _) => ([b'i', 0xed, 0xec, 0xe6, 0xf3, 0xf2][place], None),
        ('y', _) if place == 5 => (0xee, None),
        (base, Some('\u{302}')) => {
            (u8::try_from(base).ok()?, Some([0xe2, 0xe1, 0xe0, 0xe5, 0xe3, 0xe4][place]))
        }
        (base, Some('\u{306}')) => {
            (u8::try_from(base).ok()?, Some([0xea, 0xe9, 0xe8, 0xfa, 0xfc, 0xeb][place]))
        }
        ('o', Some(_)) => (0xf4, plain[place]),
        ('u', Some(_)) => (0xf6, plain[place]),
        (base @ 'a'..='z', None) => (u8::try_from(base).ok()?, plain[place]),
        _ => return None,
    };
    // The capitals of Latin-1 are 20 below their small letters, as in ASCII.
    let lift = u8::from(is_capital) * 0x20;
    Some([Some(base - lift), mark.map(|mark| mark - lift)].into_iter().flatten().collect())
}

/// windows-1258 as Windows writes it: the letter without its tone, then the tone, but for letters that have a code.
fn windows_1258(c: char) -> Option<Vec<u8>> {
    let direct = |c: char| {
        let text = c.to_string();
        let (bytes, _, failed) = encoding_rs::WINDOWS_1258.encode(&text);
        (!failed && bytes.len() == 1).then(|| bytes[0])
    };
    if let Some(byte) = direct(c) {
        return Some(vec![byte]);
    }
    let (base, shape, tone) = parts(c);
    let letter = match shape {
        Some(mark) => unicode_normalization::char::compose(base, mark)?,
        None => base,
    };
    Some(vec![direct(letter)?, direct(tone?)?])
}
