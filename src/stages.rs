//! The stages of the data path, for those who measure it.
//!
//! Benches and counts watch the very path that [`Extractor::trace`] runs: it names the stage that begins, and whoever
//! watches looks at a clock or a counter. So what is measured cannot differ from what is run. Not part of the promise of
//! this crate: stages come and go with the path.

use crate::error::Error;
use crate::extract::{Extractor, Trace};
use crate::record::Record;

/// Told of each stage that begins. A stage lasts until the next one begins, and can come more than once on a page.
pub type Watch<'a> = &'a mut dyn FnMut(Stage);

/// What the path is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Bytes to text.
    Decode,
    /// Text to a page.
    Parse,
    /// Which part of the page is the article: site rule, family, or score.
    Select,
    /// Page or lines to blocks.
    Blocks,
    /// Rules and passes over the blocks.
    Classify,
    /// The learned scorer.
    Score,
    /// Title, authors, dates, images and the rest.
    Metadata,
    /// Blocks and metadata to an outcome.
    Assemble,
    /// Giving back the memory of page, head and decoded text.
    Free,
}

impl Stage {
    /// All stages, in the order of the path.
    pub const ALL: [Self; 9] = [
        Self::Decode,
        Self::Parse,
        Self::Select,
        Self::Blocks,
        Self::Classify,
        Self::Score,
        Self::Metadata,
        Self::Assemble,
        Self::Free,
    ];

    /// Its name, as tables show it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Parse => "parse",
            Self::Select => "select",
            Self::Blocks => "blocks",
            Self::Classify => "classify",
            Self::Score => "score",
            Self::Metadata => "metadata",
            Self::Assemble => "assemble",
            Self::Free => "free",
        }
    }
}

/// [`Extractor::trace`], watched.
///
/// # Errors
/// As [`Extractor::trace`].
pub fn watched(extractor: &Extractor, record: &Record<'_>, watch: Watch<'_>) -> Result<Trace, Error> {
    extractor.watched(record, watch)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "<h1>Mùa quýt</h1><p>Những vườn quýt ở thung lũng bắt đầu chín vàng, người làm vườn tất bật hái.</p>";

    #[test]
    fn all_stages_stand_in_the_order_of_their_numbers() {
        assert!(Stage::ALL.into_iter().enumerate().all(|(at, stage)| stage as usize == at));
    }

    #[test]
    fn a_page_goes_through_every_stage() {
        let mut seen = Vec::new();
        let record = Record::str(PAGE, None);
        let trace = watched(&Extractor::new(), &record, &mut |stage| seen.push(stage)).unwrap();
        assert!(trace.outcome.article().is_some());
        assert_eq!(seen[..2], [Stage::Decode, Stage::Parse]);
        assert_eq!(seen.last(), Some(&Stage::Free));
        assert!(Stage::ALL.into_iter().all(|stage| seen.contains(&stage)), "{seen:?}");
    }
}
