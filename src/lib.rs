//! tinsach (*tin sạch*, clean news) separates the article of a scraped page from everything around it: related stories,
//! navigation, share bars, comments, ads. Vietnamese news first, any language after.
//!
//! ```
//! use tinsach::{Extractor, Outcome, Record};
//!
//! let extractor = Extractor::new(); // once; it is Send + Sync
//! let page = "<h1>Cầu mới qua sông Trăng</h1>\
//!     <p>Cây cầu dài 120 mét nối hai bờ sông Trăng được thông xe sáng nay, sau hai năm thi công liên tục.</p>\
//!     <p>Người dân hai xã không còn phải đi đò, học sinh đến trường gần hơn bảy cây số.</p>";
//! match extractor.extract(&Record::str(page, Some("https://example.vn/cau-moi-1.html")))? {
//!     Outcome::Article(article) => assert!(article.text().starts_with("Cây cầu dài 120 mét")),
//!     Outcome::NoArticle { reason } => panic!("{}", reason.name()),
//! }
//! # Ok::<(), tinsach::Error>(())
//! ```
//!
//! The way of a page is in [`Extractor::trace`]: decode, parse, site rule, blocks, root, verdicts, outcome. Most hosts
//! need no rule; for those that have one, rules are data ([`sites`]).
//!
//! The library prints nothing, installs no panic hook, keeps nothing from one page for the next, and gives the same
//! result for the same record on any thread.
//!
//! # Features
//! `cli` (on by default) builds the program and what it needs: clap, rayon, indicatif. A library user turns it off with
//! `default-features = false`. `dumps` (part of `cli`) reads and writes dumps ([`clean`]); `parquet` (on by default) adds
//! Parquet to it, and batches of Arrow ([`arrow`]); `html-output` (part of `dumps`) adds `output::html` and its sanitiser;
//! `serve` (on by default) adds `tinsach serve` and its crates, axum and tokio.

#[cfg(feature = "parquet")]
pub mod arrow;
pub mod article;
mod assemble;
#[cfg(feature = "dumps")]
pub mod batch;
pub mod block;
pub mod classify;
#[cfg(feature = "dumps")]
pub mod clean;
#[cfg(feature = "cli")]
pub mod compare;
pub mod cues;
mod decode;
#[cfg(feature = "cli")]
pub mod drift;
mod error;
#[cfg(feature = "cli")]
pub mod eval;
#[cfg(feature = "dumps")]
pub mod explain;
mod extract;
mod fnv;
#[cfg(feature = "dumps")]
mod hex;
#[cfg(feature = "dumps")]
pub mod input;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
mod label;
#[cfg(feature = "cli")]
pub mod learn;
pub mod meta;
pub mod output;
pub mod page;
mod parsed;
#[cfg(feature = "dumps")]
pub mod pass;
#[cfg(feature = "cli")]
pub mod propose;
#[cfg(feature = "cli")]
pub mod prove;
mod record;
pub mod recurring;
pub mod select;
#[cfg(feature = "serve")]
pub mod serve;
pub mod sites;
#[doc(hidden)]
pub mod stages;
#[cfg(feature = "cli")]
pub mod train;
#[cfg(feature = "dumps")]
mod web;
mod work;

pub use article::{Article, ArticleBlock, BlockMarkup, EmphasisSpan, Image, LinkSpan, Outcome, Reason};
pub use block::Emphasis;
pub use decode::{Declared, Decoding, Repair, RepairKind, Why};
pub use error::Error;
pub use extract::{Builder, Extractor, Trace, extract_html, extract_text};
pub use label::Label;
pub use record::{Content, Kind, Options, Record, Tones};
