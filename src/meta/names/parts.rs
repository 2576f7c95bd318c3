//! The parts of a byline: who wrote, apart from who photographed, drew, filmed or edited; one name apart from the next.

use crate::meta::signs::holds_word;
use crate::meta::starts::Starts;

/// What stands before those who helped, in lower case: photographers, artists, editors. They made the page, not its
/// text.
#[rustfmt::skip]
const HELPERS: &[&str] = &[
    "ảnh:", "ảnh và clip:", "ảnh, video:", "hình ảnh:", "hình:", "video:", "clip:", "đồ họa:", "đồ hoạ:", "đồ họa,", "thiết kế:",
    "trình bày:", "kỹ thuật:", "minh họa:", "minh hoạ:", "biên tập:", "hiệu đính:", "photos by", "photo by", "photographs by",
    "photograph by", "photography by", "pictures by", "photos:", "photo:", "photographer:", "photographers:",
    "illustrations by", "illustration by", "graphics by", "graphic by", "video by", "edited by", "editing by",
    "produced by", "fotos:", "foto:", "fotografías:", "photos :", "illustrations :", "фото:", "摄影：", "写真：", "写真・", "图：",
];

/// What stands before those who wrote, where others stand before them.
const WRITERS: &[&str] = &[
    "bài viết:",
    "bài:",
    "nội dung:",
    "tin:",
    "words by",
    "text by",
    "story by",
    "text:",
    "текст:",
    "文：",
    "文・",
];

/// Signs that part names.
const SIGNS: [char; 7] = [',', ';', '&', '|', '，', '、', '\n'];

/// Words that part names wherever they stand.
const WORDS: [&str; 7] = [" and ", " And ", " AND ", " và ", " VÀ ", " with ", " und "];

/// Words that part names, but stand inside of names as well ("Ortega y Gasset", "Costa e Silva"): only between two names
/// of two words and more.
const SOFT: [&str; 14] = [
    " et ", " y ", " e ", " i ", " и ", " та ", " dan ", " och ", " og ", " en ", " ja ", " oraz ", " Y ",
    " E ",
];

static HELPING: Starts<{ HELPERS.len() }> = Starts::new(HELPERS);

static WRITING: Starts<{ WRITERS.len() }> = Starts::new(WRITERS);

/// The part of a byline that names who wrote, if others are named beside them.
pub(super) fn writers(text: &str) -> &str {
    // What each of the helpers' cues holds.
    if !text.contains([':', '：', '・']) && !holds_word(text, &[" by", "a,"]) {
        return text;
    }
    let lower = text.to_lowercase();
    // Lower-casing may change lengths: then nothing is cut.
    if lower.len() != text.len() {
        return text;
    }
    match part_start(&lower, &HELPING, 0) {
        None => text,
        Some(0) => part_start(&lower, &WRITING, 1).and_then(|start| text.get(start..)).unwrap_or(text),
        Some(end) => {
            let before = text.get(..end).unwrap_or(text);
            let before = before.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')'));
            // "Tin - ảnh: X": one cue, not a name and a cue.
            let names = before.split_whitespace().count() >= 2 || before.contains(':');
            if names { before } else { text }
        }
    }
}

/// Where the first part, from `from` on, begins with one of the cues: a part begins after a sign, not in the middle of a
/// phrase.
fn part_start<const N: usize>(lower: &str, cues: &Starts<N>, from: usize) -> Option<usize> {
    let sign = |c: char| matches!(c, ',' | ';' | '|' | '-' | '–' | '—' | '/' | '•' | '·' | '.' | '(');
    let mut begins = true;
    lower.char_indices().find_map(|(at, c)| {
        let rest = &lower[at..];
        let found = begins && at >= from && cues.of(rest).any(|cue| rest.starts_with(cue));
        if sign(c) {
            begins = true;
        } else if !c.is_whitespace() {
            begins = false;
        }
        found.then_some(at)
    })
}

/// The names of a list.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split(SIGNS).collect();
    // A space on both sides is what the words have in common.
    let is = |word: &str| WORDS.iter().chain(&SOFT).any(|it| it[1..it.len() - 1] == *word);
    if text.split(' ').any(is) {
        for word in WORDS {
            parts = parts.into_iter().flat_map(|part| part.split(word)).collect();
        }
        for word in SOFT {
            parts = parts.into_iter().flat_map(|part| soft(part, word)).collect();
        }
    }
    parts.into_iter().flat_map(chinese).collect()
}

fn soft<'t>(part: &'t str, separator: &str) -> Vec<&'t str> {
    match part.split_once(separator) {
        Some((left, right)) if is_whole(left) && is_whole(right) => {
            [vec![left], soft(right, separator)].concat()
        }
        _ => vec![part],
    }
}

/// Whether these are a first and a last name at least.
fn is_whole(name: &str) -> bool {
    let words = name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
    words.count() >= 2
}

/// Chinese names side by side: each is two to four characters.
fn chinese(part: &str) -> Vec<&str> {
    let han = |word: &&str| {
        (2..=4).contains(&word.chars().count()) && word.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
    };
    let words: Vec<&str> = part.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(han) { words } else { vec![part] }
}

#[cfg(test)]
mod tests {
    use super::{split, writers};

    #[test]
    fn who_wrote_and_who_helped() {
        for text in ["Lê Mẫu; Ảnh: Trần Thử", "Lê Mẫu - Đồ họa: Trần Thử", "Ảnh: Trần Thử - Lê Mẫu"]
        {
            assert!(writers(text).contains("Lê Mẫu"), "{text}");
        }
        assert_eq!(writers("Lê Mẫu - Ảnh: Trần Thử, Đỗ Dụ"), "Lê Mẫu");
        assert_eq!(writers("Jane Doe, Photographs by John Roe and Ann Poe"), "Jane Doe");
        assert_eq!(writers("Ảnh: Trần Thử - Bài: Lê Mẫu"), "Bài: Lê Mẫu");
        assert_eq!(writers("Tin - ảnh: Lê Mẫu"), "Tin - ảnh: Lê Mẫu");
        assert_eq!(writers("Ảnh: Trần Thử"), "Ảnh: Trần Thử");
    }

    #[test]
    fn words_that_part_names_and_words_inside_names() {
        assert_eq!(split("Ana Prueba y Luis Ensayo"), ["Ana Prueba", "Luis Ensayo"]);
        assert_eq!(split("José Muestra y Gasset"), ["José Muestra y Gasset"]);
        assert_eq!(split("Rui Costa e Silva"), ["Rui Costa e Silva"]);
        assert_eq!(split("Budi Contoh dan Sari Uji"), ["Budi Contoh", "Sari Uji"]);
        assert_eq!(split("张三 李四"), ["张三", "李四"]);
    }
}
