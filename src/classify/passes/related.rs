//! After a section heading or a lead-in ("Tin liên quan", "Read more") short link-like blocks are entries of its list,
//! until running text resumes.

use super::{Context, Verdict};
use crate::block::Form;
use crate::label::Label;

pub(super) const NAME: &str = "after-heading";

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    let mut open: Option<Label> = None;
    for at in 0..verdicts.len() {
        if !context.inside(at) {
            continue;
        }
        match verdicts[at].label {
            Label::SectionHeading => open = Some(Label::Related),
            Label::InlineRelated if verdicts[at].rule == "cue" => open = Some(Label::InlineRelated),
            label if label.is_text() => {
                let Some(list) = open else { continue };
                if is_entry(context, at) {
                    verdicts[at] = Verdict::new(list, NAME, "an entry of the list above");
                } else {
                    open = None;
                }
            }
            _ => {}
        }
    }
}

/// Whether a block can be an entry of a list of other articles: a link, a list item or heading, no running text.
fn is_entry(context: &Context<'_>, at: usize) -> bool {
    let block = context.block(at);
    if block.markup.is_none() {
        return false;
    }
    let density = context.link_density(at);
    match block.form {
        Form::ListItem { .. } | Form::Heading(_) => density > 0.4,
        _ => density > 0.6,
    }
}
