//! The headline as a reader sees it: without the site's name, as the page shows it.

use super::Head;
use crate::block::normal::key;
use crate::block::{Block, Cut, Form, Hints};

/// Separators between a headline and a site's name in `<title>` and `og:title`.
const SEPARATORS: [&str; 8] = [" - ", " | ", " – ", " — ", " » ", " :: ", " · ", " • "];

/// The headline of a page, from its headings and its head.
pub fn title(head: &Head, cut: &Cut) -> Option<String> {
    let declared = declared(head);
    let headings: Vec<&Block> = cut.blocks.iter().filter(|block| is_headline(block, cut)).collect();
    // The heading that the head's titles begin with is the headline as shown.
    let shown = headings.iter().find(|block| {
        let text = key(&block.text);
        !text.is_empty() && declared.iter().any(|it| key(it).starts_with(&text)) && block.facts.words >= 2
    });
    if let Some(block) = shown {
        return Some(block.text.clone());
    }
    let first = headings.iter().find(|block| matches!(block.form, Form::Heading(1)) && block.facts.words >= 3);
    if let Some(block) = first.filter(|_| headings.iter().filter(|block| block.form == Form::Heading(1)).count() == 1) {
        return Some(block.text.clone());
    }
    let site = head.meta(&["og:site_name"]);
    declared.first().map(|it| strip_site(it, site))
}

fn declared(head: &Head) -> Vec<String> {
    let json = head.articles().filter_map(|it| it.get("headline")?.as_str());
    let metas = head.meta(&["og:title"]).into_iter().chain(head.meta(&["twitter:title"]));
    metas.chain(json).chain(head.title.as_deref()).map(str::to_owned).filter(|it| !it.is_empty()).collect()
}

fn is_headline(block: &Block, cut: &Cut) -> bool {
    let heading = matches!(block.form, Form::Heading(1 | 2));
    heading && !cut.regions_of(block).any(|region| region.hints.has(Hints::RELATED.with(Hints::FOOTER).with(Hints::COMMENT)))
}

/// The title without the site's name at its end (or start).
pub fn strip_site(title: &str, site: Option<&str>) -> String {
    for separator in SEPARATORS {
        if let Some(at) = title.rfind(separator) {
            let (left, right) = (&title[..at], &title[at + separator.len()..]);
            let named = site.is_some_and(|site| key(site) == key(right));
            if named || (right.split_whitespace().count() <= 4 && left.split_whitespace().count() >= 4) {
                return left.trim().to_owned();
            }
        }
    }
    title.to_owned()
}
