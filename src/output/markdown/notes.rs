//! Footnotes: which notes the text refers to.

use std::collections::{BTreeMap, BTreeSet};

use super::super::style::Run;
use crate::article::{Article, ArticleBlock, LinkSpan};

/// Numbers of notes are short.
const MAX_DIGITS: usize = 6;

/// The notes of an article that its text refers to: numbered items that a link with that number leads to. A note that
/// nothing refers to would not be shown as one.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The name of each note by its number: of two notes with one number only the first is one.
    defined: BTreeMap<u32, String>,
}

impl Notes {
    pub(super) fn of(article: &Article) -> Self {
        let mut defined = BTreeMap::new();
        for note in &article.blocks {
            if let Some((number, anchor)) = name(note) {
                defined.entry(number).or_insert_with(|| anchor.to_owned());
            }
        }
        if !defined.is_empty() {
            let others = article.blocks.iter().filter(|block| name(block).is_none());
            let referred: BTreeSet<(u32, &str)> = others.flat_map(references).collect();
            defined.retain(|number, anchor| referred.contains(&(*number, anchor.as_str())));
        }
        Self { defined }
    }

    /// The number of a note that the text refers to.
    pub(super) fn defined(&self, block: &ArticleBlock) -> Option<u32> {
        name(block).filter(|it| self.has(*it)).map(|(number, _)| number)
    }

    /// The note that a link of that text refers to.
    pub(super) fn referred(&self, link: &[Run<'_>], href: &str) -> Option<u32> {
        let text: String = link.iter().map(|run| run.text).collect();
        reference(&text, href).filter(|it| self.has(*it)).map(|(number, _)| number)
    }

    fn has(&self, (number, anchor): (u32, &str)) -> bool {
        self.defined.get(&number).is_some_and(|it| it == anchor)
    }
}

/// Number and name of an item that can be a note.
fn name(block: &ArticleBlock) -> Option<(u32, &str)> {
    let markup = block.markup.as_deref()?;
    let outermost = block.level.is_none_or(|level| level <= 1);
    markup.number.zip(markup.anchor.as_deref()).filter(|(_, anchor)| outermost && !anchor.is_empty())
}

fn references(block: &ArticleBlock) -> Vec<(u32, &str)> {
    let Some(markup) = block.markup.as_deref() else { return Vec::new() };
    let fragments: Vec<_> = markup.links.iter().filter(|link| link.href.contains('#')).collect();
    if fragments.is_empty() {
        return Vec::new();
    }
    let chars: Vec<char> = block.text.chars().collect();
    let text = |link: &LinkSpan| -> Option<String> {
        let text = chars.get(link.start as usize..link.end as usize)?;
        (text.len() <= MAX_DIGITS).then(|| text.iter().collect())
    };
    fragments.into_iter().filter_map(|link| reference(&text(link)?, &link.href)).collect()
}

/// A bare number that leads to a place in a page: the number and the place's name.
fn reference<'h>(text: &str, href: &'h str) -> Option<(u32, &'h str)> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    let (_, anchor) = href.split_once('#')?;
    Some((text.parse().ok().filter(|_| digits)?, anchor))
}
