//! The wish to stop: asked for by whoever runs a run, on any thread, and heard where entries are read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::input::{Entry, Placed, Reader};

/// Asks a run to stop early. Clones ask the same run.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks. Tells whether that was asked before.
    pub fn ask(&self) -> bool {
        self.0.swap(true, Ordering::SeqCst)
    }

    fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The entries of a reader with their positions, until somebody asks it to stop.
#[derive(Debug)]
pub(super) struct Stoppable<'a> {
    reader: Reader,
    stop: &'a Stop,
    /// Set when there was more to read. Reading ends on another thread than the one that asks afterwards.
    cut: &'a AtomicBool,
}

impl<'a> Stoppable<'a> {
    pub(super) const fn new(reader: Reader, stop: &'a Stop, cut: &'a AtomicBool) -> Self {
        Self { reader, stop, cut }
    }
}

impl Iterator for Stoppable<'_> {
    type Item = Placed<Entry>;

    fn next(&mut self) -> Option<Placed<Entry>> {
        let item = self.reader.next()?;
        if self.stop.is_asked() {
            self.cut.store(true, Ordering::SeqCst);
            return None;
        }
        Some(Placed { item, next: self.reader.position() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Request, Source};
    use crate::record::Kind;

    #[test]
    fn a_run_is_cut_only_where_there_was_more() {
        let source = Source::Path("no/such/file".into());
        let reader = |sources: &[Source]| {
            Reader::new(Request { sources: sources.to_vec(), kind: Kind::Auto, url: None, skip: Vec::new() })
        };
        for (given, cut) in [(1, true), (2, false)] {
            let (stop, was_cut) = (Stop::default(), AtomicBool::new(false));
            let mut entries = Stoppable::new(reader(&[source.clone(), source.clone()]), &stop, &was_cut);
            assert_eq!(entries.by_ref().take(given).count(), given);
            assert!(!stop.ask() && stop.ask());
            assert!(entries.next().is_none());
            assert_eq!(was_cut.into_inner(), cut, "after {given}");
        }
    }
}
