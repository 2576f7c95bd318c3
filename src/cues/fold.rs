//! Folding: how blocks and phrases are written before they are compared.
//!
//! Everything here is about characters; it knows no phrase.

use crate::block::eight::{Eight, behind, leading};
use crate::block::normal::nfc;
use crate::block::text::is_cjk;

/// NFC, lower case, tone marks where the old orthography puts them, white space collapsed.
pub(crate) fn fold(text: &str) -> String {
    if is_tidy(text) {
        return text.to_ascii_lowercase();
    }
    let text = &*nfc(text);
    let mut out = String::with_capacity(text.len());
    let (mut at, mut space) = (0, false);
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            space = !out.is_empty();
            at += c.len_utf8();
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        at += c.len_utf8();
        if !c.is_ascii() {
            if is_lower(c) {
                out.push(c);
            } else {
                c.to_lowercase().for_each(|c| push_with_old_tone(&mut out, c));
            }
            continue;
        }
        // Only the first letter can stand behind another vowel's tone.
        let c = c.to_ascii_lowercase();
        if matches!(c, 'a' | 'e' | 'y') && out.as_bytes().last().is_some_and(|last| !last.is_ascii()) {
            push_with_old_tone(&mut out, c);
        } else {
            out.push(c);
        }
        let end = plain_end(text.as_bytes(), at);
        let from = out.len();
        out.push_str(&text[at..end]);
        out[from..].make_ascii_lowercase();
        at = end;
    }
    out
}

/// Where what follows a character of ASCII that is seen ceases to be such characters with single spaces between them.
fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        let eight = Eight::at(bytes, at);
        let blanks = eight.equal(b' ');
        let single = blanks & !behind(blanks, at > start && bytes[at - 1] == b' ');
        let length = leading(eight.within(b'!', b'~') | single);
        at += length;
        if length < 8 {
            return at - usize::from(at > start && bytes[at - 1] == b' ');
        }
    }
}

/// Whether folding changes nothing but capitals: ASCII with single spaces between words, as nearly all blocks of English
/// pages are. One branchless walk.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((last, before)) = bytes.split_last() else { return true };
    let untidy = before.iter().zip(&bytes[1..]).fold(0u8, |untidy, (&byte, &next)| {
        let blank = byte.wrapping_sub(b'\t') <= b'\r' - b'\t';
        untidy | byte & 0x80 | u8::from(blank) | (u8::from(byte == b' ') & u8::from(next == b' '))
    });
    untidy == 0 && last.is_ascii_graphic() && bytes[0] != b' '
}

/// Whether the character is its own lower case, for the ranges that texts are made of; `false` says nothing.
const fn is_lower(c: char) -> bool {
    matches!(
        c,
        '\u{df}'..='\u{ff}' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' | '\u{430}'..='\u{45f}' | '\u{2010}'..='\u{2027}'
            | '\u{3001}'..='\u{9fff}'
    ) || (matches!(c, '\u{1ea0}'..='\u{1eff}') && c as u32 & 1 == 1)
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
    if matches!(c, 'a' | 'e' | 'y')
        && let Some(last) = out.chars().next_back()
        && let Some((_, _, pair)) = TONES.iter().find(|(first, second, _)| (*first, *second) == (last, c))
    {
        out.pop();
        out.push_str(pair);
        return;
    }
    out.push(c);
}

/// Without punctuation around it and a number in parentheses at its end: "Bình luận (12):" is "bình luận".
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim_matches(is_edge);
    let Some((left, inside)) = text.rsplit_once(['(', '（']) else { return text };
    let inside = inside.trim_end_matches([')', '）']).trim();
    if !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        left.trim_end_matches(is_edge)
    } else {
        text
    }
}

/// The first three bytes of what is left of a text by [`fold`] and [`bare`], where they can be told without either.
/// Whatever is left begins with them or is shorter.
pub(super) fn start(text: &str) -> Option<[u8; 3]> {
    let bytes = text.as_bytes();
    let first = bytes.iter().position(|byte| !byte.is_ascii() || !is_edge(char::from(*byte)))?;
    let start: [u8; 3] = bytes.get(first..first + 3)?.try_into().ok()?;
    // What follows may be a mark that joins the third character.
    let plain = start.iter().all(u8::is_ascii_graphic) && bytes.get(first + 3).is_none_or(u8::is_ascii);
    plain.then(|| start.map(|byte| byte.to_ascii_lowercase()))
}

/// The text behind the number that it begins with; `None` where the number is a part of a word or a heading's ("2. …").
pub(super) fn uncounted(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let glued = rest.chars().next().is_some_and(|c| !c.is_whitespace() && !is_cjk(c));
    (rest.len() < text.len() && !glued).then(|| rest.trim_start())
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '(' | '©' | '+'))
}

#[cfg(test)]
mod tests {
    use super::{bare, fold, is_lower, start};

    #[test]
    fn tones_and_edges() {
        assert_eq!(fold("Từ KHÓA:  Hòa"), fold("từ khoá: hoà"));
        assert_eq!(fold(" A\u{a0}b\t C "), "a b c");
        assert_eq!(fold("Read  More"), fold("READ MORE"));
        assert_eq!(fold("read more "), "read more");
        assert_eq!(bare(&fold("» Bình luận (12):")), "bình luận");
        assert_eq!(bare("tin (mới)"), "tin (mới");
    }

    #[test]
    fn what_is_called_lower_is() {
        let wrong = |c: &char| is_lower(*c) && (c.to_lowercase().ne([*c]) || c.is_whitespace());
        assert_eq!(('\0'..=char::MAX).find(wrong), None);
    }

    #[test]
    fn a_start_is_that_of_the_folded_text() {
        for text in
            ["» Đăng ký", "- Sign up (3)", "SIGN", "(+84) 12", "e\u{301}te", "Abe\u{301}", " a  b", "«a»", ""]
        {
            let left = fold(text);
            let left = bare(&left).as_bytes().to_vec();
            assert!(start(text).is_none_or(|start| left.len() < 3 || left.starts_with(&start)), "{text:?}");
        }
        assert_eq!((start("- Newsletter"), start("» Newsletter")), (Some(*b"new"), None));
    }
}
