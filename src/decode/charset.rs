//! Bytes to text, by the Encoding Standard: byte-order mark, then what header and page declare if the bytes bear it out,
//! then the bytes themselves.
//!
//! Knows the labels of the Vietnamese encodings that the standard has none for, but reads none of them.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258, X_USER_DEFINED,
};
use unicode_normalization::UnicodeNormalization;

use super::decoding::{Declared, Repair, RepairKind, Why};
use super::legacy::{Legacy, as_windows_1252};

/// How far a `<meta charset>` is looked for: browsers look at 1024 bytes, pages in the wild put it later.
const META_WINDOW: usize = 8192;

/// A declared UTF-8 page with more than one broken sequence in so many bytes is something else.
const BYTES_PER_UTF8_ERROR: usize = 2000;

/// So many characters of UTF-8 beyond ASCII for each broken one, and the bytes are UTF-8 whatever they declare.
const WHOLE_FOR_BROKEN: usize = 10;

/// The detector looks at so many bytes beyond ASCII and around them: each costs it a hundred times what the parser takes for it,
/// and of text in any language so many are some thousand letters beyond ASCII, by which it has made up its mind.
const DETECTED: usize = 32 * 1024;

/// Bytes on either side of those beyond ASCII that the detector is shown: it looks at neighbours in the same word.
const AROUND: usize = 32;

/// Of the first bytes so many are looked at for controls. Random bytes, and so whatever is packed, have them at every eleventh;
/// of the pictures, fonts, archives and programs of a Linux system nearly all have one in twelve or more, of 8,000 pages none has one
/// in a hundred. A few alone are damage.
const BINARY_WINDOW: usize = 2048;
const BINARY_SHARE: usize = 20;
const BINARY_CONTROLS: usize = 16;

/// Of the first bytes so many are looked at for the zeros of UTF-16.
const ZEROS_WINDOW: usize = 64;

/// Bytes as text.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static Encoding,
    pub(super) why: Why,
    pub(super) repair: Option<Repair>,
    /// Whether the bytes may be of an encoding of 256 codes that nobody declared, or that is not in the standard.
    pub(super) is_open: bool,
}

impl<'a> Read<'a> {
    fn new(text: Cow<'a, str>, encoding: &'static Encoding, why: Why) -> Self {
        Self { text, encoding, why, repair: None, is_open: false }
    }
}

/// What a record declares.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) declared: Declared,
    encoding: Option<&'static Encoding>,
    pub(super) legacy: Option<Legacy>,
}

impl Label {
    pub(super) fn new(by: Why, label: &str) -> Self {
        let lower = label.to_ascii_lowercase();
        let encoding = Encoding::for_label(lower.as_bytes());
        // The one stands for "nothing that should be read", the other for "whatever my font shows".
        let encoding = encoding.filter(|it| ![REPLACEMENT, X_USER_DEFINED].contains(it));
        let legacy = if encoding == Some(WINDOWS_1258) {
            Some(Legacy::Windows1258)
        } else {
            Legacy::for_label(&lower)
        };
        Self { declared: Declared { by, label: label.to_owned() }, encoding, legacy }
    }

    /// Whether it names that encoding.
    pub(super) fn is(&self, name: &str) -> bool {
        self.encoding.map(Encoding::name) == Some(name) || self.legacy.map(Legacy::name) == Some(name)
    }
}

/// Reads bytes.
pub(super) fn read(bytes: &[u8], label: impl FnOnce() -> Option<Label>) -> (Read<'_>, Option<Label>) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (Read::new(encoding.decode(bytes).0, encoding, Why::Bom), None);
    }
    if let Some(encoding) = utf_16(bytes) {
        return (Read::new(encoding.decode_without_bom_handling(bytes).0, encoding, Why::Zeros), None);
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes)
        && !is_iso_2022_jp(bytes)
    {
        return (Read::new(Cow::Borrowed(text), UTF_8, Why::Utf8), None);
    }
    if is_damaged_utf8(bytes) {
        let (text, mixed) = mended(bytes);
        let repair = Repair { kind: RepairKind::Mixed, encoding: Some(WINDOWS_1252.name()), count: mixed };
        let read = Read::new(Cow::Owned(text), UTF_8, Why::Utf8);
        return (Read { repair: (mixed > 0).then_some(repair), ..read }, label());
    }
    let label = label();
    (other(bytes, label.as_ref()), label)
}

/// Reads bytes that are not UTF-8.
fn other<'a>(bytes: &'a [u8], label: Option<&Label>) -> Read<'a> {
    let declared = label.and_then(|label| label.encoding);
    let by = label.map_or(Why::Bytes, |label| label.declared.by);
    let read = declared.map(|encoding| (encoding, decoded(encoding, bytes)));
    if let Some((encoding, text)) = read.filter(|(_, text)| bears_out(text, bytes)) {
        return Read { is_open: encoding.is_single_byte(), ..Read::new(text, encoding, by) };
    }
    let guess = guessed(bytes);
    // The detector's last resort is windows-1252; a declaration that it cannot disprove is worth more.
    let kept = declared.filter(|&it| it != UTF_8 && guess == WINDOWS_1252);
    let (encoding, why) = kept.map_or((guess, Why::Bytes), |encoding| (encoding, by));
    Read { is_open: true, ..Read::new(decoded(encoding, bytes), encoding, why) }
}

/// The detector's guess, from the stretches that are not ASCII.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut at, mut seen) = (0, 0);
    while seen < DETECTED {
        let start = at + Encoding::ascii_valid_up_to(&bytes[at..]);
        let mut end = start;
        while end < bytes.len() {
            let plain = Encoding::ascii_valid_up_to(&bytes[end..]);
            if plain > 2 * AROUND || end - start > DETECTED {
                break;
            }
            end = (end + plain + 1).min(bytes.len());
        }
        // The detector is told of the end only where it is one: what is cut off is no fault of the text.
        let next = (end + AROUND).min(bytes.len());
        let from = start.saturating_sub(AROUND).max(at);
        detector.feed(&bytes[from..next], next == bytes.len());
        if next == bytes.len() {
            break;
        }
        seen += next - from;
        at = next;
    }
    detector.guess(None, Utf8Detection::Allow)
}

fn decoded<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
    if encoding == WINDOWS_1252 {
        return as_windows_1252(bytes);
    }
    let text = encoding.decode_without_bom_handling(bytes).0;
    // Its tones stand behind their letters, where words and rules would not be found.
    if encoding == WINDOWS_1258 { composed(text) } else { text }
}

/// The text with its tones on their letters. It has no marks but those of windows-1258, all of which begin with this byte in
/// UTF-8; the rest of it is composed, and of a whole page most is ASCII.
fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    const FIRST: u8 = 0xcc;
    let (mut out, mut copied) = (String::new(), 0);
    while let Some(at) = memchr::memchr(FIRST, &text.as_bytes()[copied..]).map(|found| copied + found) {
        let letter = text[copied..at].char_indices().next_back().map_or(at, |(letter, _)| copied + letter);
        let marks = text.as_bytes()[at..].chunks(2).take_while(|mark| mark[0] == FIRST).count();
        out.push_str(&text[copied..letter]);
        copied = at + 2 * marks;
        out.extend(text[letter..copied].nfc());
    }
    if copied == 0 { text } else { Cow::Owned(out + &text[copied..]) }
}

/// Whether the bytes are those of a picture, a program or an archive, whatever they are called: among the first of them are many
/// controls that no text has. Zeros do not count: they may be UTF-16 that nothing tells.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let window = &bytes[..bytes.len().min(BINARY_WINDOW)];
    let is_control = |byte: u8| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127);
    let controls = window.iter().filter(|byte| is_control(**byte)).count();
    if controls < BINARY_CONTROLS {
        return false;
    }
    // Of a character of UTF-8 one byte counts: noise that became a string is full of replacement characters.
    let others = window.iter().filter(|byte| !matches!(byte, 0 | 0x80..=0xbf)).count();
    controls * BINARY_SHARE >= others && Encoding::for_bom(bytes).is_none() && utf_16(bytes).is_none()
}

/// UTF-16 without a mark: mark-up and most text have a zero in each unit, on the same side.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    // No text has a zero among its first four bytes, and nearly all UTF-16 has.
    if !bytes.iter().take(4).any(|byte| *byte == 0) {
        return None;
    }
    let window = &bytes[..bytes.len().min(ZEROS_WINDOW)];
    let zeros = |side: usize| window.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let many = |zeros: usize| zeros * 5 >= window.len();
    match (first, second) {
        (0, second) if many(second) => Some(UTF_16LE),
        (first, 0) if many(first) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes were UTF-8 before they were cut off inside a character or damaged in a few places. Bytes of
/// another encoding make whole characters of UTF-8 by accident only, never nearly everywhere.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && whole >= broken * WHOLE_FOR_BROKEN
}

/// Damaged UTF-8 as text. Quotes, dashes and the dots of windows-1252, which many a page of UTF-8 took over by copying,
/// can be nothing else: no character of UTF-8 begins with these bytes. Other damage is a replacement character.
fn mended(bytes: &[u8]) -> (String, usize) {
    let (mut text, mut mixed) = (String::with_capacity(bytes.len() + 16), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        match *chunk.invalid() {
            [] => {}
            [byte @ (0x85 | 0x91..=0x97)] if chunk.valid().ends_with(|c: char| c.is_ascii()) => {
                text.push_str(&as_windows_1252(&[byte]));
                mixed += 1;
            }
            _ => text.push('\u{fffd}'),
        }
    }
    (text, mixed)
}

fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    // Escapes hardly ever occur at all, and one byte is found faster than two.
    memchr::memchr_iter(b'\x1b', bytes).any(|at| bytes.get(at + 1) == Some(&b'$'))
}

/// Whether the bytes can be of the declared encoding: a few broken sequences are damage, many are a wrong declaration.
fn bears_out(text: &str, bytes: &[u8]) -> bool {
    let errors = text.matches('\u{fffd}').count();
    errors * BYTES_PER_UTF8_ERROR <= bytes.len().max(BYTES_PER_UTF8_ERROR)
}

/// What header and page declare; the header goes first.
pub(super) fn label(bytes: &[u8], content_type: Option<&str>) -> Option<Label> {
    let of_header = content_type.and_then(charset_of).map(|label| Label::new(Why::Header, label));
    of_header.or_else(|| in_page(bytes))
}

/// The label that `text/html; charset=x` names.
fn charset_of(content_type: &str) -> Option<&str> {
    let at = content_type.to_ascii_lowercase().find("charset=")?;
    let label = content_type[at + 8..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ';', ' ', '>', '/']).unwrap_or(label.len());
    Some(&label[..end]).filter(|label| !label.is_empty())
}

/// What the first `<meta … charset=x>` or the XML declaration names. UTF-16 in a readable declaration is a lie.
fn in_page(bytes: &[u8]) -> Option<Label> {
    let window = &bytes[..bytes.len().min(META_WINDOW)];
    let lower = window.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&lower[from..], b"charset=") {
        let at = from + found;
        let tag = lower[..at].iter().rposition(|&byte| byte == b'<').unwrap_or(0);
        if lower[tag..].starts_with(b"<meta") {
            let value = String::from_utf8_lossy(&window[at..window.len().min(at + 60)]).into_owned();
            let label = Label::new(Why::Meta, charset_of(&value)?);
            let is_utf_16 = label.encoding.is_some_and(|it| it == UTF_16LE || it == UTF_16BE);
            let encoding = if is_utf_16 { Some(UTF_8) } else { label.encoding };
            return Some(Label { encoding, ..label });
        }
        from = at + 8;
    }
    let declaration = memchr::memmem::find(&lower, b"encoding=").filter(|_| lower.starts_with(b"<?xml"))?;
    let value = &window[declaration + 9..window.len().min(declaration + 60)];
    let value = format!("charset={}", String::from_utf8_lossy(value));
    charset_of(&value).map(|label| Label::new(Why::Xml, label))
}
