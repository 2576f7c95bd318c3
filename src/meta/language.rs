//! The language of a text: by its script, its letters and its commonest words.
//!
//! A page's `<html lang>` is often the template's, so the text speaks first; the attribute decides where the text is too
//! short to tell.

/// Below so many hits of stop words the text tells nothing.
const MIN_HITS: usize = 3;

/// So many words are read.
const SAMPLE: usize = 600;

/// The commonest words that no other language of the list shares.
const STOP_WORDS: [(&str, &[&str]); 8] = [
    ("en", &["the", "and", "of", "that", "with", "was", "this", "have", "from", "are", "you", "they", "for"]),
    ("de", &["und", "der", "die", "das", "nicht", "ist", "mit", "den", "auch", "ein", "eine", "von", "auf"]),
    ("fr", &["les", "des", "est", "dans", "pour", "une", "qui", "avec", "sur", "pas", "au", "du", "et"]),
    ("es", &["los", "las", "del", "el", "por", "con", "una", "y", "su", "más", "pero", "es", "al"]),
    ("pt", &["não", "uma", "os", "dos", "da", "do", "em", "mais", "ao", "com", "são", "pela", "foi"]),
    (
        "id",
        &[
            "yang", "dan", "di", "dengan", "untuk", "ini", "itu", "dari", "tidak", "pada", "akan", "dalam",
            "ke",
        ],
    ),
    ("it", &["il", "che", "della", "di", "gli", "sono", "nel", "per", "non", "anche", "alla", "con", "è"]),
    ("nl", &["het", "een", "van", "niet", "zijn", "voor", "ook", "aan", "wordt", "naar", "bij", "dat", "en"]),
];

/// ISO 639-1 code of a text's language, with the page's declaration to fall back on.
pub fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let found = of_text(text).map(str::to_owned);
    found.or_else(|| {
        let code: String = declared?.trim().chars().take_while(char::is_ascii_alphabetic).collect();
        (code.len() == 2).then(|| code.to_ascii_lowercase())
    })
}

fn of_text(text: &str) -> Option<&'static str> {
    by_script(text).or_else(|| by_words(text))
}

fn by_script(text: &str) -> Option<&'static str> {
    let (mut letters, mut vietnamese, mut cyrillic, mut han, mut kana, mut hangul) = (0, 0, 0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(4000) {
        letters += 1;
        match c {
            'đ' | 'Đ' | 'ă' | 'Ă' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}' => {
                vietnamese += 1;
            }
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            _ => {}
        }
    }
    if letters < 12 {
        return None;
    }
    // Running Vietnamese has 15 to 25 % of these letters, a Western page that quotes a Vietnamese name under 1 %.
    let share = |count: i32, percent: i32| count * 100 >= letters * percent;
    if share(vietnamese, 6) {
        Some("vi")
    } else if share(cyrillic, 50) {
        Some("ru")
    } else if share(hangul, 30) {
        Some("ko")
    } else if share(kana, 8) {
        Some("ja")
    } else if share(han, 30) {
        Some("zh")
    } else {
        None
    }
}

fn by_words(text: &str) -> Option<&'static str> {
    let mut hits = [0_usize; STOP_WORDS.len()];
    for word in text.split_whitespace().take(SAMPLE) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        for (at, (_, words)) in STOP_WORDS.iter().enumerate() {
            hits[at] += usize::from(words.contains(&word.as_str()));
        }
    }
    let (best, &most) = hits.iter().enumerate().max_by_key(|(at, hits)| (**hits, usize::MAX - at))?;
    (most >= MIN_HITS).then_some(STOP_WORDS[best].0)
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn text_before_declaration() {
        let of = |text: &str, lang| language(text, lang);
        assert_eq!(
            of("Con đường qua thôn được mở rộng từ mùa mưa năm ngoái.", Some("en")).as_deref(),
            Some("vi")
        );
        assert_eq!(
            of("The road that leads from the village was widened, and people are glad of it.", Some("vi-VN"))
                .as_deref(),
            Some("en")
        );
        assert_eq!(of("Die Straße ist breit und nicht mit dem Dorf verbunden", None).as_deref(), Some("de"));
        assert_eq!(
            of("Jalan yang lebar itu tidak dibangun untuk warga desa ini", None).as_deref(),
            Some("id")
        );
        assert_eq!(of("村の道は昨年ひろげられた。住民はよろこんでいる。", None).as_deref(), Some("ja"));
        assert_eq!(of("OK", Some("pt-BR")).as_deref(), Some("pt"));
        assert_eq!(of("", None), None);
    }
}
