//! A whole extraction of a page of HTML: no panic, an outcome that is consistent, and forms of it that are safe to show.
//!
//! The first byte chooses the address and how long the page may be; the rest is the page.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tinsach::output::{Style, html, json, markdown};
use tinsach::{Extractor, Kind, Options, Record};

#[path = "../../tests/support/invariants.rs"]
mod invariants;

/// Hosts with a rule, with another one, and without any.
const URLS: [Option<&str>; 4] = [
    None,
    Some("https://thanhnien.vn/a-1.htm"),
    Some("https://vnexpress.net/a-1.html"),
    Some("https://example.vn/a-1.html"),
];

static EXTRACTORS: LazyLock<[(Extractor, Options); 2]> = LazyLock::new(|| {
    let whole = Options::default().with_markup(true).with_min_text(1);
    let short = whole.clone().with_max_nodes(30).with_max_depth(6);
    let shipped = Extractor::new();
    [whole, short].map(|options| (shipped.with_options(options.clone()), options))
});

const ALL: Style = Style { links: true, emphasis: true, images: true };

fuzz_target!(|data: &[u8]| {
    let Some((&how, bytes)) = data.split_first() else { return };
    let how = usize::from(how);
    let page = String::from_utf8_lossy(bytes);
    let record = Record::str(&page, URLS[how % URLS.len()]).with_kind(Kind::Html);
    let (extractor, options) = &EXTRACTORS[how / URLS.len() % EXTRACTORS.len()];
    let trace = extractor.trace(&record).expect("no limit is near");
    if let Err(fault) = invariants::check(&trace, options) {
        panic!("{fault}");
    }
    let _ = json("fuzz", &[], &trace.outcome, true);
    let Some(article) = trace.outcome.article() else { return };
    let _ = markdown(article, ALL);
    if let Err(fault) = invariants::check_html(&html(article, ALL)) {
        panic!("{fault}");
    }
});
