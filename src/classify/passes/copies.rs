//! The text once more: some pages hold it twice, for large screens and for small ones, and hide one by a style sheet that
//! is not on the page. No article says itself again word for word, so the second time goes. Lists and refrains that
//! come again are shorter than this asks for.

use std::collections::{HashMap, HashSet};

use super::{Context, Verdict};
use crate::fnv::Keyed;
use crate::label::Label;

pub(in crate::classify) const NAME: &str = "copies";

/// A copy has at least so many words: boxes and legal lines that come again are shorter.
const MIN_WORDS: u32 = 150;

/// A copy holds at least this share of the words kept: of two whole ones each holds half.
const MIN_SHARE: f64 = 0.3;

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let kept: Vec<usize> = (0..verdicts.len()).filter(|&at| verdicts[at].label.is_text()).collect();
    let words = |at: usize| context.block(at).facts.words;
    let all: u32 = kept.iter().map(|&at| words(at)).sum();
    let enough = |words: u32| words >= MIN_WORDS && f64::from(words) >= MIN_SHARE * f64::from(all);
    if !enough(like_earlier(context, &kept)) {
        return;
    }
    let mut first: HashMap<&str, usize, Keyed> = HashMap::default();
    let mut from = 0;
    while from < kept.len() {
        let key = &context.keys[kept[from]];
        let Some(&earlier) = first.get(key) else {
            first.insert(key, from);
            from += 1;
            continue;
        };
        let pairs = kept[from..].iter().zip(&kept[earlier..from]);
        let run = pairs.take_while(|(a, b)| context.keys[**a] == context.keys[**b]).count();
        let copy = &kept[from..from + run];
        let sum: u32 = copy.iter().map(|&at| words(at)).sum();
        if enough(sum) {
            for &at in copy {
                verdicts[at] = Verdict::new(Label::Widget, NAME, "the text stands on the page before");
            }
        }
        from += run;
    }
}

/// The words of the blocks that may repeat an earlier one. What has the same key has as many letters and digits, and few
/// pages have two paragraphs of one length: for the others no key is made.
fn like_earlier(context: &Context<'_>, kept: &[usize]) -> u32 {
    let mut met: HashSet<u64, Keyed> = HashSet::default();
    let facts = kept.iter().map(|&at| context.block(at).facts);
    facts
        .filter(|it| !met.insert(u64::from(it.letters) << 32 | u64::from(it.digits)))
        .map(|it| it.words)
        .sum()
}
