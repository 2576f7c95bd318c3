//! Vietnamese spelling: whether a word is a syllable as Vietnamese is written.
//!
//! A Vietnamese syllable is an onset and a rime out of two small sets, and a tone that the rime allows. Hardly a word of
//! another language, and hardly a word that was read in the wrong encoding, is one. Knows nothing of encodings.

use unicode_normalization::UnicodeNormalization;

/// The onsets (the alphabet's single and compound consonants, as school grammars list them).
const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
    "qu", "r", "s", "t", "th", "tr", "v", "x", "đ",
];

/// The rimes without their tones, in the order of their bytes: those of school grammars, and those of a few loans (`oong`).
const RIMES: [&str; 170] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên",
    "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "oăc",
    "oăm", "oăn", "oăng", "oăt", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych",
    "uyn", "uynh", "uyp", "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uên",
    "uênh", "uêu", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "y", "ych", "yn", "ynh", "yp", "yt",
    "yêm", "yên", "yêng", "yêt", "yêu", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm",
    "ên", "êng", "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ôông", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơm", "ơn", "ơng", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn",
    "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

/// The longest syllable has so many letters: `nghiêng`.
const LONGEST: usize = 7;

/// The marks that Vietnamese tones are written with.
pub(super) const ACUTE: char = '\u{301}';
const GRAVE: char = '\u{300}';
const TILDE: char = '\u{303}';
const HOOK: char = '\u{309}';
pub(super) const DOT: char = '\u{323}';

/// Whether the character is the mark of a tone.
pub(super) const fn is_tone(c: char) -> bool {
    matches!(c, GRAVE | ACUTE | TILDE | HOOK | DOT)
}

/// Whether a word, in whatever case and normal form, is spelled as a Vietnamese syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    let Some((letters, tone)) = toneless(word) else { return false };
    // What ends in a stop has one of two tones.
    let stopped = letters.ends_with(['c', 'p', 't']) || letters.ends_with("ch");
    if stopped && !matches!(tone, Some(ACUTE | DOT)) {
        return false;
    }
    let has_rime =
        |onset: &str| letters.strip_prefix(onset).is_some_and(|rime| RIMES.binary_search(&rime).is_ok());
    ONSETS.into_iter().any(has_rime)
}

/// The letters in lower case without the tone, and the tone; nothing for what no syllable has.
fn toneless(word: &str) -> Option<(String, Option<char>)> {
    let (mut letters, mut tone) = (String::with_capacity(16), None);
    let mut count = 0;
    for c in word.nfd() {
        match c {
            'a'..='z' | 'đ' => letters.push(c),
            'A'..='Z' => letters.push(c.to_ascii_lowercase()),
            'Đ' => letters.push('đ'),
            // Circumflex, breve, horn: after NFD they may stand behind a dot below, so they seek their letter themselves.
            '\u{302}' | '\u{306}' | '\u{31b}' => {
                let last = letters.pop()?;
                letters.push(unicode_normalization::char::compose(last, c)?);
                continue;
            }
            _ if is_tone(c) && tone.is_none() && count > 0 => {
                tone = Some(c);
                continue;
            }
            _ => return None,
        }
        count += 1;
        if count > LONGEST {
            return None;
        }
    }
    (count > 0).then_some((letters, tone))
}

#[cfg(test)]
mod tests {
    use super::{ONSETS, RIMES, is_syllable};

    #[test]
    fn the_tables_are_in_order() {
        assert!(RIMES.is_sorted() && ONSETS.is_sorted());
    }

    #[test]
    fn syllables_and_what_is_none() {
        for word in [
            "nghiêng",
            "Việt",
            "Đường",
            "quốc",
            "quý",
            "gì",
            "giếng",
            "ở",
            "khuỷu",
            "HUỲNH",
            "rượu",
            "thuở",
            "ỉa",
            "tie\u{302}\u{301}ng",
            "ngoằn",
            "xoong",
            "ÔNG",
            "yến",
            "uỷ",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "",
            "viêt",
            "cảt",
            "đ",
            "ấ",
            "về0",
            "straße",
            "été",
            "hôtel",
            "möglich",
            "información",
            "você",
            "ðó",
            "það",
            "nghiêngg",
            "Đắk Lắk",
            "aá",
            "thế́",
            "ViÖt",
            "tiếngg",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
