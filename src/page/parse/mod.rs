//! From the decoded text of a page to its tree: the HTML standard's tokenizer and tree construction, of our own.
//!
//! [`store`] holds the text and what had to be written anew; [`token`] is what the tokenizer hands to the tree builder.
//! Nothing here knows of articles, blocks or sites.
#![allow(dead_code, reason = "the tokenizer and the tree builder come next")]

mod name;
mod store;
mod token;
mod tree;
