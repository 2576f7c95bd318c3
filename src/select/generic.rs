//! The generic root: the element whose blocks have the greatest sum of worth.

use super::overrule::{self, Effective};
use super::{Root, Survey, cards};
use crate::block::{Block, Cut, Form, Hints};
use crate::page::{Node, Page, Tag};

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

/// The root does not end above the headline when an element below it is worth such a share of what is above.
const MIN_BELOW_SHARE: f64 = 0.2;

/// A marked article with fewer running words than twice this is no reason to leave the root by worth.
const MIN_MARKED_WORDS: f64 = 100.0;

/// Names around headings that are no headline.
const NO_HEADLINE: Hints = Hints::NAV
    .with(Hints::FOOTER)
    .with(Hints::SIDEBAR)
    .with(Hints::RELATED)
    .with(Hints::COMMENT)
    .with(Hints::HIDDEN);

/// An element that the page marks as its article is the root when it holds so many times the running words of what
/// would be the root by worth: its lists of links are then part of the article.
const MARKED_TIMES: f64 = 2.0;

/// What every choice of a root stands on.
struct Ground {
    /// Running words of each block, none where the page does not show it.
    good: Vec<f64>,
    /// Sums of the running words, unseen ones as well.
    plain: Survey,
    /// The elements that hold blocks, in document order.
    holders: Vec<u32>,
    /// Which blocks are cards.
    cards: Vec<bool>,
    /// The hints of each region that the content does not overrule.
    hints: Vec<Hints>,
    /// The elements that the page marks as its article.
    articles: Vec<(u32, u32)>,
}

impl Ground {
    fn of(page: &Page, cut: &Cut) -> Self {
        let good: Vec<f64> = cut.blocks.iter().map(good_words).collect();
        let plain = Survey::new(cut, &good, &good);
        let holders = holders(page, cut);
        let cards = cards::find(page, &holders, cut, &plain);
        let Effective { hints, good, articles } = overrule::effective(page, cut, &good, &plain);
        Self { good, plain, holders, cards, hints, articles }
    }

    fn root(&self, hints: Vec<Hints>, (score, from, to): Candidate) -> Root {
        Root {
            ranges: vec![(from, to)],
            hints,
            cards: self.cards.clone(),
            score,
            by_rule: false,
            carried: None,
        }
    }
}

/// The elements around the beginnings of blocks, in document order. Each is met once: the way up from a block ends at
/// the first element that holds the block before as well.
fn holders(page: &Page, cut: &Cut) -> Vec<u32> {
    let mut holders = Vec::with_capacity(cut.blocks.len() * 2);
    // One past the first node of the block before.
    let mut met = 0;
    for block in cut.blocks.iter().filter(|block| block.at.0 < page.len()) {
        let first = holders.len();
        let mut node = page.node(block.at.0);
        while node.at() >= met {
            if node.tag() != Tag::Text {
                holders.push(node.at());
            }
            let Some(parent) = node.parent() else { break };
            node = parent;
        }
        holders[first..].reverse();
        met = met.max(block.at.0 + 1);
    }
    holders
}

/// Finds the root of a page without a rule.
pub fn root(page: &Page, cut: &Cut) -> Root {
    let ground = Ground::of(page, cut);
    let best = best_root(page, cut, &ground, &ground.hints);
    if best.0 >= MIN_ROOT_WORDS || ground.plain.sums(0, page.len()).good < MIN_ROOT_WORDS {
        return ground.root(ground.hints.clone(), best);
    }
    // What is not shown and what stands at the foot is no article even where nothing else is.
    let kept: Vec<Hints> =
        ground.hints.iter().map(|hints| hints.only(Hints::HIDDEN.with(Hints::FOOTER))).collect();
    let unhinted = best_root(page, cut, &ground, &kept);
    if unhinted.0 > best.0 * 2.0 {
        ground.root(kept, unhinted)
    } else {
        ground.root(ground.hints.clone(), best)
    }
}

/// The root that a rule chose, with the hints and cards that the page gives anyway.
pub(super) fn around(page: &Page, cut: &Cut, ranges: &[(u32, u32)]) -> Root {
    let Ground { plain, cards, hints, .. } = Ground::of(page, cut);
    let score = ranges.iter().map(|range| plain.sums(range.0, range.1).good).sum();
    Root { ranges: ranges.to_vec(), hints, cards, score, by_rule: true, carried: None }
}

/// Worth, first node, one past the last.
type Candidate = (f64, u32, u32);

fn best_root(page: &Page, cut: &Cut, ground: &Ground, hints: &[Hints]) -> Candidate {
    let blocks = 0..cut.blocks.len();
    let named = under(cut, hints, Hints::NEGATIVE);
    let region = |block: &Block| block.markup.map_or(0, |markup| markup.region) as usize;
    let negative: Vec<bool> = cut.blocks.iter().map(|block| named[region(block)]).collect();
    let worth: Vec<f64> = blocks
        .clone()
        .map(|at| {
            let block = &cut.blocks[at];
            if negative[at] { negative_worth(block) } else { worth(block, ground.good[at], ground.cards[at]) }
        })
        .collect();
    let text: Vec<f64> =
        blocks.map(|at| if negative[at] || ground.cards[at] { 0.0 } else { ground.good[at] }).collect();
    let headline = headline(cut, hints);
    let mut worth = worth;
    if let Some(headline) = headline {
        discount_above(cut, headline, &text, &mut worth);
    }
    let survey = ground.plain.judged(&worth, &text);
    // What holds no block is worth nothing; it only counts where all else costs more.
    let holders = ground.holders.iter().map(|&at| page.node(at));
    let best = by_worth(holders, &survey, headline).filter(|best| best.0 > 0.0);
    let best = best.or_else(|| by_worth(page.nodes(), &survey, headline)).unwrap_or((0.0, 0, page.len()));
    let good = |range: (u32, u32)| survey.judgement(range.0, range.1).1;
    let marked =
        ground.articles.iter().copied().max_by(|a, b| good(*a).total_cmp(&good(*b)).then(b.0.cmp(&a.0)));
    match marked.filter(|&marked| good(marked) > good((best.1, best.2)).max(MIN_MARKED_WORDS) * MARKED_TIMES)
    {
        Some(marked) => (good(marked), marked.0, marked.1),
        None => best,
    }
}

/// The element of the greatest worth, below the headline if there is any such.
fn by_worth<'p>(
    nodes: impl Iterator<Item = Node<'p>>,
    survey: &Survey,
    headline: Option<u32>,
) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    let mut below: Option<Candidate> = None;
    for node in nodes.filter(|node| can_be_root(node.tag())) {
        let found = (survey.judgement(node.at(), node.end()).0, node.at(), node.end());
        keep_better(&mut best, found);
        if headline.is_some_and(|headline| node.end() > headline) {
            keep_better(&mut below, found);
        }
    }
    let enough = best.map_or(0.0, |best| best.0 * MIN_BELOW_SHARE).max(MIN_ROOT_WORDS);
    below.filter(|below| below.0 >= enough).or(best)
}

/// Text above the headline, where less stands than below it, is no reason for a root to reach up to it.
fn discount_above(cut: &Cut, headline: u32, text: &[f64], worth: &mut [f64]) {
    let above = cut.blocks.partition_point(|block| block.at.0 < headline);
    let sum = |words: &[f64]| words.iter().sum::<f64>();
    if sum(&text[..above]) < sum(&text[above..]) {
        worth[..above].iter_mut().for_each(|worth| *worth = worth.min(0.0));
    }
}

/// Of nested elements with the same sum the innermost wins: it comes later.
fn keep_better(best: &mut Option<Candidate>, found: Candidate) {
    if best.is_none_or(|best| found.0 > best.0 || (found.0 >= best.0 && found.1 < best.2)) {
        *best = Some(found);
    }
}

/// The first text node of the headline: the first heading of level 1 outside menus, footers and lists.
fn headline(cut: &Cut, hints: &[Hints]) -> Option<u32> {
    let elsewhere = under(cut, hints, NO_HEADLINE);
    let is_headline = |block: &&Block| {
        block.form == Form::Heading(1)
            && block.facts.words >= 2
            && block.link_density() < 0.8
            && !block.markup.is_some_and(|markup| elsewhere[markup.region as usize])
    };
    cut.blocks.iter().find(is_headline).map(|block| block.at.0)
}

/// Words of a block that read like running text, 0 for anything else.
fn good_words(block: &Block) -> f64 {
    let facts = block.facts;
    let density = block.link_density();
    if density > 0.5 || facts.words < 5 {
        return 0.0;
    }
    let words = f64::from(facts.words) * (1.0 - density);
    match block.form {
        Form::Heading(_) | Form::Caption => 0.0,
        _ if is_consent_text(&block.text) => 0.0,
        _ if facts.stops > 0 && facts.words >= 10 => words,
        _ if facts.commas > 0 && facts.words >= 15 => words * 0.7,
        Form::ListItem { .. } => words * 0.3,
        _ => words * 0.5,
    }
}

/// Whether the block speaks of the site's cookies: "cookie" is the word in nearly every language.
fn is_consent_text(text: &str) -> bool {
    const ABOUT: [&str; 10] = [
        "site",
        "browser",
        "consent",
        "privacy",
        "preferenc",
        "trình duyệt",
        "đồng ý",
        "opt-out",
        "tracking",
        "web",
    ];
    if !may_say_cookie(text.as_bytes()) {
        return false;
    }
    let lower = text.to_lowercase();
    lower.contains("cookie") && ABOUT.iter().any(|word| lower.contains(word))
}

/// Whether the word can be in a text, in any case: its `k` is the rarest letter. The sign for kelvin is a `k` too.
fn may_say_cookie(text: &[u8]) -> bool {
    const KELVIN: &[u8] = "\u{212a}".as_bytes();
    memchr::memchr3_iter(b'k', b'K', KELVIN[0], text).any(|at| {
        // Of most places one byte tells that it is another word.
        let before = text[at.saturating_sub(1)].to_ascii_lowercase();
        let around = || text.get(at.saturating_sub(3)..at + 3);
        before == b'o' && around().is_some_and(|it| it.eq_ignore_ascii_case(b"cookie"))
            || text[at..].starts_with(KELVIN)
    })
}

/// The worth of a block for the root: its running words, or what it costs to have it inside.
fn worth(block: &Block, good: f64, card: bool) -> f64 {
    let words = f64::from(block.facts.words);
    if card {
        return -1.0 - words.min(30.0) * 0.3;
    }
    if good > 0.0 {
        return good;
    }
    let density = block.link_density();
    match block.form {
        Form::Heading(_) | Form::Caption if density < 0.5 => 0.0,
        _ if density > 0.5 => -1.0 - words.min(20.0) * 0.3,
        _ => -0.5,
    }
}

/// What it costs to have a block with a negative name inside the root.
fn negative_worth(block: &Block) -> f64 {
    -1.0 - f64::from(block.facts.words).min(40.0) * 0.2
}

/// For each region whether it or one around it has one of some hints; the page itself has none.
fn under(cut: &Cut, hints: &[Hints], asked: Hints) -> Vec<bool> {
    let mut under = vec![false; cut.regions.len().max(1)];
    for (at, region) in cut.regions.iter().enumerate().skip(1) {
        under[at] = hints[at].has(asked) || under[region.parent as usize];
    }
    under
}
