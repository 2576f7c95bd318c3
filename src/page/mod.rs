//! The page: a parsed tree behind a small view.
//!
//! Nodes are numbered in document (pre-)order, so "inside", "before" and "after" are comparisons of numbers. Nothing
//! outside this module names the parser; it knows nothing of articles, labels or sites.

pub mod css;
pub mod limits;
mod parse;
pub mod tag;

use css::Css;
use scraper::Html;
use scraper::node::Node as DomNode;
pub use tag::Tag;

/// A parsed page.
pub struct Page {
    html: Html,
    nodes: Vec<Flat>,
    truncated: bool,
}

/// One node of the flat tree.
#[derive(Clone, Copy)]
struct Flat {
    dom: ego_tree::NodeId,
    parent: u32,
    /// One past the last descendant.
    end: u32,
    tag: Tag,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Page({} nodes)", self.nodes.len())
    }
}

impl Page {
    /// Parses a whole page or a fragment. Elements and texts beyond `max_nodes` are left out.
    pub fn parse(html: &str, max_nodes: usize) -> Self {
        let html = Html::parse_document(html);
        let mut nodes: Vec<Flat> = Vec::with_capacity(1024);
        let mut open: Vec<u32> = Vec::new();
        let mut truncated = false;
        for edge in html.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(node) => {
                    let tag = match node.value() {
                        DomNode::Element(element) => Tag::from_name(element.name()),
                        DomNode::Text(_) => Tag::Text,
                        _ => continue,
                    };
                    if nodes.len() >= max_nodes {
                        truncated = true;
                        break;
                    }
                    let at = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                    let parent = open.last().copied().unwrap_or(0);
                    nodes.push(Flat { dom: node.id(), parent, end: at + 1, tag });
                    if tag != Tag::Text {
                        open.push(at);
                    }
                }
                ego_tree::iter::Edge::Close(node) => {
                    if node.value().is_element()
                        && let Some(at) = open.pop()
                    {
                        let end = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                        nodes[at as usize].end = end;
                    }
                }
            }
        }
        let end = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        for at in open {
            nodes[at as usize].end = end;
        }
        Self { html, nodes, truncated }
    }

    /// Whether the node limit cut the page.
    pub const fn truncated(&self) -> bool {
        self.truncated
    }

    /// Number of nodes.
    pub fn len(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    /// Whether the page has no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node with that number.
    pub const fn node(&self, at: u32) -> Node<'_> {
        Node { page: self, at }
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.len()).map(|at| self.node(at))
    }

    /// All elements of that name in document order.
    pub fn elements(&self, tag: Tag) -> impl Iterator<Item = Node<'_>> {
        self.nodes().filter(move |node| node.tag() == tag)
    }

    /// The elements that the selector matches, in document order.
    pub fn select<'p>(&'p self, css: &'p Css) -> impl Iterator<Item = Node<'p>> {
        self.nodes().filter(move |node| node.matches(css))
    }
}

/// A node of a page.
#[derive(Clone, Copy)]
pub struct Node<'p> {
    page: &'p Page,
    at: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}#{}", self.tag(), self.at)
    }
}

impl<'p> Node<'p> {
    /// Its number in document order.
    pub const fn at(self) -> u32 {
        self.at
    }

    /// One past the number of its last descendant.
    pub fn end(self) -> u32 {
        self.flat().end
    }

    /// Whether `other` is this node or inside it.
    pub fn contains(self, other: u32) -> bool {
        (self.at..self.end()).contains(&other)
    }

    /// Its name, or that it is text.
    pub fn tag(self) -> Tag {
        self.flat().tag
    }

    /// The name of an element as written; empty for text.
    pub fn name(self) -> &'p str {
        self.dom().as_element().map_or("", |element| element.name())
    }

    /// The element around it; `None` for the outermost.
    pub fn parent(self) -> Option<Self> {
        let parent = self.flat().parent;
        (self.at != 0 && parent != self.at).then_some(Self { page: self.page, at: parent })
    }

    /// The elements around it, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// The node before it in the same parent; `None` when it is the first.
    pub fn before(self) -> Option<Self> {
        let parent = self.parent()?.at;
        // The node numbered one less is the last inside of the one before, or the parent.
        let last = self.at.checked_sub(1).filter(|&last| last > parent)?;
        let around = std::iter::successors(Some(self.page.node(last)), |node| node.parent());
        around.into_iter().find(|node| node.parent().is_some_and(|it| it.at == parent))
    }

    /// Its children in document order.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let end = self.end();
        let first = (self.at + 1 < end).then_some(self.at + 1);
        std::iter::successors(first, move |&at| {
            let next = self.page.nodes[at as usize].end;
            (next < end).then_some(next)
        })
        .map(move |at| Self { page: self.page, at })
    }

    /// The nodes inside it in document order, itself left out.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        (self.at + 1..self.end()).map(move |at| Self { page: self.page, at })
    }

    /// The value of an attribute (name in lower case).
    pub fn attr(self, name: &str) -> Option<&'p str> {
        self.dom().as_element()?.attr(name)
    }

    /// The `id` attribute.
    pub fn id(self) -> Option<&'p str> {
        self.attr("id")
    }

    /// The class tokens, in the order they are written.
    pub fn classes(self) -> impl Iterator<Item = &'p str> {
        self.attr("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// The text of a text node; empty for elements.
    pub fn own_text(self) -> &'p str {
        match self.dom() {
            DomNode::Text(text) => text,
            _ => "",
        }
    }

    /// The text inside, as it is written, scripts and other unseen parts left out; blocks are parted by a space.
    pub fn text(self) -> String {
        let mut out = String::new();
        let mut open_blocks: Vec<u32> = Vec::new();
        let mut at = self.at;
        let end = self.end();
        while at < end {
            while open_blocks.last().is_some_and(|&end| end <= at) {
                open_blocks.pop();
                out.push(' ');
            }
            let node = self.page.node(at);
            let tag = node.tag();
            if tag == Tag::Text {
                out.push_str(node.own_text());
            } else if at != self.at && tag.is_skipped() {
                at = node.end();
                continue;
            } else if tag == Tag::Br || tag.is_block() {
                out.push(' ');
                open_blocks.push(node.end());
            }
            at += 1;
        }
        out
    }

    /// Whether the selector matches this element.
    pub fn matches(self, css: &Css) -> bool {
        self.tag() != Tag::Text && self.element().is_some_and(|element| css.matches(&element))
    }

    fn flat(self) -> Flat {
        self.page.nodes[self.at as usize]
    }

    fn element(self) -> Option<scraper::ElementRef<'p>> {
        scraper::ElementRef::wrap(self.page.html.tree.get(self.flat().dom)?)
    }

    fn dom(self) -> &'p DomNode {
        self.page.html.tree.get(self.flat().dom).map_or(&DomNode::Document, |node| node.value())
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Tag, css::Css};

    #[test]
    fn numbers_are_document_order() {
        let page = Page::parse("<div id=a><p>x<b>y</b></p></div><p class='k l'>z</p>", 1000);
        let div = page.elements(Tag::Div).next().unwrap();
        let second = page.elements(Tag::P).nth(1).unwrap();
        assert!(div.contains(page.elements(Tag::B).next().unwrap().at()));
        assert!(!div.contains(second.at()) && div.end() <= second.at());
        assert_eq!(second.classes().collect::<Vec<_>>(), ["k", "l"]);
        assert_eq!(div.text().split_whitespace().collect::<Vec<_>>(), ["xy"]);
        let whole = Page::parse("<h1>a</h1>b<i>c</i>", 1000);
        assert_eq!(whole.node(0).text().split_whitespace().collect::<Vec<_>>(), ["a", "bc"]);
        assert_eq!(page.select(&Css::parse("p.l").unwrap()).count(), 1);
    }

    #[test]
    fn a_limit_cuts_the_tree_and_says_so() {
        let page = Page::parse(&"<p>x".repeat(100), 20);
        assert!(page.truncated() && page.len() == 20);
        assert!(page.nodes().all(|node| node.end() <= 20));
    }
}
