//! Work of the writer that need not be done by the writer: whichever thread comes by does it.
//!
//! The writer goes through the records in order, one thread at a time. What it leaves here is done by a thread on its way
//! to the next record, or by the writer itself when it needs the result and nobody has begun. So no thread has to be
//! kept for it, and nothing depends on who did it.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Work that waits for a thread. Clones are the same.
#[derive(Clone, Default)]
pub(in crate::clean) struct Aside(Arc<Mutex<VecDeque<Arc<dyn Job>>>>);

impl Aside {
    /// Does a piece of work, if one waits.
    pub(in crate::clean) fn help(&self) {
        let job = lock(&self.0).pop_front();
        if let Some(job) = job {
            job.run();
        }
    }

    /// Leaves a piece of work.
    pub(super) fn leave<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> Ticket<T> {
        let slot =
            Arc::new(Slot { state: Mutex::new(State::Waiting(Box::new(work))), changed: Condvar::new() });
        lock(&self.0).push_back(slot.clone());
        Ticket(slot)
    }
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Aside").field(&lock(&self.0).len()).finish()
    }
}

/// The result of a piece of work, some time.
pub(super) struct Ticket<T>(Arc<Slot<T>>);

impl<T: Send> Ticket<T> {
    /// Whether the result is there.
    pub(super) fn is_done(&self) -> bool {
        matches!(*lock(&self.0.state), State::Done(_) | State::Gone)
    }

    /// The result: does the work now if nobody has begun, and waits for the one who has.
    pub(super) fn take(self) -> io::Result<T> {
        self.0.run();
        let mut state = lock(&self.0.state);
        loop {
            match std::mem::replace(&mut *state, State::Gone) {
                State::Done(result) => return result,
                State::Running => {
                    *state = State::Running;
                    state = self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                State::Waiting(_) | State::Gone => {
                    return Err(io::Error::other("a thread that packed it has failed"));
                }
            }
        }
    }
}

trait Job: Send + Sync {
    /// Does the work, unless somebody has begun.
    fn run(&self);
}

type Work<T> = Box<dyn FnOnce() -> io::Result<T> + Send>;

struct Slot<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

enum State<T> {
    Waiting(Work<T>),
    Running,
    Done(io::Result<T>),
    /// Taken, or lost in a panic.
    Gone,
}

impl<T: Send> Job for Slot<T> {
    fn run(&self) {
        let mut state = lock(&self.state);
        match std::mem::replace(&mut *state, State::Running) {
            State::Waiting(work) => {
                drop(state);
                let mut ending = Ending { slot: self, result: State::Gone };
                ending.result = State::Done(work());
            }
            other => *state = other,
        }
    }
}

/// Tells the result, and after a panic that there is none: the one who waits would wait for ever.
struct Ending<'a, T> {
    slot: &'a Slot<T>,
    result: State<T>,
}

impl<T> Drop for Ending<'_, T> {
    fn drop(&mut self) {
        *lock(&self.slot.state) = std::mem::replace(&mut self.result, State::Gone);
        self.slot.changed.notify_all();
    }
}

/// No work is done while a lock is held: a poisoned one means nothing.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_one_who_needs_it_does_it_if_nobody_has_begun() {
        let aside = Aside::default();
        let ticket = aside.leave(|| Ok(7));
        assert!(!ticket.is_done());
        assert_eq!(ticket.take().expect("done"), 7);
        aside.help();
    }

    #[test]
    fn whoever_comes_by_does_it() {
        let aside = Aside::default();
        let tickets = [1, 2].map(|n| aside.leave(move || Ok(n)));
        aside.help();
        assert_eq!(tickets.each_ref().map(Ticket::is_done), [true, false]);
        aside.help();
        assert_eq!(tickets.map(|ticket| ticket.take().expect("done")), [1, 2]);
    }

    #[test]
    fn what_another_thread_does_is_waited_for() {
        let aside = Aside::default();
        let (begun, begins) = std::sync::mpsc::channel();
        let ticket = aside.leave(move || {
            begun.send(()).expect("listened to");
            thread::sleep(Duration::from_millis(20));
            Ok(7)
        });
        thread::scope(|scope| {
            scope.spawn(|| aside.help());
            begins.recv().expect("begun");
            assert_eq!(ticket.take().expect("done"), 7);
        });
    }

    #[test]
    fn a_panic_is_an_error_for_the_one_who_waits() {
        let aside = Aside::default();
        let ticket = aside.leave::<()>(|| panic!("lost"));
        assert!(catch_unwind(AssertUnwindSafe(|| aside.help())).is_err());
        assert!(ticket.take().is_err());
    }
}
