//! The generic root: the element whose blocks have the greatest sum of worth.

use super::{Root, Survey, cards};
use crate::block::{Block, Cut, Form, Hints, Region};
use crate::page::{Page, Tag};

/// A negative hint around more than this share of the page's running text is overruled: the page's author meant
/// something else by the name (`class="comment-page"` on the body's own wrapper).
const VETO_SHARE: f64 = 0.5;

/// Comments can outweigh an article, so a comment hint takes more to overrule.
const VETO_SHARE_COMMENTS: f64 = 0.9;

/// Names of things that never hold so many running words: an element that does is not what its name says.
const NEVER_PROSE: Hints = Hints::NAV
    .with(Hints::TOC)
    .with(Hints::SHARE)
    .with(Hints::BREADCRUMB)
    .with(Hints::TAG)
    .with(Hints::AD)
    .with(Hints::SIDEBAR)
    .with(Hints::WIDGET);

/// So many running words, and such a share of all words, make an element prose.
const PROSE_WORDS: f64 = 150.0;
const PROSE_SHARE: f64 = 0.75;

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

/// A root with fewer running words is none: the page is then looked at again without its hints.
const MIN_ROOT_WORDS: f64 = 40.0;

/// Finds the root of a page without a rule.
pub fn root(page: &Page, cut: &Cut) -> Root {
    let good: Vec<f64> = cut.blocks.iter().map(good_words).collect();
    let plain = Survey::new(cut, &good, &good);
    let cards = cards::find(page, cut, &plain);
    let hints = effective_hints(cut, &plain, page.len());
    let root = best_root(page, cut, &good, cards, hints);
    if root.score >= MIN_ROOT_WORDS || plain.sums(0, page.len()).good < MIN_ROOT_WORDS {
        return root;
    }
    let none = vec![Hints::NONE; cut.regions.len()];
    let unhinted = best_root(page, cut, &good, root.cards.clone(), none);
    if unhinted.score > root.score * 2.0 { unhinted } else { root }
}

fn best_root(page: &Page, cut: &Cut, good: &[f64], cards: Vec<bool>, hints: Vec<Hints>) -> Root {
    let worth: Vec<f64> = (0..cut.blocks.len())
        .map(|at| worth(&cut.blocks[at], good[at], cards[at], negative(cut, at, &hints)))
        .collect();
    let survey = Survey::new(cut, &worth, good);
    let mut best: Option<(f64, u32, u32)> = None;
    for node in page.nodes().filter(|node| can_be_root(node.tag())) {
        let sum = survey.sums(node.at(), node.end()).worth;
        // Of nested elements with the same sum the innermost wins: it comes later.
        if best.is_none_or(|(score, _, end)| sum > score || (sum >= score && node.at() < end)) {
            best = Some((sum, node.at(), node.end()));
        }
    }
    let (score, from, to) = best.unwrap_or((0.0, 0, page.len()));
    Root { ranges: vec![(from, to)], hints, cards, score, by_rule: false }
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
fn negative(cut: &Cut, at: usize, hints: &[Hints]) -> bool {
    let mut region = cut.blocks[at].markup.map_or(0, |markup| markup.region) as usize;
    while region != 0 {
        if hints[region].has(Hints::NEGATIVE) {
            return true;
        }
        region = cut.regions[region].parent as usize;
    }
    false
}

/// The hints of each region without the negative ones that the content overrules: a name that stands around most of
/// the page's running text, in one element or in all elements of that name together, does not mean what it says.
pub(super) fn effective_hints(cut: &Cut, survey: &Survey, nodes: u32) -> Vec<Hints> {
    let all = survey.sums(0, nodes).good.max(1.0);
    let good = |at: usize| survey.sums(cut.regions[at].node, cut.regions[at].end).good;
    let mut overruled = Hints::NONE;
    for hint in Hints::NEGATIVE.each() {
        // Outermost regions of the hint only: nested ones would count the same words again.
        let mut end = 0;
        let mut sum = 0.0;
        for (at, region) in cut.regions.iter().enumerate() {
            if region.hints.has(hint) && region.node >= end {
                sum += good(at);
                end = region.end;
            }
        }
        if sum / all > veto_share(hint) {
            overruled = overruled.with(hint);
        }
    }
    let left = |at: usize, region: &Region| {
        let sums = survey.sums(region.node, region.end);
        let share = sums.good / all;
        let large = Hints::NEGATIVE.each().filter(|&hint| share > veto_share(hint)).fold(Hints::NONE, Hints::with);
        let prose = sums.good >= PROSE_WORDS && sums.good >= sums.words * PROSE_SHARE;
        let prose = if prose { NEVER_PROSE } else { Hints::NONE };
        region.hints.without(overruled).without(large).without(prose)
    };
    cut.regions.iter().enumerate().map(|(at, region)| left(at, region)).collect()
}

fn veto_share(hint: Hints) -> f64 {
    if hint == Hints::COMMENT { VETO_SHARE_COMMENTS } else { VETO_SHARE }
}
