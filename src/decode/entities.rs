//! Character references that were escaped twice: a page that went through two escaping steps shows `&nbsp;` to readers.

use std::borrow::Cow;

use memchr::memmem;

use super::signs::is_doubled;

/// A fragment whose tags are all escaped (`&lt;p&gt;`), unescaped as a whole; anything else as it is.
pub(super) fn unescape_whole(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_escaped_whole(&text) { Cow::Owned(unescape_markup(&text)) } else { text }
}

fn is_escaped_whole(text: &str) -> bool {
    !holds(text, "</") && !holds(text, "<p") && holds(text, "&lt;/") && holds(text, "&gt;")
}

fn holds(text: &str, part: &str) -> bool {
    memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

fn unescape_markup(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Replaces `&amp;name;` and `&amp;#123;`, the first of which stands at `first`, by `&name;` and `&#123;`; not where the
/// page holds code, in which such text is meant.
pub(super) fn unescape_references(text: Cow<'_, str>, first: usize) -> Cow<'_, str> {
    // Few pages hold one at all: only then is the whole page worth another look.
    if holds(&text, "<code") || holds(&text, "<pre") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for at in memchr::memchr_iter(b'&', &text.as_bytes()[first..]).map(|at| first + at) {
        if text.as_bytes()[at + 1..].strip_prefix(b"amp;").is_some_and(is_doubled) {
            out.push_str(&text[copied..=at]);
            copied = at + 5;
        }
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{unescape_references, unescape_whole};
    use crate::decode::signs::Signs;

    #[test]
    fn second_escapings_are_undone_and_plain_ampersands_are_not() {
        let undone = |text: &'static str| {
            let text = unescape_whole(text.into());
            match Signs::of(&text).doubled {
                Some(first) => unescape_references(text, first).into_owned(),
                None => text.into_owned(),
            }
        };
        assert_eq!(
            undone("<p>a&amp;nbsp;b &amp;agrave; R&amp;D, x&amp;#233;</p>"),
            "<p>a&nbsp;b &agrave; R&amp;D, x&#233;</p>"
        );
        assert_eq!(undone("<code>&amp;nbsp;</code>"), "<code>&amp;nbsp;</code>");
        assert_eq!(undone("&lt;p&gt;Một &amp;amp; hai&lt;/p&gt;"), "<p>Một & hai</p>".replace('&', "&amp;"));
    }
}
