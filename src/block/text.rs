//! What the text of a block tells by itself: lengths, case, punctuation. Language-independent, one pass.
//! What marks in the text told besides (links, pictures) is set by those who took the marks off.

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

/// What is not counted in passing: it ends or closes a sentence, is no character of ASCII, or white space of a rarer kind.
const RARE: u64 = 1 << 62;

/// What the tally gets for each byte: letters, capitals and digits, sixteen bits each from the lowest on, and commas.
static TALLY: [u64; 256] = {
    let mut table = [RARE; 256];
    let mut byte = b' ';
    while byte < 0x80 {
        let c = byte as char;
        let (letter, upper) = (byte.is_ascii_alphabetic() as u64, byte.is_ascii_uppercase() as u64);
        let (digit, comma) = (byte.is_ascii_digit() as u64, (byte == b',') as u64);
        table[byte as usize] = match c {
            ' ' => BLANK,
            _ if is_stop(c) || is_closing(c) => RARE,
            _ => letter | upper << 16 | digit << 32 | comma << 48,
        };
        byte += 1;
    }
    table
};

/// What has been read of a text.
#[derive(Default)]
struct Reading {
    facts: TextFacts,
    tally: u64,
    cjk: u32,
    in_word: bool,
    /// Whether a mark that ends a sentence stands before, only closing ones between.
    stop: bool,
    /// Whether the last character, closing marks and white space aside, ends a sentence.
    ends: bool,
}

impl Reading {
    fn read(&mut self, text: &str) {
        let mut at = 0;
        loop {
            at += self.take_words(&text.as_bytes()[at..]);
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            self.take(c);
        }
        let count = |at: u32, bits: u64| u32::try_from(self.tally >> at & bits).unwrap_or_default();
        self.facts.letters += count(0, 0xffff);
        self.facts.upper += count(16, 0xffff);
        self.facts.digits += count(32, 0xffff);
        self.facts.commas += count(48, 0xfff);
        self.tally = 0;
    }

    /// Takes in words and blanks up to the first rare character; tells how many bytes that was.
    fn take_words(&mut self, bytes: &[u8]) -> usize {
        let (mut words, mut tally) = (0_u32, self.tally);
        let mut before = if self.in_word { 0 } else { BLANK };
        let mut rest = bytes.iter();
        let length = loop {
            let left = rest.as_slice().len();
            let Some(&byte) = rest.next() else { break bytes.len() };
            let kind = TALLY[usize::from(byte)];
            if kind & RARE != 0 {
                break bytes.len() - left;
            }
            // Only the kind of a blank is as great as a blank.
            words += u32::from(before > kind);
            tally = tally.wrapping_add(kind);
            before = kind & BLANK;
        };
        if length == 0 {
            return 0;
        }
        let blank = bytes[0] == b' ';
        self.facts.stops += u32::from(blank && self.stop);
        self.facts.words += words;
        self.ends &= blank && words == 0;
        self.stop = false;
        self.in_word = before != BLANK;
        self.tally = tally;
        length
    }

    fn take(&mut self, c: char) {
        if c.is_whitespace() {
            self.facts.stops += u32::from(std::mem::take(&mut self.stop));
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
        if is_closing(c) {
            return;
        }
        let full = is_full_stop(c);
        self.facts.stops += u32::from(full);
        self.stop = is_stop(c);
        self.ends = self.stop || full;
    }
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
        let mut rest = text;
        while !rest.is_empty() {
            let (part, behind) = rest.split_at(rest.floor_char_boundary(MAX_TALLY));
            reading.read(part);
            rest = behind;
        }
        let Reading { mut facts, cjk, stop, ends, .. } = reading;
        facts.chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        facts.stops += u32::from(stop);
        facts.words += cjk / 2;
        facts.ends_sentence = ends;
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
