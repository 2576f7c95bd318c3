//! What the fuzz targets and measurements need of the parser: no part of the interface, and no promise.
//!
//! Knows nothing itself.

pub use crate::page::internals::{tokens, tree, walk};
