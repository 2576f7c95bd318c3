//! Posts of social networks that a page quotes whole, known by the line below them: "— Name (@account) December 5".
//!
//! Elements named for the network are known by their names; where a page's template renames them, this line is left.

use super::{Context, Verdict};
use crate::block::{Block, Form};
use crate::label::Label;

pub(super) const NAME: &str = "quoted-post";

/// Name, account and day have at most so many words.
const MAX_WORDS: u32 = 25;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    for at in 0..verdicts.len() {
        if !is_signed(context.block(at)) {
            continue;
        }
        let first = (0..at).rev().take_while(|&above| is_of_post(context, above, at)).last().unwrap_or(at);
        for verdict in verdicts[first..=at].iter_mut().filter(|verdict| verdict.label.is_text()) {
            *verdict = Verdict::new(Label::Widget, NAME, "signed with an account and a linked day");
        }
    }
}

/// Whether a block is the last line of a post: it ends with the account and a link, the day.
fn is_signed(block: &Block) -> bool {
    if block.form != Form::Quote || block.markup.is_none_or(|markup| markup.links == 0) {
        return false;
    }
    let Some(line) = block.text.rfind('—').map(|dash| &block.text[dash..]) else { return false };
    let account = line.find("(@").is_some_and(|open| line[open..].contains(')'));
    let dated = line.ends_with(|c: char| c.is_ascii_digit());
    account && dated && line.split(' ').count() <= MAX_WORDS as usize
}

/// Whether a block stands in the quotation that the line ends.
fn is_of_post(context: &Context<'_>, above: usize, line: usize) -> bool {
    let (Some(block), Some(end)) = (context.markup(above), context.markup(line)) else { return false };
    let one = block.parent == end.node || block.node == end.node;
    // Where the line is a paragraph as the others are, they have one parent.
    let beside = block.parent == end.parent && context.block(above).form == Form::Quote;
    (one || beside) && !is_signed(context.block(above))
}
