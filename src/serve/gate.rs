//! Who is let in: the page of this workbench, and nobody else.
//!
//! Any site that is open in a browser can send requests to this machine. Three things keep it out: the name it calls us by (a name of
//! its own that it lets point here is refused), the origin that its browser tells, and a token that only our page has, which other
//! sites cannot read. Programs of this machine are not kept out: they can read the page as a browser does.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::header::{AsHeaderName, CONTENT_LENGTH, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use sha2::{Digest, Sha256};

use super::http::MAX_BODY;
use crate::hex::hex;

/// The header that carries the token. A header that is no standard one makes browsers ask before other sites may send it.
const TOKEN: &str = "x-tinsach-token";

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It calls us by a name that is not ours.
    Host,
    /// It comes from another site.
    Origin,
    /// It has no token, or one of an earlier start.
    Token,
    /// It is too large.
    Large,
}

#[derive(Debug)]
pub(super) struct Gate {
    address: SocketAddr,
    token: String,
}

impl Gate {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { address, token: token() }
    }

    /// What our page sends with each request.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether a request is let in. One that only looks needs no token: that is how the page comes by it.
    pub(super) fn check(&self, method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = only(headers, HOST).filter(|host| self.is_ours(host)).ok_or(Refusal::Host)?;
        if matches!(*method, Method::GET | Method::HEAD) {
            return Ok(());
        }
        let is_own = |origin: &str| {
            origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
        };
        if headers.contains_key(ORIGIN) && !only(headers, ORIGIN).is_some_and(is_own) {
            return Err(Refusal::Origin);
        }
        if headers.contains_key("sec-fetch-site") && only(headers, "sec-fetch-site") != Some("same-origin") {
            return Err(Refusal::Origin);
        }
        // Digests, so that the time of the comparison tells nothing of the token.
        let is_ours = |token: &str| Sha256::digest(token) == Sha256::digest(&self.token);
        if !only(headers, TOKEN).is_some_and(is_ours) {
            return Err(Refusal::Token);
        }
        let length = only(headers, CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
        match length {
            Some(length) if length > MAX_BODY as u64 => Err(Refusal::Large),
            _ => Ok(()),
        }
    }

    /// Whether a `Host` names us with our port. Where the workbench is there for other machines, any number is ours: names are what
    /// other sites can bend.
    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.address.port()) {
            return false;
        }
        let inner = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let number = match inner {
            Some(inner) => inner.parse().ok().map(IpAddr::V6),
            None => name.parse().ok().map(IpAddr::V4),
        };
        let own = self.address.ip();
        match number {
            Some(number) => {
                number == own
                    || number == Ipv4Addr::LOCALHOST
                    || number == Ipv6Addr::LOCALHOST
                    || !own.is_loopback()
            }
            None => name.eq_ignore_ascii_case("localhost"),
        }
    }
}

/// The value of a header that is there once.
fn only(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).into_iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// 128 bits that nobody guesses: what the system gives std to key its hash tables with, spread by that keyed hash.
fn token() -> String {
    let keyed = RandomState::new();
    let bytes: Vec<u8> = (0..4_u64).flat_map(|n| keyed.hash_one(n).to_be_bytes()).collect();
    hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn gate(ip: &str) -> Gate {
        Gate::new(SocketAddr::new(ip.parse().expect("a number"), 8017))
    }

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in all {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"));
        }
        headers
    }

    #[test]
    fn our_names_are_ours_and_no_others() {
        let local = gate("127.0.0.1");
        for ours in ["127.0.0.1:8017", "localhost:8017", "LocalHost:8017", "[::1]:8017"] {
            assert!(local.is_ours(ours), "{ours}");
        }
        for other in [
            "",
            "127.0.0.1",
            "localhost",
            "localhost:80",
            "127.0.0.1:8018",
            "evil.example:8017",
            "localhost.evil.example:8017",
            "127.0.0.1.evil.example:8017",
            "u@127.0.0.1:8017",
            "10.0.0.7:8017",
            "0.0.0.0:8017",
            "::1:8017",
            "[::1]",
            "127.0.0.1:08017x",
            "127.0.0.1:99999",
        ] {
            assert!(!local.is_ours(other), "{other}");
        }
        let remote = gate("0.0.0.0");
        assert!(remote.is_ours("10.0.0.7:8017") && remote.is_ours("localhost:8017"));
        assert!(!remote.is_ours("evil.example:8017"));
    }

    #[test]
    fn only_our_page_may_post() {
        let gate = gate("127.0.0.1");
        let (host, token) = (("host", "localhost:8017"), ("x-tinsach-token", gate.token()));
        let own = ("origin", "http://localhost:8017");
        let post = |all: &[(&'static str, &str)]| gate.check(&Method::POST, &headers(all));
        assert_eq!(post(&[host, token]), Ok(()));
        assert_eq!(post(&[host, token, own, ("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(post(&[token]), Err(Refusal::Host));
        assert_eq!(post(&[host, host, token]), Err(Refusal::Host));
        for origin in ["http://evil.example", "null", "http://localhost:8018", "https://localhost:8017"] {
            assert_eq!(post(&[host, token, ("origin", origin)]), Err(Refusal::Origin), "{origin}");
        }
        assert_eq!(post(&[host, token, own, ("sec-fetch-site", "same-site")]), Err(Refusal::Origin));
        assert_eq!(post(&[host, own]), Err(Refusal::Token));
        assert_eq!(post(&[host, own, ("x-tinsach-token", "")]), Err(Refusal::Token));
        assert_eq!(post(&[host, token, token]), Err(Refusal::Token));
        assert_eq!(post(&[host, token, ("content-length", "16777217")]), Err(Refusal::Large));
        assert_eq!(gate.check(&Method::GET, &headers(&[host])), Ok(()));
        assert_eq!(gate.check(&Method::DELETE, &headers(&[host])), Err(Refusal::Token));
    }

    #[test]
    fn each_start_has_a_token_of_its_own() {
        let (one, other) = (token(), token());
        assert_eq!((one.len(), one == other), (64, false));
    }
}
