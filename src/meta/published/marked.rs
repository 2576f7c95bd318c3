//! The dates in elements that say they hold one: `itemprop=datePublished`, `<time>`.

use super::super::Sources;
use super::super::date::{self, Locale, Stamp};
use super::super::near::Near;
use super::super::signs::holds_word;
use super::seen;
use crate::page::attr::Attr;
use crate::page::{Node, Page, Tag};

/// Elements stand inside of each other, and reading each means reading the inner ones again: so many times the nodes of
/// the page are read at most, and so many besides.
const MAX_READ: (u32, u32) = (8, 10_000);

/// `itemprop=datePublished` anywhere before the end of the text, `<time datetime>` near the headline: below it first.
pub(super) fn elements(sources: &Sources<'_>, near: &Near, locale: &Locale) -> Vec<Stamp> {
    let (from, to) = near.nodes;
    let title = near.title.map_or(from, |at| sources.cut.blocks[at].at.0);
    let (mut marked, mut below, mut above) = (Vec::new(), Vec::new(), Vec::new());
    let mut reader = Reader::new(sources.page);
    for sign in sources.head.signs.dates.iter().take_while(|sign| sign.node < to) {
        if !sign.published && sign.node < from {
            continue;
        }
        let node = sources.page.node(sign.node);
        let told =
            node.get(Attr::Datetime).or_else(|| node.get(Attr::Content)).filter(|it| !it.trim().is_empty());
        let stamp = match told {
            Some(told) => date::declared(told, locale),
            None => reader.text(node).and_then(|text| date::declared(&text, locale)),
        };
        let Some(stamp) = stamp else { continue };
        if sign.published {
            marked.push(stamp);
        } else if !reader.is_update(node) && !seen::is_foreign_node(sources, sign.node) {
            if sign.node > title { below.push(stamp) } else { above.push(stamp) }
        }
    }
    marked.into_iter().chain(below).chain(above).collect()
}

/// Reads elements, up to a number of nodes.
struct Reader<'p> {
    page: &'p Page<'p>,
    left: u32,
    /// The element that was last looked at for a word of change, and whether it begins with one: siblings ask for the
    /// same.
    last: Option<(u32, bool)>,
}

impl<'p> Reader<'p> {
    fn new(page: &'p Page) -> Self {
        Self { page, left: page.len().saturating_mul(MAX_READ.0).saturating_add(MAX_READ.1), last: None }
    }

    /// Takes so many nodes from what may be read.
    fn takes(&mut self, nodes: u32) -> bool {
        let left = self.left.checked_sub(nodes);
        self.left = left.unwrap_or(0);
        left.is_some()
    }

    /// The text of an element.
    fn text(&mut self, node: Node<'_>) -> Option<String> {
        self.takes(node.end() - node.at()).then(|| node.text())
    }

    /// Whether an element says of itself that it holds the date of change.
    fn is_update(&mut self, node: Node<'_>) -> bool {
        let around = std::iter::once(node).chain(node.parent());
        let named = around.flat_map(|it| it.get(Attr::Class).into_iter().chain(it.get(Attr::Itemprop))).any(
            |class| holds_word(class, &["update", "modif"]) && !holds_word(class, &["publish", "entry-date"]),
        );
        named || node.parent().is_some_and(|parent| self.begins_with_update(parent))
    }

    /// Whether the text of an element begins with "updated".
    fn begins_with_update(&mut self, node: Node<'_>) -> bool {
        if let Some((_, known)) = self.last.filter(|last| last.0 == node.at()) {
            return known;
        }
        let found = self.first_word(node).unwrap_or_else(|| {
            // The word is parted by mark-up, if it is that word.
            self.text(node).is_some_and(|text| is_update(text.trim_start()) == Some(true))
        });
        self.last = Some((node.at(), found));
        found
    }

    /// Whether the first text inside is the word; `None` where it is too short to tell.
    fn first_word(&mut self, node: Node<'_>) -> Option<bool> {
        let mut at = node.at();
        while at < node.end() && self.takes(1) {
            let inner = self.page.node(at);
            let text = inner.own_text().trim_start();
            if !text.is_empty() {
                return is_update(text);
            }
            let skipped = at != node.at() && inner.tag() != Tag::Text && inner.tag().is_skipped();
            at = if skipped { inner.end() } else { at + 1 };
        }
        Some(false)
    }
}

/// Whether a text begins with the word of change; `None` where it is shorter than that.
fn is_update(text: &str) -> Option<bool> {
    const WORD: &[u8] = b"updated";
    text.as_bytes().get(..WORD.len()).map(|start| start.eq_ignore_ascii_case(WORD))
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use crate::page::{Page, Tag};

    fn begins_with_update(html: &str) -> bool {
        let page = Page::parse(html, 100_000);
        let div = page.elements(Tag::Div).next().unwrap();
        Reader::new(&page).begins_with_update(div)
    }

    #[test]
    fn the_word_of_change_is_found_through_markup() {
        assert!(begins_with_update("<div> \n<b></b><i>Updated</i>: 3 March <time>2024</time></div>"));
        assert!(begins_with_update("<div><script>x</script>Up<b>dated</b> today</div>"));
        assert!(!begins_with_update("<div>Up<p>dated</p></div>") && !begins_with_update("<div></div>"));
        assert!(!begins_with_update("<div>Published, updated</div>"));
    }

    #[test]
    fn no_more_is_read_than_a_multiple_of_the_page() {
        let html = "<div><time></time></div>".repeat(40);
        let page = Page::parse(&html, 100_000);
        let mut reader = Reader::new(&page);
        let body = page.elements(Tag::Body).next().unwrap();
        let read = (0..10_000).filter(|_| reader.text(body).is_some()).count();
        assert!((8..1000).contains(&read), "{read}");
    }
}
