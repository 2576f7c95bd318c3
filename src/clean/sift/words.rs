//! A text as its words: composed, case folded, without white space and punctuation.

use unicode_normalization::UnicodeNormalization;

/// Calls `each` with every word of the text. Where a script has no spaces between words, each character is one.
pub(super) fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for c in text.nfc() {
        let alone = stands_alone(c);
        if alone || !c.is_alphanumeric() {
            give(&mut word, &mut each);
        }
        if c.is_alphanumeric() {
            // Upper case and back is the folding of Unicode but for a few letters: ß is ss, ς is σ.
            word.extend(c.to_uppercase().flat_map(char::to_lowercase));
        }
        if alone {
            give(&mut word, &mut each);
        }
    }
    give(&mut word, &mut each);
}

fn give(word: &mut String, each: &mut impl FnMut(&str)) {
    if !word.is_empty() {
        each(word);
        word.clear();
    }
}

/// Scripts that are written without spaces: Thai to Myanmar, Khmer, kana, Han.
const fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        words(text, |word| all.push(word.to_owned()));
        all
    }

    #[test]
    fn case_spaces_punctuation_and_composition_make_no_difference() {
        let expected = ["chợ", "nổi", "họp", "lúc", "5", "giờ"];
        for text in [
            "Chợ nổi họp lúc 5 giờ.",
            "  CHỢ NỔI\u{a0}họp,\nlúc «5» giờ",
            "Cho\u{31b}\u{323} nổi; họp - lúc 5 giờ",
        ] {
            assert_eq!(all(text), expected, "{text}");
        }
        assert_eq!(all("Straße ΟΔΟΣ"), ["strasse", "οδοσ"]);
        assert!(all(" — …\n").is_empty());
    }

    #[test]
    fn characters_are_words_where_words_have_no_spaces() {
        assert_eq!(all("水上市場 2024年"), ["水", "上", "市", "場", "2024", "年"]);
        assert_eq!(all("ตลาด").len(), 4);
    }
}
