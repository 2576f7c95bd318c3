//! Who signs an article: what the head declares, the byline by the headline, the signature below the text.

use std::cell::{LazyCell, OnceCell};
use std::collections::BTreeMap;

use serde_json::Value;

use super::head::{string, types_of};
use super::near::Near;
use super::signs::{holds_word, is_author};
use super::site::Site;
use super::starts::Starts;
use super::{Sources, names};
use crate::block::normal::key;
use crate::block::{Form, Hints};
use crate::label::Label;
use crate::page::attr::{Attr, AttrSet};
use crate::page::{Node, Tag};

/// `<meta>` names of authors, the most reliable first.
pub(crate) const METAS: &[&str] = &[
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

/// Of elements anywhere on the page so many times its nodes are read at most, and so many besides.
const MAX_READ: (u32, u32) = (8, 10_000);

/// So many of the names that the head gives are looked for among what the page shows.
const MAX_SHOWN: usize = 64;

/// The longest of the labels before an author's name has so many letters.
const MAX_LABEL: u32 = 12;

/// Finds the authors: the first source that gives a name decides.
pub(super) fn authors(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    let elements = LazyCell::new(|| near_elements(sources, near));
    let steps: [&dyn Fn() -> Vec<String>; 9] = [
        &|| by_rule(sources, site),
        &|| by_json(sources, site),
        &|| by_meta(sources, site),
        &|| by_element(&elements, site),
        &|| by_line(sources, near, site),
        &|| by_signature(sources, near, site),
        &|| by_date_line(sources, near, site),
        &|| by_far_element(sources, site),
        &|| by_site(sources, near, &elements),
    ];
    steps.into_iter().map(|step| step()).find(|names| !names.is_empty()).unwrap_or_default()
}

fn by_rule(sources: &Sources<'_>, site: &Site) -> Vec<String> {
    names::unique(sources.marked(Label::Byline).flat_map(|block| names::parse(&block.text, site)))
}

fn by_json(sources: &Sources<'_>, site: &Site) -> Vec<String> {
    let page =
        sources.head.json_ld.iter().filter(|object| types_of(object).any(|kind| kind.ends_with("Page")));
    let reader = JsonNames { sources, site, named: OnceCell::new() };
    sources
        .article
        .into_iter()
        .chain(page)
        .filter_map(|object| object.get("author").or_else(|| object.get("creator")))
        .map(|value| {
            let mut out = Vec::new();
            reader.read(value, &mut out);
            names::unique(out.into_iter().filter(|name| !names::is_desk(name)))
        })
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// Reads names of authors in JSON-LD.
struct JsonNames<'s> {
    sources: &'s Sources<'s>,
    site: &'s Site,
    /// The objects that have a name, by `@id`: looked for once, however many authors are references.
    named: OnceCell<BTreeMap<&'s str, &'s Value>>,
}

impl JsonNames<'_> {
    /// The names of an author: a string, an object, a reference to one, or a list of these.
    fn read(&self, value: &Value, out: &mut Vec<String>) {
        match value {
            Value::String(text) if !text.starts_with("http") => self.names(value, out),
            Value::Array(items) => {
                for item in items.iter().filter(|item| !item.is_array()) {
                    self.read(item, out);
                }
            }
            Value::Object(object) => {
                let by_id = || self.by_id(object.get("@id")?.as_str()?)?.get("name");
                match object.get("name").or_else(by_id) {
                    Some(Value::Array(items)) => items.iter().for_each(|item| self.names(item, out)),
                    Some(name) => self.names(name, out),
                    None => {}
                }
            }
            _ => {}
        }
    }

    fn names(&self, value: &Value, out: &mut Vec<String>) {
        out.extend(string(value).into_iter().flat_map(|name| names::parse(&name, self.site)));
    }

    /// The object of that `@id`; of several the first.
    fn by_id(&self, id: &str) -> Option<&Value> {
        let named = self.named.get_or_init(|| {
            let objects = self.sources.head.json_ld.iter().rev().filter(|it| it.get("name").is_some());
            objects.filter_map(|it| Some((it.get("@id")?.as_str()?, it))).collect()
        });
        named.get(id).copied()
    }
}

fn by_meta(sources: &Sources<'_>, site: &Site) -> Vec<String> {
    let head = sources.head;
    let labelled = (1..=2).find_map(|at| {
        let label = head.meta(&[&format!("twitter:label{at}")])?.to_lowercase();
        let author = label.contains("written by")
            || label.contains("author")
            || label.contains("viết bởi")
            || label.contains("tác giả");
        author.then(|| head.meta(&[&format!("twitter:data{at}")]))?
    });
    let all = METAS.iter().map(|name| {
        let names = head.all_metas(name).flat_map(|text| names::parse(text, site));
        names::unique(names.filter(|name| !names::is_desk(name)))
    });
    let labelled = labelled.map(|text| names::parse(text, site)).unwrap_or_default();
    all.chain([labelled]).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The texts of elements that are marked as the author, the plainest marks first.
type Tiers = [Vec<String>; 3];

/// The names of the plainest of them that give any.
fn by_element(elements: &Tiers, site: &Site) -> Vec<String> {
    elements
        .iter()
        .map(|texts| names::unique(texts.iter().flat_map(|text| names::parse(text, site))))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// What stands near the headline in `rel=author`, `itemprop=author`, in a link to an author's page.
fn near_elements(sources: &Sources<'_>, near: &Near) -> Tiers {
    let (from, to) = near.nodes;
    let mut tiers = Tiers::default();
    let mut at = from.saturating_sub(4);
    while at < to.min(sources.page.len()) {
        let node = sources.page.node(at);
        let Some(tier) = author_tier(node) else {
            at += 1;
            continue;
        };
        let text = node.get(Attr::Content).map_or_else(|| text_of(node), str::to_owned);
        let text = text.trim().trim_start_matches('@').to_owned();
        if text.split_whitespace().count() <= 12 {
            tiers[tier].push(text);
        }
        // Nothing inside it is looked at again: each node is read once.
        at = node.end().max(at + 1);
    }
    tiers
}

/// The attributes that mark an author.
const MARKS: AttrSet = AttrSet::of(&[Attr::Itemprop, Attr::Rel, Attr::Class, Attr::Id]);

/// How plainly an element is an author's name; `None` for other elements.
fn author_tier(node: Node<'_>) -> Option<usize> {
    let tag = node.tag();
    if tag == Tag::Text || tag.is_skipped() {
        return None;
    }
    let (mut rel, mut named) = (false, false);
    for (attr, value) in node.numbered(MARKS) {
        match attr {
            Attr::Itemprop if value.eq_ignore_ascii_case("author") => return Some(0),
            Attr::Rel => rel |= is_author(value),
            // A name stands within one class.
            Attr::Class => {
                named |= NAMED.find(value).is_some() && value.split_ascii_whitespace().any(names_author);
            }
            Attr::Id => named |= names_author(value),
            _ => {}
        }
    }
    if tag == Tag::A {
        let href = || node.get(Attr::Href).is_some_and(is_of_person);
        return if rel { Some(0) } else { href().then_some(1) };
    }
    // The sign of a person in front of a name.
    let sign = |it: Node<'_>| {
        matches!(it.tag(), Tag::I | Tag::Svg | Tag::Span)
            && it.classes().any(|class| {
                ["fa-user", "fa-circle-user", "icon-user", "fa-user-circle", "icon-author"].contains(&class)
            })
    };
    let nodes = node.end() - node.at();
    ((named && nodes <= 12) || (nodes <= 6 && node.children().next().is_some_and(sign))).then_some(2)
}

/// What classes and ids of authors' names hold.
static NAMED: Starts<4> = Starts::new(&["author", "byline", "tacgia", "tac-gia"]);

/// Whether a class or an id is that of an author's name.
fn names_author(class: &str) -> bool {
    NAMED.find(class).is_some() && !holds_word(class, &["date", "time"])
}

/// Whether an address is that of a person's page: "/people/jane-doe" is, "/people/" is a section.
fn is_of_person(href: &str) -> bool {
    const FOLDERS: [&str; 11] = [
        "author",
        "authors",
        "tac-gia",
        "contributors",
        "contributor",
        "by",
        "profile",
        "people",
        "staff",
        "writer",
        "reporters",
    ];
    let mut rest = href.split_once('/').map(|it| it.1);
    // Of each folder the first tells.
    let mut met = [false; FOLDERS.len()];
    while let Some((folder, after)) = rest.and_then(|rest| rest.split_once('/')) {
        if let Some(at) = FOLDERS.iter().position(|it| *it == folder).filter(|&at| !met[at]) {
            if after.starts_with(char::is_alphanumeric) {
                return true;
            }
            met[at] = true;
        }
        rest = Some(after);
    }
    false
}

/// The text of an element: of its `itemprop=name`, of its only links, or all of it.
fn text_of(node: Node<'_>) -> String {
    let name = node.descendants().find(|it| it.get(Attr::Itemprop) == Some("name"));
    name.map_or_else(|| node.text(), |it| it.get(Attr::Content).map_or_else(|| it.text(), str::to_owned))
}

/// A byline near the headline.
fn by_line(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    let labels = [
        "by",
        "author",
        "authors",
        "author s",
        "written by",
        "posted by",
        "words by",
        "story by",
        "tác giả",
        "bài viết",
        "người viết",
        "von",
        "autor",
        "autorin",
        "par",
        "auteur",
        "por",
        "oleh",
        "penulis",
        "автор",
        "作者",
        "著者",
        "記者",
        "记者",
    ];
    let lines = (near.from..near.to).filter(|&at| Some(at) != near.title).filter_map(|at| {
        let block = &sources.cut.blocks[at];
        // The label in one block, the name in the next.
        let before = &sources.cut.blocks[at.saturating_sub(1)];
        if at > near.from
            && block.facts.words <= 12
            && before.facts.letters <= MAX_LABEL
            && labels.contains(&key(&before.text).as_str())
        {
            return Some(names::parse(&block.text, site));
        }
        let label = sources.verdicts[at].label;
        let card = sources.root.cards.get(at).copied().unwrap_or(false);
        let fits =
            block.facts.words <= MAX_WORDS && !card && (!block.facts.ends_sentence || block.facts.words <= 6);
        let hinted = || sources.cut.regions_of(block).take(3).any(|region| region.hints.has(Hints::BYLINE));
        let cue = || starts_with_by(&block.text) && names::has_cue(&block.text);
        (fits && (label == Label::Byline || hinted() || cue())).then(|| names::parse(&block.text, site))
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
        "Von ",
        "Por ",
        "Par ",
        "Written by",
        "Posted by",
        "Author:",
        "Tác giả",
        "Bài:",
        "Bài, ảnh:",
        "Đăng bởi",
        "Viết bởi",
        "Von ",
        "VON ",
        "Par ",
        "PAR ",
        "Por ",
        "POR ",
        "Oleh",
        "OLEH",
        "Penulis:",
        "Автор:",
        "作者：",
        "作者:",
        "文/",
        "文／",
        "文：",
        "記者",
        "记者",
        "取材・文",
    ];
    let rest = cues.iter().find_map(|cue| text.trim_start().strip_prefix(cue));
    let is_name = |c: char| c.is_alphabetic() && !c.is_lowercase();
    rest.is_some_and(|rest| rest.trim_start_matches([':', '：', ' ', '／', '/']).starts_with(is_name))
}

/// The signature below the text: a line that says so, or a name alone that is set apart.
fn by_signature(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    // A bare name below the text is the habit of Vietnamese papers; elsewhere it must say what it is.
    let habit = LazyCell::new(|| is_vietnamese(sources, near));
    let tail = near.tail(sources).into_iter().rev();
    // Above notes, or above headings of other articles whose texts stayed.
    let judged = (0..sources.verdicts.len()).rev().filter(|&at| {
        sources.verdicts[at].rule == "signature" && sources.verdicts[at].label == Label::Byline
    });
    let lines: Vec<(bool, Vec<String>)> = tail
        .chain(judged)
        .filter_map(|at| {
            let block = &sources.cut.blocks[at];
            let line = names::signature_line(&block.text, site).filter(|line| !line.authors.is_empty())?;
            let said = names::has_cue(&block.text) || line.source.is_some();
            (said || is_set_apart(sources, at, || *habit)).then_some((said, line.authors))
        })
        .collect();
    let said = lines.iter().find(|(said, _)| *said).or(lines.first());
    said.map(|(_, names)| names.clone()).unwrap_or_default()
}

/// Whether a short block below the text looks like a signature: named so, bold, capitals, to the right, or judged so.
fn is_set_apart(sources: &Sources<'_>, at: usize, habit: impl Fn() -> bool) -> bool {
    let block = &sources.cut.blocks[at];
    let Some(markup) = block.markup else { return block.facts.words <= 4 };
    if markup.link_density() > 0.5
        || matches!(block.form, Form::Heading(_) | Form::ListItem { .. } | Form::TableRow)
    {
        return false;
    }
    let named = sources.cut.regions_of(block).take(2).any(|region| region.hints.has(Hints::BYLINE));
    let node = sources.page.node(markup.node.min(sources.page.len().saturating_sub(1)));
    let right =
        node.get(Attr::Style).is_some_and(|style| style.replace(' ', "").contains("text-align:right"))
            || node.get(Attr::Align).is_some_and(|align| align.eq_ignore_ascii_case("right"));
    let byline = sources.verdicts[at].label == Label::Byline;
    let closing = block.facts.words <= 3 && block.text.ends_with("team");
    ((named || byline) && (block.facts.words <= 3 || habit()))
        || ((right || closing || markup.bold_density() > 0.8 || block.facts.is_upper()) && habit())
}

fn is_vietnamese(sources: &Sources<'_>, near: &Near) -> bool {
    let text = sources.cut.blocks.get(near.text).map_or("", |block| block.text.as_str());
    super::language::is_vietnamese(text, sources.head.lang.as_deref())
}

/// Elements marked as the author anywhere on the page: in a side column, in a box below the text.
fn by_far_element(sources: &Sources<'_>, site: &Site) -> Vec<String> {
    // One inside the other is read with it and by itself: so many nodes times as many as there are at most.
    let mut left = sources.page.len().saturating_mul(MAX_READ.0).saturating_add(MAX_READ.1);
    let nodes = sources.head.signs.authors.iter().map(|&at| sources.page.node(at));
    let read = nodes.take_while(|node| {
        let enough = left.checked_sub(node.end() - node.at());
        left = enough.unwrap_or(0);
        enough.is_some()
    });
    let marked = read.filter(|node| !is_in_card(sources, node.at()));
    names::unique(marked.flat_map(|node| names::parse(&text_of(node), site)).take(4))
}

/// Whether a node stands in a card or a comment: then the author is another article's.
fn is_in_card(sources: &Sources<'_>, node: u32) -> bool {
    let after = sources.cut.blocks.partition_point(|block| block.at.0 < node);
    let card = sources.root.cards.get(after).copied().unwrap_or(false);
    let bad = Hints::COMMENT.with(Hints::RELATED).with(Hints::CARD);
    let block = sources.cut.blocks.get(after);
    card || block.is_none_or(|block| {
        sources
            .cut
            .regions_of(block)
            .any(|region| region.hints.has(bad) && !sources.root.contains(region.node))
    })
}

/// What the page shows of its site as the author, where nobody else signs: a firm's blog signs with the firm's name.
fn by_site(sources: &Sources<'_>, near: &Near, elements: &Tiers) -> Vec<String> {
    let nobody = Site::default();
    let shown = by_element(elements, &nobody);
    if !shown.is_empty() {
        return shown;
    }
    let shown = by_line(sources, near, &nobody);
    if !shown.is_empty() {
        return shown;
    }
    let mut names = by_json(sources, &nobody);
    // A person whose site bears the person's name; Vietnamese papers declare themselves such a person.
    let article = sources.article;
    let author = article.and_then(|it| it.get("author")).map(|it| it.get(0).unwrap_or(it));
    let person = author.and_then(|it| it.get("@type")).and_then(Value::as_str) == Some("Person");
    let name = |it: Option<&Value>| it.and_then(|it| it.get("name")).and_then(string);
    let paper = name(author) == name(article.and_then(|it| it.get("publisher")));
    if person && !names.is_empty() && !(paper && is_vietnamese(sources, near)) {
        return names;
    }
    let metas = by_meta(sources, &nobody);
    // Vietnamese papers put their own name there on every page; elsewhere it is the signature of a firm or a blog.
    if !metas.is_empty() && !is_vietnamese(sources, near) {
        return metas;
    }
    names.extend(metas);
    if names.is_empty() {
        return names;
    }
    let short = sources.cut.blocks[near.from..near.to].iter().filter(|block| block.facts.letters < 120);
    let seen: Vec<String> = short.map(|block| key(&block.text)).filter(|text| text.len() < 120).collect();
    let is_shown = |name: &String| {
        let name = key(name);
        seen.iter().any(|text| text.contains(&name))
    };
    names::unique(names.into_iter().take(MAX_SHOWN).filter(is_shown))
}

/// A name right before or after the date line by the headline.
fn by_date_line(sources: &Sources<'_>, near: &Near, site: &Site) -> Vec<String> {
    let dated =
        |at: usize| sources.cut.blocks.get(at).is_some_and(|block| super::date::is_date_line(&block.text));
    let vietnamese = LazyCell::new(|| is_vietnamese(sources, near));
    let names =
        (near.from..near.to.min(near.text + 1)).filter(|&at| Some(at) != near.title).filter_map(|at| {
            let block = &sources.cut.blocks[at];
            let card = sources.root.cards.get(at).copied().unwrap_or(false);
            let near_title = near.title.is_none_or(|title| at > title && at - title <= 4);
            let heading = matches!(block.form, Form::Heading(_)) || block.facts.is_upper();
            let fits = near_title
                && !card
                && (2..=5).contains(&block.facts.words)
                && names::is_signature(&block.text)
                && (dated(at + 1) || (at > 0 && dated(at - 1)))
                && (!heading || *vietnamese);
            fits.then(|| names::parse(&block.text, site))
        });
    names.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}
