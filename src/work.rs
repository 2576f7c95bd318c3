//! What cleaning one record may cost: a count of steps, and a time.
//!
//! Steps are counted, so that they end at the same place on every machine. The time is not, and is asked for by those who
//! would rather lose a page than wait for it: which page it hits is outside the promise of same bytes.
//!
//! The value is made for a record and handed down its path. Nobody is interrupted: stages and long loops ask. Since each
//! stage passes here when it begins, it is also where those who measure stages are told.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::stages::{Stage, Watch};

/// Steps between two looks at the clock, inside a stage: some tens of microseconds.
const STEPS_A_LOOK: u64 = 256;

/// What is left for a record.
pub(crate) struct Work<'w> {
    left: Cell<u64>,
    /// What was left at the last look at the clock.
    looked: Cell<u64>,
    /// When time is up, and how much there was.
    deadline: Option<(Instant, Duration)>,
    watch: RefCell<Watch<'w>>,
}

impl std::fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work")
            .field("left", &self.left)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

impl<'w> Work<'w> {
    /// Work of so many steps, to be done within `limit` from now.
    pub(crate) fn new(all: u64, limit: Option<Duration>, watch: Watch<'w>) -> Self {
        // A time beyond what the clock can tell is no limit.
        let deadline = limit.and_then(|limit| Some((Instant::now().checked_add(limit)?, limit)));
        Self { left: Cell::new(all), looked: Cell::new(all), deadline, watch: RefCell::new(watch) }
    }

    /// Before a stage that takes about so many steps.
    pub(crate) fn stage(&self, stage: Stage, steps: usize) -> Result<(), Error> {
        (self.watch.borrow_mut())(stage);
        self.count(steps)?;
        self.look()
    }

    /// In a long loop: so many steps more.
    pub(crate) fn spend(&self, steps: usize) -> Result<(), Error> {
        self.count(steps)?;
        if self.looked.get() - self.left.get() < STEPS_A_LOOK { Ok(()) } else { self.look() }
    }

    fn count(&self, steps: usize) -> Result<(), Error> {
        self.left.set(self.left.get().checked_sub(steps as u64).ok_or(Error::OverBudget)?);
        Ok(())
    }

    fn look(&self) -> Result<(), Error> {
        self.looked.set(self.left.get());
        match self.deadline {
            Some((at, limit)) if Instant::now() >= at => Err(Error::Deadline { limit }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted() {
        let mut nobody = |_| ();
        let work = Work::new(10, None, &mut nobody);
        assert!(work.stage(Stage::Parse, 4).is_ok() && work.spend(6).is_ok() && work.spend(0).is_ok());
        assert!(matches!(work.spend(1), Err(Error::OverBudget)));
        assert!(matches!(work.stage(Stage::Blocks, 1), Err(Error::OverBudget)));
    }

    #[test]
    fn time_is_looked_at_between_stages_and_now_and_then_inside() {
        let mut nobody = |_| ();
        let work = Work::new(u64::MAX, Some(Duration::ZERO), &mut nobody);
        assert!(matches!(work.stage(Stage::Parse, 0), Err(Error::Deadline { limit: Duration::ZERO })));
        let spent = (0..STEPS_A_LOOK).take_while(|_| work.spend(1).is_ok()).count() as u64;
        assert_eq!(spent, STEPS_A_LOOK - 1);
    }

    #[test]
    fn no_deadline_and_one_beyond_all_clocks_never_end() {
        for limit in [None, Some(Duration::MAX)] {
            let mut nobody = |_| ();
            assert!(Work::new(u64::MAX, limit, &mut nobody).stage(Stage::Parse, usize::MAX).is_ok());
        }
    }
}
