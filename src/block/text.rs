//! What the text of a block tells by itself: lengths, case, punctuation. Language-independent, one pass.
//! What marks in the text told besides (links, pictures) is set by those who took the marks off.

use super::lanes::{LANES, Lanes, MAX_ROUNDS, is_printable, side_by_side, sum};

/// Facts about a block's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextFacts {
    /// Characters, white space included.
    pub chars: u32,
    /// Runs of non-space characters; a CJK character counts as half a word.
    pub words: u32,
    /// Letters.
    pub letters: u32,
    /// Upper-case letters.
    pub upper: u32,
    /// Decimal digits.
    pub digits: u32,
    /// Sentence ends: `.`, `!`, `?`, `…`, `。` followed by white space or the end.
    pub stops: u32,
    /// Commas of any script.
    pub commas: u32,
    /// Whether the last character (closing quotes aside) ends a sentence.
    pub ends_sentence: bool,
    /// Characters inside links, white space left out, where the text itself marks them (Markdown).
    pub linked: u32,
    /// Whether the text is that of a picture, where it is so marked (Markdown).
    pub picture: bool,
}

/// So many bytes are counted before the tally is read, as its smallest count has twelve bits.
const MAX_TALLY: usize = 0xfff;

/// A blank; its bit in the tally means nothing.
const BLANK: u64 = 1 << 63;

/// What is not counted in passing: no character of ASCII, or white space of a rarer kind.
const RARE: u64 = 1 << 62;

/// Bits of the tally: letters, capitals and digits, sixteen each from the lowest on, and commas.
const LETTER: u64 = 1;
const UPPER: u64 = 1 << 16;
const DIGIT: u64 = 1 << 32;
const COMMA: u64 = 1 << 48;

/// What the tally gets for each byte.
static TALLY: [u64; 256] = {
    let mut table = [RARE; 256];
    let mut byte = b' ';
    while byte < 0x80 {
        table[byte as usize] = match byte {
            b' ' => BLANK,
            b'A'..=b'Z' => LETTER | UPPER,
            b'a'..=b'z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b',' => COMMA,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Which characters below U+0250 are in upper case.
static CAPITAL: [bool; 0x250] = {
    let mut table = [false; 0x250];
    let mut code = 0;
    while code < 0x250 {
        if let Some(c) = char::from_u32(code) {
            table[code as usize] = c.is_uppercase();
        }
        code += 1;
    }
    table
};

/// What has been read of a text.
#[derive(Default)]
struct Reading {
    facts: TextFacts,
    /// Counts that are not in the facts yet, and of how many bytes.
    tally: u64,
    tallied: usize,
    cjk: u32,
    in_word: bool,
}

impl Reading {
    /// Each byte is read once, but those behind a mark that may end a sentence: they are looked at as far as marks close.
    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            at += self.take_plain(&bytes[at..]);
            at += self.take_words(&bytes[at..]);
            let Some(c) = text[at..].chars().next().filter(|_| self.tallied < MAX_TALLY) else {
                self.settle();
                continue;
            };
            at += c.len_utf8();
            self.take(c, &text[at..]);
        }
        self.settle();
    }

    /// Moves the tally to the facts.
    fn settle(&mut self) {
        let count = |at: u32, bits: u64| u32::try_from(self.tally >> at & bits).unwrap_or_default();
        self.facts.letters += count(0, 0xffff);
        self.facts.upper += count(16, 0xffff);
        self.facts.digits += count(32, 0xffff);
        self.facts.commas += count(48, 0xfff);
        (self.tally, self.tallied) = (0, 0);
    }

    /// Takes in printable ASCII, sixteen bytes at a time as long as there are more; tells how many bytes that was.
    fn take_plain(&mut self, bytes: &[u8]) -> usize {
        let mut sums = [Lanes::default(); 5];
        let mut at = 0;
        // A word is counted at the blank before it, for which one byte more is looked at.
        while let Some((own, next)) = side_by_side(bytes, at).filter(|(own, _)| is_printable(own)) {
            let [letters, upper, digits, commas, words] = &mut sums;
            for lane in 0..LANES {
                letters[lane] += u8::from((own[lane] | 0x20).wrapping_sub(b'a') < 26);
                upper[lane] += u8::from(own[lane].wrapping_sub(b'A') < 26);
                digits[lane] += u8::from(own[lane].wrapping_sub(b'0') < 10);
                commas[lane] += u8::from(own[lane] == b',');
                words[lane] += u8::from(own[lane] == b' ') & u8::from(next[lane] != b' ');
            }
            at += LANES;
            if at == MAX_ROUNDS * LANES {
                break;
            }
        }
        if at == 0 {
            return 0;
        }
        let [letters, upper, digits, commas, words] = sums.map(sum);
        let last_is_blank = bytes[at - 1] == b' ';
        self.facts.words += words + u32::from(!self.in_word && bytes[0] != b' ');
        self.facts.words -= u32::from(last_is_blank && bytes[at] != b' ');
        self.in_word = !last_is_blank;
        self.facts.letters += letters;
        self.facts.upper += upper;
        self.facts.digits += digits;
        self.facts.commas += commas;
        self.facts.chars += u32::try_from(at).unwrap_or_default();
        at
    }

    /// Takes in words and blanks up to the first rare character, or until the tally is full; tells how many bytes that was.
    fn take_words(&mut self, bytes: &[u8]) -> usize {
        let (mut words, mut tally) = (0_u32, self.tally);
        let mut before = if self.in_word { 0 } else { BLANK };
        let end = bytes.len().min(MAX_TALLY - self.tallied);
        let (mut at, mut behind) = (0, 0);
        while at < end {
            let mut kind = TALLY[usize::from(bytes[at])];
            if kind & RARE != 0 {
                let Some((capital, length)) = latin(&bytes[at..]) else { break };
                kind = if capital { LETTER | UPPER } else { LETTER };
                at += length - 1;
                behind += length - 1;
            }
            // Only the kind of a blank is as great as a blank.
            words += u32::from(before > kind);
            tally = tally.wrapping_add(kind);
            before = kind & BLANK;
            at += 1;
        }
        self.facts.words += words;
        self.facts.chars += u32::try_from(at - behind).unwrap_or_default();
        self.in_word = before != BLANK;
        self.tally = tally;
        // A letter that begins before the end may go beyond it.
        self.tallied = (self.tallied + at).min(MAX_TALLY);
        at
    }

    fn take(&mut self, c: char, rest: &str) {
        self.facts.chars += 1;
        if c.is_whitespace() {
            self.in_word = false;
            return;
        }
        if is_cjk(c) {
            self.cjk += 1;
            self.in_word = false;
        } else if !self.in_word && !is_wide_mark(c) {
            self.in_word = true;
            self.facts.words += 1;
        }
        if let Some(upper) = letter(c) {
            self.facts.letters += 1;
            self.facts.upper += u32::from(upper);
        } else if matches!(c, '，' | '、' | '،') {
            self.facts.commas += 1;
        }
        self.facts.stops += u32::from(is_full_stop(c) || (is_stop(c) && nothing_follows(rest)));
    }
}

/// A letter of the Latin blocks that most languages get along with, in front of the bytes: whether it is a capital, and
/// its length.
fn latin(bytes: &[u8]) -> Option<(bool, usize)> {
    match *bytes {
        [first @ 0xc3..=0xc9, next, ..] => {
            let code = usize::from(first & 0x1f) << 6 | usize::from(next & 0x3f);
            let sign = matches!(code, 0xd7 | 0xf7);
            CAPITAL.get(code).filter(|_| !sign).map(|&capital| (capital, 2))
        }
        // U+1EA0 to U+1EFF: capitals and small letters in turn.
        [0xe1, 0xba, last @ 0xa0..=0xbf, ..] | [0xe1, 0xbb, last, ..] => Some((last & 1 == 0, 3)),
        _ => None,
    }
}

/// Whether white space or the end of the text follows, closing marks aside: what stands before is a sentence end then.
fn nothing_follows(rest: &str) -> bool {
    match rest.as_bytes() {
        [] | [b' ', ..] => true,
        [byte, ..] if byte.is_ascii_alphanumeric() => false,
        _ => rest.trim_start_matches(is_closing).chars().next().is_none_or(char::is_whitespace),
    }
}

/// Whether the last character, closing marks and white space aside, ends a sentence.
fn ends_sentence(text: &str) -> bool {
    if text.as_bytes().last().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c));
    text.ends_with(|c| is_stop(c) || is_full_stop(c))
}

/// Whether a letter is in upper case; nothing for what is no letter.
fn letter(c: char) -> Option<bool> {
    match c {
        // Latin extended additional as far as Vietnamese uses it: capitals and small letters in turn.
        '\u{1ea0}'..='\u{1eff}' => Some(u32::from(c).is_multiple_of(2)),
        '\u{c0}'..='\u{24f}' if !matches!(c, '×' | '÷') => Some(c.is_uppercase()),
        '\0'..='@' | '\u{2010}'..='\u{2027}' => None,
        _ => c.is_alphabetic().then(|| c.is_uppercase()),
    }
}

impl TextFacts {
    /// Measures `text`.
    pub fn of(text: &str) -> Self {
        let mut reading = Reading::default();
        reading.read(text);
        let Reading { mut facts, cjk, .. } = reading;
        let stops = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes());
        let stops = stops.filter(|at| nothing_follows(&text[at + 1..])).count();
        facts.stops += u32::try_from(stops).unwrap_or(u32::MAX);
        facts.words += cjk / 2;
        facts.ends_sentence = ends_sentence(text);
        facts
    }

    /// Whether nearly all of the text is link, as far as the text tells.
    pub const fn is_link(&self) -> bool {
        self.letters > 0 && self.linked * 10 >= (self.letters + self.digits) * 9
    }

    /// Whether the letters are nearly all upper case (and there are at least four).
    pub const fn is_upper(&self) -> bool {
        self.letters >= 4 && self.upper * 10 >= self.letters * 9
    }
}

/// Whether the text ends like a paragraph or announces what follows, closing quotes aside.
pub(crate) fn ends_like_paragraph(text: &str) -> bool {
    without_closing(text).ends_with(|c: char| {
        is_stop(c) || is_full_stop(c) || matches!(c, ':' | ';' | ',' | '：' | '；' | '，' | '、')
    })
}

/// The text without the quotes and parentheses that close at its end.
pub(crate) fn without_closing(text: &str) -> &str {
    text.trim_end_matches(|c| c == ' ' || is_closing(c))
}

/// The marks that end a sentence where white space or the end follows.
pub(crate) const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '।')
}

/// The marks that stand between the characters of scripts without spaces.
const fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// The stops of scripts without spaces: they end a sentence whatever follows them.
const fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

/// Whether the text ends in a colon of any script.
pub(crate) fn ends_in_colon(text: &str) -> bool {
    text.ends_with([':', '：'])
}

/// Whether the text ends in a question or an exclamation mark of any script.
pub(crate) fn ends_in_call(text: &str) -> bool {
    text.ends_with(['?', '!', '？', '！', '؟'])
}

const fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | ')'
            | ']'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '］'
            | '＂'
    )
}

/// Whether the character is one of scripts written without spaces (Han, kana, hangul syllables excluded).
pub(crate) const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::TextFacts;

    #[test]
    fn counts_sentences_not_decimal_points() {
        let facts = TextFacts::of("Giá tăng 3.500 đồng. “Chưa từng có.” Ai tin?");
        assert_eq!((facts.stops, facts.words, facts.ends_sentence), (3, 9, true));
    }

    #[test]
    fn scripts_without_spaces() {
        let facts = TextFacts::of("船は戻った。「まだ早い。」と言い、笑った（いつもの顔で）。");
        assert_eq!((facts.stops, facts.commas, facts.ends_sentence), (3, 1, true));
        // Half a word a character, and marks are no words.
        assert_eq!(TextFacts::of("江岛渡口从前有四十多条渡船").words, 6);
        assert_eq!(TextFacts::of("他说：「走吧！」").words, 2);
    }

    #[test]
    fn every_character_counts_as_its_kind() {
        for c in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let facts = TextFacts::of(&format!("{c}{c}"));
            assert_eq!(facts.letters, 2 * u32::from(c.is_alphabetic()), "{c:?}");
            assert_eq!(facts.upper, 2 * u32::from(c.is_alphabetic() && c.is_uppercase()), "{c:?}");
            assert_eq!((facts.chars, facts.digits), (2, 2 * u32::from(c.is_ascii_digit())), "{c:?}");
            assert!(facts.words <= u32::from(!c.is_whitespace()), "{c:?}");
        }
        let long = TextFacts::of(&"Chợ phiên, 12 hộ. ".repeat(10_000));
        assert_eq!((long.letters, long.upper, long.commas, long.digits), (100_000, 10_000, 10_000, 20_000));
        assert_eq!((long.words, long.stops), (40_000, 10_000));
    }

    #[test]
    fn upper_case_needs_letters() {
        assert!(TextFacts::of("TIN LIÊN QUAN").is_upper());
        assert!(!TextFacts::of("12:30").is_upper());
    }
}
