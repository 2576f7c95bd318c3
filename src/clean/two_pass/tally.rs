//! The count: on how many pages of its host each block is, in memory that does not grow with the dump.
//!
//! The pages of a host are counted in windows: after so many, what recurs in them is noted, and the count begins anew. So a
//! host takes the memory of one window, however many pages it has, and a plea that came later than the first
//! pages is found. Where all hosts together take too much, all windows end early. Everything happens in input
//! order, so the result is the same for any number of threads.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::kept::Counts;
use super::sample::Sample;
use crate::fnv::Keyed;
use crate::recurring::{Counted, Group, Recurring, Seen};

/// What a count may hold.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Pages of a window: enough for shares to mean something, few enough for a host to take half a megabyte.
    window: u32,
    /// Entries of all windows, at some 25 to 40 bytes each: 160 MB at most.
    entries: usize,
    /// Hosts, as many as the report tells apart.
    groups: usize,
    /// Blocks that are noted of a host: long ones and frequent ones first.
    found: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { window: 500, entries: 4 << 20, groups: crate::clean::report::MAX_HOSTS, found: 128 }
    }
}

/// A block has to be on one of so many pages of its host. Less is what a running story repeats from day to day.
const SHARE: u32 = 10;
/// And on so many at least.
const LEAST: u32 = 5;
/// Of a host with few pages, two thirds of them are enough, but never fewer than this: two pages may be the same story.
const LEAST_OF_FEW: u32 = 3;

/// On how many of `pages` a block has to be. `is_all`: whether these are all pages of the host.
fn needed(pages: u32, is_all: bool) -> u32 {
    let few = if is_all { (pages * 2).div_ceil(3).max(LEAST_OF_FEW) } else { LEAST };
    few.min(LEAST).max(pages.div_ceil(SHARE))
}

/// The count so far.
#[derive(Default)]
pub(super) struct Tally {
    limits: Limits,
    windows: BTreeMap<String, Window>,
    found: BTreeMap<String, BTreeMap<u64, Found>>,
    /// Entries of all windows.
    entries: usize,
    pages: u64,
    repeats: u64,
    uncounted: u64,
}

/// The pages of a host that are being counted.
#[derive(Default)]
struct Window {
    pages: u32,
    blocks: HashMap<u64, Entry, Keyed>,
    /// The addresses and texts of the pages.
    prints: HashSet<[u8; 16], Keyed>,
    /// Whether there was a window before.
    is_later: bool,
}

/// A block of a window.
struct Entry {
    pages: u32,
    /// The page that it was on first.
    first: u32,
    is_long: bool,
}

/// A block that recurs.
#[derive(Clone, Copy)]
struct Found {
    seen: Seen,
    is_long: bool,
}

impl Tally {
    /// Counts a page, unless it was counted already: a story at two addresses, or with another first line, is no boilerplate.
    pub(super) fn take(&mut self, sample: &Sample) {
        if !self.windows.contains_key(&sample.group) && self.windows.len() >= self.limits.groups {
            self.uncounted += 1;
            return;
        }
        let window = self.windows.entry(sample.group.clone()).or_default();
        let before = window.entries();
        let is_repeat = window.has(sample);
        window.prints.extend(&sample.prints);
        if is_repeat {
            self.repeats += 1;
        } else {
            self.pages += 1;
            window.add(&sample.blocks);
        }
        self.entries += window.entries() - before;
        if window.pages >= self.limits.window {
            self.entries -= window.entries();
            window.end(self.limits.found, self.found.entry(sample.group.clone()).or_default());
        }
        if self.entries > self.limits.entries {
            self.end_all();
        }
    }

    /// Ends all windows.
    fn end_all(&mut self) {
        for (name, window) in &mut self.windows {
            window.end(self.limits.found, self.found.entry(name.clone()).or_default());
        }
        self.entries = 0;
        self.found.retain(|_, blocks| !blocks.is_empty());
    }

    /// What recurs. A host where all of it is short has nothing that can be left out.
    pub(super) fn finish(mut self) -> Counts {
        self.end_all();
        let groups = self.windows.len() as u64;
        let found = self.found.into_iter().filter(|(_, blocks)| blocks.values().any(|found| found.is_long));
        let seen = |blocks: BTreeMap<u64, Found>| -> Group {
            blocks.into_iter().map(|(hash, found)| (hash, found.seen)).collect()
        };
        let recurring = Recurring(found.map(|(name, blocks)| (name, seen(blocks))).collect());
        Counts { pages: self.pages, repeats: self.repeats, groups, uncounted: self.uncounted, recurring }
    }
}

impl Window {
    fn entries(&self) -> usize {
        self.blocks.len() + self.prints.len()
    }

    /// Whether the page was counted: by its address, by its text, or since half of it is that of one page.
    fn has(&self, sample: &Sample) -> bool {
        if sample.prints.iter().any(|print| self.prints.contains(print)) {
            return true;
        }
        let mut shared: BTreeMap<u32, u64> = BTreeMap::new();
        let mut all = 0;
        for block in &sample.blocks {
            let chars = u64::from(block.chars);
            all += chars;
            if let Some(entry) = self.blocks.get(&block.hash) {
                *shared.entry(entry.first).or_default() += chars;
            }
        }
        shared.into_values().any(|chars| chars * 2 >= all)
    }

    fn add(&mut self, blocks: &[Counted]) {
        let number = self.pages;
        self.pages += 1;
        for &Counted { hash, is_long, .. } in blocks {
            let entry = self.blocks.entry(hash).or_insert(Entry { pages: 0, first: number, is_long });
            entry.pages += 1;
        }
    }

    /// Notes what recurs, and begins anew.
    fn end(&mut self, most: usize, found: &mut BTreeMap<u64, Found>) {
        let needed = needed(self.pages, !self.is_later);
        for (hash, entry) in self.blocks.drain().filter(|(_, entry)| entry.pages >= needed) {
            let now = Found { seen: Seen { pages: entry.pages, of: self.pages }, is_long: entry.is_long };
            let noted = found.entry(hash).or_insert(now);
            if now.seen.is_more_than(noted.seen) {
                noted.seen = now.seen;
            }
        }
        if found.len() > most {
            let mut ranked: Vec<_> = std::mem::take(found).into_iter().collect();
            let share = |seen: Seen| u64::from(seen.pages) * 1_000_000 / u64::from(seen.of.max(1));
            ranked.sort_by_key(|(hash, it)| (Reverse(it.is_long), Reverse(share(it.seen)), *hash));
            ranked.truncate(most);
            found.extend(ranked);
        }
        // Its memory goes as well.
        *self = Self { is_later: self.is_later || self.pages > 0, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of a host with blocks of its own and these.
    fn page(group: &str, number: u64, more: &[u64]) -> Sample {
        let block = |hash: u64| Counted { hash, chars: 100, is_long: true };
        let own = (0..5).map(|n| block(1000 + number * 10 + n));
        let mut print = [0; 16];
        print[..8].copy_from_slice(&number.to_le_bytes());
        let blocks = more.iter().map(|hash| block(*hash)).chain(own).collect();
        Sample { group: group.into(), prints: vec![print], blocks }
    }

    fn count(limits: Limits, pages: impl IntoIterator<Item = Sample>) -> Counts {
        let mut tally = Tally { limits, ..Tally::default() };
        for page in pages {
            tally.take(&page);
            assert!(tally.entries <= limits.entries, "{} entries", tally.entries);
            let entries: usize = tally.windows.values().map(Window::entries).sum();
            assert_eq!(tally.entries, entries);
            assert!(tally.windows.len() <= limits.groups);
        }
        tally.finish()
    }

    fn seen(counts: &Counts, group: &str, hash: u64) -> Option<(u32, u32)> {
        counts.recurring.0.get(group)?.get(&hash).map(|seen| (seen.pages, seen.of))
    }

    #[test]
    fn many_is_a_share_and_a_number() {
        let all = [1, 2, 3, 4, 5, 6, 7, 12, 50, 51, 100, 500].map(|pages| needed(pages, true));
        assert_eq!(all, [3, 3, 3, 3, 4, 4, 5, 5, 5, 6, 10, 50]);
        assert_eq!([3, 4, 50, 80].map(|pages| needed(pages, false)), [5, 5, 5, 8]);
        let pages = (0..12).map(|n| {
            let more: &[u64] = match n {
                0..4 => &[7, 8, 9],
                4 => &[7, 8],
                _ => &[7],
            };
            page("a", n, more)
        });
        let counts = count(Limits::default(), pages.chain((0..2).map(|n| page("b", n, &[7]))));
        assert_eq!(seen(&counts, "a", 7), Some((12, 12)));
        assert_eq!(seen(&counts, "a", 8), Some((5, 12)));
        assert_eq!((seen(&counts, "a", 9), seen(&counts, "b", 7)), (None, None));
        assert_eq!((counts.pages, counts.groups), (14, 2));
    }

    #[test]
    fn a_page_counts_once() {
        let mut repeats: Vec<_> = (0..10).map(|_| page("a", 1, &[7])).collect();
        // Another address each time, and the same text but for a block.
        repeats.extend((0..10).map(|n| {
            let mut copy = page("a", 1, &[500_000 + n]);
            copy.prints = vec![[u8::try_from(n + 100).expect("small"); 16]];
            copy
        }));
        let counts = count(Limits::default(), repeats);
        assert_eq!((counts.pages, counts.repeats), (1, 19));
        assert!(counts.recurring.0.is_empty());
    }

    #[test]
    fn memory_is_bounded_and_later_windows_count() {
        let limits = Limits { window: 20, entries: 200, groups: 3, found: 2 };
        // The plea 8 comes with the pages after the first window.
        let pages = (0..100).map(|n| page("a", n, if n < 30 { &[7] } else { &[8, 9, 10] }));
        let counts = count(limits, pages);
        let found = &counts.recurring.0["a"];
        assert_eq!(found.len(), 2, "no more than asked for: {found:?}");
        assert!(found.keys().all(|hash| [7, 8, 9, 10].contains(hash)));
        // Many hosts end all windows early; those beyond the limit are told.
        let hosts = ["a", "b", "c", "d"];
        let pages = (0..400_u64).map(|n| page(hosts[usize::try_from(n % 4).expect("small")], n, &[7]));
        let counts = count(Limits { window: 500, ..limits }, pages);
        assert_eq!((counts.groups, counts.uncounted, counts.pages), (3, 100, 300));
        assert!(["a", "b", "c"].iter().all(|host| seen(&counts, host, 7).is_some()));
    }
}
