//! Character references that were escaped twice: a page that went through two escaping steps shows `&nbsp;` to readers.

use std::borrow::Cow;

/// Undoes a second escaping where there is one.
///
/// `&amp;nbsp;` becomes `&nbsp;` unless the page holds code, where such text is meant; a fragment whose tags are all
/// escaped (`&lt;p&gt;`) is unescaped as a whole.
pub(crate) fn unescape_twice(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = if is_escaped_whole(&text) { Cow::Owned(unescape_markup(&text)) } else { text };
    if text.contains("&amp;") && !text.contains("<code") && !text.contains("<pre") {
        return unescape_references(text);
    }
    text
}

fn is_escaped_whole(text: &str) -> bool {
    !text.contains("</") && !text.contains("<p") && text.contains("&lt;/") && text.contains("&gt;")
}

fn unescape_markup(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Replaces `&amp;name;` and `&amp;#123;` by `&name;` and `&#123;`.
fn unescape_references(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices("&amp;") {
        let rest = &text[at + 5..];
        let name =
            rest.bytes().take(12).take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'#').count();
        if at >= copied && name >= 2 && rest.as_bytes().get(name) == Some(&b';') && !rest.starts_with("lt;") {
            out.push_str(&text[copied..at]);
            out.push('&');
            copied = at + 5;
        }
    }
    if copied == 0 {
        return text;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
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
