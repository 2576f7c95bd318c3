//! What the program does, one file a command.

pub(super) mod clean;
pub(super) mod eval;
pub(super) mod explain;
pub(super) mod learn;
pub(super) mod rules;
#[cfg(feature = "serve")]
pub(super) mod serve;
pub(super) mod train;
