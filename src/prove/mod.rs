//! Prove: what each rule is worth on pages, beside what generic makes of the same ones.
//!
//! A rule is judged by what it finds, by the expectations of fixtures where there are any, and by what it changes. What a rule
//! should find where nobody wrote it down, this module does not know: it says what differs from generic, not who is right.

mod expect;
mod fixture;
mod tally;
mod text;

use std::collections::BTreeSet;

pub use expect::Expectation;
pub use fixture::{Fixture, fixtures};
pub use tally::{Dead, Fault, RuleTested, Tested};

use crate::article::{Article, Outcome};
use crate::batch::Weigh;
use crate::compare::field_changes;
use crate::decode;
use crate::error::Error;
use crate::eval::word_f1;
use crate::extract::{Extractor, Trace};
use crate::page::Page;
use crate::pass;
use crate::record::{Kind, Record};
use crate::sites::{Field, Origin, RuleSet, Site};

/// Which rules of a set are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Those of a user's folder.
    Own,
}

/// Cleans pages with rules and without.
#[derive(Debug)]
pub struct Prover {
    rules: Extractor,
    generic: Extractor,
    which: Which,
}

/// A selector in its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Placed {
    rule: String,
    /// The layout, from 0.
    layout: usize,
    field: Field,
    selector: String,
}

/// A page with what the rules and generic made of it.
#[derive(Debug)]
pub struct Proof {
    /// The page's name, for messages.
    page: String,
    /// The tested rules that the page is about.
    rules: Vec<String>,
    /// The rule that spoke.
    spoke: Option<String>,
    /// Whose selectors found which field.
    found: Vec<(String, Field)>,
    /// The selectors of those rules that match an element of the page.
    alive: BTreeSet<Placed>,
    /// Word F1 between the two texts.
    agreement: f64,
    /// Characters kept, by the rules and by generic.
    kept: [u64; 2],
    /// Whether text and fields are the same.
    same: bool,
    /// Word F1 by the expectation, of both, and what does not hold with the rules.
    gold: Option<([f64; 2], Vec<String>)>,
}

impl Weigh for Proof {
    fn weight(&self) -> usize {
        size_of::<Self>() + (self.alive.len() + self.found.len()) * size_of::<Placed>()
    }
}

impl Prover {
    /// A prover of these rules.
    ///
    /// # Errors
    /// As [`crate::Builder::build`].
    pub fn new(rules: RuleSet, which: Which) -> Result<Self, Error> {
        let generic = Extractor::builder().rules(RuleSet::none()).build()?;
        Ok(Self { rules: Extractor::builder().rules(rules).build()?, generic, which })
    }

    /// The rules that are tested: sites by name, then families by name.
    pub fn tested(&self) -> impl Iterator<Item = &Site> {
        let rules = self.rules.rules().iter();
        rules.filter(|site| self.which == Which::All || site.origin() == Origin::User)
    }

    /// Judges a page; `None` where it is about no tested rule.
    ///
    /// # Errors
    /// As [`Extractor::trace`].
    pub fn judge(
        &self,
        (page, record): (&str, &Record<'_>),
        expected: Option<&Expectation>,
    ) -> Result<Option<Proof>, Error> {
        let trace = self.rules.trace(record)?;
        let rules = self.about(record, &trace);
        if rules.is_empty() {
            return Ok(None);
        }
        let generic = self.generic.trace(record)?;
        let [ours, theirs] = [&trace, &generic].map(|it| text(&it.outcome));
        let gold = expected.map(|it| ([it.word_f1(&ours), it.word_f1(&theirs)], it.faults(&trace)));
        let article_rule = trace.outcome.article().map(|it| it.rule.clone()).filter(|it| it != "generic");
        Ok(Some(Proof {
            page: page.to_owned(),
            alive: self.alive(record, &rules)?,
            spoke: trace.spoke.rule.clone().or(article_rule),
            found: trace.spoke.found.iter().map(|it| (it.rule.clone(), it.field)).collect(),
            agreement: word_f1(&theirs, &ours),
            kept: [&ours, &theirs].map(|text| text.chars().count() as u64),
            same: ours == theirs && field_changes(&trace.outcome, &generic.outcome).is_empty(),
            rules,
            gold,
        }))
    }

    /// The tested rules that a page is about: that of its host, and all that were tried on it.
    fn about(&self, record: &Record<'_>, trace: &Trace) -> Vec<String> {
        let host = pass::host(record.url, trace);
        let of_host = host.and_then(|host| self.rules.rules().for_host(&host)).map(Site::name);
        let found = trace.spoke.found.iter().map(|it| it.rule.as_str());
        let missed = trace.spoke.missed.iter().map(|it| it.rule.as_str());
        let names: BTreeSet<&str> = of_host.into_iter().chain(found).chain(missed).collect();
        self.tested().map(Site::name).filter(|name| names.contains(name)).map(str::to_owned).collect()
    }

    fn alive(&self, record: &Record<'_>, rules: &[String]) -> Result<BTreeSet<Placed>, Error> {
        let decoded = decode::decode(record, self.rules.options())?;
        if decoded.kind == Kind::Text {
            return Ok(BTreeSet::new());
        }
        let page = Page::parse(&decoded.text, self.rules.options().limits());
        let sites = self.tested().filter(|site| rules.iter().any(|name| name == site.name()));
        Ok(sites
            .flat_map(placed)
            .filter(|(css, _)| page.select(css).next().is_some())
            .map(|(_, it)| it)
            .collect())
    }
}

/// All selectors of a rule in their places.
fn placed(site: &Site) -> impl Iterator<Item = (&crate::page::css::Css, Placed)> {
    let layouts = site.file().layouts.iter().enumerate();
    let fields =
        layouts.flat_map(|(at, layout)| Field::ALL.map(|field| (at, field, layout.selectors(field))));
    fields.flat_map(move |(layout, field, all)| {
        all.iter().map(move |css| {
            let (rule, selector) = (site.name().to_owned(), css.as_str().to_owned());
            (css, Placed { rule, layout, field, selector })
        })
    })
}

fn text(outcome: &Outcome) -> String {
    outcome.article().map(Article::text).unwrap_or_default()
}

#[cfg(test)]
mod tests;
