//! Rows of tables: cells between `|` above and below a line of `---|---`, or cells set apart by wide gaps.

use super::Line;
use crate::block::Form;
use crate::block::normal::normalise;

/// A piece of running text has so many words.
const PIECE_WORDS: usize = 5;

/// Marks the lines that are rows of a data table; their cells are then parted by tabs.
pub(super) fn mark(raw: &[(u32, &str)], lines: &mut [Line]) {
    let pipes: Vec<bool> = raw.iter().map(|(_, line)| is_rule(line)).collect();
    let mut in_table = false;
    for at in 0..lines.len() {
        let ruled =
            pipes.get(at + 1).copied().unwrap_or(false) && lines[at + 1].number == lines[at].number + 1;
        in_table =
            (ruled || (in_table && lines[at].number == lines[at - 1].number + 1)) && raw[at].1.contains('|');
        if in_table && !pipes[at] {
            set(&mut lines[at], raw[at].1.split('|'));
        }
        in_table |= pipes[at] && raw[at].1.contains('|');
    }
    let counts: Vec<usize> = raw.iter().map(|(_, line)| gaps(line).count()).collect();
    for at in 0..lines.len() {
        let like = |other: usize| counts[other] == counts[at] && raw[other].0.abs_diff(raw[at].0) == 1;
        let neighbour = (at > 0 && like(at - 1)) || (at + 1 < lines.len() && like(at + 1));
        if counts[at] >= 3 && neighbour && !lines[at].marked {
            let cells: Vec<&str> = gaps(raw[at].1).collect();
            if !is_sentence(&cells) {
                set(&mut lines[at], cells.into_iter());
            }
        }
    }
}

/// Whether the cells are pieces of a sentence that was cut at its links and bold words: one goes on where another ended.
fn is_sentence(cells: &[&str]) -> bool {
    cells.windows(2).any(|pair| {
        let long = pair[0].split(' ').count() >= PIECE_WORDS || pair[1].split(' ').count() >= PIECE_WORDS;
        let open =
            pair[0].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '”' | '"' | ')' | '’'));
        long && open
            && pair[1].starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '.' | ';' | ')' | '”'))
    })
}

/// A row needs two cells with something in them; a table of one column is layout.
fn set<'a>(line: &mut Line, cells: impl Iterator<Item = &'a str>) {
    let cells: Vec<String> = cells.map(|cell| normalise(&super::inline::plain(cell).text)).collect();
    if cells.iter().filter(|cell| !cell.is_empty()).count() >= 2 {
        cells.join("\t").trim().clone_into(&mut line.text);
        line.form = Form::TableRow;
        line.marked = true;
    }
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.bytes().all(|byte| matches!(byte, b'-' | b'|' | b':' | b' ')) && line.contains("---")
}

/// The parts of a line between gaps of two columns and more.
fn gaps(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.trim().split("  ").flat_map(|part| part.split('\t'));
    parts.map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::block::lines::cut;

    #[test]
    fn pipes_and_gaps() {
        let cut = cut(
            "Năm | Tấn\n---|---\n2024 | 12\n\nMã   Mua   Bán\neur  28    29\n\n17:22 | 14/12/2021\nMột ô|\n---",
        );
        let texts: Vec<&str> = cut.blocks.iter().map(|block| block.text.as_str()).collect();
        let expected = [
            "Năm\tTấn",
            "---|---",
            "2024\t12",
            "Mã\tMua\tBán",
            "eur\t28\t29",
            "17:22 | 14/12/2021",
            "Một ô",
            "---",
        ];
        assert_eq!(texts, expected);
    }
}
