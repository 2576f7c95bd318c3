//! How far a run is, in words. It is given the time and never asks for it.

use std::time::Duration;

use tinsach::clean::{Count, counted, grouped, percent};

/// How far a run is at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    /// Time since the run began.
    pub(super) elapsed: Duration,
    /// Bytes of the inputs that were read, as they lie on the disk.
    pub(super) bytes: u64,
    /// Records done, with those of earlier runs when a job goes on.
    pub(super) records: u64,
    /// Those with an article.
    pub(super) articles: u64,
    /// Those that failed.
    pub(super) errors: u64,
}

impl Moment {
    /// The moment `elapsed` after the beginning.
    pub(super) fn new(elapsed: Duration, bytes: u64, count: &Count) -> Self {
        Self { elapsed, bytes, records: count.records(), articles: count.articles(), errors: count.errors() }
    }
}

/// The speed of a run, from its first record to now.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    /// Bytes of all inputs, if that is known.
    total: Option<u64>,
    /// What was done before the first record of this run.
    before: Option<Moment>,
}

impl Pace {
    /// The pace to `total` bytes.
    pub(super) const fn to(total: Option<u64>) -> Self {
        Self { total, before: None }
    }

    /// A record was done. Of the first one it is kept what an earlier run had done, which says nothing of the speed of this.
    pub(super) fn advance(&mut self, now: &Moment) {
        if self.before.is_none() {
            let records = now.records.saturating_sub(1);
            let bytes = if records == 0 { 0 } else { now.bytes };
            self.before = Some(Moment { bytes, records, ..Moment::default() });
        }
    }

    /// `34 %  12,345 records  11,900 articles  3 errors  812/s  41.2 MB/s  5 min left`.
    pub(super) fn line(&self, now: &Moment) -> String {
        let before = self.before.unwrap_or_default();
        let seconds = now.elapsed.as_secs_f64();
        let bytes = now.bytes.saturating_sub(before.bytes);
        let mut words = Vec::new();
        words.extend(self.total.map(|total| percent(now.bytes.min(total), total)));
        words.push(counted(now.records, "record"));
        words.push(counted(now.articles, "article"));
        words.push(counted(now.errors, "error"));
        if seconds > 0.0 {
            let records = now.records.saturating_sub(before.records) as f64 / seconds;
            words.push(format!("{}/s", rate(records)));
            words.push(format!("{} MB/s", rate(bytes as f64 / 1e6 / seconds)));
        }
        if let (Some(total), true) = (self.total, bytes > 0) {
            let left = total.saturating_sub(now.bytes) as f64 / bytes as f64 * seconds;
            // Not a duration when the first bytes took for ever: then nobody knows.
            words.extend(Duration::try_from_secs_f64(left).map(|left| format!("{} left", span(left))));
        }
        words.join("  ")
    }
}

/// Three digits that count: `0.42`, `8.1`, `1,234`.
fn rate(number: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is never below zero")]
    let whole = number.round() as u64;
    match number {
        _ if number < 1.0 => format!("{number:.2}"),
        _ if number < 100.0 => format!("{number:.1}"),
        _ => grouped(whole),
    }
}

/// The two greatest units: `2 h 5 min`.
fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    let (minutes, hours) = (seconds / 60, seconds / 3600);
    match seconds {
        0..60 => format!("{seconds} s"),
        60..600 => format!("{minutes} min {} s", seconds % 60),
        600..3600 => format!("{minutes} min"),
        3600..86_400 => format!("{hours} h {} min", minutes % 60),
        _ => format!("{} d {} h", hours / 24, hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64, bytes: u64, records: u64) -> Moment {
        let elapsed = Duration::from_secs(seconds);
        Moment { elapsed, bytes, records, articles: records.saturating_sub(2), errors: 1 }
    }

    #[test]
    fn a_line_says_how_far_and_how_fast() {
        let mut pace = Pace::to(Some(10_000_000_000));
        pace.advance(&at(0, 4_000_000, 1));
        assert_eq!(
            pace.line(&at(100, 2_500_000_000, 123_456)),
            "25 %  123,456 records  123,454 articles  1 error  1,235/s  25.0 MB/s  5 min 0 s left"
        );
        assert_eq!(
            pace.line(&at(30, 10_000_000_000, 3)),
            "100 %  3 records  1 article  1 error  0.10/s  333 MB/s  0 s left"
        );
    }

    #[test]
    fn without_a_total_or_time_nothing_is_guessed() {
        let pace = Pace::to(None);
        assert_eq!(pace.line(&at(2, 3_000_000, 9)), "9 records  7 articles  1 error  4.5/s  1.5 MB/s");
        assert_eq!(pace.line(&at(0, 0, 1)), "1 record  0 articles  1 error");
        let line = Pace::to(Some(0)).line(&at(1, 0, 1));
        assert!(line.starts_with("–  1 record") && !line.contains("left"), "{line}");
    }

    #[test]
    fn a_job_that_goes_on_is_not_faster_for_what_was_done_before() {
        let mut pace = Pace::to(Some(2_000_000_000));
        pace.advance(&at(1, 1_000_000_000, 50_001));
        let line = pace.line(&at(10, 1_100_000_000, 50_100));
        assert_eq!(
            line,
            "55 %  50,100 records  50,098 articles  1 error  10.0/s  10.0 MB/s  1 min 30 s left"
        );
    }

    #[test]
    fn spans_have_two_units() {
        let spans = [59, 60, 3599, 3600, 7500, 90_000].map(|seconds| span(Duration::from_secs(seconds)));
        assert_eq!(spans, ["59 s", "1 min 0 s", "59 min", "1 h 0 min", "2 h 5 min", "1 d 1 h"]);
    }
}
