//! What the inputs are before they are read: names, sizes, times of change. Told without opening any file.
//!
//! A run that goes on where another one stopped has to know that it reads the same; two equal surveys say so.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::globs;
use super::reader::Source;
use super::walk::{Found, Walk};
use crate::hex::hex;

/// A named input as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surveyed {
    /// The path as it was typed; `-` for standard input.
    pub path: String,
    /// How many files it is: of a folder those that are read, 0 for what is not there.
    pub files: u64,
    /// Bytes of all of them.
    pub bytes: u64,
    /// When the last of them was changed.
    pub modified: Option<String>,
    /// Of path, size and time of each, in the order in which they are read.
    pub digest: String,
}

/// Looks at the inputs. Folders are walked, `skip` is passed over. `None` when `is_enough` says that nobody waits for it any
/// more.
pub fn survey(sources: &[Source], skip: &[PathBuf], is_enough: &dyn Fn() -> bool) -> Option<Vec<Surveyed>> {
    let sources = globs::expanded(sources.to_vec(), skip);
    sources.iter().map(|source| surveyed(source, skip, is_enough)).collect()
}

fn surveyed(source: &Source, skip: &[PathBuf], is_enough: &dyn Fn() -> bool) -> Option<Surveyed> {
    let mut found = Sum::default();
    let path = match source {
        Source::Stdin => "-".into(),
        Source::Path(path) if path.is_dir() => {
            let (walk, _) = Walk::new(path.clone(), skip.to_vec());
            for file in walk {
                if is_enough() {
                    return None;
                }
                if let Found::File(path) = file {
                    found.add(&path);
                }
            }
            path.to_string_lossy()
        }
        Source::Path(path) => {
            found.add(path);
            path.to_string_lossy()
        }
    };
    let Sum { files, bytes, modified, digest } = found;
    let digest = hex(&digest.finalize());
    let modified = modified.map(|time| time.to_string());
    (!is_enough()).then(|| Surveyed { path: path.into_owned(), files, bytes, modified, digest })
}

#[derive(Default)]
struct Sum {
    files: u64,
    bytes: u64,
    modified: Option<Timestamp>,
    digest: Sha256,
}

impl Sum {
    fn add(&mut self, path: &Path) {
        // What is not there is a record that fails, today and tomorrow: its name is enough.
        let there = fs::metadata(path).ok();
        let modified = there.as_ref().and_then(modified);
        let bytes = there.as_ref().map_or(0, Metadata::len);
        self.files += u64::from(there.is_some());
        self.bytes += bytes;
        self.modified = self.modified.max(modified);
        let name = path.as_os_str().as_encoded_bytes();
        self.digest.update((name.len() as u64).to_le_bytes());
        self.digest.update(name);
        self.digest.update(bytes.to_le_bytes());
        self.digest.update(modified.map_or(i128::MIN, Timestamp::as_nanosecond).to_le_bytes());
    }
}

fn modified(file: &Metadata) -> Option<Timestamp> {
    Timestamp::try_from(file.modified().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_of_a_file_is_seen() {
        let root = tempfile::tempdir().expect("folder");
        let file = |name: &str, text: &str| fs::write(root.path().join(name), text).expect("file");
        file("a.html", "one");
        file("b.html", "two");
        let sources = [Source::Path(root.path().into())];
        let look = || survey(&sources, &[], &|| false).expect("to its end").remove(0);
        assert!(survey(&sources, &[], &|| true).is_none());
        let first = look();
        assert_eq!((first.files, first.bytes), (2, 6));
        assert_eq!(look(), first);
        file("b.html", "three");
        let longer = look();
        assert_ne!(longer.digest, first.digest);
        fs::rename(root.path().join("b.html"), root.path().join("c.html")).expect("renamed");
        assert_eq!(look().bytes, longer.bytes);
        assert_ne!(look().digest, longer.digest);
    }

    #[test]
    fn what_is_not_there_is_no_file() {
        let sources = [Source::Path("no/such/file".into()), Source::Stdin];
        let gone = survey(&sources, &[], &|| false).expect("to its end");
        assert_eq!((gone[0].files, gone[0].bytes, gone[0].modified.as_deref()), (0, 0, None));
        assert_eq!(gone[1].path, "-");
    }
}
