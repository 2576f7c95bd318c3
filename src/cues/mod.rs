//! Cue phrases: short blocks that say what they, or the blocks after them, are ("Tin liên quan", "Read more").
//!
//! The phrases are data, one file a language (`src/cues/<lang>.toml`, format in `src/cues/README.md`). All languages
//! are matched at once, because pages mix them; a phrase only ever speaks for a whole short block or its beginning.

mod fold;
mod needles;
mod read;

use std::collections::HashMap;

use crate::error::Error;
use crate::fnv::Hashed;
use crate::label::Label;
pub(crate) use fold::fold;
use fold::{bare, start, uncounted};
use needles::Needles;
use read::List;

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

/// What stands inside a text has to be longer than a sign to be the phrase of an imprint, in characters.
const MIN_IMPRINT_CHARS: usize = 5;

/// A call at the end of a text ("… delivered to your inbox") is at most this long, in words.
const MAX_CALL_WORDS: usize = 45;

/// A whole-block phrase is never longer than this in characters.
const MAX_WHOLE_CHARS: usize = 80;

/// What a phrase does to the box of an invitation to subscribe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is its heading: "Newsletter abonnieren".
    Opens,
    /// It is its field or button: "E-Mail-Adresse", "Jetzt anmelden".
    Closes,
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

/// A phrase and what it says.
type Phrase = (&'static str, Label);

/// The phrases of all languages.
#[derive(Debug, Default)]
pub struct Cues {
    whole: HashMap<&'static str, Label, Hashed>,
    prefix: Prefixes,
    contains: Vec<Phrase>,
    tail: Vec<Phrase>,
    invitation: HashMap<&'static str, Side, Hashed>,
    /// By the first bytes of the phrases of invitations: most blocks begin otherwise.
    invites: Starts,
    /// Finds the phrases of `contains`.
    anywhere: Needles,
    /// Finds the phrases of `tail`, and after them those of `contains`.
    at_the_end: Needles,
    /// Finds the phrases with which imprints begin.
    imprint: Needles,
}

/// Phrases that blocks begin with, by their first three bytes, so that a block is compared with few.
#[derive(Debug, Default)]
struct Prefixes {
    by_start: HashMap<[u8; 3], Vec<Phrase>, Hashed>,
    /// Those that are shorter.
    tiny: Vec<Phrase>,
    /// Those of notices that end in a colon ("Disclaimer:"), in the order of the files.
    named: Vec<Phrase>,
}

impl Prefixes {
    /// Adds a phrase, unless it is known.
    fn add(&mut self, phrase: &'static str, label: Label) -> bool {
        let same = match phrase.as_bytes().first_chunk::<3>() {
            Some(start) => self.by_start.entry(*start).or_default(),
            None => &mut self.tiny,
        };
        // Languages share phrases ("copyright"): one is enough.
        if same.iter().any(|(known, _)| *known == phrase) {
            return false;
        }
        if label == Label::Widget && phrase.ends_with(':') {
            self.named.push((phrase, label));
        }
        same.push((phrase, label));
        true
    }

    /// The longest phrase that the text begins with.
    fn longest(&self, text: &str) -> Option<&Phrase> {
        let same = text.as_bytes().first_chunk::<3>().and_then(|start| self.by_start.get(start));
        let phrases = same.into_iter().flatten().chain(&self.tiny);
        phrases.filter(|(phrase, _)| starts_with_phrase(text, phrase)).max_by_key(|(phrase, _)| phrase.len())
    }
}

/// Beginnings of three bytes, each a bit by its hash: some that are asked for only seem to be among them.
#[derive(Debug)]
struct Starts(Box<[u64; 64]>);

impl Default for Starts {
    fn default() -> Self {
        Self(Box::new([0; 64]))
    }
}

impl Starts {
    fn add(&mut self, start: [u8; 3]) {
        let (word, bit) = Self::place(start);
        self.0[word] |= bit;
    }

    fn may_hold(&self, start: [u8; 3]) -> bool {
        let (word, bit) = Self::place(start);
        self.0[word] & bit != 0
    }

    const fn place([first, second, third]: [u8; 3]) -> (usize, u64) {
        let hash = u32::from_le_bytes([first, second, third, 0]).wrapping_mul(0x9e37_79b1);
        ((hash >> 26) as usize, 1 << (hash >> 20 & 63))
    }
}

impl Cues {
    /// The shipped phrases.
    ///
    /// # Errors
    /// [`Error::Rule`] with the file's name when one does not parse: a defect of this build that a test would show.
    pub fn shipped() -> Result<Self, Error> {
        let mut cues = Self::default();
        // Footers that are long enough for one to be found inside a text.
        let mut footers: Vec<&'static str> = Vec::new();
        for (lang, text) in SHIPPED {
            let wrong = |message| Error::Rule { file: format!("cues/{lang}.toml").into(), message };
            for list in read::lists(lang, text).map_err(wrong)? {
                cues.add(&list, &mut footers);
            }
        }
        let anywhere = || cues.contains.iter().map(|(phrase, _)| *phrase);
        let at_the_end = cues.tail.iter().map(|(phrase, _)| *phrase).chain(anywhere());
        let found = (Needles::of(anywhere()), Needles::of(at_the_end), Needles::of(footers));
        let (Some(anywhere), Some(at_the_end), Some(imprint)) = found else {
            let message = "a phrase that is looked for anywhere is too short".to_owned();
            return Err(Error::Rule { file: "cues".into(), message });
        };
        (cues.anywhere, cues.at_the_end, cues.imprint) = (anywhere, at_the_end, imprint);
        Ok(cues)
    }

    fn add(&mut self, list: &List, footers: &mut Vec<&'static str>) {
        let phrases = list.phrases.iter().copied();
        match (list.table, list.label()) {
            ("whole", Some(label)) => {
                self.whole.reserve(list.phrases.len());
                phrases.for_each(|phrase| {
                    self.whole.entry(phrase).or_insert(label);
                });
            }
            ("prefix", Some(label)) => phrases.for_each(|phrase| {
                let new = self.prefix.add(phrase, label);
                if new && label == Label::Footer && phrase.chars().count() >= MIN_IMPRINT_CHARS {
                    footers.push(phrase);
                }
            }),
            ("contains", Some(label)) => self.contains.extend(phrases.map(|phrase| (phrase, label))),
            ("tail", Some(label)) => self.tail.extend(phrases.map(|phrase| (phrase, label))),
            (_, _) => phrases.for_each(|phrase| {
                let start = phrase.as_bytes().iter().copied().chain([0; 3]);
                let mut three = [0; 3];
                three.iter_mut().zip(start).for_each(|(to, from)| *to = from);
                self.invites.add(three);
                self.invitation.insert(phrase, if list.key == "opens" { Side::Opens } else { Side::Closes });
            }),
        }
    }

    /// The cue of a block, if it is one: whole phrases before beginnings, longer beginnings before shorter ones.
    pub fn find(&self, text: &str) -> Option<Cue<'_>> {
        if is_short(text) { self.find_folded(&fold(text)) } else { None }
    }

    fn find_folded(&self, folded: &str) -> Option<Cue<'_>> {
        self.find_whole(folded).or_else(|| self.find_prefix(folded)).or_else(|| {
            let (phrase, label) = &self.contains[self.anywhere.first(folded, |_, _| true)?];
            Some(Cue { label: *label, phrase, whole: false })
        })
    }

    /// The cue of a block of so many words and digits, and where it is none, whether the block is an imprint: it holds
    /// a number and several phrases with which imprints begin.
    pub fn find_or_imprint(&self, text: &str, (words, digits): (u32, u32)) -> Result<Cue<'_>, bool> {
        let (short, brief) = (is_short(text), digits > 0 && words <= MAX_IMPRINT_WORDS);
        if !short && !brief {
            return Err(false);
        }
        let folded = fold(text);
        let cue = if short { self.find_folded(&folded) } else { None };
        cue.ok_or_else(|| brief && self.imprint.holds_two(&folded))
    }

    /// The phrase of a notice in a block of any length: it only speaks for blocks at the end of the text.
    pub fn find_tail(&self, text: &str) -> Option<Cue<'_>> {
        let folded = fold(text).replace('’', "'");
        let short = folded.split(' ').take(MAX_CALL_WORDS + 1).count() <= MAX_CALL_WORDS;
        let phrase = |at: usize| self.tail.get(at).unwrap_or_else(|| &self.contains[at - self.tail.len()]);
        let found = self.at_the_end.first(&folded, |at, from| {
            let (phrase, label) = phrase(at);
            // A call stands in a short block only, and what commenters are told stands anywhere.
            (at < self.tail.len() || (short && *label != Label::Comment))
                && holds_phrase(&folded, phrase, from)
        });
        let (phrase, label) = found.map(phrase).or_else(|| {
            // "Disclaimer:" at the head of a paragraph of any length.
            self.prefix.named.iter().find(|(phrase, _)| starts_with_phrase(&folded, phrase))
        })?;
        Some(Cue { label: *label, phrase, whole: false })
    }

    fn find_whole(&self, folded: &str) -> Option<Cue<'_>> {
        if folded.len() > MAX_WHOLE_CHARS && folded.chars().nth(MAX_WHOLE_CHARS).is_some() {
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
        if text.len() > MAX_WHOLE_CHARS * 4 || start(text).is_some_and(|start| !self.invites.may_hold(start))
        {
            return None;
        }
        self.invitation.get(bare(&fold(text))).copied()
    }

    fn find_prefix(&self, folded: &str) -> Option<Cue<'_>> {
        let text = folded
            .trim_start_matches(['-', '–', '•', '*', '#', '[', '(', ' ', '（', '■', '●', '◆', '★', '·']);
        let own = self.prefix.longest(folded);
        let behind = if text.len() < folded.len() { self.prefix.longest(text) } else { None };
        let found = match (own, behind) {
            (Some(own), Some(behind)) if own.0.len() > behind.0.len() => own,
            (own, behind) => behind.or(own)?,
        };
        Some(Cue { label: found.1, phrase: found.0, whole: found.0.len() == folded.len() })
    }
}

/// Whether a block is short enough for a cue.
fn is_short(text: &str) -> bool {
    text.len() <= MAX_CHARS || (text.len() <= MAX_CHARS * 4 && text.chars().nth(MAX_CHARS).is_none())
}

/// Whether the text starts with the phrase and the phrase is not cut out of a longer word.
fn starts_with_phrase(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        let ends_word =
            phrase.chars().last().is_some_and(|c| !c.is_alphanumeric() || crate::block::text::is_cjk(c));
        ends_word || rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Whether the phrase that stands in the text at a place is not cut out of longer words.
fn holds_phrase(text: &str, phrase: &str, at: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric) && starts_with_phrase(&text[at..], phrase)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::{Cues, SHIPPED, bare, fold, read};
    use crate::label::Label;

    /// A file as TOML has it.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        lang: String,
        source: Provenance,
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

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Provenance {
        checked: toml::value::Datetime,
        basis: String,
    }

    /// The whole phrases around the text of an invitation to subscribe; each is a phrase of `whole` too.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Invitation {
        opens: Vec<String>,
        closes: Vec<String>,
    }

    fn files() -> impl Iterator<Item = (&'static str, &'static str, File)> {
        SHIPPED.into_iter().map(|(lang, text)| (lang, text, toml::from_str(text).unwrap()))
    }

    #[test]
    fn the_files_are_read_as_toml_has_them() {
        for (lang, text, file) in files() {
            assert_eq!(file.lang, lang);
            assert!(file.source.checked.date.is_some() && !file.source.basis.is_empty());
            let mut expected: Vec<(&str, String, Vec<String>)> = Vec::new();
            expected.push(("invitation", "opens".to_owned(), file.invitation.opens));
            expected.push(("invitation", "closes".to_owned(), file.invitation.closes));
            let tables = [
                ("whole", file.whole),
                ("prefix", file.prefix),
                ("contains", file.contains),
                ("tail", file.tail),
            ];
            for (name, table) in tables {
                expected.extend(
                    table.into_iter().map(|(label, phrases)| (name, label.name().to_owned(), phrases)),
                );
            }
            let mut lists = read::lists(lang, text).unwrap();
            // Stable: the order within a table stays.
            let order = |table: &str| expected.iter().position(|it| it.0 == table);
            lists.sort_by_key(|list| order(list.table));
            let lists = lists.into_iter().map(|it| (it.table, it.key.to_owned(), it.phrases));
            let lists: Vec<_> = lists
                .map(|(table, key, phrases)| {
                    (table, key, phrases.into_iter().map(str::to_owned).collect::<Vec<_>>())
                })
                .collect();
            assert!(lists == expected, "{lang}");
        }
    }

    #[test]
    fn phrases_are_written_as_blocks_are_compared() {
        let lists = || SHIPPED.into_iter().flat_map(|(lang, text)| read::lists(lang, text).unwrap());
        for (list, phrase) in
            lists().flat_map(|list| list.phrases.clone().into_iter().map(move |phrase| (list.table, phrase)))
        {
            let folded = fold(phrase);
            let whole = matches!(list, "whole" | "invitation");
            assert_eq!(phrase, if whole { bare(&folded) } else { &folded });
        }
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
        for (lang, _, file) in files() {
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
