//! Captions that a page sets in bold below its pictures, as it sets nothing else.
//!
//! A short bold line after a picture is a heading as often as a caption. It is a caption where every picture of the text
//! has such lines below it, no other line of the text is all bold, and they are too long for headings.

use super::{Context, Verdict};
use crate::block::Form;
use crate::block::text::ends_in_colon;
use crate::classify::rules;
use crate::label::Label;

pub(super) const NAME: &str = "bold-captions";

/// One picture proves no habit.
const MIN_PICTURES: usize = 2;

/// A caption may be broken over so many lines.
const MAX_LINES: usize = 3;

/// Captions have on average at least so many words; headings in Vietnamese, whose words are syllables, have about ten.
const MIN_MEAN_WORDS: usize = 14;

/// A caption above the mark of an agency is at most this long, in words.
const MAX_CREDITED_WORDS: u32 = 60;

/// The mark of an agency, with the name of the photographer, has at most so many words.
const MAX_MARK_WORDS: u32 = 10;

/// So many blocks are looked at for the mark: a button may stand between.
const BELOW_CAPTION: usize = 2;

/// What stands between a picture and the mark of its agency is the caption, however much of a sentence it is.
fn above_agencies(context: &Context<'_>, verdicts: &mut [Verdict]) {
    for image in &context.cut.images {
        let at = image.before as usize;
        if at >= verdicts.len() || verdicts[at].label != Label::Body || !context.inside(at) {
            continue;
        }
        let block = context.block(at);
        let mark = |at: &usize| {
            let block = context.block(*at);
            let short = block.form == Form::Paragraph && block.facts.words <= MAX_MARK_WORDS;
            short && rules::agency(&block.text).is_some()
        };
        let below = (at + 1..verdicts.len()).take(BELOW_CAPTION).find(mark);
        let plain = block.form == Form::Paragraph && block.facts.words <= MAX_CREDITED_WORDS;
        if let Some(mark) = below.filter(|_| plain) {
            for at in [at, mark] {
                verdicts[at] = Verdict::new(Label::Caption, NAME, "between a picture and its agency");
            }
        }
    }
}

pub(super) fn apply(context: &Context<'_>, verdicts: &mut [Verdict]) {
    above_agencies(context, verdicts);
    let bold: Vec<bool> = (0..verdicts.len()).map(|at| is_bold_line(context, verdicts, at)).collect();
    let mut below: Vec<usize> = context
        .cut
        .images
        .iter()
        .map(|image| image.before as usize)
        .filter(|&at| at < verdicts.len() && context.inside(at))
        .collect();
    below.dedup();
    let runs: Vec<std::ops::Range<usize>> = below
        .into_iter()
        .map(|from| from..from + bold[from..].iter().take(MAX_LINES).take_while(|&&it| it).count())
        .collect();
    let lines: Vec<usize> = runs.iter().cloned().flatten().collect();
    let words: usize = lines.iter().map(|&at| context.block(at).facts.words as usize).sum();
    let habit = runs.len() >= MIN_PICTURES
        && runs.iter().all(|run| !run.is_empty())
        && lines.len() == bold.iter().filter(|&&it| it).count()
        && words >= runs.len() * MIN_MEAN_WORDS;
    if habit {
        for at in lines {
            verdicts[at] = Verdict::new(Label::Caption, NAME, "in bold below each picture");
        }
    }
}

/// Whether a kept paragraph is all bold and no sentence.
fn is_bold_line(context: &Context<'_>, verdicts: &[Verdict], at: usize) -> bool {
    let block = context.block(at);
    verdicts[at].label == Label::Body
        && context.inside(at)
        && block.form == Form::Paragraph
        && !block.facts.ends_sentence
        && !ends_in_colon(&block.text)
        && block.markup.is_some_and(|markup| markup.bold_density() > 0.9)
}
