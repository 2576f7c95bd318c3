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

impl TextFacts {
    /// Measures `text`.
    pub fn of(text: &str) -> Self {
        let mut facts = Self::default();
        let (mut cjk, mut in_word, mut stop_pending, mut last) = (0u32, false, false, ' ');
        for c in text.chars() {
            facts.chars += 1;
            if c.is_whitespace() {
                facts.stops += u32::from(stop_pending);
                stop_pending = false;
                in_word = false;
                continue;
            }
            if is_cjk(c) {
                cjk += 1;
                in_word = false;
            } else if !in_word && !is_wide_mark(c) {
                in_word = true;
                facts.words += 1;
            }
            facts.count(c);
            if is_full_stop(c) {
                facts.stops += 1;
                stop_pending = false;
            } else if is_stop(c) {
                stop_pending = true;
            } else if !is_closing(c) {
                stop_pending = false;
            }
            if !is_closing(c) {
                last = c;
            }
        }
        facts.stops += u32::from(stop_pending);
        facts.words += cjk / 2;
        facts.ends_sentence = is_stop(last) || is_full_stop(last);
        facts
    }

    fn count(&mut self, c: char) {
        if c.is_alphabetic() {
            self.letters += 1;
            self.upper += u32::from(c.is_uppercase());
        } else if c.is_ascii_digit() {
            self.digits += 1;
        } else if matches!(c, ',' | '，' | '、' | '،') {
            self.commas += 1;
        }
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
    fn upper_case_needs_letters() {
        assert!(TextFacts::of("TIN LIÊN QUAN").is_upper());
        assert!(!TextFacts::of("12:30").is_upper());
    }
}
