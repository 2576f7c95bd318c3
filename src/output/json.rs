//! The JSON form: one object on one line.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::article::{Article, ArticleBlock, Image, Outcome, SCHEMA_VERSION};

/// The object of a record: what every one begins with, and what follows from its status.
#[derive(Serialize)]
pub(crate) struct Object<'a> {
    schema_version: u32,
    id: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "is_empty", serialize_with = "in_order")]
    kept: Pairs<'a>,
    #[serde(flatten)]
    rest: Rest<'a>,
}

/// What follows from the status.
#[derive(Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "one at a time, and an article is the usual case")]
enum Rest<'a> {
    Article(Fields<'a>),
    NoArticle { reason: &'static str },
    Failed { error: &'a str },
}

/// Values of the input record that are carried through, by their names.
type Pairs<'a> = &'a [(String, Value)];

fn is_empty(kept: &Pairs<'_>) -> bool {
    kept.is_empty()
}

fn in_order<S: Serializer>(kept: &Pairs<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(kept.iter().map(|(key, value)| (key, value)))
}

/// An article with its text, and its blocks only where they are asked for.
#[derive(Serialize)]
struct Fields<'a> {
    url: Option<&'a str>,
    canonical: Option<&'a str>,
    site_name: Option<&'a str>,
    rule: &'a str,
    title: Option<&'a str>,
    lead: Option<&'a str>,
    authors: &'a [String],
    source: Option<&'a str>,
    published: Option<&'a str>,
    modified: Option<&'a str>,
    section: Option<&'a str>,
    tags: &'a [String],
    description: Option<&'a str>,
    images: &'a [Image],
    language: Option<&'a str>,
    encoding: Option<&'a str>,
    truncated: &'a [String],
    confidence: f64,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<&'a [ArticleBlock]>,
}

/// The outcome of the record `id` as a JSON object without a line end. `kept` stands behind its status,
/// unless there is nothing; with `blocks`, every kept block is in it.
pub fn json(id: &str, kept: &[(String, Value)], outcome: &Outcome, blocks: bool) -> String {
    line(&Object::new((id, kept), Ok(outcome), blocks))
}

/// A record that gave no outcome, as a JSON object without a line end.
pub fn json_error(id: &str, kept: &[(String, Value)], error: &str) -> String {
    line(&Object::new((id, kept), Err(error), false))
}

fn line(object: &Object<'_>) -> String {
    // Only JSON values, strings, numbers and lists of them: nothing of this can fail to be written.
    serde_json::to_string(object).unwrap_or_default()
}

impl<'a> Object<'a> {
    /// The object of the record `id`, of what became of it; with `blocks`, every kept block of an article is in it.
    pub(crate) fn new(
        (id, kept): (&'a str, Pairs<'a>),
        became: Result<&'a Outcome, &'a str>,
        blocks: bool,
    ) -> Self {
        let (status, rest) = match became {
            Ok(Outcome::Article(article)) => ("article", Rest::Article(fields(article, blocks))),
            Ok(Outcome::NoArticle { reason }) => ("no_article", Rest::NoArticle { reason: reason.name() }),
            Err(error) => ("error", Rest::Failed { error }),
        };
        Self { schema_version: SCHEMA_VERSION, id, status, kept, rest }
    }
}

/// Takes the article apart, so that a new field of it cannot be forgotten here.
fn fields(article: &Article, with_blocks: bool) -> Fields<'_> {
    let Article {
        url,
        canonical,
        site_name,
        rule,
        title,
        lead,
        blocks,
        authors,
        source,
        published,
        modified,
        section,
        tags,
        description,
        images,
        language,
        encoding,
        truncated,
        confidence,
    } = article;
    Fields {
        url: url.as_deref(),
        canonical: canonical.as_deref(),
        site_name: site_name.as_deref(),
        rule,
        title: title.as_deref(),
        lead: lead.as_deref(),
        authors,
        source: source.as_deref(),
        published: published.as_deref(),
        modified: modified.as_deref(),
        section: section.as_deref(),
        tags,
        description: description.as_deref(),
        images,
        language: language.as_deref(),
        encoding: encoding.as_deref(),
        truncated,
        confidence: *confidence,
        text: article.text(),
        blocks: with_blocks.then_some(blocks),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json as value};

    use super::super::samples::{article, block};
    use super::*;
    use crate::article::Reason;
    use crate::label::Label;

    fn parsed(line: &str) -> Value {
        assert!(!line.contains('\n'), "one line");
        serde_json::from_str(line).expect("JSON")
    }

    #[test]
    fn an_article_has_its_text_and_every_field_even_if_empty() {
        let mut sample = article(vec![block(Label::Lead, "Một."), block(Label::Code, "a\n  b")]);
        sample.blocks[0].lines = Some((3, 4));
        let outcome = Outcome::Article(sample);
        let line = json("a/b.html", &[], &outcome, false);
        assert!(
            line.starts_with(r#"{"schema_version":1,"id":"a/b.html","status":"article","url":null,"#),
            "{line}"
        );
        let object = parsed(&line);
        assert_eq!(object["text"], "Một.\na\n  b");
        assert_eq!(object["authors"], value!([]));
        assert!(object.get("blocks").is_none());
        let blocks = parsed(&json("a", &[], &outcome, true))["blocks"].take();
        let expected =
            value!([{"label": "lead", "text": "Một.", "lines": [3, 4]}, {"label": "code", "text": "a\n  b"}]);
        assert_eq!(blocks, expected);
    }

    #[test]
    fn every_field_of_the_article_is_in_the_json() {
        let sample = article(Vec::new());
        let whole = serde_json::to_value(&sample).expect("JSON");
        let object = parsed(&json("a", &[], &Outcome::Article(sample), true));
        for key in whole.as_object().expect("an object").keys() {
            assert_eq!(object[key], whole[key], "{key}");
        }
    }

    #[test]
    fn other_outcomes_say_why() {
        let none = json("x", &[], &Outcome::NoArticle { reason: Reason::SectionPage }, true);
        assert_eq!(none, r#"{"schema_version":1,"id":"x","status":"no_article","reason":"section_page"}"#);
        let error = json_error("d:2", &[], "line \"2\"\nis broken");
        assert_eq!(parsed(&error)["error"], "line \"2\"\nis broken");
        assert_eq!(parsed(&error)["status"], "error");
    }

    #[test]
    fn what_is_kept_stands_behind_the_status_in_its_order() {
        let kept = [("z".to_owned(), value!(7)), ("a.b".to_owned(), value!({"c": [null]}))];
        let expected =
            r#"{"schema_version":1,"id":"x","status":"error","kept":{"z":7,"a.b":{"c":[null]}},"error":"e"}"#;
        assert_eq!(json_error("x", &kept, "e"), expected);
    }
}
