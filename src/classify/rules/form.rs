//! What the form of a block makes of it, once nothing speaks against it.

use super::{Context, Verdict};
use crate::block::text::ends_like_paragraph;
use crate::block::{Form, Hints};
use crate::label::Label;

pub(in crate::classify) const NAME: &str = "form";
pub(super) const CAPTION: &str = "caption";
pub(in crate::classify) const UNDER_PICTURE: &str = "under-picture";

/// A caption is shorter than this, in words: the longest of agencies have about 80.
const MAX_CAPTION_WORDS: u32 = 120;

pub(super) fn caption(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    block.markup?;
    if block.form == Form::Caption {
        return Some(Verdict::new(Label::Caption, CAPTION, "a figure's caption"));
    }
    (context.around(at).caption && block.facts.words <= MAX_CAPTION_WORDS)
        .then(|| Verdict::new(Label::Caption, CAPTION, "named so"))
}

/// The text under a picture without an element of its own: after a picture in the same small table, or centred, or in
/// italics, or with a credit at its end.
pub(super) fn under_picture(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    let markup = block.markup?;
    let image = context.cut.image_above(at)?;
    let plain = matches!(block.form, Form::Paragraph | Form::TableRow);
    if !plain || block.facts.words > MAX_UNMARKED_WORDS || markup.link_density() > 0.5 {
        return None;
    }
    if markup.table != 0
        && markup.table == image.table
        && context.whole.table_words(markup.table) <= MAX_CAPTION_WORDS
    {
        return Some(Verdict::new(Label::Caption, UNDER_PICTURE, "with a picture in one table"));
    }
    // A row of several cells belongs to its table, though a cell of the row above it may hold a picture.
    if block.form == Form::TableRow && block.text.contains('\t') {
        return None;
    }
    // Below a heading or a name a picture and a paragraph are a section of their own; below a text the text goes on.
    let headed = at > 0 && !context.block(at - 1).facts.ends_sentence;
    let framed = (MIN_FRAMED_WORDS..=MAX_FRAMED_WORDS).contains(&block.facts.words)
        && !headed
        && image.frame.is_some_and(|(from, to)| (from..to).contains(&markup.node));
    let why = if framed && !is_lead(context, at) {
        "with a picture in one box"
    } else if ends_with_credit(&block.text) {
        "after a picture, with a credit"
    } else if markup.centered && !context.whole.centered {
        "after a picture, centred"
    } else if markup.italic_density() > 0.9 {
        "after a picture, in italics"
    } else if block.facts.words >= 3
        && !ends_like_paragraph(&block.text)
        && markup.bold_density() < 0.5
        && !context.whole.is_step(&block.text)
    {
        "after a picture, no sentence"
    } else {
        return None;
    };
    Some(Verdict::new(Label::Caption, UNDER_PICTURE, why))
}

/// Whether the block is named a lead, or says what the page's description says.
fn is_lead(context: &Context<'_>, at: usize) -> bool {
    let named = context.cut.regions_of(context.block(at)).take(2).any(|region| region.hints.has(Hints::LEAD));
    let description = &context.description_key;
    named || (!description.is_empty() && context.keys[at].starts_with(description.as_str()))
}

/// Whether the text ends with a credit: "… Ảnh: Hà An", "(Photo: Reuters)".
pub(crate) fn ends_with_credit(text: &str) -> bool {
    if !text.contains(':') {
        return false;
    }
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

/// A caption that nothing but the box around it and its picture tells is short, in words.
const MAX_FRAMED_WORDS: u32 = 30;

/// What stands with a picture in a box of its own is a label, not a caption, with fewer words.
const MIN_FRAMED_WORDS: u32 = 4;

/// A caption without an element of its own is shorter than this, in words.
const MAX_UNMARKED_WORDS: u32 = 45;

/// Whether a block is nothing but template code: `[player id="1"]`, `{{banner}}`, `{"layout":2,"align":"left"}`.
fn is_template(text: &str) -> bool {
    let within = |open, close| text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    let filled = within("[", "]")
        .is_some_and(|code| !code.contains('[') && code.contains(['=']) && code.contains(['"', '”', '″']));
    let mut inside = [within("{", "}"), within("[", "]")].into_iter().flatten();
    filled || within("{{", "}}").is_some() || inside.any(is_object)
}

/// Whether what stands between brackets is JSON: a quoted key first. A quotation in brackets has no colon behind it.
fn is_object(inside: &str) -> bool {
    let inside = inside.trim_start_matches([' ', '{', '[']);
    let key = inside.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    key.is_some_and(|(key, rest)| !key.contains(' ') && rest.trim_start().starts_with(':'))
}

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if !block.text.chars().any(char::is_alphanumeric) {
        return Some(Verdict::new(Label::Separator, NAME, "no letter, no digit"));
    }
    if block.form != Form::Code && is_template(&block.text) {
        return Some(Verdict::new(Label::Widget, NAME, "code that the site failed to fill in"));
    }
    label(block.form).map(|label| Verdict::new(label, NAME, "by its element"))
}

/// The label of a block that is text, where its element says more than that.
pub(in crate::classify) const fn label(form: Form) -> Option<Label> {
    match form {
        Form::Heading(_) => Some(Label::Subheading),
        Form::ListItem { .. } => Some(Label::List),
        Form::TableRow => Some(Label::Table),
        Form::Quote => Some(Label::Quote),
        Form::Code => Some(Label::Code),
        Form::Caption | Form::Paragraph => None,
    }
}
