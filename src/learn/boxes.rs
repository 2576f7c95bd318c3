//! The boxes inside of bodies that are no part of the article: what recurs, where the article varies.
//!
//! A box goes where the generic engine kept next to nothing of it, where the same text stands on several pages, or where the same
//! heading stands above links. The last two go before what the engine thought of a single page. Whole sentences that recur
//! without a box around them become patterns.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::board::{Chosen, MIN_PAGES, Ranges, outermost};
use super::selector::{self, Rank, SIGN, Selectors};
use super::specimen::{Piece, Specimen};
use crate::fnv;
use crate::page::css::Css;
use crate::page::{Node, Tag};
use crate::sites::Index;

/// So many selectors are tried, and so many are written at most.
const MAX_TRIED: usize = 400;
const MAX_CHOSEN: usize = 15;

/// So much of what a selector removes may have been kept as text.
const MAX_KEPT: f64 = 0.02;
/// So much of it has to recur.
const MIN_RECURRING: f64 = 0.8;
/// So much of what stands below the heading of a box has to be links.
const MIN_LINKS: f64 = 0.5;
/// Text that recurs on a smaller share of the pages may be an article that quotes another.
const MIN_SHARE: f64 = 0.2;
/// A text with fewer words may be a sub-heading or a signature of the article's own: of the lines that recur on the hosts of
/// wcxb-dev four of five are (docs/decisions.md).
const MIN_WORDS: u32 = 8;
/// So many characters of a sentence are enough to know it by.
const MAX_PATTERN: usize = 80;

/// What a template's rule leaves out.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    pub(super) remove: Vec<Chosen>,
    /// Anchored patterns.
    pub(super) drop_text: Vec<Chosen>,
}

/// The pages and their bodies.
struct Inside<'s> {
    pages: &'s [&'s Specimen],
    bodies: &'s [Ranges],
}

/// What a selector takes away, on all pages.
#[derive(Debug, Default)]
struct Taken {
    pages: usize,
    boxes: usize,
    chars: f64,
    kept: f64,
    nodes: u32,
    /// Boxes with a field of the article inside, in the body or outside of it.
    fields: usize,
    /// Whether it would take away the body itself.
    harms: bool,
    /// By the hash of its whole text, and of the first block of those that are a heading above links, the pages.
    texts: BTreeMap<u64, BTreeSet<usize>>,
    heads: BTreeMap<u64, BTreeSet<usize>>,
    /// For each box the two hashes; the second is 0 for one without such a heading.
    each: Vec<(u64, u64)>,
}

/// What to leave out of the bodies of these pages.
pub(super) fn boxes(pages: &[&Specimen], bodies: &[Ranges]) -> Boxes {
    let inside = Inside { pages, bodies };
    let mut index = Index::default();
    let tried = inside.tried(&mut index);
    let hits: Vec<Vec<Vec<u32>>> = pages.par_iter().map(|page| index.hits(&page.page)).collect();
    let taken: Vec<Taken> =
        (0..tried.len()).into_par_iter().map(|number| inside.taken(tried[number].2, &hits)).collect();
    let mut good: Vec<(&(String, Rank, usize), &Taken)> =
        tried.iter().zip(&taken).filter(|(_, taken)| taken.is_cruft(pages.len())).collect();
    good.sort_by(|(one, a), (other, b)| {
        // Of boxes with the same text the outermost goes first.
        let order = b.chars.total_cmp(&a.chars).then(b.nodes.cmp(&a.nodes));
        order.then_with(|| (one.1, one.0.len(), &one.0).cmp(&(other.1, other.0.len(), &other.0)))
    });
    let mut gone: Vec<Ranges> = vec![Vec::new(); pages.len()];
    let mut remove = Vec::new();
    for ((css, _, number), taken) in good {
        if remove.len() == MAX_CHOSEN {
            break;
        }
        let new: Vec<Ranges> = inside.found(*number, &hits, &gone);
        // What others take away already needs no selector of its own.
        if new.iter().map(Vec::len).sum::<usize>() * 2 < taken.boxes {
            continue;
        }
        remove.push(Chosen { css: css.clone(), right: taken.pages, shown: pages.len() });
        gone.iter_mut().zip(new).for_each(|(gone, mut new)| {
            gone.append(&mut new);
            gone.sort_unstable();
        });
    }
    Boxes { remove, drop_text: inside.sentences(&gone) }
}

impl Inside<'_> {
    /// The selectors of the elements inside of bodies that enough pages have.
    fn tried(&self, index: &mut Index) -> Vec<(String, Rank, usize)> {
        let of_page = |(page, body): (&&Specimen, &Ranges)| {
            let blocks =
                body.iter().flat_map(|range| page.pieces_in(*range).iter().map(move |piece| (piece, range)));
            let mut nodes = BTreeSet::new();
            for (piece, range) in blocks {
                let around = page.page.node(piece.at).ancestors().take_while(|node| node.at() > range.0);
                nodes.extend(around.filter(|node| node.tag() != Tag::A).map(Node::at));
            }
            let simple = nodes.into_iter().flat_map(|at| selector::simple(page.page.node(at)));
            // A removal that reaches too far loses text: only names that say something.
            simple.filter(|(_, rank)| *rank <= SIGN).collect::<Selectors>()
        };
        let found: Vec<Selectors> = (self.pages, self.bodies).into_par_iter().map(of_page).collect();
        let mut votes: BTreeMap<String, (usize, Rank)> = BTreeMap::new();
        for (css, rank) in found.into_iter().flatten() {
            votes.entry(css).or_insert((0, rank)).0 += 1;
        }
        let least = least(self.pages.len());
        let mut votes: Vec<_> = votes.into_iter().filter(|(_, (count, _))| *count >= least).collect();
        votes.sort_by_key(|(_, (count, rank))| (std::cmp::Reverse(*count), *rank));
        votes.truncate(MAX_TRIED);
        let compiled =
            votes.into_iter().filter_map(|(text, (_, rank))| Some((Css::parse(&text).ok()?, text, rank)));
        compiled.map(|(css, text, rank)| (text, rank, index.add(&css))).collect()
    }

    /// The boxes of a selector inside of each body, without those that are inside of others.
    fn found(&self, number: usize, hits: &[Vec<Vec<u32>>], gone: &[Ranges]) -> Vec<Ranges> {
        let each = self.pages.iter().zip(self.bodies).zip(hits.iter().zip(gone));
        each.map(|((page, body), (hits, gone))| {
            let boxes = outermost(page, &hits[number]).into_iter();
            boxes.filter(|it| is_inside(body, it.0) && !is_inside(gone, it.0)).collect()
        })
        .collect()
    }

    fn taken(&self, number: usize, hits: &[Vec<Vec<u32>>]) -> Taken {
        let mut taken = Taken::default();
        for (at, ((page, body), hits)) in self.pages.iter().zip(self.bodies).zip(hits).enumerate() {
            let mut here = 0;
            for range in outermost(page, &hits[number]) {
                let pieces = page.pieces_in(range);
                if is_inside(body, range.0) {
                    here += usize::from(!pieces.is_empty());
                    taken.nodes += range.1 - range.0;
                    taken.add(at, pieces);
                } else {
                    taken.harms |= body.iter().any(|it| (range.0..range.1).contains(&it.0));
                    taken.fields += usize::from(pieces.iter().any(Piece::is_field));
                }
            }
            taken.pages += usize::from(here > 0);
            taken.boxes += here;
        }
        taken
    }

    /// Whole sentences that stand on several pages, outside of what is gone.
    fn sentences(&self, gone: &[Ranges]) -> Vec<Chosen> {
        let mut seen: BTreeMap<&str, (BTreeSet<usize>, &str)> = BTreeMap::new();
        for (at, ((page, body), gone)) in self.pages.iter().zip(self.bodies).zip(gone).enumerate() {
            let pieces = body.iter().flat_map(|range| page.pieces_in(*range));
            for piece in
                pieces.filter(|it| it.words >= MIN_WORDS && !it.is_field() && !is_inside(gone, it.at))
            {
                let (pages, text) = seen.entry(&piece.key).or_insert_with(|| (BTreeSet::new(), &piece.text));
                pages.insert(at);
                *text = (*text).min(&piece.text);
            }
        }
        let enough = share(self.pages.len()).max(MIN_PAGES);
        let recurring = seen.into_values().filter(|(pages, _)| pages.len() >= enough);
        let mut found: Vec<Chosen> = recurring
            .map(|(pages, text)| Chosen { css: pattern(text), right: pages.len(), shown: self.pages.len() })
            .collect();
        found.sort_by(|one, other| other.right.cmp(&one.right).then_with(|| one.css.cmp(&other.css)));
        found.dedup_by(|one, other| one.css == other.css);
        found.truncate(MAX_CHOSEN);
        found
    }
}

impl Taken {
    fn add(&mut self, page: usize, pieces: &[Piece]) {
        let Some((first, rest)) = pieces.split_first() else { return };
        let sum = |of: fn(&Piece) -> f64| pieces.iter().map(of).sum::<f64>();
        self.chars += sum(|it| it.chars);
        self.kept += sum(|it| if it.label.is_text() { it.chars } else { 0.0 });
        self.fields += usize::from(pieces.iter().any(Piece::is_field));
        let text = pieces.iter().fold(fnv::BASIS, |hash, it| it.key.bytes().fold(hash, fnv::step));
        let below: f64 = rest.iter().map(|it| it.chars).sum();
        let linked: f64 = rest.iter().map(|it| it.chars * it.links).sum();
        let is_list = below > 0.0 && linked >= below * MIN_LINKS;
        let head = if is_list { fnv::hash(&first.key) } else { 0 };
        self.texts.entry(text).or_default().insert(page);
        if is_list {
            self.heads.entry(head).or_default().insert(page);
        }
        self.each.push((text, head));
    }

    fn is_cruft(&self, pages: usize) -> bool {
        let allowed = self.boxes / 20;
        if self.harms || self.boxes == 0 || self.fields > allowed {
            return false;
        }
        let recurs = |pages: Option<&BTreeSet<usize>>| pages.is_some_and(|pages| pages.len() >= MIN_PAGES);
        let recurring = self
            .each
            .iter()
            .filter(|(text, head)| recurs(self.texts.get(text)) || recurs(self.heads.get(head)))
            .count();
        let enough = self.pages >= share(pages);
        self.kept <= self.chars * MAX_KEPT || enough && recurring as f64 >= self.boxes as f64 * MIN_RECURRING
    }
}

/// On so many pages a box has to be.
fn least(pages: usize) -> usize {
    (pages / 10).clamp(2, 10)
}

/// So many pages are a share worth a rule that goes against the engine.
fn share(pages: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let pages = (pages as f64 * MIN_SHARE).ceil() as usize;
    pages
}

fn is_inside(ranges: &[(u32, u32)], at: u32) -> bool {
    ranges.iter().any(|range| (range.0..range.1).contains(&at))
}

/// A pattern for blocks that begin like the text.
fn pattern(text: &str) -> String {
    let end = text.char_indices().nth(MAX_PATTERN).map_or(text.len(), |(end, _)| end);
    let cut = if end < text.len() { text[..end].rfind(' ').unwrap_or(end) } else { end };
    let closing = if cut == text.len() { "$" } else { "" };
    format!("^{}{closing}", regex::escape(&text[..cut]))
}
