//! The tree of a page as lines of text, to be compared with another parser's.
//!
//! Only for tests and the fuzz targets.

use super::store::Store;
use super::tokenizer::tokenize;
use super::tree::TreeBuilder;
use super::tree::arena::{DOCUMENT, Element, NONE, What};
use super::tree::foreign::is_namespaced;
use super::tree::traits::Namespace;
use crate::page::limits::Limits;

/// The quirks mode, and each node of the page on a line of its own, after its depth. Attributes are sorted.
pub(crate) fn outline(page: &str, limits: Limits) -> Vec<String> {
    let mut store = Store::new(page.into());
    let mut builder = TreeBuilder::new(&store, limits);
    tokenize(&mut store, &mut builder);
    let mut lines = vec![builder.quirks_name().to_owned()];
    let doctype = builder.doctype();
    let (tree, _) = builder.finish();
    let (mut at, mut depth) = (DOCUMENT, 0);
    loop {
        let node = *tree.node(at);
        let line = match node.what {
            What::Document => "document".to_owned(),
            What::Fragment => "fragment".to_owned(),
            What::Doctype => {
                let parts = [doctype.name, doctype.public_id, doctype.system_id];
                let [name, public, system] = parts.map(|it| it.map_or("", |span| store.text(span)));
                format!("doctype {name:?} {public:?} {system:?}")
            }
            What::Comment(text) => format!("comment {:?}", store.text(text)),
            What::Text(text) => {
                let span = tree.whole(text, &mut store);
                format!("text {:?}", store.text(span))
            }
            What::Element(element) => format!("element {}", tag(&store, element)),
        };
        lines.push(format!("{depth} {line}"));
        if node.first != NONE {
            (at, depth) = (node.first, depth + 1);
            continue;
        }
        while at != DOCUMENT && tree.node(at).next == NONE {
            (at, depth) = (tree.node(at).parent, depth - 1);
        }
        if at == DOCUMENT {
            return lines;
        }
        at = tree.node(at).next;
    }
}

fn tag(store: &Store<'_>, element: Element) -> String {
    let space = ["html", "math", "svg"][element.space as usize];
    let mut attributes: Vec<String> = store
        .attributes_of(element.attributes)
        .iter()
        .map(|it| attribute(store.text(it.name), store.text(it.value), element.space))
        .collect();
    attributes.sort_unstable();
    format!("{space} {} {}", element.name_text(store), attributes.join(" "))
}

/// An attribute with the namespace that the standard gives it in foreign content.
fn attribute(name: &str, value: &str, space: Namespace) -> String {
    let (prefix, local) =
        if is_namespaced(space, name) { name.split_once(':').unwrap_or(("xmlns", name)) } else { ("", name) };
    format!("{prefix}|{local}={value:?}")
}
