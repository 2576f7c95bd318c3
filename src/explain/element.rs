//! Elements in words, as a person would write a selector for them. Short rather than unique.

use crate::page::Node;

/// Classes that are shown of an element: pages of some frameworks have dozens.
const CLASSES: usize = 3;

/// Elements that are shown, from the outermost to the element itself.
const DEPTH: usize = 3;

/// The longest name that is shown, in characters.
const NAME: usize = 40;

/// An element and the nearest ones around it that have a name: `div#content > div.body > p`.
pub(super) fn path(node: Node<'_>) -> String {
    let named = |it: &Node<'_>| it.id().is_some() || it.class().is_some();
    let around = node.ancestors().filter(|it| it.at() != node.at()).filter(named).take(DEPTH - 1);
    let mut parts: Vec<String> = around.map(one).collect();
    parts.reverse();
    parts.push(one(node));
    parts.join(" > ")
}

fn one(node: Node<'_>) -> String {
    let short = |name: &str| name.chars().take(NAME).collect::<String>();
    let mut out = node.name().to_owned();
    if let Some(id) = node.id().map(str::trim).filter(|id| !id.is_empty() && !id.contains(' ')) {
        out = out + "#" + &short(id);
    }
    node.classes().take(CLASSES).fold(out, |out, class| out + "." + &short(class))
}

#[cfg(test)]
mod tests {
    use super::path;
    use crate::page::{Page, Tag};

    #[test]
    fn an_element_is_named_with_what_is_around_it() {
        let page = Page::parse(
            "<body class=x><div id='a'><div><div class='b c d e'><p>t</p></div></div></div>",
            100,
        );
        let p = page.elements(Tag::P).next().expect("a paragraph");
        assert_eq!(path(p), "div#a > div.b.c.d > p");
        let body = page.elements(Tag::Body).next().expect("a body");
        assert_eq!(path(body), "body.x");
    }
}
