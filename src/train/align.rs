//! Which blocks of a page are in its gold text: the labels that learning needs, which no corpus of pages gives.
//!
//! The blocks that the gold holds word for word, in the order of the page, are found first: the chain of them with the
//! most words. A short block counts only where it stands between its neighbours in the gold as well, because a word or
//! two occur anywhere. What is left counts when the gold has it elsewhere and nothing else claims those words, or by the
//! share of its word triples that the gold has, from a half on.

use std::collections::{BTreeMap, HashMap, HashSet};

/// Blocks with fewer words are searched for between their neighbours only.
const LONG: usize = 5;

/// How far behind a neighbour a short block is searched for, in words.
const REACH: usize = 400;

/// As many places of the gold are tried for one block.
const PLACES: usize = 4;

/// As many earlier links of the chain are tried for each.
const LOOK_BACK: usize = 250;

/// With a smaller share of its word triples in the gold a block is not text.
const MIN_SHARE: f32 = 0.5;

/// A block in the gold: its index, the first word there, the number of words.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    from: usize,
    len: usize,
}

/// How much of each block is in the gold, from 0 to 1. Both sides are words as numbers.
pub(super) fn align(blocks: &[Vec<u64>], gold: &[u64]) -> Vec<f32> {
    let mut state = State::new(gold);
    for place in chain(&state.candidates(blocks)) {
        state.take(place);
    }
    for (block, words) in blocks.iter().enumerate() {
        if words.is_empty() || state.taken.contains_key(&block) {
            continue;
        }
        let found =
            if words.len() < LONG { state.between(block, words) } else { state.elsewhere(block, words) };
        if let Some(place) = found {
            state.take(place);
        }
    }
    let share = |(block, words): (usize, &Vec<u64>)| {
        if state.taken.contains_key(&block) { 1.0 } else { state.share(words) }
    };
    blocks.iter().enumerate().map(share).collect()
}

struct State<'g> {
    gold: &'g [u64],
    /// Where each run of `LONG` words begins.
    runs: HashMap<&'g [u64], Vec<usize>>,
    triples: HashMap<&'g [u64], Vec<usize>>,
    /// Words of the gold that a block has claimed.
    covered: Vec<bool>,
    /// Block → its place.
    taken: BTreeMap<usize, Place>,
}

impl<'g> State<'g> {
    fn new(gold: &'g [u64]) -> Self {
        Self {
            gold,
            runs: places(gold, LONG),
            triples: places(gold, 3),
            covered: vec![false; gold.len()],
            taken: BTreeMap::new(),
        }
    }

    /// Long blocks that the gold holds word for word, with the first few places of each.
    fn candidates(&self, blocks: &[Vec<u64>]) -> Vec<Place> {
        let long = blocks.iter().enumerate().filter(|(_, words)| words.len() >= LONG);
        long.flat_map(|(block, words)| self.whole(block, words).take(PLACES).collect::<Vec<_>>()).collect()
    }

    fn whole<'s>(&'s self, block: usize, words: &'s [u64]) -> impl Iterator<Item = Place> + 's {
        let starts = self.runs.get(&words[..LONG]).into_iter().flatten().copied();
        let same = |from: &usize| self.gold.get(*from..*from + words.len()) == Some(words);
        starts.filter(same).map(move |from| Place { block, from, len: words.len() })
    }

    fn take(&mut self, place: Place) {
        self.covered[place.from..place.from + place.len].fill(true);
        self.taken.insert(place.block, place);
    }

    fn is_free(&self, place: &Place) -> bool {
        !self.covered[place.from..place.from + place.len].contains(&true)
    }

    /// A short block between the places of the blocks before and after it.
    fn between(&self, block: usize, words: &[u64]) -> Option<Place> {
        let before = self.taken.range(..block).next_back().map(|(_, place)| place.from + place.len);
        let after = self.taken.range(block..).next().map(|(_, place)| place.from);
        if before.is_none() && after.is_none() {
            return None;
        }
        let from = before.unwrap_or(0);
        let to = after.unwrap_or(self.gold.len()).min(from + REACH);
        let mut starts = from..(to + 1).saturating_sub(words.len()).max(from);
        let place = |from| Place { block, from, len: words.len() };
        starts
            .find(|&from| self.gold[from..from + words.len()] == *words && self.is_free(&place(from)))
            .map(place)
    }

    fn elsewhere(&self, block: usize, words: &[u64]) -> Option<Place> {
        self.whole(block, words).find(|place| self.is_free(place))
    }

    /// The share of a block's triples that the gold has, if at least half, and if most of them are nobody else's.
    fn share(&self, words: &[u64]) -> f32 {
        if words.len() < LONG {
            return 0.0;
        }
        let triples: Vec<&[u64]> = words.windows(3).collect();
        let found: Vec<&Vec<usize>> = triples.iter().filter_map(|triple| self.triples.get(triple)).collect();
        let share = found.len() as f32 / triples.len() as f32;
        let starts: HashSet<usize> = found.into_iter().flatten().copied().collect();
        let claimed = starts.iter().filter(|&&from| self.covered[from]).count();
        if share >= MIN_SHARE && claimed * 2 < starts.len() { share } else { 0.0 }
    }
}

fn places(words: &[u64], run: usize) -> HashMap<&[u64], Vec<usize>> {
    let mut places: HashMap<&[u64], Vec<usize>> = HashMap::new();
    for (from, words) in words.windows(run).enumerate() {
        places.entry(words).or_default().push(from);
    }
    places
}

/// Of places in the order of their blocks, those with the most words that are in order in the gold, too.
fn chain(places: &[Place]) -> Vec<Place> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let mut most = (place.len, None);
        for earlier in at.saturating_sub(LOOK_BACK)..at {
            let other = places[earlier];
            let sum = best[earlier].0 + place.len;
            if other.block < place.block && other.from + other.len <= place.from && sum > most.0 {
                most = (sum, Some(earlier));
            }
        }
        best.push(most);
    }
    let mut at = (0..best.len()).max_by_key(|&at| (best[at].0, std::cmp::Reverse(at)));
    let mut chain = Vec::new();
    while let Some(link) = at {
        chain.push(places[link]);
        at = best[link].1;
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::align;

    fn words(text: &str) -> Vec<u64> {
        text.bytes().map(u64::from).collect()
    }

    fn aligned(blocks: &[&str], gold: &str) -> Vec<f32> {
        align(&blocks.iter().map(|block| words(block)).collect::<Vec<_>>(), &words(gold))
    }

    #[test]
    fn long_blocks_in_order_are_text_and_short_ones_between_them() {
        let labels = aligned(&["ab", "abcdefg", "xy", "hijklmn", "xy"], "abcdefgxyhijklmn");
        assert_eq!(labels, [0.0, 1.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn a_teaser_that_repeats_the_text_is_not_text() {
        assert_eq!(aligned(&["abcdefg", "hijklmnop", "abcdefg"], "abcdefghijklmnop"), [1.0, 1.0, 0.0]);
    }

    #[test]
    fn a_block_that_is_mostly_there_counts_by_its_share() {
        let labels = aligned(&["abcdefgh---", "12345678"], "abcdefgh12345678");
        assert!(labels[0] > 0.5 && labels[0] < 1.0, "{labels:?}");
    }
}
