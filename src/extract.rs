//! The data path.

use crate::article::{Outcome, Reason};
use crate::assemble::assemble;
use crate::block::{self, Cut, Marks, normal::key};
use crate::classify::{self, Context, SiteText, Verdict};
use crate::cues::Cues;
use crate::error::Error;
use crate::label::Label;
use crate::meta::{self, Head};
use crate::page::Page;
use crate::record::{Kind, Options, Record};
use crate::select::Root;
use crate::{decode, select};

/// A flattened page without an article is a section page if it has so many headlines.
const MIN_SECTION_LINES: usize = 8;

/// Cleans pages. Made once, used from any thread.
#[derive(Debug, Default)]
pub struct Extractor {
    options: Options,
    cues: Cues,
}

/// Everything that was decided about a page, for those who ask why.
#[derive(Debug)]
pub struct Trace {
    /// The result.
    pub outcome: Outcome,
    /// The blocks of the page.
    pub cut: Cut,
    /// What each block is, and why.
    pub verdicts: Vec<Verdict>,
    /// Where the article is.
    pub root: Root,
}

impl Extractor {
    /// An extractor with the shipped rules and default options.
    pub fn new() -> Self {
        Self { options: Options::default(), cues: Cues::shipped().unwrap_or_default() }
    }

    /// Cleans one page.
    pub fn extract(&self, record: &Record<'_>) -> Result<Outcome, Error> {
        self.trace(record).map(|trace| trace.outcome)
    }

    /// Cleans one page and tells what was decided.
    pub fn trace(&self, record: &Record<'_>) -> Result<Trace, Error> {
        let decoded = decode::decode(record);
        if decoded.kind == Kind::Text {
            return Ok(self.trace_text(&decoded.text));
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
            centered: classify::mostly_centered(&cut, &root),
        };
        let verdicts = classify::classify(&context);
        let absent = classify::absence::reason(&context, &verdicts, &head, record.url);
        let mut outcome = match absent {
            Some(reason) => Outcome::NoArticle { reason },
            None => assemble(&context, &verdicts, &self.options),
        };
        if let Outcome::Article(article) = &mut outcome {
            let sources = meta::Sources {
                page: &page,
                head: &head,
                cut: &cut,
                verdicts: &verdicts,
                root: &root,
                title: title.as_deref(),
                url: record.url,
                fetched: record.fetched,
            };
            meta::gather(&sources).fill(article);
        }
        Ok(Trace { outcome, cut, verdicts, root })
    }

    /// A flattened page: one block a line, no markup, the headline among the lines.
    fn trace_text(&self, text: &str) -> Trace {
        let cut = block::lines::cut(text);
        let root = Root::default();
        let keys: Vec<String> = cut.blocks.iter().map(|block| key(&block.text)).collect();
        let site = SiteText::default();
        let context =
            Context { cut: &cut, root: &root, title: None, description: None, cues: &self.cues, site: &site, keys: &keys, centered: false };
        let verdicts = classify::classify(&context);
        let mut outcome = assemble(&context, &verdicts, &self.options);
        if let Outcome::Article(article) = &mut outcome {
            let title = verdicts.iter().position(|verdict| verdict.label == Label::Title);
            article.title = title.map(|at| cut.blocks[at].text.clone());
        } else if verdicts.iter().filter(|verdict| verdict.label == Label::Related).count() >= MIN_SECTION_LINES {
            outcome = Outcome::NoArticle { reason: Reason::SectionPage };
        }
        Trace { outcome, cut, verdicts, root }
    }
}
