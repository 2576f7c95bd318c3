//! How an element looks, as far as it is compared with others.

use crate::page::{Node, Tag};

/// Whether the element centres its text; `None` when it says nothing.
pub(super) fn is_centered(node: Node<'_>) -> Option<bool> {
    if node.tag() == Tag::Center {
        return Some(true);
    }
    if let Some(align) = node.attr("align") {
        return Some(align.eq_ignore_ascii_case("center"));
    }
    let style = node.attr("style").filter(|style| style.contains("text-align"))?;
    let value = style.split("text-align").nth(1)?.trim_start_matches([':', ' ']);
    Some(value.starts_with("center"))
}

/// FNV-1a over name and classes: equal for elements that the page's author styled alike.
pub(super) fn style(node: Node<'_>) -> u32 {
    let mut hash = 0x811c_9dc5_u32 ^ node.tag() as u32;
    for byte in node.attr("class").unwrap_or_default().bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}
