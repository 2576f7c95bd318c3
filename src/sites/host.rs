//! Hosts: from the address of a page to the name that rules are found by.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::parsed::parsed;

/// Labels in front of a site's own name that lead to the same pages.
const VARIANTS: [&str; 3] = ["www.", "m.", "amp."];

/// The longest name that DNS allows, in bytes.
const MAX_HOST: usize = 253;

/// The host of an address: lower case, without port, user and trailing dot. `None` where the text is no address with a
/// host: a file name or a path never names one.
pub fn host_of(url: &str) -> Option<String> {
    let url = url.trim();
    let after = match url.find("//") {
        Some(0) => &url[2..],
        Some(at) if is_scheme(&url[..at]) => &url[at + 2..],
        _ => return None,
    };
    let authority = after.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.rfind(':') {
        Some(at) if host[at + 1..].bytes().all(|byte| byte.is_ascii_digit()) => &host[..at],
        _ => host,
    };
    let host = normal(host);
    is_host(&host).then_some(host)
}

fn is_scheme(text: &str) -> bool {
    let Some(name) = text.strip_suffix(':') else { return false };
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn normal(host: &str) -> String {
    let host = host.trim();
    host.strip_suffix('.').unwrap_or(host).to_lowercase()
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii())
    };
    !host.is_empty() && host.len() <= MAX_HOST && host.split('.').all(label)
}

/// The host without labels in front that lead to the same pages: `m.example.vn` is `example.vn`.
#[cfg(feature = "cli")]
pub(crate) fn without_variant(host: &str) -> &str {
    let mut name = host;
    while let Some(bare) = VARIANTS.into_iter().find_map(|variant| name.strip_prefix(variant)) {
        if !bare.contains('.') {
            break;
        }
        name = bare;
    }
    name
}

/// A host in a rule file: a name, or `*.name` for every sub-domain of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostPattern(String);

impl HostPattern {
    /// Reads a host as rule files write it.
    ///
    /// # Errors
    /// A message without position when it is no host, or not written in its normal form.
    pub fn parse(text: &str) -> Result<Self, String> {
        let name = text.strip_prefix("*.").unwrap_or(text);
        if !is_host(name) || !name.contains('.') || normal(name) != name {
            let form = "`example.vn` or `*.example.vn`, in lower case, without scheme, port and path";
            return Err(format!("host `{text}`: expected {form}"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The host as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without `*.`, and whether it had it.
    pub fn parts(&self) -> (&str, bool) {
        self.0.strip_prefix("*.").map_or((self.as_str(), false), |name| (name, true))
    }
}

impl std::fmt::Display for HostPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for HostPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, Self::parse)
    }
}

/// Which entry a host belongs to.
#[derive(Debug, Default)]
pub(super) struct HostTable(BTreeMap<String, usize>);

impl HostTable {
    pub(super) fn insert(&mut self, pattern: &HostPattern, entry: usize) {
        self.0.insert(pattern.0.clone(), entry);
    }

    /// The name itself, then without `www.`, `m.`, `amp.`, then the longest `*.suffix`.
    pub(super) fn find(&self, host: &str) -> Option<usize> {
        let host = normal(host);
        let mut name = host.as_str();
        loop {
            if let Some(&entry) = self.0.get(name) {
                return Some(entry);
            }
            let Some(bare) = VARIANTS.into_iter().find_map(|variant| name.strip_prefix(variant)) else {
                break;
            };
            name = bare;
        }
        host.match_indices('.').find_map(|(at, _)| self.0.get(&format!("*{}", &host[at..])).copied())
    }
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "cli")]
    use super::without_variant;
    use super::{HostPattern, HostTable, host_of};

    #[cfg(feature = "cli")]
    #[test]
    fn variants_of_a_host_are_one_site() {
        let names = ["www.m.b.vn", "b.vn", "m.vn", "tin.b.vn"].map(without_variant);
        assert_eq!(names, ["b.vn", "b.vn", "m.vn", "tin.b.vn"]);
    }

    #[test]
    fn hosts_of_addresses() {
        let host = |url| host_of(url).unwrap_or_default();
        assert_eq!(host("https://VnExpress.net./tin-1.html"), "vnexpress.net");
        assert_eq!(host(" http://user:pw@m.vov.vn:8080?x=//y.z"), "m.vov.vn");
        assert_eq!(host("//cafef.vn#top"), "cafef.vn");
        assert_eq!(host("https://báomới.vn/"), "báomới.vn");
        assert_eq!(host("http://10.0.0.1:80/"), "10.0.0.1");
        for none in [
            "vov.vn/tin.html",
            "page.html",
            "file:///tmp/vov.vn",
            "a b://x.vn",
            "http://",
            "",
            "http://a..b/",
        ] {
            assert_eq!(host_of(none), None, "{none}");
        }
    }

    #[test]
    fn patterns_are_written_in_normal_form() {
        for bad in ["VOV.vn", "https://vov.vn", "vov.vn.", "vn", "*.*.vn", "a*.vn", "vov.vn/x", ""] {
            assert!(HostPattern::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn exact_before_variants_before_the_longest_wildcard() {
        let mut table = HostTable::default();
        for (entry, pattern) in ["b.vn", "*.b.vn", "*.a.b.vn", "m.c.vn"].into_iter().enumerate() {
            table.insert(&HostPattern::parse(pattern).unwrap(), entry);
        }
        assert_eq!(table.find("b.vn"), Some(0));
        assert_eq!(table.find("www.m.b.vn"), Some(0));
        assert_eq!(table.find("tin.b.vn"), Some(1));
        assert_eq!(table.find("x.a.b.vn"), Some(2));
        assert_eq!(table.find("a.b.vn"), Some(1));
        assert_eq!(table.find("M.C.vn."), Some(3));
        assert_eq!(table.find("c.vn"), None);
        assert_eq!(table.find("bb.vn"), None);
    }
}
