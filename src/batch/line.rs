//! The state of a run: what was read, worked on and written, and which step comes next.
//!
//! Pure bookkeeping under one lock: it starts no thread, waits for nothing, and calls neither source, work nor sink.

use std::collections::VecDeque;

use super::Weigh;

/// Where reading stops.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Items that wait to be worked on.
    pub(super) waiting: usize,
    /// Records between source and sink.
    pub(super) records: usize,
    /// What they weigh. The last one may go beyond it, so that an item of any weight passes.
    pub(super) bytes: usize,
}

/// An item with its place in the order.
#[derive(Debug)]
pub(super) struct Job<T> {
    pub(super) number: u64,
    pub(super) weight: usize,
    pub(super) item: T,
}

/// What a free thread does next.
#[derive(Debug)]
pub(super) enum Step<T, R> {
    /// Deliver this result, then say `written`.
    Write(R),
    /// Ask the source for an item, then say `read`.
    Read,
    /// Work on this, then say `worked`.
    Work(Job<T>),
    /// Sleep until something changes.
    Wait,
    /// Go home: what is left is in the hands of others.
    End,
}

/// How far the run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The source may have more.
    Open,
    /// The source has given everything.
    Ended,
    /// The run is over, whatever is left.
    Stopped,
}

/// Everything between source and sink.
#[derive(Debug)]
pub(super) struct Line<T, R, E> {
    limits: Limits,
    /// Read and not yet taken, in order.
    waiting: VecDeque<Job<T>>,
    /// A place for every item that was read and whose result was not taken yet, in order; full once it was worked on.
    results: VecDeque<Option<R>>,
    /// The number of the first place.
    first: u64,
    /// What all of it weighs: an item before the work, a result after it.
    held: usize,
    reading: bool,
    writing: bool,
    state: State,
    /// Threads that sleep.
    pub(super) idle: usize,
    /// What the sink said, if that was an error.
    pub(super) failure: Option<E>,
}

impl<T: Weigh, R: Weigh, E> Line<T, R, E> {
    pub(super) const fn new(limits: Limits) -> Self {
        Self {
            limits,
            waiting: VecDeque::new(),
            results: VecDeque::new(),
            first: 0,
            held: 0,
            reading: false,
            writing: false,
            state: State::Open,
            idle: 0,
            failure: None,
        }
    }

    /// What a free thread does now. Writing goes first, since it makes room; reading before work, as long as few items
    /// wait, so that others find some.
    ///
    /// No thread waits in vain: with items on the line and none of them waiting, the first one is being worked on, or its
    /// result is being written, or that is the step given here.
    pub(super) fn next_step(&mut self) -> Step<T, R> {
        if self.state == State::Stopped {
            return Step::End;
        }
        if let Some(result) = self.due() {
            self.writing = true;
            return Step::Write(result);
        }
        if self.may_read() {
            self.reading = true;
            return Step::Read;
        }
        match self.waiting.pop_front() {
            Some(job) => Step::Work(job),
            None if self.state == State::Ended => Step::End,
            None => Step::Wait,
        }
    }

    /// The result that comes next in the order, if it is there and nobody writes.
    fn due(&mut self) -> Option<R> {
        if self.writing {
            return None;
        }
        let result = self.results.front_mut()?.take()?;
        self.results.pop_front();
        self.first += 1;
        self.held = self.held.saturating_sub(result.weight());
        Some(result)
    }

    fn may_read(&self) -> bool {
        let Limits { waiting, records, bytes } = self.limits;
        !self.reading
            && self.state == State::Open
            && self.waiting.len() < waiting
            && self.results.len() < records
            && self.held < bytes
    }

    /// A result was delivered.
    pub(super) const fn written(&mut self) {
        self.writing = false;
    }

    /// The source gave this; says whether there was anything.
    pub(super) fn read(&mut self, item: Option<T>) -> bool {
        self.reading = false;
        let Some(item) = item else {
            if self.state == State::Open {
                self.state = State::Ended;
            }
            return false;
        };
        let weight = item.weight();
        self.held = self.held.saturating_add(weight);
        self.waiting.push_back(Job { number: self.first + self.results.len() as u64, weight, item });
        self.results.push_back(None);
        true
    }

    /// The item of this number and weight became this.
    pub(super) fn worked(&mut self, number: u64, weight: usize, result: R) {
        self.held = self.held.saturating_sub(weight).saturating_add(result.weight());
        let place = usize::try_from(number - self.first).ok().and_then(|at| self.results.get_mut(at));
        if let Some(place) = place {
            *place = Some(result);
        }
    }

    /// Ends the run, with what the sink said.
    pub(super) fn stop(&mut self, failure: Option<E>) {
        self.state = State::Stopped;
        self.failure = self.failure.take().or(failure);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Weigh for u32 {
        fn weight(&self) -> usize {
            *self as usize
        }
    }

    fn line(waiting: usize, bytes: usize) -> Line<u32, u32, ()> {
        Line::new(Limits { waiting, records: 100, bytes })
    }

    fn job(line: &mut Line<u32, u32, ()>) -> Job<u32> {
        match line.next_step() {
            Step::Work(job) => job,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn results_leave_in_order() {
        let mut line = line(2, 1000);
        for item in [10, 20] {
            assert!(matches!(line.next_step(), Step::Read));
            assert!(line.read(Some(item)));
        }
        let (one, two) = (job(&mut line), job_after_read(&mut line));
        line.worked(two.number, two.weight, two.item);
        assert!(!matches!(line.next_step(), Step::Write(_)), "the first one is not done");
        line.worked(one.number, one.weight, one.item);
        assert!(matches!(line.next_step(), Step::Write(10)));
        assert!(matches!(line.next_step(), Step::Wait), "one writes at a time");
        line.written();
        assert!(matches!(line.next_step(), Step::Write(20)));
        line.written();
        assert_eq!(line.held, 0);
    }

    /// With one item waiting less there is room to read; the source has ended.
    fn job_after_read(line: &mut Line<u32, u32, ()>) -> Job<u32> {
        assert!(matches!(line.next_step(), Step::Read));
        let job = job(line);
        assert!(matches!(line.next_step(), Step::Wait), "one reads at a time");
        job
    }

    #[test]
    fn weight_stops_reading_until_it_is_written() {
        let mut line = line(10, 15);
        for item in [10, 10] {
            assert!(matches!(line.next_step(), Step::Read));
            line.read(Some(item));
        }
        let (one, two) = (job(&mut line), job(&mut line));
        assert!(matches!(line.next_step(), Step::Wait), "20 of 15");
        line.worked(two.number, two.weight, 1);
        assert!(matches!(line.next_step(), Step::Read), "a result of 1 in place of an item of 10");
        line.read(None);
        assert!(matches!(line.next_step(), Step::End), "the other one is in good hands");
        line.worked(one.number, one.weight, 1);
        assert!(matches!(line.next_step(), Step::Write(1)));
    }
}
