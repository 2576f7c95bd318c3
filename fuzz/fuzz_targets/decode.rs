//! Bytes of any encoding with a header that may lie, as a record of any kind: no panic, text in normal form.
//!
//! The first byte chooses the kind, the first line is the header, the rest are the bytes.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tinsach::sites::RuleSet;
use tinsach::{Extractor, Kind, Options, Record};

#[path = "../../tests/support/invariants.rs"]
mod invariants;

static OPTIONS: LazyLock<Options> = LazyLock::new(|| Options::default().with_min_text(1));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let builder = Extractor::builder().rules(RuleSet::none()).options(OPTIONS.clone());
    builder.build().expect("shipped files")
});

fuzz_target!(|data: &[u8]| {
    let Some((&how, rest)) = data.split_first() else { return };
    let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    let (header, bytes) = rest.split_at(end);
    let header = std::str::from_utf8(header).ok().filter(|header| !header.is_empty());
    let kind = [Kind::Auto, Kind::Html, Kind::Text][usize::from(how) % 3];
    let record = Record::bytes(bytes.get(1..).unwrap_or_default(), None);
    let record = record.with_kind(kind).with_content_type(header);
    let trace = EXTRACTOR.trace(&record).expect("no limit is near");
    if let Err(fault) = invariants::check(&trace, &OPTIONS) {
        panic!("{fault}");
    }
});
