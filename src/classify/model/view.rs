//! What the columns of the scorer read: a page's blocks with the sums over them that a block alone does not tell.
//!
//! Everything here is of one page and is made in one walk over its blocks; it knows nothing of weights.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::words;
use crate::block::Hints;
use crate::block::normal::key;
use crate::classify::{Context, Verdict};
use crate::fnv::Keyed;
use crate::label::Label;

/// A page as the scorer sees it.
pub(super) struct View<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) verdicts: &'a [Verdict],
    /// Facts of each block beyond its own.
    pub(super) blocks: Vec<BlockView>,
    /// The first and last block inside the root.
    pub(super) root: (usize, usize),
    /// Kept words of the page, by the verdicts so far.
    pub(super) kept: f32,
    /// Share of Vietnamese letters among those of the kept text: running Vietnamese has about a quarter.
    pub(super) vietnamese: f32,
}

/// What the page tells about one block.
#[derive(Clone, Copy, Default)]
pub(super) struct BlockView {
    /// Whether its label is text.
    pub(super) text: bool,
    /// Kept words before it.
    pub(super) kept_before: f32,
    /// Share of the page's kept words in blocks of the same style, and under the same parent.
    pub(super) style_share: f32,
    pub(super) parent_share: f32,
    /// Share of its words (of three letters and more) that other kept blocks have too; -1 without such words.
    pub(super) overlap: f32,
    /// Share of its words that the headline has; -1 without words or headline.
    pub(super) in_title: f32,
    /// Share of its word runs that the page's own `articleBody` has; -1 without one.
    pub(super) claimed: f32,
    /// Whether no earlier block that is looked at has the same words.
    pub(super) first: bool,
    /// Blocks since the last heading of a list of other articles; `FAR` without one.
    pub(super) since_heading: f32,
    /// Pictures right before it.
    pub(super) pictures: f32,
    /// Hints of the elements around it, inside the root and around the root.
    pub(super) inner: Hints,
    pub(super) outer: Hints,
    /// Mean words of the block and its three neighbours on both sides.
    pub(super) around: f32,
}

/// Further than any distance that counts.
const FAR: f32 = 99.0;

/// So many characters tell the language.
const SAMPLE: usize = 2000;

impl<'a> View<'a> {
    /// `needed` says which blocks are looked at: only of them every fact is known.
    pub(super) fn new(context: &'a Context<'a>, verdicts: &'a [Verdict], needed: &[bool]) -> Self {
        let count = context.cut.blocks.len();
        let mut view = Self {
            context,
            verdicts,
            blocks: vec![BlockView::default(); count],
            root: (0, 0),
            kept: 0.0,
            vietnamese: 0.0,
        };
        let first = (0..count).find(|&at| context.inside(at)).unwrap_or(0);
        let last = (0..count).rfind(|&at| context.inside(at)).unwrap_or(count);
        view.root = (first, last);
        view.sums();
        view.vietnamese = view.letters();
        view.shares();
        view.words(needed);
        view.regions(needed);
        view
    }

    fn sums(&mut self) {
        let mut since = FAR;
        for (at, verdict) in self.verdicts.iter().enumerate() {
            let words = self.words_of(at);
            let block = &mut self.blocks[at];
            block.text = verdict.label.is_text();
            block.kept_before = self.kept;
            self.kept += if block.text { words } else { 0.0 };
            since = if verdict.label == Label::SectionHeading { 0.0 } else { (since + 1.0).min(FAR) };
            block.since_heading = since;
        }
        for image in &self.context.cut.images {
            if let Some(block) = self.blocks.get_mut(image.before as usize) {
                block.pictures += 1.0;
            }
        }
        let count = self.blocks.len();
        for at in 0..count {
            let (from, to) = (at.saturating_sub(3), (at + 4).min(count));
            let sum: f32 = (from..to).map(|near| self.words_of(near)).sum();
            self.blocks[at].around = sum / (to - from).max(1) as f32;
        }
    }

    fn letters(&self) -> f32 {
        let (mut letters, mut vietnamese) = (0u32, 0u32);
        let kept = (0..self.blocks.len()).filter(|&at| self.blocks[at].text);
        for c in kept.flat_map(|at| self.context.block(at).text.chars()).take(SAMPLE) {
            letters += u32::from(c.is_alphabetic());
            vietnamese += u32::from(matches!(c, 'ă' | 'đ' | 'ơ' | 'ư' | '\u{1ea0}'..='\u{1ef9}'));
        }
        vietnamese as f32 / letters.max(1) as f32
    }

    /// Words of a block.
    pub(super) fn words_of(&self, at: usize) -> f32 {
        self.context.block(at).facts.words as f32
    }

    fn shares(&mut self) {
        let keyed = Keyed::default();
        let mut styles: HashMap<u32, f32, Keyed> = HashMap::with_hasher(keyed.clone());
        let mut parents: HashMap<u32, f32, Keyed> = HashMap::with_hasher(keyed);
        for at in (0..self.blocks.len()).filter(|&at| self.blocks[at].text) {
            if let Some(markup) = self.context.markup(at) {
                *styles.entry(markup.style).or_default() += self.words_of(at);
                *parents.entry(markup.parent).or_default() += self.words_of(at);
            }
        }
        let whole = self.kept.max(1.0);
        for at in 0..self.blocks.len() {
            if let Some(markup) = self.context.markup(at) {
                self.blocks[at].style_share = styles.get(&markup.style).copied().unwrap_or(0.0) / whole;
                self.blocks[at].parent_share = parents.get(&markup.parent).copied().unwrap_or(0.0) / whole;
            }
        }
    }

    fn words(&mut self, needed: &[bool]) {
        let keys = &self.context.keys;
        // The words of all blocks that are looked at, one after the other, and where each block's stand.
        let mut words: Vec<u64> = Vec::new();
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(needed.len());
        for (needed, block) in needed.iter().zip(&self.blocks) {
            let from = words.len();
            if *needed || block.text {
                words::push_long(&keys[spans.len()], &mut words);
            }
            spans.push(from..words.len());
        }
        let own = words.len();
        words::push_long(&self.context.title_key, &mut words);
        let (words, count) = words::numbered(&words);
        let (words, title) = words.split_at(own);
        // For each word of the kept text: in how many blocks, and the last of them.
        let mut kept: Vec<(u32, usize)> = vec![(0, usize::MAX); count];
        for (at, span) in spans.iter().enumerate().filter(|(at, _)| self.blocks[*at].text) {
            for word in &words[span.clone()] {
                let (blocks, last) = &mut kept[*word as usize];
                *blocks += u32::from(*last != at);
                *last = at;
            }
        }
        let mut titled = vec![false; count];
        for word in title {
            titled[*word as usize] = true;
        }
        let claim = self.context.claim.map(|claim| words::Runs::of(&key(claim)));
        let mut seen: HashSet<&str, Keyed> = HashSet::default();
        seen.reserve(needed.iter().filter(|&&it| it).count());
        for (at, span) in spans.into_iter().enumerate().filter(|(at, _)| needed[*at]) {
            let block = &mut self.blocks[at];
            let words = &words[span];
            let own = u32::from(block.text);
            let others = words.iter().filter(|word| kept[**word as usize].0 > own).count();
            block.overlap = share(others, words.len());
            let shared = words.iter().filter(|word| titled[**word as usize]).count();
            block.in_title = share(shared, if title.is_empty() { 0 } else { words.len() });
            block.claimed = claim.as_ref().map_or(-1.0, |claim| claim.share_of(&keys[at]));
            block.first = seen.insert(&keys[at]);
        }
    }

    fn regions(&mut self, needed: &[bool]) {
        for (at, block) in self.blocks.iter_mut().enumerate().filter(|(at, _)| needed[*at]) {
            let said = self.context.around(at);
            (block.inner, block.outer) = (said.inner, said.outer);
        }
    }
}

/// A share, or -1 of nothing.
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { -1.0 } else { part as f32 / whole as f32 }
}
