//! A flattened text: no panic, blocks that tell where they stand.
//!
//! The first byte chooses whether the host has rules for its texts.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tinsach::{Extractor, Kind, Options, Record};

#[path = "../../tests/support/invariants.rs"]
mod invariants;

static OPTIONS: LazyLock<Options> = LazyLock::new(|| Options::default().with_min_text(1));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().with_options(OPTIONS.clone()));

fuzz_target!(|data: &[u8]| {
    let Some((&how, bytes)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let url = (how % 2 == 1).then_some("https://thoidai.com.vn/a-1.html");
    let record = Record::str(&text, url).with_kind(Kind::Text);
    let trace = EXTRACTOR.trace(&record).expect("no limit is near");
    let lines = text.split('\n').count();
    let told = trace.outcome.article().map_or(Ok(()), |it| invariants::check_lines(it, lines));
    if let Err(fault) = invariants::check(&trace, &OPTIONS).and(told) {
        panic!("{fault}");
    }
});
