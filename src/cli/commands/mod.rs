//! What the program does, one file a command.

pub(super) mod clean;
pub(super) mod eval;
pub(super) mod explain;
pub(super) mod learn;
pub(super) mod rules;
pub(super) mod train;
