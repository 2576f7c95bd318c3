//! From the decoded text of a page to its tree: the HTML standard's tokenizer and tree construction, of our own.
//!
//! [`input`] preprocesses the page; [`store`] holds its text and what had to be written anew; [`tokenizer`] finds the
//! tags; [`token`] is what it hands to the tree builder.
//! Nothing here knows of articles, blocks or sites.
//!
//! [`parse`] is all of it.

mod input;
#[cfg(feature = "internals")]
pub(crate) mod internals;
pub(super) mod name;
#[cfg(any(test, feature = "internals"))]
mod outline;
#[cfg(any(test, feature = "internals"))]
mod recorder;
pub(super) mod store;
mod token;
mod tokenizer;
pub(super) mod tree;

use std::borrow::Cow;

use self::store::Store;
use self::tree::TreeBuilder;
use self::tree::arena::Arena;
use super::limits::{Limits, LimitsHit};

/// The text of a page, its tree, and which limits cut it.
pub(super) fn parse(page: Cow<'_, str>, limits: Limits) -> (Store<'_>, Arena, LimitsHit) {
    let mut store = Store::new(page);
    let mut builder = TreeBuilder::new(&store, limits);
    tokenizer::tokenize(&mut store, &mut builder);
    let (tree, hit) = builder.finish();
    let hit = hit.and(store.hit);
    (store, tree, hit)
}
