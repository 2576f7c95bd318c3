//! Cue phrases, and the text patterns of the site's rule.

use super::{Context, Verdict};
use crate::cues::{Cue, fold};
use crate::label::Label;

pub(in crate::classify) const NAME: &str = "cue";
pub(super) const SITE: &str = "site-text";

/// A sentence of more words is one, whatever it begins with.
const LONG_SENTENCE: u32 = 12;

/// A heading or a lead-in with a full stop has fewer words.
const SHORT_SENTENCE: u32 = 4;

pub(super) fn site(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if let Some(pattern) = context.site.drop.iter().find(|pattern| pattern.is_match(&block.text)) {
        return Some(Verdict::new(Label::Widget, SITE, pattern.as_str().to_owned()));
    }
    if context.site.end.is_empty() {
        return None;
    }
    let folded = fold(&block.text);
    let end = context.site.end.iter().find(|end| folded == **end || folded.trim_end_matches(':') == **end)?;
    Some(Verdict::new(Label::SectionHeading, SITE, end.clone()))
}

/// Whether a block that begins like a cue is a sentence, and not one link.
fn is_sentence(context: &Context<'_>, at: usize, cue: Cue<'_>) -> bool {
    let facts = context.block(at).facts;
    // "© 2026 …": no sentence begins with such a sign.
    let sign = cue.label == Label::Footer && !cue.phrase.starts_with(char::is_alphanumeric);
    if !facts.ends_sentence || sign || context.link_density(at) >= 0.5 {
        return false;
    }
    // Headings and lead-ins end in no full stop, and where one does its link is what it leads to; invitations to share
    // or to subscribe are short sentences themselves.
    let heading = matches!(cue.label, Label::SectionHeading | Label::InlineRelated | Label::Tag);
    let unlinked = context.markup(at).is_some_and(|markup| markup.links == 0);
    let open = cue.phrase.ends_with(char::is_alphanumeric);
    facts.words > LONG_SENTENCE || (heading && open && unlinked && facts.words >= SHORT_SENTENCE)
}

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    let cue = match context.cues.find_or_imprint(&block.text, (block.facts.words, block.facts.digits)) {
        Ok(cue) => cue,
        Err(false) => return None,
        Err(true) => return Some(Verdict::new(Label::Footer, NAME, "several phrases of an imprint")),
    };
    if matches!(cue.label, Label::Byline | Label::Source | Label::Caption) {
        return super::signature::by_cue(context, at, cue);
    }
    if !cue.whole && is_sentence(context, at, cue) {
        return None;
    }
    Some(Verdict::new(cue.label, NAME, cue.phrase.to_owned()))
}
