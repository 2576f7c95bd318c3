//! Blocks that recur on the pages of a host: what a first pass over a dump has counted, for a second one to use.
//!
//! [`Recurring`] is the table. It is made elsewhere, by whoever sees all pages; here it is only read, and one page
//! at a time is judged by it (`page`). Which pages there are, and where they are kept, this module does not know.

mod page;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use page::leave_out;

use crate::block::normal::key;
use crate::block::text::{ends_in_call, ends_in_colon};
use crate::block::{Block, Form};
use crate::extract::Trace;
use crate::fnv;
use crate::label::Label;

/// The rule in verdicts of blocks that were left out since they recur.
pub const NAME: &str = "recurs";

/// Characters of a block that can be left out for itself. Of the lines that recur and are article text nearly all are
/// shorter: headings of reviews, names of speakers, "Xin cảm ơn ông!". Whoever pleads needs a verb and an object.
const LONG: u32 = 32;

/// On how many pages a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Pages with the block.
    pub pages: u32,
    /// Pages that were looked at.
    pub of: u32,
}

impl Seen {
    /// The share of pages, as it compares with that of another.
    pub fn is_more_than(self, other: Self) -> bool {
        u64::from(self.pages) * u64::from(other.of) > u64::from(other.pages) * u64::from(self.of)
    }
}

/// The blocks that recur on the pages of one host, by a hash of their words.
pub type Group = BTreeMap<u64, Seen>;

/// The blocks that recur, by host; pages without one by where they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recurring(pub BTreeMap<String, Group>);

impl Recurring {
    /// The name that the blocks of a page are counted under: the host without `www.`; without a host the `place`, such as a
    /// folder, in parentheses.
    pub fn name(host: Option<&str>, place: &str) -> String {
        host.map_or_else(|| format!("({place})"), |host| host.strip_prefix("www.").unwrap_or(host).to_owned())
    }
}

/// What is known when a page is cleaned.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The table.
    pub recurring: &'a Recurring,
    /// Where the page comes from, for one that has no host.
    pub place: &'a str,
}

impl<'a> Known<'a> {
    /// What is known for pages of a host.
    pub(crate) fn group(self, host: Option<&str>) -> Option<(String, &'a Group)> {
        let name = Recurring::name(host, self.place);
        self.recurring.0.get(&name).map(|group| (name, group))
    }
}

/// A block that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its words, as a number.
    pub hash: u64,
    /// Its length in characters.
    pub chars: u32,
    /// Whether it can be left out for itself, and not only beside such a one.
    pub is_long: bool,
}

/// The kept blocks of an article that are counted; none where there is no article.
pub fn counted(trace: &Trace) -> Vec<Counted> {
    let blocks = if trace.outcome.article().is_some() { &trace.cut.blocks[..] } else { &[] };
    let pairs = blocks.iter().zip(&trace.verdicts);
    let counts = pairs.filter(|(_, verdict)| is_counted(verdict.label));
    let counted = counts.map(|(block, verdict)| Counted {
        hash: hash(&key(&block.text)),
        chars: block.facts.chars,
        is_long: is_long(block, verdict.label),
    });
    counted.collect()
}

/// A block by the `key()` of its text.
fn hash(key: &str) -> u64 {
    fnv::hash(key)
}

/// Rows of tables and code recur as they please.
fn is_counted(label: Label) -> bool {
    label.is_text() && !matches!(label, Label::Table | Label::Code)
}

/// Whether a block is long enough to say something for itself. What announces or asks belongs to what follows.
fn is_long(block: &Block, label: Label) -> bool {
    let is_heading = label == Label::Subheading || matches!(block.form, Form::Heading(_));
    block.facts.chars >= LONG && !is_heading && !ends_in_colon(&block.text) && !asks(&block.text)
}

/// Pleas call; questions are those of interviews.
fn asks(text: &str) -> bool {
    ends_in_call(text) && !text.ends_with(['!', '！'])
}
