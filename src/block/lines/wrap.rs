//! Lines broken at a column: a break is certain where the next word would not have fitted.

use super::Line;
use crate::block::Form;
use crate::block::text::is_cjk;

/// Flatteners break between these columns; shorter lines are chrome, longer ones nobody reads.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=140;

/// So many breaks at least, before a text counts as broken at a column.
const MIN_BREAKS: usize = 4;

/// Columns of a line: characters, a tab being eight.
pub(super) fn columns(line: &str) -> usize {
    line.chars().map(|c| if c == '\t' { 8 } else { 1 }).sum()
}

/// Lines so little longer than the width tell that it is none, in columns.
const BEYOND: usize = 20;

/// A width below the longest line needs so many breaks: some lines (lists, tables) were left whole.
const MIN_INNER_BREAKS: usize = 8;

/// Two lines of which the second may go on with the first.
struct Pair {
    columns: usize,
    /// Characters of the second line's first word.
    word: usize,
    /// Whether the first line ends a sentence.
    ends: bool,
}

/// The column at which the text was broken, if it was: the one at which most breaks are certain.
pub(super) fn width(lines: &[Line]) -> Option<usize> {
    let pairs: Vec<Pair> = lines
        .windows(2)
        // A word longer than a line (an address) sticks out of it.
        .filter(|pair| {
            follows(&pair[0], &pair[1]) && (pair[0].text.contains(' ') || pair[0].text.contains(is_cjk))
        })
        .map(|pair| Pair {
            columns: pair[0].columns,
            word: first_word(&pair[1]),
            ends: pair[0].text.ends_with(['.', '!', '?', '…', '”', '。', '！', '？', '」']),
        })
        .collect();
    let breaks = |width| (breaks(&pairs, width), usize::MAX - width);
    WIDTHS.filter(|&width| breaks(width).0 > 0).max_by_key(|&width| breaks(width))
}

/// How many breaks a width explains; none if too much speaks against it.
fn breaks(pairs: &[Pair], width: usize) -> usize {
    let (mut breaks, mut ends, mut full, mut beyond) = (0, 0, 0, 0);
    // Lines that are longer, and breaks directly below a break: paragraphs have three lines and more.
    let (mut longer, mut chained, mut broken) = (0, 0, false);
    for pair in pairs {
        let breaks_here = pair.columns <= width && pair.columns + 1 + pair.word > width;
        if pair.columns > width {
            longer += 1;
            beyond += usize::from(pair.columns <= width + BEYOND);
        } else {
            full += usize::from(pair.columns * 10 >= width * 9);
        }
        if breaks_here {
            breaks += 1;
            ends += usize::from(pair.ends);
            chained += usize::from(broken);
        }
        broken = breaks_here;
    }
    if longer > 0 && (breaks < MIN_INNER_BREAKS || longer > breaks * 2 || chained * 3 < breaks) {
        return 0;
    }
    // A column cuts where it falls, which is seldom the end of a sentence; a line that nearly fills the width and goes
    // on is a break, one that nearly fills it and ends is chance; and what is a little longer was not broken.
    let fits = breaks >= MIN_BREAKS && breaks * 4 >= full * 3 && ends * 3 <= breaks && beyond * 10 <= breaks;
    if fits { breaks } else { 0 }
}

/// Whether the second line may go on with the first: directly below, and without a marker of its own.
pub(super) fn follows(line: &Line, next: &Line) -> bool {
    let quoted = next.form == Form::Quote && line.form == Form::Quote;
    next.number == line.number + 1 && (!next.marked || quoted)
}

fn first_word(line: &Line) -> usize {
    // Where no spaces part the words, a character would have fitted or not.
    let whole = |word: &str| if word.contains(is_cjk) { 1 } else { word.chars().count() };
    line.text.split(' ').next().map_or(0, whole)
}

/// Whether the line was broken because the next word would have crossed the width.
pub(super) fn is_break(line: &Line, next: &Line, width: usize) -> bool {
    follows(line, next) && line.columns <= width && line.columns + 1 + first_word(next) > width
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
