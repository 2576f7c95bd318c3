//! Markdown and HTML, read by parsers that are not ours: what a reader reads is the article's text, block by block,
//! whatever the text holds; and nothing active gets into HTML, whatever the page holds.
#![cfg(feature = "html-output")]

#[path = "support/plain.rs"]
mod plain;
mod support;

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};
use tinsach::output::{Style, html, markdown};
use tinsach::{
    Article, ArticleBlock, BlockMarkup, Emphasis, EmphasisSpan, Extractor, Image, Kind, Label, LinkSpan,
    Options, Record,
};

use support::{Fixture, fixtures};

const NONE: Style = Style { links: false, emphasis: false, images: false };
const ALL: Style = Style { links: true, emphasis: true, images: true };
const STYLES: [Style; 4] = [NONE, Style { links: true, ..NONE }, Style { emphasis: true, ..NONE }, ALL];

fn extractor() -> Extractor {
    Extractor::builder().options(Options::default().with_markup(true)).build().expect("shipped rules")
}

/// What a reader of any form has to read: the title, then the text of each block.
fn expected(article: &Article) -> Vec<String> {
    let trimmed = |block: &ArticleBlock| match block.label {
        Label::Code => block.text.trim_end_matches('\n').to_owned(),
        Label::Table => {
            block.text.split('\t').map(str::trim).collect::<Vec<_>>().join("\t").trim().to_owned()
        }
        _ => block.text.clone(),
    };
    article.title.clone().into_iter().chain(article.blocks.iter().map(trimmed)).collect()
}

fn check(article: &Article) -> Result<(), String> {
    let expected = expected(article);
    for style in STYLES {
        let mut form = markdown(article, style);
        let mut found = plain::of_markdown(&form);
        found.retain(|text| !is_caption(article, text));
        if found == expected {
            form = html(article, style);
            found = plain::of_html(&form);
            let unsafe_parts = plain::unsafe_parts(&form);
            if !unsafe_parts.is_empty() {
                return Err(format!("{unsafe_parts:?} in\n{form}"));
            }
        }
        if found != expected {
            let at = found.iter().zip(&expected).position(|(one, other)| one != other);
            let at = at.unwrap_or(found.len().min(expected.len()));
            return Err(format!(
                "{style:?}, block {at}\n expected {:?}\n found    {:?}\n{form}",
                expected.get(at),
                found.get(at)
            ));
        }
    }
    Ok(())
}

/// Captions stand below their pictures and are no blocks.
fn is_caption(article: &Article, text: &str) -> bool {
    article.images.iter().any(|image| match (&image.caption, &image.credit) {
        (Some(caption), Some(credit)) => text == format!("{caption} ({credit})"),
        (Some(one), None) | (None, Some(one)) => text == one,
        (None, None) => false,
    })
}

#[test]
fn every_fixture_reads_the_same_in_every_form() {
    let (with, without) = (extractor(), Extractor::new());
    let mut articles = 0;
    for fixture in fixtures("") {
        let outcome = with.extract(&fixture.record()).expect("no limit is near");
        let plain = without.extract(&fixture.record()).expect("no limit is near");
        let Some(article) = outcome.article() else { continue };
        articles += 1;
        assert_eq!(article.text(), plain.article().expect("an article").text(), "{}", fixture.name);
        check(article).unwrap_or_else(|fault| panic!("{}: {fault}", fixture.name));
    }
    assert!(articles > 60);
}

/// Whatever Markdown and HTML could take for markup, among letters.
#[rustfmt::skip]
const PIECES: [&str; 64] = [
    "a", "bc", "ế", "1", "23", " ", " ", " ", "*", "**", "***", "_", "__", "`", "``", "```", "[", "]", "(", ")", "](",
    "[^1]", "[^1]:", "[x]: ", "[ ] ", "!", "![", "<", ">", "<b>", "</p>", "<script>", "</script>", "<!--", "-->", "<?",
    "<https://a.vn>", "&", "&amp;", "&#60;", "&lt", ";", "\\", "\\\\", "|", "||", "\\|", "#", "##", "1.", "2)", "- ",
    "+ ", "=", "---", "===", "~", "~~", ":", "\"", "'", "\u{301}", "https://a.vn/x_y_z", "$",
];

fn hostile() -> impl Strategy<Value = String> {
    vec(select(PIECES.to_vec()), 1..14).prop_map(|pieces| {
        let text = pieces.concat().split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() { "x".to_owned() } else { text }
    })
}

fn href() -> impl Strategy<Value = String> {
    let plain =
        ["https://a.vn/b?c=1&d=2#e", "javascript:alert(1)", "/x", "mailto:a@b.vn", "https://a.vn/#1", "#1"];
    prop_oneof![
        select(plain.map(str::to_owned).to_vec()),
        hostile().prop_map(|text| format!("https://a.vn/{text}"))
    ]
}

/// A span of a text of that many characters.
fn span(length: u32, (one, other): (u32, u32)) -> (u32, u32) {
    let (one, other) = (one % length, other % length + 1);
    (one.min(other), one.max(other).max(one.min(other) + 1))
}

fn block() -> impl Strategy<Value = ArticleBlock> {
    let labels = vec![
        Label::Body,
        Label::Body,
        Label::Lead,
        Label::Subheading,
        Label::List,
        Label::List,
        Label::List,
        Label::Quote,
        Label::Table,
        Label::Table,
        Label::Footnote,
        Label::Code,
    ];
    let places = vec((0_u32..40, 0_u32..40), 0..4);
    let kinds = select(vec![Emphasis::Strong, Emphasis::Italic, Emphasis::Code]);
    let spans = vec(((0_u32..40, 0_u32..40), kinds), 0..4);
    let list = (1_u8..5, any::<bool>(), proptest::option::of(0_u32..4), any::<bool>());
    let cells = vec(hostile(), 1..4);
    (select(labels), cells, (places, vec(href(), 4), spans), list).prop_map(|(label, cells, inside, list)| {
        let text = if label == Label::Table { cells.join("\t") } else { cells[0].clone() };
        let mut block = ArticleBlock::new(label, text);
        let mut markup = markup(&block.text, inside);
        if matches!(label, Label::List | Label::Footnote) {
            markup.number = list.2.filter(|_| list.1);
            markup.anchor = markup.number.map(|number| number.to_string());
        }
        if label == Label::List {
            (block.level, block.ordered, markup.continued) = (Some(list.0), Some(list.1), list.3);
        }
        if label == Label::Subheading {
            block.level = Some(list.0 + 1);
        }
        if label == Label::Code {
            (markup.links, markup.emphasis) = (Vec::new(), Vec::new());
        }
        block.markup = Some(Box::new(markup));
        block
    })
}

type Inside = (Vec<(u32, u32)>, Vec<String>, Vec<((u32, u32), Emphasis)>);

fn markup(text: &str, (places, hrefs, spans): Inside) -> BlockMarkup {
    let length = u32::try_from(text.chars().count()).expect("short");
    let mut places: Vec<(u32, u32)> = places.into_iter().map(|place| span(length, place)).collect();
    places.sort_unstable();
    // Links neither overlap nor go over the edge of a cell.
    places.dedup_by(|next, before| next.0 < before.1);
    let one_cell = |&(start, end): &(u32, u32)| {
        let inside: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
        !inside.contains('\t')
    };
    let links = places.into_iter().filter(one_cell).zip(hrefs);
    let emphasis = spans.into_iter().map(|(place, kind)| (span(length, place), kind));
    BlockMarkup {
        links: links.map(|((start, end), href)| LinkSpan { start, end, href }).collect(),
        emphasis: emphasis
            .filter(|(place, _)| one_cell(place))
            .map(|((start, end), kind)| EmphasisSpan { start, end, kind })
            .collect(),
        ..BlockMarkup::default()
    }
}

fn article() -> impl Strategy<Value = Article> {
    let image = (hostile(), href(), 0_u32..6).prop_map(|(alt, src, before)| Image {
        src,
        alt: Some(alt),
        before: Some(before),
        ..Image::default()
    });
    (hostile(), vec(block(), 1..6), vec(image, 0..2)).prop_map(|(title, blocks, images)| Article {
        title: Some(title),
        blocks,
        images,
        ..Article::default()
    })
}

#[test]
fn any_text_reads_the_same_in_every_form() {
    let mut config =
        ProptestConfig { failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 600;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_261_121);
    }
    let result =
        TestRunner::new(config).run(&article(), |article| check(&article).map_err(TestCaseError::fail));
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

const SENTENCE: &str =
    "Sáng nay bến đò Vàm Lá mở lại sau hai tuần nghỉ vì nước lớn, chuyến đầu chở mười hai học trò.";

/// Each is put into the body of a page.
const ATTACKS: [&str; 22] = [
    "<p>{}<script>alert(1)</script></p>",
    "<p>{}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<p onclick=alert(1)>{} <img src=x onerror=alert(1)></p>",
    "<p>{} <a href=\"javascript:alert(1)\">bấm</a></p>",
    "<p>{} <a href=\"java\nscript:alert(1)\">bấm</a> <a href=\" &#1;javascript:alert(1)\">bấm</a></p>",
    "<p>{} <a href=\"data:text/html,<script>alert(1)</script>\">bấm</a></p>",
    "<p>{} <a href=\"vbscript:x\" target=_blank>bấm</a></p>",
    "<p>{} <a href='https://a.vn/\" onmouseover=\"alert(1)'>bấm</a></p>",
    "<p>{}</p><svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<p>{}</p><math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<style>@import 'https://a.vn/x.css';</style><p style=\"background:url(javascript:alert(1))\">{}</p>",
    "<template><p>{}</p><script>alert(1)</script></template><p>{}</p>",
    "<p>{}</p><iframe src=\"javascript:alert(1)\" srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<p>{}</p><object data=x></object><embed src=x><form action=\"javascript:x\"><button formaction=x>y</button></form>",
    "<figure><img src=\"javascript:alert(1)\" alt='\"><script>alert(1)</script>'><figcaption>Bến đò</figcaption></figure><p>{}</p>",
    "<figure><img src=\"https://a.vn/x.jpg\" alt='\"><svg onload=alert(1)>'><figcaption>&lt;img src=x onerror=x&gt;</figcaption></figure><p>{}</p>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript><p>{}</p>",
    "<p>{}</p><pre class='language-\"onload=x'><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>",
    "<p>{}</p><table><tr><th>&lt;svg&gt;<th>b<tr><td><a href=javascript:x>c</a><td>d</table>",
    "<p>{}</p><ol start=\"1&quot; onclick=x\"><li value='\"><script>'>Một chuyến đò sáng</li><li>Hai chuyến đò chiều</li></ol>",
    "<base href=\"javascript:alert(1)//\"><p>{} <a href=\"x\">bấm</a></p>",
    "<xmp><p>{}</xmp><p>{}</p><plaintext><script>alert(1)</script>",
];

#[test]
fn nothing_active_gets_into_html() {
    let extractor = extractor();
    let mut articles = 0;
    for attack in ATTACKS {
        let body = attack.replace("{}", SENTENCE);
        let page = format!(
            "<html lang='vi\" onload=\"x'><title>\"&gt;&lt;script&gt;</title><article><h1>Bến đò &lt;script&gt;alert(1)&lt;/script&gt;</h1><p>{SENTENCE}</p>{body}<p>{SENTENCE}</p></article>"
        );
        let record = Record::str(&page, Some("https://example.vn/ben-do-1.html")).with_kind(Kind::Html);
        let outcome = extractor.extract(&record).expect("no limit is near");
        let Some(article) = outcome.article() else { continue };
        articles += 1;
        let form = html(article, ALL);
        assert_eq!(plain::unsafe_parts(&form), [""; 0], "{attack}\n{form}");
        assert!(form.contains("Vàm Lá"), "{attack}\n{form}");
        let lower = form.to_lowercase();
        for word in
            ["<script", "<svg", "<style", "<math", "<template", "<iframe", "=\"javascript", "=\"data:"]
        {
            assert!(
                !lower.contains(word) || lower.contains(&format!("alt=\"&quot;>{word}")),
                "{word}: {form}"
            );
        }
        check(article).unwrap_or_else(|fault| panic!("{attack}: {fault}"));
    }
    assert_eq!(articles, ATTACKS.len());
}

/// One page of each shape, in both forms with everything shown.
const SHOWN: [&str; 5] = [
    "odd/markup-inside",
    "odd/rich-body",
    "odd/lazy-images",
    "pages/thoidai.com.vn/2025-lop-hoc-ben-nam-thoong",
    "pages/vnexpress.net/2026-cau-nam-khuong",
];

#[test]
fn forms_keep_their_snapshots() {
    let extractor = extractor();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    let fixtures: Vec<Fixture> = fixtures("");
    for name in SHOWN {
        let fixture =
            fixtures.iter().find(|fixture| fixture.name == name).unwrap_or_else(|| panic!("no {name}"));
        let outcome = extractor.extract(&fixture.record()).expect("no limit is near");
        let article = outcome.article().expect("an article");
        let mut both = String::new();
        write!(both, "{}\n=====\n{}", markdown(article, ALL), html(article, ALL)).expect("a string");
        insta::assert_snapshot!(format!("form__{}", name.replace('/', "__")), both);
    }
}
