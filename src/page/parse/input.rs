//! The input stream as the standard preprocesses it, before anything looks for tags.
//!
//! Done once for the whole page, so that the tokenizer never meets a carriage return. The usual page has none and is
//! only looked through.

use std::borrow::Cow;

use memchr::memchr;

/// The longest page that is parsed; the rest is cut off. Spans are 32 bits wide and the side text counts on where the
/// page ends: the tokenizer writes at most three bytes there for each of the page (U+FFFD for a NUL), and as much room
/// again is left to the tree builder.
pub(super) const MAX_PAGE: usize = u32::MAX as usize / 8;

/// Cuts the page to `max` bytes, drops a leading U+FEFF, and turns CRLF and CR into LF. Says whether it cut.
pub(super) fn preprocess(page: Cow<'_, str>, max: usize) -> (Cow<'_, str>, bool) {
    let (page, is_cut) = cut(page, max);
    let page = match page {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Cow::Owned(text)
        }
    };
    match memchr(b'\r', page.as_bytes()) {
        None => (page, is_cut),
        Some(first) => (Cow::Owned(normal_line_ends(&page, first)), is_cut),
    }
}

fn cut(page: Cow<'_, str>, max: usize) -> (Cow<'_, str>, bool) {
    if page.len() <= max {
        return (page, false);
    }
    let end = page.floor_char_boundary(max);
    let page = match page {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    };
    (page, true)
}

/// The text with LF for each CRLF and each lone CR; `first` is where its first CR is.
fn normal_line_ends(text: &str, first: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let (head, mut rest) = text.split_at(first);
    out.push_str(head);
    // Each round takes a CR and what follows it up to the next: every byte once.
    while let Some(after) = rest.strip_prefix('\r') {
        let line = after.strip_prefix('\n').unwrap_or(after);
        out.push('\n');
        let (head, tail) = line.split_at(memchr(b'\r', line.as_bytes()).unwrap_or(line.len()));
        out.push_str(head);
        rest = tail;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::preprocess;

    #[test]
    fn line_ends_mark_and_length() {
        for (input, expected) in [
            ("", ""),
            ("\u{feff}", ""),
            ("\u{feff}\u{feff}a", "\u{feff}a"),
            ("a\r\nb\rc\r\r\n\nd\r", "a\nb\nc\n\n\nd\n"),
            ("\r", "\n"),
            ("\u{feff}\r\n", "\n"),
            ("a\u{feff}\n", "a\u{feff}\n"),
        ] {
            assert_eq!(preprocess(input.into(), 100), (expected.into(), false));
            assert_eq!(preprocess(input.to_owned().into(), 100), (expected.into(), false));
        }
        for (max, expected) in [(0, ""), (1, "a"), (2, "a"), (3, "aà"), (4, "aàb")] {
            assert_eq!(preprocess("aàb".into(), max), (expected.into(), max < 4));
            assert_eq!(preprocess("aàb".to_owned().into(), max), (expected.into(), max < 4));
        }
    }
}
