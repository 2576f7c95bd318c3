//! Lines that say what they are by a part: a picture's credit at the end ("… Ảnh: TTXVN", looked up as a cue) makes a
//! caption, nothing but names of networks a row of share buttons, what small print is about small print.

use super::{Context, Verdict};
use crate::label::Label;

pub(super) const NAME: &str = "credit-at-end";
pub(super) const BUTTONS: &str = "share-buttons";
pub(super) const NOTICE: &str = "small-print";

/// A caption is shorter than this, in words.
const MAX_WORDS: u32 = 70;

/// Share buttons in a row are fewer than this, in words.
const MAX_BUTTON_WORDS: u32 = 14;

/// The first word of a button is at most this long, in characters.
const MAX_FIRST_CHARS: usize = 12;

/// Small print is shorter than this, in words.
const MAX_NOTICE_WORDS: u32 = 110;

/// The credit is shorter than this, in words.
const MAX_CREDIT_WORDS: usize = 10;

pub(super) fn apply(context: &Context<'_>, at: usize) -> Option<Verdict> {
    let block = context.block(at);
    if block.markup.is_some() || block.facts.words > MAX_WORDS {
        return None;
    }
    if let Some(found) = agency(&block.text) {
        return Some(Verdict::new(Label::Caption, NAME, found));
    }
    for border in [". ", " - ", " – ", "(", "; ", "! ", "? ", "” ", ", ", " / ", " | "] {
        let Some(from) = last(&block.text, border).map(|at| at + border.len()) else { continue };
        let tail = &block.text[from..];
        if tail.split_whitespace().count() > MAX_CREDIT_WORDS {
            continue;
        }
        // "… Ảnh:" with the name on the next line.
        let announced = tail.ends_with(':').then(|| format!("{tail} a"));
        if let Some(cue) = context.cues.find(announced.as_deref().unwrap_or(tail))
            && matches!(cue.label, Label::Caption | Label::Credit)
        {
            return Some(Verdict::new(Label::Caption, NAME, cue.phrase.to_owned()));
        }
    }
    None
}

/// Where the border stands last. It is told by the first of its bytes that is no blank.
fn last(text: &str, border: &str) -> Option<usize> {
    let before = border.len() - border.trim_start().len();
    let marks = memchr::memrchr_iter(border.as_bytes()[before], text.as_bytes());
    marks
        .filter_map(|at| at.checked_sub(before))
        .find(|&at| text.as_bytes()[at..].starts_with(border.as_bytes()))
}

/// The mark of a picture agency, of a picture from its archive.
pub(in crate::classify) fn agency(text: &str) -> Option<&'static str> {
    const ENDS: [&str; 9] = [
        "getty images",
        "via getty",
        "shutterstock",
        "shutterstock.com",
        "istock",
        "via ap",
        "/ ap",
        "/unsplash",
        "reuters",
    ];
    // The last letters of the ends, and the sign for kelvin, whose lower case is a `k`.
    const LAST: [char; 13] = ['s', 'S', 'y', 'Y', 'k', 'K', '\u{212a}', 'm', 'M', 'p', 'P', 'h', 'H'];
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !text.ends_with(LAST) && !text.starts_with(['f', 'F']) {
        return None;
    }
    let text = text.to_lowercase();
    if let Some(start) = ["file - ", "file – ", "file — "].into_iter().find(|start| text.starts_with(start))
    {
        return Some(start);
    }
    // "Reuters" alone is a source, at the end of a sentence it is the agency's name.
    ENDS.into_iter().find(|end| {
        let before = text.strip_suffix(end).unwrap_or_default();
        let parted = before.trim_end().ends_with(['/', '|', '(', '©', ':', ',']) || *end != "reuters";
        !before.is_empty() && parted && before.split(' ').count() <= MAX_WORDS as usize
    })
}

/// Whether a line consists of what share buttons say, with or without spaces between: `ShareFacebookEmail`.
pub(super) fn buttons(context: &Context<'_>, at: usize) -> Option<Verdict> {
    const NETWORKS: [&str; 13] = [
        "facebook",
        "twitter",
        "linkedin",
        "pinterest",
        "whatsapp",
        "telegram",
        "messenger",
        "reddit",
        "flipboard",
        "tumblr",
        "zalo",
        "email",
        "instagram",
    ];
    const ACTIONS: [&str; 16] = [
        "copy link",
        "copylink",
        "share on",
        "share",
        "print",
        "tweet",
        "link",
        "copy",
        "like",
        "save",
        "chia sẻ",
        "sao chép",
        "liên kết",
        "thích",
        "lưu",
        "in bài",
    ];
    let block = context.block(at);
    if block.markup.is_some() || block.facts.words > MAX_BUTTON_WORDS || block.facts.letters < 6 {
        return None;
    }
    // Where nothing else is left, the text begins with the first word of one of them.
    let first = block.text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letter = first.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    let mut names =
        NETWORKS.iter().chain(&ACTIONS).filter(|name| !letter.is_ascii() || name.as_bytes()[0] == letter);
    names.clone().next()?;
    let first: String = first.chars().take(MAX_FIRST_CHARS).flat_map(char::to_lowercase).collect();
    if !names.any(|name| first.starts_with(name.split(' ').next().unwrap_or(name))) {
        return None;
    }
    let mut rest = block.text.to_lowercase();
    let mut found = 0;
    for word in NETWORKS {
        found += rest.matches(word).count();
        rest = rest.replace(word, " ");
    }
    let networks = found;
    for word in ACTIONS {
        found += rest.matches(word).count();
        rest = rest.replace(word, " ");
    }
    let only = !rest.chars().any(char::is_alphanumeric) && networks > 0 && found > 1;
    only.then(|| Verdict::new(Label::Share, BUTTONS, "names of networks and nothing else"))
}

/// A form's small print: a phrase that such lines begin with, and what they are about. Cues are looked for in short
/// lines only, because paragraphs begin with the same words.
pub(super) fn notice(context: &Context<'_>, at: usize) -> Option<Verdict> {
    const ABOUT: [&str; 5] =
        ["you agree", "privacy policy", "commission", "may receive compensation", "terms of use"];
    let block = context.block(at);
    if block.markup.is_some() || block.facts.words > MAX_NOTICE_WORDS {
        return None;
    }
    // No other letter has one of these for its small letter.
    let lower = block.text.to_ascii_lowercase();
    if !ABOUT.iter().any(|about| lower.contains(about)) {
        return None;
    }
    let start: String = block.text.chars().take(80).collect();
    let cue = context.cues.find(&start).filter(|cue| cue.label == Label::Widget)?;
    Some(Verdict::new(Label::Widget, NOTICE, cue.phrase.to_owned()))
}
