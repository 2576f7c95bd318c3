//! Selectors that could show a field of a page, taken from the elements that do.
//!
//! Looks at one page at a time; whether a selector holds on the others is counted in `board`.

use std::collections::{BTreeMap, BTreeSet};

use super::selector::{self, Selectors};
use super::specimen::{Known, Piece, Specimen};
use crate::block::normal::key;
use crate::label::Label;
use crate::meta::date::{self, Locale};
use crate::page::{Node, Tag};
use crate::sites::Field;

/// A line with more words is text, and none with a date or a name.
const MAX_LINE: u32 = 25;

/// So much of the text is in an element that could be the body, or one of its parts.
const PART: f64 = 0.15;

/// The fields that are sought beside the body, in the order of rule files.
pub(super) const FIELDS: [Field; 7] =
    [Field::Title, Field::Lead, Field::Author, Field::Date, Field::Section, Field::Tags, Field::Caption];

/// The selectors of the elements that show a field on this page.
pub(super) fn hopes(page: &Specimen, field: Field) -> Selectors {
    let nodes = match field {
        Field::Body => bodies(page),
        Field::Title => same_text(page, &|piece| piece.key == page.known.title, &page.known.title),
        Field::Lead => {
            let is_part = |piece: &Piece| piece.label == Label::Lead || piece.key == page.known.lead;
            same_text(page, &is_part, &page.known.lead)
        }
        Field::Caption => captions(page),
        _ => lines(page, field),
    };
    nodes.into_iter().flat_map(|at| selector::all(page.page.node(at))).collect()
}

/// Whether the page shows the field, as far as is known.
pub(super) fn is_known(page: &Specimen, field: Field) -> bool {
    let Known { title, lead, authors, date, section, tags } = &page.known;
    match field {
        Field::Title => !title.is_empty(),
        Field::Lead => !lead.is_empty(),
        Field::Author => !authors.is_empty(),
        Field::Date => !date.is_empty(),
        Field::Section => !section.is_empty(),
        Field::Tags => !tags.is_empty(),
        Field::Caption => page.pieces.iter().any(|piece| piece.label == Label::Caption),
        _ => true,
    }
}

/// Elements with several paragraphs and a good part of the text.
fn bodies(page: &Specimen) -> BTreeSet<u32> {
    let all = page.body_chars();
    let mut inside: BTreeMap<u32, (f64, usize)> = BTreeMap::new();
    for piece in page.pieces.iter().filter(|piece| piece.is_body()) {
        for node in page.page.node(piece.at).ancestors() {
            let (chars, pieces) = inside.entry(node.at()).or_default();
            *chars += piece.chars;
            *pieces += 1;
        }
    }
    let holds = |at: &u32, (chars, pieces): (f64, usize)| {
        let is_inner = matches!(page.page.node(*at).tag(), Tag::Body | Tag::Html);
        chars >= all * PART && (pieces > 1 || chars >= all / 2.0) && !is_inner
    };
    inside.into_iter().filter(|(at, sums)| holds(at, *sums)).map(|(at, _)| at).collect()
}

/// The elements of such pieces and those around them, as long as their text is no more than that of the field.
fn same_text(page: &Specimen, fits: &dyn Fn(&Piece) -> bool, text: &str) -> BTreeSet<u32> {
    let pieces = page.pieces.iter().filter(|piece| !piece.key.is_empty() && fits(piece));
    pieces
        .flat_map(|piece| {
            let node = page.page.node(piece.node);
            let around = std::iter::once(node).chain(node.ancestors());
            around.map(Node::at).take_while(|at| text.contains(&page.key_of(*at))).collect::<Vec<_>>()
        })
        .collect()
}

/// The elements in which all text is captions.
fn captions(page: &Specimen) -> BTreeSet<u32> {
    let is_caption = |piece: &Piece| matches!(piece.label, Label::Caption | Label::Credit);
    let mut found = BTreeSet::new();
    for piece in page.pieces.iter().filter(|piece| is_caption(piece)) {
        let node = page.page.node(piece.node);
        let around = std::iter::once(node).chain(node.ancestors());
        let only = |node: &Node<'_>| page.pieces_in((node.at(), node.end())).iter().all(is_caption);
        found.extend(around.take_while(only).map(Node::at));
    }
    found
}

/// The elements of short lines that show the field.
fn lines(page: &Specimen, field: Field) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for piece in page.pieces.iter().filter(|piece| piece.words <= MAX_LINE) {
        let block = page.page.node(piece.node);
        let inside = block.descendants().filter(|node| node.tag() != Tag::Text);
        let around = block.ancestors().take_while(|node| page.key_of(node.at()) == piece.key);
        let all = std::iter::once(block).chain(inside).chain(around);
        found.extend(all.filter(|node| shows(page, field, *node)).map(Node::at));
    }
    found
}

/// Whether an element shows the field and hardly anything else.
pub(super) fn shows(page: &Specimen, field: Field, node: Node<'_>) -> bool {
    let known = &page.known;
    let text = || page.key_of(node.at());
    match field {
        Field::Author => {
            let text = text();
            let named: usize =
                known.authors.iter().filter(|name| text.contains(*name)).map(String::len).sum();
            // "By", "Theo", a place or a job beside the name.
            named > 0 && text.len() <= named * 2 + 10
        }
        Field::Date => is_date(node, &known.date),
        Field::Section => text() == known.section,
        Field::Tags => known.tags.contains(&text()),
        _ => false,
    }
}

/// Whether the element shows that day.
fn is_date(node: Node<'_>, day: &str) -> bool {
    let text = node.text();
    if day.is_empty() || key(&text).split(' ').count() > MAX_LINE as usize {
        return false;
    }
    let readings = [false, true].map(|month_first| Locale { month_first, ..Locale::vietnamese(None) });
    let declared = ["datetime", "content"].into_iter().filter_map(|name| node.attr(name));
    let declared = declared.filter_map(|value| date::declared(value, &readings[0]));
    let shown = readings.iter().filter_map(|locale| date::parse(&text, locale));
    declared.chain(shown).any(|stamp| stamp.date.to_string() == day)
}
