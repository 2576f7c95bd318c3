//! What holds for every input, however broken: no panic, clean text that was in the page, the same outcome every time.
//! What must not change an outcome is in `stable.rs`.
//!
//! Cases are few and always the same, so that a run is short and a failure is no accident. To look further:
//! `PROPTEST_CASES=5000 PROPTEST_RNG_SEED=7 cargo test --release --test properties`.

#[path = "support/invariants.rs"]
mod invariants;
#[path = "support/soup.rs"]
mod soup;
mod support;

use std::cell::Cell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};
use tinsach::block::normal::normalise;
use tinsach::page::Page;
use tinsach::{Article, Error, Extractor, Kind, Options, Outcome, Record};

use soup::{anything, bytes, lines, soup};
use support::fixtures;

/// `cases` cases from a fixed seed, unless the environment says otherwise.
fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let set = |name| std::env::var_os(name).is_some();
    if !set("PROPTEST_CASES") {
        config.cases = cases;
    }
    if !set("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(20_261_121);
    }
    config
}

/// Words: runs of letters and digits of the normal form.
fn words(text: &str) -> BTreeSet<String> {
    let text = normalise(text);
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What always holds, and holds for this outcome too.
fn check(extractor: &Extractor, record: &Record<'_>, options: &Options) -> Result<Outcome, TestCaseError> {
    let trace = extractor.trace(record).expect("no limit is near");
    invariants::check(&trace, options).map_err(TestCaseError::fail)?;
    prop_assert_eq!(&trace.outcome, &extractor.extract(record).expect("no limit is near"));
    Ok(trace.outcome)
}

fn check_words(article: &Article, page: &BTreeSet<String>) -> Result<(), TestCaseError> {
    for word in article.blocks.iter().flat_map(|block| words(&block.text)) {
        prop_assert!(page.contains(&word), "{word:?} is no word of the page");
    }
    Ok(())
}

/// As `check_words`, where blocks that a flattener glued together ("nước.Theo", "2019Phòng") may have been parted inside
/// of what looks like one word.
fn check_parts(article: &Article, text: &BTreeSet<String>) -> Result<(), TestCaseError> {
    for word in article.blocks.iter().flat_map(|block| words(&block.text)) {
        let part = text.contains(&word) || text.iter().any(|whole| whole.contains(&word));
        prop_assert!(part, "{word:?} is no part of a word of the text");
    }
    Ok(())
}

/// What of a page its blocks are made of: all characters of its text that are no white space, in normal form.
fn solid(text: &str) -> Vec<char> {
    normalise(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every block is text of the page in the page's order: nothing is made up, doubled or turned round. What stands between
/// its parts (a script, a share bar) may be gone.
fn check_order(article: &Article, page: &[char]) -> Result<(), TestCaseError> {
    for block in &article.blocks {
        let mut rest = page.iter();
        let missing = solid(&block.text).into_iter().find(|c| !rest.any(|it| it == c));
        prop_assert!(missing.is_none(), "{missing:?} of {:?} does not follow in the page", block.text);
    }
    Ok(())
}

#[test]
fn any_soup_gives_clean_text_of_its_own_words() {
    let (extractor, options) = (Extractor::new(), Options::default());
    let articles = Cell::new(0);
    let result = TestRunner::new(config(200)).run(&soup(), |html| {
        let outcome = check(&extractor, &Record::str(&html, None).with_kind(Kind::Html), &options)?;
        let Some(article) = outcome.article() else { return Ok(()) };
        articles.set(articles.get() + 1);
        // A site's rule may part a word where it marks an element inside it; the generic path never does.
        if article.rule == "generic" {
            let page = Page::parse(&html, usize::MAX);
            let text = page.node(0).text();
            check_words(article, &words(&text))?;
            check_order(article, &solid(&text))?;
        }
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(articles.get() >= 20, "only {} soups were articles: the test tests nothing", articles.get());
}

#[test]
fn any_lines_give_clean_text_with_lines_that_ascend() {
    let (extractor, options) = (Extractor::new(), Options::default());
    let articles = Cell::new(0);
    let result = TestRunner::new(config(200)).run(&lines(), |text| {
        let outcome = check(&extractor, &Record::str(&text, None).with_kind(Kind::Text), &options)?;
        let Some(article) = outcome.article() else { return Ok(()) };
        articles.set(articles.get() + 1);
        check_parts(article, &words(&text))?;
        check_order(article, &solid(&text))?;
        invariants::check_lines(article, text.split('\n').count()).map_err(TestCaseError::fail)
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(articles.get() >= 20, "only {} texts were articles: the test tests nothing", articles.get());
}

#[test]
fn any_bytes_of_any_kind_are_survived() {
    let (extractor, options) = (Extractor::new(), Options::default());
    let kinds = select(vec![Kind::Auto, Kind::Html, Kind::Text]);
    let header =
        select(vec![None, Some("text/html"), Some("text/html; charset=\"windows-1258"), Some("charset=")]);
    let url = select(vec![None, Some("https://thanhnien.vn/a-1.htm"), Some("no address"), Some("https://")]);
    let content = prop_oneof![bytes(), anything().prop_map(String::into_bytes)];
    let result =
        TestRunner::new(config(200)).run(&(content, kinds, header, url), |(bytes, kind, header, url)| {
            let record = Record::bytes(&bytes, url).with_kind(kind).with_content_type(header);
            check(&extractor, &record, &options)?;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                check(&extractor, &Record::str(text, url).with_kind(kind), &options)?;
            }
            Ok(())
        });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

proptest! {
    #![proptest_config(config(50))]

    #[test]
    fn a_page_over_the_limit_of_bytes_is_an_error(bytes in bytes(), limit in 0_usize..2000) {
        let options = Options::default().with_max_bytes(limit);
        let extractor = Extractor::builder().options(options).rules(tinsach::sites::RuleSet::none()).build()?;
        match extractor.extract(&Record::bytes(&bytes, None)) {
            Err(Error::TooLarge { bytes: size, limit: told }) => {
                prop_assert!(size == bytes.len() && told == limit && size > limit);
            }
            other => prop_assert!(other.is_ok() && bytes.len() <= limit),
        }
    }
}

#[test]
fn a_page_over_the_limit_of_nodes_is_cut_and_says_so() {
    let mut cut = 0;
    for fixture in fixtures("pages") {
        let nodes = Page::parse(&fixture.content, usize::MAX).len() as usize;
        for (limit, expected) in [(nodes, &[][..]), (nodes - 1, &["nodes"][..]), (nodes / 2, &["nodes"][..])]
        {
            let options = Options::default().with_max_nodes(limit);
            let extractor = Extractor::builder().options(options).build().expect("shipped rules");
            let outcome = extractor.extract(&fixture.record()).expect("no error");
            if let Some(article) = outcome.article() {
                assert_eq!(article.truncated, expected, "{}: {limit} of {nodes} nodes", fixture.name);
                cut += usize::from(limit < nodes);
            }
        }
    }
    assert!(cut >= 50, "only {cut} articles were cut");
}
