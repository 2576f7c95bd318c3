//! The generic root: the element whose blocks have the greatest sum of worth.

use super::{Root, Survey, cards};
use crate::block::{Block, Cut, Form, Hints, Region};
use crate::page::{Page, Tag};

/// A negative hint around more than this share of the page's running text is overruled: the page's author meant
/// something else by the name (`class="comment-page"` on the body's own wrapper).
const VETO_SHARE: f64 = 0.5;

/// Comments and consent texts can outweigh an article, so their names take more to overrule.
const VETO_SHARE_LONG: f64 = 0.9;

/// Names of things that never hold so many running words: an element that does is not what its name says.
const NEVER_PROSE: Hints = Hints::NAV
    .with(Hints::TOC)
    .with(Hints::SHARE)
    .with(Hints::BREADCRUMB)
    .with(Hints::TAG)
    .with(Hints::AD)
    .with(Hints::SIDEBAR);

/// Names that sites also put around the text they lock or unfold. Inside the body, most of whose words they hold, they
/// are that; elsewhere they are dialogs.
const LOCKED: Hints = Hints::CONSENT.with(Hints::HIDDEN);

/// So many running words, such a share of all its words and of the page's running words make an element prose.
const PROSE_WORDS: f64 = 150.0;
const PROSE_SHARE: f64 = 0.75;
const PROSE_PAGE_SHARE: f64 = 0.25;

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

/// What every choice of a root stands on.
struct Ground {
    /// Running words of each block.
    good: Vec<f64>,
    /// Their sums.
    plain: Survey,
    /// Which blocks are cards.
    cards: Vec<bool>,
    /// The hints of each region that the content does not overrule.
    hints: Vec<Hints>,
}

impl Ground {
    fn of(page: &Page, cut: &Cut) -> Self {
        let good: Vec<f64> = cut.blocks.iter().map(good_words).collect();
        let plain = Survey::new(cut, &good, &good);
        let cards = cards::find(page, cut, &plain);
        let hints = effective_hints(cut, &plain, page.len());
        Self { good, plain, cards, hints }
    }
}

/// Finds the root of a page without a rule.
pub fn root(page: &Page, cut: &Cut) -> Root {
    let Ground { good, plain, cards, hints } = Ground::of(page, cut);
    let root = best_root(page, cut, &good, cards, hints);
    if root.score >= MIN_ROOT_WORDS || plain.sums(0, page.len()).good < MIN_ROOT_WORDS {
        return root;
    }
    let none = vec![Hints::NONE; cut.regions.len()];
    let unhinted = best_root(page, cut, &good, root.cards.clone(), none);
    if unhinted.score > root.score * 2.0 { unhinted } else { root }
}

/// The root that a rule chose, with the hints and cards that the page gives anyway.
pub(super) fn around(page: &Page, cut: &Cut, ranges: &[(u32, u32)]) -> Root {
    let Ground { plain, cards, hints, .. } = Ground::of(page, cut);
    let score = ranges.iter().map(|range| plain.sums(range.0, range.1).good).sum();
    Root { ranges: ranges.to_vec(), hints, cards, score, by_rule: true, carried: None }
}

fn best_root(page: &Page, cut: &Cut, good: &[f64], cards: Vec<bool>, hints: Vec<Hints>) -> Root {
    let worth: Vec<f64> = (0..cut.blocks.len())
        .map(|at| {
            let block = &cut.blocks[at];
            if negative(cut, at, &hints) { negative_worth(block) } else { worth(block, good[at], cards[at]) }
        })
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
    Root { ranges: vec![(from, to)], hints, cards, score, by_rule: false, carried: None }
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
pub(crate) fn is_consent_text(text: &str) -> bool {
    let lower = text.to_lowercase();
    let about = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    about(&["cookie"])
        && about(&[
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
        ])
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
    let bodies = outermost(cut, Hints::BODY, (0, nodes));
    let body: f64 = bodies.iter().map(|range| survey.sums(range.0, range.1).good).sum();
    let mut overruled = Hints::NONE;
    let mut in_bodies = Hints::NONE;
    for hint in Hints::NEGATIVE.each() {
        // Locked text beside a body is a dialog however long it is; around a body it is the body's own wrapper.
        let beside = LOCKED.has(hint) && body >= PROSE_WORDS;
        if !beside && good_under(cut, survey, hint, (0, nodes)) / all > veto_share(hint) {
            overruled = overruled.with(hint);
        }
        let inside: f64 = bodies.iter().map(|&range| good_under(cut, survey, hint, range)).sum();
        if inside > PROSE_WORDS && inside > body * VETO_SHARE && LOCKED.has(hint) {
            in_bodies = in_bodies.with(hint);
        }
    }
    let inside_body = |region: &Region| bodies.iter().any(|range| (range.0..range.1).contains(&region.node));
    let left = |region: &Region| {
        let mut hints =
            region.hints.without(overruled).without(overruled_by_content(cut, survey, region, all));
        if inside_body(region) {
            hints = hints.without(in_bodies);
        }
        hints
    };
    cut.regions.iter().map(left).collect()
}

/// The negative hints that the content of this one element overrules.
fn overruled_by_content(cut: &Cut, survey: &Survey, region: &Region, all: f64) -> Hints {
    let sums = survey.sums(region.node, region.end);
    let share = sums.good / all;
    let large =
        Hints::NEGATIVE.each().filter(|&hint| share > veto_share(hint)).fold(Hints::NONE, Hints::with);
    if sums.good < PROSE_WORDS || share < PROSE_PAGE_SHARE {
        return large;
    }
    let headline = survey.blocks(region.node, region.end).any(|at| cut.blocks[at].form == Form::Heading(1));
    if headline {
        large.with(Hints::NEGATIVE)
    } else if sums.good >= sums.words * PROSE_SHARE {
        large.with(NEVER_PROSE)
    } else {
        large
    }
}

/// The outermost elements with a hint inside a range of nodes.
fn outermost(cut: &Cut, hint: Hints, within: (u32, u32)) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for region in &cut.regions {
        let covered = out.last().is_some_and(|last| region.node < last.1);
        if region.hints.has(hint) && !covered && (within.0..within.1).contains(&region.node) {
            out.push((region.node, region.end));
        }
    }
    out
}

/// Running words under elements with a hint, each counted once.
fn good_under(cut: &Cut, survey: &Survey, hint: Hints, within: (u32, u32)) -> f64 {
    outermost(cut, hint, within).iter().map(|range| survey.sums(range.0, range.1).good).sum()
}

fn veto_share(hint: Hints) -> f64 {
    if Hints::CONSENT.with(Hints::COMMENT).has(hint) { VETO_SHARE_LONG } else { VETO_SHARE }
}
