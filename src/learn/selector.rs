//! The selectors that could be written for an element, with how well a person reads them.
//!
//! Knows one element and what is around it. Which of its selectors is right is counted over pages elsewhere.

use std::collections::BTreeMap;

use super::names::{is_stable, is_weak};
use crate::page::attr::Attr;
use crate::page::{Node, Tag};

/// How hard a selector is to read, the least first: `#id`; `p.class`, `.class`; `h1`, `[itemprop=…]`; names that say
/// little; two classes; two elements.
pub(super) type Rank = u8;

const ID: Rank = 0;
const CLASS: Rank = 1;
pub(super) const SIGN: Rank = 2;
const WEAK: Rank = 3;
const PAIR: Rank = 4;
const PATH: Rank = 5;

/// How far around an element a name is looked for.
const AROUND: usize = 4;

/// So many names of an element are tried: more are those of a grid.
const MAX_CLASSES: usize = 6;

/// The selectors of some elements, and how well each reads.
pub(super) type Selectors = BTreeMap<String, Rank>;

/// The selectors that need nothing but the element.
pub(super) fn simple(node: Node<'_>) -> Selectors {
    let mut found = Selectors::new();
    let tag = node.name();
    if let Some(id) = node.id().filter(|id| is_stable(id) && !is_weak(id)) {
        found.insert(format!("#{id}"), ID);
    }
    let classes: Vec<&str> = node.classes().filter(|name| is_stable(name)).take(MAX_CLASSES).collect();
    for class in &classes {
        let rank = if is_weak(class) { WEAK } else { CLASS };
        // Which element a box is made of says nothing, and changes first.
        let is_box = matches!(node.tag(), Tag::Div | Tag::Span | Tag::Section | Tag::Other);
        found.insert(if is_box { format!(".{class}") } else { format!("{tag}.{class}") }, rank);
    }
    for (at, one) in classes.iter().enumerate() {
        for other in &classes[at + 1..] {
            found.insert(format!(".{one}.{other}"), PAIR);
        }
    }
    if let Some(name) = node.get(Attr::Itemprop).filter(|name| is_stable(name)) {
        found.insert(format!("[itemprop={name}]"), SIGN);
    }
    if is_telling(node.tag()) {
        found.insert(tag.to_owned(), SIGN);
    }
    found
}

/// The selectors of an element, those that name an element around it among them.
pub(super) fn all(node: Node<'_>) -> Selectors {
    let own = simple(node);
    let mut last: Vec<(Rank, String)> = own.iter().map(|(css, rank)| (*rank, css.clone())).collect();
    last.sort();
    last.truncate(3);
    last.push((PATH, node.name().to_owned()));
    let mut found = own;
    for (above, around) in node.ancestors().take(AROUND).enumerate() {
        if matches!(around.tag(), Tag::Body | Tag::Html) {
            break;
        }
        let mut names: Vec<(Rank, String)> = simple(around)
            .into_iter()
            .map(|(css, rank)| (rank, css))
            .filter(|(rank, _)| *rank < PAIR)
            .collect();
        names.sort();
        for (_, name) in names.iter().take(3) {
            for (_, last) in &last {
                let joint = if above == 0 { " > " } else { " " };
                found.entry(format!("{name}{joint}{last}")).or_insert(PATH);
            }
        }
    }
    found
}

/// Whether the name of an element says what it is.
const fn is_telling(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::H1 | Tag::Article | Tag::Main | Tag::Time | Tag::Figcaption | Tag::Address | Tag::Aside
    )
}

#[cfg(test)]
mod tests {
    use super::{all, simple};
    use crate::page::{Page, Tag};

    #[test]
    fn names_before_paths_and_nothing_made_up() {
        let page = Page::parse(
            "<div id=main class='grid-12 story'><div><p class='css-1ab2c3 sapo' id=post-77 itemprop=description>x</p></div></div>",
            100,
        );
        let p = page.elements(Tag::P).next().expect("a paragraph");
        let names: Vec<String> = simple(p).into_keys().collect();
        assert_eq!(names, ["[itemprop=description]", "p.sapo"]);
        let found = all(p);
        assert_eq!(found.get("#main p.sapo"), Some(&5));
        assert!(found.contains_key("#main p") && !found.keys().any(|css| css.contains("css-")), "{found:?}");
        assert!(found.keys().all(|css| crate::page::css::Css::parse(css).is_ok()));
    }
}
