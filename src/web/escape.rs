//! The one door for text that is not ours: nothing gets into the page but through it.

/// Text as it can stand in an element or between quotes in an attribute. Characters that are for machines are shown as
/// what they are: something that was there and cannot be shown.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_mark_up() {
        let hostile = "</script><img src=x onerror=\"alert('1')\"> & &amp;\u{0}\u{1b}\u{85}\n";
        let expected = "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &amp;amp;\u{fffd}\u{fffd}\u{fffd} ";
        assert_eq!(escaped(hostile), expected);
        assert_eq!(escaped("Chợ nổi vào mùa"), "Chợ nổi vào mùa");
    }
}
