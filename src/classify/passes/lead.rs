//! The lead: between the headline and the body, inside the root or before it.

use super::{Context, Verdict};
use crate::block::{Form, Hints, Region};
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "lead";

/// A lead has at least so many words.
const MIN_WORDS: u32 = 8;

/// And at most so many.
const MAX_WORDS: u32 = 160;

/// The description is compared by so many characters, since many pages cut it off; shorter than this it is a phrase.
const COMPARED: usize = 60;
const MIN_DESCRIPTION: usize = 30;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    if verdicts.iter().any(|verdict| verdict.label == Label::Lead) {
        return;
    }
    let Some(first) = (0..verdicts.len()).find(|&at| verdicts[at].label.is_text()) else { return };
    if context.site.first_paragraph_lead {
        verdicts[first] = Verdict::new(Label::Lead, NAME, "the first paragraph, by the site's rule");
        return;
    }
    let title = (0..first).rev().find(|&at| verdicts[at].label == Label::Title);
    let from = title.map_or(first.saturating_sub(12), |at| at + 1);
    // A carried text has the teaser that the page shows of it as well.
    let carried = context.root.carried.is_some();
    let repeated = |at: usize| {
        let lead = &context.keys[at];
        carried
            && (first..verdicts.len())
                .take(3)
                .any(|below| verdicts[below].label.is_text() && context.keys[below].starts_with(lead))
    };
    let found =
        (from..first).find(|&at| can_be_lead(context, &verdicts[at], at, title.is_some()) && !repeated(at));
    if let Some(at) = found {
        verdicts[at] = Verdict::new(Label::Lead, NAME, "between headline and body");
    } else if context.block(first).facts.words >= MIN_WORDS && named(context, first) {
        verdicts[first] = Verdict::new(Label::Lead, NAME, "the first paragraph, named so");
    } else if is_description(context, first) && styled(context, verdicts, first) {
        verdicts[first] = Verdict::new(
            Label::Lead,
            NAME,
            "the first paragraph, in a style of its own, and the description",
        );
    } else if set_off(context, verdicts, first) {
        verdicts[first] = Verdict::new(Label::Lead, NAME, "the first paragraph, alone in bold");
    }
}

/// Whether a block before the first kept one is the lead.
fn can_be_lead(context: &Context<'_>, verdict: &Verdict, at: usize, after_title: bool) -> bool {
    let block = context.block(at);
    let words = block.facts.words;
    // What the site's rule says of a block stands.
    if rules::of_site(verdict.rule) {
        return false;
    }
    if block.markup.is_none() || !(MIN_WORDS..=MAX_WORDS).contains(&words) || context.link_density(at) > 0.3 {
        return false;
    }
    if context.root.cards.get(at).copied().unwrap_or(false) || block.form == Form::Caption {
        return false;
    }
    if is_description(context, at) {
        return true;
    }
    // What a rule knew for something else by its words or its place under a picture is no lead for standing here.
    if matches!(verdict.rule, rules::CUE | rules::UNDER_PICTURE | rules::DATELINE)
        || says_otherwise(context, at)
    {
        return false;
    }
    let negative = context.around(at).no_lead;
    // Beside a carried text stand calls to subscribe: there the name has to say it.
    let reads = block.facts.ends_sentence && context.root.carried.is_none();
    after_title && !negative && (named(context, at) || reads)
}

/// Whether no other kept block has the element and the classes of the first paragraph.
fn styled(context: &Context<'_>, verdicts: &[Verdict], first: usize) -> bool {
    let style = |at: usize| context.markup(at).map(|markup| markup.style);
    verdicts[first].label == Label::Body
        && (first + 1..verdicts.len()).all(|at| !verdicts[at].label.is_text() || style(at) != style(first))
}

/// Whether a block outside the root would be a date line or a cue inside it.
fn says_otherwise(context: &Context<'_>, at: usize) -> bool {
    let text = &context.block(at).text;
    context.cues.find(text).is_some_and(|cue| !cue.label.is_text()) || crate::meta::date::is_date_line(text)
}

/// Whether the first paragraph is in bold and the next one is not.
fn set_off(context: &Context<'_>, verdicts: &[Verdict], first: usize) -> bool {
    let bold = |at: usize| context.markup(at).map_or(0.0, |markup| markup.bold_density());
    let next = (first + 1..verdicts.len()).find(|&at| verdicts[at].label.is_text());
    verdicts[first].label == Label::Body
        && context.block(first).facts.words >= 15
        && bold(first) > 0.9
        && next.is_some_and(|at| bold(at) < 0.1)
}

fn named(context: &Context<'_>, at: usize) -> bool {
    let block = context.block(at);
    let Some(markup) = block.markup else { return false };
    // The element itself or a wrapper of little else; those around it hold more.
    let little = |region: &Region| region.end.saturating_sub(region.node) < 12;
    let close =
        |region: &Region| region.node == markup.node || (region.node <= markup.node && little(region));
    let mut around =
        context.cut.regions_of(block).take_while(|region| region.node >= markup.node || little(region));
    around.any(|region| region.hints.has(Hints::LEAD) && close(region))
}

/// Whether the block says what the page's description says.
fn is_description(context: &Context<'_>, at: usize) -> bool {
    let description = context.description_key.as_str();
    let end = description.char_indices().nth(COMPARED).map_or(description.len(), |(at, _)| at);
    description.chars().nth(MIN_DESCRIPTION - 1).is_some()
        && context.keys[at].starts_with(&description[..end])
}
