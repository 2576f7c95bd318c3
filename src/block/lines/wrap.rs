//! Lines broken at a column: a break is certain where the next word would not have fitted.

use super::Line;
use crate::block::text::is_cjk;

/// Flatteners break between these columns; shorter lines are chrome, longer ones nobody reads.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=140;

/// So many breaks at least, before a text counts as broken at a column.
const MIN_BREAKS: usize = 4;

/// Columns of a line: characters, a tab being eight.
pub(super) fn columns(line: &str) -> usize {
    line.chars().map(|c| if c == '\t' { 8 } else { 1 }).sum()
}

/// The column at which the text was broken, if it was.
pub(super) fn width(lines: &[Line]) -> Option<usize> {
    // A word longer than a line (an address) sticks out of it.
    let several = |line: &&Line| line.text.contains(' ') || line.text.contains(is_cjk);
    let width = lines.iter().filter(several).map(|line| line.columns).max()?;
    if !WIDTHS.contains(&width) {
        return None;
    }
    let follows = |pair: &&[Line]| pair[1].number == pair[0].number + 1 && !pair[1].marked;
    let pairs: Vec<&[Line]> = lines.windows(2).filter(follows).collect();
    let broken: Vec<&&[Line]> = pairs.iter().filter(|pair| is_break(&pair[0], &pair[1], width)).collect();
    let breaks = broken.len();
    // A column cuts where it falls, which is seldom the end of a sentence.
    let ends = broken
        .iter()
        .filter(|pair| pair[0].text.ends_with(['.', '!', '?', '…', '”', '。', '！', '？', '」']))
        .count();
    // A line that nearly fills the width and goes on is a break; one that nearly fills it and ends is chance.
    let full = pairs.iter().filter(|pair| pair[0].columns * 10 >= width * 9).count();
    (breaks >= MIN_BREAKS && breaks * 4 >= full * 3 && ends * 3 <= breaks).then_some(width)
}

/// Whether the line was broken because the next word would have crossed the width.
pub(super) fn is_break(line: &Line, next: &Line, width: usize) -> bool {
    // Where no spaces part the words, a character would have fitted or not.
    let whole = |word: &str| if word.contains(is_cjk) { 1 } else { word.chars().count() };
    let word = next.text.split(' ').next().map_or(0, whole);
    next.number == line.number + 1 && !next.marked && line.columns <= width && line.columns + 1 + word > width
}

#[cfg(test)]
mod tests {
    use crate::block::lines::cut;

    #[test]
    fn paragraphs_broken_at_a_column_are_whole_again() {
        let words = "Bà con trong bản dậy từ lúc gà gáy để kịp gùi rau xuống chợ trước khi trời nắng gắt, ai cũng vội.";
        let paragraph = [words; 4].join(" ");
        let mut text = String::from("Trang chủ\nTin tức\n\n");
        for _ in 0..3 {
            let mut column = 0;
            for word in paragraph.split(' ') {
                let length = word.chars().count();
                if column + 1 + length > 72 {
                    text.push('\n');
                    column = 0;
                } else if column > 0 {
                    text.push(' ');
                    column += 1;
                }
                text.push_str(word);
                column += length;
            }
            text.push_str("\n\n");
        }
        let blocks = cut(&text).blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["Trang chủ", "Tin tức", &paragraph, &paragraph, &paragraph]);
    }
}
