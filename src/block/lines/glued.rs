//! Lines in which a flattener glued blocks together: a page written without white space between its elements comes out
//! as one line ("… trong nước.Theo đó", "Thể thaoGiải trí"). They are parted where no one would write on without a space.

use std::ops::Range;

/// No block of a page is so long, in bytes, save where many were glued together.
const MIN_BYTES: usize = 900;

/// So many seams make a line a glued one; a slip of the keyboard is alone.
const MIN_SEAMS: usize = 4;

/// One seam to so many bytes at least.
const BYTES_PER_SEAM: usize = 2500;

/// `YouTube`, `SaigonPress`: a name is no longer, in letters.
const MAX_NAME: usize = 16;

/// The parts of a line: the line itself, unless it is long and has seams.
pub(super) fn parts(line: &str) -> Vec<&str> {
    if line.len() < MIN_BYTES {
        return vec![line];
    }
    let seams: Vec<usize> = words(line).into_iter().flat_map(|word| seams(line, word)).collect();
    if seams.len() < MIN_SEAMS || seams.len() * BYTES_PER_SEAM < line.len() {
        return vec![line];
    }
    let mut out = Vec::with_capacity(seams.len() + 1);
    let mut from = 0;
    for at in seams {
        out.push(&line[from..at]);
        from = at;
    }
    out.push(&line[from..]);
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

/// Where blocks meet inside a word.
fn seams(line: &str, range: Range<usize>) -> Vec<usize> {
    let word = &line[range.start..range.end];
    if word.contains("://") || word.contains('@') {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in word.char_indices() {
        if c.is_uppercase()
            && before.is_some_and(|before| is_seam(&word[start..at], before))
            && !is_name(&word[start..])
        {
            out.push(range.start + at);
            start = at;
        }
        before = Some(c);
    }
    out
}

/// Whether a block ends before a capital: a sentence that ends in a word of small letters or a figure, or small letters.
fn is_seam(left: &str, before: char) -> bool {
    if before.is_lowercase() {
        return left.chars().count() > 1;
    }
    let closing = matches!(before, '.' | '!' | '?' | '…' | '"' | '”' | '’' | ')' | '»');
    let bare = left.trim_end_matches(|c: char| !c.is_alphanumeric());
    // "TP.Hà Nội", "U.S.A": the part before the stop is an abbreviation.
    let word = bare.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    closing && !word.is_empty() && word.chars().all(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// `iPhone`, `YouTube`: one hump, letters of ASCII only, no longer than a name.
fn is_name(word: &str) -> bool {
    let letters: &str = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let lower = letters.chars().take_while(char::is_ascii_lowercase).count();
    let humps = letters.chars().skip(1).filter(char::is_ascii_uppercase).count();
    let plain = letters.chars().all(|c| c.is_ascii_alphanumeric());
    plain && humps == 1 && letters.len() <= MAX_NAME && (lower == 0 || lower <= 1)
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
    }
}
