//! The pictures of an article: addresses made absolute, captions and credits beside them.

use super::Sources;
use crate::article::Image;
use crate::block::normal::key;
use crate::label::Label;
use crate::page::Tag;

/// A caption stands at most so many nodes behind its picture.
const MAX_DISTANCE: u32 = 24;

/// What a credit begins with, in lower case, at the end of a caption.
const CREDITS: &[&str] = &[
    "nguồn ảnh:",
    "nguồn hình ảnh,",
    "ảnh minh họa:",
    "ảnh minh hoạ:",
    "ảnh:",
    "đồ họa:",
    "đồ hoạ:",
    "video:",
    "clip:",
    "photo by",
    "photo:",
    "photograph:",
    "image:",
    "image credit:",
    "credit:",
    "picture:",
    "foto:",
    "bild:",
    "photo courtesy of",
    "nguồn:",
];

/// The pictures inside the root, in document order, each once.
pub(super) fn images(sources: &Sources<'_>) -> Vec<Image> {
    let base = base(sources);
    let mut out: Vec<Image> = Vec::new();
    for (at, picture) in sources.cut.images.iter().enumerate() {
        if !sources.root.contains(picture.node) || is_dropped(sources, picture.node) {
            continue;
        }
        let src = absolute(&picture.src, base);
        if out.iter().any(|image| image.src == src) {
            continue;
        }
        let next = sources.cut.images.get(at + 1).map_or(u32::MAX, |it| it.node);
        let text = caption(sources, at, next);
        let (caption, credit) = text.map_or((None, None), |text| split_credit(&text));
        let alt = picture.alt.clone().map(|alt| without_number(&alt));
        out.push(Image { src, alt, caption, credit });
    }
    out
}

/// Whether the picture stands in a block's neighbourhood that is not article: the nearest block around it tells.
fn is_dropped(sources: &Sources<'_>, node: u32) -> bool {
    let bad = |label: Label| {
        matches!(
            label,
            Label::Related | Label::Ad | Label::Comment | Label::Share | Label::Footer | Label::InlineRelated
        )
    };
    // A picture inside a link with the text of another article: its block follows in the same link or item.
    let link = sources.page.node(node).ancestors().take(6).find(|it| matches!(it.tag(), Tag::A | Tag::Li));
    let inside = link.is_some_and(|link| {
        let mut blocks =
            sources.cut.blocks.iter().zip(sources.verdicts).filter(|(block, _)| link.contains(block.at.0));
        blocks.any(|(_, verdict)| bad(verdict.label))
    });
    let regions = sources
        .cut
        .regions
        .iter()
        .filter(|region| region.node <= node && node < region.end && sources.root.contains(region.node));
    inside
        || regions
            .filter(|region| region.node != sources.root.start())
            .any(|region| region.marks.has(crate::block::Mark::Remove))
}

/// The caption after a picture and before the next one, in the same figure, table or small container.
fn caption(sources: &Sources<'_>, at: usize, next: u32) -> Option<String> {
    let picture = &sources.cut.images[at];
    let holder = sources
        .page
        .node(picture.node)
        .ancestors()
        .take(8)
        .find(|it| matches!(it.tag(), Tag::Figure | Tag::Table));
    let end = holder.map_or(picture.node + MAX_DISTANCE, |it| it.end()).min(next);
    let mut out = String::new();
    for (block, verdict) in sources.cut.blocks.iter().zip(sources.verdicts) {
        if block.at.0 <= picture.node {
            continue;
        }
        if block.at.0 >= end || !matches!(verdict.label, Label::Caption | Label::Credit) {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&block.text);
        if holder.is_none() {
            break;
        }
    }
    Some(out).filter(|text| !text.is_empty())
}

/// A caption and the credit at its end: "Cầu mới. Ảnh: X", "Cầu mới (Photo: X)".
fn split_credit(text: &str) -> (Option<String>, Option<String>) {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return (Some(text.to_owned()), None);
    }
    let starts_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let found = CREDITS
        .iter()
        .filter_map(|cue| Some((lower.rfind(cue)?, cue.len())))
        .filter(|(at, _)| starts_word(*at))
        .min();
    let Some((at, length)) = found else { return (Some(text.to_owned()), None) };
    let credit = text[at + length..].trim_matches(is_frame);
    if credit.is_empty() || credit.split_whitespace().count() > 10 {
        return (Some(text.to_owned()), None);
    }
    let caption = text[..at].trim_end_matches(['(', '[', ' ', '-', '–', '|', '/']).trim();
    (Some(caption.to_owned()).filter(|it| !it.is_empty()), Some(credit.to_owned()))
}

fn is_frame(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '.' | ',' | ';' | ':' | '-')
}

/// The alternative text without the counter that a CMS adds: "… - Ảnh 1."
fn without_number(alt: &str) -> String {
    let cut = alt.rfind(" - Ảnh ").or_else(|| alt.rfind(" - ảnh "));
    let numbered = |at: &usize| {
        key(&alt[*at..]).split(' ').nth(1).is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    cut.filter(numbered).map_or(alt, |at| &alt[..at]).to_owned()
}

/// What relative addresses count from.
fn base<'s>(sources: &Sources<'s>) -> Option<&'s str> {
    let own = [sources.url, sources.head.canonical.as_deref(), sources.head.meta(&["og:url"])]
        .into_iter()
        .flatten();
    sources.head.base.as_deref().into_iter().chain(own).find(|url| url.starts_with("http"))
}

/// An address against a base, as far as pictures need it.
pub(super) fn absolute(src: &str, base: Option<&str>) -> String {
    let src = src.trim();
    let Some((scheme, rest)) = base.and_then(|base| base.split_once("://")) else { return src.to_owned() };
    if src.contains("://") || src.starts_with("data:") {
        return src.to_owned();
    }
    if let Some(rest) = src.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let host = rest.split('/').next().unwrap_or(rest);
    if src.starts_with('/') {
        return format!("{scheme}://{host}{src}");
    }
    let mut folders: Vec<&str> = rest.split('/').collect();
    if folders.len() > 1 {
        folders.pop();
    }
    let mut relative = src;
    loop {
        if let Some(shorter) = relative.strip_prefix("./") {
            relative = shorter;
        } else if let Some(shorter) = relative.strip_prefix("../") {
            relative = shorter;
            if folders.len() > 1 {
                folders.pop();
            }
        } else {
            break;
        }
    }
    format!("{scheme}://{}/{relative}", folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{absolute, split_credit, without_number};

    #[test]
    fn addresses() {
        let base = Some("https://example.com/a/b.html?x=1");
        assert_eq!(absolute("c.jpg", base), "https://example.com/a/c.jpg");
        assert_eq!(absolute("../c.jpg", base), "https://example.com/c.jpg");
        assert_eq!(absolute("/c.jpg", base), "https://example.com/c.jpg");
        assert_eq!(absolute("//cdn.example/c.jpg", base), "https://cdn.example/c.jpg");
        assert_eq!(absolute("c.jpg", None), "c.jpg");
    }

    #[test]
    fn credits() {
        let of = |text| split_credit(text);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("Cầu mới qua sông. Ảnh: Lê Mẫu."), (some("Cầu mới qua sông."), some("Lê Mẫu")));
        assert_eq!(of("Bridge (Photo: Jane Doe)"), (some("Bridge"), some("Jane Doe")));
        assert_eq!(of("Ảnh: Lê Mẫu"), (None, some("Lê Mẫu")));
        assert_eq!(of("Cầu mới"), (some("Cầu mới"), None));
        assert_eq!(without_number("Cầu mới - Ảnh 1."), "Cầu mới");
    }
}
