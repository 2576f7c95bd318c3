//! What the program does, one file a command.

pub(super) mod clean;
pub(super) mod diff;
mod drift;
pub(super) mod eval;
pub(super) mod explain;
pub(super) mod learn;
pub(super) mod rules;
mod rules_new;
mod rules_test;
#[cfg(feature = "serve")]
pub(super) mod serve;
pub(super) mod shell;
pub(super) mod train;
