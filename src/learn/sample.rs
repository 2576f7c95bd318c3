//! The pages of each host that are learned from: a sample of bounded size, the same whatever order they come in.
//!
//! A page is known by the hash of its address, and of those of a host the ones with the lowest hashes stay. Knows nothing
//! of what is on a page but whose it is.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::batch::Weigh;
use crate::fnv;
use crate::input::{OwnedContent, OwnedRecord};
use crate::meta::Head;
use crate::page::Page;
use crate::page::limits::Limits;
use crate::record::{Content, Kind, Record};
use crate::sites;

/// A larger page is hardly an article, and three hundred of them have to fit into memory: pages of the corpora have 174 KB
/// on average.
const MAX_PAGE: usize = 2 << 20;

/// Pages of all hosts together: packed, some 25 KB each. Beyond it every host keeps half as many.
const MAX_PAGES: usize = 20_000;

/// Below so many pages a host nothing is saved any more.
const MIN_KEPT: usize = 10;

/// A page that waits, packed.
#[derive(Clone, Debug)]
pub struct Candidate {
    host: String,
    /// What it is known by.
    key: u64,
    /// Which of two pages with the same address stays: the newer one, else the one with the lower hash.
    order: (std::cmp::Reverse<Option<Timestamp>>, u64),
    url: Option<String>,
    content_type: Option<String>,
    was_text: bool,
    packed: Vec<u8>,
    bytes: usize,
}

/// Why a record is no candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unfit {
    /// It is flattened text: there is no markup to learn from.
    Text,
    /// It is larger than any article.
    Large,
    /// Neither the record nor the page says of which site it is.
    Homeless,
}

impl Candidate {
    /// A page with the host of its address, else of the address that it calls its own.
    ///
    /// # Errors
    /// When nothing can be learned from it.
    pub fn new(record: OwnedRecord) -> Result<Self, Unfit> {
        let OwnedRecord { content, url, kind, fetched, content_type, id: _ } = record;
        let (raw, was_text) = match &content {
            OwnedContent::Bytes(bytes) => (bytes.as_slice(), false),
            OwnedContent::Text(text) => (text.as_bytes(), true),
        };
        if kind == Kind::Text {
            return Err(Unfit::Text);
        }
        if raw.len() > MAX_PAGE {
            return Err(Unfit::Large);
        }
        let host =
            url.as_deref().and_then(sites::host_of).or_else(|| own_host(raw)).ok_or(Unfit::Homeless)?;
        let host = sites::without_variant(&host).to_owned();
        let print = raw.iter().copied().fold(fnv::BASIS, fnv::step);
        let key = url.as_deref().map_or(print, fnv::hash);
        // Packing into memory fails only where there is none.
        let packed = zstd::encode_all(raw, 1).map_err(|_| Unfit::Large)?;
        let order = (std::cmp::Reverse(fetched), print);
        Ok(Self { host, key, order, url, content_type, was_text, packed, bytes: raw.len() })
    }

    /// When it was fetched.
    pub(super) const fn fetched(&self) -> Option<Timestamp> {
        self.order.0.0
    }

    /// Does something with the page as the extractor takes it.
    pub(super) fn with_record<T>(&self, work: impl FnOnce(&Record<'_>) -> T) -> Option<T> {
        let bytes = zstd::bulk::decompress(&self.packed, self.bytes).ok()?;
        let text = if self.was_text { Some(std::str::from_utf8(&bytes).ok()?) } else { None };
        let content = text.map_or(Content::Bytes(&bytes), Content::Str);
        let (url, content_type) = (self.url.as_deref(), self.content_type.as_deref());
        let record = Record { content, url, kind: Kind::Html, fetched: self.fetched(), content_type };
        Some(work(&record))
    }
}

/// The host that a page names as its own.
fn own_host(raw: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(raw);
    let page = Page::parse(&text, Limits::default());
    Head::read(&page).address().and_then(sites::host_of)
}

impl Weigh for Candidate {
    fn weight(&self) -> usize {
        self.packed.len()
    }
}

/// The candidates of all hosts.
#[derive(Debug)]
pub struct Sample {
    most: usize,
    kept: usize,
    hosts: BTreeMap<String, Pages>,
}

/// The candidates of a host.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) seen: u64,
    kept: BTreeMap<u64, Candidate>,
}

impl Sample {
    /// A sample of at most so many pages a host.
    pub const fn new(most: usize) -> Self {
        Self { most, kept: 0, hosts: BTreeMap::new() }
    }

    /// Takes a page in, or not.
    pub fn add(&mut self, candidate: Candidate) {
        let pages = self.hosts.entry(candidate.host.clone()).or_default();
        pages.seen += 1;
        let before = pages.kept.len();
        let known = pages.kept.get(&candidate.key);
        if known.is_none_or(|known| candidate.order < known.order) {
            pages.kept.insert(candidate.key, candidate);
        }
        if pages.kept.len() > self.most {
            pages.kept.pop_last();
        }
        self.kept = self.kept + pages.kept.len() - before;
        // Whether it comes to this depends on how many pages there are, not on their order.
        while self.kept > MAX_PAGES && self.most > MIN_KEPT {
            self.most = (self.most / 2).max(MIN_KEPT);
            for pages in self.hosts.values_mut() {
                while pages.kept.len() > self.most {
                    pages.kept.pop_last();
                    self.kept -= 1;
                }
            }
        }
    }

    /// The hosts, in the order of their names.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.hosts.keys().map(String::as_str)
    }

    /// The pages of a host, in the order of their hashes; and how many there were.
    pub(super) fn pages(&self, host: &str) -> (Vec<&Candidate>, u64) {
        let pages = self.hosts.get(host);
        (pages.map(|it| it.kept.values().collect()).unwrap_or_default(), pages.map_or(0, |it| it.seen))
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Sample, Unfit};
    use crate::input::{OwnedContent, OwnedRecord};
    use crate::record::Kind;

    fn record(url: Option<&str>, text: &str) -> OwnedRecord {
        OwnedRecord {
            id: "x".into(),
            content: OwnedContent::Text(text.into()),
            url: url.map(Into::into),
            kind: Kind::Html,
            fetched: None,
            content_type: None,
        }
    }

    #[test]
    fn the_order_of_pages_does_not_matter() {
        let url = |n: usize| format!("https://www.mua.example/{}", n % 40);
        let candidates: Vec<Candidate> = (0..60)
            .map(|n| Candidate::new(record(Some(&url(n)), &format!("<p>{n}"))).expect("fit"))
            .collect();
        let keys = |order: &mut dyn Iterator<Item = &Candidate>| {
            let mut sample = Sample::new(7);
            order.for_each(|it| sample.add(it.clone()));
            let (pages, seen) = sample.pages("mua.example");
            assert_eq!((pages.len(), seen), (7, 60));
            pages.iter().map(|it| (it.key, it.order.1)).collect::<Vec<_>>()
        };
        assert_eq!(keys(&mut candidates.iter()), keys(&mut candidates.iter().rev()));
    }

    #[test]
    fn a_page_comes_back_as_it_was_and_says_whose_it_is() {
        let own = "<link rel=canonical href='https://m.chua.example/a'><p>Mưa đầu mùa";
        let candidate = Candidate::new(record(None, own)).expect("fit");
        assert_eq!(candidate.host, "chua.example");
        let same = candidate
            .with_record(|record| matches!(record.content, crate::Content::Str(text) if text == own));
        assert_eq!(same, Some(true));
        assert_eq!(Candidate::new(record(None, "<p>x")).expect_err("homeless"), Unfit::Homeless);
        let text = OwnedRecord { kind: Kind::Text, ..record(Some("https://a.example"), "x") };
        assert_eq!(Candidate::new(text).expect_err("text"), Unfit::Text);
    }
}
