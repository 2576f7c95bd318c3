//! Tables that hold data, told from tables that lay out a page.

use crate::page::{Node, Tag};

/// A cell of a data table is short: longer ones are columns of a page, or a caption table around a picture.
const MAX_CELL: usize = 400;

/// Whether the table is data: two rows and two columns at least, cells short and without tables inside.
pub(super) fn is_data(table: Node<'_>) -> bool {
    let (mut rows, mut wide_rows, mut cells, mut filled) = (0, 0, 0usize, 0usize);
    for node in table.descendants() {
        match node.tag() {
            Tag::Table | Tag::H1 | Tag::H2 => return false,
            Tag::Tr => {
                rows += 1;
                let columns = node.children().filter(|cell| matches!(cell.tag(), Tag::Td | Tag::Th)).count();
                wide_rows += usize::from(columns >= 2);
            }
            Tag::Td | Tag::Th => {
                let text = node.text();
                let length = text.trim().chars().count();
                if length > MAX_CELL {
                    return false;
                }
                cells += 1;
                filled += usize::from(length > 0);
            }
            _ => {}
        }
    }
    rows >= 2 && wide_rows * 2 >= rows && filled * 2 >= cells
}

/// A term with its definition has so many words, on average.
const DEFINITION_WORDS: usize = 10;

/// Whether a list of definitions explains terms in words, as a text does; others hold attributes and figures of a thing.
pub(super) fn explains(list: Node<'_>) -> bool {
    let terms = list.descendants().filter(|node| node.tag() == Tag::Dt).count();
    list.text().split_whitespace().count() >= terms.max(1) * DEFINITION_WORDS
}

#[cfg(test)]
mod tests {
    use super::is_data;
    use crate::page::{Page, Tag};

    fn data(html: &str) -> bool {
        let page = Page::parse(html, 10_000);
        is_data(page.elements(Tag::Table).next().unwrap())
    }

    #[test]
    fn data_and_layout() {
        assert!(data("<table><tr><th>Năm<th>Sản lượng<tr><td>2024<td>12<tr><td>2025<td>14</table>"));
        assert!(!data("<table><tr><td><img><tr><td>Cánh đồng lúa chín</table>"));
        let column = "chữ ".repeat(200);
        assert!(!data(&format!("<table><tr><td>{column}<td>menu<tr><td>a<td>b</table>")));
    }
}
