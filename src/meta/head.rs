//! The machine-readable head of a page, read once: title, `<meta>`, canonical address, language, JSON-LD.
//!
//! Collects, does not choose: which of several titles or dates is right is decided by those who compare them.

use serde_json::Value;

use crate::block::normal::normalise;
use crate::page::{Page, Tag};

/// JSON-LD blocks larger than this many bytes are left unread.
const MAX_JSON: usize = 1 << 20;

/// Everything a page's head says.
#[derive(Debug, Default)]
pub struct Head {
    /// The text of `<title>`.
    pub title: Option<String>,
    /// Name or property (lower case) and content of each `<meta>`, in document order.
    pub metas: Vec<(String, String)>,
    /// `<link rel=canonical>`.
    pub canonical: Option<String>,
    /// `<link rel=amphtml>` and `alternate` are not read; `<base href>` is.
    pub base: Option<String>,
    /// `<html lang>`.
    pub lang: Option<String>,
    /// The objects of all JSON-LD scripts, `@graph` and lists flattened.
    pub json_ld: Vec<Value>,
}

impl Head {
    /// Reads the head of a page. Elements that belong in the head are read wherever they stand.
    pub fn read(page: &Page) -> Self {
        let mut head = Self::default();
        for node in page.nodes() {
            match node.tag() {
                Tag::Html if head.lang.is_none() => head.lang = node.attr("lang").map(str::to_owned),
                Tag::Title if head.title.is_none() && !node.ancestors().any(|it| it.tag() == Tag::Svg) => {
                    head.title = Some(normalise(&node.text())).filter(|title| !title.is_empty());
                }
                Tag::Meta => {
                    let name = node.attr("property").or_else(|| node.attr("name")).or_else(|| node.attr("itemprop"));
                    if let (Some(name), Some(content)) = (name, node.attr("content")) {
                        head.metas.push((name.trim().to_lowercase(), normalise(content)));
                    }
                }
                Tag::Link if node.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    head.canonical = head.canonical.or_else(|| node.attr("href").map(|href| href.trim().to_owned()));
                }
                Tag::Base if head.base.is_none() => head.base = node.attr("href").map(str::to_owned),
                Tag::Script if node.attr("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) => {
                    let text: String = node.children().map(|child| child.own_text()).collect();
                    head.add_json(&text);
                }
                _ => {}
            }
        }
        head
    }

    fn add_json(&mut self, text: &str) {
        if text.len() > MAX_JSON {
            return;
        }
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        // Raw line breaks inside strings are the commonest defect of JSON-LD in the wild.
        let value = serde_json::from_str::<Value>(text).or_else(|_| {
            serde_json::from_str(&text.replace(['\n', '\r', '\t'], " "))
        });
        if let Ok(value) = value {
            self.flatten(value, 0);
        }
    }

    fn flatten(&mut self, value: Value, depth: u8) {
        match value {
            Value::Array(items) if depth < 4 => items.into_iter().for_each(|item| self.flatten(item, depth + 1)),
            Value::Object(mut object) => {
                if let Some(graph) = object.remove("@graph").filter(|_| depth < 4) {
                    self.flatten(graph, depth + 1);
                }
                for part in ["mainEntity", "mainEntityOfPage"] {
                    if let Some(inner @ Value::Object(_)) = object.get(part).filter(|_| depth < 4) {
                        self.flatten(inner.clone(), depth + 1);
                    }
                }
                self.json_ld.push(Value::Object(object));
            }
            _ => {}
        }
    }

    /// The first non-empty content of a `<meta>` with one of these names or properties, in the order of `names`.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.metas.iter().find(|(key, content)| key == name && !content.is_empty()).map(|(_, content)| content.as_str())
        })
    }

    /// All non-empty contents of that name or property.
    pub fn all_metas<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        self.metas.iter().filter(move |(key, content)| key == name && !content.is_empty()).map(|(_, content)| content.as_str())
    }

    /// The JSON-LD objects of an article type.
    pub fn articles(&self) -> impl Iterator<Item = &Value> {
        self.json_ld.iter().filter(|object| types_of(object).any(is_article_type))
    }

    /// Whether one of the JSON-LD objects has that type.
    pub fn has_type(&self, name: &str) -> bool {
        self.json_ld.iter().any(|object| types_of(object).any(|it| it == name))
    }
}

/// The `@type` of a JSON-LD object, one or several.
pub fn types_of(object: &Value) -> impl Iterator<Item = &str> {
    let types = object.get("@type");
    let many = types.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    types.and_then(Value::as_str).into_iter().chain(many.iter().filter_map(Value::as_str))
}

/// The schema.org types that mean one article: `Article` and its descendants, `BlogPosting`, `Report`.
fn is_article_type(name: &str) -> bool {
    name.ends_with("Article") || matches!(name, "BlogPosting" | "Report" | "LiveBlogPosting" | "Recipe" | "SocialMediaPosting")
}

#[cfg(test)]
mod tests {
    use super::Head;
    use crate::page::Page;

    #[test]
    fn graphs_and_broken_strings_are_read() {
        let page = Page::parse(
            "<html lang=vi><title> A - B </title><meta property='og:Title' content='A'>\
             <script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],\"headline\":\"A\nB\"}]}</script>",
            1000,
        );
        let head = Head::read(&page);
        assert_eq!((head.lang.as_deref(), head.title.as_deref(), head.meta(&["og:title"])), (Some("vi"), Some("A - B"), Some("A")));
        assert_eq!(head.articles().next().and_then(|it| it["headline"].as_str()), Some("A B"));
    }
}
