//! Gather: every field of an article that is not its text.
//!
//! Sees the page, its head, its blocks and their labels. Each field has a module of its own that weighs its sources;
//! here they are only called, so that the order of fields is the order of reading.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::Value;

use super::address::absolute;
use super::date::Locale;
use super::image::Placed;
use super::near::Near;
use super::{Head, Site, authors, image, language, published, section, source};
use crate::article::{Article, Image};
use crate::block::normal::normalise;
use crate::block::{Block, Cut};
use crate::classify::{Context, Verdict};
use crate::label::Label;
use crate::page::Page;
use crate::record::Record;
use crate::select::Root;

/// `<meta>` names of summaries, the most reliable first.
pub(crate) const DESCRIPTIONS: &[&str] = &["og:description", "description", "twitter:description"];

/// What metadata is gathered from.
#[derive(Debug)]
pub struct Sources<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    /// Its head.
    pub head: &'a Head,
    /// The names of its site.
    pub site: &'a Site,
    /// The object of the head that speaks of the article.
    pub article: Option<&'a Value>,
    /// Its blocks.
    pub cut: &'a Cut,
    /// Their labels.
    pub verdicts: &'a [Verdict],
    /// Where the article is.
    pub root: &'a Root,
    /// The headline, found before the blocks were judged.
    pub title: Option<&'a str>,
    /// The address of the record.
    pub url: Option<&'a str>,
    /// When it was fetched.
    pub fetched: Option<Timestamp>,
}

impl<'a> Sources<'a> {
    /// The sources of a judged page.
    pub fn new(
        page: &'a Page,
        (head, site): (&'a Head, &'a Site),
        context: &Context<'a>,
        verdicts: &'a [Verdict],
        record: &Record<'a>,
    ) -> Self {
        let (cut, root, title) = (context.cut, context.root, context.title);
        let article = head.main_article(title);
        let (url, fetched) = (record.url, record.fetched);
        Self { page, head, site, article, cut, verdicts, root, title, url, fetched }
    }

    /// The blocks to which the site's rule gave that label.
    pub(super) fn marked(&self, label: Label) -> impl Iterator<Item = &'a Block> {
        let (blocks, verdicts) = (&self.cut.blocks, self.verdicts);
        let marked =
            blocks.iter().zip(verdicts).filter(move |(_, it)| it.label == label && it.rule == "site-rule");
        marked.map(|(block, _)| block)
    }
}

/// What a page says about its article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The headline as a reader sees it.
    pub title: Option<String>,
    /// The persons, pen names and desks that sign the article.
    pub authors: Vec<String>,
    /// Where it was taken from.
    pub source: Option<String>,
    /// First publication, ISO 8601.
    pub published: Option<String>,
    /// Last change, ISO 8601.
    pub modified: Option<String>,
    /// The section of the site.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// The address that the page names as its own.
    pub canonical: Option<String>,
    /// The site as it calls itself.
    pub site_name: Option<String>,
    /// The pictures inside the article.
    pub images: Vec<Placed>,
    /// ISO 639-1 code of the text's language.
    pub language: Option<String>,
}

impl Metadata {
    /// Puts the fields into an article; pictures get their places where it is told at which nodes of the page its
    /// blocks begin.
    pub fn fill(self, article: &mut Article, nodes: Option<&[u32]>) {
        // A field can come from a table row, whose cells are parted by tabs: a field is one line.
        let line = |text: String| normalise(&text);
        article.title = self.title.map(line);
        article.authors = self.authors.into_iter().map(line).collect();
        article.source = self.source.map(line);
        article.published = self.published;
        article.modified = self.modified;
        article.section = self.section.map(line);
        article.tags = self.tags.into_iter().map(line).collect();
        article.description = self.description;
        article.canonical = self.canonical;
        article.site_name = self.site_name;
        let placed = |Placed { node, image }| {
            let before = nodes.map(|nodes| nodes.partition_point(|&at| at < node));
            let before = before.and_then(|at| u32::try_from(at).ok());
            Image { before, ..image }
        };
        article.images = self.images.into_iter().map(placed).collect();
        article.language = self.language;
    }
}

/// Gathers the metadata of a page.
pub fn gather(sources: &Sources<'_>) -> Metadata {
    let (head, site) = (sources.head, sources.site);
    let near = Near::of(sources);
    let kept = sources.cut.blocks.iter().zip(sources.verdicts).filter(|(_, verdict)| verdict.label.is_text());
    let sample = language::sample(kept.map(|(block, _)| block.text.as_str()));
    let language = language::language(&sample, head.lang.as_deref());
    let locale = locale(sources, language.as_deref());
    let authors = authors::authors(sources, &near, site);
    let dates = published::dates(sources, &near, &locale);
    Metadata {
        title: sources.title.map(str::to_owned),
        source: source::source(sources, &near, site, &authors),
        authors,
        published: dates.published.map(|stamp| stamp.iso()),
        modified: dates.modified.map(|stamp| stamp.iso()),
        section: section::section(sources, &near, site),
        tags: section::tags(sources, site),
        description: head.meta(DESCRIPTIONS).map(str::to_owned),
        canonical: canonical(sources),
        images: image::images(sources),
        site_name: site.name.clone(),
        language,
    }
}

fn canonical(sources: &Sources<'_>) -> Option<String> {
    let own = sources
        .head
        .canonical
        .as_deref()
        .or_else(|| sources.head.meta(&["og:url"]))
        .map(str::trim)
        .filter(|it| !it.is_empty())?;
    Some(absolute(own, sources.url)).filter(|url| url.starts_with("http"))
}

/// How dates are written on this page: by its language, its region and its host.
fn locale(sources: &Sources<'_>, language: Option<&str>) -> Locale {
    let declared = [sources.head.lang.as_deref(), sources.head.meta(&["og:locale"])];
    let region = |tag: &str| {
        let (_, region) = tag.split_once(['-', '_'])?;
        Some(region.to_ascii_uppercase())
    };
    let region = declared.into_iter().flatten().find_map(region);
    let url = sources.url.or(sources.head.canonical.as_deref());
    locale_of(language, region.as_deref(), url, sources.fetched)
}

/// How dates are written in a language, a region and on a host.
pub(super) fn locale_of(
    language: Option<&str>,
    region: Option<&str>,
    url: Option<&str>,
    now: Option<Timestamp>,
) -> Locale {
    let host = url.and_then(|url| url.split_once("://")?.1.split(['/', ':']).next());
    let end = host.and_then(|host| host.rsplit('.').next()).unwrap_or_default();
    #[rustfmt::skip]
    let day_first_end = matches!(
        end,
        "uk" | "au" | "nz" | "ie" | "in" | "za" | "sg" | "my" | "hk" | "ng" | "ke" | "pk" | "vn" | "eu" | "lk" | "bd"
    );
    let day_first_region = region.is_some_and(|it| !matches!(it, "US" | "PH" | "CA" | "EN" | "LATN"));
    let month_first = language == Some("en") && !day_first_end && !(day_first_region && end != "com");
    let vietnamese = language == Some("vi") || end == "vn";
    // One clock wherever the language is at home; Chinese papers elsewhere say so by their region.
    let hours = match language {
        _ if vietnamese => Some(7),
        Some("ja" | "ko") => Some(9),
        Some("zh") if !region.is_some_and(|it| matches!(it, "US" | "CA" | "AU" | "GB")) => Some(8),
        _ => None,
    };
    Locale { month_first, offset: hours.map(Offset::constant), now }
}
