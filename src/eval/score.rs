//! The measures: words, precision and recall, shingles, names.
//!
//! Pure functions, each the twin of one in the scorer script. That script is Python, and what Python calls a word, a
//! blank or a lower-case letter is part of the measure; where Rust's own notion differs, it is spelled out here.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// Degrees that are no part of a name, with and without points.
const DEGREES: [&str; 19] = [
    "Ph.D.", "Ph.D", "PhD.", "PhD", "M.D.", "M.D", "MD.", "MD", "M.Sc.", "M.Sc", "MSc.", "MSc", "MBA", "RDN",
    "RD", "RN", "CFP", "Esq.", "Esq",
];

/// Precision, recall and F1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prf {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
}

impl Prf {
    /// From counts: `hit` of the `found` are among the `wanted`. To find nothing is right when nothing is wanted.
    pub(super) fn new(hit: usize, wanted: usize, found: usize) -> Self {
        let share = |whole: usize| (whole > 0).then(|| hit as f64 / whole as f64);
        let precision = share(found).unwrap_or(if wanted == 0 { 1.0 } else { 0.0 });
        let recall = share(wanted).unwrap_or(1.0);
        Self { precision, recall, f1: f1(precision, recall) }
    }

    /// From things that count as often as they come.
    pub(super) fn of<T: Ord>(wanted: &[T], found: &[T]) -> Self {
        Self::new(common(sorted(wanted), sorted(found)), wanted.len(), found.len())
    }
}

/// The harmonic mean.
pub(super) fn f1(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
}

fn sorted<T: Ord>(things: &[T]) -> Vec<&T> {
    let mut things: Vec<&T> = things.iter().collect();
    things.sort_unstable();
    things
}

/// How many things two sorted lists share, each as often as it is in both.
fn common<T: Ord>(one: Vec<T>, other: Vec<T>) -> usize {
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    let mut shared = 0;
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match left.cmp(right) {
            Ordering::Less => drop(one.next()),
            Ordering::Greater => drop(other.next()),
            Ordering::Equal => {
                shared += 1;
                drop((one.next(), other.next()));
            }
        }
    }
    shared
}

/// The text in NFC without soft hyphens, each run of white space one blank.
pub(super) fn norm(text: &str) -> String {
    let composed = compose(text);
    let words: Vec<&str> = composed.split(is_space).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The text as words are taken from it: in NFC without soft hyphens, in lower case.
pub(super) fn fold(text: &str) -> String {
    compose(text).to_lowercase()
}

fn compose(text: &str) -> String {
    text.nfc().filter(|&c| c != '\u{ad}').collect()
}

/// The words of a folded text.
pub(super) fn words(folded: &str) -> Vec<&str> {
    folded.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect()
}

/// All runs of four words; a shorter text is one run.
pub(super) fn shingles<'w, 't>(words: &'w [&'t str]) -> Vec<&'w [&'t str]> {
    match words.len() {
        0 => Vec::new(),
        1..SHINGLE => vec![words],
        _ => words.windows(SHINGLE).collect(),
    }
}

/// Whether two texts have the same words.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    words(&fold(one)) == words(&fold(other))
}

/// The first ten characters of a date and time: the date.
pub(super) fn date(published: &str) -> &str {
    published.char_indices().nth(10).map_or(published, |(end, _)| &published[..end])
}

/// The text without white space at its ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Python's white space: Rust's, and the four information separators.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Python's `\w`: letters, numbers, underscore. Rust's alphabetic characters are more than letters: signs that follow
/// a letter, and circled and squared letters.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let circled = matches!(c, 'Ⓐ'..='ⓩ' | '🄰'..='🅉' | '🅐'..='🅩' | '🅰'..='🆉');
    c.is_numeric() || (c.is_alphabetic() && !is_combining_mark(c) && !circled)
}

/// The names of a list of bylines, each once, as words: split where a byline names several, without degrees.
pub(super) fn names(bylines: &[String]) -> BTreeSet<String> {
    let bylines = bylines.iter().map(|byline| without_degrees(&norm(byline)));
    let names = bylines.flat_map(|byline| {
        split(&byline).into_iter().map(|name| words(&fold(name)).join(" ")).collect::<Vec<_>>()
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// How far two lists of bylines agree: F1 over their names.
pub(super) fn author_f1(wanted: &[String], found: &[String]) -> f64 {
    let list = |bylines| names(bylines).into_iter().collect::<Vec<_>>();
    Prf::of(&list(wanted), &list(found)).f1
}

/// A byline at its commas, semicolons, `&`, `|`, "and" and "và".
fn split(byline: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = byline;
    while let Some((end, separator)) =
        rest.char_indices().find_map(|(at, _)| Some((at, separator(&rest[at..])?)))
    {
        names.push(&rest[..end]);
        rest = &rest[end + separator.len()..];
    }
    names.push(rest);
    names
}

fn separator(text: &str) -> Option<&'static str> {
    [",", ";", "&", "|", " and ", " và "].into_iter().find(|separator| text.starts_with(separator))
}

/// A normalised byline without degrees, and without a comma before one. A degree is a word up to a blank, a comma, a
/// semicolon or the end; it may hang on something that is no letter, as in "(MD".
fn without_degrees(byline: &str) -> String {
    let mut out = String::with_capacity(byline.len());
    // What stands before a degree is looked at again only back to the degree before that.
    let mut settled = 0;
    for piece in byline.split_inclusive([' ', ',', ';']) {
        let run = piece.trim_end_matches([' ', ',', ';']);
        let Some(rest) = before_degree(run) else {
            out.push_str(piece);
            continue;
        };
        out.push_str(rest);
        if rest.is_empty() {
            let open = out[settled..].trim_end_matches(' ');
            let open = open.strip_suffix(',').unwrap_or(open);
            out.truncate(settled + open.len());
        }
        settled = out.len();
        out.push_str(&piece[run.len()..]);
    }
    out
}

/// What stands before the degree at the end of `run`; `None` when there is no degree.
fn before_degree(run: &str) -> Option<&str> {
    let mut rests = DEGREES.into_iter().filter_map(|degree| run.strip_suffix(degree));
    rests.find(|rest| !rest.chars().next_back().is_some_and(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(bylines: &[&str]) -> Vec<String> {
        names(&bylines.iter().map(ToString::to_string).collect::<Vec<_>>()).into_iter().collect()
    }

    #[test]
    fn a_word_is_what_python_calls_one() {
        let word = regex::Regex::new(r"^[\p{L}\p{N}_]$").expect("pattern");
        // Which characters are taken differs between versions of Unicode; what an old one is does not.
        let new = regex::Regex::new(r"^\p{Cn}$").expect("pattern");
        let wrong: Vec<char> = (char::MIN..=char::MAX)
            .filter(|&c| {
                let mut utf8 = [0; 4];
                let text = c.encode_utf8(&mut utf8);
                is_word(c) != word.is_match(text) && !new.is_match(text)
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn words_are_composed_and_lower_case() {
        let folded = fold("Tho\u{302}ng tin_1: 3,5 TỶ đồ\u{ad}ng – नमस्ते");
        assert_eq!(words(&folded), ["thông", "tin_1", "3", "5", "tỷ", "đồng", "नमस", "त"]);
        assert_eq!(norm(" a\u{a0}\u{1f} b\u{ad}c\n"), "a bc");
        assert_eq!(trim("\u{1c}\u{3000}a b\t"), "a b");
        assert!(same_words("“Hà Nội”, hôm nay", "HÀ NỘI hôm nay…") && !same_words("Hà Nội", "Ha Noi"));
    }

    #[test]
    fn things_count_as_often_as_they_come() {
        let prf = Prf::of(&["a", "a", "b"], &["b", "a", "c", "c"]);
        assert_eq!((prf.precision, prf.recall), (0.5, 2.0 / 3.0));
        assert!((prf.f1 - 4.0 / 7.0).abs() < 1e-12);
        let of = |wanted: &[u8], found: &[u8]| Prf::of(wanted, found);
        assert_eq!(of(&[], &[]), Prf { precision: 1.0, recall: 1.0, f1: 1.0 });
        assert_eq!(of(&[1], &[]), Prf { precision: 0.0, recall: 0.0, f1: 0.0 });
        assert_eq!(of(&[], &[1]), Prf { precision: 0.0, recall: 1.0, f1: 0.0 });
    }

    #[test]
    fn a_short_text_is_one_shingle() {
        let words = ["a", "b", "c", "d", "e"];
        let count = |n: usize| shingles(&words[..n]).len();
        assert_eq!([0, 1, 3, 4, 5].map(count), [0, 1, 1, 1, 2]);
        assert_eq!(shingles(&words)[1], ["b", "c", "d", "e"]);
    }

    #[test]
    fn bylines_are_split() {
        assert_eq!(list(&["Lan  Anh và Minh & Hà|Vũ", "LAN ANH"]), ["hà", "lan anh", "minh", "vũ"]);
        assert_eq!(list(&["Anand and Sons; x và and y"]), ["anand", "and y", "sons", "x"]);
        assert_eq!(list(&[",", " - "]), [""; 0]);
    }

    #[test]
    fn degrees_go_where_they_end_a_word() {
        let rests = [
            ("Jane Doe, Ph.D., MBA", "Jane Doe"),
            ("Jane Doe MD, RN and Bo, RDN", "Jane Doe and Bo"),
            ("Doe , M.Sc.; Roe Esq", "Doe ; Roe"),
            ("MD MD", ""),
            ("Doe (MD, x-PhD", "Doe (, x-"),
            ("Ahmd, JMD, MDs, Esqu, PhD.x, Rnn RN", "Ahmd, JMD, MDs, Esqu, PhD.x, Rnn"),
            ("a, , MD MD b", "a,  b"),
        ];
        for (byline, rest) in rests {
            assert_eq!(without_degrees(byline), rest, "{byline}");
        }
    }

    #[test]
    fn authors_agree_by_names() {
        let f1 = |wanted: &str, found: &str| author_f1(&[wanted.into()], &[found.into()]);
        assert!((f1("Lan Anh, Minh", "Minh và An") - 0.5).abs() < 1e-12);
        assert!((f1("Jane Doe, MD", "jane doe") - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_date_is_ten_characters() {
        assert_eq!(
            (date("2026-03-07T09:40+07:00"), date("2026"), date("năm 2026 đó…")),
            ("2026-03-07", "2026", "năm 2026 đ")
        );
    }
}
