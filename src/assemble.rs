//! Assemble: from verdicts to an outcome.

use crate::article::{Article, ArticleBlock, BlockMarkup, EmphasisSpan, LinkSpan, Outcome, Reason};
use crate::block::inline::collapse_map;
use crate::block::normal::normalise;
use crate::block::{Block, Form, Inline};
use crate::classify::model::Scores;
use crate::classify::{self, Context, Verdict};
use crate::decode::{Decoded, tones};
use crate::label::Label;
use crate::meta::{self, Metadata};
use crate::page::limits::LimitsHit;
use crate::record::{Options, Record, Tones};

/// What an article is assembled from beside its blocks.
pub(crate) struct Assembly<'a> {
    /// Why there is no article, if there is none.
    pub(crate) absent: Option<Reason>,
    /// Title, authors, dates …
    pub(crate) metadata: Metadata,
    /// What relative links count from.
    pub(crate) base: Option<&'a str>,
    /// The rule that spoke.
    pub(crate) rule: &'a str,
    /// How likely the scorer found each block to be text.
    pub(crate) scores: &'a Scores,
    /// Which limits cut the tree.
    pub(crate) limits_hit: LimitsHit,
}

/// Makes the outcome of a page out of its verdicts.
pub(crate) fn assemble(
    context: &Context<'_>,
    verdicts: &[Verdict],
    assembly: Assembly<'_>,
    (record, decoded, options): (&Record<'_>, &Decoded<'_>, &Options),
) -> Outcome {
    if let Some(reason) = assembly.absent {
        return Outcome::NoArticle { reason };
    }
    let kept = verdicts.iter().enumerate().filter(|(_, verdict)| options.keeps(verdict.label));
    let kept: Vec<(&Block, Label)> = kept.map(|(at, verdict)| (context.block(at), verdict.label)).collect();
    let blocks: Vec<ArticleBlock> =
        kept.iter().map(|(block, label)| kept_block(block, *label, assembly.base)).collect();
    let chars: usize = blocks.iter().map(|block| block.text.chars().count()).sum();
    if chars < options.min_text {
        let reason = if chars == 0 { Reason::Empty } else { Reason::TooShort };
        return Outcome::NoArticle { reason };
    }
    let mut article = Article {
        url: record.url.map(str::to_owned),
        rule: assembly.rule.to_owned(),
        lead: lead(&blocks),
        blocks,
        encoding: decoded.decoding.encoding.map(str::to_owned),
        truncated: assembly.limits_hit.each().map(|limit| limit.name().to_owned()).collect(),
        confidence: classify::confidence(context, verdicts, assembly.scores),
        ..Article::default()
    };
    let nodes: Vec<u32> = kept.iter().map(|(block, _)| block.at.0).collect();
    assembly.metadata.fill(&mut article, options.markup.then_some(nodes.as_slice()));
    // Where the tones of another language stand is its own business.
    if options.tones == Tones::Classic && article.language.as_deref() == Some("vi") {
        tones::place(&mut article);
    }
    Outcome::Article(article)
}

/// The lead's blocks, one a line.
fn lead(blocks: &[ArticleBlock]) -> Option<String> {
    let texts: Vec<&str> =
        blocks.iter().filter(|block| block.label == Label::Lead).map(|block| block.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

fn kept_block(block: &Block, label: Label, base: Option<&str>) -> ArticleBlock {
    let (level, ordered) = match (label, block.form) {
        (Label::Subheading, Form::Heading(level)) => (Some(level.max(2)), None),
        (Label::List, Form::ListItem { depth, ordered }) => (Some(depth), Some(ordered)),
        _ => (None, None),
    };
    let lines = block.markup.is_none().then_some(block.at);
    // A block that is kept as something else than its form has the text of what it is kept as: one line.
    let one_line = !matches!(label, Label::Code | Label::Table)
        && memchr::memchr2(b'\n', b'\t', block.text.as_bytes()).is_some();
    let text = if one_line { normalise(&block.text) } else { block.text.clone() };
    let inline = block.inline.as_deref().map(|inline| {
        let map = one_line.then(|| collapse_map(&block.text));
        inline.clone().mapped(|at| map.as_ref().map_or(at, |map| map[at.min(block.text.len())]))
    });
    let markup = inline.map(|inline| Box::new(markup(inline, &text, base)));
    ArticleBlock { label, text, level, ordered, lines, markup }
}

/// The same in characters, with absolute addresses.
fn markup(inline: Inline, text: &str, base: Option<&str>) -> BlockMarkup {
    let mut chars = vec![0; text.len() + 1];
    let mut count = 0_u32;
    for (at, _) in text.char_indices() {
        chars[at] = count;
        count += 1;
    }
    chars[text.len()] = count;
    let place = |at: usize| chars.get(at).copied().unwrap_or(count);
    let links = inline.links.into_iter().map(|(start, end, href)| LinkSpan {
        start: place(start),
        end: place(end),
        href: meta::absolute(&href, base),
    });
    let emphasis = inline.emphasis.into_iter().map(|(start, end, kind)| EmphasisSpan {
        start: place(start),
        end: place(end),
        kind,
    });
    BlockMarkup {
        links: links.collect(),
        emphasis: emphasis.collect(),
        breaks: inline.breaks.into_iter().map(place).collect(),
        number: inline.number,
        anchor: inline.anchor,
        continued: inline.continued,
        column: inline.column,
        header: inline.header,
        first: inline.first,
        language: inline.language,
    }
}
