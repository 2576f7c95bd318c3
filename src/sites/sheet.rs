//! A site's layouts with what they inherit, ready to be matched.

use super::index::Index;
use super::schema::{Day, Field, Layout, Op, Pattern, TextRules};
use super::{Site, SiteFile};
use crate::classify::SiteText;
use crate::cues::fold;

/// The layouts of a site, then those of the families they inherit from.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) index: Index,
    pub(super) rows: Vec<Row>,
    /// How many of the rows are the site's own.
    pub(super) own: usize,
    /// For pages that were flattened to lines.
    pub(super) lines: SiteText,
}

/// A layout.
#[derive(Debug)]
pub(super) struct Row {
    /// The rule it belongs to.
    pub(super) rule: String,
    /// Its number in the rule's file, from 0.
    pub(super) layout: usize,
    pub(super) until: Option<Day>,
    /// The row it inherits from.
    pub(super) family: Option<usize>,
    /// Numbers of selectors in the index, by field.
    fields: [Vec<usize>; Field::ALL.len()],
    pub(super) split_br: bool,
    /// For pages.
    pub(super) text: SiteText,
}

impl Sheet {
    /// The layouts of `site`; `family` finds the families they name.
    pub(super) fn new<'s>(site: &'s Site, family: &dyn Fn(&str) -> Option<&'s Site>) -> Self {
        let mut sheet = Self { own: site.file.layouts.len(), ..Self::default() };
        let mut inherited: Vec<(&Site, &Layout)> = Vec::new();
        for (at, layout) in site.file.layouts.iter().enumerate() {
            let parent = layout.family.as_deref().and_then(family);
            let parent = parent.and_then(|parent| Some((parent, parent.file.layouts.first()?)));
            let place = parent.map(|(parent, layout)| {
                let known = inherited.iter().position(|(known, _)| known.name == parent.name);
                known.unwrap_or_else(|| {
                    inherited.push((parent, layout));
                    inherited.len() - 1
                })
            });
            sheet.push(&site.name, at, layout, parent.map(|(_, layout)| layout));
            sheet.rows[at].family = place.map(|place| sheet.own + place);
        }
        for (parent, layout) in &inherited {
            sheet.push(&parent.name, 0, layout, None);
        }
        sheet.lines = lines(&site.file, inherited.first().map(|(parent, _)| &parent.file));
        sheet
    }

    fn push(&mut self, rule: &str, at: usize, layout: &Layout, parent: Option<&Layout>) {
        let fields = Field::ALL.map(|field| {
            let selectors = layout.selectors(field).iter();
            selectors.map(|css| self.index.add(css)).collect()
        });
        let patterns = parent.filter(|_| layout.drop_text.is_empty()).unwrap_or(layout);
        let ops = parent.filter(|_| layout.ops.is_empty()).unwrap_or(layout);
        self.rows.push(Row {
            rule: rule.to_owned(),
            layout: at,
            until: layout.until,
            family: None,
            fields,
            split_br: ops.ops.contains(&Op::SplitBr),
            text: SiteText {
                drop: regexes(&patterns.drop_text),
                first_paragraph_lead: ops.ops.contains(&Op::FirstParagraphLead),
                ..SiteText::default()
            },
        });
    }

    /// The selectors of a field in a row itself.
    pub(super) fn selectors(&self, row: usize, field: Field) -> &[usize] {
        &self.rows[row].fields[field as usize]
    }

    /// The row whose selectors hold for a field: the row itself, or the one it inherits from where it has none.
    pub(super) fn holder(&self, row: usize, field: Field) -> usize {
        match self.rows[row].family {
            Some(family) if self.selectors(row, field).is_empty() => family,
            _ => row,
        }
    }

    /// The layout of a day: the one that ends first of those that had not ended, else the current one.
    pub(super) fn row_at(&self, day: jiff::civil::Date) -> Option<usize> {
        let own = &self.rows[..self.own];
        let dated = own.iter().enumerate().filter_map(|(at, row)| Some((row.until?, at)));
        let dated = dated.filter(|(until, _)| until.0 >= day).min().map(|(_, at)| at);
        dated.or_else(|| own.iter().position(|row| row.until.is_none()))
    }
}

/// The patterns for lines: those of `[text]`, and the block patterns of all layouts, since nothing in a line tells which
/// layout its page had.
fn lines(file: &SiteFile, parent: Option<&SiteFile>) -> SiteText {
    let from = |empty: fn(&TextRules) -> bool| match parent {
        Some(parent) if empty(&file.text) => &parent.text,
        _ => &file.text,
    };
    let mut patterns: Vec<&Pattern> = from(|text| text.drop.is_empty()).drop.iter().collect();
    let inherited = parent.into_iter().filter_map(|parent| parent.layouts.first());
    patterns.extend(file.layouts.iter().chain(inherited).flat_map(|layout| &layout.drop_text));
    let mut seen: Vec<&str> = Vec::new();
    patterns.retain(|pattern| {
        let new = !seen.contains(&pattern.as_str());
        seen.push(pattern.as_str());
        new
    });
    SiteText {
        drop: patterns.into_iter().map(|pattern| pattern.regex().clone()).collect(),
        end: from(|text| text.end.is_empty()).end.iter().map(|phrase| fold(phrase)).collect(),
        dateline: regexes(&from(|text| text.dateline.is_empty()).dateline),
        first_paragraph_lead: file
            .layouts
            .first()
            .is_some_and(|layout| layout.ops.contains(&Op::FirstParagraphLead)),
    }
}

fn regexes(patterns: &[Pattern]) -> Vec<regex::Regex> {
    patterns.iter().map(|pattern| pattern.regex().clone()).collect()
}
