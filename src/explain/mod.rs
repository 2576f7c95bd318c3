//! Explain: a page with everything that was decided about it, as data for programs and for people.
//!
//! A [`Trace`] says what the data path decided; an [`Explanation`] adds in words where that stands on the page and what the
//! page's other sources say. It is made after the path has ended and decides nothing. [`text`](Explanation::text) and
//! [`html`](Explanation::html) show it; what is printed where, others know.

mod documentation;
mod element;
mod html;
mod said;
mod text;

use serde::Serialize;

use crate::article::Outcome;
use crate::decode::{self, Declared, Decoding};
use crate::error::Error;
use crate::extract::{Extractor, Trace};
use crate::label::Label;
use crate::meta::Head;
use crate::page::Page;
use crate::record::{Kind, Record};
use crate::sites::{self, Found, Missed};

pub use documentation::{documentation, documented};
#[cfg(feature = "serve")]
pub(crate) use html::{SCRIPT, STYLE};
#[cfg(feature = "cli")]
pub(crate) use text::short;
pub use text::{Line, Role};

/// A page, explained. Its JSON form is that of `tinsach explain --json`.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The address of the record.
    pub url: Option<String>,
    /// The host whose rules were asked: of the address, else of the one that the page names itself.
    pub host: Option<String>,
    /// `html` or `text`: how the record was read.
    pub input: &'static str,
    /// The encoding the bytes were read as; `None` when the record was Unicode already.
    pub encoding: Option<&'static str>,
    /// How the record became text: why that encoding was taken, what was declared instead, what was mended.
    pub decoded: Decoding,
    /// `article` or `no_article`.
    pub status: &'static str,
    /// Why there is no article.
    pub reason: Option<&'static str>,
    /// The rule that found the body, or `generic`.
    pub rule: String,
    /// How sure the extraction is, from 0 to 1; `None` without an article.
    pub confidence: Option<f64>,
    /// Limits that cut the page, by name.
    pub truncated: Vec<String>,
    /// Where the article is; `None` for lines.
    pub root: Option<RootFound>,
    /// What the site's rule found and missed.
    pub selectors: Selectors,
    /// The fields of the article, and who says what of each.
    pub fields: Vec<FieldSaid>,
    /// The blocks of the page in document order.
    pub blocks: Vec<BlockExplained>,
}

/// The root, in words.
#[derive(Clone, Debug, Serialize)]
pub struct RootFound {
    /// What chose it: `rule`, `score`, or `data` for a text that the page only carries.
    pub by: &'static str,
    /// Its elements with those around them, such as `div.page > div#body`.
    pub elements: Vec<String>,
    /// The sum of its blocks' worth, for one that the score chose.
    pub score: Option<f64>,
    /// Of a text that the page only carries: where.
    pub carried: Option<&'static str>,
}

/// What the selectors of a rule did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Selectors {
    /// Those that found something.
    pub found: Vec<SelectorFound>,
    /// The fields for which none did.
    pub missed: Vec<SelectorsMissed>,
}

/// A selector that found something.
#[derive(Clone, Debug, Serialize)]
pub struct SelectorFound {
    /// The field of the rule file.
    pub field: &'static str,
    /// The rule, or the family that it inherits from.
    pub rule: String,
    /// The layout of that rule, from 0.
    pub layout: usize,
    /// The selector.
    pub selector: String,
    /// How many elements it marked.
    pub nodes: usize,
}

/// A field whose selectors found nothing.
#[derive(Clone, Debug, Serialize)]
pub struct SelectorsMissed {
    /// The field of the rule file.
    pub field: &'static str,
    /// The rule.
    pub rule: String,
    /// The layout of that rule, from 0.
    pub layout: usize,
    /// The selectors that were tried.
    pub selectors: Vec<String>,
}

/// A field of the article.
#[derive(Clone, Debug, Serialize)]
pub struct FieldSaid {
    /// Its name in the output.
    pub field: &'static str,
    /// Its value; several authors or tags with `; ` between them.
    pub value: Option<String>,
    /// What the sources of the page say of it, in the order in which they are trusted.
    pub said: Vec<Saying>,
}

/// What one source says of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// The source: `JSON-LD headline`, `og:title`, `<h1>`.
    pub by: String,
    /// What it says.
    pub value: String,
    /// Whether that is what was chosen.
    pub agrees: bool,
}

/// A block with its verdict.
#[derive(Clone, Debug, Serialize)]
pub struct BlockExplained {
    /// Whether it is in the text of the article.
    pub kept: bool,
    /// What it is.
    pub label: Label,
    /// The rule or pass that decided.
    pub rule: &'static str,
    /// What the rule saw.
    pub evidence: String,
    /// How likely the scorer found it to be article text, from 0 to 1; `None` where it did not look.
    pub score: Option<f32>,
    /// Its element with those around it; `None` for lines.
    pub element: Option<String>,
    /// For lines: first and last, from 1.
    pub lines: Option<(u32, u32)>,
    /// Its text.
    pub text: String,
}

/// Cleans a page and tells everything about it. Parses it a second time, so it is not for dumps.
///
/// # Errors
/// As [`Extractor::trace`].
pub fn explain(extractor: &Extractor, record: &Record<'_>) -> Result<Explanation, Error> {
    let trace = extractor.trace(record)?;
    let decoded = decode::decode(record, extractor.options())?;
    let page = (decoded.kind != Kind::Text).then(|| Page::parse(&decoded.text, extractor.options().limits()));
    let article = trace.outcome.article();
    let reason = match trace.outcome {
        Outcome::NoArticle { reason } => Some(reason.name()),
        Outcome::Article(_) => None,
    };
    // The nodes of a text that the page only carries are those of another page.
    let shown = page.as_ref().filter(|_| trace.root.carried.is_none());
    let head = page.as_ref().map(Head::read).unwrap_or_default();
    Ok(Explanation {
        url: record.url.map(str::to_owned),
        host: record.url.or_else(|| head.address()).and_then(sites::host_of),
        input: if page.is_some() { "html" } else { "text" },
        encoding: trace.decoded.encoding,
        decoded: decoding(&trace, record),
        status: if article.is_some() { "article" } else { "no_article" },
        reason,
        rule: article
            .map(|it| it.rule.clone())
            .or_else(|| trace.spoke.rule.clone())
            .unwrap_or_else(|| "generic".into()),
        confidence: article.map(|it| it.confidence),
        truncated: article.map(|it| it.truncated.clone()).unwrap_or_default(),
        root: page.as_ref().map(|_| root(&trace, shown)),
        selectors: Selectors {
            found: trace.spoke.found.iter().map(found).collect(),
            missed: trace.spoke.missed.iter().map(missed).collect(),
        },
        fields: article.map(|article| said::fields(article, &head, &trace)).unwrap_or_default(),
        blocks: blocks(extractor, &trace, shown),
    })
}

/// How the record became text, with a wrong declaration that the path did not have to look at.
fn decoding(trace: &Trace, record: &Record<'_>) -> Decoding {
    let wrong = || {
        let named = |it: &Declared| {
            trace.decoded.encoding.is_some_and(|encoding| decode::is_label_of(&it.label, encoding))
        };
        decode::declared(record).filter(|it| !named(it))
    };
    Decoding { declared: trace.decoded.declared.clone().or_else(wrong), ..trace.decoded.clone() }
}

fn root(trace: &Trace, page: Option<&Page>) -> RootFound {
    let root = &trace.root;
    let by = match (root.carried, root.by_rule) {
        (Some(_), _) => "data",
        (None, true) => "rule",
        (None, false) => "score",
    };
    let path = |range: &(u32, u32)| Some(element::path(page?.node(range.0.min(page?.len().checked_sub(1)?))));
    RootFound {
        by,
        elements: root.ranges.iter().filter_map(path).collect(),
        score: (by == "score").then_some(root.score),
        carried: root.carried,
    }
}

fn found(found: &Found) -> SelectorFound {
    let Found { field, rule, layout, selector, nodes } = found;
    let (rule, selector) = (rule.clone(), selector.clone());
    SelectorFound { field: field.name(), rule, layout: *layout, selector, nodes: *nodes }
}

fn missed(missed: &Missed) -> SelectorsMissed {
    let Missed { field, rule, layout, selectors } = missed;
    let (rule, selectors) = (rule.clone(), selectors.clone());
    SelectorsMissed { field: field.name(), rule, layout: *layout, selectors }
}

fn blocks(extractor: &Extractor, trace: &Trace, page: Option<&Page>) -> Vec<BlockExplained> {
    let labels = &extractor.options().text_labels;
    let is_article = trace.outcome.article().is_some();
    let all = trace.cut.blocks.iter().zip(&trace.verdicts).enumerate();
    all.map(|(at, (block, verdict))| {
        let node = block.markup.map(|markup| markup.node);
        BlockExplained {
            kept: is_article && labels.contains(&verdict.label),
            label: verdict.label,
            rule: verdict.rule,
            evidence: verdict.evidence.to_string(),
            score: trace.scores.likely.get(at).copied().flatten(),
            element: node.zip(page).map(|(node, page)| element::path(page.node(node))),
            lines: block.markup.is_none().then_some(block.at),
            text: block.text.clone(),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests;
