//! Many records at once: in parallel, delivered in input order, in bounded memory.
//!
//! `Pool::run` takes a source, a piece of work and a sink. It knows nothing of files, pages or formats, and the sink
//! sees the same results in the same order for any number of threads.
//!
//! Records are read in chunks. While a chunk is worked on, the chunk before it is delivered and the one after it is
//! read, so no more than three chunks exist at a time, whatever the length of the source.

use std::num::NonZeroUsize;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// Records of a chunk, for each thread: enough that the wait for a chunk's slowest page does not show.
const RECORDS_A_THREAD: usize = 32;
/// Bytes of a chunk, for each thread: closes a chunk early when pages are large.
const BYTES_A_THREAD: usize = 4 << 20;
/// Stack of a worker: what the main thread usually has, so that no page depends on the thread that took it.
const STACK: usize = 8 << 20;

/// How much memory an item holds, roughly. Chunks are closed by it.
pub trait Weigh {
    /// Bytes held.
    fn weight(&self) -> usize;
}

/// The threads of a run.
#[derive(Debug)]
pub struct Pool {
    /// `None` for a single thread: everything runs on the caller's.
    workers: Option<ThreadPool>,
    records: usize,
    bytes: usize,
}

impl Pool {
    /// A pool of `threads` threads in all, the calling one included.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn new(threads: NonZeroUsize) -> Result<Self, ThreadPoolBuildError> {
        let threads = threads.get();
        let workers = if threads == 1 { None } else { Some(workers(threads)?) };
        Ok(Self {
            workers,
            records: RECORDS_A_THREAD * threads,
            bytes: BYTES_A_THREAD.saturating_mul(threads),
        })
    }

    /// Does `work` on every item of `source` and gives the results to `sink` in the order of `source`.
    ///
    /// # Errors
    /// The first error of `sink`; nothing is read or delivered after it.
    pub fn run<T, R, E>(
        &self,
        source: impl Iterator<Item = T> + Send,
        work: impl Fn(T) -> R + Sync + Send,
        mut sink: impl FnMut(R) -> Result<(), E> + Send,
    ) -> Result<(), E>
    where
        T: Weigh + Send,
        R: Send,
        E: Send,
    {
        let chunks = Chunks { source, records: self.records, bytes: self.bytes };
        match &self.workers {
            None => chunks.source.into_iter().try_for_each(|item| sink(work(item))),
            Some(workers) => workers.install(|| run_chunks(chunks, work, sink)),
        }
    }
}

/// A thread can belong to one pool only: where the calling one already does, it sleeps while others work for it.
fn workers(threads: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
    let builder = || ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK);
    builder().use_current_thread().build().or_else(|_| builder().build())
}

fn run_chunks<T, R, E>(
    mut chunks: Chunks<impl Iterator<Item = T> + Send>,
    work: impl Fn(T) -> R + Sync + Send,
    mut sink: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E>
where
    T: Weigh + Send,
    R: Send,
    E: Send,
{
    let mut current = chunks.next_chunk();
    let mut done: Vec<R> = Vec::new();
    while !current.is_empty() {
        let delivered = std::mem::take(&mut done);
        // `join` runs its first half on this thread at once; the others take the second, and this one joins them.
        let (next, results) = rayon::join(
            || delivered.into_iter().try_for_each(&mut sink).map(|()| chunks.next_chunk()),
            || current.into_par_iter().with_max_len(1).map(&work).collect(),
        );
        done = results;
        current = next?;
    }
    done.into_iter().try_for_each(sink)
}

/// The source, cut by number and weight.
struct Chunks<I> {
    source: I,
    records: usize,
    bytes: usize,
}

impl<T: Weigh, I: Iterator<Item = T>> Chunks<I> {
    /// The next items; none at the end of the source.
    fn next_chunk(&mut self) -> Vec<T> {
        let mut chunk = Vec::new();
        let mut bytes = 0_usize;
        while chunk.len() < self.records && bytes < self.bytes {
            let Some(item) = self.source.next() else { break };
            bytes = bytes.saturating_add(item.weight());
            chunk.push(item);
        }
        chunk
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
        Pool::new(NonZeroUsize::new(threads).expect("not zero")).expect("threads")
    }

    /// Work whose length varies, so that later items are done before earlier ones.
    fn uneven(Item(n): Item) -> usize {
        (0..(n * 7919) % 5000).fold(n, |sum, _| std::hint::black_box(sum))
    }

    #[test]
    fn order_is_that_of_the_source_for_any_number_of_threads() {
        for threads in [1, 2, 3, 8] {
            let mut seen = Vec::new();
            let sink = |n| {
                seen.push(n);
                Ok::<_, Infallible>(())
            };
            pool(threads).run((0..2000).map(Item), uneven, sink).expect("no error");
            assert_eq!(seen, (0..2000).collect::<Vec<_>>(), "{threads} threads");
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        for threads in [1, 2] {
            let read = AtomicUsize::new(0);
            let source = (0..1_000_000).map(|n| {
                read.fetch_add(1, Ordering::Relaxed);
                Item(n)
            });
            let result =
                pool(threads).run(source, |item| item.0, |n| if n == 5 { Err("full") } else { Ok(()) });
            assert_eq!(result, Err("full"));
            assert!(read.into_inner() < 1000, "the source must not be read to its end");
        }
    }

    #[test]
    fn the_reader_stays_close_to_the_writer() {
        let (read, ahead) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let source = (0..5000).map(|_| {
            read.fetch_add(1, Ordering::Relaxed);
            Item(1)
        });
        let mut written = 0;
        let sink = |_| {
            written += 1;
            ahead.fetch_max(read.load(Ordering::Relaxed) - written, Ordering::Relaxed);
            Ok::<_, Infallible>(())
        };
        pool(2).run(source, |item| item.0, sink).expect("no error");
        assert_eq!(written, 5000);
        assert!(ahead.into_inner() <= 3 * 2 * RECORDS_A_THREAD);
    }

    #[test]
    fn heavy_items_close_a_chunk_early() {
        let mut chunks = Chunks { source: [10, 10, 50, 1].map(Item).into_iter(), records: 100, bytes: 20 };
        let sizes: Vec<_> =
            std::iter::from_fn(|| Some(chunks.next_chunk().len()).filter(|len| *len > 0)).collect();
        assert_eq!(sizes, [2, 1, 1]);
    }
}
