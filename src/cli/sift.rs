//! What is left out: the words of `--dedup` and `--lang`.

use clap::ValueEnum;
use tinsach::clean::Destination;
use tinsach::clean::sift::{By, Language, Sift};

use super::Usage;

/// By what articles are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DedupBy {
    /// Their address
    Url,
    /// Their text
    Text,
    /// Most of their text
    Near,
}

impl From<DedupBy> for By {
    fn from(typed: DedupBy) -> Self {
        match typed {
            DedupBy::Url => Self::Url,
            DedupBy::Text => Self::Text,
            DedupBy::Near => Self::Near,
        }
    }
}

/// What the words amount to.
pub(super) fn sift(
    dedup: Vec<DedupBy>,
    languages: Vec<Language>,
    destination: &Destination,
) -> Result<Sift, Usage> {
    if !dedup.is_empty() && matches!(destination, Destination::Folder(_)) {
        let message = "--dedup needs one file or standard output: with a folder, what was seen is not remembered from one run \
                       to the next; name a file with -o";
        return Err(Usage(message.into()));
    }
    let dedup = dedup.into_iter().map(Into::into).collect();
    Ok(Sift { dedup, languages: languages.into_iter().collect() })
}
