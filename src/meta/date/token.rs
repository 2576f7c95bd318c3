//! The tokens of a date: numbers, words in lower case, and what stands between them.

use std::borrow::Cow;

use crate::block::normal::nfc;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// Digits, as written.
    Number(Cow<'t, str>),
    /// Letters, in lower case.
    Word(Cow<'t, str>),
    /// Any other visible character.
    Mark(char),
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) kind: Kind<'t>,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// A text of more tokens is read no further: a date stands at the beginning of what carries one.
const MAX_TOKENS: usize = 240;

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    match nfc(text) {
        Cow::Borrowed(text) => pieces(text).iter().map(|piece| piece.token(text)).collect(),
        Cow::Owned(text) => pieces(&text).iter().map(|piece| piece.token(&text).into_owned()).collect(),
    }
}

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Digits,
    Letters,
    Other(char),
}

/// The place of a token in its text.
struct Piece {
    sort: Sort,
    start: usize,
    end: usize,
    /// Whether its letters are in lower case.
    lower: bool,
    spaced: bool,
}

/// The places of the tokens of a text.
fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(16);
    let (mut spaced, mut open) = (false, false);
    // Two words without a space between them: "HealthMARCH 5".
    let mut lower = false;
    let mut next = 0;
    while let Some(c) = text[next..].chars().next() {
        let at = next;
        next += c.len_utf8();
        if c.is_whitespace() && c != '\t' {
            (spaced, open) = (true, false);
            continue;
        }
        // The rest of a run of small letters or digits of ASCII is no other token.
        let rest = &text.as_bytes()[next..];
        next += match c {
            'a'..='z' => rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count(),
            '0'..='9' => rest.iter().take_while(|byte| byte.is_ascii_digit()).count(),
            _ => 0,
        };
        let glued = lower && c.is_uppercase();
        lower = c.is_lowercase();
        let (sort, end) = (sort(c), next);
        let same = lower || c.is_ascii() && !c.is_ascii_uppercase() || c.to_lowercase().eq([c]);
        if let Some(last) = out.last_mut().filter(|last| open && !glued && last.takes(text, sort, c)) {
            last.end = end;
            last.lower &= same;
        } else if out.len() < MAX_TOKENS {
            out.push(Piece { sort, start: at, end, lower: same, spaced });
        } else {
            break;
        }
        (spaced, open) = (false, true);
    }
    out
}

fn sort(c: char) -> Sort {
    if c.is_ascii_digit() {
        Sort::Digits
    } else if c.is_alphabetic() {
        Sort::Letters
    } else {
        Sort::Other(c)
    }
}

impl Piece {
    /// Whether it goes on with a character.
    fn takes(&self, text: &str, sort: Sort, c: char) -> bool {
        // "3月12日午後": the day ends a date, unless it is a weekday's or a paper's.
        let ended = || text[..self.end].ends_with('日') && !matches!(c, '曜' | '報' | '报' | '期');
        match self.sort {
            Sort::Digits => sort == Sort::Digits,
            Sort::Letters => sort == Sort::Letters && !ended(),
            Sort::Other(_) => false,
        }
    }

    fn token<'t>(&self, text: &'t str) -> Token<'t> {
        let text = &text[self.start..self.end];
        let kind = match self.sort {
            Sort::Digits => Kind::Number(text.into()),
            Sort::Letters if self.lower => Kind::Word(text.into()),
            Sort::Letters if text.is_ascii() => Kind::Word(text.to_ascii_lowercase().into()),
            Sort::Letters => Kind::Word(text.chars().flat_map(char::to_lowercase).collect()),
            Sort::Other(c) => Kind::Mark(c),
        };
        Token { kind, spaced: self.spaced }
    }
}

impl Token<'_> {
    fn into_owned(self) -> Token<'static> {
        let kind = match self.kind {
            Kind::Number(digits) => Kind::Number(digits.into_owned().into()),
            Kind::Word(word) => Kind::Word(word.into_owned().into()),
            Kind::Mark(c) => Kind::Mark(c),
        };
        Token { kind, spaced: self.spaced }
    }

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
