//! The data path.

use crate::article::{Outcome, Reason};
use crate::assemble::assemble;
use crate::block::{self, Marks, normal::key};
use crate::classify::{self, Context, SiteText};
use crate::cues::Cues;
use crate::error::Error;
use crate::meta::{self, Head};
use crate::page::Page;
use crate::record::{Kind, Options, Record};
use crate::{decode, select};

/// Cleans pages. Made once, used from any thread.
#[derive(Debug, Default)]
pub struct Extractor {
    options: Options,
    cues: Cues,
}

impl Extractor {
    /// An extractor with the shipped rules and default options.
    pub fn new() -> Self {
        Self { options: Options::default(), cues: Cues::shipped().unwrap_or_default() }
    }

    /// Cleans one page.
    pub fn extract(&self, record: &Record<'_>) -> Result<Outcome, Error> {
        let decoded = decode::decode(record);
        if decoded.kind == Kind::Text {
            return Ok(Outcome::NoArticle { reason: Reason::Empty });
        }
        let page = Page::parse(&decoded.text, self.options.max_nodes);
        let head = Head::read(&page);
        let cut = block::page::cut(&page, &|_| Marks::default(), false);
        let root = select::generic::root(&page, &cut);
        let site = meta::Site::of(&head, record.url);
        let title = meta::title::headline(&head, &cut, &root, &site);
        let keys: Vec<String> = cut.blocks.iter().map(|block| key(&block.text)).collect();
        let context = Context {
            cut: &cut,
            root: &root,
            title: title.as_deref(),
            description: head.meta(&["og:description", "description"]),
            cues: &self.cues,
            site: &SiteText::default(),
            keys: &keys,
        };
        let verdicts = classify::classify(&context);
        let mut outcome = assemble(&context, &verdicts, &self.options);
        if let Outcome::Article(article) = &mut outcome {
            let sources = meta::Sources { page: &page, head: &head, cut: &cut, verdicts: &verdicts, root: &root, title: title.as_deref(), url: record.url, fetched: record.fetched };
            meta::gather(&sources).fill(article);
        }
        Ok(outcome)
    }
}
