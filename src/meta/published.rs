//! When an article was published and changed: the dates that machines are told, checked against the one that readers see.

use serde_json::Value;

use super::Sources;
use super::date::{self, Locale, Stamp};
use super::head::types_of;
use super::near::Near;
use crate::block::{Block, Hints};
use crate::label::Label;
use crate::page::{Node, Tag};

/// `<meta>` names of the date of publication, the most reliable first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "published_time_telegram",
    "publish_date",
    "publishdate",
    "publish-date",
    "published_date",
    "published_time",
    "published_at",
    "publication_date",
    "publication-date",
    "pubdate",
    "pub_date",
    "pubdateiso",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "date",
    "datecreated",
    "published",
];

/// `<meta>` names of the date of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "article:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "updated_time",
    "modified_time",
    "revised",
];

/// A date line that stands alone has at most so many words; more is a sentence.
const MAX_WORDS: u32 = 45;

/// The two dates of an article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Stamp>,
    pub(super) modified: Option<Stamp>,
}

/// Finds both dates.
pub(super) fn dates(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Dates {
    let shown = shown(sources, near, locale);
    if let Some(stamp) = by_rule(sources, near, locale) {
        return Dates { published: Some(stamp), modified: modified(sources, locale).or(shown.modified) };
    }
    let machine = machine(sources, near, locale);
    let address = of_address(sources);
    let seen = shown
        .published
        .or(address.filter(|day| machine.first().is_some_and(|first| first.can_be_seen_on(day.date))));
    let published =
        choose(&machine, seen).or(address).or_else(|| at_end(sources, near, locale)).or(shown.modified);
    let published = published.or_else(|| anywhere(sources, locale));
    let modified = modified(sources, locale).or(shown.modified);
    Dates { published, modified }
}

/// The date in the block that the site's rule names: what its `<time>` declares, or else what readers see.
fn by_rule(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Option<Stamp> {
    sources.marked(Label::Dateline).find_map(|block| {
        let seen = date::parse(&block.text, locale);
        let told = attribute(sources, block).and_then(|text| date::declared(text, locale));
        let told = told.filter(|told| {
            let same = seen.is_none_or(|seen| told.days_since(&seen).abs() <= 1);
            // A bare day tells less than the time beside it.
            same && (has_time(told) || seen.is_none_or(|seen| seen.time.is_none()))
        });
        told.or_else(|| seen.map(|seen| at_its_place(sources, near, (seen, &block.text), locale)))
    })
}

/// The attribute that gives a block's date to machines: `<time datetime>` around it.
fn attribute<'p>(sources: &Sources<'p>, block: &Block) -> Option<&'p str> {
    let node = sources.page.node(block.at.0.min(sources.page.len().checked_sub(1)?));
    let time = node.ancestors().take(4).find(|it| it.tag() == Tag::Time)?;
    time.attr("datetime").filter(|text| !text.trim().is_empty())
}

/// What readers see without a zone, told by the page with one: a reader's clock differs from it by whole hours.
fn at_its_place(sources: &Sources<'_>, near: &Near, (seen, text): (Stamp, &str), locale: &Locale) -> Stamp {
    let zoneless = Locale { offset: None, ..*locale };
    let local = date::parse(text, &zoneless).filter(|it| it.time.is_some() && it.offset.is_none());
    let Some(local) = local else { return seen };
    let declared = machine(sources, near, &zoneless);
    declared
        .into_iter()
        .find(|it| it.offset.is_some() && has_time(it) && it.is_hours_from(&local))
        .unwrap_or(seen)
}

/// Whether a time other than midnight was given: midnight is what a bare day becomes.
fn has_time(stamp: &Stamp) -> bool {
    stamp.time.is_some_and(|time| time != jiff::civil::Time::midnight())
}

/// The dates that the page declares, the most reliable first.
fn machine(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Vec<Stamp> {
    let head = sources.head;
    let read = |value: &Value| value.as_str().and_then(|text| date::declared(text, locale));
    let article = head.main_article(sources.title);
    let page = head.json_ld.iter().filter(|object| types_of(object).any(|kind| kind.ends_with("Page")));
    let json = article
        .into_iter()
        .chain(page)
        .filter_map(|it| it.get("datePublished").or_else(|| it.get("dateCreated")));
    let metas = PUBLISHED.iter().filter_map(|name| head.meta(&[name]));
    // The names that sites make up: "w-published-date", "page-publish-time".
    let invented = |name: &str| {
        name.contains("publish")
            && (name.contains("date") || name.contains("time"))
            && !name.contains("modif")
    };
    let invented = head
        .metas
        .iter()
        .filter(|(name, _)| invented(name) && !PUBLISHED.contains(&name.as_str()))
        .map(|(_, text)| text.as_str());
    let mut out: Vec<Stamp> = json.filter_map(read).collect();
    out.extend(metas.chain(invented).filter_map(|text| date::declared(text, locale)));
    out.extend(elements(sources, near, locale));
    out.retain(|stamp| is_past(stamp, locale));
    out
}

/// `itemprop=datePublished` anywhere before the end of the text, `<time datetime>` near the headline.
fn elements(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Vec<Stamp> {
    let (from, to) = near.nodes;
    let (mut marked, mut times) = (Vec::new(), Vec::new());
    for at in 0..to.min(sources.page.len()) {
        let node = sources.page.node(at);
        if node.tag() == Tag::Text || node.tag() == Tag::Meta {
            continue;
        }
        let published = node.attr("itemprop").is_some_and(|it| it.eq_ignore_ascii_case("datePublished"))
            || node.attr("pubdate").is_some();
        let time = node.tag() == Tag::Time && at >= from;
        if !published && !time {
            continue;
        }
        let value = node
            .attr("datetime")
            .or_else(|| node.attr("content"))
            .map(str::to_owned)
            .filter(|it| !it.trim().is_empty());
        let Some(stamp) = date::declared(&value.unwrap_or_else(|| node.text()), locale) else { continue };
        if published {
            marked.push(stamp);
        } else if !is_update(node) {
            times.push(stamp);
        }
    }
    marked.append(&mut times);
    marked
}

/// Whether an element says of itself that it holds the date of change.
fn is_update(node: Node<'_>) -> bool {
    let around = std::iter::once(node).chain(node.parent());
    let named = around.flat_map(|it| it.attr("class").into_iter().chain(it.attr("itemprop"))).any(|class| {
        let class = class.to_lowercase();
        (class.contains("update") || class.contains("modif"))
            && !class.contains("publish")
            && !class.contains("entry-date")
    });
    named || node.parent().is_some_and(|it| it.text().trim_start().to_lowercase().starts_with("updated"))
}

/// A page cannot have been published after it was fetched; a day is allowed for clocks.
fn is_past(stamp: &Stamp, locale: &Locale) -> bool {
    locale.now.is_none_or(|now| stamp.date <= Stamp::instant(now, jiff::tz::Offset::constant(14)).date)
}

/// The machine's date, unless readers are shown another and the machine's contradict each other.
fn choose(machine: &[Stamp], shown: Option<Stamp>) -> Option<Stamp> {
    let Some(&first) = machine.first() else { return shown };
    let Some(shown) = shown.filter(|shown| shown.date != first.date) else {
        return Some(with_time(first, machine));
    };
    // An instant in UTC that readers of the page see on another day.
    if first.can_be_seen_on(shown.date) {
        return Some(shown);
    }
    let agree = machine.iter().filter(|it| it.days_since(&first).abs() <= 1).count();
    let contradicted = agree < machine.len();
    // A lone declaration later than what readers see is the day of the last change under a wrong name.
    let later = machine.len() < 3
        && first.days_since(&shown) > 1
        && machine.iter().all(|it| it.days_since(&shown) > 1);
    Some(if (contradicted && agree < 2) || later { shown } else { with_time(first, machine) })
}

/// A bare day gets the time of another declaration of the same day.
fn with_time(first: Stamp, machine: &[Stamp]) -> Stamp {
    let better = machine.iter().find(|it| !has_time(&first) && it.date == first.date && has_time(it));
    better.copied().unwrap_or(first)
}

/// The dates that readers see near the headline.
fn shown(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Dates {
    let mut best: (i32, Option<Stamp>) = (i32::MIN, None);
    let mut modified = None;
    for at in near.from..near.to {
        let block = &sources.cut.blocks[at];
        if block.facts.digits < 3 && locale.now.is_none()
            || block.facts.words > MAX_WORDS
            || is_clock(sources, at, near)
        {
            continue;
        }
        let score = weight(sources, at, near);
        if score < 0 {
            continue;
        }
        let (text, updated) = split_update(&block.text);
        modified = modified.or_else(|| date::parse(updated?, locale));
        let Some(stamp) = date::parse(text, locale).filter(|stamp| is_past(stamp, locale)) else { continue };
        if score > best.0 {
            best = (score, Some(stamp));
        }
    }
    Dates { published: best.1, modified }
}

/// How much a block near the headline is a date line.
fn weight(sources: &Sources<'_>, at: usize, near: &Near) -> i32 {
    let block = &sources.cut.blocks[at];
    let line = date::is_date_line(&block.text);
    let dateline = sources.verdicts[at].label == Label::Dateline;
    let hinted = sources
        .cut
        .regions_of(block)
        .take(3)
        .any(|region| region.hints.has(Hints::DATE.with(Hints::META).with(Hints::BYLINE)));
    let running = block.facts.ends_sentence && block.facts.words > 12;
    let text = sources.verdicts[at].label.is_text() && !line;
    if running || is_foreign(sources, at) || (text && !hinted && !super::names::has_cue(&block.text)) {
        return -1;
    }
    if Some(at) == near.title {
        return -1;
    }
    let after = near.title.is_none_or(|title| at > title);
    i32::from(line) * 4 + i32::from(dateline) * 3 + i32::from(hinted) * 3 + i32::from(after) * 2
}

/// Whether a block belongs to another article: a card, a list of links, a comment.
fn is_foreign(sources: &Sources<'_>, at: usize) -> bool {
    let block = &sources.cut.blocks[at];
    let card = sources.root.cards.get(at).copied().unwrap_or(false);
    let bad = Hints::RELATED.with(Hints::COMMENT).with(Hints::FOOTER);
    card || sources.cut.regions_of(block).take(4).any(|region| region.hints.has(bad))
}

/// The clock of a site: it stands in the header, above the headline, and tells the day of fetching.
fn is_clock(sources: &Sources<'_>, at: usize, near: &Near) -> bool {
    let block = &sources.cut.blocks[at];
    if near.title.is_some_and(|title| at > title) || sources.root.contains(block.at.0) {
        return false;
    }
    let folded = block.text.to_lowercase();
    let said = folded.starts_with("hôm nay") || folded.starts_with("today");
    let header = sources.cut.regions_of(block).any(|region| {
        region.hints.has(Hints::NAV.with(Hints::HEADER)) && !region_holds(sources, region, near)
    });
    said || header || is_named_clock(sources, block)
}

/// Whether the region also holds the headline: then it is the article's header, not the page's.
fn region_holds(sources: &Sources<'_>, region: &crate::block::Region, near: &Near) -> bool {
    near.title.is_some_and(|title| (region.node..region.end).contains(&sources.cut.blocks[title].at.0))
}

fn is_named_clock(sources: &Sources<'_>, block: &Block) -> bool {
    let Some(markup) = block.markup else { return false };
    let node = sources.page.node(block.at.0.min(sources.page.len().saturating_sub(1)));
    let around = node.ancestors().take_while(|it| it.at() >= markup.parent);
    let names: Vec<String> =
        around.flat_map(|it| it.classes().chain(it.id())).map(str::to_lowercase).collect();
    names.iter().any(|name| {
        ["current", "clock", "today", "now", "menu-time", "menutime", "topbar"]
            .iter()
            .any(|word| name.contains(word))
    })
}

/// A date line parted at its word of change: "Published 3 March | Updated 5 March".
fn split_update(text: &str) -> (&str, Option<&str>) {
    const WORDS: [&str; 12] = [
        "updated",
        "Updated",
        "UPDATED",
        "Update:",
        "Modified",
        "modified",
        "Aktualisiert",
        "Actualizado",
        "Atualizado",
        "Mis à jour",
        "Last edited",
        "Revised",
    ];
    let at = WORDS.iter().filter_map(|word| text.find(word)).min();
    at.map_or((text, None), |at| (&text[..at], Some(&text[at..])))
}

/// The date of change that the page declares.
fn modified(sources: &Sources<'_>, locale: &Locale) -> Option<Stamp> {
    let json = sources
        .head
        .main_article(sources.title)
        .and_then(|it| it.get("dateModified"))
        .and_then(Value::as_str);
    let metas = MODIFIED.iter().filter_map(|name| sources.head.meta(&[name]));
    json.into_iter()
        .chain(metas)
        .find_map(|text| date::declared(text, locale))
        .filter(|stamp| is_past(stamp, locale))
}

fn of_address(sources: &Sources<'_>) -> Option<Stamp> {
    [sources.url, sources.head.canonical.as_deref(), sources.head.meta(&["og:url"])]
        .into_iter()
        .flatten()
        .find_map(date::of_url)
}

/// The only date that date lines and `<time>` of the page agree on, wherever they stand; cards of other articles left out.
fn anywhere(sources: &Sources<'_>, locale: &Locale) -> Option<Stamp> {
    let lines = sources.cut.blocks.iter().enumerate().filter(|&(at, block)| {
        let hinted = sources.cut.regions_of(block).take(2).any(|region| region.hints.has(Hints::DATE));
        let line = date::is_date_line(&block.text) || (hinted && block.facts.words <= 12);
        line && !is_foreign(sources, at) && !is_named_clock(sources, block)
    });
    let mut stamps = lines
        .filter_map(|(_, block)| date::parse(&block.text, locale))
        .filter(|stamp| is_past(stamp, locale));
    let first = stamps.next()?;
    stamps.all(|stamp| stamp.date == first.date).then_some(first)
}

/// A date line below the text: some portals put it there.
fn at_end(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Option<Stamp> {
    let last = (near.text..sources.verdicts.len()).rev().find(|&at| sources.verdicts[at].label.is_text())?;
    let to = sources.cut.blocks.len().min(last + 4);
    (near.text..to)
        .filter(|&at| {
            sources.verdicts[at].label == Label::Dateline && !is_foreign(sources, at) && at + 8 > last
        })
        .find_map(|at| date::parse(&sources.cut.blocks[at].text, locale))
}
