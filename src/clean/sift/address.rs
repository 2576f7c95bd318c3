//! Addresses in one form: two that lead to the same page are equal, as far as the addresses themselves tell.

use url::Url;

use crate::article::Article;

/// Parameters by which senders follow a click; they never choose a page. These are whole names, as the manuals of the
/// great networks, advertisers and senders of mail give them (Google, Meta, Microsoft, Yandex, Mailchimp, X, Zalo).
const FOLLOWERS: [&str; 24] = [
    "_ga",
    "_gl",
    "dclid",
    "fb_action_ids",
    "fb_action_types",
    "fb_source",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "gidzl",
    "igsh",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mibextid",
    "msclkid",
    "ttclid",
    "twclid",
    "wbraid",
    "yclid",
    "zarsrc",
    "zalo_share",
];
/// And how others begin.
const FOLLOWER_FAMILIES: [&str; 4] = ["utm_", "_hs", "pk_", "mtm_"];

/// The address that an article was fetched from.
pub(super) fn fetched_from(article: &Article) -> Option<String> {
    article.url.as_deref().and_then(Parts::of).as_ref().map(ToString::to_string)
}

/// The address that the page of an article calls its own, else the one it was fetched from.
///
/// A page that calls the front page its own says nothing of itself: templates do that for every page of a site. Others call
/// another article their own, so that this address alone does not make two articles the same.
pub(super) fn called(article: &Article) -> Option<String> {
    let own = article.canonical.as_deref().and_then(Parts::of).filter(|own| !own.path.is_empty());
    own.as_ref().map(ToString::to_string).or_else(|| fetched_from(article))
}

/// What of an address chooses the page.
#[derive(Debug)]
struct Parts {
    /// Host and port; `www.` is the same host.
    host: String,
    path: String,
    query: String,
}

impl Parts {
    fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let host = url.host_str()?;
        let host = host.strip_prefix("www.").unwrap_or(host).trim_end_matches('.');
        let host = url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"));
        let mut parameters: Vec<&str> =
            url.query().unwrap_or_default().split('&').filter(|it| !it.is_empty() && !follows(it)).collect();
        parameters.sort_unstable();
        Some(Self { host, path: url.path().trim_end_matches('/').to_owned(), query: parameters.join("&") })
    }
}

impl std::fmt::Display for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { host, path, query } = self;
        write!(f, "{host}{path}")?;
        if query.is_empty() { Ok(()) } else { write!(f, "?{query}") }
    }
}

fn follows(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    FOLLOWERS.contains(&name.as_str()) || FOLLOWER_FAMILIES.iter().any(|begin| name.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(address: &str) -> Option<String> {
        Parts::of(address).as_ref().map(ToString::to_string)
    }

    #[test]
    fn the_same_page_has_one_address() {
        let same = [
            "https://bao.example/tin/a-1.html?b=2&a=1",
            " http://WWW.Bao.Example:80/tin/a-1.html?a=1&b=2#binh-luan",
            "https://bao.example:443/tin/x/../a-1.html/?utm_source=x&a=1&b=2&fbclid=7",
            "https://user@bao.example./tin/a-1.html?&a=1&UTM_Campaign=y&b=2&",
        ];
        for address in same {
            assert_eq!(normal(address).as_deref(), Some("bao.example/tin/a-1.html?a=1&b=2"), "{address}");
        }
        assert_eq!(normal("https://báo.example/Tin"), normal("https://xn--bo-mia.example/Tin#a"));
    }

    #[test]
    fn other_pages_have_other_addresses() {
        let all = [
            "https://bao.example/a",
            "https://bao.example/A",
            "https://bao.example/a?id=1",
            "https://bao.example/a?id=2",
            "https://bao.example:8080/a",
            "https://m.bao.example/a",
            "https://bao.example/",
            "https://bao.example/a?page=2&utm_source=x",
            "https://bao.example/a?utm=1",
        ];
        let normal: std::collections::BTreeSet<_> =
            all.iter().map(|it| normal(it).expect("an address")).collect();
        assert_eq!(normal.len(), all.len());
        for none in ["", "tin/a.html", "javascript:void(0)", "mailto:a@bao.example", "https://"] {
            assert_eq!(super::tests::normal(none), None, "{none}");
        }
    }

    #[test]
    fn a_page_says_where_it_belongs_but_not_that_it_is_the_front_page() {
        let address = |canonical: Option<&str>, url: Option<&str>| {
            let (canonical, url) = (canonical.map(Into::into), url.map(Into::into));
            called(&Article { url, canonical, ..Article::default() })
        };
        let (own, given) = (Some("https://bao.example/a"), Some("https://m.bao.example/b"));
        assert_eq!(address(own, given).as_deref(), Some("bao.example/a"));
        assert_eq!(address(None, given).as_deref(), Some("m.bao.example/b"));
        assert_eq!(address(own, None).as_deref(), Some("bao.example/a"));
        assert_eq!(address(Some("https://bao.example/"), given).as_deref(), Some("m.bao.example/b"));
        assert_eq!(address(Some("#"), None), None);
    }
}
