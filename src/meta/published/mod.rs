//! When an article was published and changed: the dates that machines are told, checked against the one that readers see.

mod marked;
mod seen;

use jiff::tz::Offset;
use serde_json::Value;

use super::Sources;
use super::date::{self, Locale, Stamp};
use super::head::types_of;
use super::near::Near;
use crate::block::Block;
use crate::label::Label;
use crate::page::Tag;
use crate::page::attr::Attr;

/// `<meta>` names of the date of publication, the most reliable first.
pub(crate) const PUBLISHED: &[&str] = &[
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
    "published-date",
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
pub(crate) const MODIFIED: &[&str] = &[
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

/// The two dates of an article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Stamp>,
    pub(super) modified: Option<Stamp>,
}

/// What the page tells machines.
#[derive(Debug, Default)]
struct Declared {
    /// The dates of publication, the most reliable first.
    stamps: Vec<Stamp>,
    /// Whether the first is the date of change as well, to the second: then it may be that of the last save.
    saved: bool,
}

/// Finds both dates.
pub(super) fn dates(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Dates {
    let address = of_address(sources);
    let shown = seen::shown(sources, near, locale, address);
    if let Some(stamp) = by_rule(sources, near, locale) {
        return Dates { published: Some(stamp), modified: modified(sources, locale).or(shown.modified) };
    }
    let declared = declared(sources, near, locale);
    let seen = shown.published.map(|stamp| address.map_or(stamp, |address| unswapped(stamp, address)));
    let seen = seen.or_else(|| {
        address.filter(|day| declared.stamps.first().is_some_and(|first| first.can_be_seen_on(day.date)))
    });
    let published = choose(&declared, seen)
        .or(address)
        .or_else(|| seen::at_end(sources, near, locale))
        .or(shown.modified)
        .or_else(|| seen::anywhere(sources, locale));
    let modified = modified(sources, locale).or(shown.modified);
    let local = published.zip(shown.published).and_then(|(told, seen)| mistaken_for_utc(told, seen));
    match local {
        // One clock wrote both.
        Some(offset) => Dates {
            published: published.map(|it| it.read_at(offset)),
            modified: modified.map(|it| it.read_at(offset)),
        },
        None => Dates { published, modified },
    }
}

/// The offset of a time that machines are told as UTC and readers are shown as their own, to the minute: a CMS that writes
/// `Z` behind the clock of its country.
fn mistaken_for_utc(told: Stamp, seen: Stamp) -> Option<Offset> {
    let minute = |stamp: &Stamp| stamp.time.map(|time| (time.hour(), time.minute()));
    let same = told.date == seen.date && has_time(&told) && minute(&told) == minute(&seen);
    let offset = seen.offset.filter(|offset| *offset != Offset::UTC)?;
    (same && told.offset == Some(Offset::UTC)).then_some(offset)
}

/// 03/10 or 10/03: the address tells which is the day.
fn unswapped(stamp: Stamp, address: Stamp) -> Stamp {
    let (seen, told) = (stamp.date, address.date);
    let swapped = seen.year() == told.year() && seen.month() == told.day() && seen.day() == told.month();
    if swapped { Stamp { date: told, ..stamp } } else { stamp }
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
    time.get(Attr::Datetime).filter(|text| !text.trim().is_empty())
}

/// What readers see without a zone, told by the page with one: a reader's clock differs from it by whole hours.
fn at_its_place(sources: &Sources<'_>, near: &Near, (seen, text): (Stamp, &str), locale: &Locale) -> Stamp {
    let zoneless = Locale { offset: None, ..*locale };
    let local = date::parse(text, &zoneless).filter(|it| it.time.is_some() && it.offset.is_none());
    let Some(local) = local else { return seen };
    let declared = declared(sources, near, &zoneless).stamps;
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
fn declared(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Declared {
    let head = sources.head;
    let read = |value: &Value| value.as_str().and_then(|text| date::declared(text, locale));
    let article = sources.article;
    let page = head.json_ld.iter().filter(|object| types_of(object).any(|kind| kind.ends_with("Page")));
    // A second object of the same article.
    let others = head.articles().filter(|it| {
        let same = |field: &str| {
            article.is_some_and(|main| main.get(field).is_some() && main.get(field) == it.get(field))
        };
        article != Some(*it) && (same("headline") || same("url"))
    });
    let json = article
        .into_iter()
        .chain(others)
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
    let saved = article.is_some_and(|it| {
        it.get("datePublished").is_some_and(|published| it.get("dateModified") == Some(published))
    });
    let mut stamps: Vec<Stamp> = json.filter_map(read).collect();
    let saved = saved && !stamps.is_empty();
    stamps.extend(metas.chain(invented).filter_map(|text| date::declared(text, locale)));
    stamps.extend(marked::elements(sources, near, locale));
    stamps.retain(|stamp| is_past(stamp, locale));
    Declared { stamps, saved }
}

/// A page cannot have been published after it was fetched; a day is allowed for clocks.
fn is_past(stamp: &Stamp, locale: &Locale) -> bool {
    locale.now.is_none_or(|now| stamp.date <= Stamp::instant(now, Offset::constant(14)).date)
}

/// The declared date, unless readers are shown another and the declared ones contradict each other.
fn choose(declared: &Declared, shown: Option<Stamp>) -> Option<Stamp> {
    let machine = &declared.stamps;
    let Some(&first) = machine.first() else { return shown };
    let Some(shown) = shown.filter(|shown| shown.date != first.date) else {
        return Some(with_time(first, machine));
    };
    // What readers see is declared as well.
    if let Some(&other) = machine.iter().find(|it| it.date == shown.date) {
        return Some(with_time(other, machine));
    }
    // An instant in UTC that readers of the page see on another day.
    if first.can_be_seen_on(shown.date) {
        return Some(shown);
    }
    let agree = machine.iter().filter(|it| it.days_since(&first).abs() <= 1).count();
    let contradicted = agree < machine.len();
    // A lone declaration later than what readers see is the day of the last change under a wrong name.
    let least = i32::from(!declared.saved);
    let later = machine.len() < 3 && machine.iter().all(|it| it.days_since(&shown) > least);
    Some(if (contradicted && agree < 2) || later { shown } else { with_time(first, machine) })
}

/// A bare day gets the time of another declaration of the same day.
fn with_time(first: Stamp, machine: &[Stamp]) -> Stamp {
    let better = machine.iter().find(|it| !has_time(&first) && it.date == first.date && has_time(it));
    better.copied().unwrap_or(first)
}

/// The date of change that the page declares.
fn modified(sources: &Sources<'_>, locale: &Locale) -> Option<Stamp> {
    let json = sources.article.and_then(|it| it.get("dateModified")).and_then(Value::as_str);
    let metas = MODIFIED.iter().filter_map(|name| sources.head.meta(&[name]));
    json.into_iter()
        .chain(metas)
        .find_map(|text| date::declared(text, locale))
        .filter(|stamp| is_past(stamp, locale))
}

fn of_address(sources: &Sources<'_>) -> Option<Stamp> {
    let told = [sources.url, sources.head.canonical.as_deref(), sources.head.meta(&["og:url"])];
    let others = told.iter().enumerate().filter(|&(at, url)| !told[..at].contains(url));
    others.filter_map(|(_, url)| *url).find_map(date::of_url)
}
