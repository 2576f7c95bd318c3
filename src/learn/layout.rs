//! What pages that are built alike have in common, as one layout of a rule.

use jiff::civil::Date;

use super::board::{Board, Chosen, MIN_PAGES, Ranges};
use super::boxes::{Boxes, boxes};
use super::hopes::FIELDS;
use super::specimen::Specimen;
use super::template::templates;
use crate::sites::Field;

/// Templates that were in use at the same time share a layout; more of them than this are no site but many.
const MAX_TOGETHER: usize = 4;

/// A layout of the proposed rule.
#[derive(Debug)]
pub(super) struct Layout {
    /// The pages it was learned from.
    pub(super) pages: usize,
    /// How many templates are in it.
    pub(super) templates: usize,
    /// Its last day; `None` for the newest layout.
    pub(super) until: Option<Date>,
    pub(super) fields: Vec<(Field, Vec<Chosen>)>,
    pub(super) boxes: Boxes,
}

/// The pages of a template with its fields.
struct Template<'s> {
    pages: Vec<&'s Specimen>,
    bodies: Vec<Ranges>,
    fields: Vec<(Field, Chosen)>,
}

impl Template<'_> {
    /// The first and the last day that its pages were fetched, where that is known of all of them.
    fn days(&self) -> Option<(Date, Date)> {
        let days: Option<Vec<Date>> = self.pages.iter().map(|page| page.fetched).collect();
        let days = days?;
        Some((days.iter().copied().min()?, days.iter().copied().max()?))
    }
}

/// The layouts of a site, the newest first. Templates that were not in use one after the other share one, with the
/// selectors of the template of most pages first.
pub(super) fn layouts(pages: &[&Specimen]) -> Vec<Layout> {
    let kinds = templates(pages).into_iter().filter(|places| places.len() >= MIN_PAGES).take(MAX_TOGETHER);
    let mut found: Vec<Template<'_>> =
        kinds.filter_map(|places| template(places.iter().map(|at| pages[*at]).collect())).collect();
    let days: Option<Vec<(Date, Date)>> = found.iter().map(Template::days).collect();
    if let Some(days) = days.filter(|days| days.len() > 1) {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(days[*at]));
        if order.windows(2).all(|pair| days[pair[1]].1 < days[pair[0]].0) {
            let mut taken: Vec<Option<Template<'_>>> = found.into_iter().map(Some).collect();
            let newest_first = order.iter().enumerate().filter_map(|(rank, at)| {
                let until = (rank > 0).then_some(days[*at].1);
                Some(layout(vec![taken[*at].take()?], until))
            });
            return newest_first.collect();
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    found.sort_by_key(|template| std::cmp::Reverse(template.pages.len()));
    vec![layout(found, None)]
}

/// What is learned from pages of one template; `None` where no selector shows the body or the headline.
fn template(pages: Vec<&Specimen>) -> Option<Template<'_>> {
    let board = Board::new(&pages);
    let (body, bodies) = board.body()?;
    let mut fields = vec![(Field::Body, body)];
    fields.extend(FIELDS.into_iter().filter_map(|field| Some((field, board.field(field, &bodies)?))));
    let has_title = fields.iter().any(|(field, _)| *field == Field::Title);
    drop(board);
    has_title.then_some(Template { pages, bodies, fields })
}

fn layout(templates: Vec<Template<'_>>, until: Option<Date>) -> Layout {
    let count = templates.len();
    let (mut pages, mut bodies) = (Vec::new(), Vec::new());
    let mut fields: Vec<(Field, Vec<Chosen>)> = Vec::new();
    for template in templates {
        pages.extend(template.pages);
        bodies.extend(template.bodies);
        for (field, chosen) in template.fields {
            match fields.iter_mut().find(|(known, _)| *known == field) {
                Some((_, all)) if all.iter().any(|it| it.css == chosen.css) => {}
                Some((_, all)) => all.push(chosen),
                None => fields.push((field, vec![chosen])),
            }
        }
    }
    fields.sort_by_key(|(field, _)| *field);
    Layout { pages: pages.len(), templates: count, until, fields, boxes: boxes(&pages, &bodies) }
}
