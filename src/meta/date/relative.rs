//! "2 giờ trước", "yesterday": dates that count from the time of fetching, and mean nothing without it.

use jiff::ToSpan as _;
use jiff::tz::Offset;

use super::token::Token;
use super::{Locale, Stamp, words};

/// What is counted.
enum Unit {
    Minutes,
    Hours,
    Days,
}

/// The stamp of a relative time.
pub(super) fn stamp(tokens: &[Token<'_>], locale: &Locale) -> Option<Stamp> {
    let now = locale.now?;
    if tokens.len() > 14 || !tokens.iter().any(|token| token.word().is_some_and(words::is_relative)) {
        return None;
    }
    let offset = locale.offset.unwrap_or(Offset::UTC);
    let Some((count, unit)) =
        tokens.windows(2).find_map(|pair| Some((i64::from(pair[0].short()?), unit(pair[1].word()?)?)))
    else {
        let days = days_ago(tokens)?;
        let day = offset.to_datetime(now).date().checked_sub(days.days()).ok()?;
        return Some(Stamp::day(day));
    };
    match unit {
        Unit::Minutes => now.checked_sub(count.minutes()).ok().map(|at| Stamp::instant(at, offset)),
        Unit::Hours => now.checked_sub(count.hours()).ok().map(|at| Stamp::instant(at, offset)),
        Unit::Days => offset.to_datetime(now).date().checked_sub(count.days()).ok().map(Stamp::day),
    }
}

/// Days that a single word counts.
fn days_ago(tokens: &[Token<'_>]) -> Option<i64> {
    let has = |words: &[&str]| tokens.iter().any(|token| token.is_word(words));
    if has(&["yesterday", "qua"]) {
        Some(1)
    } else if has(&["today", "xong"]) {
        Some(0)
    } else {
        None
    }
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "phút" | "minute" | "minutes" | "min" | "mins" | "minuten" | "minutos" | "menit" => Unit::Minutes,
        "giờ" | "tiếng" | "hour" | "hours" | "hr" | "hrs" | "stunden" | "stunde" | "horas" | "hora"
        | "heures" | "heure" | "jam" => Unit::Hours,
        "ngày" | "day" | "days" | "tagen" | "tag" | "días" | "dias" | "jours" | "hari" => Unit::Days,
        _ => return None,
    })
}
