//! The flat page against the same made from scraper's tree: each node, its attributes and text, and what selectors match.

use ego_tree::iter::Edge;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};
use scraper::{ElementRef, Html, Node as DomNode, Selector};

use super::limits::{Limit, Limits};
use super::{Page, Tag, css::Css};

/// A node as the tree of scraper has it: its number's parent and end, and the node.
struct Expected<'h> {
    dom: ego_tree::NodeRef<'h, DomNode>,
    parent: u32,
    end: u32,
}

/// Elements and texts in document order; the contents of templates are walked through.
fn expected(html: &Html) -> Vec<Expected<'_>> {
    let (mut nodes, mut open) = (Vec::new(), Vec::new());
    for edge in html.tree.root().traverse() {
        let at = u32::try_from(nodes.len()).unwrap();
        match edge {
            Edge::Open(dom) if dom.value().is_element() || dom.value().is_text() => {
                nodes.push(Expected { dom, parent: open.last().copied().unwrap_or(0), end: at + 1 });
                if dom.value().is_element() {
                    open.push(at);
                }
            }
            Edge::Close(dom) if dom.value().is_element() => {
                nodes[open.pop().unwrap() as usize].end = at;
            }
            _ => {}
        }
    }
    nodes
}

/// Selectors of every kind that rule files may hold.
const SELECTORS: [&str; 34] = [
    "p",
    "div",
    "*",
    "#a",
    ".b",
    "p.b",
    "div.b.c",
    "div > p",
    "div p",
    "p + p",
    "a[href]",
    "[href]",
    "[class~=b]",
    "[class^=b]",
    "[class*='b']",
    "[id=a]",
    "[type=HIDDEN i]",
    "h1, h2, .c",
    ":not(p)",
    "p:not(.b)",
    ":root",
    ":empty",
    "p:first-child",
    ":is(h1, h2) > a",
    ":where(.b) p",
    "svg path",
    "foreignObject",
    "clipPath",
    "[viewBox]",
    "template p",
    "x-a",
    "template > p",
    "body > *",
    "p.b > span, td .c",
];

fn check(html: &str, selectors: &[(Css, Selector)]) {
    let (page, dom) = (
        Page::parse(html, Limits { max_nodes: usize::MAX, max_depth: usize::MAX }),
        Html::parse_document(html),
    );
    let expected = expected(&dom);
    assert_eq!(page.len() as usize, expected.len(), "{html}");
    for (node, theirs) in page.nodes().zip(&expected) {
        let at = node.at();
        assert_eq!((node.flat().parent, node.end()), (theirs.parent, theirs.end), "{at} of {html}");
        let DomNode::Element(element) = theirs.dom.value() else {
            assert_eq!(
                (node.tag(), Some(node.own_text())),
                (Tag::Text, theirs.dom.value().as_text().map(|it| &**it))
            );
            continue;
        };
        assert_eq!(node.name(), element.name(), "{at} of {html}");
        assert_eq!(node.tag(), Tag::from_name(element.name()), "{at} of {html}");
        for (name, _) in element.attrs().chain([("href", ""), ("id", ""), ("class", ""), ("xlink:href", "")])
        {
            assert_eq!(node.attr(name), element.attr(name), "{name} at {at} of {html}");
        }
        assert_eq!((node.id(), node.class()), (element.attr("id"), element.attr("class")), "{at} of {html}");
        let wrapped = ElementRef::wrap(theirs.dom).unwrap();
        for (css, selector) in selectors {
            assert_eq!(node.matches(css), selector.matches(&wrapped), "{css:?} at {at} of {html}");
        }
    }
}

fn selectors() -> Vec<(Css, Selector)> {
    SELECTORS.iter().map(|text| (Css::parse(text).unwrap(), Selector::parse(text).unwrap())).collect()
}

#[test]
fn each_node_is_that_of_scraper() {
    let pieces = select(vec![
        "<p>",
        "<p class=b>",
        "<p id=a class='b c'>",
        "<div>",
        "<div class='b c'>",
        "</div>",
        "</p>",
        "<a href=x>",
        "</a>",
        "<b>",
        "</b>",
        "<table>",
        "<td>",
        "<tr>",
        "</table>",
        "<template>",
        "</template>",
        "<svg viewbox=1>",
        "<path d=e id=a>",
        "</svg>",
        "<foreignObject>",
        "<clippath>",
        "<a xlink:href=y>",
        "<!--c-->",
        "x",
        " ",
        "y &amp; z",
        "<input type=hidden>",
        "<h1>",
        "<h2>",
        "</h1>",
        "<x-a class=c>",
        "<span class=c id=d>",
        "<body class=b>",
        "<html id=z>",
        "<li>",
        "</ul>",
        "<br>",
        "<select><option>",
    ]);
    let config = ProptestConfig {
        cases: 3000,
        rng_seed: RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let selectors = selectors();
    let result = TestRunner::new(config).run(&vec(pieces, 0..40), |pieces| {
        check(&pieces.concat(), &selectors);
        Ok(())
    });
    result.unwrap();
}

#[test]
fn messages_are_those_of_scraper() {
    for text in [
        "", "a..b", "a >", "[a", "a::b", ":b", "a |b", "|", "a, ", "@a", ":not()", "a::", "x|a", "::before",
        "[a=b c]", "a:b(c)",
    ] {
        match (Css::parse(text), Selector::parse(text)) {
            (Err(ours), Err(theirs)) => {
                assert_eq!(ours, format!("selector `{text}` is no CSS: {theirs:?}"));
            }
            (ours, theirs) => assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}"),
        }
    }
}

/// The pages of the corpora, where those are.
#[cfg(feature = "cli")]
#[test]
fn pages_of_the_corpora() {
    super::corpora::each_page(|page, path| {
        check(page, &[]);
        let hit = Page::parse(page, Limits::default()).limits_hit();
        assert_eq!(hit, super::limits::LimitsHit::default(), "{}", path.display());
    });
}

fn counts(page: &Page, tag: Tag) -> usize {
    page.elements(tag).count()
}

fn depth(page: &Page) -> usize {
    let mut deepest = 0;
    let mut open: Vec<u32> = Vec::new();
    for node in page.nodes() {
        while open.last().is_some_and(|&end| end <= node.at()) {
            open.pop();
        }
        open.push(node.end());
        deepest = deepest.max(open.len());
    }
    deepest
}

#[test]
fn what_is_nested_too_deep_is_put_beside_each_other() {
    let deep = |count: usize| format!("{}x{}<p>y", "<div>".repeat(count), "</div>".repeat(count));
    let page = Page::parse_owned(deep(10_000), Limits::default());
    assert!(page.limits_hit().has(Limit::Depth) && !page.truncated());
    assert_eq!(counts(&page, Tag::Div), 10_000);
    // The elements that are open at a time, and one or a text in the innermost.
    assert_eq!(depth(&page), 513);
    // The end tags of what was not opened are swallowed, so that the others still close what they should.
    let last = page.elements(Tag::P).next().unwrap();
    assert_eq!(last.parent().map(super::Node::tag), Some(Tag::Body));
    let page = Page::parse_owned(deep(510), Limits::default());
    assert!(!page.limits_hit().has(Limit::Depth));
    let small =
        Page::parse("<ul><li><div><b>a</b><i>b</div>c<li>d</ul>e", Limits { max_nodes: 100, max_depth: 4 });
    let texts: Vec<_> = small
        .nodes()
        .filter(|it| it.tag() == Tag::Text)
        .map(|it| (it.own_text(), it.parent().map(super::Node::tag)))
        .collect();
    let (li, body) = (Some(Tag::Li), Some(Tag::Body));
    assert_eq!(texts, [("a", li), ("bc", li), ("d", li), ("e", body)]);
    // Tables and templates at the limit.
    for hostile in [
        "<table><td>",
        "<template>",
        "<table><caption>",
        "<svg>",
        "<svg><desc>",
        "<b>",
        "<select><option>",
        "<button><a>",
        "<frameset>",
    ] {
        let page = Page::parse_owned(hostile.repeat(5_000), Limits::default());
        assert!(depth(&page) < 1_600, "{hostile}: {}", depth(&page));
    }
}

fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

#[test]
fn formatting_elements_are_not_opened_again_without_end() {
    let many = numbered(4_000, |at| format!("<p><font size={at}>"));
    let page = Page::parse(&many, 100_000_000);
    assert!(page.len() < 4_000 * 130, "{}", page.len());
    let same = "<p><font size=1>".repeat(4_000);
    assert!(Page::parse(&same, 100_000_000).len() < 4_000 * 6);
}

#[test]
fn texts_of_many_pieces_are_whole() {
    let page = Page::parse_owned("<table>".to_owned() + &"a<tr>b<i></i>".repeat(3_000), Limits::default());
    let text: String = page.nodes().map(super::Node::own_text).collect();
    assert_eq!(text.len(), 6_000);
    let page = Page::parse_owned("<p>".to_owned() + &"a&amp;".repeat(10_000), Limits::default());
    assert_eq!(page.nodes().last().unwrap().own_text(), "a&".repeat(10_000));
}

#[test]
fn late_attributes_have_a_limit() {
    let many = numbered(5_000, |at| format!("<body a{at}=b>"));
    let page = Page::parse(&many, Limits::default());
    let body = page.elements(Tag::Body).next().unwrap();
    assert!(page.limits_hit().has(Limit::Attributes));
    assert_eq!((body.attr("a0"), body.attr("a255"), body.attr("a256")), (Some("b"), Some("b"), None));
}

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
    let page = Page::parse_owned("<p>x".repeat(100), 20);
    assert!(page.truncated() && page.len() == 20);
    assert!(page.nodes().all(|node| node.end() <= 20));
}
