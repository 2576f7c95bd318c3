//! Character references that were escaped twice: a page that went through two escaping steps shows `&nbsp;` to readers.

use std::borrow::Cow;

use memchr::memmem;

/// Undoes a second escaping where there is one.
///
/// `&amp;nbsp;` becomes `&nbsp;` unless the page holds code, where such text is meant; a fragment whose tags are all
/// escaped (`&lt;p&gt;`) is unescaped as a whole.
pub(crate) fn unescape_twice(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = if is_escaped_whole(&text) { Cow::Owned(unescape_markup(&text)) } else { text };
    match unescape_references(&text) {
        Some(text) => Cow::Owned(text),
        None => text,
    }
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

/// Replaces `&amp;name;` and `&amp;#123;` by `&name;` and `&#123;`; nothing where there is none, or code.
fn unescape_references(text: &str) -> Option<String> {
    // One byte is found faster than five, and most of a page's `&` begin this anyway.
    let mut references = memchr::memchr_iter(b'&', text.as_bytes()).filter(|at| {
        let Some(rest) = text.as_bytes()[at + 1..].strip_prefix(b"amp;") else { return false };
        let named = |&&byte: &&u8| byte.is_ascii_alphanumeric() || byte == b'#';
        let name = rest.iter().take(12).take_while(named).count();
        name >= 2 && rest.get(name) == Some(&b';') && !rest.starts_with(b"lt;")
    });
    let first = references.next()?;
    // Few pages hold one at all: only then is the whole page worth another look.
    if holds(text, "<code") || holds(text, "<pre") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for at in std::iter::once(first).chain(references) {
        out.push_str(&text[copied..=at]);
        copied = at + 5;
    }
    out.push_str(&text[copied..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::unescape_twice;

    #[test]
    fn second_escapings_are_undone_and_plain_ampersands_are_not() {
        let undone = |text: &'static str| unescape_twice(text.into()).into_owned();
        assert_eq!(
            undone("<p>a&amp;nbsp;b &amp;agrave; R&amp;D, x&amp;#233;</p>"),
            "<p>a&nbsp;b &agrave; R&amp;D, x&#233;</p>"
        );
        assert_eq!(undone("<code>&amp;nbsp;</code>"), "<code>&amp;nbsp;</code>");
        assert_eq!(undone("&lt;p&gt;Một &amp;amp; hai&lt;/p&gt;"), "<p>Một & hai</p>".replace('&', "&amp;"));
    }
}
