//! Classify: one label for every block, with the rule that gave it and its evidence.
//!
//! Two stages. The *rules* look at one block at a time, in a fixed order; the first that speaks decides. The *passes*
//! then look at runs of blocks: what follows a section heading, what trails after the last paragraph. A rule that needs
//! a fact which a block lacks (lines have no markup) stays silent. This module reads blocks and the root, never the tree.

pub(crate) mod ablation;
pub mod absence;
mod around;
mod confidence;
mod keys;
pub mod model;
pub mod passes;
pub mod rules;
mod whole;

use std::borrow::Cow;

pub use ablation::{Active, names};
pub use confidence::confidence;
pub use keys::Keys;

use crate::block::{Block, Cut, Markup};
use crate::cues::Cues;
use crate::error::Error;
use crate::label::Label;
use crate::select::Root;
use crate::work::Work;
use around::{Around, Said};
use whole::Whole;

/// What a block is, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Its label.
    pub label: Label,
    /// The rule that decided, a name of [`rules::ALL`] or [`passes::ALL`] or [`passes::LINES`], or `recurs`
    /// ([`crate::recurring`]).
    pub rule: &'static str,
    /// What the rule saw.
    pub evidence: Cow<'static, str>,
}

impl Verdict {
    /// A verdict with evidence.
    pub fn new(label: Label, rule: &'static str, evidence: impl Into<Cow<'static, str>>) -> Self {
        Self { label, rule, evidence: evidence.into() }
    }
}

/// What the rules may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The blocks and their regions.
    pub cut: &'a Cut,
    /// Where the article is; for lines the whole text.
    pub root: &'a Root,
    /// The headline, if it is known from the page, as a reader sees it.
    pub title: Option<&'a str>,
    /// `key()` of the headline; empty without one.
    pub title_key: String,
    /// `key()` of the page's own summary (`og:description`, `description`); empty without one.
    pub description_key: String,
    /// The text that the page's own description of itself (JSON-LD `articleBody`) gives.
    pub claim: Option<&'a str>,
    /// Cue phrases.
    pub cues: &'a Cues,
    /// Patterns of the site's rule on block text.
    pub site: &'a SiteText,
    /// `key()` of each block's text.
    pub keys: Keys<'a>,
    /// The node from which on nothing is article, by the site's rule.
    pub end: Option<u32>,
    /// What the elements around the blocks say.
    pub(crate) around: Around,
    /// What is counted over all blocks.
    pub(crate) whole: Whole<'a>,
    /// The rules and passes that are asked: all of them but for ablation.
    pub active: &'a Active,
}

/// The text patterns of a site's rule; empty without one.
#[derive(Debug, Default)]
pub struct SiteText {
    /// Blocks to drop.
    pub drop: Vec<regex::Regex>,
    /// Whole blocks (as cue keys) that end the article.
    pub end: Vec<String>,
    /// Date lines.
    pub dateline: Vec<regex::Regex>,
    /// The first paragraph is the lead where no lead was found.
    pub first_paragraph_lead: bool,
}

impl<'a> Context<'a> {
    /// A context without headline, summary and end, in which all rules and passes speak.
    pub fn new(
        cut: &'a Cut,
        root: &'a Root,
        (cues, site): (&'a Cues, &'a SiteText),
        active: &'a Active,
    ) -> Self {
        Self {
            cut,
            root,
            title: None,
            title_key: String::new(),
            description_key: String::new(),
            claim: None,
            cues,
            site,
            keys: Keys::new(cut),
            end: None,
            around: Around::new(cut, root),
            whole: Whole::new(cut, root),
            active,
        }
    }

    /// The same context with the headline that the page gives.
    #[must_use]
    pub fn with_title(mut self, title: Option<&'a str>) -> Self {
        self.title = title;
        self.title_key = title.map(crate::block::normal::key).unwrap_or_default();
        self
    }

    /// The block at an index.
    pub fn block(&self, at: usize) -> &'a Block {
        &self.cut.blocks[at]
    }

    /// The markup of a block, `None` for lines.
    pub fn markup(&self, at: usize) -> Option<Markup> {
        self.cut.blocks[at].markup
    }

    /// Whether the block lies inside the root.
    pub fn inside(&self, at: usize) -> bool {
        let block = self.block(at);
        block.markup.is_none() || self.root.contains(block.at.0)
    }

    /// What the elements around the block say.
    fn around(&self, at: usize) -> Said {
        self.around.of(self.block(at))
    }

    /// Share of link text, 0 where links are unknown.
    pub fn link_density(&self, at: usize) -> f64 {
        self.block(at).link_density()
    }
}

/// Gives every block its verdict. What is switched off is not asked.
///
/// # Errors
/// When there is no more `work` to be done for this record.
pub(crate) fn classify(context: &Context<'_>, work: &Work<'_>) -> Result<Vec<Verdict>, Error> {
    let verdict = |at| {
        work.spend(1)?;
        let found = context.active.rules.iter().find_map(|rule| (rule.apply)(context, at));
        Ok(found.unwrap_or_else(|| Verdict::new(Label::Body, "body", "text inside the root")))
    };
    let mut verdicts: Vec<Verdict> =
        (0..context.cut.blocks.len()).map(verdict).collect::<Result<_, Error>>()?;
    for pass in context.active.passes(context) {
        work.spend(verdicts.len())?;
        (pass.apply)(context, &mut verdicts);
    }
    Ok(verdicts)
}
