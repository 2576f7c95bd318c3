//! How far the inputs have been read, so that a later run can begin there.
//!
//! Only the order of files and of what each gives has a part in it: neither threads nor buffers. It holds as long as no
//! input changes, which `survey` can tell.

use serde::{Deserialize, Serialize};

use crate::batch::Weigh;

/// A place between two entries of a reader. Later places compare as greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Files begun, in the order in which they are read: dumps, archives and pages alike.
    pub file: u64,
    /// Entries given since the last of them was begun.
    pub given: u64,
}

/// Something made of an entry, with the place after that entry.
#[derive(Debug)]
pub struct Placed<T> {
    /// What was made of it.
    pub item: T,
    /// The place after it.
    pub next: Position,
}

impl<T> Placed<T> {
    /// The same place with what `work` makes of the item.
    pub fn map<R>(self, work: impl FnOnce(T) -> R) -> Placed<R> {
        Placed { item: work(self.item), next: self.next }
    }
}

impl<T: Weigh> Weigh for Placed<T> {
    fn weight(&self) -> usize {
        self.item.weight()
    }
}
