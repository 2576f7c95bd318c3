//! Tags in a source: name and attributes, and where they stand.

use std::ops::Range;

/// A tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    pub(super) closing: bool,
    /// Names, and where the values stand, without quotes.
    pub(super) attributes: Vec<(&'t str, Range<usize>)>,
    /// Where it ends.
    pub(super) end: usize,
}

/// The tag that begins at `at`, where a `<` stands; nothing where that is text. Declarations are tags without attributes.
pub(super) fn tag_at(text: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let closing = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closing);
    let to_end =
        |from: usize| memchr::memchr(b'>', &bytes[from..]).map_or(bytes.len(), |found| from + found + 1);
    match bytes.get(start) {
        Some(byte) if byte.is_ascii_alphabetic() => {}
        Some(b'!' | b'?') if !closing => {
            return Some(Tag { name: "!", closing: true, attributes: Vec::new(), end: to_end(start) });
        }
        _ => return None,
    }
    let is_part = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>');
    let length = bytes[start..].iter().take_while(|byte| is_part(byte)).count();
    let name = &text[start..start + length];
    if closing {
        return Some(Tag { name, closing, attributes: Vec::new(), end: to_end(start) });
    }
    let (attributes, end) = attributes(text, start + length);
    Some(Tag { name, closing, attributes, end })
}

/// The attributes from `at` on, and the end of the tag.
fn attributes(text: &str, mut at: usize) -> (Vec<(&str, Range<usize>)>, usize) {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let skip = |from: usize, holds: fn(u8) -> bool| {
        bytes[from..].iter().position(|byte| !holds(*byte)).map_or(bytes.len(), |length| from + length)
    };
    loop {
        at = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => return (found, at),
            Some(b'>') => return (found, at + 1),
            Some(_) => {}
        }
        let start = at;
        // The first character is part of the name, whatever it is.
        at = skip(at + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'));
        let name = text.get(start..at).unwrap_or_default();
        let sign = skip(at, |byte| byte.is_ascii_whitespace());
        if bytes.get(sign) != Some(&b'=') {
            continue;
        }
        at = skip(sign + 1, |byte| byte.is_ascii_whitespace());
        let range = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let end = memchr::memchr(quote, &bytes[at + 1..]).map(|length| at + 1 + length);
                // A quote that is never closed takes the rest of the source, as in browsers.
                let Some(end) = end else { return (found, bytes.len()) };
                at + 1..end
            }
            _ => at..skip(at, |byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
        at = range.end + usize::from(bytes.get(range.end).is_some_and(|byte| matches!(byte, b'"' | b'\'')));
        found.push((name, range));
    }
}
