//! Lists as wholes: an entry that is all link belongs to the article when its list does.
//!
//! A list belongs where it stands between paragraphs of the article, below a kept block, and other entries of it were
//! kept, or where the sentence above announces it with a colon.

use super::{Context, Verdict, edges};
use crate::block::Form;
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "list-entry";

/// A list of nothing but links has at least so many entries; one or two links below a colon are "read also".
const MIN_ENTRIES: usize = 3;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let main = edges::main_blocks(context, verdicts);
    let (Some(first), Some(last)) = (main.iter().position(|&it| it), main.iter().rposition(|&it| it)) else {
        return;
    };
    let mut at = first + 1;
    while at < last {
        let end = list_end(context, at);
        if end > at && belongs(context, verdicts, at, end) {
            for verdict in verdicts[at..end].iter_mut().filter(|it| is_linked(it)) {
                *verdict = Verdict::new(Label::List, NAME, "like the other entries of its list");
            }
        }
        at = end.max(at + 1);
    }
}

/// One past the last entry of the list that begins here; `at` itself when none does.
fn list_end(context: &Context<'_>, at: usize) -> usize {
    let entry = |at: usize| matches!(context.block(at).form, Form::ListItem { .. });
    let mut end = at;
    while end < context.cut.blocks.len() && entry(end) && context.inside(end) {
        if end > at && !alike(context, end - 1, end) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether two entries are of one list: in one element, or built alike.
fn alike(context: &Context<'_>, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (context.markup(one), context.markup(other)) else { return false };
    one.parent == other.parent || one.style == other.style
}

/// Whether an entry was dropped for its link.
fn is_linked(verdict: &Verdict) -> bool {
    matches!(verdict.rule, rules::LINK_DENSITY | rules::CARD)
}

/// Whether the list is a part of the article.
fn belongs(context: &Context<'_>, verdicts: &[Verdict], at: usize, end: usize) -> bool {
    let above = &verdicts[at - 1];
    let announced = above.label.is_text() && context.block(at - 1).text.ends_with([':', '：']);
    let kept = verdicts[at..end].iter().filter(|it| it.label.is_text()).count();
    let linked = verdicts[at..end].iter().filter(|it| is_linked(it)).count();
    let below = above.label.is_text() || above.label == Label::Caption;
    if kept + linked < end - at || linked == 0 || is_contents(context, at, end) {
        return false;
    }
    below && kept > 0 || announced && linked >= MIN_ENTRIES
}

/// Whether most entries are headings of the page: a table of contents.
fn is_contents(context: &Context<'_>, at: usize, end: usize) -> bool {
    let heading = |key: &String| {
        let blocks = context.cut.blocks.iter().zip(context.keys).skip(end);
        blocks
            .into_iter()
            .any(|(block, it)| matches!(block.form, Form::Heading(_)) && it.ends_with(key.as_str()))
    };
    (at..end).filter(|&at| heading(&context.keys[at])).count() * 2 > end - at
}
