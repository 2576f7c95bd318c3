//! What trails after the last running text: sub-headings without a text, headlines with their summaries, imprints.

use super::{Context, Verdict};
use crate::block::Form;
use crate::block::text::ends_in_colon;
use crate::label::Label;

pub(super) const NAME: &str = "tail";

/// A linked headline with its summary in one block is at most this long, in words.
const MAX_CARD_WORDS: u32 = 60;

/// The headline of such a block has at least so many characters inside its link, white space left out.
const MIN_HEADLINE_CHARS: u32 = 18;

/// So many characters may stand before the link: "1. ".
const MAX_BEFORE_LINK: u32 = 4;

/// Before the first of the list also its heading: "Đọc nhiều 1. ".
const MAX_BEFORE_FIRST_LINK: u32 = 24;

/// One such block at the end may be a paragraph; two or more are a list of other articles.
const MIN_CARDS: usize = 2;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let mut cards: Vec<usize> = Vec::new();
    let mut announced = false;
    for at in (0..verdicts.len()).rev() {
        if !verdicts[at].label.is_text() || !context.inside(at) {
            continue;
        }
        if verdicts[at].label == Label::Subheading && cards.is_empty() {
            verdicts[at] = Verdict::new(Label::SectionHeading, NAME, "a heading with nothing below it");
        } else if is_linked_card(
            context,
            at,
            if cards.len() < MIN_CARDS { MAX_BEFORE_LINK } else { MAX_BEFORE_FIRST_LINK },
        ) {
            cards.push(at);
        } else {
            // A heading right above the cards is theirs.
            if verdicts[at].label == Label::Subheading && cards.len() >= MIN_CARDS {
                verdicts[at] = Verdict::new(Label::SectionHeading, NAME, "a heading above linked headlines");
            }
            // "Here are a few:" announces them: then they are what the article is about.
            announced = ends_in_colon(&context.block(at).text);
            break;
        }
    }
    if cards.len() >= MIN_CARDS && !announced {
        for at in cards {
            verdicts[at] = Verdict::new(Label::Related, NAME, "one of the linked headlines at the end");
        }
    }
}

/// Whether a block begins with a linked headline and goes on with a short summary.
fn is_linked_card(context: &Context<'_>, at: usize, before_link: u32) -> bool {
    let block = context.block(at);
    let Some(markup) = block.markup else { return false };
    let density = markup.link_density();
    !matches!(block.form, Form::TableRow | Form::Code | Form::Heading(_))
        && block.facts.words <= MAX_CARD_WORDS
        && markup.link_at <= before_link
        && markup.link_chars >= MIN_HEADLINE_CHARS
        && density > 0.2
        && density < 0.9
}
