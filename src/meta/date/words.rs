//! The words of dates: months, weekdays, zones, and what else stands on a date line.

use super::token::Token;

/// The number of a month's name, in the languages at hand; `None` for other words.
fn month(word: &str) -> Option<i8> {
    Some(match word {
        "jan" | "january" | "januar" | "jänner" | "janvier" | "janv" | "enero" | "ene" | "janeiro"
        | "januari" | "января" => 1,
        "feb" | "february" | "februar" | "février" | "fevrier" | "févr" | "fév" | "febrero" | "fevereiro"
        | "fev" | "februari" | "февраля" => 2,
        "mar" | "march" | "märz" | "mär" | "mrz" | "mars" | "marzo" | "março" | "maret" | "марта" => {
            3
        }
        "apr" | "april" | "avril" | "avr" | "abril" | "abr" | "апреля" => 4,
        "may" | "mai" | "mayo" | "maio" | "mei" | "мая" => 5,
        "jun" | "june" | "juni" | "juin" | "junio" | "junho" | "июня" => 6,
        "jul" | "july" | "juli" | "juillet" | "juil" | "julio" | "julho" | "июля" => 7,
        "aug" | "august" | "août" | "aout" | "agosto" | "ago" | "agustus" | "agu" | "августа" => 8,
        "sep" | "sept" | "september" | "septembre" | "septiembre" | "setiembre" | "setembro" | "set"
        | "сентября" => 9,
        "oct" | "october" | "oktober" | "okt" | "octobre" | "octubre" | "outubro" | "out" | "октября" => {
            10
        }
        "nov" | "november" | "novembre" | "noviembre" | "novembro" | "nopember" | "ноября" => 11,
        "dec" | "december" | "dezember" | "dez" | "décembre" | "decembre" | "déc" | "diciembre" | "dic"
        | "dezembro" | "desember" | "des" | "декабря" => 12,
        _ => return None,
    })
}

/// The month at a token and the number of tokens it takes: a name, "tháng 3", "tháng mười hai", "3月".
pub(super) fn month_at(tokens: &[Token], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    if let Some(word) = token.word() {
        if matches!(word, "tháng" | "thang") {
            return vietnamese_month(tokens, at + 1).map(|(month, length)| (month, length + 1));
        }
        return month(word).map(|month| (month, 1));
    }
    let next = tokens.get(at + 1)?;
    (next.is_word(&["月", "월"])).then(|| token.short().map(|month| (month, 2)))?
}

fn vietnamese_month(tokens: &[Token], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    if let Some(month) = token.short() {
        return Some((month, 1));
    }
    let month = match token.word()? {
        "một" | "giêng" => 1,
        "hai" => 2,
        "ba" => 3,
        "tư" | "bốn" => 4,
        "năm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        "mười" => match tokens.get(at + 1).and_then(Token::word) {
            Some("một") => return Some((11, 2)),
            Some("hai") => return Some((12, 2)),
            _ => 10,
        },
        "chạp" => 12,
        _ => return None,
    };
    Some((month, 1))
}

/// Hours from UTC of a zone's name; `true` when American daylight saving time is to be looked up.
pub(super) fn zone(word: &str) -> Option<(i8, bool)> {
    Some(match word {
        "z" | "gmt" | "utc" | "wet" => (0, false),
        "bst" | "cet" | "mez" => (1, false),
        "cest" | "mesz" | "eet" | "sast" => (2, false),
        "msk" => (3, false),
        "ict" | "wib" => (7, false),
        "sgt" | "hkt" | "pht" | "awst" => (8, false),
        "jst" | "kst" => (9, false),
        "aest" => (10, false),
        "aedt" => (11, false),
        "et" => (-5, true),
        "ct" => (-6, true),
        "mt" => (-7, true),
        "pt" => (-8, true),
        "edt" => (-4, false),
        "est" | "cdt" => (-5, false),
        "cst" | "mdt" => (-6, false),
        "mst" | "pdt" => (-7, false),
        "pst" => (-8, false),
        _ => return None,
    })
}

/// Words that say a date is one of change.
pub(super) const UPDATED: &[&str] = &[
    "updated",
    "update",
    "modified",
    "revised",
    "edited",
    "aktualisiert",
    "actualizado",
    "atualizado",
    "actualisé",
    "màj",
    "diperbarui",
    "обновлено",
    "cập",
];

/// Everything else that stands on date lines.
const LINE_WORDS: &[&str] = &[
    // Vietnamese
    "thứ",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "bẩy",
    "chủ",
    "nhật",
    "cn",
    "ngày",
    "tháng",
    "lúc",
    "giờ",
    "phút",
    "giây",
    "cập",
    "đăng",
    "xuất",
    "bản",
    "gửi",
    "bởi",
    "vào",
    "hồi",
    "hôm",
    "nay",
    "qua",
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "sa",
    "ch",
    "trước",
    "tuần",
    "vừa",
    "xong",
    "thời",
    "gian",
    "phát",
    "hành",
    "viết",
    "tải",
    "mới",
    "nhất",
    "lần",
    "cuối",
    "bài",
    "thu",
    // English
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "published",
    "publish",
    "publication",
    "posted",
    "post",
    "on",
    "at",
    "of",
    "the",
    "last",
    "first",
    "date",
    "release",
    "released",
    "created",
    "issued",
    "as",
    "originally",
    "am",
    "pm",
    "a",
    "m",
    "p",
    "st",
    "nd",
    "rd",
    "th",
    "ago",
    "hour",
    "hours",
    "hr",
    "hrs",
    "minute",
    "minutes",
    "min",
    "mins",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "yesterday",
    "today",
    "just",
    "now",
    "time",
    "local",
    "read",
    "reading",
    "h",
    "s",
    "and",
    "by",
    "daylight",
    "standard",
    "eastern",
    // German
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "so",
    "veröffentlicht",
    "erschienen",
    "stand",
    "am",
    "um",
    "uhr",
    "den",
    "vom",
    "zuletzt",
    "vor",
    "stunden",
    "tagen",
    "minuten",
    // French
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "publié",
    "le",
    "à",
    "mis",
    "mise",
    "jour",
    "er",
    "il",
    "y",
    "heures",
    "heure",
    "jours",
    "modifié",
    // Spanish, Portuguese
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "publicado",
    "el",
    "a",
    "las",
    "às",
    "de",
    "del",
    "em",
    "en",
    "hs",
    "hrs",
    "horas",
    "hora",
    "hace",
    "há",
    "días",
    "dias",
    // Indonesian
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "sabtu",
    "minggu",
    "diterbitkan",
    "pukul",
    "jam",
    "yang",
    "lalu",
    "hari",
    "menit",
    // Russian, Chinese, Japanese, Korean
    "опубликовано",
    "года",
    "г",
    "в",
    "年",
    "月",
    "日",
    "発行",
    "公開",
    "更新",
    "发布",
    "时间",
    "發布",
    "年月日",
    "년",
    "월",
    "일",
];

/// Whether a word can stand on a date line.
pub(super) fn is_line_word(word: &str) -> bool {
    LINE_WORDS.contains(&word) || UPDATED.contains(&word) || month(word).is_some() || zone(word).is_some()
}

/// Weekdays: with a time they make a date line even without a date.
pub(super) fn is_relative(word: &str) -> bool {
    matches!(word, "trước" | "ago" | "qua" | "yesterday" | "vor" | "hace" | "há" | "lalu" | "xong" | "today")
}
