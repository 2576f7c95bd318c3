//! Confidence: how good an extraction is likely to be, as the F1 of its words, from 0 to 1.
//!
//! Where the scorer looked at the page, its likelihoods give the F1 to be expected: how much of what was kept is text, and
//! how much of the text was kept. That was fitted to what pages with gold turned out to be, each judged by a scorer that
//! had not learned from its site (`tinsach eval --cv`; figures in docs/evaluation.md). Where it did not look, on pages
//! with a site's rule and on texts without mark-up, four signs are added up by hand, and nothing is calibrated.

use super::model::Scores;
use super::{Context, Verdict};

/// An article of so many words has enough text for full marks.
const ENOUGH_WORDS: f64 = 150.0;

/// Short texts fail more often than the likelihoods of their few blocks tell: a tenth of the words costs a fifth.
const SHORT: f64 = 0.1;

/// Likelihoods of neighbours go together, so their mean is too sure of itself; the power that fits best on the pages
/// of vn-dev, wcxb-dev and news2023-dev.
const SOBER: f64 = 1.3;

/// A text that was taken from the page's data, the last resort, is trusted that much less.
const CARRIED_TRUST: f64 = 0.5;

/// How sure the verdicts make us.
pub fn confidence(context: &Context<'_>, verdicts: &[Verdict], scores: &Scores) -> f64 {
    let sure = if scores.likely.iter().any(Option::is_some) {
        expected(context, verdicts, scores)
    } else {
        by_signs(context, verdicts)
    };
    // A text that no reader of the page saw is a guess at best.
    let trust = if context.root.carried.is_some() { CARRIED_TRUST } else { 1.0 };
    (sure * trust * 1000.0).round() / 1000.0
}

/// The F1 to be expected, out of the scorer's likelihoods.
fn expected(context: &Context<'_>, verdicts: &[Verdict], scores: &Scores) -> f64 {
    let (mut kept, mut right, mut text) = (0.0, 0.0, 0.0);
    for (at, verdict) in verdicts.iter().enumerate() {
        let words = f64::from(context.block(at).facts.words);
        let likely = scores.likely.get(at).copied().flatten().map_or(0.0, f64::from) * words;
        text += likely;
        if verdict.label.is_text() {
            kept += words;
            right += likely;
        }
    }
    let enough = (kept / ENOUGH_WORDS).min(1.0).powf(SHORT);
    let f1 = if kept + text > 0.0 { 2.0 * right / (kept + text) } else { 0.0 };
    (f1 * enough).powf(SOBER)
}

fn by_signs(context: &Context<'_>, verdicts: &[Verdict]) -> f64 {
    let (mut kept, mut inside, mut running) = (0.0, 0.0, 0.0);
    for (at, verdict) in verdicts.iter().enumerate() {
        let facts = context.block(at).facts;
        let words = f64::from(facts.words);
        let text = verdict.label.is_text();
        kept += if text { words } else { 0.0 };
        inside += if text || context.inside(at) { words } else { 0.0 };
        let runs = facts.words >= 12 && facts.stops > 0 && context.link_density(at) < 0.5;
        running += if runs { words } else { 0.0 };
    }
    let share = |whole: f64| if whole > 0.0 { (kept / whole).min(1.0) } else { 0.0 };
    let dominance = if context.root.by_rule { 1.0 } else { share(running) };
    let headline = if context.title.is_some() || context.root.hints.is_empty() { 1.0 } else { 0.0 };
    0.25 * (kept / ENOUGH_WORDS).min(1.0) + 0.3 * share(inside) + 0.3 * dominance + 0.15 * headline
}
