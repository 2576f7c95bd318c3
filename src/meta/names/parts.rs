//! The parts of a byline: who wrote, apart from who photographed, drew, filmed or edited; one name apart from the next.

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

/// Parts names wherever it stands between capitals.
#[rustfmt::skip]
const SEPARATORS: [&str; 14] = [
    ",", ";", "&", "|", "，", "、", " and ", " And ", " AND ", " và ", " VÀ ", " with ", " und ", "\n",
];

/// Words that part names, but stand inside of names as well ("Ortega y Gasset", "Costa e Silva"): only between two names
/// of two words and more.
const SOFT: [&str; 14] = [
    " et ", " y ", " e ", " i ", " и ", " та ", " dan ", " och ", " og ", " en ", " ja ", " oraz ", " Y ",
    " E ",
];

/// The part of a byline that names who wrote, if others are named beside them.
pub(super) fn writers(text: &str) -> &str {
    let lower = text.to_lowercase();
    // Lower-casing may change lengths: then nothing is cut.
    if lower.len() != text.len() {
        return text;
    }
    let at = |cues: &[&str], from: usize| {
        cues.iter()
            .flat_map(|cue| lower.match_indices(cue))
            .map(|it| it.0)
            .filter(|&at| at >= from && begins_part(text, at))
            .min()
    };
    match at(HELPERS, 0) {
        None => text,
        Some(0) => at(WRITERS, 1).map_or(text, |start| &text[start..]),
        Some(end) => {
            let before =
                text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')'));
            // "Tin - ảnh: X": one cue, not a name and a cue.
            let names = before.split_whitespace().count() >= 2 || before.contains(':');
            if names { before } else { text }
        }
    }
}

/// Whether something new begins there: after a sign, not in the middle of a phrase.
fn begins_part(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    before.is_empty() || before.ends_with([',', ';', '|', '-', '–', '—', '/', '•', '·', '.', '(', '\n'])
}

/// The names of a list.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    for separator in SOFT {
        parts = parts.into_iter().flat_map(|part| soft(part, separator)).collect();
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
