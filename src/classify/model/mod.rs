//! The learned scorer: how likely each block is article text, out of everything that is known of it.
//!
//! The rules and passes have spoken before; what they said is part of what the scorer looks at. Its answer is a sum of
//! small decision trees (gradient boosting: Friedman, 2001) over named columns, learned from pages with gold by `tinsach
//! train`. Where it is sure that a verdict is wrong, it changes it, and says which columns spoke. What a site's rule
//! decided it never touches. It reads blocks, the root and verdicts, never the tree of the page, and no address.

mod columns;
mod facts;
mod forest;
pub(crate) mod trees;
mod view;
pub(crate) mod words;

use std::collections::BTreeMap;

use super::rules::form;
use super::{Context, Verdict, passes, rules};
use crate::error::Error;
use crate::label::Label;
use columns::Column;
use facts::{Facts, LANES, Plan};
use forest::Forest;
use trees::Tree;
use view::View;

/// The rule name of a changed verdict.
pub const NAME: &str = "scorer";

/// The weights that come with this version, made by `tinsach train`.
const SHIPPED: &str = include_str!("../../../models/article.model");

/// The first line of a weights file; another number is another meaning of its columns.
const HEADER: &str = "tinsach-model 1";

/// Blocks of so many words are looked at even outside the root and dropped.
const MIN_WORDS_OUTSIDE: u32 = 10;

/// So many columns are named in an explanation.
const EXPLAINED: usize = 4;

/// A scorer: which columns it looks at, its trees, and where it draws the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Where it was learned: name and hash of each corpus.
    corpora: Vec<String>,
    columns: Vec<Column>,
    plan: Plan,
    /// What the sum begins with.
    base: f32,
    /// A block that was dropped is text when its sum is above the first; one that was kept, above the second.
    lines: (f32, f32),
    trees: Vec<Tree>,
    /// The trees once more, over the plan.
    forest: Forest,
}

/// What the scorer saw and said of a page.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// How likely each block is article text, from 0 to 1; `None` for blocks it did not look at.
    pub likely: Vec<Option<f32>>,
    /// The numbers in its columns ([`Model::columns`]), one row a block, empty for blocks it did not look at. Only a scorer
    /// without trees gives them ([`Model::blank`]): they are for learning.
    pub rows: Vec<Vec<f32>>,
}

impl Model {
    /// The scorer that comes with this version.
    ///
    /// # Errors
    /// [`Error::Model`] when its weights do not parse, which is a defect of this build.
    pub fn shipped() -> Result<Self, Error> {
        Self::parse(SHIPPED)
    }

    /// A scorer that looks at nothing and changes nothing: the rules alone.
    pub fn none() -> Self {
        Self::of(Vec::new())
    }

    /// A scorer that looks at every column and changes nothing: what learning begins with.
    pub fn blank() -> Self {
        Self::of(columns::all())
    }

    fn of(columns: Vec<Column>) -> Self {
        Self { columns, ..Self::default() }.planned()
    }

    /// The same scorer over a part of its columns, given by index in ascending order.
    #[must_use]
    pub fn with_columns(&self, kept: &[usize]) -> Self {
        let columns: Vec<Column> = kept.iter().map(|&at| self.columns[at].clone()).collect();
        Self { columns, ..self.clone() }.planned()
    }

    /// The scorer with plan and forest for its columns and trees.
    fn planned(mut self) -> Self {
        self.plan = Plan::of(&self.columns);
        self.forest = Forest::of(&self.trees, &self.plan);
        self
    }

    /// The same scorer with what it has learned and from where, without the columns that no tree asks for.
    #[cfg(feature = "cli")]
    pub(crate) fn learned(
        mut self,
        trees: Vec<Tree>,
        (base, lines): (f32, (f32, f32)),
        corpora: Vec<String>,
    ) -> Self {
        (self.base, self.lines, self.trees, self.corpora) = (base, lines, trees, corpora);
        let asked: std::collections::BTreeSet<u16> = self.trees.iter().flat_map(Tree::columns).collect();
        let place = |column: u16| asked.iter().position(|&kept| kept == column).unwrap_or(0);
        self.trees
            .iter_mut()
            .for_each(|tree| tree.renumber(&|column| u16::try_from(place(column)).unwrap_or(0)));
        let kept: Vec<usize> = asked.iter().map(|&column| usize::from(column)).collect();
        self.with_columns(&kept)
    }

    /// The names of its columns.
    pub fn columns(&self) -> Vec<String> {
        self.columns.iter().map(Column::name).collect()
    }

    /// Its corpora, each as `name hash`.
    pub fn corpora(&self) -> &[String] {
        &self.corpora
    }

    /// Reads a weights file.
    ///
    /// # Errors
    /// [`Error::Model`] with the line and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut model = Self::none();
        let known: BTreeMap<String, Column> =
            columns::all().into_iter().map(|column| (column.name(), column)).collect();
        for (at, line) in text.lines().enumerate() {
            let read = if at == 0 {
                if line == HEADER { Ok(()) } else { Err(format!("the first line is not {HEADER:?}")) }
            } else {
                model.read(line, &known)
            };
            read.map_err(|message| Error::Model { line: at + 1, message })?;
        }
        if text.is_empty() {
            return Err(Error::Model { line: 1, message: "empty".to_owned() });
        }
        Ok(model.planned())
    }

    fn read(&mut self, line: &str, known: &BTreeMap<String, Column>) -> Result<(), String> {
        let (key, value) = line.split_once(' ').ok_or("a line is a key and a value")?;
        let number = || value.parse::<f32>().map_err(|_| format!("{value:?} is no number"));
        match key {
            "corpus" => self.corpora.push(value.to_owned()),
            "base" => self.base = number()?,
            "keep" => self.lines.0 = number()?,
            "drop" => self.lines.1 = number()?,
            "column" => {
                let column = known.get(value).ok_or_else(|| format!("no column is called {value:?}"))?;
                self.columns.push(column.clone());
            }
            "tree" => self.trees.push(Tree::parse(value, self.columns.len())?),
            _ => return Err(format!("unknown key {key:?}")),
        }
        Ok(())
    }

    /// Writes the weights file that [`Model::parse`] reads.
    pub fn render(&self) -> String {
        let mut lines = vec![HEADER.to_owned()];
        lines.extend(self.corpora.iter().map(|corpus| format!("corpus {corpus}")));
        lines.push(format!("base {}", self.base));
        lines.push(format!("keep {}", self.lines.0));
        lines.push(format!("drop {}", self.lines.1));
        lines.extend(self.columns.iter().map(|column| format!("column {}", column.name())));
        lines.extend(self.trees.iter().map(|tree| format!("tree {}", tree.render())));
        lines.join("\n") + "\n"
    }

    /// Looks at every block of a page that could be text and changes the verdicts that it is sure are wrong.
    pub fn review(&self, context: &Context<'_>, verdicts: &mut [Verdict]) -> Scores {
        // Lines have no markup, and a site's rule knows better.
        if self.columns.is_empty()
            || context.root.by_rule
            || context.cut.blocks.iter().all(|block| block.markup.is_none())
        {
            return Scores::default();
        }
        let candidates: Vec<bool> =
            (0..verdicts.len()).map(|at| is_candidate(context, verdicts, at)).collect();
        let needed = facts::with_neighbours(&candidates);
        let facts = Facts::new(&self.plan, &View::new(context, verdicts, &needed), &needed);
        let mut scores = Scores { likely: vec![None; verdicts.len()], rows: Vec::new() };
        if self.trees.is_empty() {
            let row = |at: usize| if candidates[at] { facts.row(at) } else { Vec::new() };
            scores.rows = (0..verdicts.len()).map(row).collect();
            return scores;
        }
        let last = verdicts.iter().rposition(|verdict| verdict.label.is_text());
        let (mut at, mut left) = (0, Vec::new());
        while let Some(skipped) = candidates[at..].iter().position(|&it| it) {
            let from = at + skipped;
            let sums = self.forest.sums((&self.trees, self.base), (&facts, from), &mut left);
            at = (from + LANES).min(candidates.len());
            for (at, sum) in (from..at).zip(sums).filter(|(at, _)| candidates[*at]) {
                scores.likely[at] = Some(probability(sum));
                if let Some(verdict) = self.other(context, (&verdicts[at], at), last, (sum, &facts)) {
                    verdicts[at] = verdict;
                }
            }
        }
        scores
    }

    /// The verdict on a block where the sum says that it should be another; `last` is the last kept block.
    fn other(
        &self,
        context: &Context<'_>,
        (verdict, at): (&Verdict, usize),
        last: Option<usize>,
        (sum, facts): (f32, &Facts<'_>),
    ) -> Option<Verdict> {
        let was = verdict.label.is_text();
        let kept = sum > if was { self.lines.1 } else { self.lines.0 };
        if kept == was || is_certain(verdict) {
            return None;
        }
        let label = if kept {
            form::label(context.block(at).form).unwrap_or(Label::Body)
        } else {
            dropped_label(context, at, last)
        };
        Some(Verdict::new(label, NAME, self.evidence(kept, sum, &|column| facts.read(at, column))))
    }

    /// The columns that spoke most for the answer, with what they saw.
    fn evidence(&self, kept: bool, sum: f32, read: &impl Fn(u16) -> f32) -> String {
        let mut shares = BTreeMap::new();
        self.trees.iter().for_each(|tree| tree.explain(read, &mut shares));
        let towards = |share: f32| if kept { share } else { -share };
        let mut shares: Vec<(u16, f32)> =
            shares.into_iter().filter(|(_, share)| towards(*share) > 0.0).collect();
        shares.sort_by(|a, b| towards(b.1).total_cmp(&towards(a.1)).then(a.0.cmp(&b.0)));
        let names = shares.iter().take(EXPLAINED).map(|(column, _)| {
            let saw = (read(*column) * 100.0).round() / 100.0;
            format!("{} {saw}", self.columns[usize::from(*column)].name())
        });
        let names: Vec<String> = names.collect();
        format!("{:.2}: {}", probability(sum), names.join(", "))
    }
}

/// A number in single precision: what weights and rows are kept in, so that their sums are the same everywhere.
#[expect(clippy::cast_possible_truncation, reason = "the nearest single is what is wanted")]
pub(crate) const fn single(number: f64) -> f32 {
    number as f32
}

/// The logistic function.
fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// Whether the block could be text at all: most of a page's blocks are menus far from the root, not worth a look.
fn is_candidate(context: &Context<'_>, verdicts: &[Verdict], at: usize) -> bool {
    context.inside(at)
        || verdicts[at].label.is_text()
        || (context.block(at).facts.words >= MIN_WORDS_OUTSIDE && context.link_density(at) < 0.5)
}

/// What the scorer does not judge: what a site's rule said, what is a field, and what is no language.
fn is_certain(verdict: &Verdict) -> bool {
    let field = matches!(
        verdict.label,
        Label::Title
            | Label::Byline
            | Label::Dateline
            | Label::Source
            | Label::Tag
            | Label::Breadcrumb
            | Label::Caption
            | Label::Credit
    );
    // A copy reads like the text that it repeats.
    let copied = verdict.rule == passes::COPIES;
    // That the lead is kept is decided, not learned: gold disagrees about it.
    let no_language = verdict.rule == rules::form::NAME && !verdict.label.is_text();
    field || copied || no_language || verdict.label == Label::Lead || rules::of_site(verdict.rule)
}

/// The label of a block that is no text: what its links or the names around it say, else by its place.
fn dropped_label(context: &Context<'_>, at: usize, last: Option<usize>) -> Label {
    match context.around(at).left {
        _ if context.link_density(at) > 0.5 => Label::Related,
        Some(label) => label,
        None if last.is_some_and(|last| at + 1 >= last) => Label::Footer,
        None => Label::Widget,
    }
}
