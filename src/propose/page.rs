//! One page: which names lead to what generic took for the fields.

use std::collections::BTreeSet;

use super::names;
use crate::batch::Weigh;
use crate::decode;
use crate::error::Error;
use crate::extract::{Extractor, Trace};
use crate::label::Label;
use crate::page::css::Css;
use crate::page::{Node, Page};
use crate::record::{Kind, Record};
use crate::sites::Field;

/// An element may hold this many characters beside the block that it is to lead to, and as many as that block has.
const SPARE: usize = 20;

/// Elements that are tried for a block: its own and those around it.
const AROUND: usize = 4;

/// Of the body's text so much must be inside, of what is dropped so much more than in the root may be.
const BODY_INSIDE: f64 = 0.9;
const BODY_SPARE: f64 = 0.2;

/// A container of the body holds so much of it: a paragraph with a class of its own is none, one of two columns is.
const CONTAINER: f64 = 0.3;

/// The fields whose blocks are looked at, by the label that generic gives them.
const LABELS: [(Label, Field); 7] = [
    (Label::Title, Field::Title),
    (Label::Lead, Field::Lead),
    (Label::Byline, Field::Author),
    (Label::Dateline, Field::Date),
    (Label::Breadcrumb, Field::Section),
    (Label::Tag, Field::Tags),
    (Label::Caption, Field::Caption),
];

/// What a page gives.
#[derive(Debug)]
pub enum Look {
    /// An article, and the names that lead to a field of it.
    Article(BTreeSet<(Field, String)>),
    /// No article of HTML, or one that the page does not show.
    Nothing,
}

impl Weigh for Look {
    fn weight(&self) -> usize {
        match self {
            Self::Article(names) => {
                names.iter().map(|(_, name)| name.len() + size_of::<(Field, String)>()).sum()
            }
            Self::Nothing => 0,
        }
    }
}

impl Look {
    /// Looks at a page; `generic` is an extractor without rules.
    ///
    /// # Errors
    /// As [`Extractor::trace`].
    pub fn at(generic: &Extractor, record: &Record<'_>) -> Result<Self, Error> {
        let trace = generic.trace(record)?;
        let decoded = decode::decode(record, generic.options())?;
        if trace.outcome.article().is_none() || trace.root.carried.is_some() || decoded.kind == Kind::Text {
            return Ok(Self::Nothing);
        }
        let page = Page::parse(&decoded.text, generic.options().limits());
        let sight = Sight::new(&page, &trace);
        let mut names = sight.body();
        names.extend(LABELS.iter().flat_map(|(label, field)| sight.field(*label, *field)));
        names.extend(sight.boxes());
        Ok(Self::Article(names))
    }
}

/// A block as it is needed here.
struct Seen {
    node: u32,
    label: Label,
    chars: usize,
}

struct Sight<'p> {
    page: &'p Page<'p>,
    blocks: Vec<Seen>,
    /// The root: node ranges.
    ranges: &'p [(u32, u32)],
}

/// An element and those around it.
fn outward(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::once(node).chain(node.ancestors())
}

impl<'p> Sight<'p> {
    fn new(page: &'p Page<'p>, trace: &'p Trace) -> Self {
        let all = trace.cut.blocks.iter().zip(&trace.verdicts);
        let blocks = all.filter_map(|(block, verdict)| {
            let node = block.markup.filter(|it| it.node < page.len())?.node;
            Some(Seen { node, label: verdict.label, chars: block.text.chars().count() })
        });
        Self { page, blocks: blocks.collect(), ranges: &trace.root.ranges }
    }

    fn is_body(label: Label) -> bool {
        label.is_text() && label != Label::Lead
    }

    /// The elements that a selector matches.
    fn hits(&self, name: &str) -> Vec<Node<'_>> {
        let css = Css::parse(name);
        css.map(|css| self.page.nodes().filter(|node| node.matches(&css)).collect()).unwrap_or_default()
    }

    /// Characters of the blocks inside some elements: of the body, and of all that is dropped.
    fn chars(&self, inside: impl Fn(u32) -> bool) -> (f64, f64) {
        let sum = |fits: &dyn Fn(Label) -> bool| {
            let blocks = self.blocks.iter().filter(|it| fits(it.label) && inside(it.node));
            blocks.map(|it| it.chars).sum::<usize>() as f64
        };
        (sum(&Self::is_body), sum(&|label| !label.is_text()))
    }

    /// The names that lead to the body, of the innermost element that has any: they hold nearly all of it, and little else that
    /// the root does not hold.
    fn body(&self) -> BTreeSet<(Field, String)> {
        let (body, _) = self.chars(|_| true);
        let (_, dropped) = self.chars(|at| self.ranges.iter().any(|(from, to)| (*from..*to).contains(&at)));
        let paragraphs = self.blocks.iter().filter(|it| Self::is_body(it.label));
        let Some(longest) = paragraphs.max_by_key(|it| it.chars) else { return BTreeSet::new() };
        let holds_much = |node: &Node<'_>| self.chars(|at| node.contains(at)).0 >= CONTAINER * body;
        let leads = |name: &String| {
            let hits = self.hits(name);
            let (found, more) = self.chars(|at| hits.iter().any(|hit| hit.contains(at)));
            found >= BODY_INSIDE * body && more <= dropped + BODY_SPARE * body
        };
        let around = outward(self.page.node(longest.node)).filter(holds_much);
        let names = around.map(|node| names::of(node).into_iter().filter(leads).collect::<Vec<_>>());
        let innermost = names.into_iter().find(|names| !names.is_empty()).unwrap_or_default();
        innermost.into_iter().map(|name| (Field::Body, name)).collect()
    }

    /// The names that lead to the first block of a label and to no text of the body.
    fn field(&self, label: Label, field: Field) -> BTreeSet<(Field, String)> {
        let Some(block) = self.blocks.iter().find(|it| it.label == label) else { return BTreeSet::new() };
        let is_close = |node: &Node<'_>| {
            let inside = self.blocks.iter().filter(|it| node.contains(it.node));
            inside.map(|it| it.chars).sum::<usize>() <= 2 * block.chars + SPARE
        };
        let around = outward(self.page.node(block.node)).take(AROUND).take_while(is_close);
        let one = matches!(field, Field::Title | Field::Lead | Field::Date);
        let mut fitting = BTreeSet::new();
        for node in around {
            for name in names::of(node) {
                let hits = self.hits(&name);
                let first = hits.first().is_some_and(|hit| hit.at() == node.at());
                let used = if one { &hits[..hits.len().min(1)] } else { &hits[..] };
                let body =
                    |it: &&Seen| Self::is_body(it.label) && used.iter().any(|hit| hit.contains(it.node));
                if first && !self.blocks.iter().any(|it| body(&it)) {
                    fitting.insert((field, name));
                }
            }
        }
        fitting
    }

    /// The names of the boxes inside of the root that generic dropped whole.
    fn boxes(&self) -> BTreeSet<(Field, String)> {
        let in_root =
            |node: Node<'_>| self.ranges.iter().any(|(from, to)| (*from + 1..*to).contains(&node.at()));
        let holds_kept = |node: &Node<'_>| {
            let field = |label| LABELS.iter().any(|(it, _)| *it == label);
            let kept = |it: &&Seen| it.label.is_text() || field(it.label);
            self.blocks.iter().filter(kept).any(|it| node.contains(it.node))
        };
        let mut fitting = BTreeSet::new();
        for block in self.blocks.iter().filter(|it| !it.label.is_text()) {
            let around = outward(self.page.node(block.node));
            let outermost = around.take_while(|node| in_root(*node) && !holds_kept(node)).last();
            let names = outermost.map(names::of).unwrap_or_default();
            let safe = |name: &String| !self.hits(name).iter().any(holds_kept);
            fitting.extend(names.into_iter().filter(safe).map(|name| (Field::Remove, name)));
        }
        fitting
    }
}
