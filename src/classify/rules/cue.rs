//! Cue phrases, and the text patterns of the site's rule.

use super::{Context, Verdict};
use crate::cues::fold;
use crate::label::Label;

pub(in crate::classify) const NAME: &str = "cue";
pub(super) const CONSENT: &str = "consent";
pub(super) const SITE: &str = "site-text";

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

/// Cookie notices, unless cookies are what the article is about.
pub(super) fn consent(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if block.markup.is_none() || !crate::select::generic::is_consent_text(&block.text) {
        return None;
    }
    let subject = context.title.is_some_and(|title| title.to_lowercase().contains("cookie"));
    (!subject).then(|| Verdict::new(Label::Widget, CONSENT, "speaks of the site's cookies"))
}

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    let Some(cue) = context.cues.find(&block.text) else {
        let imprint = block.facts.digits > 0 && context.cues.is_imprint(&block.text);
        return imprint.then(|| Verdict::new(Label::Footer, NAME, "several phrases of an imprint"));
    };
    if matches!(cue.label, Label::Byline | Label::Source | Label::Caption) {
        return super::signature::by_cue(context, at, cue);
    }
    // A sentence that begins like a cue is a sentence, unless it is one link.
    if !cue.whole && block.facts.ends_sentence && block.facts.words > 12 && context.link_density(at) < 0.5 {
        return None;
    }
    Some(Verdict::new(cue.label, NAME, cue.phrase.to_owned()))
}
