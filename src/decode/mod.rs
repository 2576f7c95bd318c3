//! Bytes to text: which encoding a page is in, what was mended in it, and what kind of input it is.
//!
//! Knows nothing of trees or articles. Everything is decided from the record itself: first how its bytes are read
//! ([`charset`]), then whether what they say was written in another encoding than they declare ([`typed`]), misread before
//! ([`mojibake`]), or spelled with letters that only look right ([`eth`]).

mod charset;
mod decoding;
#[cfg(test)]
mod encoder;
mod entities;
mod eth;
mod legacy;
mod mojibake;
mod references;
mod segments;
mod signs;
mod syllable;
pub(crate) mod tones;
mod typed;

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

pub use decoding::{Declared, Decoding, Repair, RepairKind, Why};

use crate::error::Error;
use crate::record::{Content, Kind, Options, Record};
use charset::Label;
use legacy::as_windows_1252;
use signs::Signs;

/// A record as text.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The text, not yet normalised.
    pub(crate) text: Cow<'a, str>,
    /// How it was read.
    pub(crate) decoding: Decoding,
    /// HTML or text, never `Auto`.
    pub(crate) kind: Kind,
    /// Whether it is no text at all, but a picture or the like. The text is empty then.
    pub(crate) is_binary: bool,
}

/// Decodes a record and tells its kind.
pub(crate) fn decode<'a>(record: &Record<'a>, options: &Options) -> Result<Decoded<'a>, Error> {
    let size = record.content.len();
    if size > options.max_bytes {
        return Err(Error::TooLarge { bytes: size, limit: options.max_bytes });
    }
    let bytes = match record.content {
        Content::Bytes(bytes) => bytes,
        Content::Str(text) => text.as_bytes(),
    };
    if charset::is_binary(bytes) {
        let text = Cow::Borrowed("");
        return Ok(Decoded { text, decoding: Decoding::default(), kind: Kind::Text, is_binary: true });
    }
    if let Content::Str(text) = record.content {
        let text = Cow::Borrowed(text.trim_start_matches('\u{feff}'));
        return Ok(mended(text, record.kind, Decoding::default()));
    }
    let (read, label) = charset::read(bytes, || charset::label(bytes, record.content_type));
    let decoding = |encoding: &'static str, why: Why| {
        let wrong = label.as_ref().filter(|label| !label.is(encoding));
        let declared = wrong.map(|label| label.declared.clone());
        Decoding { encoding: Some(encoding), why, declared, ..Decoding::default() }
    };
    let typed = read.is_open.then(|| of_bytes(bytes, record.kind, label.as_ref())).flatten();
    // Parts of a page can be typed in windows-1252 only, which they were read as.
    let Some((kind, typed)) = typed.filter(|(_, it)| it.is_whole || read.encoding == WINDOWS_1252) else {
        let repairs = read.repair.into_iter().collect();
        let decoding = Decoding { repairs, ..decoding(read.encoding.name(), read.why) };
        return Ok(mended(read.text, record.kind, decoding));
    };
    let name = typed.legacy.name();
    let named = label.as_ref().filter(|label| label.is(name)).map(|label| label.declared.by);
    let decoding = if typed.is_whole {
        Decoding { score: Some(typed.score), ..decoding(name, named.unwrap_or(typed.why())) }
    } else {
        Decoding { repairs: typed.repairs(), ..decoding(read.encoding.name(), read.why) }
    };
    Ok(mended(Cow::Owned(typed.text), kind, decoding))
}

/// Whether a label names the encoding of that name.
#[cfg(feature = "dumps")]
pub(crate) fn is_label_of(label: &str, encoding: &str) -> bool {
    Label::new(Why::Meta, label).is(encoding)
}

/// What the record is declared to be in, right or wrong.
#[cfg(feature = "dumps")]
pub(crate) fn declared(record: &Record<'_>) -> Option<Declared> {
    match record.content {
        Content::Bytes(bytes) => charset::label(bytes, record.content_type).map(|label| label.declared),
        Content::Str(_) => None,
    }
}

/// Bytes in a Vietnamese encoding, if they are.
fn of_bytes(bytes: &[u8], kind: Kind, label: Option<&Label>) -> Option<(Kind, typed::Reading)> {
    let text = as_windows_1252(bytes);
    let declared = label.and_then(|label| label.legacy);
    // Spelling is looked up for each word in four encodings: pages in other languages, which most are, do not pay for that.
    if declared.is_none() && !may_be_typed(Signs::of(&text), &text) {
        return None;
    }
    let kind = kind_of(kind, &text);
    Some((kind, typed::read(&text, kind, declared)?))
}

/// Whether text may be typed in Vietnamese encodings, as a whole or in part.
fn may_be_typed(signs: Signs, text: &str) -> bool {
    signs.may_be_typed() || (signs.may_be_typed_in_part() && names_fonts(text))
}

/// Mends what text shows that it was not written so.
fn mended(text: Cow<'_, str>, kind: Kind, mut decoding: Decoding) -> Decoded<'_> {
    let kind = kind_of(kind, &text);
    let mut text = if kind == Kind::Html { entities::unescape_whole(text) } else { text };
    let mut signs = Signs::of(&text);
    if let Some(first) = signs.doubled.filter(|_| kind == Kind::Html) {
        text = entities::unescape_references(text, first);
    }
    for _ in 0..mojibake::TIMES {
        let Some((whole, through, count)) =
            signs.may_be_misread().then(|| mojibake::repaired(&text)).flatten()
        else {
            break;
        };
        decoding.repairs.push(Repair { kind: RepairKind::Misread, encoding: Some(through.name()), count });
        text = Cow::Owned(whole);
        signs = Signs::of(&text);
    }
    if may_be_typed(signs, &text) {
        text = as_typed(text, kind, &mut decoding);
    }
    if signs.has_eth()
        && let Some((whole, count)) = eth::repaired(&text, kind)
    {
        decoding.repairs.push(Repair { kind: RepairKind::Eth, encoding: None, count });
        text = Cow::Owned(whole);
    }
    Decoded { text, decoding, kind, is_binary: false }
}

/// Text that is typed in Vietnamese encodings as it was meant.
fn as_typed<'a>(text: Cow<'a, str>, kind: Kind, decoding: &mut Decoding) -> Cow<'a, str> {
    let Some(typed) = typed::read(&text, kind, None) else { return text };
    decoding.repairs.extend(typed.repairs());
    if typed.is_whole {
        (decoding.encoding, decoding.why) = (Some(typed.legacy.name()), typed.why());
        decoding.score = Some(typed.score);
    }
    Cow::Owned(typed.text)
}

/// Whether the source names a font of VNI; those of TCVN3 show by the signs inside of words.
fn names_fonts(text: &str) -> bool {
    ["VNI-", "vni-"].iter().any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some())
}

/// HTML or text.
fn kind_of(kind: Kind, text: &str) -> Kind {
    match kind {
        Kind::Auto if looks_like_html(text) => Kind::Html,
        Kind::Auto => Kind::Text,
        kind => kind,
    }
}

/// So many characters of a text are looked at to see whether it is HTML.
const KIND_WINDOW: usize = 20_000;

/// Whether the text is HTML: a doctype or html element near the start, or tags of running text anywhere.
fn looks_like_html(text: &str) -> bool {
    const FIRST: [&str; 5] = ["<!doctype", "<html", "<?xml", "<head", "<body"];
    const TAGS: [&str; 14] = [
        "<p>", "<p ", "</p>", "<br", "<div", "</div>", "<span", "<a href", "<h1", "<h2", "<table", "<li>",
        "<img", "<html",
    ];
    const ESCAPED: [&str; 4] = ["&lt;p&gt;", "&lt;/p&gt;", "&lt;div", "&lt;br"];
    let start = text.trim_start().as_bytes();
    if FIRST.iter().any(|tag| begins_with(start, tag)) {
        return true;
    }
    let window = text.char_indices().nth(KIND_WINDOW).map_or(text, |(at, _)| &text[..at]);
    let marks = memchr::memchr2_iter(b'<', b'&', window.as_bytes());
    let tags = marks.filter(|&at| {
        let rest = &window.as_bytes()[at..];
        TAGS.iter().chain(&ESCAPED).any(|tag| begins_with(rest, tag))
    });
    match tags.take(2).count() {
        0 => false,
        1 => start.starts_with(b"<"),
        _ => true,
    }
}

/// Whether the bytes begin with a tag, in whatever case.
fn begins_with(bytes: &[u8], tag: &str) -> bool {
    bytes.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
}

#[cfg(test)]
mod tests;
