//! What commands that look at many pages tell: lines on standard output as they come, failures and notes beside.

use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

use tinsach::clean::{Error, counted};

use super::Ending;
use super::messages::Messages;

/// Failures that are told one by one: a dump that is none at all has as many as it has lines.
const FAILURES: u64 = 20;

/// Lines to standard output, as they come.
pub(super) struct Out(BufWriter<Stdout>);

impl Out {
    pub(super) fn new() -> Self {
        Self(BufWriter::new(io::stdout()))
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: &str) -> Result<(), Error> {
        writeln!(self.0, "{line}").map_err(failed)
    }

    /// Makes sure that all of them are written.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.0.flush().map_err(failed)
    }
}

fn failed(error: io::Error) -> Error {
    if error.kind() == ErrorKind::BrokenPipe {
        return Error::ClosedPipe;
    }
    Error::CannotWrite { name: "standard output".into(), source: error }
}

/// Counts what failed, and says so.
pub(super) struct Failures<'m> {
    messages: &'m Messages,
    count: u64,
}

impl<'m> Failures<'m> {
    pub(super) const fn new(messages: &'m Messages) -> Self {
        Self { messages, count: 0 }
    }

    pub(super) fn add(&mut self, message: &str) {
        if self.count < FAILURES {
            self.messages.problem(message);
        }
        self.count += 1;
    }

    pub(super) fn note(&self, note: &str) {
        self.messages.note(note);
    }

    /// Says how many were not told.
    pub(super) fn end(self) -> Ending {
        if let Some(more) = self.count.checked_sub(FAILURES).filter(|more| *more > 0) {
            self.messages.problem(&format!("{} more failed", counted(more, "record")));
        }
        if self.count == 0 { Ending::Delivered } else { Ending::SomeFailed }
    }
}
