//! What is counted once over a whole page, so that no rule walks all blocks for each block.

use std::collections::BTreeMap;

use crate::block::text::ends_like_paragraph;
use crate::block::{Block, Cut};
use crate::select::Root;

/// Facts about all blocks of a page together.
#[derive(Debug)]
pub(crate) struct Whole<'a> {
    /// Whether most of the page's text is centred, so that centring says nothing.
    pub(super) centered: bool,
    /// Words inside each table that is no data table, by its node.
    table_words: BTreeMap<u32, u32>,
    /// Of each word that numbers steps ("Bước"), up to two numbers of blocks that are no captions.
    steps: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Whole<'a> {
    pub(super) fn new(cut: &'a Cut, root: &Root) -> Self {
        let mut table_words = BTreeMap::new();
        for block in &cut.blocks {
            if let Some(markup) = block.markup.filter(|markup| markup.table != 0) {
                *table_words.entry(markup.table).or_default() += block.facts.words;
            }
        }
        Self { centered: mostly_centered(cut, root), table_words, steps: steps(cut, root) }
    }

    /// Words inside a table that is no data table.
    pub(super) fn table_words(&self, table: u32) -> u32 {
        self.table_words.get(&table).copied().unwrap_or(0)
    }

    /// Whether the text is one of numbered steps ("Bước 2: …") of which another stands apart from pictures or is a
    /// sentence; "Hình 2: …" has its like below pictures only.
    pub(super) fn is_step(&self, text: &str) -> bool {
        numbered(text)
            .and_then(|(word, number)| Some((self.steps.get(word)?, number)))
            .is_some_and(|(numbers, number)| numbers.iter().any(|it| *it != number))
    }
}

/// Whether most of the text inside the root is centred.
fn mostly_centered(cut: &Cut, root: &Root) -> bool {
    let mut words = (0, 0);
    for block in cut.blocks.iter().filter(|block| root.contains(block.at.0)) {
        let centered = block.markup.is_some_and(|markup| markup.centered);
        words.0 += block.facts.words;
        words.1 += if centered { block.facts.words } else { 0 };
    }
    words.1 * 2 > words.0
}

fn steps<'a>(cut: &'a Cut, root: &Root) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut steps: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let inside = |block: &Block| block.markup.is_some() && root.contains(block.at.0);
    for (at, block) in cut.blocks.iter().enumerate().filter(|(_, block)| inside(block)) {
        if let Some((word, number)) = numbered(&block.text)
            && (cut.image_above(at).is_none() || ends_like_paragraph(&block.text))
        {
            let numbers = steps.entry(word).or_default();
            // Two are enough to find another than any one.
            if numbers.len() < 2 && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    steps
}

/// The word and the number with which a text begins: "Bước 2: …".
fn numbered(text: &str) -> Option<(&str, &str)> {
    let (label, _) = text.split_once(':')?;
    let (word, number) = label.trim_end().split_once(' ')?;
    let digits = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some((word, number))
}
