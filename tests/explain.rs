//! Explanations of all fixtures: they tell the same as the article, and each dropped block says why.
#![cfg(feature = "cli")]

mod support;

use tinsach::explain::explain;
use tinsach::{Extractor, Kind};

/// The share of dropped text of pages that may fall to the rule of last resort.
const REST: f64 = 0.1;

#[test]
fn explanations_are_those_of_the_articles() {
    let extractor = Extractor::new();
    let (mut dropped, mut rest) = (0, 0);
    for fixture in support::fixtures("") {
        let Ok(outcome) = extractor.extract(&fixture.record()) else { continue };
        let explanation = explain(&extractor, &fixture.record()).expect("explained");
        let kept: Vec<_> =
            explanation.blocks.iter().filter(|it| it.kept).map(|it| it.text.as_str()).collect();
        let text = outcome.article().map(tinsach::Article::text).unwrap_or_default();
        assert_eq!(kept.join("\n"), text, "{}", fixture.name);
        let title =
            explanation.fields.iter().find(|it| it.field == "title").and_then(|it| it.value.as_deref());
        assert_eq!(title, outcome.article().and_then(|it| it.title.as_deref()), "{}", fixture.name);
        for block in explanation.blocks.iter().filter(|it| !it.kept) {
            assert!(!block.rule.is_empty() && !block.evidence.is_empty(), "{}: {block:?}", fixture.name);
            if fixture.kind == Kind::Html && outcome.article().is_some() {
                dropped += block.text.len();
                rest += if block.rule == "outside-rest" { block.text.len() } else { 0 };
            }
        }
    }
    assert!(dropped > 10_000, "{dropped} bytes say little");
    assert!(
        (rest as f64) < REST * dropped as f64,
        "{rest} of {dropped} bytes are dropped for their place alone"
    );
}
