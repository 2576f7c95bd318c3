//! tinsach separates the article of a scraped page from everything around it.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod article;
mod assemble;
#[cfg(feature = "cli")]
pub mod batch;
pub mod block;
pub mod classify;
pub mod cues;
mod decode;
pub mod meta;
pub mod page;
pub mod select;
pub mod sites;
mod error;
#[cfg(feature = "cli")]
pub mod eval;
mod extract;
#[cfg(feature = "cli")]
pub mod input;
mod label;
pub mod output;
mod parsed;
mod record;

pub use article::{Article, ArticleBlock, Image, Outcome, Reason};
pub use error::Error;
pub use extract::{Extractor, Trace};
pub use label::Label;
pub use record::{Content, Kind, Options, Record};
