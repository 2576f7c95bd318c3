//! A site's rule put on a page: which rule and layout speaks, what its selectors say of which node, and which of them
//! found nothing.
//!
//! All selectors of a site are matched in one pass; everything after that is arithmetic on node numbers. This module
//! says where things are, never what a block is in the end.

use std::collections::BTreeMap;

use super::schema::Field;
use super::sheet::{Row, Sheet};
use super::{RuleSet, Site};
use crate::block::Marks;
use crate::classify::SiteText;
use crate::page::{Node, Page};

/// A body with less text than this, in characters without white space, is a miss: a page of another kind, or a wrapper
/// that the site filled differently.
const MIN_BODY: usize = 100;

/// What the rules say of a page.
#[derive(Debug, Default)]
pub struct Selection<'r> {
    /// What the rule that found the body says. `None`: the page takes the generic path.
    pub plan: Option<Plan<'r>>,
    /// Fields whose selectors found nothing, also those of a rule that was tried in vain. Counted over a dump they are
    /// the alarm for a changed template.
    pub misses: Vec<Miss<'r>>,
}

/// A rule on a page.
#[derive(Debug)]
pub struct Plan<'r> {
    /// The rule.
    pub site: &'r Site,
    /// The layout, an index into the rule's `layouts`.
    pub layout: usize,
    /// Node ranges (first, one past the last) that hold the body, in document order, not nested.
    pub body_ranges: Vec<(u32, u32)>,
    /// The node at which the article ends, inside the body or after it.
    pub end: Option<u32>,
    /// Whether a single `<br>` parts two paragraphs.
    pub split_br: bool,
    /// Whether the first paragraph is the lead: the rule says so and no lead selector found one.
    pub first_paragraph_lead: bool,
    /// Patterns on block text.
    pub text: &'r SiteText,
    /// Which selectors found something, in the order of `Field`.
    pub choices: Vec<Choice<'r>>,
    /// By node, ascending.
    marks: Vec<(u32, Marks)>,
}

/// A selector that found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<'r> {
    /// The field.
    pub field: Field,
    /// The rule: the plan's own, or a family it inherits from.
    pub rule: &'r str,
    /// The layout of that rule.
    pub layout: usize,
    /// The selector.
    pub selector: &'r str,
    /// How many nodes it marked.
    pub nodes: usize,
}

/// A field whose selectors found nothing in the layout that should have spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss<'r> {
    /// The field.
    pub field: Field,
    /// The rule.
    pub rule: &'r str,
    /// The layout of that rule.
    pub layout: usize,
    /// The selectors that were tried.
    pub selectors: Vec<&'r str>,
}

impl Plan<'_> {
    /// The name of the rule.
    pub fn rule(&self) -> &str {
        self.site.name()
    }

    /// The marks of a node.
    pub fn marks_of(&self, node: u32) -> Marks {
        self.marks.binary_search_by_key(&node, |(at, _)| *at).map_or(Marks::default(), |at| self.marks[at].1)
    }

    /// All marked nodes, ascending.
    pub fn marks(&self) -> &[(u32, Marks)] {
        &self.marks
    }
}

/// Chooses rule and layout for a page and puts them on it.
///
/// The rule of the host speaks if it finds the body, else a family whose markers the page shows. The layout is that of
/// the day the page was fetched; without one, the first whose title and body are there, else the first whose body is.
pub fn plan<'r>(
    set: &'r RuleSet,
    page: &Page,
    host: Option<&str>,
    fetched: Option<jiff::Timestamp>,
) -> Selection<'r> {
    // The sites are Vietnamese for the most part; elsewhere the day of a change is a few hours off.
    let day = fetched.map(|fetched| jiff::tz::offset(7).to_datetime(fetched).date());
    let mut misses = Vec::new();
    let by_host = host.and_then(|host| set.find(host));
    let mut plan = by_host.and_then(|at| site_plan(set, at, page, day, &mut misses));
    if plan.is_none() {
        let families = set.recognised(page).into_iter().filter(|at| Some(*at) != by_host);
        plan = families.into_iter().find_map(|at| site_plan(set, at, page, day, &mut misses));
    }
    Selection { plan, misses }
}

/// The patterns for a page of this host that was flattened to lines.
pub fn text_plan<'r>(set: &'r RuleSet, host: Option<&str>) -> Option<(&'r Site, &'r SiteText)> {
    let at = set.find(host?)?;
    Some((&set.sites[at], &set.sheets[at].lines))
}

fn site_plan<'r>(
    set: &'r RuleSet,
    at: usize,
    page: &Page,
    day: Option<jiff::civil::Date>,
    misses: &mut Vec<Miss<'r>>,
) -> Option<Plan<'r>> {
    let sheet = &set.sheets[at];
    if sheet.own == 0 {
        return None;
    }
    let fitting = Fitting { sheet, page, hits: sheet.index.hits(page) };
    let body = fitting.choose(day, misses)?;
    let mut marking = Marking { fitting: &fitting, choices: Vec::new(), marks: BTreeMap::new(), misses };
    let end = marking.all(&body);
    let row = &sheet.rows[body.row];
    let lead_found = marking.choices.iter().any(|choice| choice.field == Field::Lead);
    let mut choices = marking.choices;
    choices.sort_by_key(|choice| choice.field);
    Some(Plan {
        site: &set.sites[at],
        layout: row.layout,
        marks: marking.marks.into_iter().collect(),
        body_ranges: body.ranges,
        end,
        split_br: row.split_br,
        first_paragraph_lead: row.text.first_paragraph_lead && !lead_found,
        text: &row.text,
        choices,
    })
}

/// A sheet and the nodes that each of its selectors matches on a page.
struct Fitting<'r, 'p> {
    sheet: &'r Sheet,
    page: &'p Page<'p>,
    hits: Vec<Vec<u32>>,
}

/// Where a layout finds the body.
struct Body {
    row: usize,
    /// The row whose selector found it, and that selector.
    holder: usize,
    selector: usize,
    ranges: Vec<(u32, u32)>,
    /// What the layout removes: ranges, not nested.
    removed: Vec<(u32, u32)>,
}

/// What the selectors of a field found.
struct Found {
    holder: usize,
    selector: usize,
    nodes: Vec<u32>,
}

impl<'r> Fitting<'r, '_> {
    /// The layout that speaks, with its body.
    fn choose(&self, day: Option<jiff::civil::Date>, misses: &mut Vec<Miss<'r>>) -> Option<Body> {
        let dated = day.and_then(|day| self.sheet.row_at(day));
        if let Some(body) = dated.and_then(|row| self.body(row, self.sheet.holder(row, Field::Body))) {
            return Some(body);
        }
        let mut first = None;
        for row in (0..self.sheet.own).filter(|row| Some(*row) != dated) {
            let Some(body) = self.body(row, self.sheet.holder(row, Field::Body)) else { continue };
            let title = self.sheet.holder(row, Field::Title);
            if self.first_yield(title, Field::Title, &body).is_some() {
                first = Some(body);
                break;
            }
            first = first.or(Some(body));
        }
        if dated.is_some() || first.is_none() {
            misses.push(self.miss(self.sheet.holder(dated.unwrap_or(0), Field::Body), Field::Body));
        }
        let inherited = || (0..self.sheet.own).find_map(|row| self.body(row, self.sheet.rows[row].family?));
        first.or_else(inherited)
    }

    /// The body of a layout by the selectors of `holder`: the first that finds enough text.
    fn body(&self, row: usize, holder: usize) -> Option<Body> {
        let removers = self.sheet.selectors(self.sheet.holder(row, Field::Remove), Field::Remove);
        let removed =
            self.outermost(removers.iter().flat_map(|&selector| self.hits[selector].iter().copied()));
        self.sheet.selectors(holder, Field::Body).iter().find_map(|&selector| {
            let hits = self.hits[selector].iter().copied();
            let ranges = self.outermost(hits.filter(|&at| inside(&removed, at).is_none()));
            let enough = self.has_text(&ranges, &removed, MIN_BODY);
            enough.then(|| Body { row, holder, selector, ranges, removed: removed.clone() })
        })
    }

    /// The nodes of the first selector of a field that yields text.
    fn first_yield(&self, holder: usize, field: Field, body: &Body) -> Option<Found> {
        self.sheet.selectors(holder, field).iter().find_map(|&selector| {
            let mut nodes = self.yields(selector, field, body);
            match field {
                Field::Title | Field::Date => nodes.truncate(1),
                // Cards below reuse the lead's class: only the first lead and its neighbours are the article's.
                Field::Lead => {
                    let parent = nodes.first().and_then(|&at| self.page.node(at).parent()).map(Node::at);
                    nodes.retain(|&at| self.page.node(at).parent().map(Node::at) == parent);
                }
                _ => {}
            }
            (!nodes.is_empty()).then_some(Found { holder, selector, nodes })
        })
    }

    /// The nodes that a selector gives for a field: not removed, with text, and not around the body itself.
    fn yields(&self, selector: usize, field: Field, body: &Body) -> Vec<u32> {
        let gives = |&at: &u32| {
            let node = self.page.node(at);
            inside(&body.removed, at).is_none()
                && !body.ranges.iter().any(|range| node.contains(range.0))
                && (self.has_text(&[(at, node.end())], &body.removed, 1)
                    || field == Field::Date && has_machine_date(node))
        };
        self.hits[selector].iter().copied().filter(gives).collect()
    }

    /// The ranges of nodes without those inside another.
    fn outermost(&self, nodes: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
        let mut nodes: Vec<u32> = nodes.collect();
        nodes.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for at in nodes {
            if ranges.last().is_none_or(|last| at >= last.1) {
                ranges.push((at, self.page.node(at).end()));
            }
        }
        ranges
    }

    /// Whether the ranges hold so many characters that a reader sees, removed parts left out.
    fn has_text(&self, ranges: &[(u32, u32)], removed: &[(u32, u32)], least: usize) -> bool {
        let mut chars = 0;
        for &(from, to) in ranges {
            let mut at = from;
            while at < to && chars < least {
                let node = self.page.node(at);
                if let Some(end) = inside(removed, at) {
                    at = end;
                } else if node.tag().is_skipped() {
                    at = node.end();
                } else {
                    chars += node.own_text().chars().filter(|c| !c.is_whitespace()).take(least).count();
                    at += 1;
                }
            }
        }
        chars >= least
    }

    fn row(&self, row: usize) -> &'r Row {
        &self.sheet.rows[row]
    }

    fn choice(&self, field: Field, found: &Found) -> Choice<'r> {
        let row = self.row(found.holder);
        let selector = self.sheet.index.text(found.selector);
        Choice { field, rule: &row.rule, layout: row.layout, selector, nodes: found.nodes.len() }
    }

    fn miss(&self, holder: usize, field: Field) -> Miss<'r> {
        let row = self.row(holder);
        let selectors =
            self.sheet.selectors(holder, field).iter().map(|&at| self.sheet.index.text(at)).collect();
        Miss { field, rule: &row.rule, layout: row.layout, selectors }
    }
}

/// The end of the range that holds the node; ranges ascending, not nested.
fn inside(ranges: &[(u32, u32)], at: u32) -> Option<u32> {
    let next = ranges.partition_point(|range| range.0 <= at);
    let range = ranges.get(next.checked_sub(1)?)?;
    (at < range.1).then_some(range.1)
}

/// Whether an element says its date in an attribute, as `<time datetime>` and `<meta content>` do.
fn has_machine_date(node: Node<'_>) -> bool {
    ["datetime", "content"]
        .into_iter()
        .filter_map(|name| node.attr(name))
        .any(|value| !value.trim().is_empty())
}

/// Collects what each field found.
struct Marking<'r, 'p, 'f, 'm> {
    fitting: &'f Fitting<'r, 'p>,
    choices: Vec<Choice<'r>>,
    marks: BTreeMap<u32, Marks>,
    misses: &'m mut Vec<Miss<'r>>,
}

impl Marking<'_, '_, '_, '_> {
    /// Marks all fields; gives the end of the article.
    fn all(&mut self, body: &Body) -> Option<u32> {
        let starts = body.ranges.iter().map(|range| range.0).collect();
        self.take(Field::Body, &Found { holder: body.holder, selector: body.selector, nodes: starts });
        for field in [Field::Title, Field::Lead, Field::Author, Field::Date, Field::Section, Field::Source] {
            self.first_of(field, body);
        }
        self.tags(body);
        self.several(Field::Remove, body, |at| {
            body.removed.binary_search_by_key(&at, |range| range.0).is_ok()
        });
        self.several(Field::Caption, body, |at| inside(&body.ranges, at).is_some());
        self.several(Field::Unwrap, body, |_| true);
        self.end(body)
    }

    fn take(&mut self, field: Field, found: &Found) {
        self.choices.push(self.fitting.choice(field, found));
        for &at in &found.nodes {
            let marks = self.marks.entry(at).or_default();
            *marks = marks.with(field.mark());
        }
    }

    /// The rows to ask for a field: the layout or what it inherits; where that has selectors in vain, the other layouts
    /// and the family.
    fn rows(&self, field: Field, body: &Body) -> Vec<usize> {
        let sheet = self.fitting.sheet;
        let holder = sheet.holder(body.row, field);
        let mut rows = vec![holder];
        if !sheet.selectors(holder, field).is_empty() {
            let others = (0..sheet.own).filter(|row| *row != body.row);
            rows.extend(others.chain(sheet.rows[body.row].family).filter(|row| *row != holder));
        }
        rows
    }

    /// Counts a miss where a row other than the first found the field, or none.
    fn note(&mut self, field: Field, first: usize, found: Option<usize>) {
        if found != Some(first) && !self.fitting.sheet.selectors(first, field).is_empty() {
            self.misses.push(self.fitting.miss(first, field));
        }
    }

    /// A field of which the first selector that yields text speaks.
    fn first_of(&mut self, field: Field, body: &Body) {
        let rows = self.rows(field, body);
        let found = rows.iter().find_map(|&row| self.fitting.first_yield(row, field, body));
        self.note(field, rows[0], found.as_ref().map(|found| found.holder));
        if let Some(found) = found {
            self.take(field, &found);
        }
    }

    /// Keywords: all selectors of the first row that finds any.
    fn tags(&mut self, body: &Body) {
        let rows = self.rows(Field::Tags, body);
        let found = rows.iter().find_map(|&row| {
            let selectors = self.fitting.sheet.selectors(row, Field::Tags).iter();
            let found =
                selectors.map(|&selector| (selector, self.fitting.yields(selector, Field::Tags, body)));
            let found: Vec<_> = found.filter(|(_, nodes)| !nodes.is_empty()).collect();
            (!found.is_empty()).then_some((row, found))
        });
        self.note(Field::Tags, rows[0], found.as_ref().map(|(row, _)| *row));
        let Some((holder, found)) = found else { return };
        for (selector, nodes) in found {
            self.take(Field::Tags, &Found { holder, selector, nodes });
        }
    }

    /// A field of which all selectors of the layout speak.
    fn several(&mut self, field: Field, body: &Body, fits: impl Fn(u32) -> bool) {
        let holder = self.fitting.sheet.holder(body.row, field);
        for &selector in self.fitting.sheet.selectors(holder, field) {
            let free = |at: u32| field == Field::Remove || inside(&body.removed, at).is_none();
            let hits = self.fitting.hits[selector].iter().copied();
            let nodes: Vec<u32> = hits.filter(|&at| free(at) && fits(at)).collect();
            if !nodes.is_empty() {
                self.take(field, &Found { holder, selector, nodes });
            }
        }
    }

    /// The first node after the body's start at which the article ends.
    fn end(&mut self, body: &Body) -> Option<u32> {
        let holder = self.fitting.sheet.holder(body.row, Field::End);
        let start = body.ranges.first()?.0;
        let firsts = self.fitting.sheet.selectors(holder, Field::End).iter().filter_map(|&selector| {
            let mut hits = self.fitting.hits[selector].iter().copied();
            Some((hits.find(|&at| at > start && inside(&body.removed, at).is_none())?, selector))
        });
        let (at, selector) = firsts.min()?;
        self.take(Field::End, &Found { holder, selector, nodes: vec![at] });
        Some(at)
    }
}
