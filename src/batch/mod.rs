//! Many records at once: in parallel, delivered in input order, in bounded memory.
//!
//! `Pool::run` takes a source, a piece of work and a sink. It knows nothing of files, pages or formats, and the sink
//! sees the same results in the same order for any number of threads.
//!
//! No thread has a post of its own. Each one, when it is free, takes the step that is wanted most (`line::Line` says
//! which): write what is due, read while few items wait, work on the next item. One thread reads at a time and one
//! writes; nobody waits for a slow item but the writer, and reading stops where too much has been read and not written.

mod line;

use std::io;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder, ScopedJoinHandle};

use line::{Limits, Line, Step};

/// Bytes between source and sink, for each thread: some dozens of pages. Results wait in them while a slow page holds
/// up the order.
const BYTES_A_THREAD: usize = 8 << 20;
/// The same in records: small ones hold more memory than they weigh.
const RECORDS_A_THREAD: usize = 1024;
/// Items that wait to be worked on, for each thread: so many that nobody waits while another one reads.
const WAITING_A_THREAD: usize = 2;
/// Stack of a thread: what the main thread usually has, so that no page depends on the thread that took it.
const STACK: usize = 8 << 20;

/// How much memory an item or a result holds, roughly. What is read ahead is bounded by it.
pub trait Weigh {
    /// Bytes held.
    fn weight(&self) -> usize;
}

/// Why a run ended early.
#[derive(Debug, PartialEq, Eq)]
pub enum Stopped<E> {
    /// The system gives no more threads.
    Threads(io::ErrorKind),
    /// The first error of the sink.
    Sink(E),
}

/// The threads of a run.
#[derive(Clone, Copy, Debug)]
pub struct Pool {
    threads: usize,
    limits: Limits,
}

impl Pool {
    /// A pool of `threads` threads in all, the calling one included.
    pub const fn new(threads: NonZeroUsize) -> Self {
        let threads = threads.get();
        let limits = Limits {
            // A single thread that reads ahead would let a record wait for the one after it.
            waiting: if threads == 1 { 1 } else { WAITING_A_THREAD.saturating_mul(threads) },
            records: RECORDS_A_THREAD.saturating_mul(threads),
            bytes: BYTES_A_THREAD.saturating_mul(threads),
        };
        Self { threads, limits }
    }

    /// Does `work` on every item of `source` and gives the results to `sink` in the order of `source`.
    ///
    /// # Errors
    /// The first error of `sink`: nothing is delivered after it, and no further item is asked of `source`.
    ///
    /// # Panics
    /// When `source`, `work` or `sink` does; the run has ended then.
    pub fn run<T, R, E>(
        &self,
        source: impl Iterator<Item = T> + Send,
        work: impl Fn(T) -> R + Sync,
        sink: impl FnMut(R) -> Result<(), E> + Send,
    ) -> Result<(), Stopped<E>>
    where
        T: Weigh + Send,
        R: Weigh + Send,
        E: Send,
    {
        let run = Run {
            line: Mutex::new(Line::new(self.limits)),
            changed: Condvar::new(),
            source: Mutex::new(source),
            work,
            sink: Mutex::new(sink),
        };
        let started = thread::scope(|scope| {
            let others: io::Result<Vec<_>> = (1..self.threads)
                .map(|_| Builder::new().stack_size(STACK).spawn_scoped(scope, || run.take_part()))
                .collect();
            // Where one could not be started, those that were are sent home.
            let others = others.inspect_err(|_| run.stop(None));
            run.take_part();
            others.map(|others| others.into_iter().for_each(joined))
        });
        match (started, lock(&run.line).failure.take()) {
            (Err(error), _) => Err(Stopped::Threads(error.kind())),
            (Ok(()), Some(error)) => Err(Stopped::Sink(error)),
            (Ok(()), None) => Ok(()),
        }
    }
}

/// A panic of another thread goes on in this one.
fn joined(thread: ScopedJoinHandle<'_, ()>) {
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// What the threads of a run share.
struct Run<T, R, E, I, W, S> {
    line: Mutex<Line<T, R, E>>,
    /// Told whenever a thread that found nothing to do may find something.
    changed: Condvar,
    source: Mutex<I>,
    work: W,
    sink: Mutex<S>,
}

impl<T, R, E, I, W, S> Run<T, R, E, I, W, S>
where
    T: Weigh,
    R: Weigh,
    I: Iterator<Item = T>,
    W: Fn(T) -> R,
    S: FnMut(R) -> Result<(), E>,
{
    /// One thread's part: a step after the other until there are no more.
    fn take_part(&self) {
        let _alarm = Alarm(|| self.stop(None));
        let mut line = lock(&self.line);
        loop {
            match line.next_step() {
                Step::Write(result) => {
                    // Its place is free: there may be room to read now.
                    self.wake_one(&line);
                    drop(line);
                    let written = lock(&self.sink)(result);
                    match written {
                        Ok(()) => line = lock(&self.line),
                        Err(error) => return self.stop(Some(error)),
                    }
                    line.written();
                }
                Step::Read => {
                    drop(line);
                    let item = lock(&self.source).next();
                    line = lock(&self.line);
                    if line.read(item) {
                        self.wake_one(&line);
                    } else {
                        self.changed.notify_all();
                    }
                }
                Step::Work(job) => {
                    drop(line);
                    let result = (self.work)(job.item);
                    line = lock(&self.line);
                    line.worked(job.number, job.weight, result);
                }
                Step::Wait => {
                    line.idle += 1;
                    line = self.changed.wait(line).unwrap_or_else(PoisonError::into_inner);
                    line.idle -= 1;
                }
                Step::End => return,
            }
        }
    }

    /// Waking costs a call to the system, so it is done only where somebody sleeps.
    fn wake_one(&self, line: &Line<T, R, E>) {
        if line.idle > 0 {
            self.changed.notify_one();
        }
    }

    /// Ends the run for all threads.
    fn stop(&self, failure: Option<E>) {
        lock(&self.line).stop(failure);
        self.changed.notify_all();
    }
}

/// No panic happens while the line is held, and after one elsewhere the run only ends: a poisoned lock means nothing.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells the others when this thread panics: they would wait for its item for ever.
struct Alarm<F: FnMut()>(F);

impl<F: FnMut()> Drop for Alarm<F> {
    fn drop(&mut self) {
        if thread::panicking() {
            (self.0)();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    struct Item(usize);

    impl Weigh for Item {
        fn weight(&self) -> usize {
            self.0
        }
    }

    fn pool(threads: usize) -> Pool {
        Pool::new(NonZeroUsize::new(threads).expect("not zero"))
    }

    /// Work whose length varies, so that later items are done before earlier ones.
    fn uneven(Item(n): Item) -> Item {
        Item((0..(n * 7919) % 5000).fold(n, |sum, _| std::hint::black_box(sum)))
    }

    #[test]
    fn order_is_that_of_the_source_for_any_number_of_threads() {
        for threads in [1, 2, 3, 8] {
            let mut seen = Vec::new();
            let sink = |Item(n)| {
                seen.push(n);
                Ok::<_, Infallible>(())
            };
            pool(threads).run((0..20_000).map(Item), uneven, sink).expect("no error");
            assert!(seen.iter().copied().eq(0..20_000), "{threads} threads");
        }
    }

    #[test]
    fn nothing_is_nothing() {
        let sink = |_: Item| Ok::<_, Infallible>(());
        assert_eq!(pool(3).run(std::iter::empty::<Item>(), |item| item, sink), Ok(()));
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        for threads in [1, 2, 5] {
            let read = AtomicUsize::new(0);
            let source = (0..1_000_000).map(|_| {
                read.fetch_add(1, Ordering::Relaxed);
                Item(1)
            });
            let mut written = 0;
            let sink = |_| {
                written += 1;
                if written == 6 { Err("full") } else { Ok(()) }
            };
            assert_eq!(pool(threads).run(source, |item| item, sink), Err(Stopped::Sink("full")));
            assert_eq!(written, 6, "nothing is delivered after it");
            assert!(read.into_inner() <= 8 * RECORDS_A_THREAD, "the source must not be read to its end");
        }
    }

    #[test]
    fn the_reader_stays_close_to_the_writer() {
        // The first item takes so long that the others run into the limit: of weight, then of number.
        for (weight, limit) in [(BYTES_A_THREAD / 64, 2 * 64 + 1), (0, 2 * RECORDS_A_THREAD)] {
            let (read, ahead, written) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
            let source = (0..5000).map(|n| {
                let now = read.fetch_add(1, Ordering::SeqCst) + 1;
                ahead.fetch_max(now - written.load(Ordering::SeqCst), Ordering::SeqCst);
                (n, Item(weight))
            });
            let work = |Pair(n, item)| {
                if n == 0 {
                    thread::sleep(std::time::Duration::from_millis(50));
                }
                item
            };
            let sink = |_| {
                written.fetch_add(1, Ordering::SeqCst);
                Ok::<_, Infallible>(())
            };
            pool(2).run(source.map(|(n, item)| Pair(n, item)), work, sink).expect("no error");
            assert_eq!(written.into_inner(), 5000);
            // One more is being written, and one was asked for before the limit was reached.
            assert!(ahead.into_inner() <= limit + 2);
        }
    }

    struct Pair(usize, Item);

    impl Weigh for Pair {
        fn weight(&self) -> usize {
            self.1.0
        }
    }

    #[test]
    fn an_item_over_every_limit_passes_all_the_same() {
        let sink = |_: Item| Ok::<_, Infallible>(());
        let source = [1, usize::MAX, usize::MAX, 1].into_iter().map(Item);
        assert_eq!(pool(2).run(source, |item| item, sink), Ok(()));
    }

    #[test]
    fn a_panic_ends_the_run_and_goes_on() {
        for threads in [1, 4] {
            let work = |Item(n)| if n == 100 { panic!("item {n}") } else { Item(n) };
            let run = || pool(threads).run((0..100_000).map(Item), work, |_| Ok::<_, Infallible>(()));
            let panic = std::panic::catch_unwind(run).expect_err("a panic");
            assert_eq!(panic.downcast_ref::<String>().map(String::as_str), Some("item 100"));
        }
    }

    #[test]
    fn a_record_does_not_wait_for_the_next_one() {
        for threads in [1, 2, 3] {
            // The source gives an item only when the one before it has been written.
            let written = AtomicUsize::new(0);
            let source = (0..200).map(|n| {
                let mut turns = 0_u64;
                while written.load(Ordering::SeqCst) < n {
                    thread::yield_now();
                    turns += 1;
                    assert!(
                        turns < 50_000_000,
                        "item {n} was asked for before the one before it was written"
                    );
                }
                Item(n)
            });
            let sink = |_| {
                written.fetch_add(1, Ordering::SeqCst);
                Ok::<_, Infallible>(())
            };
            assert_eq!(pool(threads).run(source, |item| item, sink), Ok(()));
        }
    }
}
