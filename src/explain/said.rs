//! Who says what of a field: machines are told in JSON-LD and `<meta>`, readers are shown headings, date lines and bylines.
//!
//! Collects and compares; which source is right was decided by `meta`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{FieldSaid, Saying};
use crate::article::Article;
use crate::block::normal::key;
use crate::block::{Block, Form};
use crate::extract::Trace;
use crate::label::Label;
use crate::meta::date::{self, Locale};
use crate::meta::head::string;
use crate::meta::{AUTHOR_METAS, DESCRIPTION_METAS, Head, MODIFIED_METAS, PUBLISHED_METAS, TITLE_METAS};

/// Sayings that are listed of a field at most: a page can declare a thousand authors.
const LISTED: usize = 16;

/// The longest saying that is shown, in characters.
const SHOWN: usize = 300;

/// The fields of an article with what the page's sources say of them.
pub(super) fn fields(article: &Article, head: &Head, trace: &Trace) -> Vec<FieldSaid> {
    let list = |all: &[String]| Some(all.join("; ")).filter(|all| !all.is_empty());
    let page = Sources { head, trace, object: head.main_article(article.title.as_deref()) };
    vec![
        text("title", article.title.clone(), page.titles()),
        text("authors", list(&article.authors), page.authors()),
        dated("published", article.published.clone(), page.published()),
        dated("modified", article.modified.clone(), page.modified()),
        text("source", article.source.clone(), page.labelled(Label::Source)),
        text("section", article.section.clone(), page.section()),
        text("tags", list(&article.tags), page.tags()),
        text("description", article.description.clone(), page.metas(DESCRIPTION_METAS)),
        text("site_name", article.site_name.clone(), page.site_name()),
        text("canonical", article.canonical.clone(), page.canonical()),
        text("language", article.language.clone(), page.language()),
    ]
}

/// A source and what it says.
type Said = (String, String);

/// What can be asked.
struct Sources<'a> {
    head: &'a Head,
    trace: &'a Trace,
    /// The JSON-LD object that speaks of the article.
    object: Option<&'a Value>,
}

impl Sources<'_> {
    fn metas(&self, names: &[&str]) -> Vec<Said> {
        let all = names
            .iter()
            .flat_map(|name| self.head.all_metas(name).map(|text| (shown_meta(name), text.to_owned())));
        all.collect()
    }

    /// The values of a field of the JSON-LD object of the article.
    fn json(&self, field: &str) -> Vec<Said> {
        let value = self.object.and_then(|object| object.get(field));
        let mut out = Vec::new();
        names_in(value.unwrap_or(&Value::Null), &mut out);
        out.into_iter().map(|text| (format!("JSON-LD {field}"), text)).collect()
    }

    fn labelled(&self, label: Label) -> Vec<Said> {
        self.shown(|_, found| found == label, label.name())
    }

    /// What readers are shown in blocks that fit.
    fn shown(&self, fits: impl Fn(&Block, Label) -> bool, name: &str) -> Vec<Said> {
        let blocks = self.trace.cut.blocks.iter().zip(&self.trace.verdicts);
        let fitting = blocks.filter(|(block, verdict)| fits(block, verdict.label));
        fitting
            .map(|(block, verdict)| (format!("{name} block ({})", verdict.rule), block.text.clone()))
            .collect()
    }

    fn titles(&self) -> Vec<Said> {
        let mut all = self.labelled(Label::Title);
        all.extend(
            self.shown(|block, label| block.form == Form::Heading(1) && label != Label::Title, "<h1>"),
        );
        all.extend(self.metas(TITLE_METAS));
        all.extend(self.json("headline"));
        all.extend(self.head.title.clone().map(|title| ("<title>".to_owned(), title)));
        all
    }

    fn authors(&self) -> Vec<Said> {
        let mut all = self.json("author");
        all.extend(self.json("creator"));
        all.extend(self.metas(AUTHOR_METAS));
        all.extend(self.labelled(Label::Byline));
        all
    }

    fn published(&self) -> Vec<Said> {
        let mut all = self.json("datePublished");
        all.extend(self.json("dateCreated"));
        all.extend(self.metas(PUBLISHED_METAS));
        all.extend(self.labelled(Label::Dateline));
        all
    }

    fn modified(&self) -> Vec<Said> {
        let mut all = self.json("dateModified");
        all.extend(self.metas(MODIFIED_METAS));
        all.extend(self.labelled(Label::Dateline));
        all
    }

    fn section(&self) -> Vec<Said> {
        let mut all = self.json("articleSection");
        all.extend(self.metas(&["article:section"]));
        all.extend(self.labelled(Label::Breadcrumb));
        all
    }

    fn tags(&self) -> Vec<Said> {
        let mut all = self.json("keywords");
        all.extend(self.metas(&["article:tag", "keywords", "news_keywords"]));
        all.extend(self.labelled(Label::Tag));
        all
    }

    fn site_name(&self) -> Vec<Said> {
        let mut all = self.metas(&["og:site_name", "application-name"]);
        all.extend(self.json("publisher"));
        all
    }

    fn canonical(&self) -> Vec<Said> {
        let link = self.head.canonical.clone().map(|href| ("<link rel=canonical>".to_owned(), href));
        link.into_iter().chain(self.metas(&["og:url"])).collect()
    }

    fn language(&self) -> Vec<Said> {
        let lang = self.head.lang.clone().map(|lang| ("<html lang>".to_owned(), lang));
        lang.into_iter().chain(self.metas(&["og:locale"])).collect()
    }
}

fn shown_meta(name: &str) -> String {
    if name.contains(':') { name.to_owned() } else { format!("<meta {name}>") }
}

/// The strings in a JSON-LD value, and the names of its objects.
fn names_in(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().filter(|item| !item.is_array()).for_each(|item| names_in(item, out));
        }
        Value::Object(object) => out.extend(object.get("name").and_then(string)),
        value => out.extend(string(value)),
    }
}

fn text(field: &'static str, value: Option<String>, said: Vec<Said>) -> FieldSaid {
    let wanted = value.as_deref().map(key).unwrap_or_default();
    let agrees = |text: &str| {
        let text = key(text);
        // "A - Site", "By A", one author of two: the same with something beside it.
        !wanted.is_empty() && !text.is_empty() && (text.contains(&wanted) || wanted.contains(&text))
    };
    field_said(field, value, said, agrees)
}

fn dated(field: &'static str, value: Option<String>, said: Vec<Said>) -> FieldSaid {
    let locale = Locale::vietnamese(None);
    let day =
        |text: &str| date::declared(text, &locale).or_else(|| date::parse(text, &locale)).map(|it| it.date);
    let wanted = value.as_deref().and_then(day);
    field_said(field, value, said, |text| wanted.is_some() && day(text) == wanted)
}

fn field_said(
    field: &'static str,
    value: Option<String>,
    said: Vec<Said>,
    agrees: impl Fn(&str) -> bool,
) -> FieldSaid {
    let mut seen = BTreeSet::new();
    let said = said.into_iter().filter(|saying| seen.insert(saying.clone())).take(LISTED);
    let said = said.map(|(by, value)| Saying {
        by,
        agrees: agrees(&value),
        value: value.chars().take(SHOWN).collect(),
    });
    FieldSaid { field, value, said: said.collect() }
}
