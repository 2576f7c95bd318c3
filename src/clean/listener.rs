//! Who is told how a run goes.

use super::count::Count;
use crate::input::Progress;

/// Which reading of the input it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// The only one.
    Only,
    /// Of two, the one that counts.
    First,
    /// Of two, the one that cleans.
    Second,
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// What became of the records so far.
    pub count: &'a Count,
}

/// Is told of a run while it goes on. Calls come from one thread at a time, in input order.
pub trait Listener: Send {
    /// The run begins, or a pass of it: `read` counts the bytes read, and `total` finds how many there are, if that can be
    /// known; it walks all folders, so it is called only by who needs the number.
    fn begins(&mut self, pass: Pass, read: Progress, total: &mut dyn FnMut() -> Option<u64>);

    /// Something went wrong.
    fn problem(&mut self, message: &str);

    /// Something that a user may want to know.
    fn note(&mut self, message: &str);

    /// Another record is done.
    fn advance(&mut self, standing: Standing<'_>);

    /// The last record of the pass is done; what follows is said of all of it.
    fn ends(&mut self);
}
