//! What trails after the last running text: sub-headings without a text, lone links, remains of boxes.

use super::{Context, Verdict};
use crate::label::Label;

pub(super) const NAME: &str = "tail";

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    for at in (0..verdicts.len()).rev() {
        if !verdicts[at].label.is_text() || !context.inside(at) {
            continue;
        }
        if verdicts[at].label == Label::Subheading {
            verdicts[at] = Verdict::new(Label::SectionHeading, NAME, "a heading with nothing below it");
        } else {
            return;
        }
    }
}
