//! Several: pages that hold more whole articles than one.
//!
//! A page of endless scrolling holds the article of its address and, below it, the next ones, built alike. Where the
//! headline has a twin, the element around the twin and the one around the headline stand side by side, and each holds
//! text of its own, the article ends where the twin's element begins.

use super::Root;
use super::classes::Classes;
use crate::block::normal::key;
use crate::block::{Block, Cut, Form};
use crate::page::{Node, Page};

/// An article has at least so many running words: less is a teaser.
const MIN_WORDS: u32 = 40;

/// A running block has at least so many words and ends a sentence.
const RUNNING_WORDS: u32 = 10;

/// The root without the articles that follow the one with the headline `title`.
pub fn first(page: &Page, cut: &Cut, root: Root, title: Option<&str>) -> Root {
    match title.and_then(|title| end(page, cut, &root, &key(title))) {
        Some(end) => Root {
            ranges: root
                .ranges
                .iter()
                .filter(|range| range.0 < end)
                .map(|&(from, to)| (from, to.min(end)))
                .collect(),
            ..root
        },
        None => root,
    }
}

/// Where the second article begins.
fn end(page: &Page, cut: &Cut, root: &Root, title: &str) -> Option<u32> {
    let heading = |block: &&Block| matches!(block.form, Form::Heading(_));
    let own = cut.blocks.iter().filter(heading).find(|block| key(&block.text) == title)?;
    let style = own.markup?.style;
    let twin = |block: &&Block| {
        block.form == own.form
            && block.markup.is_some_and(|markup| markup.style == style)
            && block.at.0 > own.at.1
            && root.contains(block.at.0)
            && key(&block.text) != title
    };
    let twin = cut.blocks.iter().find(twin)?;
    let (mine, other) = siblings(page, own.at.0, twin.at.0)?;
    let alike = mine.tag() == other.tag() && Classes::of(mine).shared_with(other);
    (alike && running(cut, mine) >= MIN_WORDS && running(cut, other) >= MIN_WORDS).then_some(other.at())
}

/// The two elements of one parent that hold these nodes.
fn siblings<'p>(page: &'p Page<'p>, a: u32, b: u32) -> Option<(Node<'p>, Node<'p>)> {
    let around =
        |node: u32, other: u32| page.node(node).ancestors().take_while(move |it| !it.contains(other)).last();
    Some((around(a, b)?, around(b, a)?))
}

fn running(cut: &Cut, node: Node<'_>) -> u32 {
    let blocks = cut.blocks.iter().filter(|block| node.contains(block.at.0));
    let runs = |block: &&Block| {
        block.facts.words >= RUNNING_WORDS && block.facts.ends_sentence && block.link_density() < 0.5
    };
    blocks.filter(runs).map(|block| block.facts.words).sum()
}
