//! The neighbourhood of the headline: where a page shows its date, its authors and its section.

use super::Sources;
use crate::block::normal::key;
use crate::label::Label;

/// So many blocks above the headline belong to it.
const ABOVE: usize = 6;

/// Where no headline was found, so many blocks above the text.
const ABOVE_TEXT: usize = 12;

/// So many kept blocks of the text are looked at: some sites put the byline below the lead.
const BELOW: usize = 4;

/// So many blocks of the end of the text, and so many behind it, can hold a signature.
const TAIL: usize = 3;
const BEHIND: usize = 3;

/// The blocks and nodes around the headline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    /// First block.
    pub(super) from: usize,
    /// The block of the headline.
    pub(super) title: Option<usize>,
    /// The first block of the text.
    pub(super) text: usize,
    /// One past the last block.
    pub(super) to: usize,
    /// The nodes of those blocks.
    pub(super) nodes: (u32, u32),
}

impl Near {
    pub(super) fn of(sources: &Sources<'_>) -> Self {
        let blocks = &sources.cut.blocks;
        let kept: Vec<usize> = (0..blocks.len()).filter(|&at| is_text(sources, at)).collect();
        let text = kept.first().copied().unwrap_or(blocks.len());
        let title = title(sources, text);
        let from = title.map_or(text.saturating_sub(ABOVE_TEXT), |at| at.saturating_sub(ABOVE)).min(text);
        let to = kept
            .get(BELOW - 1)
            .or(kept.last())
            .map_or(blocks.len(), |at| at + 1)
            .max(title.map_or(0, |at| at + 1));
        let start = blocks.get(from).map_or(0, |block| block.at.0);
        let end = blocks.get(to.wrapping_sub(1)).map_or(0, |block| block.at.1 + 1);
        Self { from, title, text, to, nodes: (start, end) }
    }
}

impl Near {
    /// The blocks at the end of the text and close behind it, where signatures and sources stand.
    pub(super) fn tail(&self, sources: &Sources<'_>) -> Vec<usize> {
        let text: Vec<usize> =
            (self.text..sources.verdicts.len()).filter(|&at| sources.verdicts[at].label.is_text()).collect();
        let Some(&last) = text.last() else { return Vec::new() };
        let from = text[text.len().saturating_sub(TAIL)];
        let to = sources.verdicts.len().min(last + 1 + BEHIND);
        let foreign = |at: usize| {
            let card = sources.root.cards.get(at).copied().unwrap_or(false);
            let label = sources.verdicts[at].label;
            card || matches!(
                label,
                Label::Comment
                    | Label::Ad
                    | Label::Footer
                    | Label::Nav
                    | Label::Caption
                    | Label::Credit
                    | Label::Title
            )
        };
        // What follows a heading of other articles belongs to those.
        let end = (last + 1..to)
            .find(|&at| matches!(sources.verdicts[at].label, Label::SectionHeading | Label::Related))
            .unwrap_or(to);
        (from..end).filter(|&at| !foreign(at)).collect()
    }
}

/// Whether a block is article text of some weight.
fn is_text(sources: &Sources<'_>, at: usize) -> bool {
    sources.verdicts[at].label.is_text() && sources.cut.blocks[at].facts.words >= 5
}

/// The headline nearest above the text, or else the first.
fn title(sources: &Sources<'_>, text: usize) -> Option<usize> {
    let wanted = sources.title.map(key).filter(|key| !key.is_empty())?;
    let is_title = |at: &usize| {
        let words = sources.cut.blocks[*at].facts.words;
        words <= 60
            && (sources.verdicts[*at].label == Label::Title || key(&sources.cut.blocks[*at].text) == wanted)
    };
    (0..text.min(sources.cut.blocks.len()))
        .rev()
        .find(is_title)
        .or_else(|| (text..sources.cut.blocks.len()).find(is_title))
}
