//! Headings that a rule took for something else and that have running text below them: sub-headings.
//!
//! A heading that links to what it is about, one whose words are also a word of menus ("About", "Giới thiệu"), one that
//! begins like the heading of a list of other articles and one that repeats the headline further down look like parts of
//! the page's frame. What stands below tells: a menu and a list of other articles have no paragraphs.

use std::collections::BTreeMap;

use super::related::body_parent;
use super::{Context, Verdict, edges};
use crate::block::Form;
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "heading-with-text";

/// So many blocks below a heading that begins like a cue are looked at, and so many of them have to be running text.
const BELOW: usize = 4;
const MIN_RUNNING: usize = 2;

/// Running text has so many words.
const RUNNING_WORDS: u32 = 12;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    misread(context, verdicts);
    begun_like_cues(context, verdicts);
}

/// Headings dropped for their link, their name or their words, with the main text right below them.
fn misread(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let main = edges::main_blocks(context, verdicts);
    let Some(first) = main.iter().position(|&it| it) else { return };
    let found: Vec<usize> = (0..verdicts.len())
        .filter(|&at| context.inside(at) && !verdicts[at].label.is_text())
        .filter(|&at| is_heading(context, verdicts, &main[..], (first, at)))
        .collect();
    // A lone linked heading is the link to another article: the page must have another built alike.
    let mut alike: BTreeMap<u32, usize> = BTreeMap::new();
    let kept =
        (0..verdicts.len()).filter(|&at| verdicts[at].label == Label::Subheading && context.inside(at));
    for at in kept.chain(found.iter().copied()) {
        *alike.entry(style(context, at)).or_default() += 1;
    }
    for at in found {
        if verdicts[at].rule != rules::LINK_DENSITY || alike[&style(context, at)] > 1 {
            verdicts[at] = Verdict::new(Label::Subheading, NAME, "running text below it");
        }
    }
}

/// Headings that begin like a cue ("More on the harbour", "Sobre la autora de las cartas"), where the running text goes
/// on below them in its own container.
fn begun_like_cues(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let Some(body) = body_parent(context, verdicts) else { return };
    for at in 0..verdicts.len() {
        let verdict = &verdicts[at];
        let label = matches!(
            verdict.label,
            Label::SectionHeading | Label::InlineRelated | Label::Tag | Label::Source | Label::Caption
        );
        if verdict.rule == rules::CUE && label && goes_on(context, verdicts, at, body) {
            verdicts[at] = Verdict::new(Label::Subheading, NAME, "the text goes on below");
        }
    }
}

/// Whether the block is a heading of more than a cue, with running text directly below it in the body's container.
fn goes_on(context: &Context<'_>, verdicts: &[Verdict], at: usize, body: u32) -> bool {
    let block = context.block(at);
    let plain = block.markup.is_some_and(|markup| markup.parent == body && markup.links == 0);
    if !plain
        || !matches!(block.form, Form::Heading(_))
        || context.cues.find(&block.text).is_none_or(|it| it.whole)
    {
        return false;
    }
    let running = |at: usize| {
        let facts = context.block(at).facts;
        verdicts[at].label.is_text()
            && facts.words >= RUNNING_WORDS
            && facts.stops > 0
            && context.link_density(at) < 0.3
    };
    let end = verdicts.len().min(at + 1 + BELOW);
    at + 1 < end && running(at + 1) && (at + 1..end).filter(|&at| running(at)).count() >= MIN_RUNNING
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
