//! The generic root: the element whose blocks have the greatest sum of worth.

use super::{Root, Survey, cards};
use crate::block::{Block, Cut, Form, Hints};
use crate::page::{Page, Tag};

/// A negative hint around more than this share of the page's running text is overruled: the page's author meant
/// something else by the name (`class="comment-page"` on the body's own wrapper).
const VETO_SHARE: f64 = 0.5;

/// Comments can outweigh an article, so a comment hint takes more to overrule.
const VETO_SHARE_COMMENTS: f64 = 0.9;

/// The tags a root can have: containers, never a paragraph or an inline element.
const fn can_be_root(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Article
            | Tag::Body
            | Tag::Center
            | Tag::Div
            | Tag::Form
            | Tag::Main
            | Tag::Section
            | Tag::Td
            | Tag::Tr
            | Tag::Tbody
            | Tag::Table
            | Tag::Li
            | Tag::Ul
            | Tag::Ol
            | Tag::Span
            | Tag::Other
            | Tag::Blockquote
            | Tag::Fieldset
            | Tag::Header
            | Tag::Aside
            | Tag::Dd
            | Tag::Pre
    )
}

/// Finds the root of a page without a rule.
pub fn root(page: &Page, cut: &Cut) -> Root {
    let good: Vec<f64> = cut.blocks.iter().map(good_words).collect();
    let plain = Survey::new(cut, &good, &good);
    let cards = cards::find(page, cut, &plain);
    let vetoed = vetoes(cut, &plain, page.len());
    let worth: Vec<f64> = (0..cut.blocks.len())
        .map(|at| worth(&cut.blocks[at], good[at], cards[at], negative(cut, at, &vetoed)))
        .collect();
    let survey = Survey::new(cut, &worth, &good);
    let mut best: Option<(f64, u32, u32)> = None;
    for node in page.nodes().filter(|node| can_be_root(node.tag())) {
        let sum = survey.sums(node.at(), node.end()).worth;
        // Of nested elements with the same sum the innermost wins: it comes later.
        if best.is_none_or(|(score, _, end)| sum > score || (sum >= score && node.at() < end)) {
            best = Some((sum, node.at(), node.end()));
        }
    }
    let (score, from, to) = best.unwrap_or((0.0, 0, page.len()));
    Root { ranges: vec![(from, to)], vetoed, cards, score, by_rule: false }
}

/// Words of a block that read like running text, 0 for anything else.
fn good_words(block: &Block) -> f64 {
    let facts = block.facts;
    let density = block.markup.map_or(0.0, |markup| markup.link_density());
    if density > 0.5 || facts.words < 5 {
        return 0.0;
    }
    let words = f64::from(facts.words) * (1.0 - density);
    match block.form {
        Form::Heading(_) | Form::Caption => 0.0,
        _ if facts.stops > 0 && facts.words >= 10 => words,
        _ if facts.commas > 0 && facts.words >= 15 => words * 0.7,
        Form::ListItem { .. } => words * 0.3,
        _ => words * 0.5,
    }
}

/// The worth of a block for the root: its running words, or what it costs to have it inside.
fn worth(block: &Block, good: f64, card: bool, negative: bool) -> f64 {
    let words = f64::from(block.facts.words);
    if negative {
        return -1.0 - words.min(40.0) * 0.2;
    }
    if card {
        return -1.0 - words.min(30.0) * 0.3;
    }
    if good > 0.0 {
        return good;
    }
    let density = block.markup.map_or(0.0, |markup| markup.link_density());
    match block.form {
        Form::Heading(_) | Form::Caption if density < 0.5 => 0.0,
        _ if density > 0.5 => -1.0 - words.min(20.0) * 0.3,
        _ => -0.5,
    }
}

/// Whether a negative hint that nothing overrules stands around the block.
fn negative(cut: &Cut, at: usize, vetoed: &[bool]) -> bool {
    let mut region = cut.blocks[at].markup.map_or(0, |markup| markup.region) as usize;
    while region != 0 {
        let it = &cut.regions[region];
        if it.hints.has(Hints::NEGATIVE) && !vetoed[region] {
            return true;
        }
        region = it.parent as usize;
    }
    false
}

/// The regions whose negative hint the content overrules.
fn vetoes(cut: &Cut, survey: &Survey, nodes: u32) -> Vec<bool> {
    let all = survey.sums(0, nodes).good.max(1.0);
    cut.regions
        .iter()
        .map(|region| {
            let share = survey.sums(region.node, region.end).good / all;
            let limit = if region.hints.has(Hints::COMMENT) { VETO_SHARE_COMMENTS } else { VETO_SHARE };
            share > limit
        })
        .collect()
}
