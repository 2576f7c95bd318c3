//! The passes over runs of blocks, in the order in which they run.

mod comments;
mod edges;
mod lead;
mod lines;
mod related;
mod signature;
mod tail;

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

/// All passes.
pub const ALL: &[Pass] = &[
    Pass { name: lines::NAME, apply: lines::apply },
    Pass { name: related::NAME, apply: related::apply },
    Pass { name: comments::NAME, apply: comments::apply },
    Pass { name: edges::NAME, apply: edges::apply },
    Pass { name: tail::NAME, apply: tail::apply },
    Pass { name: signature::NAME, apply: signature::apply },
    Pass { name: lead::NAME, apply: lead::apply },
];
