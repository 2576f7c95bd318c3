//! Where the tone of `oa`, `oe` and `uy` stands: `hòa` in the classic way, `hoà` in the one that some schools teach.
//!
//! Both are right, and a corpus that mixes them holds each word twice. The rule, for whole Vietnamese syllables that end in
//! one of these three rimes and nothing behind it: the tone moves to the first of the two letters. Behind `q` it stays,
//! since the `u` of `quý` belongs to the consonant; with an end (`hoàn`, `huỳnh`) both ways are one.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::syllable::{is_syllable, is_tone};
use crate::article::Article;

/// The article with its tones placed in the classic way. Places of markup count characters, of which none is added.
pub(crate) fn place(article: &mut Article) {
    let some = |text: &mut Option<String>| {
        if let Some(text) = text {
            classic_in(text);
        }
    };
    let Article { title, lead, source, site_name, section, description, .. } = article;
    [title, lead, source, site_name, section, description].into_iter().for_each(some);
    article.blocks.iter_mut().for_each(|block| classic_in(&mut block.text));
    article.authors.iter_mut().chain(&mut article.tags).for_each(classic_in);
    for image in &mut article.images {
        [&mut image.alt, &mut image.caption, &mut image.credit].into_iter().for_each(some);
    }
}

fn classic_in(text: &mut String) {
    if let Cow::Owned(placed) = classic(text) {
        *text = placed;
    }
}

/// The text with its tones placed in the classic way. It is in NFC.
fn classic(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut copied = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()) {
        let Some(placed) = placed(word) else { continue };
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let out = out.get_or_insert_with(|| String::with_capacity(text.len() + 16));
        out.push_str(&text[copied..at]);
        out.push_str(&placed);
        copied = at + word.len();
    }
    out.map_or(Cow::Borrowed(text), |out| Cow::Owned(out + &text[copied..]))
}

/// The word with its tone on the letter before the last; nothing where it belongs elsewhere.
fn placed(word: &str) -> Option<String> {
    let mut back = word.char_indices().rev();
    let ((_, last), (first_at, first)) = (back.next()?, back.next()?);
    let mut parts = std::iter::once(last).nfd();
    let (base, tone) = (parts.next()?, parts.next().filter(|c| is_tone(*c))?);
    let is_rime =
        matches!((first.to_ascii_lowercase(), base.to_ascii_lowercase()), ('o', 'a' | 'e') | ('u', 'y'));
    let after_q = back.next().is_some_and(|(_, c)| matches!(c, 'q' | 'Q'));
    if !is_rime || parts.next().is_some() || after_q || !is_syllable(word) {
        return None;
    }
    Some(format!("{}{}{base}", &word[..first_at], compose(first, tone)?))
}

#[cfg(test)]
mod tests {
    use super::classic;

    #[test]
    fn only_open_rimes_of_whole_syllables_move() {
        let text = "Hoà bình, khoẻ, THUỶ, toạ đàm, xoá; uỷ ban, khuỷu, quý, quà, hoàn, loài, Huỳnh, hòa, thuý’s, oà.";
        let meant = "Hòa bình, khỏe, THỦY, tọa đàm, xóa; ủy ban, khuỷu, quý, quà, hoàn, loài, Huỳnh, hòa, thúy’s, òa.";
        assert_eq!(classic(text), meant);
        assert_eq!(classic(meant), meant);
        assert_eq!(text.chars().count(), meant.chars().count());
        for other in ["Chloé, aloès, croà", "hoàxyz", "hoa"] {
            assert_eq!(classic(other), other);
        }
    }
}
