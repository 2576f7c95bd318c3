//! Date lines: blocks that hold a date and little else.

use super::scan::{clock_at, date_at, offset_at};
use super::token::{Kind, Token, tokens};
use super::{Locale, words};

/// A date line has at most so many characters.
const MAX_CHARS: usize = 110;

/// What a text holds besides dates and times.
#[derive(Default)]
struct Rest {
    dates: usize,
    clocks: usize,
    words: usize,
    relative: bool,
    /// Words that have no place on a date line.
    strange: usize,
    numbers: usize,
}

/// Whether the text is a date (and a time) and little else.
pub fn is_date_line(text: &str) -> bool {
    let text = text.trim();
    if text.len() > MAX_CHARS * 3
        || !text.bytes().any(|byte| byte.is_ascii_digit())
        || text.chars().nth(MAX_CHARS).is_some()
    {
        return false;
    }
    let rest = rest(&tokens(text));
    let dated = rest.dates > 0 || (rest.relative && rest.numbers + rest.clocks > 0);
    if !dated || rest.words > 16 {
        return false;
    }
    // One strange word is a site's mark ("QPTD - Thứ Năm, …"); in a sentence there are more, or a full stop.
    let sentence = text.ends_with(['.', '!', '?', ',', ';', '…', '。', '，', '、']) && !text.ends_with("m.");
    rest.strange <= usize::from(!sentence && rest.dates > 0) && rest.numbers <= rest.dates + 1
}

fn rest(tokens: &[Token<'_>]) -> Rest {
    let mut rest = Rest::default();
    let locale = Locale::default();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(date) = date_at(tokens, at, &locale) {
            rest.dates += 1;
            at = date.to;
            if let Some(zone) = offset_at(tokens, at, date.value).filter(|zone| zone.from <= at + 1) {
                at = zone.to;
            }
        } else if let Some(clock) = clock_at(tokens, at) {
            rest.clocks += 1;
            at = clock.to;
            if let Some(zone) =
                offset_at(tokens, at, jiff::civil::Date::MAX).filter(|zone| zone.from <= at + 1)
            {
                at = zone.to;
            }
        } else {
            rest.count(&tokens[at]);
            at += 1;
        }
    }
    rest
}

impl Rest {
    fn count(&mut self, token: &Token<'_>) {
        match &token.kind {
            Kind::Word(word) => {
                self.words += 1;
                self.strange += usize::from(!words::is_line_word(word));
                self.relative |= words::is_relative(word);
            }
            Kind::Number(_) => self.numbers += 1,
            Kind::Mark('%' | '$' | '€' | '"' | '“' | '\t') => self.strange += 2,
            Kind::Mark(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_date_line;

    #[test]
    fn date_lines_and_not() {
        for text in [
            "Thứ sáu, 13/5/2011, 14:31(GMT+7)",
            "Published: 3 March 2024 | Updated 10:32",
            "14/08/2026 - 21:20",
            "31/10/2022",
            "October 31, 2022",
            "Cập nhật lúc 10:30, 01/02/2020",
            "QPTD -Thứ Năm, 09/03/2023, 09:48 (GMT+7)",
            "17:22 | 14/12/2021 GMT+7",
            "15-08-2026 - 01:01 AM",
            "29/03/2024 lúc 00:07",
            "2 giờ trước",
            "Jan. 19, 2024, 3:15 p.m. ET",
            "Đăng ngày 5 tháng 3 năm 2024",
            "12. März 2024, 18:05 Uhr",
            "Publié le 12 mars 2024 à 18h05",
            "12 марта 2024 г., 18:05",
            "Kamis, 12 Maret 2024 18:05 WIB",
            "2024年3月12日（火）午後6時5分",
            "发布时间：2024年3月12日 18:05",
        ] {
            assert!(is_date_line(text), "{text}");
        }
        for text in [
            "Ngày 5/3/2024, đoàn công tác của huyện đã đến thăm ba hộ dân.",
            "Đến 31/10/2022, xã đã trồng 40 ha rừng",
            "The bridge opened on October 31, 2022.",
            "Giá vàng 14/08",
            "Năm 2024",
            "Điện thoại: 024 3825 1234",
            "2024\t12\t31",
            "1,2",
            "Luật số 31/2024/QH15",
            "2024年3月12日、島に橋が架かった。",
            "Đợt 1: từ 01/02/2020 đến 05/02/2020",
        ] {
            assert!(!is_date_line(text), "{text}");
        }
    }
}
