//! Dates as pages show and declare them.
//!
//! Everything is read by one scanner over tokens, because pages mix all shapes: "Thứ Năm, 09/03/2023, 09:48 (GMT+7)",
//! "Jan. 19, 2024, 3:15 p.m. ET", "2024-03-05T10:30:00+0700". Which of several dates of a page is the one of publication
//! is not decided here.

mod line;
mod relative;
mod scan;
mod token;
mod words;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};

pub use line::is_date_line;
use token::tokens;

/// A point in time as far as a page tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The day.
    pub date: Date,
    /// The time of day, if it was given.
    pub time: Option<Time>,
    /// The offset from UTC, if it was given or is known from the page's country.
    pub offset: Option<Offset>,
}

impl Stamp {
    /// A day without time.
    pub const fn day(date: Date) -> Self {
        Self { date, time: None, offset: None }
    }

    /// An instant at an offset.
    pub fn instant(instant: Timestamp, offset: Offset) -> Self {
        let at = offset.to_datetime(instant);
        Self { date: at.date(), time: Some(at.time()), offset: Some(offset) }
    }

    /// A time told as UTC read as one at an offset; others as they are.
    #[must_use]
    pub fn read_at(self, offset: Offset) -> Self {
        if self.offset == Some(Offset::UTC) { Self { offset: Some(offset), ..self } } else { self }
    }

    /// ISO 8601: a date, or a date and time with its offset. A time whose offset nobody knows is left out.
    pub fn iso(&self) -> String {
        let (Some(time), Some(offset)) = (self.time, self.offset) else { return self.date.to_string() };
        let seconds = offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        format!(
            "{}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            self.date,
            time.hour(),
            time.minute(),
            time.second(),
            minutes / 60,
            minutes % 60
        )
    }

    /// Days from `other` to this one, without regard to time.
    pub fn days_since(&self, other: &Self) -> i32 {
        self.date.since(other.date).map_or(i32::MAX, |span| span.get_days())
    }

    /// Whether the clocks of the two differ by whole hours, as those of two places do at one instant.
    pub fn is_hours_from(&self, other: &Self) -> bool {
        let (Some(time), Some(other_time)) = (self.time, other.time) else { return false };
        let minutes = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        let apart = i64::from(self.days_since(other)) * 24 * 60 + minutes(time) - minutes(other_time);
        apart != 0 && apart % 60 == 0 && apart.abs() <= 14 * 60
    }

    /// Whether a reader in some place of the world sees this instant on that day. Only instants given in UTC are open to
    /// that: other offsets are the place's own.
    pub fn can_be_seen_on(&self, date: Date) -> bool {
        let (Some(time), Some(offset)) = (self.time, self.offset) else { return false };
        if offset.seconds() != 0 {
            return false;
        }
        let at = DateTime::from_parts(self.date, time);
        let earliest = at.checked_sub(12.hours()).map(DateTime::date);
        let latest = at.checked_add(14.hours()).map(DateTime::date);
        earliest.is_ok_and(|day| day <= date) && latest.is_ok_and(|day| date <= day)
    }
}

/// What reading a date takes to know of the page around it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Locale {
    /// 03/05/2024 is the 5th of March.
    pub month_first: bool,
    /// The offset of local times, where the country has one.
    pub offset: Option<Offset>,
    /// When the page was fetched: what "2 giờ trước" counts from.
    pub now: Option<Timestamp>,
}

impl Locale {
    /// The locale of Vietnamese pages.
    pub const fn vietnamese(now: Option<Timestamp>) -> Self {
        Self { month_first: false, offset: Some(Offset::constant(7)), now }
    }
}

/// The first date of a visible text, with the time that stands by it.
pub fn parse(text: &str, locale: &Locale) -> Option<Stamp> {
    if locale.now.is_none() && !has_digit(text) {
        return None;
    }
    let tokens = tokens(text);
    scan::stamp(&tokens, locale).or_else(|| relative::stamp(&tokens, locale))
}

/// The date of an attribute or a JSON field: as in text, and the compact and counted forms that only machines use.
pub fn declared(text: &str, locale: &Locale) -> Option<Stamp> {
    let text = text.trim();
    if !text.is_empty() && text.len() <= 13 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return counted(text, locale);
    }
    if has_digit(text) { scan::stamp(&tokens(text), locale) } else { None }
}

/// Whether the text has a digit, without which it has no date but one that counts from now.
fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// `20240305`, `20240305103000`, seconds or milliseconds since 1970.
fn counted(text: &str, locale: &Locale) -> Option<Stamp> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        8 => scan::compact_date(text).map(Stamp::day),
        9 | 10 => Timestamp::from_second(number).ok().map(|at| at_place(at, locale)),
        13 => Timestamp::from_millisecond(number).ok().map(|at| at_place(at, locale)),
        _ => None,
    }
    .filter(|stamp| (1990..2100).contains(&stamp.date.year()))
}

fn at_place(at: Timestamp, locale: &Locale) -> Stamp {
    Stamp::instant(at, locale.offset.unwrap_or(Offset::UTC))
}

/// Whether a word is the name of a month: "March", "Dec.".
pub fn is_month(word: &str) -> bool {
    words::month_at(&tokens(word), 0).is_some()
}

/// The date in the path of an address: `/2024/03/05/`, `/2024-03-05-`, `/20240305/`.
pub fn of_url(url: &str) -> Option<Stamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    scan::year_first(&tokens(path))
        .or_else(|| path.split('/').find_map(scan::compact_date))
        .or_else(|| named_month(path))
        .map(Stamp::day)
}

/// `/2024/mar/05/`, `/2024/march/5/`
fn named_month(path: &str) -> Option<Date> {
    let folders: Vec<&str> = path.split('/').collect();
    folders.windows(3).find_map(|part| {
        let year = part[0].parse().ok().filter(|year| (1990..2100).contains(year))?;
        let (month, _) = words::month_at(&tokens(part[1]), 0)?;
        Date::new(year, month, part[2].parse().ok()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::{Locale, Offset, Stamp, declared, of_url, parse};

    fn vi(text: &str) -> String {
        parse(text, &Locale::vietnamese(None)).map_or_else(|| "-".to_owned(), |it| it.iso())
    }

    fn us(text: &str) -> String {
        let locale = Locale { month_first: true, ..Locale::default() };
        parse(text, &locale).map_or_else(|| "-".to_owned(), |it| it.iso())
    }

    #[test]
    fn vietnamese_date_lines() {
        for text in [
            "Thứ Năm, 09/03/2023, 09:48 (GMT+7)",
            "QPTD -Thứ Năm, 09/03/2023, 09:48 (GMT+7)",
            "09:48 | 09/03/2023 GMT+7",
            "09-03-2023 - 09:48 AM",
            "09/03/2023 lúc 09:48 (GMT+7)",
            "thứ năm, 09 tháng 03 2023 09:48",
            "Thứ Năm, ngày 9 tháng 3 năm 2023, 9h48",
            "09:48' - 09/03/2023",
            "9 giờ 48 phút, ngày 9-3-2023",
            "Tháng Ba 9, 2023 lúc 9:48 sáng",
            "Cập nhật lúc 09:48, 09/03/2023",
        ] {
            assert_eq!(vi(text), "2023-03-09T09:48:00+07:00", "{text}");
        }
        assert_eq!(vi("Thứ tư, 19 09 2018"), "2018-09-19");
        assert_eq!(vi("14/12/2021 14:31 PM"), "2021-12-14T14:31:00+07:00");
        assert_eq!(vi("08 Tháng Mười Hai, 2020"), "2020-12-08");
        assert_eq!(vi("Ngày 31/02/2020"), "-");
        assert_eq!(vi("2 giờ trước"), "-");
    }

    #[test]
    fn english_and_other_names_of_months() {
        assert_eq!(us("January 19, 2024"), "2024-01-19");
        assert_eq!(us("Posted on Friday, 19th of January, 2024"), "2024-01-19");
        assert_eq!(us("19 Jan 2024 10:30 GMT"), "2024-01-19T10:30:00+00:00");
        assert_eq!(us("Jan. 19, 2024, 3:15 p.m. ET"), "2024-01-19T15:15:00-05:00");
        assert_eq!(us("July 19, 2024 at 12:15 AM EDT"), "2024-07-19T00:15:00-04:00");
        assert_eq!(us("Published: 3 March 2024 | Updated 10:32 UTC"), "2024-03-03");
        assert_eq!(us("03/05/2024"), "2024-03-05");
        assert_eq!(us("25/03/2024"), "2024-03-25");
        assert_eq!(us("Mon Dec 18 10:30:00 UTC 2023"), "2023-12-18T10:30:00+00:00");
        for text in [
            "5. März 2024",
            "le 5 mars 2024",
            "5 de marzo de 2024",
            "5 de março de 2024",
            "5 Maret 2024",
            "5 марта 2024",
            "2024年3月5日",
        ] {
            assert_eq!(us(text), "2024-03-05", "{text}");
        }
    }

    #[test]
    fn clocks_of_other_languages() {
        let at = |text: &str, hours: i8| {
            let locale = Locale { offset: Some(Offset::constant(hours)), ..Locale::default() };
            parse(text, &locale).map_or_else(|| "-".to_owned(), |it| it.iso())
        };
        for text in [
            "12. März 2024, 18:05 Uhr",
            "Dienstag, 12. März 2024, 18.05 Uhr",
            "12 mars 2024 à 18h05",
            "12 de março de 2024 às 18h05",
            "12 de marzo de 2024, 18:05",
            "12 марта 2024 г., 18:05",
            "12 Maret 2024 18:05",
            "2024年3月12日 18时05分",
            "2024年3月12日下午6:05",
            "2024年3月12日 午後6時5分",
            "2024年3月12日（火）18時05分",
        ] {
            assert_eq!(at(text, 1), "2024-03-12T18:05:00+01:00", "{text}");
        }
        assert_eq!(at("Kamis, 12 Maret 2024 18:05 WITA", 1), "2024-03-12T18:05:00+08:00");
    }

    #[test]
    fn machine_forms() {
        let read = |text: &str| {
            declared(text, &Locale::vietnamese(None)).map_or_else(|| "-".to_owned(), |it| it.iso())
        };
        assert_eq!(read("2023-04-22T10:30:00+0700"), "2023-04-22T10:30:00+07:00");
        assert_eq!(read("2023-04-22T10:30:00.123Z"), "2023-04-22T10:30:00+00:00");
        assert_eq!(read("2023-04-22 00:00:00"), "2023-04-22T00:00:00+07:00");
        assert_eq!(read("2015-03-23 08:06 +07:00"), "2015-03-23T08:06:00+07:00");
        assert_eq!(read("2026/3/7"), "2026-03-07");
        assert_eq!(read("20260307"), "2026-03-07");
        assert_eq!(read("20231219T103000Z"), "2023-12-19T10:30:00+00:00");
        assert_eq!(read("Thu, 21 Dec 2023 10:30:00 -0500"), "2023-12-21T10:30:00-05:00");
        assert_eq!(read("1761135952"), "2025-10-22T19:25:52+07:00");
        assert_eq!(read("3/7/2026 9:40:00 PM"), "2026-07-03T21:40:00+07:00");
        assert_eq!(read("phải"), "-");
    }

    #[test]
    fn relative_times_need_a_clock() {
        let now = "2024-03-05T01:00:00Z".parse().ok();
        let read =
            |text: &str| parse(text, &Locale::vietnamese(now)).map_or_else(|| "-".to_owned(), |it| it.iso());
        assert_eq!(read("2 giờ trước"), "2024-03-05T06:00:00+07:00");
        assert_eq!(read("hôm qua"), "2024-03-04");
        assert_eq!(read("3 days ago"), "2024-03-02");
    }

    #[test]
    fn addresses_and_local_days() {
        let iso = |url: &str| of_url(url).map_or_else(|| "-".to_owned(), |it| it.iso());
        assert_eq!(iso("https://example.com/2024/03/05/slug"), "2024-03-05");
        assert_eq!(iso("https://example.com/tin/20150323/slug/724115.html"), "2015-03-23");
        assert_eq!(iso("https://example.com/news/2024/mar/05/slug"), "2024-03-05");
        assert_eq!(iso("https://example.com/20-10-5/x?d=2024/03/05"), "-");
        let utc = Stamp::instant("2023-12-23T03:00:00Z".parse().unwrap(), jiff::tz::Offset::UTC);
        assert!(
            utc.can_be_seen_on(jiff::civil::date(2023, 12, 22))
                && !utc.can_be_seen_on(jiff::civil::date(2023, 12, 24))
        );
    }
}
