//! Scores of a set of lines: each flattened page by itself, then all together.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Error;
use super::gold::{Document, is_text};
use super::predict::{LinesPrediction, by_name};
use super::report::{Figure, Figures, Worst};
use super::score::{Prf, f1};

/// Mistakes that the row of a page names.
const NAMED: usize = 6;

/// How a flattened page went, in characters.
#[derive(Debug)]
struct LinesScore {
    hit: usize,
    kept: usize,
    wanted: usize,
    exact: bool,
    row: Worst,
}

/// The figures of a set of lines, and its labelled pages in the order of the gold.
pub(super) fn score(
    documents: &[Document],
    found: &[LinesPrediction],
) -> Result<(Figures, Vec<Worst>), Error> {
    let named = by_name(found, |row| &row.file, documents.iter().map(|document| document.file.as_str()))?;
    let score = |document: &Document| {
        let kept = named.get(document.file.as_str()).map_or(&[][..], |row| &row.kept);
        Some(lines_score(document, document.labels.as_deref()?, kept))
    };
    let scores: Vec<LinesScore> = documents.par_iter().filter_map(score).collect();
    let figures = figures(&scores, documents.len() - named.len());
    Ok((figures, scores.into_iter().map(|score| score.row).collect()))
}

fn lines_score(document: &Document, labels: &[(usize, String)], kept: &[usize]) -> LinesScore {
    let of = |wanted: fn(&str) -> bool| -> BTreeSet<usize> {
        labels.iter().filter(|(_, class)| wanted(class)).map(|(line, _)| *line).collect()
    };
    // A class with a question mark is one that the text alone does not tell: no mistake either way.
    let (wanted, either) = (of(is_text), of(|class| class.ends_with('?')));
    let kept = kept.iter().copied().filter(|line| document.size(*line) > 0 && !either.contains(line));
    let kept: BTreeSet<usize> = kept.collect();
    let size =
        |lines: &mut dyn Iterator<Item = &usize>| lines.map(|line| document.size(*line)).sum::<usize>();
    let hit = size(&mut wanted.intersection(&kept));
    let (kept_size, wanted_size) = (size(&mut kept.iter()), size(&mut wanted.iter()));
    let Prf { precision, recall, f1 } = Prf::new(hit, wanted_size, kept_size);
    let classes: BTreeMap<usize, &str> = labels.iter().map(|(line, class)| (*line, class.as_str())).collect();
    let wrong = mistakes(kept.difference(&wanted), &classes);
    let lost = mistakes(wanted.difference(&kept), &classes);
    let why = format!("P {precision:.3} R {recall:.3} wrong [{wrong}] lost [{lost}]");
    let row = Worst { f1, name: document.file.clone(), why };
    LinesScore { hit, kept: kept_size, wanted: wanted_size, exact: kept == wanted, row }
}

/// The first lines with their classes, as the script writes them: `(3, 'nav'), (9, None)`.
fn mistakes<'l>(lines: impl Iterator<Item = &'l usize>, classes: &BTreeMap<usize, &str>) -> String {
    let named = lines.take(NAMED).map(|line| match classes.get(line) {
        Some(class) => format!("({line}, '{class}')"),
        None => format!("({line}, None)"),
    });
    named.collect::<Vec<_>>().join(", ")
}

fn figures(scores: &[LinesScore], missing: usize) -> Figures {
    let sum = |of: fn(&LinesScore) -> usize| scores.iter().map(of).sum::<usize>();
    let (hit, kept, wanted) = (sum(|score| score.hit), sum(|score| score.kept), sum(|score| score.wanted));
    // Over all pages, unlike on one, keeping nothing is never right.
    let precision = if kept > 0 { hit as f64 / kept as f64 } else { 0.0 };
    let recall = if wanted > 0 { hit as f64 / wanted as f64 } else { 1.0 };
    let all = |value: f64| if scores.is_empty() { Figure::Nothing } else { Figure::Share(value) };
    let mut figures = Figures::default();
    figures.push("documents", Figure::Count(scores.len()));
    figures.push("missing", Figure::Count(missing));
    figures.push("f1", all(f1(precision, recall)));
    figures.push("precision", all(precision));
    figures.push("recall", all(recall));
    figures.push("macro_f1", Figure::mean(scores.iter().map(|score| score.row.f1)));
    figures.push("exact", Figure::mean(scores.iter().map(|score| f64::from(u8::from(score.exact)))));
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(file: &str, labels: Option<&[(usize, &str)]>) -> Document {
        let labels =
            labels.map(|labels| labels.iter().map(|(line, class)| (*line, (*class).to_owned())).collect());
        Document {
            file: file.into(),
            url: None,
            text: String::new(),
            sizes: vec![10, 0, 30, 5, 5, 20],
            labels,
        }
    }

    fn kept(file: &str, kept: &[usize]) -> LinesPrediction {
        LinesPrediction { file: file.into(), kept: kept.to_vec() }
    }

    const LABELS: [(usize, &str); 5] =
        [(1, "lead"), (3, "body"), (4, "caption?"), (5, "nav"), (6, "related")];

    #[test]
    fn lines_weigh_by_their_characters() {
        let documents = [document("a", Some(&LABELS))];
        let (figures, rows) = score(&documents, &[kept("a", &[2, 3, 4, 6, 7])]).expect("scored");
        // 30 characters of 40 found, 50 kept: lines 2 and 7 are none, line 4 counts neither way.
        assert_eq!((figures.get("recall"), figures.get("precision")), (Some(0.75), Some(0.6)));
        assert_eq!(rows[0].why, "P 0.600 R 0.750 wrong [(6, 'related')] lost [(1, 'lead')]");
        let (figures, rows) = score(&documents, &[kept("a", &[1, 3, 4])]).expect("scored");
        assert_eq!(
            (figures.get("exact"), rows[0].why.as_str()),
            (Some(1.0), "P 1.000 R 1.000 wrong [] lost []")
        );
    }

    #[test]
    fn a_missing_page_counts_as_empty_and_an_unlabelled_one_not_at_all() {
        let documents = [document("a", Some(&LABELS)), document("b", None), document("c", Some(&LABELS))];
        let found = [kept("a", &[1, 3]), kept("b", &[6])];
        let (figures, rows) = score(&documents, &found).expect("scored");
        let figure = |name| figures.get(name);
        assert_eq!(["documents", "missing", "precision"].map(figure), [2.0, 1.0, 1.0].map(Some));
        assert_eq!(["recall", "macro_f1", "exact"].map(figure), [Some(0.5); 3]);
        assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        let (figures, _) = score(&documents[1..2], &found[1..]).expect("scored");
        assert_eq!((figures.get("documents"), figures.get("f1")), (Some(0.0), None));
    }

    #[test]
    fn at_most_six_mistakes_are_named() {
        let many = Document { sizes: vec![1; 9], ..document("a", Some(&[])) };
        let (_, rows) = score(&[many], &[kept("a", &[9, 8, 7, 6, 5, 4, 3, 2, 1])]).expect("scored");
        let six: Vec<String> = (1..=6).map(|line| format!("({line}, None)")).collect();
        assert_eq!(rows[0].why, format!("P 0.000 R 1.000 wrong [{}] lost []", six.join(", ")));
    }
}
