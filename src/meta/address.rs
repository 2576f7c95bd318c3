//! Addresses made absolute, as far as pictures and links of a page need it (RFC 3986, section 5).

use std::borrow::Cow;

use super::Head;

/// What relative addresses of a page count from: what its head says, else the record's address.
pub fn base<'s>(head: &'s Head, url: Option<&'s str>) -> Option<&'s str> {
    let own = [url, head.canonical.as_deref(), head.meta(&["og:url"])].into_iter().flatten();
    head.base.as_deref().into_iter().chain(own).find(|url| url.starts_with("http"))
}

/// An address against a base; as it is written where there is none.
pub fn absolute(address: &str, base: Option<&str>) -> String {
    // Browsers read past control characters, so that "java\nscript:" is a scheme.
    let controlled = address.bytes().any(|byte| byte.is_ascii_control());
    let visible = || address.chars().filter(|c| !c.is_ascii_control()).collect();
    let address: Cow<'_, str> = if controlled { Cow::Owned(visible()) } else { Cow::Borrowed(address) };
    let address = address.trim();
    let Some((scheme, rest)) = base.and_then(|base| base.split_once("://")) else {
        return address.to_owned();
    };
    if has_scheme(address) {
        return address.to_owned();
    }
    if let Some(rest) = address.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let page = rest.split('#').next().unwrap_or(rest);
    let path = page.split('?').next().unwrap_or(page);
    let host = path.split('/').next().unwrap_or(path);
    match address.bytes().next() {
        None => format!("{scheme}://{page}"),
        Some(b'/') => format!("{scheme}://{host}{address}"),
        Some(b'#') => format!("{scheme}://{page}{address}"),
        Some(b'?') => format!("{scheme}://{path}{address}"),
        Some(_) => format!("{scheme}://{}", below(path, address)),
    }
}

/// Whether the address begins with a scheme, such as `mailto:`.
pub fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// A relative path against the folder of another one, whose first part is the host.
fn below(path: &str, relative: &str) -> String {
    let mut folders: Vec<&str> = path.split('/').collect();
    if folders.len() > 1 {
        folders.pop();
    }
    let mut relative = relative;
    loop {
        if let Some(shorter) = relative.strip_prefix("./") {
            relative = shorter;
        } else if let Some(shorter) = relative.strip_prefix("../") {
            relative = shorter;
            if folders.len() > 1 {
                folders.pop();
            }
        } else {
            return format!("{}/{relative}", folders.join("/"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn addresses() {
        let base = Some("https://example.com/a/b.html?x=1#y");
        let cases = [
            ("c.jpg", "https://example.com/a/c.jpg"),
            ("../c.jpg", "https://example.com/c.jpg"),
            ("/c.jpg", "https://example.com/c.jpg"),
            ("//cdn.example/c.jpg", "https://cdn.example/c.jpg"),
            ("#fn1", "https://example.com/a/b.html?x=1#fn1"),
            ("?p=2", "https://example.com/a/b.html?p=2"),
            ("mailto:a@example.com", "mailto:a@example.com"),
            ("java\nscript:x", "javascript:x"),
            ("c.jpg?u=http://d", "https://example.com/a/c.jpg?u=http://d"),
            ("", "https://example.com/a/b.html?x=1"),
        ];
        for (address, expected) in cases {
            assert_eq!(absolute(address, base), expected, "{address}");
        }
        assert_eq!(absolute(" c.jpg", None), "c.jpg");
        assert_eq!(absolute("c", Some("https://example.com")), "https://example.com/c");
    }
}
