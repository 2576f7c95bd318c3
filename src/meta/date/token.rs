//! The tokens of a date: numbers, words in lower case, and what stands between them.

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, as written.
    Number(String),
    /// Letters, in lower case.
    Word(String),
    /// Any other visible character.
    Mark(char),
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// A text of more tokens is read no further: a date stands at the beginning of what carries one.
const MAX_TOKENS: usize = 240;

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut spaced = false;
    let mut open = false;
    // Two words without a space between them: "HealthMARCH 5".
    let mut lower = false;
    for c in crate::block::normal::nfc(text).chars() {
        if c.is_whitespace() && c != '\t' {
            spaced = true;
            open = false;
            continue;
        }
        let glued = lower && c.is_uppercase();
        lower = c.is_lowercase();
        let extended = open && !glued && out.last_mut().is_some_and(|last| extend(&mut last.kind, c));
        if !extended {
            if out.len() >= MAX_TOKENS {
                break;
            }
            out.push(Token { kind: begin(c), spaced });
        }
        open = true;
        spaced = false;
    }
    out
}

fn begin(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Number(c.to_string())
    } else if c.is_alphabetic() {
        Kind::Word(c.to_lowercase().collect())
    } else {
        Kind::Mark(c)
    }
}

fn extend(kind: &mut Kind, c: char) -> bool {
    match kind {
        Kind::Number(digits) if c.is_ascii_digit() => digits.push(c),
        // "3月12日午後": the day ends a date, unless it is a weekday's or a paper's.
        Kind::Word(word) if word.ends_with('日') && !matches!(c, '曜' | '報' | '报' | '期') => {
            return false;
        }
        Kind::Word(word) if c.is_alphabetic() => word.extend(c.to_lowercase()),
        _ => return false,
    }
    true
}

impl Token {
    /// The number, if it has at most four digits.
    pub(super) fn number(&self) -> Option<i16> {
        match &self.kind {
            Kind::Number(digits) if digits.len() <= 4 => digits.parse().ok(),
            _ => None,
        }
    }

    /// The number of one or two digits.
    pub(super) fn short(&self) -> Option<i8> {
        match &self.kind {
            Kind::Number(digits) if digits.len() <= 2 => digits.parse().ok(),
            _ => None,
        }
    }

    /// The digits.
    pub(super) fn digits(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// A year of four digits.
    pub(super) fn year(&self) -> Option<i16> {
        self.number().filter(|year| (1990..2100).contains(year))
    }

    /// The word.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The mark.
    pub(super) const fn mark(&self) -> Option<char> {
        match self.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Whether it is one of these words.
    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| words.contains(&word))
    }
}
