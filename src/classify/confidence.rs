//! Confidence: how sure an extraction is, from 0 to 1.
//!
//! Four signs, none of which looks at the words: there is enough text, most of the root was kept, the root holds most of
//! the page's running text, a headline was found. The weights are set by hand.
//! A text that the page carries but does not show is trusted half.

use super::{Context, Verdict};

/// An article of so many words has enough text for full marks.
const ENOUGH_WORDS: f64 = 150.0;

/// A text that was taken from the page's data, the last resort, is trusted that much less.
const CARRIED_TRUST: f64 = 0.5;

/// How sure the verdicts make us.
pub fn confidence(context: &Context<'_>, verdicts: &[Verdict]) -> f64 {
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
    // A text that no reader of the page saw is a guess at best.
    let trust = if context.root.carried.is_some() { CARRIED_TRUST } else { 1.0 };
    let sum = 0.25 * (kept / ENOUGH_WORDS).min(1.0) + 0.3 * share(inside) + 0.3 * dominance + 0.15 * headline;
    (sum * trust * 1000.0).round() / 1000.0
}
