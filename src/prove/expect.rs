//! What a person expects of a fixture: `expect.toml`, as `fixtures/README.md` describes it.

use serde::Deserialize;

use crate::article::{Article, Outcome};
use crate::eval::words;
use crate::extract::Trace;
use crate::label::Label;
use crate::meta::split_credit;

/// So much of an end of a text is shown where another was expected, in characters.
const SHOWN: usize = 80;

/// What a person expects of a page. What is not said is not asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expectation {
    rule: Option<String>,
    no_article: Option<String>,
    title: Option<String>,
    lead: Option<String>,
    authors: Option<Vec<String>>,
    source: Option<String>,
    published: Option<String>,
    section: Option<String>,
    tags: Option<Vec<String>>,
    captions: Option<Vec<String>>,
    first: Option<String>,
    last: Option<String>,
    must_have: Vec<String>,
    must_not_have: Vec<String>,
    kept: Option<Vec<u32>>,
}

impl Expectation {
    /// F1 over the words that are expected: those of `first`, `last` and `must_have` that the text holds are found, those of
    /// `must_not_have` that it holds are wrong.
    pub fn word_f1(&self, text: &str) -> f64 {
        let text = flat(text);
        let has = |it: &&String| text.contains(&flat(it));
        let count = |all: &mut dyn Iterator<Item = &String>| all.map(|it| words(it)).sum::<usize>() as f64;
        let wanted = || self.must_have.iter().chain(&self.first).chain(&self.last);
        let (hit, all) = (count(&mut wanted().filter(has)), count(&mut wanted()));
        let wrong = count(&mut self.must_not_have.iter().filter(has));
        if all + wrong == 0.0 { 1.0 } else { 2.0 * hit / (all + hit + wrong) }
    }

    /// What of a page is not as expected.
    pub fn faults(&self, trace: &Trace) -> Vec<String> {
        match (&trace.outcome, &self.no_article) {
            (Outcome::NoArticle { reason }, Some(expected)) if reason.name() == expected => Vec::new(),
            (Outcome::NoArticle { reason }, Some(expected)) => {
                vec![format!("no article ({}), expected none ({expected})", reason.name())]
            }
            (Outcome::NoArticle { reason }, None) => {
                vec![format!("no article ({}), expected one", reason.name())]
            }
            (Outcome::Article(_), Some(expected)) => vec![format!("an article, expected none ({expected})")],
            (Outcome::Article(article), None) => {
                let mut faults = self.field_faults(article, &captions(trace, article));
                faults.extend(self.text_faults(&article.text()));
                faults
            }
        }
    }

    fn field_faults(&self, article: &Article, captions: &[String]) -> Vec<String> {
        let list = |items: &[String]| items.join(" ¦ ");
        let lines = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        let kept = article.blocks.iter().filter_map(|it| it.lines).flat_map(|(from, to)| from..=to);
        let asked = [
            ("rule", self.rule.clone(), Some(article.rule.clone())),
            ("title", self.title.clone(), article.title.clone()),
            ("lead", self.lead.clone(), article.lead.clone()),
            ("authors", self.authors.as_deref().map(list), Some(list(&article.authors))),
            ("source", self.source.clone(), article.source.clone()),
            ("published", self.published.clone(), article.published.clone()),
            ("section", self.section.clone(), article.section.clone()),
            ("tags", self.tags.as_deref().map(list), Some(list(&article.tags))),
            ("captions", self.captions.as_deref().map(list), Some(list(captions))),
            ("kept", self.kept.as_deref().map(lines), Some(lines(&kept.collect::<Vec<_>>()))),
        ];
        let wrong = asked.into_iter().filter(|(_, expected, found)| expected.is_some() && expected != found);
        let said = |value: Option<String>| value.map_or("nothing".to_owned(), |it| format!("{it:?}"));
        wrong
            .map(|(field, expected, found)| {
                format!("{field}: expected {}, found {}", said(expected), said(found))
            })
            .collect()
    }

    fn text_faults(&self, text: &str) -> Vec<String> {
        let text = flat(text);
        let first = self.first.iter().filter(|it| !text.starts_with(&flat(it)));
        let last = self.last.iter().filter(|it| !text.ends_with(&flat(it)));
        let missing = self.must_have.iter().filter(|it| !text.contains(&flat(it)));
        let kept = self.must_not_have.iter().filter(|it| text.contains(&flat(it)));
        let start = || text.chars().take(SHOWN).collect::<String>();
        let end = || text.chars().skip(text.chars().count().saturating_sub(SHOWN)).collect::<String>();
        let mut faults: Vec<String> =
            first.map(|it| format!("the text begins with {:?}, expected {it:?}", start())).collect();
        faults.extend(last.map(|it| format!("the text ends with {:?}, expected {it:?}", end())));
        faults.extend(missing.map(|it| format!("lost {it:?}")));
        faults.extend(kept.map(|it| format!("kept {it:?}")));
        faults
    }
}

/// The captions of an article: of its pictures, or of the lines where a text has lost the pictures.
fn captions(trace: &Trace, article: &Article) -> Vec<String> {
    if trace.cut.blocks.iter().any(|block| block.markup.is_some()) {
        return article.images.iter().filter_map(|image| image.caption.clone()).collect();
    }
    let lines = trace.cut.blocks.iter().zip(&trace.verdicts);
    lines.filter(|(_, it)| it.label == Label::Caption).map(|(block, _)| split_credit(&block.text).0).collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
