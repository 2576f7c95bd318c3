//! The columns of the scorer: every number it may look at, by name.
//!
//! A weights file names the columns it uses; only those are computed. A name is that of a fact of the block itself
//! (`words`), of a hint around it inside or outside the root (`inner.RELATED`, `outer.FOOTER`), of the verdict so far
//! (`label.body`, `rule.cue`), or one of these with the distance of the neighbour it is read from (`words@-1`).

use memchr::{memchr, memchr_iter};

use super::single;
use super::view::View;
use crate::block::text::ends_in_colon;
use crate::block::{Form, Hints};
use crate::classify::{passes, rules};
use crate::label::Label;

/// What stands for a fact that a neighbour beyond the page's end does not have.
pub(super) const MISSING: f32 = -1.0;

/// Neighbours that a block is judged by.
const OFFSETS: [i8; 4] = [-2, -1, 1, 2];

/// A fact of a block.
struct Own {
    name: &'static str,
    /// Whether it is also read from the neighbours.
    near: bool,
    /// Writes it of each of some blocks to its place: one call a column and page, not one a block.
    fill: fn(&View<'_>, &[usize], &mut [f32]),
}

/// A fact of a block by itself.
macro_rules! own {
    ($name:literal, |$view:pat_param, $at:pat_param| $of:expr) => {
        Own {
            name: $name,
            near: false,
            fill: |$view: &View<'_>, blocks, values| write(blocks, values, |$at| $of),
        }
    };
}

/// One that is read from the neighbours too.
macro_rules! near {
    ($name:literal, |$view:pat_param, $at:pat_param| $of:expr) => {
        Own { near: true, ..own!($name, |$view, $at| $of) }
    };
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn ratio(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

fn distance(from: usize, to: usize) -> f32 {
    to as f32 - from as f32
}

const OWN: &[Own] = &[
    // What the text says.
    near!("words", |v, at| v.context.block(at).facts.words as f32),
    own!("chars_a_word", |v, at| ratio(v.context.block(at).facts.chars, v.context.block(at).facts.words)),
    near!("upper", |v, at| ratio(v.context.block(at).facts.upper, v.context.block(at).facts.letters)),
    own!("digits", |v, at| ratio(v.context.block(at).facts.digits, v.context.block(at).facts.chars)),
    near!("stops", |v, at| v.context.block(at).facts.stops as f32),
    own!("stops_a_word", |v, at| ratio(v.context.block(at).facts.stops, v.context.block(at).facts.words)),
    own!("commas_a_word", |v, at| ratio(v.context.block(at).facts.commas, v.context.block(at).facts.words)),
    near!("ends_sentence", |v, at| flag(v.context.block(at).facts.ends_sentence)),
    near!("ends_colon", |v, at| flag(ends_in_colon(&v.context.block(at).text))),
    own!("ends_question", |v, at| flag(v.context.block(at).text.ends_with(['?', '？']))),
    own!("starts_lower", |v, at| flag(v.context.block(at).text.starts_with(char::is_lowercase))),
    own!("has_at", |v, at| flag(memchr(b'@', v.context.block(at).text.as_bytes()).is_some())),
    own!("has_url", |v, at| flag(has_url(&v.context.block(at).text))),
    own!("has_copyright", |v, at| flag(v.context.block(at).text.contains('©'))),
    // What form it has.
    near!("form", |v, at| form(v.context.block(at).form)),
    near!("level", |v, at| level(v.context.block(at).form)),
    near!("links", |v, at| v.context.markup(at).map_or(0.0, |markup| markup.links as f32)),
    near!("link_density", |v, at| single(v.context.link_density(at))),
    own!("link_first", |v, at| flag(v.context.markup(at).is_some_and(|markup| markup.link_at == 0))),
    near!("bold", |v, at| v.context.markup(at).map_or(0.0, |markup| single(markup.bold_density()))),
    near!("italic", |v, at| v.context.markup(at).map_or(0.0, |markup| single(markup.italic_density()))),
    own!("centered", |v, at| flag(v.context.markup(at).is_some_and(|markup| markup.centered))),
    own!("in_table", |v, at| flag(v.context.markup(at).is_some_and(|markup| markup.table != 0))),
    near!("card", |v, at| flag(v.context.root.cards.get(at).copied().unwrap_or(false))),
    near!("pictures", |v, at| v.blocks[at].pictures),
    // Where it stands.
    near!("inside", |v, at| flag(v.context.inside(at))),
    own!("at_page", |v, at| at as f32 / v.blocks.len().max(1) as f32),
    own!("at_root", |v, at| distance(v.root.0, at) / distance(v.root.0, v.root.1).max(1.0)),
    own!("from_root_start", |v, at| distance(v.root.0, at)),
    own!("to_root_end", |v, at| distance(at, v.root.1)),
    own!("kept_before", |v, at| v.blocks[at].kept_before / v.kept.max(1.0)),
    own!("since_heading", |v, at| v.blocks[at].since_heading),
    // What else is like it.
    near!("style_share", |v, at| v.blocks[at].style_share),
    near!("parent_share", |v, at| v.blocks[at].parent_share),
    near!("overlap", |v, at| v.blocks[at].overlap),
    own!("in_title", |v, at| v.blocks[at].in_title),
    near!("claimed", |v, at| v.blocks[at].claimed),
    own!("first", |v, at| flag(v.blocks[at].first)),
    own!("around", |v, at| v.blocks[at].around),
    // What the page is.
    own!("page_blocks", |v, _| v.blocks.len() as f32),
    own!("page_kept", |v, _| v.kept),
    own!("page_vietnamese", |v, _| v.vietnamese),
    // What the rules say.
    near!("text", |v, at| flag(v.blocks[at].text)),
];

/// Whether a text holds `http` or `www.`, looked for by their rare bytes.
fn has_url(text: &str) -> bool {
    let text = text.as_bytes();
    memchr_iter(b'p', text).any(|at| text[..at].ends_with(b"htt"))
        || memchr_iter(b'w', text).any(|at| text[at..].starts_with(b"www."))
}

fn form(form: Form) -> f32 {
    f32::from(match form {
        Form::Paragraph => 0u8,
        Form::Heading(_) => 1,
        Form::ListItem { ordered: false, .. } => 2,
        Form::ListItem { ordered: true, .. } => 3,
        Form::TableRow => 4,
        Form::Quote => 5,
        Form::Code => 6,
        Form::Caption => 7,
    })
}

/// Level of a heading, nesting of a list item.
fn level(form: Form) -> f32 {
    match form {
        Form::Heading(level) => f32::from(level),
        Form::ListItem { depth, .. } => f32::from(depth),
        _ => 0.0,
    }
}

/// Writes a number of each of some blocks to its place.
fn write(blocks: &[usize], values: &mut [f32], of: impl Fn(usize) -> f32) {
    for &at in blocks {
        values[at] = of(at);
    }
}

/// What a block either has or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs<'v> {
    inner: Hints,
    outer: Hints,
    label: Label,
    rule: &'v str,
}

impl<'v> Signs<'v> {
    pub(super) fn of(view: &View<'v>, at: usize) -> Self {
        let (block, verdict) = (&view.blocks[at], &view.verdicts[at]);
        Self {
            inner: block.inner,
            outer: block.outer,
            label: verdict.label,
            rule: rules::learned_as(verdict.rule),
        }
    }
}

/// Where a column's number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// An entry of the table above.
    Own(usize),
    /// A hint around the block, inside the root.
    Inner(Hints),
    /// A hint around the root.
    Outer(Hints),
    /// The verdict's label.
    Label(Label),
    /// The verdict's rule.
    Rule(&'static str),
}

impl Source {
    /// Writes the number of each of some blocks to its place; of signs, that there are none.
    pub(super) fn fill(self, view: &View<'_>, blocks: &[usize], values: &mut [f32]) {
        if let Self::Own(own) = self {
            (OWN[own].fill)(view, blocks, values);
        } else {
            values.fill(flag(false));
        }
    }

    /// Whether it is one of these signs.
    pub(super) fn is_of(self, signs: &Signs<'_>) -> bool {
        match self {
            Self::Own(_) => false,
            Self::Inner(hint) => signs.inner.has(hint),
            Self::Outer(hint) => signs.outer.has(hint),
            Self::Label(label) => signs.label == label,
            Self::Rule(rule) => signs.rule == rule,
        }
    }

    fn name(self) -> String {
        let hint = |hint: Hints| hint.names().concat();
        match self {
            Self::Own(own) => OWN[own].name.to_owned(),
            Self::Inner(it) => format!("inner.{}", hint(it)),
            Self::Outer(it) => format!("outer.{}", hint(it)),
            Self::Label(label) => format!("label.{label}"),
            Self::Rule(rule) => format!("rule.{rule}"),
        }
    }
}

/// A column: a number and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(super) source: Source,
    /// The neighbour, 0 for the block itself.
    pub(super) offset: i8,
}

impl Column {
    /// Its name in the weights file.
    pub(super) fn name(&self) -> String {
        let name = self.source.name();
        if self.offset == 0 { name } else { format!("{name}@{}", self.offset) }
    }
}

/// Every column there is, in a fixed order.
pub(super) fn all() -> Vec<Column> {
    let hints = || Hints::ALL.each();
    let labels = Label::ALL.iter().copied();
    let rules = rules::ALL.iter().map(|rule| rule.name).chain(passes::ALL.iter().map(|pass| pass.name));
    let rules = rules.filter(|name| rules::learned_as(name) == *name);
    let sources = (0..OWN.len())
        .map(Source::Own)
        .chain(hints().map(Source::Inner))
        .chain(hints().map(Source::Outer))
        .chain(labels.map(Source::Label))
        .chain(rules.map(Source::Rule));
    let here = sources.map(|source| Column { source, offset: 0 });
    let near = (0..OWN.len()).filter(|&own| OWN[own].near).map(Source::Own);
    let near = near.flat_map(|source| OFFSETS.map(|offset| Column { source, offset }));
    here.chain(near).collect()
}
