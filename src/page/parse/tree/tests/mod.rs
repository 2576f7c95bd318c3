//! Node by node as scraper (html5ever 0.40) has it: our own cases, thrown-together markup, every page of the corpora; and
//! the limits.

// Tables, several cases a line.
#[rustfmt::skip]
mod cases;
#[allow(unreachable_pub, reason = "the fuzz targets include it too")]
mod oracle;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};

use crate::page::limits::Limits;
use crate::page::parse::outline::outline;

const NO_LIMITS: Limits = Limits { max_nodes: usize::MAX, max_depth: usize::MAX };

/// The first difference, if there is one.
fn difference(page: &str) -> Option<String> {
    let (ours, theirs) = (outline(page, NO_LIMITS), oracle::outline(page));
    let at = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs);
    let at = at.or((ours.len() != theirs.len()).then_some(ours.len().min(theirs.len())))?;
    let from = at.saturating_sub(6);
    let show =
        |lines: &[String]| lines.iter().skip(from).take(10).cloned().collect::<Vec<_>>().join("\n    ");
    Some(format!("line {at}\n  ours\n    {}\n  theirs\n    {}", show(&ours), show(&theirs)))
}

fn same(page: &str) {
    if let Some(difference) = difference(page) {
        panic!("{page:?}: {difference}");
    }
}

/// The page, and all that is left of it when it is cut off anywhere.
fn same_however_cut(page: &str) {
    for end in (0..=page.len()).filter(|&end| page.is_char_boundary(end)) {
        same(&page[..end]);
    }
}

#[test]
fn every_mode_and_every_algorithm() {
    for group in cases::ALL {
        for case in *group {
            same_however_cut(case);
            for (before, after) in [
                ("<!doctype html>", "<p>z"),
                ("<b>", "</b>y<p>z"),
                ("<table><tr><td>", "</table>z"),
                ("<table>", "<tr><td>z"),
                ("<template>", "</template>z"),
                ("<svg><desc>", "</svg>z"),
                ("<select>", "</select>z"),
                ("<frameset>", "</frameset>"),
                ("<a><p>", "<a>z"),
            ] {
                same(&format!("{before}{case}{after}"));
            }
        }
    }
}

#[test]
fn each_name_in_each_place() {
    for name in cases::NAMES {
        for other in cases::NAMES {
            for page in [
                format!("<{name}>a<{other}>b</{name}>c</{other}>d"),
                format!("<b><{name}><{other}>a</b>c</{name}>d"),
                format!("<table><{name}>a<tr><{other}>b</{name}>c"),
                format!("<svg><{name}><{other}>a</{name}></svg>b"),
            ] {
                same(&page);
            }
        }
    }
}

fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => (select(cases::NAMES), select(cases::ATTRIBUTES)).prop_map(|(name, more)| format!("<{name}{more}>")),
        3 => select(cases::NAMES).prop_map(|name| format!("</{name}>")),
        2 => select(cases::TEXTS).prop_map(str::to_owned),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Few names, so that the same ones meet.
fn dense() -> impl Strategy<Value = String> {
    let names = vec(select(cases::NAMES), 2..7);
    (names, vec((any::<prop::sample::Index>(), 0..8_u8), 0..60)).prop_map(|(names, pieces)| {
        pieces
            .into_iter()
            .map(|(name, kind)| match (name.get(&names), kind) {
                (name, 0..=3) => format!("<{name}>"),
                (name, 4) => format!("<{name} a=b>"),
                (name, 5 | 6) => format!("</{name}>"),
                _ => "x".to_owned(),
            })
            .collect()
    })
}

#[test]
fn thrown_together() {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 10_000;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_261_122);
    }
    let check = |page: String| {
        prop_assert_eq!(difference(&page), None, "{}", page);
        Ok(())
    };
    TestRunner::new(config.clone()).run(&markup(), check).unwrap();
    TestRunner::new(config).run(&dense(), check).unwrap();
}

/// The pages of the corpora, where those are.
#[cfg(feature = "cli")]
#[test]
fn pages_of_the_corpora() {
    crate::page::corpora::each_page(|page, path| {
        let difference = difference(page);
        assert_eq!(difference, None, "{}", path.display());
    });
}
