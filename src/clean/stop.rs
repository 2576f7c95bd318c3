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

    pub(super) fn is_asked(&self) -> bool {
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
        loop {
            // What a run that goes on passes over can take long, and is no reason to hear nothing.
            let entry = self.reader.step()?;
            if self.stop.is_asked() {
                self.cut.store(true, Ordering::SeqCst);
                return None;
            }
            if let Some(item) = entry {
                return Some(Placed { item, next: self.reader.position() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Position, Request, Source};
    use crate::record::Kind;

    #[test]
    fn it_is_heard_while_entries_are_passed_over() {
        let sources = vec![Source::Path("no/such/file".into()); 9];
        let mut reader = Reader::new(Request { sources, kind: Kind::Auto, url: None, skip: Vec::new() });
        reader.skip_to(Position { file: 9, given: 0 });
        let (stop, was_cut) = (Stop::default(), AtomicBool::new(false));
        stop.ask();
        let mut entries = Stoppable::new(reader, &stop, &was_cut);
        assert!(entries.next().is_none());
        assert_eq!(entries.reader.position().file, 1, "only the first was passed over");
        assert!(was_cut.into_inner());
    }

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
