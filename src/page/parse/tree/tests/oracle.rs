//! The same lines as the crate's outline, from scraper's tree.
//!
//! The fuzz targets include this file; it names nothing of this crate.

use ego_tree::iter::Edge;
use html5ever::tree_builder::QuirksMode;
use scraper::{Html, Node, node::Element};

/// The quirks mode, and each node of the page on a line of its own, after its depth. Attributes are sorted.
pub fn outline(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let quirks = match html.quirks_mode {
        QuirksMode::Quirks => "quirks",
        QuirksMode::LimitedQuirks => "limited quirks",
        QuirksMode::NoQuirks => "no quirks",
    };
    let (mut lines, mut depth) = (vec![quirks.to_owned()], 0);
    for edge in html.tree.root().traverse() {
        let Edge::Open(node) = edge else {
            depth -= 1;
            continue;
        };
        let line = match node.value() {
            Node::Document => "document".to_owned(),
            Node::Fragment => "fragment".to_owned(),
            Node::Doctype(it) => format!("doctype {:?} {:?} {:?}", it.name(), it.public_id(), it.system_id()),
            Node::Comment(it) => format!("comment {:?}", &**it),
            Node::Text(it) => format!("text {:?}", &**it),
            Node::Element(it) => format!("element {}", tag(it)),
            Node::ProcessingInstruction(_) => "processing instruction".to_owned(),
        };
        lines.push(format!("{depth} {line}"));
        depth += 1;
    }
    lines
}

fn tag(element: &Element) -> String {
    let space = match &*element.name.ns {
        "http://www.w3.org/1999/xhtml" => "html",
        "http://www.w3.org/2000/svg" => "svg",
        "http://www.w3.org/1998/Math/MathML" => "math",
        other => other,
    };
    let prefix = |ns: &str| match ns {
        "" => "",
        "http://www.w3.org/1999/xlink" => "xlink",
        "http://www.w3.org/XML/1998/namespace" => "xml",
        "http://www.w3.org/2000/xmlns/" => "xmlns",
        _ => "?",
    };
    let mut attributes: Vec<String> = element
        .attrs
        .iter()
        .map(|(name, value)| format!("{}|{}={:?}", prefix(&name.ns), &*name.local, &**value))
        .collect();
    attributes.sort_unstable();
    format!("{space} {} {}", element.name(), attributes.join(" "))
}
