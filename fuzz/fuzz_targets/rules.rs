//! A rule file of a stranger: it loads or says why not, and what loads is applied to a page within the limits.
//!
//! The first byte chooses between the file of a site and that of a family.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tinsach::sites::{RuleSet, RuleText, SiteKind};
use tinsach::{Extractor, Kind, Options, Record};

#[path = "../../tests/support/invariants.rs"]
mod invariants;

/// A page with something for every field of a rule.
const PAGE: &str = include_str!("../page.html");

static OPTIONS: LazyLock<Options> = LazyLock::new(|| Options::default().with_min_text(1));

fuzz_target!(|data: &[u8]| {
    let Some((&how, bytes)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let kind = if how % 2 == 0 { SiteKind::Host } else { SiteKind::Family };
    let file = RuleText { kind, path: "fuzz.example.toml".into(), text: text.to_owned() };
    let rules = match RuleSet::none().with_texts(vec![file]) {
        Ok(rules) => rules,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let host = rules.iter().flat_map(|site| &site.file().hosts).next().map(|host| host.parts().0.to_owned());
    let url = format!("https://{}/a-1.html", host.as_deref().unwrap_or("fuzz.example"));
    let extractor =
        Extractor::builder().rules(rules).options(OPTIONS.clone()).build().expect("shipped files");
    for kind in [Kind::Html, Kind::Text] {
        let trace =
            extractor.trace(&Record::str(PAGE, Some(&url)).with_kind(kind)).expect("no limit is near");
        if let Err(fault) = invariants::check(&trace, &OPTIONS) {
            panic!("{fault}");
        }
    }
});
