//! The language of a text: by its script, its letters and its commonest words; where these do not tell, by trigrams.
//!
//! A page's `<html lang>` is often the template's, so the text speaks first; the attribute decides where the text is too
//! short to tell. The first three are quick and sure for most pages; trigrams know some seventy languages.

/// Below so many hits of stop words they tell nothing.
const MIN_HITS: usize = 6;

/// Running text of a language has at least so many of them in a hundred words: Danish, which is not listed, has under
/// seven of the German ones.
const MIN_SHARE: usize = 12;

/// Below so many letters a text in Latin script tells nothing by its letters.
const MIN_LATIN: usize = 12;

/// And below so many one in an East Asian script.
const MIN_IDEOGRAPHS: usize = 4;

/// So many characters are enough for trigrams.
const TRIGRAM_SAMPLE: usize = 1200;

/// Languages that the means here cannot tell apart.
const NEIGHBOURS: [&[&str]; 4] =
    [&["id", "ms"], &["no", "nb", "nn", "da"], &["hr", "sr", "bs"], &["gl", "pt"]];

/// ISO 639-1 codes by ISO 639-3.
#[rustfmt::skip]
const CODES: &[(&str, &str)] = &[
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"), ("ben", "bn"), ("bul", "bg"),
    ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("dan", "da"), ("deu", "de"), ("ell", "el"), ("eng", "en"), ("epo", "eo"),
    ("est", "et"), ("fin", "fi"), ("fra", "fr"), ("guj", "gu"), ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"),
    ("hye", "hy"), ("ind", "id"), ("ita", "it"), ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("khm", "km"),
    ("kor", "ko"), ("lat", "la"), ("lav", "lv"), ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mya", "my"),
    ("nep", "ne"), ("nld", "nl"), ("nob", "nb"), ("ori", "or"), ("pan", "pa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"),
    ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("spa", "es"), ("srp", "sr"),
    ("swe", "sv"), ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"), ("tur", "tr"), ("ukr", "uk"),
    ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"), ("cym", "cy"),
];

/// So many bytes of a text tell its language: some four hundred words.
const SAMPLE: usize = 2400;

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

/// The beginning of a text that comes in pieces, enough of it to tell its language.
pub(super) fn sample<'t>(pieces: impl Iterator<Item = &'t str>) -> String {
    let mut sample = String::with_capacity(SAMPLE);
    for piece in pieces {
        let left = SAMPLE.saturating_sub(sample.len() + 1);
        if left == 0 {
            break;
        }
        sample.push_str(&piece[..piece.floor_char_boundary(left)]);
        sample.push('\n');
    }
    sample
}

/// ISO 639-1 code of a text's language, with the page's declaration to fall back on.
pub fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code_of);
    let sure = by_script(text).or_else(|| by_words(text, declared.as_deref())).map(str::to_owned);
    let (found, sure) = match sure {
        Some(found) => (Some(found), true),
        None => by_trigrams(text),
    };
    // The declaration decides where the text is too short to tell, and between neighbours that look alike.
    let near = |found: &str, declared: &str| {
        NEIGHBOURS.iter().any(|it| it.contains(&found) && it.contains(&declared))
    };
    match (found, declared) {
        (Some(found), Some(declared)) if !sure || near(&found, &declared) => Some(declared),
        (found, declared) => found.or(declared),
    }
}

/// Whether a text is Vietnamese; the declaration tells where there is next to no text.
pub(super) fn is_vietnamese(text: &str, declared: Option<&str>) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(MIN_LATIN).count();
    by_script(text) == Some("vi")
        || (letters < MIN_LATIN && declared.and_then(code_of).as_deref() == Some("vi"))
}

/// The language of a declaration such as `pt-BR`.
fn code_of(declared: &str) -> Option<String> {
    let code: String = declared.trim().chars().take_while(char::is_ascii_alphabetic).collect();
    (code.len() == 2).then(|| code.to_ascii_lowercase())
}

/// [`char::is_alphabetic`], for the letters of the scripts that are counted without a look into its tables.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{d7}' | '\u{f7}' => false,
        '\u{c0}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => c.is_alphabetic(),
    }
}

fn by_script(text: &str) -> Option<&'static str> {
    // The first bytes of all characters that are counted below.
    let telling = |byte: u8| matches!(byte, 0xc4 | 0xc6 | 0xe1 | 0xe3..=0xed);
    // Without an end before the end the loop takes many bytes at once.
    if !text.bytes().fold(false, |any, byte| any | telling(byte)) {
        return None;
    }
    let (mut letters, mut vietnamese, mut han, mut kana, mut hangul) = (0, 0, 0, 0, 0);
    for c in text.chars().filter(|&c| is_letter(c)).take(4000) {
        letters += 1;
        if c.is_ascii() {
            continue;
        }
        match c {
            'đ' | 'Đ' | 'ă' | 'Ă' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}' => {
                vietnamese += 1;
            }
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            _ => {}
        }
    }
    // Running Vietnamese has 15 to 25 % of these letters, a Western page that quotes a Vietnamese name under 1 %.
    let share = |count: usize, percent: usize| count > 0 && count * 100 >= letters * percent;
    // A word of these scripts is a character or two, one of the Latin script is five.
    if letters < MIN_IDEOGRAPHS {
        None
    } else if share(hangul, 30) {
        Some("ko")
    } else if share(kana, 8) {
        Some("ja")
    } else if share(han, 30) {
        Some("zh")
    } else if letters >= MIN_LATIN && share(vietnamese, 6) {
        Some("vi")
    } else {
        None
    }
}

/// The language whose commonest words make up the text, if no other comes near. Of the declared one fewer are enough.
fn by_words(text: &str, declared: Option<&str>) -> Option<&'static str> {
    let mut hits = [0_usize; STOP_WORDS.len()];
    let mut count = 0;
    // The text is a sample: there are few.
    for word in (Words { rest: text }) {
        count += 1;
        let listed = listed(word);
        if listed != 0 {
            for (language, hits) in hits.iter_mut().enumerate() {
                *hits += usize::from(listed >> language & 1);
            }
        }
    }
    let (best, &most) = hits.iter().enumerate().max_by_key(|(at, hits)| (**hits, usize::MAX - at))?;
    let second = hits.iter().enumerate().filter(|(at, _)| *at != best).map(|it| *it.1).max().unwrap_or(0);
    let language = STOP_WORDS[best].0;
    let enough = declared == Some(language) || most * 100 >= count * MIN_SHARE;
    (most >= MIN_HITS && most >= second * 2 && enough).then_some(language)
}

/// Places for stop words: more than twice as many as there are words.
const PLACES: usize = 256;

/// The stop words as numbers, each at its [`place`] or the next free one, and a bit for each language that has the word.
const LISTED: [(u64, u8); PLACES] = {
    let mut listed = [(0, 0); PLACES];
    let mut language = 0;
    while language < STOP_WORDS.len() {
        let (words, mut at) = (STOP_WORDS[language].1, 0);
        while at < words.len() {
            let word = pack(words[at].as_bytes());
            let mut place = place(word);
            while listed[place].0 != word && listed[place].0 != 0 {
                place = (place + 1) % PLACES;
            }
            listed[place] = (word, listed[place].1 | 1 << language);
            at += 1;
        }
        language += 1;
    }
    listed
};

/// Where a word is looked for first.
const fn place(word: u64) -> usize {
    // Fibonacci hashing: 2^64 over the golden ratio; its high byte is the best mixed.
    word.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()[0] as usize
}

/// A bit for each language that has the word among its stop words.
fn listed(word: u64) -> u8 {
    let mut place = place(word);
    // Ends at a free place, of which there are many.
    while LISTED[place].0 != word && LISTED[place].0 != 0 {
        place = (place + 1) % PLACES;
    }
    if LISTED[place].0 == word { LISTED[place].1 } else { 0 }
}

/// Up to eight bytes as one number.
const fn pack(bytes: &[u8]) -> u64 {
    assert!(bytes.len() <= 8, "a stop word is short");
    let (mut packed, mut at) = (0, 0);
    while at < bytes.len() {
        packed |= (bytes[at] as u64) << (8 * at);
        at += 1;
    }
    packed
}

/// The words of a text as numbers, in lower case and without the signs around them: those of signs alone, and those that
/// are longer than any stop word, as the number of none.
struct Words<'t> {
    rest: &'t str,
}

impl Iterator for Words<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let bytes = self.rest.as_bytes();
        let start = bytes.iter().position(|&byte| !is_white(byte)).unwrap_or(bytes.len());
        let word = &bytes[start..];
        // Most words are of ASCII.
        if let Some((first, length)) = plain_word(word)
            && length > 0
            && is_white(word[length])
        {
            self.rest = &self.rest[start + length..];
            let word = &word[..length];
            let signs = !word[0].is_ascii_alphanumeric() || !word[length - 1].is_ascii_alphanumeric();
            // In lower case, whatever it does to signs: none becomes a letter by it.
            let letters = || (first | LOWER) & u64::MAX >> (64 - 8 * length);
            return Some(match length {
                _ if signs => plain_number(word),
                ..=8 => letters(),
                _ => 0,
            });
        }
        let length = word.iter().position(|byte| !byte.is_ascii_graphic()).unwrap_or(word.len());
        if length > 0 && word.get(length).is_none_or(|&byte| is_white(byte)) {
            self.rest = &self.rest[start + length..];
            return Some(plain_number(&word[..length]));
        }
        let text = self.rest[start..].trim_start();
        let (word, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
        self.rest = rest;
        (!word.is_empty()).then(|| number(word))
    }
}

/// The bit by which letters in lower case differ, in each of eight bytes.
const LOWER: u64 = u64::MAX / 255 * 0x20;

const fn is_white(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// The first eight bytes of a text, and how many stand before the first that is no more than a space; `None` where some
/// are not of ASCII, and near the end.
fn plain_word(text: &[u8]) -> Option<(u64, usize)> {
    const HIGH: u64 = u64::MAX / 255 * 0x80;
    let eight = |at: usize| text.get(at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight));
    let (first, mut at) = (eight(0)?, 0);
    let mut here = first;
    while here & HIGH == 0 {
        // The high bit after this says that a byte is more than a space; none carries into the next.
        let low = !here.wrapping_add(u64::MAX / 255 * 0x5f) & HIGH;
        if low != 0 {
            return Some((first, at + low.trailing_zeros() as usize / 8));
        }
        at += 8;
        here = eight(at)?;
    }
    None
}

/// A word in lower case as a number, without the signs around it; 0 where it is too long.
fn number(word: &str) -> u64 {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.is_ascii() {
        return plain_number(word.as_bytes());
    }
    let (mut packed, mut length) = ([0; 8], 0);
    for c in word.chars().flat_map(char::to_lowercase) {
        let end = length + c.len_utf8();
        let Some(place) = packed.get_mut(length..end) else { return 0 };
        c.encode_utf8(place);
        length = end;
    }
    u64::from_le_bytes(packed)
}

/// The same for a word of ASCII.
fn plain_number(word: &[u8]) -> u64 {
    let mut word = word;
    while let [first, rest @ ..] = word
        && !first.is_ascii_alphanumeric()
    {
        word = rest;
    }
    while let [rest @ .., last] = word
        && !last.is_ascii_alphanumeric()
    {
        word = rest;
    }
    let lower = |packed: u64, byte: &u8| packed << 8 | u64::from(byte.to_ascii_lowercase());
    if word.len() > 8 { 0 } else { word.iter().rev().fold(0, lower) }
}

/// What trigrams tell, and whether that is sure.
fn by_trigrams(text: &str) -> (Option<String>, bool) {
    let end = text.char_indices().nth(TRIGRAM_SAMPLE).map_or(text.len(), |(at, _)| at);
    let Some(found) = whatlang::detect(&text[..end]) else { return (None, false) };
    let code =
        CODES.iter().find(|(three, _)| *three == found.lang().code()).map(|(_, two)| (*two).to_owned());
    let sure = found.is_reliable() && code.is_some();
    (code, sure)
}

#[cfg(test)]
mod tests {
    use super::{STOP_WORDS, Words, is_letter, language, listed, pack};

    #[test]
    fn words_become_the_numbers_of_the_stop_words() {
        let text = " “The  end”, die\u{a0}NÃO\tdi... – internationalisation x";
        let numbers: Vec<u64> = Words { rest: text }.collect();
        let expected = ["the", "end", "die", "não", "di", "", "", "x"].map(|word| pack(word.as_bytes()));
        assert_eq!(numbers, expected);
        let listed = |word: &str| listed(pack(word.as_bytes()));
        assert_eq!((listed("di"), listed("x"), listed("")), (1 << 5 | 1 << 6, 0, 0));
        for (language, (_, words)) in STOP_WORDS.iter().enumerate() {
            assert!(words.iter().all(|word| listed(word) >> language & 1 == 1));
        }
    }

    #[test]
    fn letters_are_the_alphabetic_characters() {
        assert!(('\0'..=char::MAX).all(|c| is_letter(c) == c.is_alphabetic()));
    }

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

    #[test]
    fn languages_without_words_of_their_own_here() {
        let cases = [
            ("pl", "Mieszkańcy czekali na drogę od lat, ale nie było pieniędzy."),
            ("uk", "Мешканці чекали на дорогу багато років, але її не було."),
            ("bg", "Жителите чакаха пътя от години."),
            ("ru", "Жители ждали дорогу много лет."),
            ("tr", "Köylüler yol için yıllarca bekledi ve çok sevindi."),
            ("th", "ชาวบ้านรอถนนมาหลายปี"),
            ("ar", "انتظر السكان الطريق سنوات، وفتح الجسر هذا الصباح."),
            ("zh", "大桥今早通车。"),
            ("ko", "다리가 오늘 아침 개통됐다."),
            ("da", "Beboerne har ventet på vejen i mange år, og de er glade."),
        ];
        for (code, text) in cases {
            assert_eq!(language(text, None).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_declaration_decides_between_neighbours_and_for_short_texts() {
        let malay =
            "Jambatan itu dibuka pagi tadi kerana ramai penduduk menunggu, kata jurucakap majlis daerah.";
        assert_eq!(language(malay, Some("ms-MY")).as_deref(), Some("ms"));
        assert_eq!(language("Ferry returns", Some("en")).as_deref(), Some("en"));
        assert_eq!(language("Người dân đi đò qua sông mỗi ngày hai lần.", Some("en")).as_deref(), Some("vi"));
    }
}
