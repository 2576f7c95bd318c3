//! The input stream as the standard preprocesses it, before anything looks for tags.
//!
//! But for the line ends, which the tokenizer replaces where it hands a text on: a page with carriage returns need not be
//! copied.

use std::borrow::Cow;

/// The longest page that is parsed; the rest is cut off. Spans are 32 bits wide and the side text counts on where the
/// page ends: the tokenizer writes at most three bytes there for each of the page (U+FFFD for a NUL), and as much room
/// again is left to the tree builder.
pub(super) const MAX_PAGE: usize = u32::MAX as usize / 8;

/// Cuts the page to `max` bytes and drops a leading U+FEFF. Says whether it cut.
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
    (page, is_cut)
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

#[cfg(test)]
mod tests {
    use super::preprocess;

    #[test]
    fn mark_and_length() {
        for (input, expected) in
            [("", ""), ("\u{feff}", ""), ("\u{feff}\u{feff}a", "\u{feff}a"), ("a\u{feff}\n", "a\u{feff}\n")]
        {
            assert_eq!(preprocess(input.into(), 100), (expected.into(), false));
            assert_eq!(preprocess(input.to_owned().into(), 100), (expected.into(), false));
        }
        for (max, expected) in [(0, ""), (1, "a"), (2, "a"), (3, "aà"), (4, "aàb")] {
            assert_eq!(preprocess("aàb".into(), max), (expected.into(), max < 4));
            assert_eq!(preprocess("aàb".to_owned().into(), max), (expected.into(), max < 4));
        }
    }
}
