//! One page: which of its kept blocks recur and are no article text.
//!
//! Where a block stands decides how much is asked of it. At the head and the tail stand pleas, biographies and notices, and
//! whatever of the kind recurs there goes. Between blocks that are the page's own stands article text, so only what is long and on
//! many of the pages goes: the headings of a site's reviews recur on all of them.

use super::{Group, NAME, Seen, hash, is_counted, is_long};
use crate::classify::{Context, Verdict};
use crate::label::Label;
use crate::record::Options;

/// What stands between blocks of the page's own has to be on so many of ten pages: a plea between paragraphs is put there by
/// the template. A paragraph that sums up a running story recurs as well, but never on that many pages of a host.
const MIDDLE_TENTHS: u32 = 3;

/// A page that says less than this of its own, as a part of its kept characters, is made from a form or a repeat of another one, and
/// what recurs is its text.
const LEAST_OWN: u64 = 2;

/// A kept block of the page.
struct Kept {
    at: usize,
    chars: u64,
    seen: Option<Seen>,
    is_long: bool,
}

impl Kept {
    const fn recurs(&self) -> bool {
        self.seen.is_some()
    }

    /// Whether it can go for itself.
    const fn goes(&self) -> bool {
        self.recurs() && self.is_long
    }

    /// The same between blocks of the page's own.
    fn goes_anywhere(&self) -> bool {
        self.is_long
            && self.seen.is_some_and(|seen| {
                u64::from(seen.pages) * 10 >= u64::from(seen.of) * u64::from(MIDDLE_TENTHS)
            })
    }
}

/// Takes what recurs out of the text of a page of the host `name`.
pub(crate) fn leave_out(
    context: &Context<'_>,
    verdicts: &mut [Verdict],
    (name, group): (&str, &Group),
    options: &Options,
) {
    let kept: Vec<Kept> = verdicts
        .iter()
        .enumerate()
        .filter(|(_, verdict)| options.keeps(verdict.label))
        .map(|(at, verdict)| {
            let block = context.block(at);
            let is_counted = is_counted(verdict.label);
            Kept {
                at,
                chars: block.facts.chars.into(),
                seen: is_counted.then(|| group.get(&hash(&context.keys[at])).copied()).flatten(),
                is_long: is_counted && is_long(block, verdict.label),
            }
        })
        .collect();
    let goes = going(&kept);
    let all: u64 = kept.iter().map(|it| it.chars).sum();
    let gone: u64 = kept.iter().zip(&goes).filter(|(_, goes)| **goes).map(|(it, _)| it.chars).sum();
    if gone * LEAST_OWN > all {
        return;
    }
    for (it, _) in kept.iter().zip(goes).filter(|(_, goes)| *goes) {
        if let Some(Seen { pages, of }) = it.seen {
            verdicts[it.at] =
                Verdict::new(Label::Widget, NAME, format!("on {pages} of {of} pages of {name}"));
        }
    }
}

/// Which of the kept blocks go.
fn going(kept: &[Kept]) -> Vec<bool> {
    let mut goes: Vec<bool> = kept.iter().map(Kept::goes_anywhere).collect();
    let head = kept.iter().take_while(|it| it.recurs()).count();
    let tail = kept.len() - kept.iter().rev().take_while(|it| it.recurs()).count();
    // Down to the last that goes for itself; a short one below it may be a heading of the article.
    if let Some(last) = kept[..head].iter().rposition(Kept::goes) {
        goes[..=last].fill(true);
    }
    // From the first that goes for itself, and the heading right above it.
    if let Some(first) = kept[tail..].iter().position(Kept::goes) {
        goes[tail + first.saturating_sub(1)..].fill(true);
    }
    goes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(blocks: &str) -> Vec<Kept> {
        let kept = |(at, c): (usize, char)| {
            let seen = |pages| Some(Seen { pages, of: 100 });
            let (seen, is_long) = match c {
                'p' => (seen(90), true),
                'r' => (seen(12), true),
                'h' => (seen(90), false),
                _ => (None, true),
            };
            Kept { at, chars: 1, seen, is_long }
        };
        blocks.chars().enumerate().map(kept).collect()
    }

    /// `.` is the page's own, `p` recurs on most pages, `r` on some, `h` is short and on most.
    #[test]
    fn place_and_length_decide() {
        for (blocks, expected) in [
            ("..p..", "..p.."),
            ("..r..", "....."),
            ("..h..", "....."),
            (".h.h.", "....."),
            ("..r", "..r"),
            ("..hr", "..hr"),
            ("..hhrh", "...hrh"),
            ("..hhh", "....."),
            ("r..", "r.."),
            ("hr..", "hr.."),
            ("hrh..", "hr..."),
            (".hp.", "..p."),
            ("rh.hr", "r..hr"),
            ("", ""),
        ] {
            let kept = kept(blocks);
            let goes: String = going(&kept)
                .iter()
                .zip(blocks.chars())
                .map(|(goes, c)| if *goes { c } else { '.' })
                .collect();
            assert_eq!(goes, expected, "{blocks}");
        }
    }
}
