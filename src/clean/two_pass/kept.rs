//! What a first pass has counted, as the file that a job keeps it in: with a hash, so that a damaged one is noticed.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hex::hex;
use crate::recurring::Recurring;

/// What a first pass has counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::clean) struct Counts {
    /// Pages counted.
    pub(super) pages: u64,
    /// Pages that were there before, and not counted again.
    pub(super) repeats: u64,
    /// Hosts.
    pub(super) groups: u64,
    /// Pages of hosts beyond those that are told apart.
    pub(super) uncounted: u64,
    /// What recurs.
    pub(super) recurring: Recurring,
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// Of `counts` as JSON without white space.
    sha256: String,
    counts: Counts,
}

impl Counts {
    /// The bytes of the file.
    pub(in crate::clean) fn to_bytes(&self) -> Vec<u8> {
        let kept = Kept { sha256: self.hash(), counts: self.clone() };
        // Strings and numbers are always JSON; an empty file would be refused when it is read.
        serde_json::to_vec(&kept).unwrap_or_default()
    }

    /// The counts in the bytes of a file.
    ///
    /// # Errors
    /// When they are not those that were written, in a few words.
    pub(in crate::clean) fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let Kept { sha256, counts } = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if counts.hash() == sha256 { Ok(counts) } else { Err("its hash is not that of its content".into()) }
    }

    fn hash(&self) -> String {
        hex(&Sha256::digest(serde_json::to_vec(self).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recurring::Seen;

    #[test]
    fn what_was_kept_is_the_same_and_a_damage_is_noticed() {
        let group = [(u64::MAX, Seen { pages: 9, of: 12 }), (7, Seen { pages: 12, of: 12 })].into();
        let recurring = Recurring([("bao.example".to_owned(), group)].into());
        let counts = Counts { pages: 12, repeats: 1, groups: 1, uncounted: 0, recurring };
        let bytes = counts.to_bytes();
        assert_eq!(Counts::from_bytes(&bytes).expect("its own"), counts);
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(Counts::from_bytes(text.replace("\"pages\":9", "\"pages\":8").as_bytes()).is_err());
        assert!(Counts::from_bytes(&text.as_bytes()[1..]).is_err());
    }
}
