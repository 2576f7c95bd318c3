//! Lines broken at a column: a break is certain where the next word would not have fitted.

use super::Line;
use crate::block::Form;
use crate::block::text::is_cjk;

/// Flatteners break between these columns; shorter lines are chrome, longer ones nobody reads.
const WIDTHS: std::ops::RangeInclusive<usize> = LEAST..=GREATEST;
const LEAST: usize = 50;
const GREATEST: usize = 140;

/// So many breaks at least, before a text counts as broken at a column.
const MIN_BREAKS: i32 = 4;

/// Columns of a line: characters, a tab being eight.
pub(super) fn columns(line: &str) -> usize {
    line.chars().count() + 7 * memchr::memchr_iter(b'\t', line.as_bytes()).count()
}

/// Lines so little longer than the width tell that it is none, in columns.
const BEYOND: usize = 20;

/// A width below the longest line needs so many breaks: some lines (lists, tables) were left whole.
const MIN_INNER_BREAKS: i32 = 8;

/// What speaks for and against a width.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// Breaks that it explains.
    breaks: i32,
    /// Those at the end of a sentence.
    ends: i32,
    /// Breaks directly below a break: paragraphs have three lines and more.
    chained: i32,
    /// Lines that nearly fill it.
    full: i32,
    /// Longer lines, and those that are a little longer.
    longer: i32,
    beyond: i32,
}

/// Tallies of all widths, kept as what changes from one width to the next: what counts for a range of widths is added
/// where the range begins and taken off behind it, so that each line costs the same.
struct Tallies([Tally; GREATEST - LEAST + 2]);

impl Tallies {
    fn add(&mut self, from: usize, to: usize, count: impl Fn(&mut Tally) -> &mut i32) {
        let (from, end) = (from.max(LEAST), to.min(GREATEST) + 1);
        if from < end {
            *count(&mut self.0[from - LEAST]) += 1;
            *count(&mut self.0[end - LEAST]) -= 1;
        }
    }

    /// The tally of each width, in turn.
    fn each(&self) -> impl Iterator<Item = (usize, Tally)> {
        WIDTHS.zip(self.0.iter().scan(Tally::default(), |all, more| {
            all.breaks += more.breaks;
            all.ends += more.ends;
            all.chained += more.chained;
            all.full += more.full;
            all.longer += more.longer;
            all.beyond += more.beyond;
            Some(*all)
        }))
    }
}

/// The column at which the text was broken, if it was: the one at which most breaks are certain, of equals the first.
pub(super) fn width(lines: &[Line]) -> Option<usize> {
    let mut tallies = Tallies([Tally::default(); _]);
    let mut before = (1, 0);
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        // A word longer than a line (an address) sticks out of it.
        if !follows(line, next) || !(line.text.contains(' ') || line.text.contains(is_cjk)) {
            continue;
        }
        let columns = line.columns;
        tallies.add(0, columns.saturating_sub(1), |it| &mut it.longer);
        tallies.add(columns.saturating_sub(BEYOND), columns.saturating_sub(1), |it| &mut it.beyond);
        tallies.add(columns, columns * 10 / 9, |it| &mut it.full);
        // The widths at which the next word would not have fitted.
        let here = (columns, columns + first_word(next));
        tallies.add(here.0, here.1, |it| &mut it.breaks);
        if line.text.ends_with(['.', '!', '?', '…', '”', '。', '！', '？', '」']) {
            tallies.add(here.0, here.1, |it| &mut it.ends);
        }
        tallies.add(here.0.max(before.0), here.1.min(before.1), |it| &mut it.chained);
        before = here;
    }
    let fitting = tallies.each().map(|(width, tally)| (breaks(&tally), usize::MAX - width));
    fitting.filter(|(breaks, _)| *breaks > 0).max().map(|(_, width)| usize::MAX - width)
}

/// How many breaks a width explains; none if too much speaks against it.
const fn breaks(tally: &Tally) -> i32 {
    let Tally { breaks, ends, chained, full, longer, beyond } = *tally;
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
