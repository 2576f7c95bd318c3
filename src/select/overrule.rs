//! Overruled names: hints that the content of a page contradicts.
//!
//! A name is evidence about an element. It is taken back where the element holds what the name denies: most of the
//! page's running text, the headline with prose below it, the body of the article. What the page does not show is
//! decided first and counts for nothing after that. This module decides about hints; what the root is, `generic` says.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::Survey;
use crate::block::{Block, Cut, Form, Hints, Region};
use crate::page::attr::Attr;
use crate::page::{Page, Tag};

/// A negative hint around more than this share of the page's running text is overruled: the page's author meant
/// something else by the name (`class="comment-page"` on the body's own wrapper).
const VETO_SHARE: f64 = 0.5;

/// Comments, consent texts and legal notices can outweigh an article, so their names take more to overrule.
const VETO_SHARE_LONG: f64 = 0.9;

/// Names of things that never hold so many running words: an element that does is not what its name says.
const NEVER_PROSE: Hints = Hints::NAV
    .with(Hints::TOC)
    .with(Hints::SHARE)
    .with(Hints::BREADCRUMB)
    .with(Hints::TAG)
    .with(Hints::AD)
    .with(Hints::SIDEBAR);

/// Names that page builders and ad scripts put on every part of a text. Of other names several elements do not add up:
/// ten boxes of excerpts named alike are ten boxes, even where they hold more words than the article.
const ON_EVERYTHING: Hints = NEVER_PROSE.without(Hints::SIDEBAR).with(Hints::WIDGET).with(Hints::EMBED);

/// Names of what is elsewhere than the article, whatever it holds: an `<article>` can be sponsored, it is no comment.
const ELSEWHERE: Hints = Hints::HIDDEN.with(Hints::FOOTER).with(Hints::COMMENT).with(Hints::NAV);

/// So many running words, such a share of all its words and of the page's running words make an element prose.
const PROSE_WORDS: f64 = 150.0;
const PROSE_SHARE: f64 = 0.75;
const PROSE_PAGE_SHARE: f64 = 0.25;

/// An article has at least so many running words, however short it is.
const FEW_WORDS: f64 = 40.0;

/// A page shows hardly any text when hidden text is so many times longer.
const HIDDEN_TIMES: f64 = 4.0;

/// Names of what is made of links, the share of links that such an element exceeds, and of prose that it does not.
const LINK_LISTS: Hints = Hints::TOC.with(Hints::BREADCRUMB).with(Hints::RELATED).with(Hints::TAG);
const FEW_LINKS: f64 = 0.1;
const LINKLESS_PROSE: f64 = 0.6;

/// A date has no more running words around it than this.
const MAX_DATE_WORDS: f64 = 60.0;

/// What is asked about the elements of one page.
struct Names<'a> {
    page: &'a Page<'a>,
    cut: &'a Cut,
    survey: &'a Survey,
    /// Running words of the page, at least 1.
    all: f64,
    counts: &'a Counts,
}

/// What elements hold besides words: for each block how many headings stand before it, and how many of level 1; for each
/// region how many cards begin before it.
struct Counts {
    headings: Vec<(u32, u32)>,
    cards: Vec<u32>,
}

impl Counts {
    fn of(cut: &Cut) -> Self {
        let mut counts = Self { headings: vec![(0, 0)], cards: vec![0] };
        let mut headings = (0, 0);
        counts.headings.extend(cut.blocks.iter().map(|block| {
            headings.0 += u32::from(matches!(block.form, Form::Heading(_)));
            headings.1 += u32::from(block.form == Form::Heading(1));
            headings
        }));
        let mut cards = 0;
        counts.cards.extend(cut.regions.iter().map(|region| {
            cards += u32::from(region.hints.has(Hints::CARD));
            cards
        }));
        counts
    }
}

/// An element that may be the article, and whether its name or one around it says that it is elsewhere.
type Candidate = ((u32, u32), bool);

/// What may be locked, and where.
struct Locks<'a> {
    /// The outermost hidden elements.
    hidden: &'a [(u32, u32)],
    /// The outermost elements named a body.
    bodies: &'a [(u32, u32)],
    /// How often each text stands on the page.
    copies: OnceCell<HashMap<&'a str, u32>>,
}

/// How often each text stands among some blocks.
fn copies(blocks: &[Block]) -> HashMap<&str, u32> {
    let mut copies = HashMap::new();
    for block in blocks {
        *copies.entry(block.text.as_str()).or_default() += 1;
    }
    copies
}

/// What is left of the names of a page.
pub(super) struct Effective {
    /// The hints of each region without those that the content overrules.
    pub hints: Vec<Hints>,
    /// The running words of each block, none where the page does not show it.
    pub good: Vec<f64>,
    /// The elements that are the article by tag or name, where one stands out.
    pub articles: Vec<(u32, u32)>,
}

/// Judges the names of a page; `good` are the running words of its blocks and `plain` their sums.
pub(super) fn effective(page: &Page, cut: &Cut, good: &[f64], plain: &Survey) -> Effective {
    let counts = &Counts::of(cut);
    let names = Names { page, cut, survey: plain, all: 1.0, counts };
    let unseen = names.unseen();
    let mut good = good.to_vec();
    for range in &unseen {
        plain.blocks(range.0, range.1).for_each(|at| good[at] = 0.0);
    }
    let survey = plain.judged(&good, &good);
    let all = survey.judgement(0, page.len()).1.max(1.0);
    let names = Names { page, cut, survey: &survey, all, counts };
    let articles = names.articles();
    let mut hints = names.seen(&articles);
    for (region, hints) in cut.regions.iter().zip(&mut hints) {
        let hidden = region.hints.has(Hints::HIDDEN) && holder(&unseen, region.node).is_some();
        *hints = if hidden { hints.with(Hints::HIDDEN) } else { hints.without(Hints::HIDDEN) };
    }
    Effective { hints, good, articles }
}

/// Which of some ranges, in document order and not nested, holds a node.
fn holder(ranges: &[(u32, u32)], node: u32) -> Option<(u32, u32)> {
    let range = ranges.get(ranges.partition_point(|range| range.1 <= node))?;
    (range.0 <= node).then_some(*range)
}

/// The part of some things in document order that stands inside a range, by the node of each.
fn part<T>(things: &[T], node: impl Fn(&T) -> u32, range: (u32, u32)) -> std::ops::Range<usize> {
    let first = things.partition_point(|thing| node(thing) < range.0);
    first..things.partition_point(|thing| node(thing) < range.1).max(first)
}

fn within(region: &Region, range: (u32, u32)) -> bool {
    (range.0..range.1).contains(&region.node)
}

impl Names<'_> {
    fn good(&self, range: (u32, u32)) -> f64 {
        self.survey.judgement(range.0, range.1).1
    }

    /// The outermost elements that the page hides and whose text it shows in no other way.
    fn unseen(&self) -> Vec<(u32, u32)> {
        let hidden = outermost(self.cut, Hints::HIDDEN, (0, self.page.len()));
        let footer: f64 = outermost(self.cut, Hints::FOOTER, (0, self.page.len()))
            .iter()
            .map(|&range| self.good(range))
            .sum();
        let concealed: f64 = hidden.iter().map(|&range| self.good(range)).sum();
        let shown = (self.good((0, self.page.len())) - concealed - footer).max(0.0);
        let bodies = outermost(self.cut, Hints::BODY, (0, self.page.len()));
        let locks = Locks { hidden: &hidden, bodies: &bodies, copies: OnceCell::new() };
        let mut beside = HashMap::new();
        let mut unseen = hidden.clone();
        unseen.retain(|&range| {
            let words = self.good(range);
            // Shown by a script once it runs, or else the page has no text.
            let revealed = words >= FEW_WORDS && words > shown * HIDDEN_TIMES;
            let mut locked = || self.is_locked_part(range, &locks, &mut beside);
            self.is_dialog(range, revealed) || !(revealed || locked())
        });
        unseen
    }

    /// Whether a hidden element holds the greater part of the body around it, and not a second time. Locked paragraphs
    /// among those that are shown count as one.
    ///
    /// `beside` keeps the words of the hidden elements inside each parent, so that those of a parent are added up once.
    fn is_locked_part<'c>(
        &'c self,
        range: (u32, u32),
        locks: &Locks<'c>,
        beside: &mut HashMap<u32, f64>,
    ) -> bool {
        let Some(body) = holder(locks.bodies, range.0) else { return false };
        let parent = self.page.node(range.0).parent().map_or(range, |parent| (parent.at(), parent.end()));
        let together = *beside.entry(parent.0).or_insert_with(|| {
            let beside = part(locks.hidden, |other| other.0, parent);
            locks.hidden[beside].iter().map(|&other| self.good(other)).sum()
        });
        let among = self.good(parent) > together;
        let words = if among { together } else { self.good(range) };
        words > PROSE_WORDS && words > self.good(body) * VETO_SHARE && !self.is_copy(range, locks)
    }

    /// Whether most of the words of an element stand in other blocks of the page as well.
    fn is_copy<'c>(&'c self, range: (u32, u32), locks: &Locks<'c>) -> bool {
        let on_page = locks.copies.get_or_init(|| copies(&self.cut.blocks));
        let blocks = &self.cut.blocks[self.survey.blocks(range.0, range.1)];
        let inside = copies(blocks);
        let mut words = (0, 0);
        for block in blocks {
            let text = block.text.as_str();
            words.0 += block.facts.words;
            words.1 += if on_page.get(text) > inside.get(text) { block.facts.words } else { 0 };
        }
        words.1 * 2 > words.0
    }

    /// Whether a hidden element opens over the page: by its role, or by its name unless it holds headline and text.
    fn is_dialog(&self, range: (u32, u32), is_the_text: bool) -> bool {
        let node = self.page.node(range.0);
        let by_role = node.tag() == Tag::Dialog
            || node.get(Attr::AriaModal) == Some("true")
            || node.get(Attr::Role).is_some_and(|role| role.contains("dialog"));
        let names = &self.cut.regions[part(&self.cut.regions, |region| region.node, (range.0, range.0 + 1))];
        let widget = || names.iter().any(|region| region.hints.has(Hints::WIDGET));
        by_role || (widget() && !(is_the_text && self.holds_headline(range)))
    }

    /// Whether an element is plain text: contents and lists of other articles are links, or headings in cards.
    fn is_linkless_prose(&self, region: &Region) -> bool {
        let sums = self.survey.sums(region.node, region.end);
        let prose = sums.good >= FEW_WORDS && sums.good >= sums.words * LINKLESS_PROSE;
        let headings = || self.headings((region.node, region.end)).0;
        let cards = || {
            let inside = part(&self.cut.regions, |it| it.node, (region.node, region.end));
            self.counts.cards[inside.end] > self.counts.cards[inside.start]
        };
        prose && sums.link_words < sums.words * FEW_LINKS && headings() <= 1 && !cards()
    }

    fn holds_headline(&self, range: (u32, u32)) -> bool {
        self.headings(range).1 > 0
    }

    /// Headings inside a range, and those of level 1.
    fn headings(&self, range: (u32, u32)) -> (u32, u32) {
        let blocks = self.survey.blocks(range.0, range.1);
        let (from, to) = (self.counts.headings[blocks.start], self.counts.headings[blocks.end]);
        (to.0 - from.0, to.1 - from.1)
    }

    /// The hints of each region, judged by the text that the page shows.
    fn seen(&self, articles: &[(u32, u32)]) -> Vec<Hints> {
        let own: Vec<_> = articles.iter().map(|&range| (range, self.own_names(range))).collect();
        let mut left: Vec<Hints> =
            self.cut.regions.iter().map(|region| self.without_own(region, &own)).collect();
        let met = left.iter().copied().fold(Hints::NONE, Hints::with);
        let everywhere = ON_EVERYTHING
            .each()
            .filter(|&hint| met.has(hint) && self.under(hint, &left) / self.all > veto_share(hint))
            .fold(Hints::NONE, Hints::with);
        let locked = self.locks(articles);
        // Regions and locked bodies both come in document order.
        let (mut locked, mut locked_to) = (locked.into_iter().peekable(), 0);
        for (region, hints) in self.cut.regions.iter().zip(&mut left) {
            while let Some(body) = locked.next_if(|body| body.0 <= region.node) {
                locked_to = locked_to.max(body.1);
            }
            *hints = hints.without(everywhere);
            if !hints.is_empty() {
                *hints = hints.without(self.contradicted(region));
            }
            if region.node < locked_to {
                *hints = hints.without(Hints::CONSENT);
            }
        }
        left
    }

    /// The hints of an element that is, holds or mostly fills the article, without the article's own names.
    fn without_own(&self, region: &Region, own: &[((u32, u32), Hints)]) -> Hints {
        let mut hints = region.hints;
        for &(range, names) in own {
            let around = region.node <= range.0 && range.1 <= region.end;
            let most =
                || within(region, range) && self.good((region.node, region.end)) * 2.0 > self.good(range);
            if around || most() {
                hints = hints.without(names);
            }
        }
        hints
    }

    /// Running words under elements with a hint, each counted once.
    fn under(&self, hint: Hints, hints: &[Hints]) -> f64 {
        let (mut end, mut words) = (0, 0.0);
        for (region, _) in self.cut.regions.iter().zip(hints).filter(|(_, hints)| hints.has(hint)) {
            if region.node >= end {
                end = region.end;
                words += self.good((region.node, region.end));
            }
        }
        words
    }

    /// The element that is the article by its tag, and the one named as its body.
    fn articles(&self) -> Vec<(u32, u32)> {
        let tagged = |region: &Region| self.page.node(region.node).tag() == Tag::Article;
        let named = |region: &Region| region.hints.has(Hints::BODY);
        let mut ranges: [Vec<Candidate>; 2] = Default::default();
        let mut elsewhere: Vec<bool> = Vec::with_capacity(self.cut.regions.len());
        for region in &self.cut.regions {
            let around = elsewhere.get(region.parent as usize).is_some_and(|&it| it);
            elsewhere.push(around || region.hints.has(ELSEWHERE));
            let candidate = ((region.node, region.end), elsewhere.last() == Some(&true));
            ranges[0].extend(tagged(region).then_some(candidate));
            ranges[1].extend(named(region).then_some(candidate));
        }
        ranges.iter().filter_map(|ranges| self.foremost(ranges)).collect()
    }

    /// The one that holds far more text than the others: one of a list of excerpts is not the article.
    fn foremost(&self, candidates: &[Candidate]) -> Option<(u32, u32)> {
        let ranges = || candidates.iter().map(|(range, _)| range);
        let best = candidates
            .iter()
            .filter(|(_, elsewhere)| !elsewhere)
            .map(|(range, _)| range)
            .max_by(|a, b| self.good(**a).total_cmp(&self.good(**b)).then(b.0.cmp(&a.0)))?;
        let beside = ranges().filter(|range| range.1 <= best.0 || best.1 <= range.0);
        let others: f64 = beside.map(|&range| self.good(range)).fold(0.0, f64::max);
        let words = self.good(*best);
        let enough = words >= FEW_WORDS && words > others * 2.0 && words >= self.all * PROSE_PAGE_SHARE;
        enough.then_some(*best)
    }

    /// The elements with hints that are or hold a range.
    fn around(&self, range: (u32, u32)) -> impl Iterator<Item = &Region> {
        self.cut.regions.iter().filter(move |region| region.node <= range.0 && range.1 <= region.end)
    }

    /// The names of the article itself and of what is around it: what the site calls this kind of article.
    fn own_names(&self, range: (u32, u32)) -> Hints {
        let names = self.around(range).fold(Hints::NONE, |all, region| all.with(region.hints));
        names.only(Hints::NEGATIVE).without(ELSEWHERE)
    }

    /// The bodies most of which stands in elements named for what locks them.
    fn locks(&self, articles: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let mut bodies = outermost(self.cut, Hints::BODY, (0, self.page.len()));
        bodies.extend(articles);
        bodies.retain(|&body| {
            let inside: f64 =
                outermost(self.cut, Hints::CONSENT, body).iter().map(|&range| self.good(range)).sum();
            inside > PROSE_WORDS && inside > self.good(body) * VETO_SHARE
        });
        bodies.sort_unstable();
        bodies
    }

    /// The hints of one element that its own content overrules.
    fn contradicted(&self, region: &Region) -> Hints {
        // Next to no text contradicts nothing, as most elements have.
        let good = self.good((region.node, region.end));
        let share = good / self.all;
        if good < FEW_WORDS && share <= VETO_SHARE {
            return Hints::NONE;
        }
        let sums = self.survey.sums(region.node, region.end);
        let mut out =
            Hints::NEGATIVE.each().filter(|&hint| share > veto_share(hint)).fold(Hints::NONE, Hints::with);
        // The page's footer comes last: one that holds most of the text has none before it.
        let foot = self.page.node(region.node);
        let is_page_foot = foot.tag() == Tag::Footer || foot.get(Attr::Role) == Some("contentinfo");
        if is_page_foot && self.good((0, region.node)) >= FEW_WORDS {
            out = out.without(Hints::FOOTER);
        }
        if self.is_linkless_prose(region) {
            out = out.with(LINK_LISTS);
        }
        if sums.good > MAX_DATE_WORDS {
            out = out.with(Hints::DATE);
        }
        if sums.good < PROSE_WORDS || share < PROSE_PAGE_SHARE {
            return out;
        }
        if self.holds_headline((region.node, region.end)) {
            out.with(Hints::NEGATIVE)
        } else if sums.good >= sums.words * PROSE_SHARE {
            out.with(NEVER_PROSE)
        } else {
            out
        }
    }
}

/// The outermost elements with a hint inside a range of nodes.
fn outermost(cut: &Cut, hint: Hints, range: (u32, u32)) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for region in &cut.regions[part(&cut.regions, |region| region.node, range)] {
        let covered = out.last().is_some_and(|last| region.node < last.1);
        if region.hints.has(hint) && !covered {
            out.push((region.node, region.end));
        }
    }
    out
}

fn veto_share(hint: Hints) -> f64 {
    if Hints::CONSENT.with(Hints::COMMENT).with(Hints::FOOTER).has(hint) {
        VETO_SHARE_LONG
    } else {
        VETO_SHARE
    }
}
