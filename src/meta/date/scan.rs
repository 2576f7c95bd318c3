//! Finds dates, times and offsets among tokens.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::token::{Kind, Token};
use super::words::{self, month_at};
use super::{Locale, Stamp};

/// A time belongs to a date that is at most so many tokens away.
const MAX_DISTANCE: usize = 7;

/// A thing found, and the tokens it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The first date with the time nearest to it.
pub(super) fn stamp(tokens: &[Token<'_>], locale: &Locale) -> Option<Stamp> {
    let date = (0..tokens.len()).find_map(|at| date_at(tokens, at, locale))?;
    let clock = clock_by(tokens, date);
    let zone = clock.and_then(|clock| offset_at(tokens, clock.to, date.value));
    let offset = zone.map(|zone| zone.value).or(locale.offset);
    Some(Stamp { date: date.value, time: clock.map(|it| it.value), offset: clock.and(offset) })
}

/// The time by a date: after it, else before it, with no word of change in between.
fn clock_by(tokens: &[Token<'_>], date: Found<Date>) -> Option<Found<Time>> {
    let parted = |from: usize, to: usize| tokens[from..to].iter().any(|token| token.is_word(words::UPDATED));
    let last = tokens.len().min(date.to + MAX_DISTANCE);
    let after =
        (date.to..last).find_map(|at| clock_at(tokens, at)).filter(|clock| !parted(date.to, clock.from));
    after.or_else(|| {
        // The time of a C date stands inside it: "Mon Dec 18 10:30:00 UTC 2023".
        (date.from.saturating_sub(MAX_DISTANCE)..date.to)
            .filter_map(|at| clock_at(tokens, at))
            .find(|clock| clock.to <= date.to && (clock.to > date.from || !parted(clock.to, date.from)))
    })
}

/// The date that begins at a token.
pub(super) fn date_at(tokens: &[Token<'_>], at: usize, locale: &Locale) -> Option<Found<Date>> {
    let glued = at > 0 && tokens[at - 1].digits().is_some() && !tokens[at].spaced;
    if glued {
        return None;
    }
    iso(tokens, at)
        .or_else(|| numeric(tokens, at, locale))
        .or_else(|| day_month_year(tokens, at))
        .or_else(|| month_day_year(tokens, at))
        .or_else(|| {
            let date = compact_date(tokens[at].digits()?)?;
            tokens.get(at + 1)?.is_word(&["t"]).then_some(Found { value: date, from: at, to: at + 1 })
        })
}

fn found(date: (i16, i8, i8), from: usize, to: usize) -> Option<Found<Date>> {
    let (year, month, day) = date;
    Date::new(year, month, day).ok().map(|value| Found { value, from, to })
}

/// `20240305`
pub(super) fn compact_date(digits: &str) -> Option<Date> {
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = digits[..4].parse().ok().filter(|year| (1990..2100).contains(year))?;
    Date::new(year, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()
}

/// The first date that begins with its year.
pub(super) fn year_first(tokens: &[Token<'_>]) -> Option<Date> {
    (0..tokens.len()).find_map(|at| iso(tokens, at)).map(|it| it.value)
}

/// 2024-03-05, 2024/3/5, 2024.03.05, 2024年3月5日
fn iso(tokens: &[Token<'_>], at: usize) -> Option<Found<Date>> {
    let year = tokens[at].year()?;
    let is_part = |token: &Token<'_>| {
        matches!(token.mark(), Some('-' | '/' | '.')) || token.is_word(&["年", "月", "년", "월"])
    };
    if !is_part(tokens.get(at + 1)?)
        || !is_part(tokens.get(at + 3)?)
        || tokens[at + 1].mark() != tokens[at + 3].mark()
    {
        return None;
    }
    let (month, day) = (tokens.get(at + 2)?.short()?, tokens.get(at + 4)?.short()?);
    found((year, month, day), at, at + 5)
}

/// 05/03/2024, 5-3-2024, 5.3.24, "05 03 2024"
fn numeric(tokens: &[Token<'_>], at: usize, locale: &Locale) -> Option<Found<Date>> {
    let first = tokens[at].short()?;
    let bare = tokens.get(at + 1)?.short().is_some();
    let (second, third, to) = if bare {
        let spaced = tokens[at + 1].spaced && tokens.get(at + 2)?.spaced;
        (tokens.get(at + 1).filter(|_| spaced)?, tokens.get(at + 2)?, at + 3)
    } else {
        let mark = tokens[at + 1].mark().filter(|mark| matches!(mark, '/' | '-' | '.' | '–' | '·'))?;
        if tokens.get(at + 3)?.mark() != Some(mark) {
            return None;
        }
        (tokens.get(at + 2)?, tokens.get(at + 4)?, at + 5)
    };
    let second = second.short()?;
    let year = third.year().or_else(|| {
        let slashed = !bare && tokens[at + 1].mark() != Some('-') && third.digits()?.len() == 2;
        third.short().filter(|&year| slashed && year > 0 && year < 70).map(|year| 2000 + i16::from(year))
    })?;
    let dotted = tokens[at + 1].mark() == Some('.');
    let (day, month) = match (first, second) {
        (_, 13..) => (second, first),
        (13.., _) => (first, second),
        _ if locale.month_first && !dotted && !bare => (second, first),
        _ => (first, second),
    };
    found((year, month, day), at, to)
}

/// "5 March 2024", "5. März 2024", "5 de marzo de 2024", "5 tháng 3 năm 2024", "19-Jan-2024"
fn day_month_year(tokens: &[Token<'_>], at: usize) -> Option<Found<Date>> {
    let day = tokens[at].short()?;
    let next = skip(
        tokens,
        at + 1,
        &["th", "st", "nd", "rd", "er", "º", "of", "de", "ngày"],
        &['.', '-', '/', 'º', '°', ','],
    );
    let (month, length) = month_at(tokens, next)?;
    let year = skip(tokens, next + length, &["de", "del", "năm", "nam"], &['.', ',', '-', '/', '’', '\'']);
    found((tokens.get(year)?.year()?, month, day), at, year + 1)
}

/// "March 5, 2024", "Tháng Ba 5, 2024", "Mon Dec 18 10:30:00 UTC 2023"
fn month_day_year(tokens: &[Token<'_>], at: usize) -> Option<Found<Date>> {
    let (month, length) = month_at(tokens, at)?;
    let next = skip(tokens, at + length, &["the"], &['.', ',', '-', '/']);
    let day = tokens.get(next)?.short()?;
    let year = skip(tokens, next + 1, &["th", "st", "nd", "rd", "năm"], &['.', ',', '-', '/']);
    if let Some(year_value) = tokens.get(year)?.year() {
        return found((year_value, month, day), at, year + 1);
    }
    let clock = clock_at(tokens, year)?;
    let zone = tokens
        .get(clock.to)
        .is_some_and(|token| token.word().is_some_and(|word| words::zone(word).is_some()));
    let year = clock.to + usize::from(zone);
    found((tokens.get(year)?.year()?, month, day), at, year + 1)
}

/// The first token from `at` on that is none of these words and marks; at most three are skipped.
fn skip(tokens: &[Token<'_>], at: usize, words: &[&str], marks: &[char]) -> usize {
    let skipped = tokens.get(at..).unwrap_or_default().iter().take(3);
    at + skipped
        .take_while(|token| token.is_word(words) || token.mark().is_some_and(|mark| marks.contains(&mark)))
        .count()
}

/// The time that begins at a token, its half of the day before or behind it: "9:48", "3 p.m.", "午後3時5分".
pub(super) fn clock_at(tokens: &[Token<'_>], at: usize) -> Option<Found<Time>> {
    let Some(half) = leading_half(tokens.get(at)?) else { return bare_clock_at(tokens, at) };
    let clock = bare_clock_at(tokens, at + 1)?;
    let time = clock.value;
    let value = Time::new(half.hour(time.hour()), time.minute(), time.second(), 0).ok()?;
    Some(Found { value, from: at, to: clock.to })
}

/// The half of the day where it stands before the hour.
fn leading_half(token: &Token<'_>) -> Option<Half> {
    match token.word()? {
        "午前" | "上午" | "凌晨" | "早上" | "清晨" => Some(Half::Morning),
        "午後" | "下午" | "晚上" | "晚间" | "夜" => Some(Half::Afternoon),
        _ => None,
    }
}

/// 9:48, 09:48:30, 9h48, "9 giờ 48", "3 p.m.", "10.30 Uhr", "18時05分", `103000`.
fn bare_clock_at(tokens: &[Token<'_>], at: usize) -> Option<Found<Time>> {
    let first = tokens.get(at)?;
    if let Some(digits) = first.digits().filter(|digits| digits.len() == 6) {
        let after_t = at > 0 && tokens[at - 1].is_word(&["t"]);
        let time =
            Time::new(digits[..2].parse().ok()?, digits[2..4].parse().ok()?, digits[4..].parse().ok()?, 0)
                .ok()?;
        return after_t.then_some(Found { value: time, from: at, to: at + 1 });
    }
    let hour = first.short()?;
    let next = tokens.get(at + 1)?;
    let part = |at: usize| {
        tokens.get(at).filter(|token| token.digits().is_some_and(|it| it.len() == 2)).and_then(Token::short)
    };
    let colon = next.mark() == Some(':');
    let letter = next.is_word(&["h", "g", "giờ", "hs", "uhr", "時", "时", "点", "點"]);
    let dotted = next.mark() == Some('.')
        && tokens.get(at + 3).is_some_and(|token| token.is_word(&["uhr", "wib", "wita", "wit", "am", "pm"]));
    let (minute, second, mut to) = if colon || dotted {
        let second =
            part(at + 4).filter(|_| tokens.get(at + 3).is_some_and(|token| token.mark() == Some(':')));
        (part(at + 2)?, second.unwrap_or(0), if second.is_some() { at + 5 } else { at + 3 })
    } else if letter {
        // "18時5分" writes no zero.
        let bare =
            || tokens.get(at + 3).filter(|it| it.is_word(&["分"])).and_then(|_| tokens.get(at + 2)?.short());
        let minute = part(at + 2).or_else(bare);
        (minute.unwrap_or(0), 0, if minute.is_some() { at + 3 } else { at + 2 })
    } else {
        half_at(tokens, at + 1)?;
        (0, 0, at + 1)
    };
    // Fractions of a second, and the ' of "09:48'".
    if tokens.get(to).is_some_and(|token| token.mark() == Some('.'))
        && tokens.get(to + 1).is_some_and(|it| it.digits().is_some())
    {
        to += 2;
    }
    to += usize::from(tokens.get(to).is_some_and(|token| {
        matches!(token.mark(), Some('\'' | '’')) || token.is_word(&["phút", "uhr", "hrs", "分"])
    }));
    let half = half_at(tokens, to);
    let hour = half.map_or(hour, |half| half.value.hour(hour));
    let to = half.map_or(to, |half| half.to);
    let hour = if hour == 24 && minute == 0 { 0 } else { hour };
    Time::new(hour, minute, second, 0).ok().map(|value| Found { value, from: at, to })
}

/// Which half of the day.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

impl Half {
    /// The hour on a 24-hour clock. A clock that already counts to 24 keeps its hour, whatever stands behind it.
    const fn hour(self, hour: i8) -> i8 {
        match self {
            Self::Morning if hour == 12 => 0,
            Self::Afternoon if hour < 12 => hour + 12,
            _ => hour,
        }
    }
}

/// "AM", "p.m.", "sáng", "CH" at a token.
fn half_at(tokens: &[Token<'_>], at: usize) -> Option<Found<Half>> {
    let word = tokens.get(at)?.word()?;
    let value = match word {
        "am" | "sa" | "sáng" => Half::Morning,
        "pm" | "ch" | "chiều" | "tối" => Half::Afternoon,
        "a" | "p" => {
            let dotted = tokens.get(at + 1)?.mark() == Some('.') && tokens.get(at + 2)?.is_word(&["m"]);
            let value = if word == "a" { Half::Morning } else { Half::Afternoon };
            let last = tokens.get(at + 3).is_some_and(|token| token.mark() == Some('.'));
            return dotted.then_some(Found { value, from: at, to: at + 3 + usize::from(last) });
        }
        _ => return None,
    };
    Some(Found { value, from: at, to: at + 1 })
}

/// The offset at a token, an opening parenthesis skipped: "+0700", "GMT+7", "(GMT+7)", "Z", "ET".
pub(super) fn offset_at(tokens: &[Token<'_>], at: usize, date: Date) -> Option<Found<Offset>> {
    // A date may stand between the time and its zone: "17:22 | 14/12/2021 GMT+7".
    let window = tokens.len().min(at + 9);
    (at..window).find_map(|here| offset_here(tokens, here, date, here == at))
}

fn offset_here(tokens: &[Token<'_>], at: usize, date: Date, first: bool) -> Option<Found<Offset>> {
    let token = &tokens[at];
    if let Some(word) = token.word() {
        let (hours, american) = words::zone(word)?;
        if let Some(signed) = tokens.get(at + 1).and_then(|_| signed(tokens, at + 1)).filter(|_| hours == 0) {
            return Some(signed);
        }
        let hours = hours + i8::from(american && is_american_summer(date));
        return Some(Found { value: Offset::from_hours(hours).ok()?, from: at, to: at + 1 });
    }
    // A bare number after a dash is the next date's day: only the full form is an offset without "GMT" before it.
    let full = tokens.get(at + 1).and_then(Token::digits).is_some_and(|digits| digits.len() == 4)
        || tokens.get(at + 2).is_some_and(|token| token.mark() == Some(':'));
    if first && full { signed(tokens, at) } else { None }
}

/// `+0700`, `+07:00`, `+7`, `-05`
fn signed(tokens: &[Token<'_>], at: usize) -> Option<Found<Offset>> {
    let sign = match tokens.get(at)?.kind {
        Kind::Mark('+') => 1,
        Kind::Mark('-' | '−') => -1,
        _ => return None,
    };
    let digits = tokens.get(at + 1).filter(|token| !token.spaced)?.digits()?;
    let colon = tokens.get(at + 2).is_some_and(|token| token.mark() == Some(':'));
    let minutes = tokens.get(at + 3).filter(|_| colon).and_then(Token::short).map(i32::from);
    let (hours, minutes, to) = match (digits.len(), minutes) {
        (4, _) => (digits[..2].parse::<i32>().ok()?, digits[2..].parse().ok()?, at + 2),
        (1 | 2, Some(minutes)) => (digits.parse().ok()?, minutes, at + 4),
        (1 | 2, None) => (digits.parse().ok()?, 0, at + 2),
        _ => return None,
    };
    let value = Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().filter(|_| hours <= 14)?;
    Some(Found { value, from: at, to })
}

/// From the second Sunday of March to the first of November, to the day.
fn is_american_summer(date: Date) -> bool {
    let sunday = |month: i8, nth: i8| {
        Date::new(date.year(), month, 1)
            .and_then(|it| it.nth_weekday_of_month(nth, jiff::civil::Weekday::Sunday))
    };
    sunday(3, 2).is_ok_and(|start| start <= date) && sunday(11, 1).is_ok_and(|end| date < end)
}
