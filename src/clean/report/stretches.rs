//! The report of a run that may be interrupted: that of the shards that are done, and that of the one under way.

use super::{Facts, Report};
use crate::clean::count::Fate;
use crate::clean::job::Keep;
use crate::clean::sift::By;

/// A report in two stretches.
#[derive(Debug, Default)]
pub(in crate::clean) struct Stretches {
    done: Report,
    under_way: Report,
}

impl Stretches {
    /// Adds one record; of one that failed, the reason.
    pub(in crate::clean) fn add(&mut self, fate: Fate, facts: &Facts, error: Option<&str>) {
        self.under_way.add(fate, facts, error);
    }

    /// Names a duplicate beside the record it is the same as; how many there are so far.
    pub(in crate::clean) fn add_duplicate(&mut self, id: &str, first: &str, by: By) -> u64 {
        self.done.all_duplicates + self.under_way.add_duplicate(id, first, by)
    }

    /// The report of all.
    pub(in crate::clean) fn whole(mut self) -> Report {
        self.done.merge(self.under_way);
        self.done
    }
}

impl Keep for Stretches {
    fn name(&self) -> &'static str {
        "report"
    }

    fn keep(&mut self) -> Vec<u8> {
        let stretch = std::mem::take(&mut self.under_way);
        // Strings and numbers are always JSON.
        let kept = serde_json::to_vec(&stretch).unwrap_or_default();
        self.done.merge(stretch);
        kept
    }

    fn resume(&mut self, kept: &[u8]) -> Result<(), String> {
        let stretch = serde_json::from_slice(kept).map_err(|error| error.to_string())?;
        self.done.merge(stretch);
        Ok(())
    }

    fn resume_within(&mut self, kept: &[u8]) -> Result<(), String> {
        self.under_way = serde_json::from_slice(kept).map_err(|error| error.to_string())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_run_has_the_report_of_the_whole() {
        let add = |report: &mut Stretches, n: usize| {
            for _ in 0..n {
                report.add(Fate::Error, &Facts::of_failed(Some("https://a.vn/x")), Some("broken"));
            }
        };
        let mut first = Stretches::default();
        add(&mut first, 3);
        let kept = first.keep();
        add(&mut first, 2);
        let mut second = Stretches::default();
        second.resume(&kept).expect("its own");
        add(&mut second, 2);
        let whole = second.whole();
        assert_eq!(whole.sum().errors, 5);
        assert_eq!(whole, first.whole());
        let mut third = Stretches::default();
        third.resume_within(&kept).expect("its own");
        add(&mut third, 2);
        let mut all = Stretches::default();
        add(&mut all, 5);
        assert_eq!(third.keep(), all.keep(), "what was stopped in the middle is kept as if it was not");
        assert!(
            Stretches::default().resume(b"").is_err() && Stretches::default().resume_within(b"").is_err()
        );
    }
}
