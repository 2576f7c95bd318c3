//! Records of a dump that hold no page: counted by reason, told once.

/// How many records of one file were left out.
#[derive(Clone, Debug, Default)]
pub(super) struct LeftOut(Vec<(&'static str, u64)>);

impl LeftOut {
    /// Counts a record, unless nobody would have taken it for a page.
    pub(super) fn count(&mut self, reason: Option<&'static str>) {
        let Some(reason) = reason else { return };
        match self.0.iter_mut().find(|(it, _)| *it == reason) {
            Some((_, count)) => *count += 1,
            None => self.0.push((reason, 1)),
        }
    }

    /// What was counted, as a note; nothing is counted then.
    pub(super) fn take_note(&mut self, file: &str) -> Option<String> {
        let mut reasons = std::mem::take(&mut self.0);
        if reasons.is_empty() {
            return None;
        }
        reasons.sort_unstable();
        let all: u64 = reasons.iter().map(|(_, count)| count).sum();
        let each: Vec<_> = reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        Some(format!("{file}: {all} left out: {}", each.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_counted_and_told_once() {
        let mut left_out = LeftOut::default();
        assert_eq!(left_out.take_note("a.warc"), None);
        for reason in [Some("of b"), None, Some("of a"), Some("of b")] {
            left_out.count(reason);
        }
        assert_eq!(left_out.take_note("a.warc").as_deref(), Some("a.warc: 3 left out: 1 of a, 2 of b"));
        assert_eq!(left_out.take_note("a.warc"), None);
    }
}
