//! The pictures of an article: addresses made absolute, captions and credits beside them.

use std::collections::BTreeSet;

use super::Sources;
use super::address::{absolute, base};
use crate::article::Image;
use crate::block::normal::{key, normalise};
use crate::block::{Mark, Region};
use crate::label::Label;
use crate::page::Tag;
use crate::page::attr::Attr;

/// A caption stands at most so many nodes behind its picture.
const MAX_DISTANCE: u32 = 24;

/// What a credit begins with, in lower case, at the end of a caption.
const CREDITS: &[&str] = &[
    "nguồn ảnh:",
    "nguồn hình ảnh,",
    "ảnh minh họa:",
    "ảnh minh hoạ:",
    "ảnh tư liệu:",
    "ảnh tư liệu của",
    "ảnh cắt từ clip:",
    "ảnh:",
    "đồ họa:",
    "đồ hoạ:",
    "video:",
    "clip:",
    "photo by",
    "photos by",
    "photo credit:",
    "photo:",
    "photos:",
    "photograph by",
    "photographs by",
    "photograph:",
    "image:",
    "image credit:",
    "credit:",
    "picture:",
    "foto:",
    "bild:",
    "photo courtesy of",
    "crédit photo :",
    "crédits photo :",
    "crédit :",
    "photo :",
    "fotografía:",
    "foto di ",
    "фото:",
    "写真：",
    "写真提供：",
    "摄影：",
    "图源：",
    "图：",
    "©",
    "nguồn:",
];

/// What captions end with that only says that the picture shows no place of the story.
const PLACEHOLDERS: [&str; 4] = ["Ảnh minh họa.", "Ảnh minh hoạ.", "Ảnh minh họa", "Ảnh minh hoạ"];

/// A picture or the poster of a film.
struct Picture<'a> {
    node: u32,
    src: &'a str,
    alt: Option<&'a str>,
}

/// A picture and its place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Pre-order number of its element.
    pub node: u32,
    /// The picture.
    pub image: Image,
}

/// The pictures inside the root, in document order, each once.
pub(super) fn images(sources: &Sources<'_>) -> Vec<Placed> {
    let base = base(sources.head, sources.url);
    let pictures = pictures(sources);
    let mut out: Vec<Placed> = Vec::new();
    let (mut met, removed, foreign) = (BTreeSet::new(), removed(sources), Foreign::of(sources));
    for (at, picture) in pictures.iter().enumerate() {
        let node = picture.node;
        if !sources.root.contains(node) || is_in(&removed, node) || is_dropped(sources, &foreign, node) {
            continue;
        }
        let src = absolute(picture.src, base);
        if !met.insert(src.clone()) {
            continue;
        }
        let next = pictures.get(at + 1).map_or(u32::MAX, |it| it.node);
        let (caption, credit) = caption(sources, picture.node, next)
            .map_or_else(|| (String::new(), None), |text| split_credit(&text));
        let alt = picture.alt.map(without_number);
        let caption = Some(caption).filter(|it| !it.is_empty());
        out.push(Placed { node: picture.node, image: Image { src, alt, caption, credit, before: None } });
    }
    out
}

/// The pictures of the page, and the posters of the films inside the root.
fn pictures<'a>(sources: &Sources<'a>) -> Vec<Picture<'a>> {
    let images = &sources.cut.images;
    let mut out: Vec<Picture<'a>> =
        images.iter().map(|it| Picture { node: it.node, src: &it.src, alt: it.alt.as_deref() }).collect();
    for &(from, to) in &sources.root.ranges {
        let films = (from..to.min(sources.page.len())).map(|at| sources.page.node(at));
        for film in films.filter(|node| node.tag() == Tag::Video) {
            let poster = film.get(Attr::Poster).map(str::trim).filter(|src| !src.is_empty());
            out.extend(poster.map(|src| Picture { node: film.at(), src, alt: None }));
        }
    }
    out.sort_by_key(|picture| picture.node);
    out
}

/// How many blocks that are not article stand before each: a link or an item can hold very many pictures, and its blocks
/// are not to be counted for each.
struct Foreign(Vec<u32>);

impl Foreign {
    fn of(sources: &Sources<'_>) -> Self {
        let bad = |label: Label| {
            matches!(
                label,
                Label::Related
                    | Label::Ad
                    | Label::Comment
                    | Label::Share
                    | Label::Footer
                    | Label::InlineRelated
            )
        };
        let mut count = 0;
        let counts = sources.verdicts.iter().map(|verdict| {
            count += u32::from(bad(verdict.label));
            count
        });
        Self(std::iter::once(0).chain(counts).collect())
    }

    /// Whether one stands among these blocks.
    fn among(&self, blocks: std::ops::Range<usize>) -> bool {
        self.0.get(blocks.start) < self.0.get(blocks.end)
    }
}

/// Whether the picture stands in a block's neighbourhood that is not article: the nearest block around it tells.
fn is_dropped(sources: &Sources<'_>, foreign: &Foreign, node: u32) -> bool {
    // A picture inside a link with the text of another article: its block follows in the same link or item.
    let link = sources.page.node(node).ancestors().take(6).find(|it| matches!(it.tag(), Tag::A | Tag::Li));
    let before = |node: u32| sources.cut.blocks.partition_point(|block| block.at.0 < node);
    link.is_some_and(|link| foreign.among(before(link.at())..before(link.end())))
}

/// What the site's rule takes away inside the root, as ranges of nodes that do not overlap, ascending.
fn removed(sources: &Sources<'_>) -> Vec<(u32, u32)> {
    let inside = |region: &&Region| {
        sources.root.contains(region.node)
            && region.node != sources.root.start()
            && region.marks.has(Mark::Remove)
    };
    let mut removed: Vec<(u32, u32)> = Vec::new();
    let mut regions: Vec<_> =
        sources.cut.regions.iter().filter(inside).map(|region| (region.node, region.end)).collect();
    regions.sort_unstable();
    for (from, to) in regions {
        if removed.last().is_none_or(|last| last.1 <= from) {
            removed.push((from, to));
        }
    }
    removed
}

/// Whether one of the ranges holds the node.
fn is_in(ranges: &[(u32, u32)], node: u32) -> bool {
    let after = ranges.partition_point(|&(from, _)| from <= node);
    after > 0 && node < ranges[after - 1].1
}

/// The caption after a picture and before the next one, in the same figure, table or small container.
fn caption(sources: &Sources<'_>, picture: u32, next: u32) -> Option<String> {
    let holder = sources
        .page
        .node(picture)
        .ancestors()
        .take(8)
        .find(|it| matches!(it.tag(), Tag::Figure | Tag::Table));
    let end = holder.map_or(picture + MAX_DISTANCE, crate::page::Node::end).min(next);
    let first = sources.cut.blocks.partition_point(|block| block.at.0 <= picture);
    // No further than the next picture: no block is read for two.
    let below = sources.cut.blocks[first..].iter().zip(&sources.verdicts[first..]);
    let mut out = String::new();
    for (block, verdict) in below.take_while(|(block, _)| block.at.0 < end) {
        match verdict.label {
            Label::Caption | Label::Credit => {
                if !out.is_empty() {
                    out.push(' ');
                }
                // A row of a table that stands for a caption has tabs between its cells.
                out.push_str(&normalise(&block.text));
                if holder.is_none() {
                    break;
                }
            }
            // Words of a player, or what the page hides from the eye.
            Label::Widget | Label::Share | Label::Ad => {}
            _ if holder.is_some() && !verdict.label.is_text() => {}
            _ => break,
        }
    }
    Some(out).filter(|text| !text.is_empty())
}

/// A caption and the credit at its end: "Cầu mới. Ảnh: X", "Cầu mới (Photo: X)". The caption of a credit alone is empty.
pub fn split_credit(text: &str) -> (String, Option<String>) {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return (text.to_owned(), None);
    }
    let starts_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let found = CREDITS
        .iter()
        .filter_map(|cue| Some((lower.rfind(cue)?, cue.len())))
        .filter(|(at, _)| starts_word(*at))
        .min();
    let Some((at, length)) = found else { return (text.to_owned(), None) };
    let credit = text[at + length..].trim_matches(is_frame);
    if credit.is_empty() || credit.split_whitespace().count() > 10 {
        return (text.to_owned(), None);
    }
    let caption = text[..at].trim_end_matches(['(', '[', '（', ' ', '-', '–', '|', '/']).trim();
    let caption = PLACEHOLDERS.iter().find_map(|it| caption.strip_suffix(it)).unwrap_or(caption).trim_end();
    (caption.to_owned(), Some(credit.to_owned()))
}

fn is_frame(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '.' | ',' | ';' | ':' | '-')
}

/// The alternative text without the counter that a CMS adds: "… - Ảnh 1."
fn without_number(alt: &str) -> String {
    let cut = alt.rfind(" - Ảnh ").or_else(|| alt.rfind(" - ảnh "));
    let numbered = |at: &usize| {
        key(&alt[*at..]).split(' ').nth(1).is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    cut.filter(numbered).map_or(alt, |at| &alt[..at]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{split_credit, without_number};

    #[test]
    fn credits() {
        let of = |text| split_credit(text);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("Cầu mới qua sông. Ảnh: Lê Mẫu."), ("Cầu mới qua sông.".to_owned(), some("Lê Mẫu")));
        assert_eq!(of("Bridge (Photo: Jane Doe)"), ("Bridge".to_owned(), some("Jane Doe")));
        assert_eq!(of("Cầu mới. Ảnh tư liệu: Lê Mẫu"), ("Cầu mới.".to_owned(), some("Lê Mẫu")));
        assert_eq!(of("Cầu mới. Ảnh minh họa. Nguồn: Báo Mẫu"), ("Cầu mới.".to_owned(), some("Báo Mẫu")));
        assert_eq!(of("Мост. Фото: Иван Образцов"), ("Мост.".to_owned(), some("Иван Образцов")));
        assert_eq!(of("橋（写真：山田太郎）"), ("橋".to_owned(), some("山田太郎")));
        assert_eq!(of("The bridge. Photo credit: Jane Doe"), ("The bridge.".to_owned(), some("Jane Doe")));
        assert_eq!(of("Ảnh: Lê Mẫu"), (String::new(), some("Lê Mẫu")));
        assert_eq!(of("Cầu mới"), ("Cầu mới".to_owned(), None));
        assert_eq!(without_number("Cầu mới - Ảnh 1."), "Cầu mới");
    }
}
