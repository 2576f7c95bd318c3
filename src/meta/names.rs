//! Author names out of strings: bylines, signatures, attributes and JSON fields.
//!
//! A pen name or a desk is a name when the page signs with it; a CMS account, an address or a role alone is not. Where
//! on the page such a string is looked for is decided elsewhere.

use std::borrow::Cow;

use super::date;
use super::site::Site;
use crate::block::normal::{key, normalise};

/// A name has at most so many words: "The Editors of Good Housekeeping", "Nhóm phóng viên Văn hóa".
const MAX_WORDS: usize = 7;

/// And so many characters.
const MAX_CHARS: usize = 60;

/// What a byline begins with before the names, in lower case. Longer ones first where one begins like another.
const CUES: [&str; 72] = [
    "originally published by",
    "medically reviewed by",
    "article written by",
    "article by",
    "story by",
    "words by",
    "text by",
    "written by",
    "posted by",
    "published by",
    "authored by",
    "created by",
    "contributed by",
    "reported by",
    "compiled by",
    "review by",
    "reviewed by",
    "edited by",
    "author(s):",
    "authors:",
    "author:",
    "author :",
    "authors",
    "author",
    "writer:",
    "by:",
    "by",
    "from",
    "bài viết:",
    "bài & ảnh:",
    "bài và ảnh:",
    "bài, ảnh:",
    "bài:",
    "tin, ảnh:",
    "tin và ảnh:",
    "tin:",
    "ảnh:",
    "tác giả bài viết:",
    "tác giả:",
    "tác giả",
    "người viết:",
    "người đăng:",
    "đăng bởi:",
    "đăng bởi",
    "viết bởi",
    "được viết bởi",
    "bởi",
    "phóng viên:",
    "thực hiện:",
    "biên tập:",
    "biên dịch:",
    "người dịch:",
    "tổng hợp:",
    "pv:",
    "nguồn tin:",
    "theo",
    "von:",
    "von",
    "autor:",
    "autor",
    "autora:",
    "par",
    "auteur:",
    "por:",
    "por",
    "oleh:",
    "oleh",
    "penulis:",
    "redaksi:",
    "автор:",
    "作者：",
    "作者:",
];

/// Where the names of a byline end: dates, counts and roles follow.
const ENDS: [&str; 15] = [
    " | ", " • ", " · ", " – ", " — ", " - ", " / ", "\t", " ● ", " ∙ ", " » ", " for ", " via ", " on ",
    " in ",
];

/// Words that make a part a role, not a name.
const ROLES: [&str; 66] = [
    "reporter",
    "correspondent",
    "writer",
    "editor",
    "editor-in-chief",
    "contributor",
    "journalist",
    "producer",
    "columnist",
    "analyst",
    "director",
    "manager",
    "ceo",
    "cto",
    "cfo",
    "founder",
    "co-founder",
    "cofounder",
    "professor",
    "author",
    "president",
    "chef",
    "coach",
    "strategist",
    "specialist",
    "photographer",
    "intern",
    "lecturer",
    "researcher",
    "officer",
    "head",
    "lead",
    "expert",
    "consultant",
    "counsel",
    "partner",
    "fellow",
    "md",
    "phd",
    "rd",
    "rdn",
    "rn",
    "mba",
    "ms",
    "msc",
    "ma",
    "cpa",
    "cfp",
    "esq",
    "jr.",
    "ldn",
    "lpc",
    "np",
    "dds",
    "do",
    "cpt",
    "cscs",
    "ryt",
    "mph",
    "bsc",
    "ba",
    "fact-checker",
    "marketer",
    "blogger",
    "pv",
    "ctv",
];

/// Accounts, placeholders and interface words that stand where a name should.
const NO_NAMES: [&str; 58] = [
    "admin",
    "administrator",
    "root",
    "user",
    "webmaster",
    "wpadmin",
    "superadmin",
    "super user",
    "superuser",
    "quản trị",
    "quản trị viên",
    "ban quản trị",
    "biên tập",
    "bbt",
    "author",
    "authors",
    "editor",
    "editors",
    "staff writer",
    "staff",
    "contributor",
    "guest",
    "guest author",
    "unknown",
    "anonymous",
    "null",
    "undefined",
    "none",
    "n a",
    "default",
    "test",
    "me",
    "view all posts",
    "read more",
    "see all",
    "more",
    "follow",
    "share",
    "home",
    "about",
    "contact",
    "subscribe",
    "published",
    "updated",
    "admin admin",
    "redaktion",
    "website",
    "web",
    "tác giả",
    "bài viết",
    "theo",
    "nguồn",
    "ảnh",
    "tổng hợp",
    "advertisement",
    "comments",
    "sponsored",
    "marketing",
];

/// The names in a byline, a signature or an attribute, without the site's own names.
pub fn parse(text: &str, site: &Site) -> Vec<String> {
    let text = normalise(text);
    let body = strip_cues(&text);
    let body = cut_ends(body);
    let body = without_parentheses(&body);
    let mut names: Vec<String> = Vec::new();
    let mut roles: Vec<String> = Vec::new();
    for part in split(&body) {
        let part = strip_cues(part).trim_matches(is_edge);
        let part = strip_rank(part);
        if !is_name(part, site) || names.iter().any(|name| key(name) == key(part)) {
            continue;
        }
        if is_role(part) { roles.push(part.to_owned()) } else { names.push(part.to_owned()) }
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

/// Whether the text begins with one of the words that introduce an author.
pub fn has_cue(text: &str) -> bool {
    strip_cues(text).len() < text.trim().len()
}

/// Whether a short block reads like a signature: a few capitalised words and no sentence.
pub fn is_signature(text: &str) -> bool {
    let text = text.trim().trim_matches(['(', ')']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital =
        |word: &&str| word.trim_start_matches(is_edge).chars().next().is_some_and(char::is_uppercase);
    let joins = |word: &&str| {
        matches!(*word, "-" | "–" | "và" | "and" | "&" | "/" | "(thực" | "hiện)" | "(tổng" | "hợp)" | "(ghi)")
    };
    (1..=8).contains(&words.len())
        && text.chars().count() <= MAX_CHARS
        && !text.ends_with(['.', '!', '?', ':', ';', ',', '…'])
        && !text.chars().any(|c| c.is_ascii_digit())
        && words.iter().all(|word| capital(word) || joins(word))
        && words.iter().any(|word| word.chars().count() > 1)
}

fn strip_cues(text: &str) -> &str {
    let mut text = text.trim_matches(is_edge);
    for _ in 0..3 {
        let Some(rest) = CUES.iter().find_map(|cue| strip_cue(text, cue)) else { break };
        text = rest.trim_start_matches(|c: char| is_edge(c) || c == ':' || c == '：');
    }
    text
}

fn strip_cue<'t>(text: &'t str, cue: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in cue.chars() {
        if rest.next()?.to_lowercase().next()? != wanted {
            return None;
        }
    }
    let rest = rest.as_str();
    let whole = cue.ends_with([':', '：']) || !rest.starts_with(char::is_alphanumeric);
    (whole && !rest.starts_with(['-', '\'', '’', '.'])).then_some(rest)
}

/// The part before dates, counts and what is parted off by dashes and dots.
fn cut_ends(text: &str) -> Cow<'_, str> {
    let mut out = text;
    for end in ENDS {
        // The first piece may be empty or a date ("March 5, 2024 | Jane Doe"): then what follows is the byline.
        while let Some((left, right)) = out.split_once(end) {
            let left_is_none = left.trim_matches(is_edge).is_empty() || date::is_date_line(left);
            let worded = end.trim().chars().all(char::is_alphabetic);
            if worded && left_is_none {
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
    let words = [" published", " updated", " posted", " cập nhật", " ngày ", " lúc "];
    let lower = out.to_lowercase();
    // Lower-casing may change lengths: then the cut is left out.
    let cut = words.iter().filter_map(|word| lower.find(word)).min().filter(|_| lower.len() == out.len());
    Cow::Borrowed(cut.and_then(|at| out.get(..at)).unwrap_or(out))
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|&c| {
            depth += u32::from(matches!(c, '(' | '['));
            let inside = depth > 0;
            if matches!(c, ')' | ']') {
                depth = depth.saturating_sub(1);
            }
            !inside
        })
        .collect()
}

/// The parts of a list of names.
fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for separator in [
        ",", ";", "&", "|", "，", "、", " and ", " And ", " AND ", " và ", " VÀ ", " with ", " und ", " et ",
        "\n",
    ] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts
}

/// Military and academic ranks before Vietnamese names, and titles before others.
fn strip_rank(name: &str) -> &str {
    let ranks = ["PV ", "CTV ", "BTV ", "Dr. ", "Dr ", "Prof. ", "Mr. ", "Mrs. ", "Ms. ", "and ", "@"];
    let stripped = ranks.iter().find_map(|rank| name.strip_prefix(rank)).unwrap_or(name);
    if stripped.trim().is_empty() { name } else { stripped.trim() }
}

/// Whether a part can be a name at all.
fn is_name(name: &str, site: &Site) -> bool {
    let key = key(name);
    let words = name.split_whitespace().count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let address =
        name.contains(['@', '=', '{', '<', '>', '_']) || name.contains("://") || name.contains("www.");
    let domain = words == 1
        && name.contains('.')
        && name.rsplit('.').next().is_some_and(|end| matches!(end, "com" | "vn" | "net" | "org"));
    let sentence = name.ends_with(['?', '!', ':']) || (words > 4 && name.ends_with('.'));
    (2..=MAX_CHARS).contains(&name.chars().count())
        && words <= MAX_WORDS
        && letters >= 2
        && digits <= 4
        && digits < letters
        && !address
        && !domain
        && !sentence
        && !NO_NAMES.contains(&key.as_str())
        && !site.is_named(name)
        && !date::is_date_line(name)
        && (words <= 3
            || name
                .split_whitespace()
                .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
                .count()
                * 2
                >= words)
}

/// Whether a part says what somebody is.
fn is_role(name: &str) -> bool {
    let key = name.to_lowercase();
    let words: Vec<&str> =
        key.split([' ', '/']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let last = words.last().copied().unwrap_or_default();
    let senior = matches!(
        words.first().copied().unwrap_or_default(),
        "senior" | "staff" | "chief" | "associate" | "assistant" | "freelance" | "managing"
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
    use super::{is_signature, parse};
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
        assert_eq!(names("The Sample Team"), ["The Sample Team"]);
    }

    #[test]
    fn accounts_addresses_and_the_site_are_no_names() {
        for text in [
            "admin",
            "Báo điện tử Mẫu",
            "https://example.com/u/1",
            "a@example.com",
            "Senior Reporter",
            "12/03/2024",
            "",
        ] {
            assert!(names(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn signatures() {
        assert!(is_signature("NGUYỄN MẪU") && is_signature("Lê Mẫu - Trần Thử") && is_signature("T.D.V"));
        assert!(
            !is_signature("Anh ấy đi rồi.") && !is_signature("Giá vàng tăng mạnh") && !is_signature("Bài 2")
        );
    }
}
