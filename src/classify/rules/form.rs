//! What the form of a block makes of it, once nothing speaks against it.

use super::{Context, Verdict};
use crate::block::{Form, Hints};
use crate::label::Label;

pub(super) const NAME: &str = "form";
pub(super) const CAPTION: &str = "caption";
pub(super) const UNDER_PICTURE: &str = "under-picture";

/// A caption is shorter than this, in words: the longest of agencies have about 80.
const MAX_CAPTION_WORDS: u32 = 120;

pub(super) fn caption(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    block.markup?;
    if block.form == Form::Caption {
        return Some(Verdict::new(Label::Caption, CAPTION, "a figure's caption"));
    }
    let named = context
        .cut
        .regions_of(block)
        .any(|region| region.hints.has(Hints::CAPTION) && context.root.contains(region.node));
    (named && block.facts.words <= MAX_CAPTION_WORDS)
        .then(|| Verdict::new(Label::Caption, CAPTION, "named so"))
}

/// The text under a picture without an element of its own: after a picture in the same small table, or centred, or in
/// italics, or with a credit at its end.
pub(super) fn under_picture(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    let markup = block.markup?;
    let images = &context.cut.images;
    let index = u32::try_from(at).ok()?;
    let image = images
        .get(images.partition_point(|image| image.before < index))
        .filter(|image| image.before == index)?;
    let plain = matches!(block.form, Form::Paragraph | Form::TableRow);
    if !plain || block.facts.words > MAX_UNMARKED_WORDS || markup.link_density() > 0.5 {
        return None;
    }
    if markup.table != 0
        && markup.table == image.table
        && context.table_words(markup.table) <= MAX_CAPTION_WORDS
    {
        return Some(Verdict::new(Label::Caption, UNDER_PICTURE, "with a picture in one table"));
    }
    let why = if ends_with_credit(&block.text) {
        "after a picture, with a credit"
    } else if markup.centered && !context.centered {
        "after a picture, centred"
    } else if markup.italic_density() > 0.9 {
        "after a picture, in italics"
    } else if block.facts.words <= MAX_BARE_WORDS
        && block.facts.words >= 3
        && !ends(&block.text)
        && markup.bold_density() < 0.5
    {
        "after a picture, no sentence"
    } else {
        return None;
    };
    Some(Verdict::new(Label::Caption, UNDER_PICTURE, why))
}

/// Whether the text ends with a credit: "… Ảnh: Hà An", "(Photo: Reuters)".
pub(crate) fn ends_with_credit(text: &str) -> bool {
    let folded = crate::cues::fold(text);
    let credit = CREDITS
        .iter()
        .filter_map(|word| folded.rfind(word).map(|at| &folded[at + word.len()..]))
        .min_by_key(|rest| rest.len());
    credit.is_some_and(|rest| {
        rest.split_whitespace().count() <= 6 && !rest.trim_end_matches([')', '.', ' ']).contains(". ")
    })
}

/// Words that begin a credit at the end of a caption.
const CREDITS: [&str; 8] =
    ["ảnh:", "ảnh :", "photo:", "photos:", "photograph:", "image:", "picture:", "đồ họa:"];

/// Whether the text ends like a paragraph or announces what follows.
fn ends(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ' ', '」', '』', '）']);
    text.ends_with(['.', '!', '?', ':', '…', ';', ',', '。', '！', '？', '：', '；', '，', '、'])
}

/// A caption that nothing but its place and its missing full stop tells is short, in words.
const MAX_BARE_WORDS: u32 = 30;

/// A caption without an element of its own is shorter than this, in words.
const MAX_UNMARKED_WORDS: u32 = 45;

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if !block.text.chars().any(char::is_alphanumeric) {
        return Some(Verdict::new(Label::Separator, NAME, "no letter, no digit"));
    }
    let label = match block.form {
        Form::Heading(_) => Label::Subheading,
        Form::ListItem { .. } => Label::List,
        Form::TableRow => Label::Table,
        Form::Quote => Label::Quote,
        Form::Code => Label::Code,
        Form::Caption | Form::Paragraph => return None,
    };
    Some(Verdict::new(label, NAME, "by its element"))
}
