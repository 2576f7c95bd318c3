//! What the elements around a block say, told once for each region from that of the region around it, so that no rule
//! walks up from each block: a page can nest hundreds of elements around each of a hundred thousand blocks.

use super::rules::{hints, marks};
use crate::block::{Block, Cut, Hints};
use crate::label::Label;
use crate::select::Root;

/// Names of what no lead stands in.
const NO_LEAD: Hints = Hints::NEGATIVE.with(Hints::CAPTION).with(Hints::BYLINE);

/// What a region and all around it say together. The page itself says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    /// Hints of the elements inside the root, and of those around it, without those that the content overrules.
    pub(super) inner: Hints,
    pub(super) outer: Hints,
    /// All hints, overruled or not.
    pub(super) hints: Hints,
    /// The innermost region with a mark that speaks.
    pub(super) marked: Option<u32>,
    /// What the innermost telling name suggests, overruled or not, and in what words.
    pub(super) named: Option<(Label, &'static str)>,
    /// What it suggests without the names that the content overrules.
    pub(super) left: Option<Label>,
    /// Whether an element inside the root is named a caption.
    pub(super) caption: bool,
    /// Whether an element is named for something that no lead stands in.
    pub(super) no_lead: bool,
    /// The innermost region inside the root whose name speaks against a long and against a short block, and its label.
    pub(super) against: [Option<(u32, Label)>; 2],
}

/// What the regions of a page say.
#[derive(Debug)]
pub(crate) struct Around(Vec<Said>);

impl Around {
    pub(super) fn new(cut: &Cut, root: &Root) -> Self {
        let mut said: Vec<Said> = Vec::with_capacity(cut.regions.len());
        for (at, region) in (0..).zip(&cut.regions) {
            let around = said.get(region.parent as usize).copied().unwrap_or_default();
            let left = root.hints.get(said.len()).copied().unwrap_or_default();
            let inside = root.contains(region.node);
            // Names of elements around the root speak of the root's neighbours as much as of the root.
            let speaks = inside && region.node != root.start();
            let against = |brief: bool| {
                let label = if speaks { hints::against(left, brief) } else { None };
                label.map(|label| (at, label)).or(around.against[usize::from(brief)])
            };
            said.push(if at == 0 {
                Said::default()
            } else {
                Said {
                    inner: if inside { around.inner.with(left) } else { around.inner },
                    outer: if inside { around.outer } else { around.outer.with(left) },
                    hints: around.hints.with(region.hints),
                    marked: marks::mark_of(region).map(|_| at).or(around.marked),
                    named: hints::suggestion(region.hints).map(|it| (it.1, it.2)).or(around.named),
                    left: hints::label(left).or(around.left),
                    caption: around.caption || (inside && region.hints.has(Hints::CAPTION)),
                    no_lead: around.no_lead || (left.has(NO_LEAD) && !left.has(Hints::LEAD)),
                    against: [against(false), against(true)],
                }
            });
        }
        Self(said)
    }

    /// What the elements around a block say.
    pub(super) fn of(&self, block: &Block) -> Said {
        let region = block.markup.map_or(0, |markup| markup.region);
        self.0.get(region as usize).copied().unwrap_or_default()
    }
}
