//! Assemble: from verdicts to an outcome.

use crate::article::{Article, ArticleBlock, Outcome, Reason};
use crate::block::{Block, Form};
use crate::classify::{Context, Verdict};
use crate::label::Label;
use crate::record::Options;

/// Makes the outcome of a page out of its verdicts.
pub(crate) fn assemble(context: &Context<'_>, verdicts: &[Verdict], options: &Options) -> Outcome {
    let kept = verdicts.iter().enumerate().filter(|(_, verdict)| options.keeps(verdict.label));
    let blocks: Vec<ArticleBlock> = kept.map(|(at, verdict)| kept_block(context.block(at), verdict.label)).collect();
    let chars: usize = blocks.iter().map(|block| block.text.chars().count()).sum();
    if chars < options.min_text {
        let reason = if chars == 0 { Reason::Empty } else { Reason::TooShort };
        return Outcome::NoArticle { reason };
    }
    let lead = blocks.iter().find(|block| block.label == Label::Lead).map(|block| block.text.clone());
    Outcome::Article(Article { title: context.title.map(str::to_owned), lead, blocks, ..Article::default() })
}

fn kept_block(block: &Block, label: Label) -> ArticleBlock {
    let (level, ordered) = match (label, block.form) {
        (Label::Subheading, Form::Heading(level)) => (Some(level.max(2)), None),
        (Label::List, Form::ListItem { depth, ordered }) => (Some(depth), Some(ordered)),
        _ => (None, None),
    };
    let lines = block.markup.is_none().then_some(block.at);
    ArticleBlock { label, text: block.text.clone(), level, ordered, lines }
}
