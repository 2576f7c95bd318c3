//! What the columns of the scorer read: a page's blocks with the sums over them that a block alone does not tell.
//!
//! Everything here is of one page and is made in one walk over its blocks; it knows nothing of weights.

use std::collections::{HashMap, HashSet};

use super::words::{self, LONG, Numbers};
use crate::block::Hints;
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
    /// Mean words of the block and its [`NEAR`] neighbours on both sides.
    pub(super) around: f32,
}

/// Further than any distance that counts.
const FAR: f32 = 99.0;

/// What the number of all words of a block begins with.
const FIRST: u64 = 1;

/// So many blocks on each side are near.
const NEAR: usize = 3;

/// So many characters tell the language.
const SAMPLE: usize = 2000;

impl<'a> View<'a> {
    /// `needed` says which blocks are looked at, all that are kept among them: only of them every fact is known.
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
        view.shares(needed);
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
        let words = |at: usize| self.context.cut.blocks.get(at).map_or(0, |block| block.facts.words);
        let (mut sum, mut to) = (0, 0);
        for (at, block) in self.blocks.iter_mut().enumerate() {
            let end = (at + NEAR + 1).min(count);
            sum += (to..end).map(words).sum::<u32>();
            to = end;
            let from = at.saturating_sub(NEAR);
            block.around = sum as f32 / (to - from) as f32;
            sum -= if at >= NEAR { words(from) } else { 0 };
        }
    }

    fn letters(&self) -> f32 {
        let (mut letters, mut vietnamese) = (0u32, 0u32);
        let mut left = SAMPLE;
        for at in (0..self.blocks.len()).filter(|&at| self.blocks[at].text) {
            let block = self.context.block(at);
            if block.text.len() <= left && block.text.is_ascii() {
                // Of these the letters are counted already.
                (letters, left) = (letters + block.facts.letters, left - block.text.len());
                continue;
            }
            for c in block.text.chars().take(left) {
                letters += u32::from(c.is_alphabetic());
                vietnamese += u32::from(matches!(c, 'ă' | 'đ' | 'ơ' | 'ư' | '\u{1ea0}'..='\u{1ef9}'));
                left -= 1;
            }
            if left == 0 {
                break;
            }
        }
        vietnamese as f32 / letters.max(1) as f32
    }

    /// Words of a block.
    pub(super) fn words_of(&self, at: usize) -> f32 {
        self.context.block(at).facts.words as f32
    }

    fn shares(&mut self, needed: &[bool]) {
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
        for at in (0..needed.len()).filter(|&at| needed[at]) {
            if let Some(markup) = self.context.markup(at) {
                self.blocks[at].style_share = styles.get(&markup.style).copied().unwrap_or(0.0) / whole;
                self.blocks[at].parent_share = parents.get(&markup.parent).copied().unwrap_or(0.0) / whole;
            }
        }
    }

    fn words(&mut self, needed: &[bool]) {
        let looked_at = || (0..needed.len()).filter(|&at| needed[at]);
        let mut met = Met::new(looked_at().map(|at| self.context.block(at).facts.words as usize).sum());
        let title = self.context.title_key.split(' ').filter_map(|word| words::of_key(word.as_bytes()));
        title.for_each(|word| met.word(word, None));
        let titled = met.numbers.len();
        met.words.clear();
        let claim = self.context.claim.map(words::Runs::of);
        // The words of all these blocks, one after the other, and where each block's end.
        let mut ends: Vec<usize> = Vec::with_capacity(needed.len());
        let mut seen: HashSet<u64, Keyed> = HashSet::default();
        seen.reserve(looked_at().count());
        let mut own: Vec<u64> = Vec::new();
        for at in looked_at() {
            let block = &mut self.blocks[at];
            let kept = block.text.then_some(at);
            own.clear();
            words::push(&self.context.block(at).text, &mut own);
            for &word in &own {
                met.word(word, kept);
            }
            ends.push(met.words.len());
            block.first = seen.insert(own.iter().copied().fold(FIRST, words::mixed));
            block.claimed = claim.as_ref().map_or(-1.0, |claim| claim.share_of(&own));
        }
        let mut from = 0;
        for (at, end) in looked_at().zip(ends) {
            let block = &mut self.blocks[at];
            let words = &met.words[from..end];
            from = end;
            let others = words.iter().filter(|word| met.kept[**word].0 > u32::from(block.text)).count();
            block.overlap = share(others, words.len());
            let shared = words.iter().filter(|word| **word < titled).count();
            block.in_title = share(shared, if titled == 0 { 0 } else { words.len() });
        }
    }

    fn regions(&mut self, needed: &[bool]) {
        for (at, block) in self.blocks.iter_mut().enumerate().filter(|(at, _)| needed[*at]) {
            let said = self.context.around(at);
            (block.inner, block.outer) = (said.inner, said.outer);
        }
    }
}

/// The words that were met, but for particles.
struct Met {
    numbers: Numbers,
    /// All of them, in order.
    words: Vec<usize>,
    /// For each number in how many kept blocks it was met, and the last of them.
    kept: Vec<(u32, usize)>,
}

impl Met {
    /// With room for about so many words.
    fn new(words: usize) -> Self {
        Self { numbers: Numbers::new(words), words: Vec::with_capacity(words), kept: Vec::new() }
    }

    /// A word, in the block `kept` if that is one.
    #[inline]
    fn word(&mut self, word: u64, kept: Option<usize>) {
        if word & LONG == 0 {
            return;
        }
        let number = self.numbers.of(word);
        self.words.push(number);
        if number == self.kept.len() {
            self.kept.push((0, usize::MAX));
        }
        if let Some(at) = kept {
            let (blocks, last) = &mut self.kept[number];
            *blocks += u32::from(*last != at);
            *last = at;
        }
    }
}

/// A share, or -1 of nothing.
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { -1.0 } else { part as f32 / whole as f32 }
}
