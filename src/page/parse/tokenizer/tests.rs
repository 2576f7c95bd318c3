//! Token by token as html5ever has it: our own cases, thrown-together markup, and every page of the corpora.

// Tables, several cases a line.
#[rustfmt::skip]
mod cases;
#[allow(unreachable_pub, reason = "the fuzz targets include it too")]
mod oracle;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};

use crate::page::parse::recorder::tokens;

/// The first difference, if there is one.
fn difference(page: &str) -> Option<String> {
    let (ours, theirs) = (tokens(page), oracle::tokens(page));
    let at = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs);
    let at = at.or((ours.len() != theirs.len()).then_some(ours.len().min(theirs.len())))?;
    Some(format!("token {at}\n  ours   {:?}\n  theirs {:?}", ours.get(at), theirs.get(at)))
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
fn every_state_and_every_malformed_form() {
    for group in cases::ALL {
        for case in *group {
            same_however_cut(case);
            same_however_cut(&format!("a{case}b<i c=d>e</i>"));
            same_however_cut(&case.replace(' ', "\r\n").replace('a', "\0"));
            same(&case.to_ascii_uppercase());
        }
    }
}

#[test]
fn raw_texts_of_every_kind() {
    for name in [
        "title",
        "textarea",
        "style",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "script",
        "plaintext",
    ] {
        for text in cases::RAW {
            let text = text.replace("NAME", name);
            same_however_cut(&format!("<{name}>{text}</{name} x=y>after</{name}>"));
            same_however_cut(&format!("<{name} a='b'>{text}").to_ascii_uppercase());
        }
    }
}

#[test]
fn every_reference_in_every_place() {
    for name in markup5ever::data::NAMED_ENTITIES.keys() {
        for after in ["", ";", "=", "x", "1", " ", "<", ";;", "&", "é"] {
            same(&format!("&{name}{after}"));
            same(&format!("<a b='&{name}{after}' c=&{name}{after}>"));
        }
    }
    for number in
        (0..0x180).chain([0xD7FF, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x10000, 0x10_FFFF, 0x11_0000])
    {
        for after in ["", ";", "x", "="] {
            same(&format!("&#{number}{after}<a b='&#x{number:x}{after}' c=\"&#X{number:X}{after}\">"));
        }
    }
}

fn markup() -> impl Strategy<Value = String> {
    vec(select(cases::PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn thrown_together() {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 20_000;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_261_122);
    }
    let check = |page: String| {
        prop_assert_eq!(difference(&page), None, "{}", page);
        Ok(())
    };
    TestRunner::new(config).run(&markup(), check).unwrap();
}

#[test]
fn long_and_hostile() {
    for piece in [
        "<!--",
        "&",
        "<![CDATA[",
        "</scrip",
        "<a ",
        "a ",
        "<",
        "</",
        "<!",
        "<a b='",
        "&#",
        "&#9",
        "-",
        "--!",
        "<svg><![CDATA[",
        "<script><!--<script>",
        "]]",
        "\0",
        "\r",
        "&a",
        "&amp",
        "<p a a A>",
        "<!doctype a public '",
    ] {
        let many = piece.repeat(3_000);
        same(&many);
        same(&format!("<script>{many}"));
        same(&format!("<title>{many}</title>"));
        same(&format!("<!--{many}"));
        same(&format!("<a b=\"{many}\" c={many}>"));
    }
}

#[test]
fn a_tag_keeps_the_first_attributes_only() {
    let tag = |count: usize| (0..count).map(|at| format!(" a{at}")).collect::<Vec<_>>().concat();
    same(&format!("<p{}>x<p b c b>", tag(256)));
    let ours = tokens(&format!("<p{}>x<p b c b>", tag(257)));
    assert_eq!(ours, oracle::tokens(&format!("<p{}>x<p b c b>", tag(256))));
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
