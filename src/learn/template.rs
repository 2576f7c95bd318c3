//! Which pages of a site are built alike.
//!
//! Two pages are, where the ways from the top of the page to the headline and to the text lead through the same names.
//! What else is on the pages has no part in it: boxes come and go.

use std::collections::{BTreeMap, BTreeSet};

use super::names::is_stable;
use super::specimen::Specimen;
use crate::page::{Node, Tag};

/// So much of the names must be the same, of those that either page has. Pages of one template differ in a class of the
/// section or of the form (photo, video); another template shares hardly more than `main` and `container`.
const ALIKE: f64 = 0.4;

/// So much of the text stands in the element that counts as its place.
const HOLDS_TEXT: f64 = 0.8;

/// Pages that are built alike, by their places in the list; the templates with most pages first.
pub(super) fn templates(pages: &[&Specimen]) -> Vec<Vec<usize>> {
    let mut same: BTreeMap<BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        same.entry(names(page)).or_default().push(at);
    }
    let mut kinds: Vec<(BTreeSet<String>, Vec<usize>)> = same.into_iter().collect();
    // Stable: kinds of the same size stay in the order of their names.
    kinds.sort_by_key(|(_, pages)| std::cmp::Reverse(pages.len()));
    let mut found: Vec<(BTreeSet<String>, Vec<usize>)> = Vec::new();
    for (names, mut pages) in kinds {
        let like = |other: &BTreeSet<String>| likeness(&names, other);
        let nearest = (0..found.len()).map(|at| (like(&found[at].0), at));
        let nearest =
            nearest.filter(|(like, _)| *like >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match nearest {
            Some((_, at)) => found[at].1.append(&mut pages),
            None => found.push((names, pages)),
        }
    }
    let mut found: Vec<Vec<usize>> = found.into_iter().map(|(_, pages)| pages).collect();
    for pages in &mut found {
        pages.sort_unstable();
    }
    found.sort_by_key(|pages| std::cmp::Reverse(pages.len()));
    found
}

fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let both = one.intersection(other).count();
    let any = one.len() + other.len() - both;
    if any == 0 { 1.0 } else { both as f64 / any as f64 }
}

/// The names on the ways to the headline and to the text.
fn names(page: &Specimen) -> BTreeSet<String> {
    let title = page.pieces.iter().find(|piece| piece.key == page.known.title).map(|piece| piece.node);
    let ways = title.into_iter().chain(text_place(page));
    ways.flat_map(|at| {
        let node = page.page.node(at);
        std::iter::once(node).chain(node.ancestors()).flat_map(names_of).collect::<Vec<_>>()
    })
    .collect()
}

fn names_of(node: Node<'_>) -> Vec<String> {
    let tag = node.name();
    // What stands on the body of the page is its section and state, or a post's number.
    if matches!(node.tag(), Tag::Html | Tag::Body) {
        return vec![tag.to_owned()];
    }
    let id = node.id().filter(|id| is_stable(id)).map(|id| format!("{tag}#{id}"));
    let classes = node.classes().filter(|name| is_stable(name)).map(|name| format!("{tag}.{name}"));
    let found: Vec<String> = id.into_iter().chain(classes).collect();
    if found.is_empty() { vec![tag.to_owned()] } else { found }
}

/// The innermost element that holds nearly all of the text.
fn text_place(page: &Specimen) -> Option<u32> {
    let wanted = page.body_chars() * HOLDS_TEXT;
    let mut inside: BTreeMap<u32, f64> = BTreeMap::new();
    for piece in page.pieces.iter().filter(|piece| piece.is_body()) {
        for node in page.page.node(piece.at).ancestors() {
            *inside.entry(node.at()).or_default() += piece.chars;
        }
    }
    inside.into_iter().filter(|(_, chars)| *chars >= wanted).map(|(at, _)| at).max()
}
