//! What cleaning one record may cost: a count of steps, and a time.
//!
//! Steps are counted, so that they end at the same place on every machine. The time is not, and is asked for by those who
//! would rather lose a page than wait for it: which page it hits is outside the promise of same bytes.
//!
//! The value is made for a record and handed down its path. Nobody is interrupted: stages and long loops ask.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::error::Error;

/// Steps between two looks at the clock, inside a stage: some tens of microseconds.
const STEPS_A_LOOK: u64 = 256;

/// What is left for a record.
#[derive(Debug)]
pub struct Work {
    left: Cell<u64>,
    /// What was left at the last look at the clock.
    looked: Cell<u64>,
    deadline: Option<Deadline>,
}

#[derive(Clone, Copy, Debug)]
struct Deadline {
    /// `None` is beyond what the clock can tell.
    at: Option<Instant>,
    limit: Duration,
}

impl Work {
    /// Work of any number of steps, to be done within `limit` from now.
    pub(crate) fn within(limit: Option<Duration>) -> Self {
        let deadline = limit.map(|limit| Deadline { at: Instant::now().checked_add(limit), limit });
        Self { left: Cell::new(u64::MAX), looked: Cell::new(u64::MAX), deadline }
    }

    /// Before a stage that takes about so many steps.
    pub(crate) fn stage(&self, steps: usize) -> Result<(), Error> {
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
            Some(Deadline { at: Some(at), limit }) if Instant::now() >= at => Err(Error::Deadline { limit }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted() {
        let work = Work { left: Cell::new(10), looked: Cell::new(10), deadline: None };
        assert!(work.stage(4).is_ok() && work.spend(6).is_ok() && work.spend(0).is_ok());
        assert!(matches!(work.spend(1), Err(Error::OverBudget)));
        assert!(matches!(work.stage(1), Err(Error::OverBudget)));
    }

    #[test]
    fn time_is_looked_at_between_stages_and_now_and_then_inside() {
        let work = Work::within(Some(Duration::ZERO));
        assert!(matches!(work.stage(0), Err(Error::Deadline { limit: Duration::ZERO })));
        let spent = (0..STEPS_A_LOOK).take_while(|_| work.spend(1).is_ok()).count() as u64;
        assert_eq!(spent, STEPS_A_LOOK - 1);
    }

    #[test]
    fn no_deadline_and_one_beyond_all_clocks_never_end() {
        for limit in [None, Some(Duration::MAX)] {
            assert!(Work::within(limit).stage(usize::MAX).is_ok());
        }
    }
}
