//! Assemble: from verdicts to an outcome.

use crate::article::{Article, ArticleBlock, Outcome, Reason};
use crate::block::normal::normalise;
use crate::block::{Block, Form};
use crate::classify::{self, Context, Verdict};
use crate::decode::Decoded;
use crate::label::Label;
use crate::meta::Metadata;
use crate::record::{Options, Record};

/// What an article is assembled from beside its blocks.
pub(crate) struct Assembly<'a> {
    /// Why there is no article, if there is none.
    pub(crate) absent: Option<Reason>,
    /// Title, authors, dates …
    pub(crate) metadata: Metadata,
    /// The rule that spoke.
    pub(crate) rule: &'a str,
    /// Whether a limit cut the tree.
    pub(crate) truncated: bool,
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
    let blocks: Vec<ArticleBlock> =
        kept.map(|(at, verdict)| kept_block(context.block(at), verdict.label)).collect();
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
        encoding: decoded.encoding.map(str::to_owned),
        truncated: if assembly.truncated { vec!["nodes".to_owned()] } else { Vec::new() },
        confidence: classify::confidence(context, verdicts),
        ..Article::default()
    };
    assembly.metadata.fill(&mut article);
    Outcome::Article(article)
}

/// The lead's blocks, one a line.
fn lead(blocks: &[ArticleBlock]) -> Option<String> {
    let texts: Vec<&str> =
        blocks.iter().filter(|block| block.label == Label::Lead).map(|block| block.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

fn kept_block(block: &Block, label: Label) -> ArticleBlock {
    let (level, ordered) = match (label, block.form) {
        (Label::Subheading, Form::Heading(level)) => (Some(level.max(2)), None),
        (Label::List, Form::ListItem { depth, ordered }) => (Some(depth), Some(ordered)),
        _ => (None, None),
    };
    let lines = block.markup.is_none().then_some(block.at);
    // A block that is kept as something else than its form has the text of what it is kept as: one line.
    let text = match label {
        Label::Code | Label::Table => block.text.clone(),
        _ if block.text.contains(['\n', '\t']) => normalise(&block.text),
        _ => block.text.clone(),
    };
    ArticleBlock { label, text, level, ordered, lines }
}
