//! The machine-readable head of a page, read once: title, `<meta>`, canonical address, language, JSON-LD.
//!
//! Collects, does not choose: which of several titles or dates is right is decided by those who compare them.

use serde_json::Value;

use super::signs::Signs;
use crate::block::normal::{key, normalise};
use crate::page::attr::{Attr, AttrSet};
use crate::page::{Node, Page, Tag};

/// JSON-LD blocks larger than this many bytes are left unread.
const MAX_JSON: usize = 1 << 20;

/// What a `<meta>` says: the names that it has for different readers, and its content.
const NAMED: AttrSet = AttrSet::of(&[Attr::Property, Attr::Name, Attr::Itemprop, Attr::Content]);

/// Everything a page's head says.
#[derive(Debug, Default)]
pub struct Head {
    /// The text of `<title>`.
    pub title: Option<String>,
    /// Name or property (lower case) and content of each `<meta>`, in document order.
    pub metas: Vec<(String, String)>,
    /// A bit for the [`mark`] of each of their names: most of the names that are asked for no page has.
    marks: u64,
    /// `<link rel=canonical>`.
    pub canonical: Option<String>,
    /// `<link rel=amphtml>` and `alternate` are not read; `<base href>` is.
    pub base: Option<String>,
    /// `<html lang>`.
    pub lang: Option<String>,
    /// The objects of all JSON-LD scripts, `@graph` and lists flattened.
    pub json_ld: Vec<Value>,
    /// The elements that say that they hold metadata, wherever they stand.
    pub(super) signs: Signs,
}

impl Head {
    /// Reads the head of a page. Elements that belong in the head are read wherever they stand.
    pub fn read(page: &Page) -> Self {
        let mut head = Self::default();
        for node in page.elements_or_with(is_asked, Signs::ASKED) {
            if node.tag() == Tag::Time || node.has(Signs::ASKED) {
                head.signs.take(node);
            }
            match node.tag() {
                Tag::Html if head.lang.is_none() => head.lang = node.get(Attr::Lang).map(str::to_owned),
                Tag::Title if head.title.is_none() && !node.ancestors().any(|it| it.tag() == Tag::Svg) => {
                    head.title = Some(normalise(&node.text())).filter(|title| !title.is_empty());
                }
                Tag::Meta => head.add_meta(node),
                Tag::Link if node.get(Attr::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    head.canonical =
                        head.canonical.or_else(|| node.get(Attr::Href).map(|href| href.trim().to_owned()));
                }
                Tag::Base if head.base.is_none() => head.base = node.get(Attr::Href).map(str::to_owned),
                Tag::Script
                    if node
                        .get(Attr::Type)
                        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) =>
                {
                    let text: String = node.children().map(Node::own_text).collect();
                    head.add_json(&text);
                }
                _ => {}
            }
        }
        head
    }

    /// The same head of a page that shows more: what stands there is looked for anew.
    #[must_use]
    pub fn shown_by(mut self, page: &Page) -> Self {
        self.signs = Signs::default();
        for node in page.elements_or_with(|tag| tag == Tag::Time, Signs::ASKED) {
            self.signs.take(node);
        }
        self
    }

    fn add_meta(&mut self, node: Node<'_>) {
        // One element often serves two readers: `itemprop=datePublished name=pubdate`.
        let (mut names, mut content) = ([None; 3], None);
        for (attr, value) in node.numbered(NAMED) {
            match attr {
                Attr::Property => names[0] = Some(value),
                Attr::Name => names[1] = Some(value),
                Attr::Itemprop => names[2] = Some(value),
                _ => content = Some(value),
            }
        }
        let Some(content) = content.filter(|_| names.iter().any(Option::is_some)) else { return };
        let content = normalise(content);
        let contents = std::iter::repeat_n(content, names.iter().flatten().count());
        let names = names.into_iter().flatten().map(|name| name.trim().to_lowercase());
        for (name, content) in names.zip(contents) {
            self.marks |= mark(&name);
            self.metas.push((name, content));
        }
    }

    fn add_json(&mut self, text: &str) {
        if text.len() > MAX_JSON {
            return;
        }
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        // Raw line breaks inside strings are the commonest defect of JSON-LD in the wild.
        let value = serde_json::from_str::<Value>(text)
            .or_else(|_| serde_json::from_str(&escaped_breaks(text)))
            .or_else(|_| serde_json::from_str(&without_stray_commas(&escaped_breaks(text))));
        match value {
            Ok(value) => self.flatten(value, 0),
            Err(_) => self.json_ld.extend(salvage(text)),
        }
    }

    fn flatten(&mut self, value: Value, depth: u8) {
        match value {
            Value::Array(items) if depth < 4 => {
                for item in items {
                    self.flatten(item, depth + 1);
                }
            }
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
        names.iter().filter(|name| self.may_have(name)).find_map(|name| {
            self.metas
                .iter()
                .find(|(key, content)| key == name && !content.is_empty())
                .map(|(_, content)| content.as_str())
        })
    }

    fn may_have(&self, name: &str) -> bool {
        self.marks & mark(name) != 0
    }

    /// The address that the page names as its own.
    pub fn address(&self) -> Option<&str> {
        self.canonical.as_deref().or_else(|| self.meta(&["og:url"]))
    }

    /// All non-empty contents of that name or property.
    pub fn all_metas<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        let metas = if self.may_have(name) { self.metas.as_slice() } else { &[] };
        metas
            .iter()
            .filter(move |(key, content)| key == name && !content.is_empty())
            .map(|(_, content)| content.as_str())
    }

    /// The JSON-LD objects of an article type.
    pub fn articles(&self) -> impl Iterator<Item = &Value> {
        self.json_ld.iter().filter(|object| types_of(object).any(is_article_type))
    }

    /// The article object that speaks of this page: the one whose headline is `title`, else the only one there is.
    pub fn main_article(&self, title: Option<&str>) -> Option<&Value> {
        let wanted = title.map(key).unwrap_or_default();
        let named = |it: &&Value| {
            let headline = it
                .get("headline")
                .or_else(|| it.get("name"))
                .and_then(string)
                .map(|it| key(&it))
                .unwrap_or_default();
            !headline.is_empty() && (headline.starts_with(&wanted) || wanted.starts_with(&headline))
        };
        let by_title = if wanted.is_empty() { None } else { self.articles().find(named) };
        by_title.or_else(|| {
            let telling = |it: &&Value| it.get("datePublished").is_some() || it.get("author").is_some();
            let mut articles = self.articles().filter(telling);
            let first = articles.next()?;
            // More than a repetition of the same object is a list of other articles.
            (articles.count() < 3).then_some(first)
        })
    }

    /// The text of the article as the page describes itself (`articleBody`): of its main article, else of the only
    /// object that has one.
    pub fn claimed_body(&self, title: Option<&str>) -> Option<&str> {
        let mut bodies = self.json_ld.iter().filter_map(|it| it.get("articleBody").and_then(Value::as_str));
        let only = bodies.next().filter(|only| !only.is_empty() && bodies.all(|other| other == *only));
        only.or_else(|| self.main_article(title)?.get("articleBody")?.as_str())
    }

    /// Whether one of the JSON-LD objects has that type.
    pub fn has_type(&self, name: &str) -> bool {
        self.json_ld.iter().any(|object| types_of(object).any(|it| it == name))
    }
}

/// A bit for the length and the ends of a name.
fn mark(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let [first, last] = [bytes.first(), bytes.last()].map(|byte| byte.map_or(0, |&byte| usize::from(byte)));
    1 << ((first * 5 + last * 11 + bytes.len()) % 64)
}

/// Whether an element is read for its tag.
const fn is_asked(tag: Tag) -> bool {
    matches!(tag, Tag::Html | Tag::Title | Tag::Meta | Tag::Link | Tag::Base | Tag::Script | Tag::Time)
}

/// The `@type` of a JSON-LD object, one or several.
pub fn types_of(object: &Value) -> impl Iterator<Item = &str> {
    let types = object.get("@type");
    let many = types.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    types.and_then(Value::as_str).into_iter().chain(many.iter().filter_map(Value::as_str))
}

/// A string of JSON-LD as a reader would see it: references resolved, white space collapsed.
pub(crate) fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Array(items) => items.first()?.as_str()?,
        _ => return None,
    };
    let text = if text.contains('&') && text.contains(';') {
        // The parser knows all references; a "<" that is meant would end the text here, so it is kept out of it.
        Page::parse(&text.replace('<', "&lt;"), 16).nodes().map(|node| node.own_text().to_owned()).collect()
    } else {
        text.to_owned()
    };
    Some(normalise(&text)).filter(|text| !text.is_empty())
}

/// The text with line breaks inside strings as escapes: they part paragraphs of `articleBody`.
fn escaped_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            '\n' if inside => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        inside ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    out
}

/// The text without commas before closing brackets.
fn without_stray_commas(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '}' | ']') {
            let kept = out.trim_end().strip_suffix(',').map(str::len);
            if let Some(kept) = kept {
                out.truncate(kept);
            }
        }
        out.push(c);
    }
    out
}

/// What a script that is no JSON still tells: type, headline and dates of an article, by their keys.
fn salvage(text: &str) -> Option<Value> {
    let mut object = serde_json::Map::new();
    for name in ["@type", "headline", "datePublished", "dateModified"] {
        if let Some(found) = field(text, name) {
            object.insert(name.to_owned(), Value::String(found));
        }
    }
    let author = text.find("\"author\"").and_then(|at| field(&text[at..], "name"));
    if let Some(author) = author {
        object.insert("author".to_owned(), Value::String(author));
    }
    object.get("@type").and_then(Value::as_str).is_some_and(is_article_type).then_some(Value::Object(object))
}

/// The string after `"name":`, up to the quote that a comma, bracket or the end follows.
fn field(text: &str, name: &str) -> Option<String> {
    let after = &text[text.find(&format!("\"{name}\""))? + name.len() + 2..];
    let after = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let end =
        after.match_indices('"').find(|(at, _)| after[at + 1..].trim_start().starts_with([',', '}', ']']))?.0;
    Some(after[..end].to_owned())
}

/// The schema.org types that mean one article: `Article` and its descendants, `BlogPosting`, `Report`.
fn is_article_type(name: &str) -> bool {
    name.ends_with("Article")
        || matches!(name, "BlogPosting" | "Report" | "LiveBlogPosting" | "Recipe" | "SocialMediaPosting")
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
        assert_eq!(
            (head.lang.as_deref(), head.title.as_deref(), head.meta(&["og:title"])),
            (Some("vi"), Some("A - B"), Some("A"))
        );
        let headline = head.articles().next().and_then(|it| super::string(&it["headline"]));
        assert_eq!(headline.as_deref(), Some("A B"));
    }

    #[test]
    fn json_that_is_none_still_tells_its_dates() {
        let page = Page::parse(
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A \"B\" C\",\"datePublished\":\"2024-03-05\",}</script>\
             <script type='application/ld+json'>[{\"@type\":\"Article\",\"headline\":\"R&amp;D &#8217;s\",},]</script>",
            1000,
        );
        let head = Head::read(&page);
        let headlines: Vec<_> = head.articles().filter_map(|it| super::string(&it["headline"])).collect();
        assert_eq!(headlines, ["A \"B\" C", "R&D ’s"]);
        assert_eq!(
            head.main_article(Some("A \"B\" C")).and_then(|it| it["datePublished"].as_str()),
            Some("2024-03-05")
        );
    }
}
