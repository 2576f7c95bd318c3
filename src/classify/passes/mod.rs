//! The passes over runs of blocks, in the order in which they run.

mod captions;
mod comments;
mod copies;
mod edges;
mod headings;
mod invitation;
mod lead;
mod lines;
mod lists;
mod notices;
mod posts;
mod related;
mod signature;
mod tail;
mod threads;

pub(super) use copies::NAME as COPIES;

use super::{Context, Verdict};

/// One pass.
#[derive(Clone, Copy)]
pub struct Pass {
    /// Its name in traces.
    pub name: &'static str,
    /// Changes verdicts in the light of their neighbours.
    pub apply: fn(&Context<'_>, &mut [Verdict]),
}

impl std::fmt::Debug for Pass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The passes over pages.
pub const ALL: &[Pass] = &[
    Pass { name: headings::NAME, apply: headings::apply },
    Pass { name: lists::NAME, apply: lists::apply },
    Pass { name: captions::NAME, apply: captions::apply },
    Pass { name: invitation::NAME, apply: invitation::apply },
    Pass { name: related::NAME, apply: related::apply },
    Pass { name: comments::NAME, apply: comments::apply },
    Pass { name: threads::NAME, apply: threads::apply },
    Pass { name: posts::NAME, apply: posts::apply },
    Pass { name: copies::NAME, apply: copies::apply },
    Pass { name: edges::NAME, apply: edges::apply },
    Pass { name: notices::NAME, apply: notices::apply },
    Pass { name: tail::NAME, apply: tail::apply },
    Pass { name: signature::NAME, apply: signature::apply },
    Pass { name: lead::NAME, apply: lead::apply },
];

/// The passes over texts without markup: what the others learn from elements, one pass tells from the lines.
pub const LINES: &[Pass] = &[
    Pass { name: invitation::NAME, apply: invitation::apply },
    Pass { name: lines::NAME, apply: lines::apply },
    Pass { name: lead::NAME, apply: lead::apply },
];
