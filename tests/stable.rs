//! What must not change an article: parts of the page that are none, and being cleaned once more.
#![cfg(feature = "cli")]

mod support;

use std::fmt::Write as _;

use support::fixtures;
use tinsach::eval::word_f1;
use tinsach::output::{Style, html};
use tinsach::{Article, Extractor, Kind, Options, Outcome, Record};

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

/// How much less or more sure an extraction may be with such a part: it depends a little on how much else the page holds.
const CONFIDENCE: f64 = 0.05;

#[test]
fn what_is_appended_to_a_page_does_not_change_its_article() {
    let extractor = Extractor::new();
    let (mut faults, mut pages) = (Vec::new(), 0);
    for fixture in fixtures("").into_iter().filter(|it| it.kind == Kind::Html) {
        let html = &fixture.content;
        let end = html.rfind("</body>").unwrap_or(html.len());
        let before = extractor.extract(&fixture.record()).expect("no error");
        pages += 1;
        for (name, part) in APPENDED {
            let longer = format!("{}{part}{}", &html[..end], &html[end..]);
            let mut after = extractor.extract(&fixture.record_of(&longer)).expect("no error");
            ignore_confidence(&before, &mut after);
            if before != after {
                faults.push(format!("{}: {name}: {}", fixture.name, difference(&before, &after)));
            }
        }
    }
    assert!(pages > 100, "only {pages} pages");
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), 9 * pages, faults.join("\n"));
}

fn ignore_confidence(before: &Outcome, after: &mut Outcome) {
    if let (Outcome::Article(before), Outcome::Article(after)) = (before, after)
        && (before.confidence - after.confidence).abs() < CONFIDENCE
    {
        after.confidence = before.confidence;
    }
}

/// The fields that differ.
fn difference(before: &Outcome, after: &Outcome) -> String {
    let fields = |outcome| serde_json::to_value(outcome).expect("JSON");
    let (before, after) = (fields(before), fields(after));
    let keys = before.as_object().into_iter().chain(after.as_object()).flat_map(|object| object.keys());
    let mut said = String::new();
    for key in keys.filter(|key| before.get(key) != after.get(key)) {
        let _ = write!(said, "\n  {key}: {:?}\n    -> {:?}", before.get(key), after.get(key));
    }
    said
}

/// All that the form can show.
const ALL: Style = Style { links: true, emphasis: true, images: true };

/// Of an article that is cleaned once more, out of its own HTML form, at least this share of its words comes back, and no
/// more than this share is new. Not all do: the form has no classes, no `<head>` and no site, so what the page's own marks
/// had vouched for (a note at the end, a short line) must be judged by its look alone.
const LEAST: f64 = 0.95;
/// The form of the second time cleaned a third time: by then next to nothing is left that its look does not vouch for.
const SETTLED: f64 = 0.98;
/// The first share over all articles.
const LEAST_OF_ALL: f64 = 0.995;

#[test]
fn an_article_that_is_cleaned_once_more_stays_what_it_is() {
    let extractor = Extractor::new().with_options(Options::default().with_markup(true));
    let again = |article: &Article, page: &str| {
        let record = Record::str(page, article.url.as_deref()).with_kind(Kind::Html);
        extractor.extract(&record).expect("no error")
    };
    let (mut faults, mut sum, mut articles) = (Vec::new(), 0.0, 0);
    for fixture in fixtures("") {
        let first = extractor.extract(&fixture.record()).expect("no error");
        let Some(article) = first.article() else { continue };
        let second = again(article, &html(article, ALL));
        let alike = second.article().map_or(0.0, |it| word_f1(&article.text(), &it.text()));
        let third = second.article().map(|it| again(it, &html(it, ALL)));
        let third = third.as_ref().and_then(Outcome::article).map(Article::text).unwrap_or_default();
        let settled = second.article().map_or(0.0, |it| word_f1(&it.text(), &third));
        articles += 1;
        sum += alike;
        if alike < LEAST || settled < SETTLED {
            faults.push(format!("{}: {alike:.3}, then {settled:.3}", fixture.name));
        }
    }
    assert!(articles > 100, "only {articles} articles");
    assert!(faults.is_empty(), "{} of {articles}:\n{}", faults.len(), faults.join("\n"));
    assert!(sum / f64::from(articles) >= LEAST_OF_ALL, "{:.4} over all", sum / f64::from(articles));
}
