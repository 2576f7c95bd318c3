//! Scores of a set of pages: each page by itself, then the means.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Error;
use super::gold::Page;
use super::predict::{PagePrediction, by_name};
use super::report::{Figure, Figures, Worst};
use super::score::{Prf, author_f1, date, f1, fold, norm, same_words, shingles, trim, words};

/// How a page went. What its gold does not give is `None` or empty.
#[derive(Debug, Default)]
struct PageScore {
    /// For a page that is no article: whether nothing was found.
    not_article: Option<bool>,
    text: Option<TextScore>,
    with: Vec<bool>,
    without: Vec<bool>,
    title: Option<bool>,
    date: Option<bool>,
    author: Option<f64>,
    /// What the extractor thought of it, 0 without an article; `None` when that is not known.
    confidence: Option<f64>,
}

#[derive(Debug)]
struct TextScore {
    words: Prf,
    shingles: Prf,
    exact: bool,
}

/// The figures of a set of pages, and its scored pages in the order of the gold.
pub(super) fn score(pages: &[Page], found: &[PagePrediction]) -> Result<(Figures, Vec<Worst>), Error> {
    let named = by_name(found, |row| &row.id, pages.iter().map(|page| page.id.as_str()))?;
    let nothing = PagePrediction::default();
    let score = |page: &Page| page_score(page, named.get(page.id.as_str()).copied().unwrap_or(&nothing));
    let scores: Vec<PageScore> = pages.par_iter().map(score).collect();
    let figures = figures(&scores, pages.len() - named.len());
    let rows = pages.iter().zip(&scores).filter_map(|(page, score)| Some(worst(page, score.text.as_ref()?)));
    Ok((figures, rows.collect()))
}

fn page_score(page: &Page, found: &PagePrediction) -> PageScore {
    if page.article == Some(false) {
        return PageScore { not_article: Some(trim(&found.text).is_empty()), ..PageScore::default() };
    }
    let flat = norm(&found.text);
    let contains = |snippet: &String| flat.contains(&norm(snippet));
    let title = page.title.as_ref().filter(|title| !title.is_empty());
    let published = page.published.as_ref().filter(|published| !published.is_empty());
    let authors = page.authors.as_ref().filter(|authors| !authors.is_empty());
    PageScore {
        not_article: None,
        text: page.text.as_ref().map(|text| text_score(text, &found.text)),
        with: page.with.iter().flatten().map(contains).collect(),
        without: page.without.iter().flatten().map(|snippet| !contains(snippet)).collect(),
        title: title.map(|title| same_words(title, found.title.as_deref().unwrap_or_default())),
        date: published
            .map(|published| date(published) == date(found.published.as_deref().unwrap_or_default())),
        author: authors.map(|authors| author_f1(authors, &found.authors)),
        confidence: if found.article { found.confidence } else { Some(0.0) },
    }
}

fn text_score(wanted: &str, found: &str) -> TextScore {
    let (wanted, found) = (fold(wanted), fold(found));
    let (wanted, found) = (words(&wanted), words(&found));
    TextScore {
        shingles: Prf::of(&shingles(&wanted), &shingles(&found)),
        words: Prf::of(&wanted, &found),
        exact: wanted == found,
    }
}

fn figures(scores: &[PageScore], missing: usize) -> Figures {
    let texts: Vec<&TextScore> = scores.iter().filter_map(|score| score.text.as_ref()).collect();
    let mean = |of: fn(&TextScore) -> f64| Figure::mean(texts.iter().copied().map(of));
    let (precision, recall) = (mean(|text| text.shingles.precision), mean(|text| text.shingles.recall));
    let shingle_f1 = match (precision, recall) {
        (Figure::Share(precision), Figure::Share(recall)) => Figure::Share(f1(precision, recall)),
        _ => Figure::Nothing,
    };
    let mut figures = Figures::default();
    figures.push("pages", Figure::Count(texts.len()));
    figures.push("missing", Figure::Count(missing));
    figures.push("f1", mean(|text| text.words.f1));
    figures.push("precision", mean(|text| text.words.precision));
    figures.push("recall", mean(|text| text.words.recall));
    figures.push("shingle_f1", shingle_f1);
    figures.push("shingle_precision", precision);
    figures.push("shingle_recall", recall);
    figures.push("exact", mean(|text| share(text.exact)));
    for (_, name, figure) in fields(scores) {
        figures.push(name, figure);
    }
    for (name, figure) in trust(scores) {
        figures.push(name, figure);
    }
    figures
}

/// A page with a lower F1 went wrong.
const WRONG: f64 = 0.8;

/// What the confidence is worth, which the script does not know: its mean, to be compared with that of F1, and the share
/// of the pages that went wrong which lie among the tenth with the lowest confidence.
fn trust(scores: &[PageScore]) -> Vec<(&'static str, Figure)> {
    let mut pages: Vec<(f64, f64)> =
        scores.iter().filter_map(|score| Some((score.confidence?, score.text.as_ref()?.words.f1))).collect();
    if pages.iter().all(|page| page.0 == 0.0) {
        return Vec::new();
    }
    pages.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1).reverse()));
    let lowest = pages.len() / 10;
    let wrong = pages.iter().enumerate().filter(|(_, page)| page.1 < WRONG);
    let found = Figure::mean(wrong.map(|(at, _)| share(at < lowest)));
    vec![("confidence", Figure::mean(pages.iter().map(|page| page.0))), ("doubtful", found)]
}

/// The other figures, in the order in which the script meets them: page by page, and on an article `with` and
/// `without` even when the gold has no snippets. Each comes with the first page that has it.
fn fields(scores: &[PageScore]) -> Vec<(usize, &'static str, Figure)> {
    let first = |there: fn(&PageScore) -> bool| scores.iter().position(there);
    let article = first(|score| score.not_article.is_none());
    let mean = |of: fn(&PageScore) -> &[bool]| Figure::mean(scores.iter().flat_map(of).copied().map(share));
    let authors = Figure::mean(scores.iter().filter_map(|score| score.author));
    let met = [
        (
            first(|score| score.not_article.is_some()),
            "not_article",
            mean(|score| score.not_article.as_slice()),
        ),
        (article, "with", mean(|score| &score.with)),
        (article, "without", mean(|score| &score.without)),
        (first(|score| score.title.is_some()), "title", mean(|score| score.title.as_slice())),
        (first(|score| score.date.is_some()), "date", mean(|score| score.date.as_slice())),
        (first(|score| score.author.is_some()), "author", authors),
    ];
    let mut fields: Vec<_> =
        met.into_iter().filter_map(|(at, name, figure)| Some((at?, name, figure))).collect();
    fields.sort_by_key(|(at, ..)| *at);
    fields
}

fn share(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

fn worst(page: &Page, text: &TextScore) -> Worst {
    let Prf { precision, recall, f1 } = text.words;
    Worst { f1, name: page.id.clone(), why: format!("P {precision:.3} R {recall:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(gold: &str) -> Page {
        serde_json::from_str(gold).expect("a row")
    }

    fn found(id: &str, text: &str) -> PagePrediction {
        PagePrediction { id: id.into(), text: text.into(), article: true, ..PagePrediction::default() }
    }

    fn names(figures: &Figures) -> Vec<&'static str> {
        figures.iter().skip(9).map(|(name, _)| name).collect()
    }

    #[test]
    fn a_row_without_gold_is_not_scored() {
        let pages = [
            page(r#"{"id": "a", "file": "a.html"}"#),
            page(r#"{"id": "b", "file": "b.html", "title": "Một hai", "published": "2026-01-02T03:04"}"#),
        ];
        let more = PagePrediction { title: Some("MỘT, hai".into()), ..found("b", "") };
        let (figures, rows) = score(&pages, &[found("a", "Một"), more]).expect("scored");
        assert_eq!(
            (rows.len(), figures.get("pages"), figures.get("f1"), figures.get("shingle_f1")),
            (0, Some(0.0), None, None)
        );
        assert_eq!(
            (figures.get("title"), figures.get("date"), figures.get("missing")),
            (Some(1.0), Some(0.0), Some(0.0))
        );
        assert_eq!(names(&figures), ["with", "without", "title", "date"]);
    }

    #[test]
    fn figures_come_in_the_order_of_the_rows() {
        let pages = [
            page(
                r#"{"id": "a", "file": "a.html", "text": "một hai", "with": ["một  hai"], "without": ["ba", "hai"]}"#,
            ),
            page(r#"{"id": "b", "file": "b.html", "article": false, "text": "bốn", "title": "Trang chủ"}"#),
            page(
                r#"{"id": "c", "file": "c.html", "article": true, "text": null, "authors": ["An"], "title": ""}"#,
            ),
        ];
        let (figures, rows) = score(&pages, &[found("a", "Một hai"), found("b", " \n")]).expect("scored");
        assert_eq!(names(&figures), ["with", "without", "not_article", "author"]);
        let figure = |name| figures.get(name);
        assert_eq!(
            ["pages", "missing", "f1", "exact", "not_article"].map(figure),
            [2.0, 1.0, 1.0, 1.0, 1.0].map(Some)
        );
        // Snippets are matched with their case, words without it.
        assert_eq!(["with", "without", "author"].map(figure), [0.0, 0.5, 0.0].map(Some));
        assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn confidence_is_worth_the_failures_it_names() {
        let gold = |at: usize| page(&format!("{{\"id\": \"{at}\", \"file\": \"a\", \"text\": \"một hai\"}}"));
        let pages: Vec<Page> = (0..20).map(gold).collect();
        let found = |at: usize| PagePrediction {
            confidence: Some(if at == 7 { 0.2 } else { 0.9 }),
            ..found(&at.to_string(), if at == 7 || at == 9 { "ba" } else { "một hai" })
        };
        let (figures, _) = score(&pages, &(0..20).map(found).collect::<Vec<_>>()).expect("scored");
        assert_eq!((figures.get("doubtful"), figures.get("f1")), (Some(0.5), Some(0.9)));
        let unknown: Vec<_> = (0..20).map(|at| PagePrediction { confidence: None, ..found(at) }).collect();
        assert_eq!(score(&pages, &unknown).expect("scored").0.get("doubtful"), None);
    }

    #[test]
    fn shingles_see_the_order_of_words() {
        let pages = [page(r#"{"id": "a", "file": "a.html", "text": "a b c d e"}"#)];
        let (figures, rows) = score(&pages, &[found("a", "b c d e a")]).expect("scored");
        assert_eq!(
            (figures.get("f1"), figures.get("shingle_f1"), figures.get("exact")),
            (Some(1.0), Some(0.5), Some(0.0))
        );
        assert_eq!(rows[0].why, "P 1.000 R 1.000");
    }
}
