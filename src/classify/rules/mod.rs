//! The rules on single blocks, in the order in which they are asked.

pub(super) mod cue;
mod field;
pub(crate) mod form;
pub(super) mod hints;
mod lines;
pub(super) mod links;
pub(super) mod marks;
mod outside;
pub(crate) mod signature;

use super::{Context, Verdict};

pub(super) use cue::NAME as CUE;
pub(super) use field::{DATELINE, TITLE};
pub(super) use form::UNDER_PICTURE;
pub(super) use hints::NAME as HINT;
pub(super) use lines::agency;
pub(super) use links::{CARD, NAME as LINK_DENSITY};

/// One rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name in traces.
    pub name: &'static str,
    /// The label of a block by itself, `None` when the rule has nothing to say.
    pub apply: fn(&Context<'_>, usize) -> Option<Verdict>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Whether a rule only says what the rule of the page's site says.
pub(super) fn of_site(rule: &str) -> bool {
    [marks::NAME, cue::SITE].contains(&rule)
}

/// The rule that the scorer is told of: which of two reasons a block outside the root was dropped for is nothing to it.
pub(super) fn learned_as(rule: &str) -> &str {
    if rule == outside::REST { outside::NAME } else { rule }
}

/// All rules. The first that speaks decides.
pub const ALL: &[Rule] = &[
    Rule { name: marks::NAME, apply: marks::apply },
    Rule { name: field::TITLE, apply: field::title },
    Rule { name: outside::NAME, apply: outside::apply },
    Rule { name: outside::REST, apply: outside::rest },
    Rule { name: hints::NAME, apply: hints::apply },
    Rule { name: links::CARD, apply: links::card },
    Rule { name: cue::SITE, apply: cue::site },
    Rule { name: form::CAPTION, apply: form::caption },
    Rule { name: form::UNDER_PICTURE, apply: form::under_picture },
    Rule { name: cue::NAME, apply: cue::apply },
    Rule { name: lines::NAME, apply: lines::apply },
    Rule { name: lines::BUTTONS, apply: lines::buttons },
    Rule { name: lines::NOTICE, apply: lines::notice },
    Rule { name: field::DATELINE, apply: field::dateline },
    Rule { name: links::NAME, apply: links::apply },
    Rule { name: form::NAME, apply: form::apply },
];
