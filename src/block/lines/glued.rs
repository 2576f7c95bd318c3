//! Lines in which a flattener glued blocks together: a page written without white space between its elements comes out
//! as one line ("… trong nước.Theo đó", "Thể thaoGiải trí"). They are parted where no one would write on without a space.

use std::ops::Range;

/// Shorter lines, in bytes, are one block.
const MIN_BYTES: usize = 240;

/// Paragraphs are shorter than this, as a rule.
const LONG_BYTES: usize = 900;

/// So many seams that are no name by any reading make a line a glued one; a slip of the keyboard is alone.
const MIN_SEAMS: usize = 3;

/// One seam to so many bytes at least.
const BYTES_PER_SEAM: usize = 2500;

/// A page on one line has stretches of so many bytes; a paragraph never has.
const MIN_STRETCH: usize = 3000;

/// So many words without a sentence end are menus and headlines in a row.
const MAX_SENTENCE_WORDS: usize = 70;

/// A name with a capital inside (`YouTube`, `LinkedIn`) has one half of at most so many letters.
const HALF_NAME: usize = 3;

/// Whether the line is too short to be glued of several blocks.
pub(super) const fn is_short(line: &str) -> bool {
    line.len() < MIN_BYTES
}

/// The parts of a line: the line itself, unless it is long and has seams, or stretches that are no sentences.
pub(super) fn parts(line: &str) -> Vec<&str> {
    if is_short(line) || is_code(line) {
        return vec![line];
    }
    let seams: Vec<(usize, bool)> = words(line).into_iter().flat_map(|word| seams(line, word)).collect();
    let certain = seams.iter().filter(|(_, certain)| *certain).count();
    // In a line longer than paragraphs are, names are few among so many capitals inside words.
    let sure = certain * 2 >= seams.len() || line.len() >= LONG_BYTES;
    if certain < MIN_SEAMS || !sure || seams.len() * BYTES_PER_SEAM < line.len() {
        return stretches(line);
    }
    let seams: Vec<usize> = seams.into_iter().map(|(at, _)| at).collect();
    pieces(line, &seams).into_iter().flat_map(stretches).collect()
}

/// Whether braces, semicolons and the like are as frequent as in code, whose words have capitals inside.
fn is_code(line: &str) -> bool {
    let marks =
        line.bytes().filter(|byte| matches!(byte, b'{' | b'}' | b'=' | b';' | b'<' | b'>' | b'_')).count();
    marks * 80 > line.len()
}

fn pieces<'l>(line: &'l str, borders: &[usize]) -> Vec<&'l str> {
    let mut out = Vec::with_capacity(borders.len() + 1);
    let mut from = 0;
    for &at in borders {
        out.push(&line[from..at]);
        from = at;
    }
    out.push(&line[from..]);
    out
}

/// A very long line, parted where sentences begin and end among words that are none: a whole page joined by spaces.
fn stretches(line: &str) -> Vec<&str> {
    if line.len() < MIN_STRETCH {
        return vec![line];
    }
    let ends = sentence_ends(line);
    let loose = |text: &str| text.split_whitespace().nth(MAX_SENTENCE_WORDS).is_some();
    let sentences = pieces(line, &ends);
    let kinds: Vec<bool> = sentences.iter().map(|text| loose(text)).collect();
    let borders: Vec<usize> =
        ends.iter().enumerate().filter(|&(at, _)| kinds[at] || kinds[at + 1]).map(|(_, &end)| end).collect();
    pieces(line, &borders)
}

/// Where a sentence has ended: behind the space after its mark, before a capital.
fn sentence_ends(line: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let (mut stop, mut space) = (false, false);
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            space = stop;
            continue;
        }
        if space && (c.is_uppercase() || matches!(c, '"' | '“' | '(')) {
            out.push(at);
        }
        let closing = matches!(c, '"' | '”' | '’' | ')' | '»');
        stop = matches!(c, '.' | '!' | '?' | '…') || (stop && closing && !space);
        space = false;
    }
    out
}

/// The runs of characters that are no white space.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = None;
    for (at, c) in line.char_indices() {
        if !c.is_whitespace() {
            from = from.or(Some(at));
        } else if let Some(from) = from.take() {
            out.push(from..at);
        }
    }
    out.extend(from.map(|from| from..line.len()));
    out
}

/// Where blocks meet inside a word, and whether that is certain: `JavaScript` and `NamĐịnh` look alike.
fn seams(line: &str, range: Range<usize>) -> Vec<(usize, bool)> {
    let word = &line[range.start..range.end];
    // Most words have small letters only.
    let begins = |c: char| c.is_ascii_digit() || c.is_uppercase();
    if !word.chars().skip(1).any(begins) {
        return Vec::new();
    }
    if word.contains("://") || word.contains(['@', '=', '{', '_']) || word.contains("()") {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    let mut out = Vec::new();
    let mut start = 0;
    for at in 1..chars.len() {
        let lower_after = chars.get(at + 1).is_some_and(|(_, c)| c.is_lowercase());
        let (byte, c) = chars[at];
        let left = &word[start..byte];
        let seam = match chars[at - 1].1 {
            before if c.is_ascii_digit() => before.is_lowercase() && is_date(&word[byte..]),
            _ if !c.is_uppercase() => false,
            before if before.is_lowercase() => left.chars().count() > 1 && !is_name(left, &word[byte..]),
            before if before.is_ascii_digit() => lower_after && ends_in_figures(left),
            before if before.is_uppercase() => lower_after && ends_in_capitals(left),
            before => is_closing(before) && ends_sentence(left),
        };
        if seam {
            let camel =
                left.starts_with(char::is_uppercase) && left.is_ascii() && chars[at - 1].1.is_lowercase();
            out.push((range.start + byte, !camel));
            start = byte;
        }
    }
    out
}

const fn is_closing(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '’' | ')' | '»')
}

/// Whether the last word before the closing marks is of small letters or figures: "TP.Hà Nội" and "U.S.A" go on.
fn ends_sentence(left: &str) -> bool {
    let bare = left.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = bare.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    !word.is_empty() && word.chars().all(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// `30/07/2019Phòng`, `09:56Uống`: a date or a time, not `4K` or `MP3Player`.
fn ends_in_figures(left: &str) -> bool {
    let figures = left.len() - left.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    figures >= 2 && left.contains(['/', ':', '-', '.'])
}

/// `HĐNDDanh bạ`: capitals end, and a word with one begins.
fn ends_in_capitals(left: &str) -> bool {
    left.chars().rev().take_while(|c| c.is_uppercase()).count() >= 3
}

/// "Đô thị30/07/2019".
fn is_date(right: &str) -> bool {
    let rest = right.trim_start_matches(|c: char| c.is_ascii_digit());
    right.len() - rest.len() <= 2
        && rest.starts_with(['/', ':', '-'])
        && rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// `iPhone`, `YouTube`, `LinkedIn`: letters of ASCII, and one half is short.
fn is_name(left: &str, right: &str) -> bool {
    let letters = |text: &str| text.chars().take_while(char::is_ascii_alphabetic).count();
    let right_length = letters(right);
    let plain = letters(left) == left.chars().count()
        && !right.chars().nth(right_length).is_some_and(char::is_alphanumeric);
    plain && (left.len() <= HALF_NAME || right_length <= HALF_NAME)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn blocks_without_a_space_between_them() {
        let sentence = "Bà con thôn Hạ mua iPhone và xem YouTube ở TP.Hà Nội từ năm 2019.";
        let line = ["Trang chủThể thaoGiải trí", &[sentence; 16].concat(), "Xem thêm"].concat();
        let got = parts(&line);
        assert_eq!(&got[..4], ["Trang chủ", "Thể thao", "Giải trí", sentence]);
        assert_eq!(got.last(), Some(&"Xem thêm"));
        assert_eq!(got.concat(), line);
        assert_eq!(parts("Thể thaoGiải trí").len(), 1);
        let whole = [sentence; 60].join(" ");
        assert_eq!(parts(&whole), [whole.as_str()]);
    }

    #[test]
    fn a_page_joined_by_spaces() {
        let menu = ["Trang chủ Thể thao Giải trí Kinh tế"; 20].join(" ");
        let text = ["Bà con thôn Hạ dậy sớm ra đồng cho kịp vụ gặt."; 60].join(" ");
        let line = format!("{menu} Gặt lúa. {text} {menu}");
        let got: Vec<&str> = parts(&line).into_iter().map(str::trim).collect();
        assert_eq!(got, [format!("{menu} Gặt lúa."), text, menu]);
    }
}
