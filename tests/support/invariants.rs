//! What holds for every outcome, however broken its page: asked by the properties, the fuzz targets and the soak alike.
#![allow(dead_code, reason = "each of those who include this file needs other parts of it")]

use tinsach::page::Page;
use tinsach::{Article, BlockMarkup, Label, Options, Outcome, Trace};
use unicode_normalization::is_nfc;

/// Elements that the HTML form may hold: those of its list, and those that a parser adds around them. Written out, since a list
/// that came from the code would allow whatever the code does.
const ELEMENTS: [&str; 32] = [
    "html",
    "head",
    "body",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "pre",
    "code",
    "figure",
    "img",
    "figcaption",
    "cite",
    "a",
    "strong",
    "em",
    "br",
    "section",
];

/// Attributes that the HTML form may hold.
const ATTRIBUTES: [&str; 8] = ["lang", "href", "rel", "src", "alt", "start", "value", "class"];

/// Limits that `truncated` can name.
const LIMITS: [&str; 4] = ["bytes", "nodes", "depth", "attributes"];

/// What is wrong with a trace, if anything is: `Err` says what.
pub(crate) fn check(trace: &Trace, options: &Options) -> Result<(), String> {
    let (blocks, verdicts) = (trace.cut.blocks.len(), trace.verdicts.len());
    demand(blocks == verdicts, || format!("{verdicts} verdicts of {blocks} blocks"))?;
    let Outcome::Article(article) = &trace.outcome else { return Ok(()) };
    let kept = trace.verdicts.iter().filter(|verdict| options.keeps(verdict.label));
    let labels = article.blocks.iter().map(|block| block.label);
    demand(kept.map(|verdict| verdict.label).eq(labels), || {
        "the article has other blocks than the verdicts".into()
    })?;
    check_article(article)
}

/// What is wrong with an article, if anything is.
pub(crate) fn check_article(article: &Article) -> Result<(), String> {
    article.blocks.iter().try_for_each(|block| {
        check_text(block.label, &block.text)?;
        let chars = u32::try_from(block.text.chars().count()).unwrap_or(u32::MAX);
        block.markup.as_deref().map_or(Ok(()), |markup| check_markup(markup, chars))
    })?;
    let text = article.text();
    demand(is_nfc(&text), || "the text is not NFC".into())?;
    check_fields(article)?;
    demand((0.0..=1.0).contains(&article.confidence), || format!("confidence {}", article.confidence))?;
    let unknown = article.truncated.iter().find(|limit| !LIMITS.contains(&limit.as_str()));
    demand(unknown.is_none(), || format!("cut by {unknown:?}"))?;
    let blocks = article.blocks.len();
    let beyond = article.images.iter().filter_map(|image| image.before).find(|&at| at as usize > blocks);
    demand(beyond.is_none(), || format!("a picture before block {beyond:?} of {blocks}"))
}

fn demand(is_so: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(message()) }
}

/// The kept text is in normal form, and what it holds beside letters is what its label allows.
fn check_text(label: Label, text: &str) -> Result<(), String> {
    demand(is_nfc(text), || format!("{label}: not NFC: {text:?}"))?;
    let allowed = |c: char| match label {
        // Code keeps its white space: indentation by tabs is part of it.
        Label::Code => matches!(c, '\n' | '\t'),
        Label::Table => c == '\t',
        _ => false,
    };
    let control = text.chars().find(|&c| c.is_control() && !allowed(c));
    demand(control.is_none(), || format!("{label}: {control:?} in {text:?}"))?;
    demand(!text.trim().is_empty(), || format!("{label}: an empty block"))
}

fn check_markup(markup: &BlockMarkup, chars: u32) -> Result<(), String> {
    let links = markup.links.iter().map(|link| (link.start, link.end));
    let emphasis = markup.emphasis.iter().map(|span| (span.start, span.end));
    let outside = links.chain(emphasis).find(|(start, end)| start >= end || *end > chars);
    demand(outside.is_none(), || format!("a span {outside:?} of {chars} characters"))
}

fn check_fields(article: &Article) -> Result<(), String> {
    let fields = [
        &article.title,
        &article.lead,
        &article.description,
        &article.section,
        &article.source,
        &article.site_name,
        &article.published,
        &article.modified,
        &article.language,
    ];
    let lists = [&article.authors, &article.tags];
    let captions = article.images.iter().flat_map(|it| [&it.alt, &it.caption, &it.credit]).flatten();
    let all = fields.into_iter().flatten().chain(lists.into_iter().flatten()).chain(captions);
    let bad = all.into_iter().find(|it| !is_nfc(it) || it.contains(|c: char| c.is_control() && c != '\n'));
    demand(bad.is_none(), || format!("a field: {bad:?}"))
}

/// Blocks of a flattened text tell lines of it, which do not begin before the last of the block above: a line on which
/// a flattener glued several blocks is that of each.
pub(crate) fn check_lines(article: &Article, lines: usize) -> Result<(), String> {
    let count = u32::try_from(lines).unwrap_or(u32::MAX);
    let mut before = 1;
    for block in &article.blocks {
        let (first, last) = block.lines.ok_or_else(|| format!("no lines: {block:?}"))?;
        demand(before <= first && first <= last && last <= count, || {
            format!("lines {before} <= {first} <= {last} <= {count}")
        })?;
        before = last;
    }
    Ok(())
}

/// The HTML form, read as a browser would, holds no element, no attribute and no address beside those of its list.
pub(crate) fn check_html(html: &str) -> Result<(), String> {
    let page = Page::parse(html, usize::MAX);
    for node in page.nodes().filter(|node| !node.name().is_empty()) {
        let name = node.name();
        demand(ELEMENTS.contains(&name), || format!("<{name}> in {html:?}"))?;
        for (attribute, value) in node.attributes() {
            demand(ATTRIBUTES.contains(&attribute), || format!("{name} {attribute}={value:?}"))?;
            let is_address = matches!(attribute, "href" | "src");
            let scheme = value.trim_start().split(':').next().unwrap_or_default().to_ascii_lowercase();
            let is_web = matches!(scheme.as_str(), "http" | "https" | "mailto");
            // A picture whose address is none of the web's has none at all.
            demand(!is_address || is_web || value.is_empty(), || format!("{attribute}={value:?}"))?;
        }
    }
    Ok(())
}
