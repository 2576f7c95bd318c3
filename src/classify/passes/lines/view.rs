//! What a line is by itself and among the other lines, before anything is decided.

use std::collections::HashMap;

use crate::block::text::without_closing;
use crate::block::{Block, Form};
use crate::classify::{Context, Verdict};
use crate::fnv::Keyed;
use crate::label::Label;

/// Running text has at least so many words.
const PROSE_WORDS: u32 = 12;

/// Without a sentence end so many, and commas.
const LOOSE_PROSE_WORDS: u32 = 20;

/// A headline or sub-heading has at most so many words.
pub(super) const HEADLINE_WORDS: u32 = 35;

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    Prose,
    /// A short sentence.
    Sentence,
    /// Words without a sentence end.
    Short,
    /// A rule said what it is, and it is not text.
    Named(Label),
}

/// One line among the others.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What it looks like.
    pub(super) kind: Kind,
    /// Words.
    pub(super) words: u32,
    /// How often the same words stand in the text.
    pub(super) copies: u32,
    /// Where they stand last, keywords aside.
    pub(super) last: usize,
    /// Whether the line is one text twice ("X X"), as cards with a picture are flattened.
    pub(super) doubled: bool,
    /// Whether it was cut off with dots.
    pub(super) cut: bool,
    /// Whether the line belongs to a card of another article.
    pub(super) card: bool,
}

/// All lines.
pub(super) struct View<'a, 'b> {
    pub(super) context: &'a Context<'b>,
    pub(super) items: Vec<Item>,
    /// Whether blank lines tell anything: some blocks have one between them and some have none.
    pub(super) gaps: bool,
}

impl<'a, 'b> View<'a, 'b> {
    pub(super) fn new(context: &'a Context<'b>, verdicts: &[Verdict]) -> Self {
        // How often, and where last without the hash of a keyword.
        let mut copies: HashMap<&str, (u32, usize), Keyed> = HashMap::default();
        for at in 0..verdicts.len() {
            let key = &context.keys[at];
            let entry = copies.entry(key).or_default();
            let keyword = context.block(at).text.starts_with('#');
            *entry = (entry.0 + 1, if keyword { entry.1 } else { at });
        }
        let item = |at: usize| {
            let block = context.block(at);
            let key = &context.keys[at];
            let (count, last) = copies.get(key).copied().unwrap_or((1, at));
            let copies = if key.is_empty() { 1 } else { count };
            let kind = match kind(block, &verdicts[at]) {
                // A headline of two sentences, as cards repeat it.
                Kind::Prose if copies > 1 && !block.facts.ends_sentence => Kind::Short,
                kind => kind,
            };
            Item {
                kind,
                words: block.facts.words,
                copies,
                last,
                doubled: is_doubled(key),
                cut: is_cut(&block.text),
                card: false,
            }
        };
        let items: Vec<Item> = (0..verdicts.len()).map(item).collect();
        let blocks = &context.cut.blocks;
        let close = blocks.windows(2).filter(|pair| pair[1].at.0 == pair[0].at.1 + 1).count();
        let gaps = close * 20 > blocks.len() && close * 20 < blocks.len() * 19;
        Self { context, items, gaps }
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn block(&self, at: usize) -> &'b Block {
        self.context.block(at)
    }

    pub(super) fn key(&self, at: usize) -> &'a str {
        &self.context.keys[at]
    }

    pub(super) fn is(&self, at: usize, label: Label) -> bool {
        self.items[at].kind == Kind::Named(label)
    }

    pub(super) fn is_prose(&self, at: usize) -> bool {
        self.items[at].kind == Kind::Prose
    }

    /// Whether no blank line stands between the block and the one before it, in a text where that tells something.
    pub(super) fn adjoins(&self, at: usize) -> bool {
        self.gaps && at > 0 && self.block(at).at.0 == self.block(at - 1).at.1 + 1
    }

    /// The next block from `at` on that is more than a separator.
    pub(super) fn solid(&self, at: usize) -> Option<usize> {
        (at..self.len()).find(|&at| !self.is(at, Label::Separator))
    }

    /// Whether the line could be a headline: several words, and no sentence.
    pub(super) fn is_headline(&self, at: usize) -> bool {
        let item = &self.items[at];
        let fits = (3..=HEADLINE_WORDS).contains(&item.words);
        let sentence = item.kind == Kind::Prose && self.block(at).facts.stops > 0;
        fits && !sentence && !matches!(item.kind, Kind::Named(_)) && !self.ends_flat(at)
    }

    /// Whether the text ends in a full stop or dots; headlines may end in `?` or `!`.
    pub(super) fn ends_flat(&self, at: usize) -> bool {
        without_closing(&self.block(at).text).ends_with(['.', '…', '。'])
    }
}

fn kind(block: &Block, verdict: &Verdict) -> Kind {
    if !verdict.label.is_text() {
        return Kind::Named(verdict.label);
    }
    let facts = block.facts;
    // What is a link from end to end is the headline of something, however it reads.
    if facts.is_link() {
        return Kind::Short;
    }
    let loose = facts.words >= LOOSE_PROSE_WORDS && facts.commas > 0 && facts.upper * 8 < facts.letters;
    if (facts.words >= PROSE_WORDS && facts.stops > 0 && !is_title_like(block)) || loose {
        Kind::Prose
    } else if facts.ends_sentence && facts.words >= 4 && !is_title_like(block) {
        Kind::Sentence
    } else {
        Kind::Short
    }
}

/// Whether the only sentence end is a closing question or exclamation mark, as in headlines, or the form is a heading's.
fn is_title_like(block: &Block) -> bool {
    let facts = block.facts;
    if facts.words > HEADLINE_WORDS || facts.stops > 1 {
        return false;
    }
    matches!(block.form, Form::Heading(_)) && !block.text.ends_with(['.', '。'])
        || (facts.words <= 25 && facts.stops == 1 && crate::block::text::ends_in_call(&block.text))
}

/// Whether a key is the same words twice.
fn is_doubled(key: &str) -> bool {
    let half = key.len() / 2;
    key.len() >= 17
        && key.is_char_boundary(half)
        && key.as_bytes()[half] == b' '
        && key[..half] == key[half + 1..]
}

fn is_cut(text: &str) -> bool {
    text.ends_with("...") || text.ends_with('…') || text.ends_with("[…]") || text.ends_with("[...]")
}
