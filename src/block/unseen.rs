//! Unseen: elements that a page does not show when it opens.
//!
//! The page is looked at as on a wide screen. What a button or a heading right before it opens (an answer, a step) is
//! text of the page all the same; what opens as a dialog over the page is not. Style sheets are not read: what they hide
//! shows here only where a usual class name says so.

use super::said::Said;
use crate::page::{Node, Tag};

/// Whether the element is hidden or a dialog, and nothing beside it unfolds it in its place.
pub(super) fn is_unseen(node: Node<'_>, said: &Said<'_>) -> bool {
    is_dialog(node, said) || (is_hidden(said) && !is_folded(node, said))
}

/// An element that opens over the page.
fn is_dialog(node: Node<'_>, said: &Said<'_>) -> bool {
    node.tag() == Tag::Dialog || said.modal || matches!(said.role, Some("dialog" | "alertdialog"))
}

/// `hidden`, `display:none` and classes for it. `aria-hidden` alone hides nothing from a reader's eye.
fn is_hidden(said: &Said<'_>) -> bool {
    (said.hidden && !is_streamed(said)) || said.style.is_some_and(is_hiding) || said.classes.hides
}

/// A part that React sends late and a script then moves to its place: `<div hidden id="S:4">`.
fn is_streamed(said: &Said<'_>) -> bool {
    said.id.is_some_and(|id| id.starts_with("S:"))
}

/// Whether a `style` hides, in whatever case and with white space wherever it is.
fn is_hiding(style: &str) -> bool {
    may_hide(style.as_bytes()) && hides(style)
}

/// Whether any colon of a `style` has a `y` before it (`display`, `visibility`) and an `n` or `h` behind it, or what the
/// bytes alone do not tell. White space is passed twice at most, once from each side.
fn may_hide(style: &[u8]) -> bool {
    let is_unclear = |byte: &u8| !byte.is_ascii() || byte.is_ascii_control();
    memchr::memchr_iter(b':', style).any(|colon| {
        let before = style[..colon].iter().rev().find(|&&byte| byte != b' ');
        let behind = || style[colon + 1..].iter().find(|&&byte| byte != b' ');
        before.is_some_and(|byte| matches!(byte, b'y' | b'Y') || is_unclear(byte))
            && behind().is_some_and(|byte| matches!(byte, b'n' | b'N' | b'h' | b'H') || is_unclear(byte))
    })
}

fn hides(style: &str) -> bool {
    const HIDING: [&[u8]; 2] = [b"display:none", b"visibility:hidden"];
    // How much of each is matched. No beginning of them comes back inside of them: a match that fails begins anew.
    let mut matched = [0; 2];
    for c in style.chars().filter(|c| !c.is_whitespace()) {
        for (matched, hiding) in matched.iter_mut().zip(HIDING) {
            let is = |at: usize| char::from(hiding[at]) == c.to_ascii_lowercase();
            *matched = if is(*matched) { *matched + 1 } else { usize::from(is(0)) };
            if *matched == hiding.len() {
                return true;
            }
        }
    }
    false
}

/// What the utility classes of Tailwind (`hidden lg:block`, `lg:hidden`) and Bootstrap (`d-none d-lg-block`, `d-lg-none`)
/// make of an element: the first class for wide screens overrules those for all.
#[derive(Default)]
pub(super) struct Display {
    hidden: bool,
    wide: bool,
}

impl Display {
    /// Takes in the next class.
    pub(super) fn take(&mut self, class: &str) {
        if self.wide || !matches!(class.as_bytes(), [b'h' | b'd', ..] | [_, _, b':', ..]) {
            return;
        }
        match (class, wide(class)) {
            ("hidden" | "hide" | "d-none", _) => self.hidden = true,
            (_, Some("hidden" | "none")) => *self = Self { hidden: true, wide: true },
            (
                _,
                Some(
                    "block" | "flex" | "grid" | "inline" | "inline-block" | "inline-flex" | "contents"
                    | "table",
                ),
            ) => *self = Self { hidden: false, wide: true },
            _ => {}
        }
    }

    /// Whether the element is not displayed.
    pub(super) const fn is_none(&self) -> bool {
        self.hidden
    }
}

/// What a utility class says for wide screens.
fn wide(class: &str) -> Option<&str> {
    let (screen, value) = match class.strip_prefix("d-").and_then(|rest| rest.split_once('-')) {
        Some(parts) => parts,
        // The names of screens have two letters.
        None if class.as_bytes().get(2) == Some(&b':') => class.split_once(':')?,
        None => return None,
    };
    matches!(screen, "sm" | "md" | "lg" | "xl").then_some(value)
}

/// Whether a button right before the element, or before a wrapper of nothing else, opens it. A heading does where it can
/// be clicked on or where the element is named as such a fold.
fn is_folded(node: Node<'_>, said: &Said<'_>) -> bool {
    let mut inner = node;
    for _ in 0..3 {
        if let Some(before) = element_before(inner) {
            let named = || is_named_fold(said) || is_named_fold(&Said::but_names(inner));
            return !is_hidden(&Said::but_names(before)) && is_opener(before, &named, 0);
        }
        let Some(parent) = inner.parent() else { return false };
        inner = parent;
    }
    false
}

/// Whether the names of the element speak of folding.
fn is_named_fold(said: &Said<'_>) -> bool {
    const WORDS: [&str; 6] = ["accordion", "collapse", "faq", "answer", "toggle", "panel"];
    let named = |name: &str| {
        let name = name.to_ascii_lowercase();
        WORDS.iter().any(|word| name.contains(word))
    };
    said.labelled || said.class_tokens().any(named) || said.id.is_some_and(named)
}

/// The element before a node in the same parent; `None` when it is the first.
fn element_before(node: Node<'_>) -> Option<Node<'_>> {
    std::iter::successors(node.before(), |it| it.before()).find(|it| it.tag() != Tag::Text)
}

/// Whether the element is, or begins with, something to click on; if a `fold` is asked about, also a heading.
fn is_opener(node: Node<'_>, fold: &dyn Fn() -> bool, depth: u8) -> bool {
    if matches!(node.tag(), Tag::Nav | Tag::Form | Tag::Ul) {
        return false;
    }
    let said = Said::but_names(node);
    let clicked =
        matches!(node.tag(), Tag::Button | Tag::Summary) || said.role == Some("button") || said.opens;
    let first = || node.children().find(|child| child.tag() != Tag::Text);
    clicked
        || (node.tag().heading_level().is_some() && fold())
        || (depth < 3 && first().is_some_and(|child| is_opener(child, fold, depth + 1)))
}

/// A button that is a heading's text unfolds what is below it.
pub(super) fn is_in_heading(node: Node<'_>) -> bool {
    node.ancestors().take(2).any(|around| around.tag().heading_level().is_some())
}

#[cfg(test)]
mod tests {
    use super::{Said, is_unseen};
    use crate::page::Page;

    fn unseen(html: &str) -> bool {
        let page = Page::parse(html, 1000);
        let node = page.nodes().find(|node| node.id() == Some("x")).unwrap();
        is_unseen(node, &Said::by(node))
    }

    #[test]
    fn wide_screens_decide() {
        assert!(unseen("<p id=x class='a hidden'>b") && unseen("<p id=x class='block lg:hidden'>b"));
        assert!(
            !unseen("<p id=x class='hidden md:block'>b") && !unseen("<p id=x class='d-none d-lg-flex'>b")
        );
        assert!(unseen("<p id=x style='Display: none'>b") && !unseen("<p id=x aria-hidden=true>b"));
    }

    #[test]
    fn folded_answers_are_seen_and_dialogs_are_not() {
        assert!(!unseen("<div><button>q</button><div id=x hidden>a</div></div>"));
        assert!(!unseen(
            "<div><h3>q</h3><div><div id=x class=faq-a style='display:none'>a</div></div></div>"
        ));
        assert!(unseen("<div><button>q</button><div id=x role=dialog>a</div></div>"));
        assert!(unseen("<div><h3>q</h3><div id=x hidden>a</div></div>"));
        assert!(unseen("<div><p>q</p><div id=x hidden>a</div></div>"));
    }
}
