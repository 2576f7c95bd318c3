//! Author names out of strings: bylines, signatures, attributes and JSON fields.
//!
//! A pen name or a desk is a name when the page signs with it; a CMS account, an address or a role alone is not. Where
//! on the page such a string is looked for is decided elsewhere.

pub(super) mod cue;
mod line;
mod parts;
mod ranked;
mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;

pub use cue::has_cue;
use cue::strip_cues;
pub use line::{SignatureLine, signature_line, source_of_line};
use parts::{split, writers};
pub use ranked::ranked;
use words::{ACCOUNTS, AGENCIES, DESKS, ENDS, NO_NAME_STARTS, NO_NAMES, ROLES};

use super::date;
use super::site::Site;
use super::starts::Starts;
use crate::block::normal::{key, normalise};
use crate::block::text::is_cjk;

/// A name has at most so many words: "The Editors of Good Housekeeping", "Nhóm phóng viên Văn hóa".
const MAX_WORDS: usize = 7;

/// And so many characters.
const MAX_CHARS: usize = 60;

/// In scripts without spaces so many: the transcription of a long foreign name has about twelve.
const MAX_WIDE_CHARS: usize = 16;

/// A byline is read so far, in characters: forty of the longest names.
const MAX_BYLINE_CHARS: usize = 40 * MAX_CHARS;

/// Each name once, however it is written.
pub fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut met = BTreeSet::new();
    names.filter(|name| met.insert(key(name))).collect()
}

/// The names in a byline, a signature or an attribute, without the site's own names.
pub fn parse(text: &str, site: &Site) -> Vec<String> {
    let text = text.char_indices().nth(MAX_BYLINE_CHARS).map_or(text, |(end, _)| &text[..end]);
    let text = normalise(text);
    let text =
        text.strip_prefix('（').and_then(|it| it.strip_suffix('）')).map_or(text.clone(), str::to_owned);
    let ranked = ranked(strip_cues(&text));
    if !ranked.is_empty() {
        return ranked;
    }
    let body = without_parentheses(strip_cues(writers(&text)));
    let body = cut_ends(&body);
    let mut names: Vec<String> = Vec::new();
    let mut met: BTreeSet<String> = BTreeSet::new();
    let mut roles: Vec<String> = Vec::new();
    for part in split(&body) {
        let part = strip_cues(part).trim_matches(is_edge);
        let part = strip_rank(site.without_suffix(without_agency(strip_rank(part), site)));
        let key = key(part);
        if met.contains(&key) || !is_name(part, &key, site) {
            continue;
        }
        // Degrees that no list knows: "Jane Doe, FAND, DABOM".
        let initials = !part.contains(' ')
            && part.chars().count() <= 6
            && part.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'));
        if initials && !names.is_empty() {
            continue;
        }
        if is_role(part) {
            roles.push(part.to_owned());
        } else {
            names.push(part.to_owned());
            met.insert(key);
        }
    }
    // A role is a name where nothing else is given and it names a desk: "Sports Editor Team" yes, "Senior Reporter" no.
    if names.is_empty() {
        roles.retain(|role| {
            key(role).split(' ').any(|word| matches!(word, "team" | "desk" | "staff" | "board" | "editors"))
        });
        return roles;
    }
    names
}

/// Whether a short block reads like a signature: a few capitalised words and no sentence.
pub fn is_signature(text: &str) -> bool {
    let text = text.trim().trim_matches(['(', ')']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital =
        |word: &&str| word.trim_start_matches(is_edge).chars().next().is_some_and(char::is_uppercase);
    let joins = |word: &&str| {
        matches!(
            *word,
            "-" | "–"
                | "và"
                | "and"
                | "&"
                | "/"
                | "team"
                | "Team"
                | "of"
                | "the"
                | "(thực"
                | "hiện)"
                | "(tổng"
                | "hợp)"
                | "(ghi)"
        )
    };
    (1..=8).contains(&words.len())
        && text.chars().count() <= MAX_CHARS
        && !text.ends_with(['.', '!', '?', ':', ';', ',', '…'])
        && !text.chars().any(|c| c.is_ascii_digit())
        && words.iter().all(|word| capital(word) || joins(word))
        && words.iter().any(|word| word.chars().count() > 1)
}

/// The part before dates, counts and what is parted off by dashes and dots.
fn cut_ends(text: &str) -> Cow<'_, str> {
    let mut out = text;
    // All of them are signs, or words between spaces.
    let is = |word: &str| ENDS.iter().any(|end| end.get(1..end.len() - 1) == Some(word));
    let parted = text.contains(['\t', '／', '｜']) || text.split(' ').any(is);
    for &end in ENDS.iter().filter(|_| parted) {
        // The first piece may be empty or a date ("March 5, 2024 | Jane Doe"): then what follows is the byline.
        while let Some((left, right)) = out.split_once(end) {
            let left_is_none = left.trim_matches(is_edge).is_empty() || date::is_date_line(left);
            let worded = end.trim().chars().all(char::is_alphabetic);
            if worded && (left_is_none || left.split_whitespace().count() < 2) {
                break;
            }
            // "Hà An - Minh Tú" and "Jane Doe / John Roe" are two names.
            let pair = matches!(end, " - " | " – " | " / ")
                && is_signature(left)
                && is_signature(right)
                && !is_role(right);
            if pair {
                return Cow::Owned(format!("{left}; {}", cut_ends(right)));
            }
            out = if left_is_none { right } else { left };
        }
    }
    let out = before_date(out);
    Cow::Borrowed(changed(out).and_then(|at| out.get(..at)).unwrap_or(out))
}

/// What a byline tells after the names: what was done with the text and when.
static DONE: Starts<9> = Starts::new(&[
    "published",
    " updated",
    " posted",
    "last update",
    " reviewed by",
    " edited by",
    " fact checked",
    " updated by",
    " expert reviewer",
]);

/// Where a byline begins to tell that.
fn changed(text: &str) -> Option<usize> {
    let done = DONE.find(text);
    if text.is_ascii() {
        return done;
    }
    let lower = text.to_lowercase();
    // Lower-casing may change lengths: then nothing is found.
    let others = [" cập nhật", " ngày ", " lúc "].into_iter().filter_map(|word| lower.find(word));
    others.chain(done).min().filter(|_| lower.len() == text.len())
}

/// The part before the first word with a digit, the month's name before it taken along.
fn before_date(text: &str) -> &str {
    let mut end = None;
    let mut before: Option<(usize, &str)> = None;
    for word in text.split_whitespace() {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            end = Some(before.filter(|(_, word)| date::is_month(word)).map_or(at, |(at, _)| at));
            break;
        }
        before = Some((at, word));
    }
    end.filter(|&at| at > 0).map_or(text, |at| &text[..at])
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|&c| {
            depth += u32::from(matches!(c, '(' | '[' | '（' | '［' | '【'));
            let inside = depth > 0;
            if matches!(c, ')' | ']' | '）' | '］' | '】') {
                depth = depth.saturating_sub(1);
            }
            !inside
        })
        .collect()
}

/// The name without the paper it wrote for: "Lê Mẫu/Báo Thử", "Lê Mẫu/TTXVN".
fn without_agency<'t>(name: &'t str, site: &Site) -> &'t str {
    let Some((left, right)) = name.rsplit_once('/') else { return name };
    let right = right.trim();
    let agency = AGENCIES.iter().any(|word| right.starts_with(word)) || site.is_named(right);
    let left = left.trim();
    if agency && left.split(' ').count() >= 2 && is_signature(left) { left } else { name }
}

/// Military and academic ranks before Vietnamese names, and titles before others.
fn strip_rank(name: &str) -> &str {
    let ranks = [
        "PV ",
        "CTV ",
        "BTV ",
        "Phóng viên ",
        "Biên tập viên ",
        "Mr. ",
        "Mrs. ",
        "Ms. ",
        "Reporter ",
        "Staff Reporter ",
        "Staff Writer ",
        "Correspondent ",
        "and ",
        "@",
    ];
    let mut name = ranks
        .iter()
        .find_map(|rank| name.strip_prefix(rank))
        .filter(|it| !it.trim().is_empty())
        .unwrap_or(name)
        .trim();
    // What people did, and the degrees they have, at the end.
    let tails = [
        " thực hiện",
        " ghi",
        " tổng hợp",
        " lược dịch",
        " biên dịch",
        " dịch",
        " The Associated Press",
        " Associated Press",
        " Reuters",
        " AFP",
    ];
    if let Some(shorter) = tails.iter().find_map(|tail| name.strip_suffix(tail)) {
        name = shorter.trim();
    }
    while let Some((rest, last)) = name.rsplit_once(' ')
        && last.len() <= 6
        && last.chars().all(|c| c.is_uppercase() || c == '.')
        && ROLES.contains(&last.replace('.', "").to_lowercase().as_str())
    {
        name = rest.trim_end_matches(is_edge);
    }
    name
}

/// Whether a part, whose key is `key`, can be a name at all.
fn is_name(name: &str, key: &str, site: &Site) -> bool {
    let words = name.split_whitespace().count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let address =
        name.contains(['@', '=', '{', '<', '>', '_']) || name.contains("://") || name.contains("www.");
    let slug = words == 1
        && name.contains(['-', '.'])
        && !name.chars().any(char::is_uppercase)
        && name.chars().count() > 4;
    let domain = words == 1
        && name.contains('.')
        && name.rsplit('.').next().is_some_and(|end| matches!(end, "com" | "vn" | "net" | "org"));
    let wide = name.chars().filter(|&c| is_cjk(c)).count();
    let sentence =
        name.ends_with(['?', '!', ':', '。', '？', '！', '：']) || (words > 4 && name.ends_with('.'));
    (2..=MAX_CHARS).contains(&name.chars().count())
        && words <= MAX_WORDS
        && letters >= 2
        && wide <= MAX_WIDE_CHARS
        && digits <= 4
        && digits < letters
        && !address
        && !domain
        && !slug
        && !name.split_whitespace().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && !sentence
        && !NO_NAMES.contains(&key)
        && !is_account(key)
        && !NO_NAME_STARTS.iter().any(|start| key.starts_with(start))
        && !site.has_key(key)
        && !date::is_date_line(name)
        && (words <= 3
            || name
                .split_whitespace()
                .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
                .count()
                * 2
                >= words)
}

/// Whether this is an account of a CMS with a number: "editor1", "user 12".
fn is_account(key: &str) -> bool {
    let word = key.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    word.len() < key.len() && ACCOUNTS.contains(&word)
}

/// Whether this is the desk of a paper, whichever: it signs where readers see it, but what a page only tells machines
/// is the name of an account.
pub(super) fn is_desk(name: &str) -> bool {
    DESKS.contains(&key(name).as_str())
}

/// Whether a part says what somebody is.
fn is_role(name: &str) -> bool {
    let key = name.to_lowercase();
    let words: Vec<&str> =
        key.split([' ', '/']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let last = words.last().copied().unwrap_or_default();
    let senior = matches!(
        words.first().copied().unwrap_or_default(),
        "senior" | "sr" | "staff" | "chief" | "associate" | "assistant" | "freelance" | "managing"
    );
    let degree = name.len() <= 6
        && name.replace('.', "").to_lowercase() != key
        && ROLES.contains(&key.replace('.', "").as_str());
    senior
        || degree
        || ROLES.contains(&last)
        || (words.len() > 1 && words.contains(&"of") && ROLES.contains(&words[0]))
}

/// Characters that frame names.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | ':'
                | '|'
                | '-'
                | '–'
                | '—'
                | '•'
                | '·'
                | '/'
                | '*'
                | '"'
                | '“'
                | '”'
                | '>'
                | '»'
                | '~'
                | '_'
                | '✍'
                | '…'
        )
}

#[cfg(test)]
mod tests {
    use super::{is_signature, parse, signature_line};
    use crate::meta::site::Site;

    fn names(text: &str) -> Vec<String> {
        parse(text, &Site::named(&["Báo điện tử Mẫu"]))
    }

    #[test]
    fn bylines() {
        assert_eq!(names("By Jane Doe and John Roe, Staff Writer"), ["Jane Doe", "John Roe"]);
        assert_eq!(names("By Jane Doe | March 5, 2024 | 3 min read"), ["Jane Doe"]);
        assert_eq!(names("March 5, 2024 | Jane Doe"), ["Jane Doe"]);
        assert_eq!(names("Written by: Jane Doe, PhD, RD"), ["Jane Doe"]);
        assert_eq!(names("Tác giả: Nguyễn Văn Mẫu"), ["Nguyễn Văn Mẫu"]);
        assert_eq!(names("Bài, ảnh: LÊ MẪU - TRẦN THỬ"), ["LÊ MẪU", "TRẦN THỬ"]);
        assert_eq!(names("Theo Hồ Mẫu"), ["Hồ Mẫu"]);
        assert_eq!(names("Lê Mẫu (thực hiện)"), ["Lê Mẫu"]);
        assert_eq!(names("Byron Sample"), ["Byron Sample"]);
        assert_eq!(names("Hà Mẫu/Báo Thử"), ["Hà Mẫu"]);
        assert_eq!(names("Lê Mẫu - Trần Thử (TTXVN)"), ["Lê Mẫu", "Trần Thử"]);
        assert_eq!(names("Đại tá, TS. LÊ VĂN MẪU, Chính ủy Sư đoàn Đ35"), ["LÊ VĂN MẪU"]);
        assert_eq!(names("The Sample Team"), ["The Sample Team"]);
        assert_eq!(names("Phóng viên Lê Mẫu"), ["Lê Mẫu"]);
        assert_eq!(names("记者 张三 李四"), ["张三", "李四"]);
        assert_eq!(names("文・山田太郎"), ["山田太郎"]);
    }

    #[test]
    fn who_wrote_goes_before_who_helped() {
        for text in [
            "Bài: Lê Mẫu - Ảnh: Trần Thử",
            "Nội dung: Lê Mẫu | Thiết kế: Trần Thử | Ảnh: Đỗ Dụ",
            "Bài viết: Lê Mẫu, Ảnh: Trần Thử, Đỗ Dụ",
            "Ảnh: Trần Thử - Bài: Lê Mẫu",
        ] {
            assert_eq!(names(text), ["Lê Mẫu"], "{text}");
        }
        assert_eq!(names("By Jane Doe; Photographs by John Roe and Ann Poe"), ["Jane Doe"]);
        assert_eq!(names("Jane Doe, Photographer: John Roe"), ["Jane Doe"]);
        // Nobody else signs a story in pictures.
        assert_eq!(names("Ảnh: Trần Thử"), ["Trần Thử"]);
    }

    #[test]
    fn several_names_in_several_languages() {
        for text in [
            "Von Anna Muster und Jan Probe",
            "Par Anna Muster et Jan Probe",
            "Por Anna Muster y Jan Probe",
            "Por Anna Muster e Jan Probe",
            "Oleh: Anna Muster dan Jan Probe",
            "Anna Muster và Jan Probe",
            "Anna Muster i Jan Probe",
        ] {
            assert_eq!(names(text), ["Anna Muster", "Jan Probe"], "{text}");
        }
        assert_eq!(names("Автор: Анна Пробная и Иван Образцов"), ["Анна Пробная", "Иван Образцов"]);
        assert_eq!(names("Von Jana Muster und Tim Probe"), ["Jana Muster", "Tim Probe"]);
        assert_eq!(names("Propos recueillis par Zoé Modèle"), ["Zoé Modèle"]);
        assert_eq!(names("Por Ana Prueba y Luis Muestra"), ["Ana Prueba", "Luis Muestra"]);
        assert_eq!(names("Oleh: Budi Contoh"), ["Budi Contoh"]);
        assert_eq!(names("Автор: Пётр Примеров"), ["Пётр Примеров"]);
        assert_eq!(names("文/张样例"), ["张样例"]);
        assert_eq!(names("（記者張樣例／台北報導）"), ["張樣例"]);
        assert_eq!(names("记者：李样、王样例"), ["李样", "王样例"]);
        assert_eq!(names("取材・文：見本太郎"), ["見本太郎"]);
    }

    #[test]
    fn accounts_addresses_and_the_site_are_no_names() {
        for text in [
            "admin",
            "quantri",
            "editor1",
            "Báo điện tử Mẫu",
            "https://example.com/u/1",
            "a@example.com",
            "TIN ĐÃ ĐƯA",
            "Senior Reporter",
            "12/03/2024",
            "",
        ] {
            assert!(names(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn lines_below_a_text() {
        let of = |text: &str| {
            signature_line(text, &Site::default())
                .map(|it| (it.authors.join("+"), it.source.unwrap_or_default()))
        };
        let some = |authors: &str, source: &str| Some((authors.to_owned(), source.to_owned()));
        assert_eq!(of("Hà Mẫu (theo ABC/XYZ)"), some("Hà Mẫu", "ABC/XYZ"));
        assert_eq!(of("Hà Mẫu - Theo ABC"), some("Hà Mẫu", "ABC"));
        assert_eq!(of("Theo Mẫu Thử"), some("", "Mẫu Thử"));
        assert_eq!(of("Tin, ảnh: Lê Mẫu"), some("Lê Mẫu", ""));
        assert_eq!(of("LÊ VĂN MẪU thực hiện"), some("LÊ VĂN MẪU", ""));
        assert_eq!(of("Theo đó, giá sẽ tăng từ tháng sau."), None);
        assert_eq!(of("Giá vàng tăng mạnh"), None);
    }

    #[test]
    fn signatures() {
        assert!(is_signature("NGUYỄN MẪU") && is_signature("Lê Mẫu - Trần Thử") && is_signature("T.D.V"));
        assert!(
            !is_signature("Anh ấy đi rồi.") && !is_signature("Giá vàng tăng mạnh") && !is_signature("Bài 2")
        );
    }
}
