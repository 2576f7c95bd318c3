//! What the fuzz targets and measurements need of the parser and the readers: no part of the interface, and no promise.
//!
//! Knows nothing itself.

#[cfg(feature = "dumps")]
pub use crate::input::internals::entries;
pub use crate::page::internals::{tokens, tree, walk};
