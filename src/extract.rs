//! The data path.

use crate::article::{Outcome, Reason};
use crate::error::Error;
use crate::record::{Options, Record};

/// Cleans pages. Made once, used from any thread.
#[derive(Debug, Default)]
pub struct Extractor {
    options: Options,
}

impl Extractor {
    /// An extractor with the shipped rules and default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cleans one page.
    pub fn extract(&self, record: &Record<'_>) -> Result<Outcome, Error> {
        let _ = (&self.options, record);
        Ok(Outcome::NoArticle { reason: Reason::Empty })
    }
}
