//! What holds for every input, however broken: no panic, clean text that was in the page, the same outcome every time.
//!
//! Cases are few and always the same, so that a run is short and a failure is no accident. To look further:
//! `PROPTEST_CASES=5000 PROPTEST_RNG_SEED=7 cargo test --release --test properties`.

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
use tinsach::{Article, Error, Extractor, Kind, Label, Options, Outcome, Record};
use unicode_normalization::is_nfc;

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

/// The kept text is in normal form, and what it holds beside letters is what its label allows.
fn check_text(article: &Article) -> Result<(), TestCaseError> {
    for block in &article.blocks {
        let text = &block.text;
        prop_assert!(is_nfc(text), "NFC: {text:?}");
        let allowed = |c: char| match block.label {
            // Code keeps its white space: indentation by tabs is part of it.
            Label::Code => matches!(c, '\n' | '\t'),
            Label::Table => c == '\t',
            _ => false,
        };
        prop_assert!(text.chars().all(|c| !c.is_control() || allowed(c)), "{}: {text:?}", block.label);
        prop_assert!(!text.trim().is_empty(), "an empty block");
    }
    prop_assert!(is_nfc(&article.text()));
    let fields = [&article.title, &article.lead, &article.description, &article.section, &article.source];
    let lists = [&article.authors, &article.tags];
    for field in fields.into_iter().flatten().chain(lists.into_iter().flatten()) {
        prop_assert!(
            is_nfc(field) && !field.contains(|c: char| c.is_control() && c != '\n'),
            "field: {field:?}"
        );
    }
    Ok(())
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

/// The outcomes of two extractions of one record, which are the same.
fn extract(extractor: &Extractor, record: &Record<'_>) -> Result<Outcome, TestCaseError> {
    let outcome = extractor.extract(record).expect("no limit is near");
    prop_assert_eq!(&outcome, &extractor.extract(record).expect("no limit is near"));
    Ok(outcome)
}

#[test]
fn any_soup_gives_clean_text_of_its_own_words() {
    let extractor = Extractor::new();
    let articles = Cell::new(0);
    let result = TestRunner::new(config(200)).run(&soup(), |html| {
        let outcome = extract(&extractor, &Record::str(&html, None).with_kind(Kind::Html))?;
        let Some(article) = outcome.article() else { return Ok(()) };
        articles.set(articles.get() + 1);
        check_text(article)?;
        // A site's rule may part a word where it marks an element inside it; the generic path never does.
        if article.rule == "generic" {
            let page = Page::parse(&html, usize::MAX);
            check_words(article, &words(&page.node(0).text()))?;
        }
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(articles.get() >= 20, "only {} soups were articles: the test tests nothing", articles.get());
}

#[test]
fn any_lines_give_clean_text_with_lines_that_ascend() {
    let extractor = Extractor::new();
    let articles = Cell::new(0);
    let result = TestRunner::new(config(200)).run(&lines(), |text| {
        let outcome = extract(&extractor, &Record::str(&text, None).with_kind(Kind::Text))?;
        let Some(article) = outcome.article() else { return Ok(()) };
        articles.set(articles.get() + 1);
        check_text(article)?;
        check_parts(article, &words(&text))?;
        check_lines(article, &text)
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(articles.get() >= 20, "only {} texts were articles: the test tests nothing", articles.get());
}

/// Every block has its lines, which are lines of the text and do not begin before the last of the block above: a line
/// on which a flattener glued several blocks is that of each.
fn check_lines(article: &Article, text: &str) -> Result<(), TestCaseError> {
    let count = u32::try_from(text.split('\n').count()).expect("few lines");
    let mut before = 0;
    for block in &article.blocks {
        let Some((first, last)) = block.lines else {
            return Err(TestCaseError::fail(format!("no lines: {block:?}")));
        };
        prop_assert!(
            before.max(1) <= first && first <= last && last <= count,
            "{before} <= {first} <= {last} <= {count}"
        );
        before = last;
    }
    Ok(())
}

#[test]
fn any_bytes_of_any_kind_are_survived() {
    let extractor = Extractor::new();
    let kinds = select(vec![Kind::Auto, Kind::Html, Kind::Text]);
    let header =
        select(vec![None, Some("text/html"), Some("text/html; charset=\"windows-1258"), Some("charset=")]);
    let url = select(vec![None, Some("https://thanhnien.vn/a-1.htm"), Some("no address"), Some("https://")]);
    let content = prop_oneof![bytes(), anything().prop_map(String::into_bytes)];
    let result =
        TestRunner::new(config(200)).run(&(content, kinds, header, url), |(bytes, kind, header, url)| {
            let record = Record::bytes(&bytes, url).with_kind(kind).with_content_type(header);
            let outcome = extract(&extractor, &record)?;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                let record = Record::str(text, url).with_kind(kind);
                extract(&extractor, &record)?.article().map_or(Ok(()), check_text)?;
            }
            outcome.article().map_or(Ok(()), check_text)
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

/// Well-formed parts that are no article, whatever page they stand on.
const APPENDED: [(&str, &str); 9] = [
    (
        "nav",
        "<nav><ul><li><a href=\"/\">Trang chủ</a></li><li><a href=\"/kinh-te\">Kinh tế</a></li></ul></nav>",
    ),
    ("bare nav", "<nav>Trang chủ</nav>"),
    (
        "aside with links",
        "<aside><h3>Đọc nhiều</h3><a href=\"/a-1.html\">Mùa nước nổi về sớm trên cánh đồng</a></aside>",
    ),
    (
        "aside of prose",
        "<aside><p>Tòa soạn nhận bài của bạn đọc vào mọi ngày trong tuần, trừ các ngày lễ lớn.</p></aside>",
    ),
    ("comment", "<!-- <p>Bến đò cũ đã đóng cửa từ đầu năm, theo lời kể của những người lái đò.</p> -->"),
    ("script", "<script>document.write('<p>Bến đò cũ đã đóng cửa từ đầu năm.</p>');</script>"),
    (
        "script of data",
        "<script type=\"text/template\"><article><p>Bến đò cũ đã đóng cửa.</p></article></script>",
    ),
    ("empty nav", "<nav></nav>"),
    ("empty aside", "<aside></aside>"),
];

#[test]
fn what_is_appended_to_a_page_does_not_change_its_article() {
    let extractor = Extractor::new();
    let mut faults = Vec::new();
    for fixture in fixtures("pages") {
        let html = &fixture.content;
        let end = html.rfind("</body>").unwrap_or(html.len());
        let before = extractor.extract(&fixture.record()).expect("no error");
        for (name, part) in APPENDED {
            let longer = format!("{}{part}{}", &html[..end], &html[end..]);
            let mut after = extractor.extract(&fixture.record_of(&longer)).expect("no error");
            ignore_confidence(&before, &mut after);
            if before != after {
                faults.push(format!("{}: {name}: {}", fixture.name, difference(&before, &after)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// How sure the extraction is depends on how much else the page holds, a little.
fn ignore_confidence(before: &Outcome, after: &mut Outcome) {
    if let (Outcome::Article(before), Outcome::Article(after)) = (before, after)
        && (before.confidence - after.confidence).abs() < 0.05
    {
        after.confidence = before.confidence;
    }
}

/// The fields that differ.
fn difference(before: &Outcome, after: &Outcome) -> String {
    let fields = |outcome| serde_json::to_value(outcome).expect("JSON");
    let (before, after) = (fields(before), fields(after));
    let keys = before.as_object().into_iter().chain(after.as_object()).flat_map(|object| object.keys());
    let keys: BTreeSet<_> = keys.filter(|key| before.get(key) != after.get(key)).collect();
    let change = |key: &&String| format!("\n  {key}: {:?}\n    -> {:?}", before.get(*key), after.get(*key));
    keys.iter().map(change).collect::<Vec<_>>().concat()
}
