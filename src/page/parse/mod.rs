//! From the decoded text of a page to its tree: the HTML standard's tokenizer and tree construction, of our own.
//!
//! [`input`] preprocesses the page; [`store`] holds its text and what had to be written anew; [`tokenizer`] finds the
//! tags; [`token`] is what it hands to the tree builder.
//! Nothing here knows of articles, blocks or sites.
#![allow(dead_code, reason = "the tokenizer and the tree builder come next")]

mod input;
mod name;
#[cfg(any(test, feature = "internals"))]
mod outline;
#[cfg(any(test, feature = "internals"))]
mod recorder;
mod store;
mod token;
mod tokenizer;
mod tree;
