//! Who signs an article: what the head declares, the byline by the headline, the signature below the text.

use serde_json::Value;

use super::head::{string, types_of};
use super::near::Near;
use super::site::Site;
use super::{Sources, names};
use crate::block::normal::key;
use crate::block::{Hints, Mark};
use crate::label::Label;
use crate::page::{Node, Tag};

/// `<meta>` names of authors, the most reliable first.
const METAS: [&str; 17] = [
    "dable:author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "article:author_name",
    "byl",
    "article.author",
    "citation_author",
    "dcterms.creator",
    "dc.creator",
    "dc.contributor",
    "author",
    "article:author",
    "og:article:author",
    "authors",
    "creator",
    "twitter:creator:name",
];

/// A byline has at most so many words.
const MAX_WORDS: u32 = 40;

/// The blocks at the end of the text that can hold a signature.
const TAIL: usize = 5;

/// Finds the authors: the first source that gives a name decides.
pub(super) fn authors(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    let steps: [fn(&Sources<'_>, &Near, &Site) -> Vec<String>; 6] =
        [by_rule, by_json, by_meta, by_element, by_line, by_signature];
    steps
        .into_iter()
        .map(|step| step(sources, near, site))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

fn by_rule(sources: &Sources<'_>, _: &Near, site: &Site) -> Vec<String> {
    unique(sources.marked(Label::Byline).flat_map(|block| names::parse(&block.text, site)))
}

fn by_json(sources: &Sources<'_>, _: &Near, site: &Site) -> Vec<String> {
    let article = sources.head.main_article(sources.title);
    let page =
        sources.head.json_ld.iter().filter(|object| types_of(object).any(|kind| kind.ends_with("Page")));
    article
        .into_iter()
        .chain(page)
        .map(|object| {
            let value = object.get("author").or_else(|| object.get("creator"));
            let mut out = Vec::new();
            if let Some(value) = value {
                of_json(value, sources, site, &mut out);
            }
            unique(out.into_iter())
        })
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// The names of a JSON-LD author: a string, an object, a reference to one, or a list of these.
fn of_json(value: &Value, sources: &Sources<'_>, site: &Site, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.extend(
            string(value)
                .into_iter()
                .flat_map(|it| names::parse(&it, site))
                .filter(|_| !text.starts_with("http")),
        ),
        Value::Array(items) => {
            items.iter().filter(|item| !item.is_array()).for_each(|item| of_json(item, sources, site, out))
        }
        Value::Object(object) => {
            let by_id = || sources.head.by_id(object.get("@id")?.as_str()?)?.get("name");
            match object.get("name").or_else(by_id) {
                Some(Value::Array(items)) => {
                    out.extend(items.iter().filter_map(string).flat_map(|name| names::parse(&name, site)));
                }
                Some(name) => out.extend(string(name).into_iter().flat_map(|name| names::parse(&name, site))),
                None => {}
            }
        }
        _ => {}
    }
}

fn by_meta(sources: &Sources<'_>, _: &Near, site: &Site) -> Vec<String> {
    let head = sources.head;
    let labelled = (1..=2).find_map(|at| {
        let label = head.meta(&[&format!("twitter:label{at}")])?.to_lowercase();
        let author = label.contains("written by")
            || label.contains("author")
            || label.contains("viết bởi")
            || label.contains("tác giả");
        author.then(|| head.meta(&[&format!("twitter:data{at}")]))?
    });
    let all =
        METAS.into_iter().map(|name| unique(head.all_metas(name).flat_map(|text| names::parse(text, site))));
    let labelled = labelled.map(|text| names::parse(text, site)).unwrap_or_default();
    all.chain([labelled]).find(|names| !names.is_empty()).unwrap_or_default()
}

/// Elements that are marked as the author: `rel=author`, `itemprop=author`, a link to an author's page.
fn by_element(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    let (from, to) = near.nodes;
    let mut tiers: [Vec<String>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    let mut at = from.saturating_sub(4);
    while at < to.min(sources.page.len()) {
        let node = sources.page.node(at);
        let Some(tier) = author_tier(node) else {
            at += 1;
            continue;
        };
        let text = node.attr("content").map_or_else(|| text_of(node), str::to_owned);
        if text.split_whitespace().count() <= 12 {
            tiers[tier].extend(names::parse(&text, site));
        }
        at = node.end().max(at + 1);
    }
    tiers
        .into_iter()
        .map(|names| unique(names.into_iter()))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// How plainly an element is an author's name; `None` for other elements.
fn author_tier(node: Node<'_>) -> Option<usize> {
    let tag = node.tag();
    if tag == Tag::Text || tag.is_skipped() {
        return None;
    }
    if node.attr("itemprop").is_some_and(|it| it.eq_ignore_ascii_case("author")) {
        return Some(0);
    }
    let words = [
        "/author/",
        "/authors/",
        "/tac-gia/",
        "/contributors/",
        "/contributor/",
        "/by/",
        "/profile/",
        "/people/",
        "/staff/",
        "/writer/",
        "/reporters/",
    ];
    if tag == Tag::A {
        let rel = node
            .attr("rel")
            .is_some_and(|rel| rel.split_whitespace().any(|it| it.eq_ignore_ascii_case("author")));
        let href = node.attr("href").is_some_and(|href| words.iter().any(|word| href.contains(word)));
        return rel.then_some(0).or(href.then_some(1));
    }
    let small = node.end() - node.at() <= 12;
    let named = node.classes().chain(node.id()).any(|class| {
        let class = class.to_lowercase();
        ["author", "byline", "tacgia", "tac-gia"].iter().any(|word| class.contains(word))
            && !class.contains("date")
            && !class.contains("time")
    });
    (small && named).then_some(2)
}

/// The text of an element: of its `itemprop=name`, of its only links, or all of it.
fn text_of(node: Node<'_>) -> String {
    let name = node.descendants().find(|it| it.attr("itemprop") == Some("name"));
    name.map_or_else(|| node.text(), |it| it.attr("content").map_or_else(|| it.text(), str::to_owned))
}

/// A byline near the headline.
fn by_line(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    let lines = (near.from..near.to).filter(|&at| Some(at) != near.title).filter_map(|at| {
        let block = &sources.cut.blocks[at];
        let label = sources.verdicts[at].label;
        let card = sources.root.cards.get(at).copied().unwrap_or(false);
        let hinted = sources.cut.regions_of(block).take(3).any(|region| region.hints.has(Hints::BYLINE));
        let cue = names::has_cue(&block.text) && (label == Label::Byline || starts_with_by(&block.text));
        let fits =
            block.facts.words <= MAX_WORDS && !card && (!block.facts.ends_sentence || block.facts.words <= 6);
        (fits && (cue || hinted || label == Label::Byline)).then(|| names::parse(&block.text, site))
    });
    lines.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// "By Jane Doe", "Tác giả: X" with a capital after the cue.
fn starts_with_by(text: &str) -> bool {
    let cues = [
        "By ",
        "BY ",
        "by ",
        "By: ",
        "Written by",
        "Posted by",
        "Author:",
        "Tác giả",
        "Bài:",
        "Bài, ảnh:",
        "Đăng bởi",
        "Viết bởi",
    ];
    let rest = cues.iter().find_map(|cue| text.trim_start().strip_prefix(cue));
    rest.is_some_and(|rest| rest.trim_start_matches([':', ' ']).starts_with(char::is_uppercase))
}

/// The signature below the text.
fn by_signature(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    let text: Vec<usize> =
        (near.text..sources.verdicts.len()).filter(|&at| sources.verdicts[at].label.is_text()).collect();
    let Some(&last) = text.last() else { return Vec::new() };
    let from = text[text.len().saturating_sub(TAIL)];
    let to = sources.verdicts.len().min(last + TAIL);
    let lines = (from..to).rev().filter_map(|at| {
        let block = &sources.cut.blocks[at];
        let marks = sources.cut.regions_of(block).any(|region| region.marks.has(Mark::Remove));
        let byline = sources.verdicts[at].label == Label::Byline && block.facts.words <= 20;
        let inside = block.markup.is_none() || sources.root.contains(block.at.0);
        (byline && inside && !marks).then(|| names::parse(&block.text, site))
    });
    lines.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        if !out.iter().any(|it| key(it) == key(&name)) {
            out.push(name);
        }
    }
    out
}
