//! After the heading of the comments nothing is article: comments read like body, so only their place tells them.

use super::{Context, Verdict};
use crate::block::{Block, Form, Hints};
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "after-comments";

/// So many words must have been kept before the heading: a page does not begin with its comments.
const MIN_WORDS_BEFORE: u32 = 80;

/// The heading of the comments is shorter than this, in words, where a name takes it for something else.
const MAX_HEADING_WORDS: u32 = 8;

/// What is counted is one word or, in Vietnamese, two ("bình luận").
const MAX_NOUN_WORDS: usize = 2;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let mut before = 0;
    let mut open = false;
    // The last block in an element named for comments.
    let named = |block: &Block| context.around.of(block).hints.has(Hints::COMMENT);
    let last = context.cut.blocks.iter().rposition(named);
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        if !context.inside(at) {
            continue;
        }
        let heads = before >= MIN_WORDS_BEFORE
            && !open
            && heads_comments(context, verdict, at)
            && !is_button(context, at, last);
        if heads {
            open = true;
            *verdict = Verdict { label: Label::Comment, ..verdict.clone() };
        } else if verdict.label.is_text() {
            if open {
                *verdict = Verdict::new(Label::Comment, NAME, "below the heading of the comments");
            } else {
                before += context.block(at).facts.words;
            }
        }
    }
}

/// Whether a block is the heading of the comments: by its rule, by its words where it was dropped for something else, or
/// by their number ("59 Comments on …").
fn heads_comments(context: &Context<'_>, verdict: &Verdict, at: usize) -> bool {
    if verdict.label == Label::Comment && verdict.rule == rules::CUE {
        return true;
    }
    let block = context.block(at);
    let says = |text: &str| context.cues.find(text).is_some_and(|cue| cue.label == Label::Comment);
    let counted = || {
        let (number, rest) = block.text.split_once(' ').unwrap_or_default();
        let number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let mut words = rest.match_indices(' ').map(|(end, _)| &rest[..end]).take(MAX_NOUN_WORDS);
        number && words.any(says)
    };
    match block.form {
        Form::Heading(_) if verdict.label.is_text() => counted(),
        _ if verdict.label.is_text() || block.facts.words > MAX_HEADING_WORDS => false,
        _ => verdict.label == Label::Related && block.link_density() < 0.5 && says(&block.text),
    }
}

/// Whether the block is a link to comments that stand further down, in elements named so: newsletters put such buttons
/// between their paragraphs.
fn is_button(context: &Context<'_>, at: usize, last: Option<usize>) -> bool {
    !matches!(context.block(at).form, Form::Heading(_))
        && context.link_density(at) > 0.9
        && last.is_some_and(|last| last > at)
}
