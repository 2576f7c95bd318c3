//! The dates that readers see: near the headline, at the end of the text, elsewhere on the page.

use super::super::Sources;
use super::super::date::{self, Locale, Stamp};
use super::super::names::{self, cue::after};
use super::super::near::Near;
use super::super::signs::holds_word;
use super::{Dates, is_past};
use crate::block::normal::key;
use crate::block::{Block, Hints};
use crate::label::Label;

/// A date line that stands alone has at most so many words; more is a sentence.
const MAX_WORDS: u32 = 45;

/// So many blocks below a repetition of the headline are looked at.
const REPEATED: usize = 5;

/// What a page calls the date of publication, above or beside it.
#[rustfmt::skip]
const CALLED: &[&str] = &[
    "published", "published on", "publish date", "published date", "date published", "publication date", "posted",
    "posted on", "first published", "ngày đăng", "ngày xuất bản", "đăng ngày", "đăng lúc",
];

/// The dates that readers see near the headline; where the one nearest to the text has none, near its repetitions.
pub(super) fn shown(sources: &Sources<'_>, near: &Near, locale: &Locale, address: Option<Stamp>) -> Dates {
    let here = seen_near(sources, near, locale, address);
    if here.published.is_some() {
        return here;
    }
    let others = (0..sources.verdicts.len())
        .filter(|&at| sources.verdicts[at].label == Label::Title && Some(at) != near.title)
        .map(|at| Near {
            from: at,
            title: Some(at),
            to: (at + REPEATED).min(sources.verdicts.len()),
            ..*near
        })
        .find_map(|near| seen_near(sources, &near, locale, address).published);
    Dates { published: others, ..here }
}

/// The dates that readers see in that neighbourhood.
fn seen_near(sources: &Sources<'_>, near: &Near, locale: &Locale, address: Option<Stamp>) -> Dates {
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
        // Of two dates the one that the address has as well.
        let score = score + if address.is_some_and(|it| it.date == stamp.date) { 3 } else { 0 };
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
    if running
        || is_foreign(sources, at, is_below(sources, at))
        || (text && !hinted && !names::has_cue(&block.text))
    {
        return -1;
    }
    if Some(at) == near.title {
        return -1;
    }
    let after = near.title.is_none_or(|title| at > title);
    i32::from(line) * 4 + i32::from(dateline) * 3 + i32::from(hinted) * 3 + i32::from(after) * 2
}

/// Whether a block belongs to another article: a card, a list of links, a comment; below the text also a footer.
fn is_foreign(sources: &Sources<'_>, at: usize, below: bool) -> bool {
    let block = &sources.cut.blocks[at];
    let card = sources.root.cards.get(at).copied().unwrap_or(false);
    let comment = Hints::RELATED.with(Hints::COMMENT);
    let bad = if below { comment.with(Hints::FOOTER) } else { comment };
    card || sources.cut.regions_of(block).take(4).any(|region| region.hints.has(bad))
}

/// Whether a block stands below the beginning of the text.
fn is_below(sources: &Sources<'_>, at: usize) -> bool {
    sources.cut.blocks[at].at.0 > sources.root.start()
}

/// Whether a node stands in such a block.
pub(super) fn is_foreign_node(sources: &Sources<'_>, node: u32) -> bool {
    let at = sources.cut.blocks.partition_point(|block| block.at.1 < node);
    at < sources.cut.blocks.len()
        && (sources.verdicts[at].label == Label::Comment || is_foreign(sources, at, is_below(sources, at)))
}

/// The clock of a site: it stands in the header, above the headline, and tells the day of fetching.
fn is_clock(sources: &Sources<'_>, at: usize, near: &Near) -> bool {
    let block = &sources.cut.blocks[at];
    if near.title.is_some_and(|title| at > title) || sources.root.contains(block.at.0) {
        return false;
    }
    let starts = |word: &str| after(&block.text, word).is_some();
    let header = || {
        sources.cut.regions_of(block).any(|region| {
            region.hints.has(Hints::NAV.with(Hints::HEADER)) && !region_holds(sources, region, near)
        })
    };
    starts("hôm nay") || starts("today") || header() || is_named_clock(sources, block)
}

/// Whether the region also holds the headline: then it is the article's header, not the page's.
fn region_holds(sources: &Sources<'_>, region: &crate::block::Region, near: &Near) -> bool {
    near.title.is_some_and(|title| (region.node..region.end).contains(&sources.cut.blocks[title].at.0))
}

fn is_named_clock(sources: &Sources<'_>, block: &Block) -> bool {
    const WORDS: [&str; 7] = ["current", "clock", "today", "now", "menu-time", "menutime", "topbar"];
    let Some(markup) = block.markup else { return false };
    let node = sources.page.node(block.at.0.min(sources.page.len().saturating_sub(1)));
    let around = node.ancestors().take_while(|it| it.at() >= markup.parent);
    around.flat_map(|it| it.classes().chain(it.id())).any(|name| holds_word(name, &WORDS))
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

/// The date that the page calls that of publication, or the only one that date lines and `<time>` of the page agree on,
/// wherever they stand; cards of other articles left out.
pub(super) fn anywhere(sources: &Sources<'_>, locale: &Locale) -> Option<Stamp> {
    let read =
        |at: usize| date::parse(&sources.cut.blocks[at].text, locale).filter(|stamp| is_past(stamp, locale));
    let called = |at: &usize| {
        let short = sources.cut.blocks[*at].facts.words <= 6;
        let above = (at.saturating_sub(2)..*at).rev();
        let mut words = above.take_while(|&at| sources.cut.blocks[at].facts.words <= 3);
        short && words.any(|at| CALLED.contains(&key(&sources.cut.blocks[at].text).as_str()))
    };
    let all = 0..sources.cut.blocks.len();
    all.clone()
        .filter(|&at| called(&at) && !is_foreign(sources, at, false))
        .find_map(read)
        .or_else(|| only(sources, all.clone().filter(|&at| !is_foreign(sources, at, true)), locale))
        .or_else(|| {
            // "Site last updated" is what most footers tell.
            let told = |at: &usize| split_update(&sources.cut.blocks[*at].text).1.is_none();
            only(sources, all.filter(|at| !is_foreign(sources, *at, false) && told(at)), locale)
        })
}

/// The date that the date lines among those blocks agree on.
fn only(sources: &Sources<'_>, blocks: impl Iterator<Item = usize>, locale: &Locale) -> Option<Stamp> {
    let lines = blocks.map(|at| &sources.cut.blocks[at]).filter(|block| {
        let hinted = sources.cut.regions_of(block).take(2).any(|region| region.hints.has(Hints::DATE));
        // "March 5, 2024 By Jane Doe"
        let text = block.text.split(" By ").next().unwrap_or_default();
        let line = date::is_date_line(text) || (hinted && block.facts.words <= 12);
        line && !is_named_clock(sources, block)
    });
    let mut stamps =
        lines.filter_map(|block| date::parse(&block.text, locale)).filter(|stamp| is_past(stamp, locale));
    let first = stamps.next()?;
    stamps.all(|stamp| stamp.date == first.date).then_some(first)
}

/// A date line below the text: some portals put it there.
pub(super) fn at_end(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Option<Stamp> {
    let last = (near.text..sources.verdicts.len()).rev().find(|&at| sources.verdicts[at].label.is_text())?;
    let to = sources.cut.blocks.len().min(last + 4);
    (near.text..to)
        .filter(|&at| {
            sources.verdicts[at].label == Label::Dateline && !is_foreign(sources, at, true) && at + 8 > last
        })
        .find_map(|at| date::parse(&sources.cut.blocks[at].text, locale))
}
