//! `ð` and `Ð`, Icelandic letters, where Vietnamese `đ` and `Đ` were meant, which look the same in capitals.
//!
//! Fonts and keyboards of the 1990s put the one in the other's place. A page's text has to be Vietnamese, and the word a
//! syllable with the other letter and none without: so no word of Icelandic, Faroese or Old English is touched, in
//! whatever page it stands.

use super::segments::segments;
use super::syllable::is_syllable;
use super::typed::words;
use crate::record::Kind;

/// So many words of the page have to be Vietnamese beyond ASCII, beside those with the letter in question; and of ten
/// words beyond ASCII so many.
const WORDS: usize = 5;
const OF_TEN: usize = 7;

/// The page with the letters that were meant, and the number of words; nothing where it is not Vietnamese.
pub(super) fn repaired(text: &str, kind: Kind) -> Option<(String, usize)> {
    let segments = segments(text, kind);
    let (mut vietnamese, mut all) = (0, 0);
    for segment in &segments {
        for part in words(&segment.text(text, kind)).flat_map(|(_, word)| parts(word)) {
            if !part.is_ascii() && !part.contains(['ð', 'Ð']) {
                all += 1;
                vietnamese += usize::from(is_syllable(part));
            }
        }
    }
    if vietnamese < WORDS || vietnamese * 10 < all * OF_TEN {
        return None;
    }
    let (mut out, mut copied, mut count) = (String::with_capacity(text.len()), 0, 0);
    for segment in segments {
        let source = segment.text(text, kind);
        if !source.contains(['ð', 'Ð']) {
            continue;
        }
        out.push_str(&text[copied..segment.range.start]);
        copied = segment.range.end;
        for (before, word) in words(&source) {
            out.push_str(before);
            let mut rest = word;
            for part in parts(word).filter(|part| part.contains(['ð', 'Ð'])) {
                let meant = part.replace('ð', "đ").replace('Ð', "Đ");
                if is_syllable(&meant) {
                    let at = part.as_ptr() as usize - rest.as_ptr() as usize;
                    out.push_str(&rest[..at]);
                    out.push_str(&meant);
                    rest = &rest[at + part.len()..];
                    count += 1;
                }
            }
            out.push_str(rest);
        }
    }
    out.push_str(&text[copied..]);
    (count > 0).then_some((out, count))
}

/// The words in what is no ASCII, with the marks of letters that are not composed.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let parted = |c: char| !c.is_alphabetic() && !matches!(c, '\u{300}'..='\u{36f}');
    word.split(parted).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::repaired;
    use crate::record::Kind;

    const PAGE: &str = "Người ðàn ông kể chuyện cũ của làng Ðông, những con ðường ðã ði qua mùa gặt.";

    #[test]
    fn vietnamese_words_are_put_right() {
        let (text, count) = repaired(PAGE, Kind::Text).expect("Vietnamese");
        assert_eq!(text, "Người đàn ông kể chuyện cũ của làng Đông, những con đường đã đi qua mùa gặt.");
        assert_eq!(count, 5);
        let page =
            format!("<p title='&ETH;&ocirc;ng' href=/ð>{PAGE}</p><p>Nhà thơ Guðmundur và &eth;&atilde;, ðe!");
        let (text, count) = repaired(&page, Kind::Html).expect("Vietnamese");
        assert!(text.starts_with("<p title='Đông' href=/ð>Người đàn"), "{text}");
        assert!(text.ends_with("Nhà thơ Guðmundur và đã, đe!"), "{text}");
        assert_eq!(count, 8);
    }

    #[test]
    fn other_languages_are_not() {
        for text in [
            "Það er ekki öll vitleysan eins, sagði maðurinn á ströndinni og leit út á sjóinn með glöðu geði.",
            "Hwæt! Wē Gār-Dena in ġeārdagum þēodcyninga þrym ġefrūnon, hū ðā æþelingas ellen fremedon.",
            "Tað er væl ðe.",
        ] {
            assert!(repaired(text, Kind::Text).is_none(), "{text}");
        }
    }
}
