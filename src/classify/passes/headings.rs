//! Headings that a rule took for something else and that have running text below them: sub-headings.
//!
//! A heading that links to what it is about, one whose words are also a word of menus ("About", "Giới thiệu") and one
//! that repeats the headline further down look like parts of the page's frame. What stands below tells: a menu and a
//! list of other articles have no paragraphs.

use super::{Context, Verdict, edges};
use crate::block::Form;
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "heading-with-text";

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let main = edges::main_blocks(context, verdicts);
    let Some(first) = main.iter().position(|&it| it) else { return };
    let found: Vec<usize> = (0..verdicts.len())
        .filter(|&at| context.inside(at) && !verdicts[at].label.is_text())
        .filter(|&at| is_heading(context, verdicts, &main[..], (first, at)))
        .collect();
    let styles: Vec<u32> = found.iter().map(|&at| style(context, at)).collect();
    for &at in &found {
        let alike = styles.iter().filter(|&&it| it == style(context, at)).count() > 1;
        if verdicts[at].rule != rules::LINK_DENSITY || alike || has_like(context, verdicts, at) {
            verdicts[at] = Verdict::new(Label::Subheading, NAME, "running text below it");
        }
    }
}

/// Whether a dropped heading is one of the text, as far as the blocks beside it tell.
fn is_heading(
    context: &Context<'_>,
    verdicts: &[Verdict],
    main: &[bool],
    (first, at): (usize, usize),
) -> bool {
    let Form::Heading(level) = context.block(at).form else { return false };
    match verdicts[at].rule {
        rules::LINK_DENSITY => first < at && main.get(at + 1) == Some(&true) && !below_link(verdicts, at),
        rules::CUE => {
            matches!(verdicts[at].label, Label::Nav | Label::Share | Label::Footer)
                && has_text(context, main, at)
        }
        // Themes name headings for what they lead to ("scroll-nav", "share-anchor"); one that also says so is none.
        rules::HINT => {
            let named = matches!(verdicts[at].label, Label::Nav | Label::Share | Label::Dateline);
            named
                && first < at
                && main.get(at + 1) == Some(&true)
                && context.cues.find(&context.block(at).text).is_none()
        }
        // The headline stands above the text; a level-1 heading is the headline anywhere.
        rules::TITLE => first < at && level > 1 && has_text(context, main, at),
        _ => false,
    }
}

/// Whether the page has a kept sub-heading built alike: a lone linked heading is the link to another article.
fn has_like(context: &Context<'_>, verdicts: &[Verdict], at: usize) -> bool {
    (0..verdicts.len()).any(|other| {
        other != at
            && verdicts[other].label == Label::Subheading
            && context.inside(other)
            && style(context, other) == style(context, at)
    })
}

fn style(context: &Context<'_>, at: usize) -> u32 {
    context.markup(at).map_or(0, |markup| markup.style)
}

/// Whether running text of the article follows, or a sub-heading with such text.
fn has_text(context: &Context<'_>, main: &[bool], at: usize) -> bool {
    let heading = |at: usize| matches!(context.block(at).form, Form::Heading(_));
    let is_main = |at: usize| main.get(at).is_some_and(|&main| main);
    is_main(at + 1) || (is_main(at + 2) && heading(at + 1))
}

/// Whether the block above is a link of its own: then the heading may be the next of a list.
fn below_link(verdicts: &[Verdict], at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|above| matches!(verdicts[above].label, Label::InlineRelated | Label::Related))
}
