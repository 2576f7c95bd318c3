//! Signs that a source is not what it says: bytes that text in UTF-8 hardly ever has side by side.
//!
//! Nearly every page is good UTF-8, and what finds that out has to cost next to nothing: one pass that stops at `&` and at
//! the two bytes that the letters of Latin-1 begin with. It decides nothing; those who do look at the whole text.

use super::references::reference_at;

/// What was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// The first character reference that was escaped twice.
    pub(super) doubled: Option<usize>,
    /// Letters of Latin-1.
    letters: usize,
    /// Letters behind others behind which only VNI or windows-1258 have them often.
    pairs: usize,
    /// Signs of Latin-1 between letters, as in TCVN3 and VISCII.
    inside: usize,
    /// Beginnings of UTF-8 that was misread.
    misread: usize,
    /// `ð` and `Ð`.
    eths: usize,
}

/// So many signs inside of words, or misread beginnings, are no chance.
const SURE: usize = 2;

/// So many pairs are looked at, and one in so many letters of Latin-1 has to be in one: in Spanish or French text far
/// fewer are, in VNI nearly half.
const PAIRS: usize = 4;
const LETTERS_PER_PAIR: usize = 16;

impl Signs {
    /// What a text shows.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut signs = Self::default();
        let mut from = 0;
        while let Some(at) = next_stop(bytes, from) {
            from = at + 1;
            match bytes[at] {
                b'&' => signs.reference(bytes, at),
                // The second byte's lower six bits, and of these two first bytes the lowest one.
                first => {
                    let code = bytes.get(at + 1).map_or(0, |byte| (first << 6) | (byte & 0x3f));
                    signs.take(code, bytes, (at, at + 2));
                }
            }
        }
        signs
    }

    /// Takes in a character of Latin-1 that stands in that range.
    #[inline]
    fn take(&mut self, code: u8, bytes: &[u8], (start, end): (usize, usize)) {
        let before = start.checked_sub(1).map_or(0, |at| bytes[at]);
        let after = bytes.get(end).copied().unwrap_or_default();
        if code < 0xc0 {
            // Soft hyphens, the blank that does not break, accents for apostrophes and the point of Catalan stand in words.
            let in_words = !matches!(code, 0..=0xa0 | 0xad | 0xb4 | 0xb7);
            let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
            self.inside += usize::from(in_words && letters);
            return;
        }
        self.letters += 1;
        self.eths += usize::from(code | 0x20 == 0xf0);
        let mut base = BASES[usize::from(before)];
        if base == SECOND {
            base = base_of_two(before, bytes, start);
        }
        self.pairs += usize::from(MARKS[usize::from(code & 0x3f)] & base != 0);
        if after >= 0x80 || after == b'&' {
            self.misread += usize::from(is_misread(code, bytes, end));
        }
    }

    /// Takes in an `&`.
    fn reference(&mut self, bytes: &[u8], at: usize) {
        let rest = &bytes[at + 1..];
        if let Some(rest) = rest.strip_prefix(b"amp;") {
            if self.doubled.is_none() && is_doubled(rest) {
                self.doubled = Some(at);
            }
            return;
        }
        // What most references are (quotes, brackets, blanks, signs beyond Latin-1) is passed by its first letters.
        let may_be_letter = match *rest {
            [b'#', second, ..] => matches!(second, b'1' | b'2' | b'x' | b'X'),
            [b'g' | b'q', ..] | [b'n', b'b', ..] | [] => false,
            [b'l', second, ..] => second == b'a',
            [first, ..] => first.is_ascii_alphabetic(),
        };
        if !may_be_letter {
            return;
        }
        // At the beginning of a word it may be an eth, or begin what was misread: Â, Ã, Ä, Æ, á, â.
        let before = at.checked_sub(1).map_or(0, |at| bytes[at]);
        let is_inside = before.is_ascii_alphabetic() || before == b';' || before >= 0x80;
        if !is_inside && !matches!(rest[0], b'#' | b'A' | b'a' | b'E' | b'e') {
            return;
        }
        let Some((c, length)) = reference_at(bytes, at) else { return };
        if let Ok(code @ 0xa1..) = u8::try_from(u32::from(c)) {
            self.take(code, bytes, (at, at + length));
        }
    }

    /// Whether the text may be typed in another encoding.
    pub(super) const fn may_be_typed(&self) -> bool {
        self.inside >= SURE || (self.pairs >= PAIRS && self.pairs * LETTERS_PER_PAIR >= self.letters)
    }

    /// Whether a page with fonts of other encodings may be typed in them.
    pub(super) const fn may_be_typed_in_part(&self) -> bool {
        self.pairs >= PAIRS
    }

    /// Whether the text may be UTF-8 that was misread.
    pub(super) const fn may_be_misread(&self) -> bool {
        self.misread >= SURE
    }

    /// Whether there is an Icelandic letter that may be a Vietnamese one.
    pub(super) const fn has_eth(&self) -> bool {
        self.eths > 0
    }
}

/// So many steps of eight bytes are made before a search that begins slower and is faster then: two stops in three are no
/// further away on the pages of vn-dev.
const STEPS: usize = 4;

/// The next `&`, C2 or C3 from `at` on.
#[inline]
fn next_stop(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    for _ in 0..STEPS {
        let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) else { break };
        let eight = u64::from_le_bytes(*eight);
        // A byte that is zero after what is sought was taken off it; above the lowest such byte there may be others.
        let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & (ONES << 7);
        let stops = zero((eight ^ (ONES * 0xc2)) & !ONES) | zero(eight ^ (ONES * 0x26));
        if stops != 0 {
            return Some(at + (stops.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    memchr::memchr3(b'&', 0xc2, 0xc3, bytes.get(at..)?).map(|found| at + found)
}

/// Whether what follows an `&amp;` is the rest of a reference.
pub(super) fn is_doubled(rest: &[u8]) -> bool {
    let name = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    name >= 2 && rest.get(name) == Some(&b';') && !rest.starts_with(b"lt;")
}

/// Whether a letter and what stands behind it begin a misread character: for two bytes of UTF-8 one more character, for
/// three two.
fn is_misread(code: u8, bytes: &[u8], end: usize) -> bool {
    let follows = |at: usize| match *bytes.get(at..).unwrap_or_default() {
        [b'&', ..] => reference_at(bytes, at).map(|(_, length)| at + length),
        // The signs of Latin-1, and what else windows-1252 has from 80 to 9F.
        [0xc2 | 0xc5 | 0xcb, ..] | [0xc6, 0x92, ..] => Some(at + 2),
        [0xe2, 0x80 | 0x82 | 0x84, ..] => Some(at + 3),
        _ => None,
    };
    match code {
        0xc2..=0xdf => follows(end).is_some(),
        0xe0..=0xf4 => follows(end).and_then(follows).is_some(),
        _ => false,
    }
}

/// The letters that marks stand behind, as bits.
const A: u8 = 1;
const E: u8 = 2;
const O: u8 = 4;
const U: u8 = 8;
const Y: u8 = 16;
/// `ô` and `ö`, to which VNI puts tones; letters with circumflex, breve or horn, to which windows-1258 does.
const HORN: u8 = 32;
const SHAPED: u8 = 64;

/// The second byte of a letter beyond ASCII, which says nothing alone.
const SECOND: u8 = 128;

/// The bit of a byte as a base.
static BASES: [u8; 256] = {
    let mut bases = [0; 256];
    let letters = [(b'a', A), (b'e', E), (b'o', O), (b'u', U), (b'y', Y)];
    let mut at = 0;
    while at < letters.len() {
        bases[letters[at].0 as usize] = letters[at].1;
        bases[letters[at].0.to_ascii_uppercase() as usize] = letters[at].1;
        at += 1;
    }
    at = 0x80;
    while at < 0xc0 {
        bases[at] = SECOND;
        at += 1;
    }
    bases
};

/// The bit of a letter of two bytes before `start`, the second of which is `second`.
fn base_of_two(second: u8, bytes: &[u8], start: usize) -> u8 {
    if start < 2 || bytes[start - 2] != 0xc3 {
        return 0;
    }
    // Capitals are 20 below their small letters.
    match second | 0x60 {
        // ô, ö; then â, ê, ã, õ, ý.
        0xf4 => HORN | SHAPED,
        0xf6 => HORN,
        0xe2 | 0xea | 0xe3 | 0xf5 | 0xfd => SHAPED,
        _ => 0,
    }
}

/// Behind which letters a letter of Latin-1, from C0 on, is a mark: in VNI, and in windows-1258. Left out are the pairs that
/// Vietnamese itself has (`hoà`, `khoá`, `hoãn`).
static MARKS: [u8; 64] = {
    let mut marks = [0; 64];
    let tones = [0xf9, 0xf8, 0xfb, 0xf5, 0xef];
    let mut at = 0;
    while at < tones.len() {
        marks[tones[at] - 0xc0] = A | E | O | U | Y | HORN;
        at += 1;
    }
    let circumflex = [0xe2, 0xe5, 0xe4];
    at = 0;
    while at < circumflex.len() {
        marks[circumflex[at] - 0xc0] = A | E | O;
        at += 1;
    }
    let no_o = [0xe1, 0xe0, 0xe3];
    at = 0;
    while at < no_o.len() {
        marks[no_o[at] - 0xc0] = A | E;
        at += 1;
    }
    let breve = [0xea, 0xe9, 0xe8, 0xfa, 0xfc, 0xeb];
    at = 0;
    while at < breve.len() {
        marks[breve[at] - 0xc0] = A;
        at += 1;
    }
    // The capitals of VNI.
    at = 0x20;
    while at < 64 {
        marks[at - 0x20] |= marks[at];
        at += 1;
    }
    let of_1258 = [0xcc, 0xd2, 0xde, 0xec, 0xf2];
    at = 0;
    while at < of_1258.len() {
        marks[of_1258[at] - 0xc0] |= SHAPED;
        at += 1;
    }
    marks
};

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn good_text_shows_none() {
        for text in [
            "Hoà bình, khoá học, tạm hoãn: “Ông à, ăn quà quê đi”. Cà phê, đường, ðe.",
            "“REGIÃO” e a informação não são à vista",
            "Élève à Noël, où naît l’été ; « déjà », dit-il, ça va…",
            "don´t l·l 1º R&D &nbsp;&eacute;t&eacute; ?a=b&c=d &lt;p&gt; Donau\u{ad}dampf",
            "Può darsi, perciò è così: più città",
            "En un lugar de la Mancha, aún más, océano y país",
        ] {
            let signs = Signs::of(text);
            assert!(!signs.may_be_typed() && !signs.may_be_misread(), "{text}: {signs:?}");
        }
    }

    #[test]
    fn every_stop_is_found() {
        let text = "a&é¸xxxxxxx'%cÂ&&xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxÃxxéÁ&x";
        for from in 0..text.len() {
            let stop =
                text.bytes().enumerate().skip(from).find(|(_, byte)| [b'&', 0xc2, 0xc3].contains(byte));
            assert_eq!(super::next_stop(text.as_bytes(), from), stop.map(|(at, _)| at));
        }
    }

    #[test]
    fn what_is_typed_or_misread_shows() {
        let typed = |text: &str| Signs::of(text).may_be_typed();
        assert!(typed("cuéc sèng cña ng\u{ad}êi d©n n¨m nay"));
        assert!(typed("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"));
        assert!(typed("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA"));
        assert!(typed("Côòng hoÌa, ðôòc lâòp, mõìi, phýõìng"));
        assert!(typed("n&#168;m c&para;m d&copy;n"));
        assert!(typed("Co&auml;ng ho&oslash;a xa&otilde; ho&auml;i"));
        let misread = |text: &str| Signs::of(text).may_be_misread();
        assert!(misread("Tiáº¿ng Viá»‡t"));
        assert!(misread("donâ€™t, canâ€™t"));
        assert!(misread("C&Atilde;&nbsp; ph&Atilde;&ordf;"));
        assert!(Signs::of("ðe").has_eth() && Signs::of("&ETH;").has_eth() && Signs::of("&#240;").has_eth());
    }
}
