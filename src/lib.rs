//! tinsach separates the article of a scraped page from everything around it.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod article;
pub mod block;
pub mod page;
mod error;
mod extract;
mod label;
mod record;

pub use article::{Article, ArticleBlock, Image, Outcome, Reason};
pub use error::Error;
pub use extract::Extractor;
pub use label::Label;
pub use record::{Content, Kind, Options, Record};
