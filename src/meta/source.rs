//! Where an article was taken from: the value of "Theo Báo X", "Nguồn: X", "(Source: X)".

use super::Sources;
use super::names::cue::after;
use super::names::source_of_line;
use super::near::Near;
use super::signs::holds_word;
use super::site::Site;
use super::starts::Starts;
use crate::label::Label;

/// What a source line begins with, in lower case.
const CUES: &[&str] = &[
    "nguồn tin:",
    "nguồn:",
    "nguồn tin",
    "nguồn",
    "theo nguồn",
    "(theo",
    "theo",
    "source:",
    "source",
    "via:",
    "via",
    "quelle:",
    "quellen:",
    "fuente:",
    "fuentes:",
    "fonte:",
    "fontes:",
    "sources",
    "sumber berita:",
    "sumber:",
    "источник:",
    "источники:",
    "来源：",
    "来源:",
    "來源：",
    "來源:",
    "资料来源：",
    "資料來源：",
    "文章来源：",
    "稿源：",
    "出典：",
    "出典:",
    "引用元：",
];

static STARTS: Starts<{ CUES.len() }> = Starts::new(CUES);

/// A source's name has at most so many words.
const MAX_WORDS: usize = 12;

/// The source of the article: the last source line of the text, or the one that the site's rule names.
pub(super) fn source(sources: &Sources<'_>, near: &Near, site: &Site, authors: &[String]) -> Option<String> {
    let marked = sources.marked(Label::Source).find_map(|block| value(&block.text));
    marked
        .or_else(|| {
            let lines = sources
                .cut
                .blocks
                .iter()
                .zip(sources.verdicts)
                .filter(|(_, verdict)| verdict.label == Label::Source);
            let inside = lines.filter(|(block, _)| block.markup.is_none() || near_root(sources, block.at.0));
            let values: Vec<String> = inside.filter_map(|(block, _)| value(&block.text)).collect();
            values.into_iter().next_back()
        })
        .or_else(|| {
            // What is left of a signature line when its name is taken out: "(Theo X)".
            let inside = sources.cut.blocks.iter().zip(sources.verdicts).filter(|(block, verdict)| {
                verdict.label == Label::Byline && sources.root.contains(block.at.0)
            });
            let mut lines = inside.filter_map(|(block, _)| source_of_line(block, site));
            lines.rfind(|value| !site.is_named(value) && !authors.contains(value))
        })
        .or_else(|| named(sources))
        .or_else(|| {
            let head = near.from..near.text.min(sources.cut.blocks.len());
            let lines = near.tail(sources).into_iter().rev().chain(head);
            // "Theo Hồ Hương" by the headline is a person, who is among the authors already.
            let own = |value: &String| !site.is_named(value) && !authors.contains(value);
            lines.filter_map(|at| source_of_line(&sources.cut.blocks[at], site)).find(own)
        })
}

/// A source line in an element whose class says so: `class="link-source"`.
fn named(sources: &Sources<'_>) -> Option<String> {
    sources.cut.blocks.iter().filter(|block| block.facts.words <= 8).find_map(|block| {
        let text = block.text.trim_start();
        if !STARTS.may_start(text) {
            return None;
        }
        STARTS.of(text).find(|cue| strip(text, cue).is_some())?;
        let node = sources.page.node(block.at.0.min(sources.page.len().checked_sub(1)?));
        let mut around = node.ancestors().take(4).flat_map(crate::page::Node::classes);
        let named = around.any(|class| holds_word(class, &["source"]));
        named.then(|| value(&block.text))?
    })
}

/// In the root or close behind it.
fn near_root(sources: &Sources<'_>, node: u32) -> bool {
    sources.root.contains(node) || (sources.root.end()..sources.root.end().saturating_add(60)).contains(&node)
}

/// The name in a source line; `None` for an empty one.
pub(super) fn value(text: &str) -> Option<String> {
    let mut rest = text.trim().trim_start_matches(['(', '[', '*', '-', '–', '>', ' ', '（', '［']);
    for _ in 0..2 {
        let Some(shorter) = STARTS.of(rest).find_map(|cue| strip(rest, cue)) else { break };
        rest = shorter.trim_start_matches([':', '：', ' ', '-', '\u{a0}']);
    }
    // "Nguồn: X Dịch: Y" in one block: the next field is none of the source's.
    let next = rest
        .split_whitespace()
        .find(|word| word.ends_with(':'))
        .map(|word| word.as_ptr() as usize - rest.as_ptr() as usize);
    let rest = next.filter(|&at| at > 0).map_or(rest, |at| &rest[..at]);
    let rest = rest.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')'
                    | '['
                    | ']'
                    | '.'
                    | ','
                    | ';'
                    | ':'
                    | '"'
                    | '“'
                    | '”'
                    | '*'
                    | '（'
                    | '）'
                    | '。'
                    | '：'
            )
    });
    let words = rest.split_whitespace().count();
    (rest.chars().any(char::is_alphabetic) && words <= MAX_WORDS).then(|| rest.to_owned())
}

fn strip<'t>(text: &'t str, cue: &str) -> Option<&'t str> {
    let rest = after(text, cue)?;
    (cue.ends_with([':', '：']) || !rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values() {
        let of = |text| value(text).unwrap_or_default();
        assert_eq!(of("Theo Báo Mẫu"), "Báo Mẫu");
        assert_eq!(of("(Theo Mẫu/Thử)"), "Mẫu/Thử");
        assert_eq!(of("NGUỒN: mau.vn."), "mau.vn");
        assert_eq!(of("Nguồn:"), "");
        assert_eq!(of("Theodore"), "Theodore");
        assert_eq!(of("Source : Agence Mer"), "Agence Mer");
        assert_eq!(of("Источник: Река"), "Река");
        assert_eq!(of("（来源：江岛通讯社）"), "江岛通讯社");
        assert_eq!(of("出典：みなと通信"), "みなと通信");
    }
}
