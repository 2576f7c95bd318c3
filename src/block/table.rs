//! Tables that hold data, told from tables that lay out a page.

use crate::page::{Node, Tag};

/// A cell of a data table is short: longer ones are columns of a page, or a caption table around a picture.
const MAX_CELL: usize = 400;

/// Whether the table is data: two rows and two columns at least, cells short and without tables inside.
///
/// Linear also where tables stand in tables: nothing is read beyond the first table inside.
pub(super) fn is_data(table: Node<'_>) -> bool {
    let (mut rows, mut wide_rows, mut cells, mut filled) = (0, 0, 0usize, 0usize);
    let mut cell_end = 0;
    for node in table.descendants() {
        match node.tag() {
            tag if is_layout(tag) => return false,
            Tag::Tr => {
                rows += 1;
                let columns = node.children().filter(|cell| matches!(cell.tag(), Tag::Td | Tag::Th)).count();
                wide_rows += usize::from(columns >= 2);
            }
            // Only in foreign elements does a cell stand in a cell: there it is none.
            Tag::Td | Tag::Th if node.at() >= cell_end => {
                let Some(length) = cell_length(node) else { return false };
                cell_end = node.end();
                cells += 1;
                filled += usize::from(length > 0);
            }
            _ => {}
        }
    }
    rows >= 2 && wide_rows * 2 >= rows && filled * 2 >= cells
}

/// Whether a table with such an element inside lays out a page.
const fn is_layout(tag: Tag) -> bool {
    matches!(tag, Tag::Table | Tag::H1 | Tag::H2)
}

/// The characters of [`Node::text`] without white space at its ends; nothing for a cell that no data table has.
fn cell_length(cell: Node<'_>) -> Option<usize> {
    let (mut length, mut white) = (0, 0);
    let mut add = |c: char| {
        if !c.is_whitespace() {
            length += std::mem::take(&mut white) + 1;
        } else if length > 0 {
            white += 1;
        }
        (length <= MAX_CELL).then_some(length)
    };
    let mut open_blocks: Vec<u32> = Vec::new();
    let mut skipped = 0;
    let mut all = 0;
    for node in cell.descendants() {
        if node.at() < skipped {
            continue;
        }
        while open_blocks.pop_if(|end| *end <= node.at()).is_some() {
            add(' ')?;
        }
        match node.tag() {
            Tag::Text => {
                for c in node.own_text().chars() {
                    all = add(c)?;
                }
            }
            tag if is_layout(tag) => return None,
            tag if tag.is_skipped() => skipped = node.end(),
            tag if tag == Tag::Br || tag.is_block() => {
                add(' ')?;
                open_blocks.push(node.end());
            }
            _ => {}
        }
    }
    Some(all)
}

/// Lists of definitions in lists of definitions that are asked whether they explain, which costs what is inside of them.
pub(super) const MAX_DEFINITIONS: u8 = 8;

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
