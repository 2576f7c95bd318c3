//! Text in Vietnamese encodings of before Unicode: which one, where on the page, and what it says.
//!
//! The text comes as the characters that its bytes are in windows-1252 ([`super::legacy`]). What tells the encodings apart
//! is Vietnamese spelling: read in the right one, nearly every word that changes becomes a syllable, in a wrong one hardly
//! any. Text without marks is decided on for the whole page; text in a font that shows another encoding, for that font.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::decoding::{Repair, RepairKind, Why};
use super::legacy::{Legacy, capitals};
use super::segments::{Mark, Segment, segments};
use super::syllable::is_syllable;
use crate::record::Kind;

/// So many words have to become syllables before a page without marks is read in another encoding, and so many different
/// ones. Of the 400-character samples in the tests the poorest has three times as many.
const WORDS: usize = 8;
const DIFFERENT: usize = 6;

/// So many do, where the page declares the encoding or asks for its fonts elsewhere.
const WORDS_KNOWN: usize = 2;

/// That share of the words that change has to become syllables. Read rightly it is nearly all (foreign names are not); the
/// rest is doubt, and what is in doubt is not touched.
const SHARE: f64 = 0.85;

/// The same in fonts that can show nothing else.
const SHARE_MARKED: f64 = 0.6;

/// So many words are evidence enough, however long the page.
const ENOUGH: usize = 1000;

/// One in so many words may be a syllable as it stands: more, and the text is Unicode whose letters are all of Latin-1. In
/// TCVN3 it is about one in four by chance (`mét` is `một`), in the others hardly any.
const STAND: usize = 2;

/// Text of which one word in so many has letters beyond Latin-1 is Unicode, whatever its font is called and whatever its
/// other words could be.
const UNICODE: usize = 4;

/// What a page says when its text is read as it was meant.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) text: String,
    /// The encoding of most of what was read.
    pub(super) legacy: Legacy,
    /// Whether that is most of the page's text beyond ASCII.
    pub(super) is_whole: bool,
    /// Whether fonts told it, for the most part.
    pub(super) by_fonts: bool,
    /// The share of words that became syllables.
    pub(super) score: f64,
    /// The words that were read anew, by encoding.
    words: Vec<(Legacy, usize)>,
}

/// What speaks for an encoding.
#[derive(Clone, Debug, Default)]
struct Evidence {
    /// Words that change and become syllables; those that become none.
    valid: usize,
    invalid: usize,
    /// Words that change and were syllables as they stood.
    stood: usize,
    different: BTreeSet<String>,
}

impl Evidence {
    fn share(&self) -> f64 {
        self.valid as f64 / (self.valid + self.invalid).max(1) as f64
    }

    fn take(&mut self, legacy: Legacy, word: &str) {
        let Some(read) = legacy.read(word).filter(|read| read != word) else { return };
        for part in foreign(&read) {
            if is_syllable(part) {
                self.valid += 1;
                if self.different.len() < DIFFERENT {
                    self.different.insert(part.to_lowercase());
                }
            } else {
                self.invalid += 1;
            }
        }
        self.stood += usize::from(stands(word));
    }

    /// Whether it is enough for text without marks.
    fn tells(&self, known: bool) -> bool {
        let (words, different) = if known { (WORDS_KNOWN, WORDS_KNOWN) } else { (WORDS, DIFFERENT) };
        self.valid >= words
            && self.different.len() >= different
            && self.share() >= SHARE
            && self.is_no_unicode()
    }

    /// Whether it is enough for text in a font that can show nothing else.
    fn tells_in_font(&self) -> bool {
        self.valid > 0 && self.share() >= SHARE_MARKED && self.is_no_unicode()
    }

    const fn is_no_unicode(&self) -> bool {
        self.stood * STAND <= self.valid
    }
}

/// The words of a text with letters beyond ASCII.
fn foreign(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_ascii())
}

/// Whether all words with letters beyond ASCII are Vietnamese, and there is one.
fn is_vietnamese(text: &str) -> bool {
    foreign(text).next().is_some() && foreign(text).all(is_syllable)
}

/// Whether what is written is Vietnamese as it stands: quotes and dashes aside, nothing but letters, of syllables.
fn stands(word: &str) -> bool {
    let is_mark = |c: char| matches!(c, '\u{a0}' | '«' | '»' | '\u{2000}'..='\u{206f}');
    let mut parts = word.split(is_mark).filter(|part| !part.is_ascii()).peekable();
    parts.peek().is_some() && parts.all(is_syllable)
}

/// Letters of ASCII, everything beyond it, and the controls that VISCII has letters in: what words can be made of.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii() || Legacy::Viscii.is_control_letter(byte)
}

/// The words of a text that are not all ASCII, with what stands before each; last what stands behind the last one.
pub(super) fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (bytes, all) = (rest.as_bytes(), rest);
        let mut start = 0;
        while start < bytes.len() {
            let skipped = bytes[start..].iter().take_while(|byte| !is_word_byte(**byte)).count();
            let from = start + skipped;
            let length = bytes[from..].iter().take_while(|byte| is_word_byte(**byte)).count();
            let word = &bytes[from..from + length];
            start = from + length;
            if word.iter().any(|byte| !byte.is_ascii_alphabetic()) {
                rest = &all[start..];
                return Some((&all[..from], &all[from..start]));
            }
        }
        rest = "";
        Some((all, ""))
    })
}

/// A segment with its references read.
struct Piece<'t> {
    segment: Segment,
    text: Cow<'t, str>,
}

impl<'t> Piece<'t> {
    fn new(segment: Segment, source: &'t str, kind: Kind) -> Self {
        let text = segment.text(source, kind);
        Self { segment, text }
    }

    /// How many of its words no encoding of before Unicode can write, and how many there are.
    fn unicode(&self) -> (usize, usize) {
        words(&self.text)
            .filter(|(_, word)| foreign(word).next().is_some())
            .fold((0, 0), |(some, all), (_, word)| {
                (some + usize::from(Legacy::Vni.read(word).is_none()), all + 1)
            })
    }
}

/// Reads the page in the encodings that it was written in; nothing where that is what it says already, or in doubt.
/// `declared` is what header or `<meta>` name.
pub(super) fn read(text: &str, kind: Kind, declared: Option<Legacy>) -> Option<Reading> {
    let (mut pieces, mut kept) = (Vec::new(), 0);
    for piece in segments(text, kind).into_iter().map(|segment| Piece::new(segment, text, kind)) {
        let (unicode, all) = piece.unicode();
        if unicode > 0 && unicode * UNICODE >= all {
            kept += all;
        } else if piece.segment.mark.is_some_and(|mark| mark.capitals)
            || words(&piece.text).any(|it| !it.1.is_empty())
        {
            pieces.push(piece);
        }
    }
    let evidence = |marked: bool, legacy: Legacy| {
        let mut evidence = Evidence::default();
        let own = pieces.iter().filter(|piece| match piece.segment.mark {
            Some(mark) => marked && mark.legacy == legacy,
            None => !marked,
        });
        own.flat_map(|piece| words(&piece.text))
            .take(ENOUGH)
            .for_each(|(_, word)| evidence.take(legacy, word));
        evidence
    };
    let in_fonts: Vec<(Legacy, Evidence)> = Legacy::ALL
        .map(|legacy| (legacy, evidence(true, legacy)))
        .into_iter()
        .filter(|(_, it)| it.tells_in_font())
        .collect();
    let is_known = |legacy| declared == Some(legacy) || in_fonts.iter().any(|(it, _)| *it == legacy);
    let plain = Legacy::ALL
        .map(|legacy| (legacy, evidence(false, legacy)))
        .into_iter()
        .filter(|(legacy, it)| it.tells(is_known(*legacy)))
        .max_by_key(|(_, it)| it.valid.saturating_sub(it.invalid));
    if in_fonts.is_empty() && plain.is_none() {
        return None;
    }
    let mut change = Change { in_fonts: [0; 4], plain: [0; 4], kept, kind };
    let text = change.run(text, &pieces, |mark| match mark {
        Some(mark) => in_fonts.iter().any(|(it, _)| *it == mark.legacy).then_some(mark),
        None => plain.as_ref().map(|(legacy, _)| Mark { legacy: *legacy, capitals: false }),
    });
    change.reading(text, |legacy| {
        let all = in_fonts.iter().chain(&plain).filter(|(it, _)| *it == legacy);
        let (valid, all) = all.fold((0, 0), |sum, (_, it)| (sum.0 + it.valid, sum.1 + it.valid + it.invalid));
        valid as f64 / all.max(1) as f64
    })
}

/// What is read anew, counted.
struct Change {
    /// Words by encoding, in the order of [`Legacy::ALL`].
    in_fonts: [usize; 4],
    plain: [usize; 4],
    /// Words beyond ASCII that are Unicode already.
    kept: usize,
    kind: Kind,
}

impl Change {
    fn run(
        &mut self,
        text: &str,
        pieces: &[Piece<'_>],
        mark_of: impl Fn(Option<Mark>) -> Option<Mark>,
    ) -> String {
        let (mut out, mut copied) = (String::with_capacity(text.len() + text.len() / 4), 0);
        for Piece { segment, text: own } in pieces {
            let Some(mark) = mark_of(segment.mark) else {
                self.kept += words(own).filter(|(_, word)| foreign(word).next().is_some()).count();
                continue;
            };
            if let Some(read) = self.piece(own, mark, segment.mark.is_some()) {
                out.push_str(&text[copied..segment.range.start]);
                out.push_str(&read);
                copied = segment.range.end;
            }
        }
        out.push_str(&text[copied..]);
        out
    }

    fn piece(&mut self, text: &str, mark: Mark, in_font: bool) -> Option<String> {
        let mut out = String::with_capacity(text.len() + text.len() / 4);
        let mut changed = 0;
        for (before, word) in words(text) {
            out.push_str(before);
            if let Some(read) = anew(mark.legacy, word) {
                changed += 1;
                out.push_str(&read);
            } else {
                self.kept += usize::from(word.chars().any(|c| c > '\u{ff}' && c.is_alphabetic()));
                out.push_str(word);
            }
        }
        let counts = if in_font { &mut self.in_fonts } else { &mut self.plain };
        Legacy::ALL
            .iter()
            .zip(counts)
            .filter(|(it, _)| **it == mark.legacy)
            .for_each(|(_, count)| *count += changed);
        if mark.capitals {
            return Some(in_capitals(&out, self.kind));
        }
        if changed == 0 {
            return None;
        }
        let raised = if mark.legacy == Legacy::Tcvn3 { capitals(&out) } else { None };
        Some(raised.unwrap_or(out))
    }

    fn reading(self, text: String, score: impl Fn(Legacy) -> f64) -> Option<Reading> {
        let sums = |at: usize| self.in_fonts[at] + self.plain[at];
        let words: Vec<(Legacy, usize)> = Legacy::ALL
            .into_iter()
            .enumerate()
            .map(|(at, it)| (it, sums(at)))
            .filter(|(_, n)| *n > 0)
            .collect();
        let &(legacy, _) = words.iter().max_by_key(|(_, count)| *count)?;
        let total: usize = words.iter().map(|(_, count)| count).sum();
        let by_fonts = self.in_fonts.iter().sum::<usize>() * 2 > total;
        Some(Reading { text, legacy, is_whole: total >= self.kept, by_fonts, score: score(legacy), words })
    }
}

/// A word as it was meant; nothing where it is to stay.
fn anew(legacy: Legacy, word: &str) -> Option<String> {
    let read = legacy.read(word).filter(|read| read != word)?;
    // A sign that stands alone is that sign, but for those of `đ`, the currency; and what is a syllable only as it stands
    // was Unicode.
    let has_letters = word.chars().any(char::is_alphabetic);
    let is_meant = is_vietnamese(&read) || read.chars().all(|c| matches!(c, 'đ' | 'Đ'));
    (is_meant || (has_letters && !stands(word))).then_some(read)
}

/// The text in capitals, references as they are.
fn in_capitals(text: &str, kind: Kind) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&').filter(|_| kind != Kind::Text) {
        out += &rest[..at].to_uppercase();
        let name =
            rest[at + 1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        out.push_str(&rest[at..=at + name]);
        rest = &rest[at + 1 + name..];
    }
    out + &rest.to_uppercase()
}

impl Reading {
    /// What was read anew, as repairs of a page of another encoding.
    pub(super) fn repairs(&self) -> Vec<Repair> {
        let repair = |&(legacy, count): &(Legacy, usize)| Repair {
            kind: RepairKind::Typed,
            encoding: Some(legacy.name()),
            count,
        };
        self.words.iter().map(repair).collect()
    }

    /// What told it.
    pub(super) const fn why(&self) -> Why {
        if self.by_fonts { Why::Fonts } else { Why::Statistics }
    }
}
