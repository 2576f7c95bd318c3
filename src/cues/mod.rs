//! Cue phrases: short blocks that say what they, or the blocks after them, are ("Tin liên quan", "Read more").
//!
//! The phrases are data, one file a language (`src/cues/<lang>.toml`, format in `src/cues/README.md`). All languages
//! are matched at once, because pages mix them; a phrase only ever speaks for a whole short block or its beginning.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::block::TextFacts;
use crate::block::normal::nfc;
use crate::error::Error;
use crate::label::Label;

/// The shipped files.
const SHIPPED: [(&str, &str); 10] = [
    ("vi", include_str!("vi.toml")),
    ("en", include_str!("en.toml")),
    ("de", include_str!("de.toml")),
    ("es", include_str!("es.toml")),
    ("fr", include_str!("fr.toml")),
    ("id", include_str!("id.toml")),
    ("ja", include_str!("ja.toml")),
    ("pt", include_str!("pt.toml")),
    ("ru", include_str!("ru.toml")),
    ("zh", include_str!("zh.toml")),
];

/// A block of more characters is no cue, whatever it begins with.
const MAX_CHARS: usize = 200;

/// An imprint in one block is at most this long, in words.
const MAX_IMPRINT_WORDS: u32 = 60;

/// A call at the end of a text ("… delivered to your inbox") is at most this long, in words.
const MAX_CALL_WORDS: usize = 45;

/// A whole-block phrase is never longer than this in characters.
const MAX_WHOLE_CHARS: usize = 80;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lang: String,
    #[serde(rename = "source")]
    _source: Provenance,
    #[serde(default)]
    whole: BTreeMap<Label, Vec<String>>,
    #[serde(default)]
    prefix: BTreeMap<Label, Vec<String>>,
    #[serde(default)]
    contains: BTreeMap<Label, Vec<String>>,
    #[serde(default)]
    tail: BTreeMap<Label, Vec<String>>,
    invitation: Invitation,
}

/// The whole phrases around the text of an invitation to subscribe; each is a phrase of `whole` too.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Invitation {
    opens: Vec<String>,
    closes: Vec<String>,
}

/// What a phrase does to the box of an invitation to subscribe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is its heading: "Newsletter abonnieren".
    Opens,
    /// It is its field or button: "E-Mail-Adresse", "Jetzt anmelden".
    Closes,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provenance {
    #[serde(rename = "checked")]
    _checked: toml::value::Datetime,
    #[serde(rename = "basis")]
    _basis: String,
}

/// A cue that was found in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue<'c> {
    /// What the phrase says the block is.
    pub label: Label,
    /// The phrase.
    pub phrase: &'c str,
    /// Whether the whole block is the phrase.
    pub whole: bool,
}

/// The phrases of all languages.
#[derive(Debug, Default)]
pub struct Cues {
    whole: HashMap<String, Label>,
    /// By first character, so that a block is compared with few.
    prefix: HashMap<char, Vec<(String, Label)>>,
    contains: Vec<(String, Label)>,
    tail: Vec<(String, Label)>,
    invitation: HashMap<String, Side>,
}

impl Cues {
    /// The shipped phrases.
    ///
    /// # Errors
    /// [`Error::Rule`] with the file's name when one does not parse: a defect of this build that a test would show.
    pub fn shipped() -> Result<Self, Error> {
        let mut cues = Self::default();
        for (lang, text) in SHIPPED {
            let wrong = |message| Error::Rule { file: format!("cues/{lang}.toml").into(), message };
            let file: File = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
            if file.lang != lang {
                return Err(wrong(format!("lang is {}", file.lang)));
            }
            cues.add(file);
        }
        Ok(cues)
    }

    fn add(&mut self, file: File) {
        for (label, phrases) in file.whole {
            for phrase in phrases {
                self.whole.entry(bare(&fold(&phrase)).to_owned()).or_insert(label);
            }
        }
        for (label, phrases) in file.prefix {
            for phrase in phrases {
                let phrase = fold(&phrase);
                let Some(first) = phrase.chars().next() else { continue };
                // Languages share phrases ("copyright"): one is enough.
                let phrases = self.prefix.entry(first).or_default();
                if !phrases.iter().any(|(known, _)| *known == phrase) {
                    phrases.push((phrase, label));
                }
            }
        }
        for (label, phrases) in file.contains {
            self.contains.extend(phrases.iter().map(|phrase| (fold(phrase), label)));
        }
        for (label, phrases) in file.tail {
            self.tail.extend(phrases.iter().map(|phrase| (fold(phrase), label)));
        }
        for (side, phrases) in [(Side::Opens, file.invitation.opens), (Side::Closes, file.invitation.closes)]
        {
            let phrases = phrases.iter().map(|phrase| (bare(&fold(phrase)).to_owned(), side));
            self.invitation.extend(phrases);
        }
    }

    /// The cue of a block, if it is one: whole phrases before beginnings, longer beginnings before shorter ones.
    pub fn find(&self, text: &str) -> Option<Cue<'_>> {
        if text.len() > MAX_CHARS * 4 || text.chars().nth(MAX_CHARS).is_some() {
            return None;
        }
        let folded = fold(text);
        self.find_whole(&folded).or_else(|| self.find_prefix(&folded)).or_else(|| {
            let found = self.contains.iter().find(|(phrase, _)| folded.contains(phrase.as_str()))?;
            Some(Cue { label: found.1, phrase: &found.0, whole: false })
        })
    }

    /// The phrase of a notice in a block of any length: it only speaks for blocks at the end of the text.
    pub fn find_tail(&self, text: &str) -> Option<Cue<'_>> {
        let folded = fold(text).replace('’', "'");
        if let Some(found) = self.tail.iter().find(|(phrase, _)| contains_phrase(&folded, phrase)) {
            return Some(Cue { label: found.1, phrase: &found.0, whole: false });
        }
        let short = folded.split(' ').count() <= MAX_CALL_WORDS;
        let mut anywhere = self.contains.iter().filter(|(_, label)| short && *label != Label::Comment);
        let found = anywhere.find(|(phrase, _)| contains_phrase(&folded, phrase)).or_else(|| {
            // "Disclaimer:" at the head of a paragraph of any length.
            let phrases = self.prefix.get(&folded.chars().next()?)?.iter();
            let mut named = phrases.filter(|(phrase, label)| phrase.ends_with(':') && !label.is_text());
            named.find(|(phrase, label)| *label == Label::Widget && starts_with_phrase(&folded, phrase))
        })?;
        Some(Cue { label: found.1, phrase: &found.0, whole: false })
    }

    /// Whether the block is an imprint: it holds several phrases with which imprints begin.
    pub fn is_imprint(&self, text: &str) -> bool {
        if TextFacts::of(text).words > MAX_IMPRINT_WORDS {
            return false;
        }
        let folded = fold(text);
        let phrases = self.prefix.values().flatten().filter(|(_, label)| *label == Label::Footer);
        phrases.filter(|(phrase, _)| phrase.chars().count() >= 5 && folded.contains(phrase.as_str())).count()
            >= 2
    }

    fn find_whole(&self, folded: &str) -> Option<Cue<'_>> {
        if folded.chars().nth(MAX_WHOLE_CHARS).is_some() {
            return None;
        }
        let bare = bare(folded);
        if let Some((phrase, &label)) = self.whole.get_key_value(bare) {
            return Some(Cue { label, phrase, whole: true });
        }
        // "12 Kommentare", "2件のコメント": only comments are counted in front.
        let (phrase, &label) = self.whole.get_key_value(uncounted(bare)?)?;
        (label == Label::Comment).then_some(Cue { label, phrase, whole: true })
    }

    /// What the block does to an invitation to subscribe, if it is a phrase around one.
    pub fn invitation(&self, text: &str) -> Option<Side> {
        if text.len() > MAX_WHOLE_CHARS * 4 {
            return None;
        }
        self.invitation.get(bare(&fold(text))).copied()
    }

    fn find_prefix(&self, folded: &str) -> Option<Cue<'_>> {
        let text = folded
            .trim_start_matches(['-', '–', '•', '*', '#', '[', '(', ' ', '（', '■', '●', '◆', '★', '·']);
        [folded, text]
            .into_iter()
            .filter_map(|text| Some((text, self.prefix.get(&text.chars().next()?)?)))
            .flat_map(|(text, phrases)| {
                phrases.iter().filter(move |(phrase, _)| starts_with_phrase(text, phrase))
            })
            .max_by_key(|(phrase, _)| phrase.len())
            .map(|(phrase, label)| Cue { label: *label, phrase, whole: phrase.len() == folded.len() })
    }
}

/// Whether the text starts with the phrase and the phrase is not cut out of a longer word.
fn starts_with_phrase(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        let ends_word =
            phrase.chars().last().is_some_and(|c| !c.is_alphanumeric() || crate::block::text::is_cjk(c));
        ends_word || rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Whether the text holds the phrase, not cut out of longer words.
fn contains_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        !text[..at].ends_with(char::is_alphanumeric) && starts_with_phrase(&text[at..], phrase)
    })
}

/// NFC, lower case, tone marks where the old orthography puts them, white space collapsed.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in nfc(text).chars().flat_map(char::to_lowercase) {
        if c.is_whitespace() {
            space = !out.is_empty();
        } else {
            if space {
                out.push(' ');
                space = false;
            }
            push_with_old_tone(&mut out, c);
        }
    }
    out
}

/// Tone on the first vowel (new: hòa) and on the second (old: hoà), for the three vowel pairs that differ.
const TONES: [(char, char, &str); 15] = [
    ('ò', 'a', "oà"),
    ('ó', 'a', "oá"),
    ('ỏ', 'a', "oả"),
    ('õ', 'a', "oã"),
    ('ọ', 'a', "oạ"),
    ('ò', 'e', "oè"),
    ('ó', 'e', "oé"),
    ('ỏ', 'e', "oẻ"),
    ('õ', 'e', "oẽ"),
    ('ọ', 'e', "oẹ"),
    ('ù', 'y', "uỳ"),
    ('ú', 'y', "uý"),
    ('ủ', 'y', "uỷ"),
    ('ũ', 'y', "uỹ"),
    ('ụ', 'y', "uỵ"),
];

fn push_with_old_tone(out: &mut String, c: char) {
    if let Some(last) = out.chars().last()
        && matches!(c, 'a' | 'e' | 'y')
        && let Some((_, _, pair)) = TONES.iter().find(|(first, second, _)| (*first, *second) == (last, c))
    {
        out.pop();
        out.push_str(pair);
        return;
    }
    out.push(c);
}

/// Without punctuation around it and a number in parentheses at its end: "Bình luận (12):" is "bình luận".
fn bare(text: &str) -> &str {
    let text = text.trim_matches(is_edge);
    let Some((left, inside)) = text.rsplit_once(['(', '（']) else { return text };
    let inside = inside.trim_end_matches([')', '）']).trim();
    if !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        left.trim_end_matches(is_edge)
    } else {
        text
    }
}

/// The text behind the number that it begins with; `None` where the number is a part of a word or a heading's ("2. …").
fn uncounted(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let glued = rest.chars().next().is_some_and(|c| !c.is_whitespace() && !crate::block::text::is_cjk(c));
    (rest.len() < text.len() && !glued).then(|| rest.trim_start())
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '(' | '©' | '+'))
}

#[cfg(test)]
mod tests {
    use super::{Cues, bare, fold};
    use crate::label::Label;

    #[test]
    fn tones_and_edges() {
        assert_eq!(fold("Từ KHÓA:  Hòa"), fold("từ khoá: hoà"));
        assert_eq!(bare(&fold("» Bình luận (12):")), "bình luận");
        assert_eq!(bare("tin (mới)"), "tin (mới");
    }

    #[test]
    fn the_same_words_inside_a_sentence_are_no_cue() {
        let cues = Cues::shipped().unwrap();
        let label = |text: &str| cues.find(text).map(|cue| cue.label);
        assert_eq!(label("Tin liên quan"), Some(Label::SectionHeading));
        assert_eq!(label("TIN LIÊN QUAN:"), Some(Label::SectionHeading));
        assert_eq!(label("Tin liên quan đến vụ cháy chợ được đăng lúc rạng sáng."), None);
        assert_eq!(label("Related stories"), Some(Label::SectionHeading));
        assert_eq!(label("2 comments"), Some(Label::Comment));
        assert_eq!(label("2件のコメント"), Some(Label::Comment));
        assert_eq!(label("网友评论（12）"), Some(Label::Comment));
        assert_eq!(label("2 related stories"), None);
        assert_eq!(label("2. Comments"), None);
        assert_eq!(label("Share of voters who stayed at home rose to a third."), None);
    }

    #[test]
    fn files_are_sorted_and_without_doubles() {
        for (lang, text) in super::SHIPPED {
            let file: super::File = toml::from_str(text).unwrap();
            let sorted = |phrases: &[String]| phrases.windows(2).all(|pair| pair[0] < pair[1]);
            for (table, name) in [
                (&file.whole, "whole"),
                (&file.prefix, "prefix"),
                (&file.contains, "contains"),
                (&file.tail, "tail"),
            ] {
                let mut all: Vec<&String> = table.values().flatten().collect();
                for (label, phrases) in table {
                    assert!(sorted(phrases), "{lang} {name} {label}");
                }
                all.sort();
                let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).collect();
                assert!(twice.is_empty(), "{lang} {name}: {twice:?} stand under two labels");
            }
            for phrases in [&file.invitation.opens, &file.invitation.closes] {
                assert!(sorted(phrases) && !phrases.is_empty(), "{lang} invitation");
                let whole: Vec<&String> = file.whole.values().flatten().collect();
                let missing: Vec<_> = phrases.iter().filter(|phrase| !whole.contains(phrase)).collect();
                assert!(missing.is_empty(), "{lang}: {missing:?} of the invitation are no whole phrases");
            }
        }
    }
}
