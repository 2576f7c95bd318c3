//! An explanation as lines of text: one a block, below what is said of the page.

use super::{Explanation, FieldSaid};

/// What a line is about, for those who colour it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// About the page.
    Page,
    /// A field with its value.
    Field,
    /// A source that says something else.
    Differs,
    /// A block that was kept.
    Kept,
    /// A block that was dropped.
    Dropped,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub role: Role,
    /// Its text, without a line end; nothing in it moves a cursor or changes a colour.
    pub text: String,
}

/// The evidence is shown up to so many characters, a value of a field up to so many.
const EVIDENCE: usize = 44;
const VALUE: usize = 100;

/// So many of the sources that say something else are shown.
const DIFFER: usize = 4;

/// So much of a block is shown at least, however narrow the terminal.
const LEAST: usize = 24;

impl Explanation {
    /// The lines, none of which is wider than `width` characters but for very narrow ones.
    pub fn text(&self, width: usize) -> Vec<Line> {
        let mut lines = self.page();
        lines.extend(
            self.fields.iter().filter(|it| it.value.is_some() || !it.said.is_empty()).flat_map(field),
        );
        lines.push(Line { role: Role::Page, text: String::new() });
        lines.extend(self.blocks.iter().map(|block| {
            let sign = if block.kept { '+' } else { '-' };
            let lines = block.lines.map(|(first, _)| format!("{first:>5} ")).unwrap_or_default();
            let (label, evidence) = (block.label.name(), short(&block.evidence, EVIDENCE));
            let before = format!("{sign} {lines}{label:<15} {:<17} {evidence:<EVIDENCE$}  ", block.rule);
            let room = width.saturating_sub(before.chars().count()).max(LEAST);
            let role = if block.kept { Role::Kept } else { Role::Dropped };
            Line { role, text: before + &short(&block.text, room) }
        }));
        lines
    }

    fn page(&self) -> Vec<Line> {
        let mut out = vec![format!("page    {}", self.url.as_deref().unwrap_or("(no address)"))];
        let read =
            self.encoding.map_or(self.input.to_owned(), |encoding| format!("{}, {encoding}", self.input));
        let why = self.encoding.map(|_| format!(": {}", self.decoded.reason())).unwrap_or_default();
        out.push(format!("read    {read}{why}"));
        out.extend(self.decoded.repairs.iter().map(|repair| format!("mended  {}", repair.words())));
        out.push(match (self.reason, self.confidence) {
            (Some(reason), _) => format!("result  no article: {reason}"),
            (None, confidence) => {
                format!("result  article, confidence {:.2}", confidence.unwrap_or_default())
            }
        });
        out.extend((!self.truncated.is_empty()).then(|| format!("cut     {}", self.truncated.join(", "))));
        out.push(format!("rule    {}", self.rule));
        if let Some(root) = &self.root {
            let why = match (root.carried, root.score) {
                (Some(carried), _) => format!("taken from {carried}: the page shows hardly any text"),
                (None, Some(score)) => format!("by score, {score:.0}"),
                (None, None) => "by the site's rule".to_owned(),
            };
            out.push(format!("root    {why}"));
            out.extend(root.elements.iter().map(|element| format!("        {element}")));
        }
        for found in &self.selectors.found {
            let at = format!("{} layout {}", found.rule, found.layout);
            out.push(format!("found   {:<8} {}  ({at}, {} nodes)", found.field, found.selector, found.nodes));
        }
        for missed in &self.selectors.missed {
            let at = format!("{} layout {}", missed.rule, missed.layout);
            out.push(format!("missed  {:<8} {}  ({at})", missed.field, missed.selectors.join(", ")));
        }
        out.into_iter().map(|text| Line { role: Role::Page, text: plain(&text) }).collect()
    }
}

/// A field with those that agree, and below it those that say something else.
fn field(said: &FieldSaid) -> Vec<Line> {
    let value = said.value.as_deref().unwrap_or("–");
    let mut agree: Vec<_> = said.said.iter().filter(|it| it.agrees).map(|it| it.by.as_str()).collect();
    agree.dedup();
    let by = if agree.is_empty() { String::new() } else { format!("  ({})", agree.join(", ")) };
    let mut lines =
        vec![Line { role: Role::Field, text: format!("{:<12} {}{by}", said.field, short(value, VALUE)) }];
    let others = said.said.iter().filter(|it| !it.agrees).take(DIFFER);
    lines.extend(others.map(|it| {
        let text = format!("             {}: {}", it.by, short(&it.value, VALUE));
        Line { role: Role::Differs, text }
    }));
    lines
}

/// The beginning of a text on one line.
pub(crate) fn short(text: &str, room: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= room {
        return text;
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

/// What a page says can hold no command for a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
