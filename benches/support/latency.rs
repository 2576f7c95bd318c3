//! Times of many records in memory that does not grow with them: counted by size, to 1.6 %.

use std::time::Duration;

/// Parts of each power of two.
const PARTS: u64 = 64;

/// How many records took how long.
#[derive(Clone, Debug, Default)]
pub(crate) struct Latency {
    counts: Vec<u64>,
    sum: Duration,
    longest: Duration,
}

impl Latency {
    pub(crate) fn add(&mut self, time: Duration) {
        let place = place(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        self.counts[place] += 1;
        self.sum += time;
        self.longest = self.longest.max(time);
    }

    pub(crate) fn join(&mut self, other: &Self) {
        let length = self.counts.len().max(other.counts.len());
        self.counts.resize(length, 0);
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
        self.sum += other.sum;
        self.longest = self.longest.max(other.longest);
    }

    pub(crate) const fn sum(&self) -> Duration {
        self.sum
    }

    /// The time within which that share of the records was done.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let all: u64 = self.counts.iter().sum();
        let mut seen = 0;
        for (place, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen as f64 >= share * all as f64 {
                return Duration::from_nanos(most(place)).min(self.longest);
            }
        }
        self.longest
    }
}

/// The count that a number of nanoseconds belongs to.
fn place(nanos: u64) -> usize {
    let power = nanos.max(PARTS).ilog2() - PARTS.ilog2();
    let part = (nanos >> power).min(2 * PARTS - 1);
    usize::try_from(u64::from(power) * PARTS + part).unwrap_or(usize::MAX)
}

/// The most nanoseconds that belong to a count.
fn most(place: usize) -> u64 {
    let place = place as u64;
    let power = (place / PARTS).saturating_sub(1);
    let part = place - power * PARTS;
    ((part + 1) << power) - 1
}
