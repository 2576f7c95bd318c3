//! A pass over all records of some inputs: work on any thread, results in input order, in bounded memory.
//!
//! What those share who look at many pages and write no articles. What is done with a page, and who is told, others know.

use std::num::NonZeroUsize;

use crate::batch::{Pool, Stopped, Weigh};
use crate::clean::{self, guarded};
use crate::error::Error;
use crate::extract::Trace;
use crate::input::{Entry, Fields, Opened, OwnedRecord, Reader, Request};
use crate::sites::host_of;

/// What is passed over, and by how many threads.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The inputs.
    pub request: Request,
    /// Where records hold what.
    pub fields: Fields,
    /// Threads in all.
    pub threads: NonZeroUsize,
}

/// What came of an entry.
#[derive(Debug)]
pub enum Passed<R> {
    /// What was made of a record.
    Record(R),
    /// A record that could not be read, or on which the work failed: where it stands and why.
    Failed(String),
    /// Something about an input that a user may want to know.
    Note(String),
}

impl<R: Weigh> Weigh for Option<Passed<R>> {
    fn weight(&self) -> usize {
        match self {
            Some(Passed::Record(made)) => made.weight(),
            Some(Passed::Failed(text) | Passed::Note(text)) => text.len(),
            None => 0,
        }
    }
}

impl Pass {
    /// Does `work` on each record and gives what comes of it to `take`, in input order for any number of threads.
    ///
    /// # Errors
    /// The first error of `take`, and [`clean::Error::Threads`].
    pub fn run<R: Weigh + Send>(
        &self,
        work: impl Fn(&OwnedRecord) -> Result<R, Error> + Sync,
        mut take: impl FnMut(Passed<R>) -> Result<(), clean::Error> + Send,
    ) -> Result<(), clean::Error> {
        let reader = Reader::new(self.request.clone()).with_fields(self.fields.clone());
        let sink = |passed: Option<Passed<R>>| passed.map_or(Ok(()), &mut take);
        match Pool::new(self.threads).run(reader, |entry| self.passed(entry, &work), sink) {
            Ok(()) => Ok(()),
            Err(Stopped::Sink(error)) => Err(error),
            Err(Stopped::Threads(kind)) => Err(clean::Error::Threads(kind.into())),
        }
    }

    fn passed<R>(&self, entry: Entry, work: impl Fn(&OwnedRecord) -> Result<R, Error>) -> Option<Passed<R>> {
        match entry.open(&self.fields, self.request.kind) {
            Opened::Record(opened) => Some(match opened.record {
                Err(problem) => Passed::Failed(problem.to_string()),
                Ok(record) => match guarded(|| work(&record)) {
                    Ok(made) => Passed::Record(made),
                    Err(error) => Passed::Failed(format!("{}: {error}", opened.place)),
                },
            }),
            Opened::Note(note) => Some(Passed::Note(note)),
            Opened::EndOfFolder { folder, files: 0, .. } => {
                Some(Passed::Note(format!("{folder}: no page in it")))
            }
            Opened::EndOfDump(_) | Opened::EndOfFolder { .. } => None,
        }
    }
}

/// The host of a record's address, else of the address that the page calls its own.
pub fn host(url: Option<&str>, trace: &Trace) -> Option<String> {
    let own = || trace.outcome.article()?.canonical.as_deref();
    url.or_else(own).and_then(host_of)
}
