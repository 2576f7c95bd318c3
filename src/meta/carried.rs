//! Carried: the article's text where the page carries it as data and does not show it. The last resort.
//!
//! Pages that draw themselves in the browser, or that lock their text, show a headline, a teaser or a spinner; the text
//! stands in JSON-LD or in the state of a script, as `articleBody`. It is taken only when the page was found to hold
//! hardly any text and shows next to nothing of the carried one: what a reader sees is never replaced. What of it is
//! article, the classifier says; this module must not know labels.

use std::collections::HashSet;

use serde_json::Value;

use super::Head;
use crate::block::normal::key;
use crate::block::text::is_stop;
use crate::block::{Cut, TextFacts};
use crate::page::limits::Limits;
use crate::page::{Node, Page, Tag};

/// A page from which so many words were kept shows an article, or an excerpt worth having: teasers end before.
const LITTLE_WORDS: u32 = 150;

/// A carried text has at least so many words, or it is a summary.
const MIN_WORDS: u32 = 60;

/// What was kept is less than this share of the carried text, or the page shows its article after all.
const KEPT_SHARE: f64 = 0.5;

/// And the page shows less than this share of the carried text, kept or not: an article that is on the page was lost
/// by whoever reads the page, and taking it from elsewhere would hide that.
const SHOWN_SHARE: f64 = 0.35;

/// Two texts have words in common where so many follow each other alike.
const SHINGLE: usize = 4;

/// So many mentions of `articleBody` in one script are looked at: more make a list of articles.
const MAX_MENTIONS: usize = 8;

/// Literals inside literals are read so deep: JSON in a string in JSON.
const MAX_LAYERS: usize = 3;

/// What marks the carried text once it is part of the page.
const MARK: &str = "data-carried";

/// An article's text that its page does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Where it stands, for the trace.
    pub source: &'static str,
    /// Its mark-up.
    html: String,
}

impl Carried {
    /// The page as if it showed the text below everything else, and the nodes of the text.
    pub fn shown(&self, page: &str, limits: Limits) -> Option<(Page<'static>, (u32, u32))> {
        // What the page left open would swallow the text; end tags of what is not open mean nothing.
        let whole = format!(
            "{page}</script></style></textarea></select></table><article {MARK} itemprop=articleBody>{}</article>",
            self.html
        );
        let page = Page::parse_owned(whole, limits);
        let start = page.elements(Tag::Article).filter(|node| node.attr(MARK).is_some()).last()?;
        // An end tag too many in the text would close the element early; nothing comes after it.
        let nodes = (start.at(), page.len());
        (!page.truncated()).then_some((page, nodes))
    }
}

/// The carried text of a page of which `kept` words were kept; `None` where the page shows its text or carries none.
pub fn carried(
    page: &Page,
    head: &Head,
    title: impl FnOnce() -> Option<String>,
    (cut, kept): (&Cut, u32),
) -> Option<Carried> {
    if kept >= LITTLE_WORDS {
        return None;
    }
    let in_json =
        || Some(Carried { source: "JSON-LD articleBody", html: mark_up(&of_json_ld(head, title)?) });
    let in_state = || Some(Carried { source: "articleBody in a script", html: mark_up(&of_scripts(page)?) });
    let telling = |it: &Carried| {
        let text = Page::parse(&it.html, usize::MAX).node(0).text();
        let words = TextFacts::of(&text).words;
        words >= MIN_WORDS
            && f64::from(kept) < f64::from(words) * KEPT_SHARE
            && shown_share(&text, cut) < SHOWN_SHARE
    };
    in_json().filter(&telling).or_else(|| in_state().filter(&telling))
}

/// `articleBody` of the object that speaks of this page, else the only one there is.
fn of_json_ld(head: &Head, title: impl FnOnce() -> Option<String>) -> Option<String> {
    if !head.articles().any(|object| object.get("articleBody").is_some()) {
        return None;
    }
    let body = |object: &Value| match object.get("articleBody")? {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => Some(parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")),
        _ => None,
    };
    head.main_article(title().as_deref()).and_then(body).or_else(|| only(head.articles().filter_map(body)))
}

/// `articleBody` in scripts that are no JSON-LD or do not parse: the only one of some length.
fn of_scripts(page: &Page) -> Option<String> {
    let scripts = page.elements(Tag::Script).flat_map(|script| {
        let text = script.children().map(Node::own_text).find(|text| text.contains("articleBody"));
        text.into_iter().flat_map(bodies)
    });
    only(scripts)
}

/// The only text that is long enough, however often it is repeated.
fn only(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut found: Option<String> = None;
    for text in texts.filter(|text| TextFacts::of(text).words >= MIN_WORDS) {
        match &found {
            Some(other) if *other != text => return None,
            _ => found = Some(text),
        }
    }
    found
}

fn bodies(script: &str) -> impl Iterator<Item = String> {
    let mentions = script.match_indices("articleBody").take(MAX_MENTIONS);
    mentions.filter_map(|(at, name)| value(&script[at + name.len()..], MAX_LAYERS))
}

/// The string after a name: `": "…"`, `:'…'`, or the same inside a string literal, with a backslash before each quote.
fn value(after: &str, layers: usize) -> Option<String> {
    if layers == 0 {
        return None;
    }
    if after.starts_with('\\') {
        return value(&literal(after, '"')?, layers - 1);
    }
    let after = after.strip_prefix(['"', '\'']).unwrap_or(after).trim_start().strip_prefix(':')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    literal(&after[1..], quote)
}

/// The text of a string literal up to its closing quote, escapes resolved as JSON and scripts do.
fn literal(text: &str, quote: char) -> Option<String> {
    // Halves of a surrogate pair come one by one, so units are collected, not characters.
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    loop {
        let mut chars = rest.chars();
        let mut c = chars.next()?;
        if c == quote {
            return Some(String::from_utf16_lossy(&units));
        }
        if c == '\\' {
            let escaped = chars.next()?;
            if let Some(length) = [('u', 4), ('x', 2)].iter().find(|it| it.0 == escaped).map(|it| it.1) {
                units.push(u16::from_str_radix(chars.as_str().get(..length)?, 16).ok()?);
                rest = &chars.as_str()[length..];
                continue;
            }
            c = match escaped {
                'n' | 'r' => '\n',
                't' | 'b' | 'f' => ' ',
                other => other,
            };
        }
        units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
        rest = chars.as_str();
    }
}

/// The text as mark-up: escaped mark-up unescaped, lines and sentences that lost the space between them as paragraphs.
fn mark_up(text: &str) -> String {
    let mut text = text.trim().to_owned();
    for _ in 0..2 {
        // Publishers escape the mark-up for its place in an attribute, some once more for its place in JSON.
        if text.contains("&lt;") && !text.contains("</") || text.contains("&amp;lt;") {
            text = Page::parse(&text.replace('<', "&lt;"), usize::MAX).nodes().map(Node::own_text).collect();
        }
    }
    if ["<p", "<br", "<div", "<li", "<P", "<BR", "<DIV"].iter().any(|tag| text.contains(tag)) {
        return text;
    }
    let tags = text.contains("</");
    let mut out = String::with_capacity(text.len() + 64);
    for paragraph in text.split('\n').flat_map(unglued).map(str::trim).filter(|it| !it.is_empty()) {
        out.push_str("<p>");
        out.push_str(&if tags { paragraph.into() } else { paragraph.replace('<', "&lt;") });
        out.push_str("</p>");
    }
    out
}

/// Parts a line where two paragraphs were joined without a space: a sentence end, then a capital.
fn unglued(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    for (n, &(at, c)) in chars.iter().enumerate() {
        let after = |n: usize| chars.get(n).map_or(' ', |it| it.1);
        let closed = matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | '»');
        // "U.S.A", "TP.HCM", "Node.JS" and addresses have no word in lower case before and after.
        let word =
            n >= 3 && chars[n - 3..n].iter().filter(|it| it.1.is_lowercase() || is_stop(it.1)).count() == 3;
        let next = after(n + 1).is_uppercase() && (after(n + 2).is_lowercase() || after(n + 2) == ' ');
        let ended = is_stop(c) || (n > 0 && is_stop(chars[n - 1].1));
        if closed && ended && word && next {
            let end = at + c.len_utf8();
            parts.push(&line[from..end]);
            from = end;
        }
    }
    parts.push(&line[from..]);
    parts
}

/// The share of the text's runs of words that the page has as well.
fn shown_share(text: &str, cut: &Cut) -> f64 {
    let text = key(text);
    let words: Vec<&str> = text.split(' ').collect();
    let keys: Vec<String> = cut.blocks.iter().map(|block| key(&block.text)).collect();
    let mut shown: HashSet<Vec<&str>> = HashSet::new();
    for key in &keys {
        let words: Vec<&str> = key.split(' ').collect();
        shown.extend(words.windows(SHINGLE).map(<[&str]>::to_vec));
    }
    let all = words.windows(SHINGLE).count();
    let found = words.windows(SHINGLE).filter(|run| shown.contains(*run)).count();
    if all == 0 { 0.0 } else { found as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::{bodies, mark_up, unglued};

    #[test]
    fn bodies_are_read_through_layers_of_escapes() {
        let plain = r#"window.s={"articleBody":"M\u1ed9t \"hai\"\nba \ud83c\udf3e","x":1}"#;
        assert_eq!(bodies(plain).collect::<Vec<_>>(), ["Một \"hai\"\nba 🌾"]);
        let object = "s={articleBody:'Một “hai”', title: 1}";
        assert_eq!(bodies(object).collect::<Vec<_>>(), ["Một “hai”"]);
        let inside = r#"push([1,"{\"id\":3,\"articleBody\":\"\u003cp\u003eM\\u1ed9t \\\"hai\\\"\u003c/p\u003e\",\"b\":2}"])"#;
        assert_eq!(bodies(inside).collect::<Vec<_>>(), ["<p>Một \"hai\"</p>"]);
        assert_eq!(bodies("articleBody is a property; articleBody: null").count(), 0);
        assert_eq!(bodies(r#""articleBody":"never ends \u12"#).count(), 0);
    }

    #[test]
    fn text_becomes_paragraphs() {
        assert_eq!(mark_up("Một.\n\n2 < 3, đúng."), "<p>Một.</p><p>2 &lt; 3, đúng.</p>");
        assert_eq!(mark_up("&lt;p&gt;R&amp;amp;D&lt;/p&gt;"), "<p>R&amp;D</p>");
        assert_eq!(mark_up("&amp;lt;p&amp;gt;Một&amp;lt;/p&amp;gt;"), "<p>Một</p>");
        assert_eq!(mark_up("<b>Một</b> hai.\nBa."), "<p><b>Một</b> hai.</p><p>Ba.</p>");
    }

    #[test]
    fn glued_sentences_are_parted_and_abbreviations_are_not() {
        assert_eq!(
            unglued("Trời mưa.Sáng nay tạnh. “Vui lắm!”Ông nói."),
            ["Trời mưa.", "Sáng nay tạnh. “Vui lắm!”", "Ông nói."]
        );
        assert_eq!(unglued("TP.HCM, U.S.A, trang vidu.vn và Node.js").len(), 1);
    }
}
