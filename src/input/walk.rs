//! A folder, walked in the byte order of its paths.
//!
//! Only the folders on the way down are held in memory, so a tree of millions of files costs what its largest folder
//! costs.

use std::cmp::Ordering;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::shape::Shape;

/// What a walk meets.
#[derive(Debug)]
pub(super) enum Found {
    /// A file whose name tells that it can be read.
    File(PathBuf),
    /// A folder or an entry that cannot be looked at.
    Unreadable(PathBuf, io::Error),
    /// The end of the walk: how many files were given, and how many entries were passed over.
    End {
        /// The folder the walk began with.
        folder: PathBuf,
        /// Files given.
        files: u64,
        /// Files of other kinds, folders behind links, and the run's own output.
        left_out: u64,
    },
}

/// A walk under way.
#[derive(Debug)]
pub(super) struct Walk {
    folder: PathBuf,
    /// The run's own output, which is no input.
    skip: Vec<PathBuf>,
    /// The entries still to come of each folder on the way down.
    open: Vec<Level>,
    files: u64,
    left_out: u64,
    ended: bool,
}

#[derive(Debug)]
struct Level {
    folder: PathBuf,
    entries: std::vec::IntoIter<Listed>,
}

/// An entry of a folder. Names, not paths: a folder of a million files is listed at once.
#[derive(Debug)]
struct Listed {
    name: OsString,
    is_folder: bool,
}

impl Walk {
    /// A walk through `folder` that passes over the canonical paths in `skip`.
    pub(super) fn new(folder: PathBuf, skip: Vec<PathBuf>) -> (Self, Option<Found>) {
        let mut walk =
            Self { folder: folder.clone(), skip, open: Vec::new(), files: 0, left_out: 0, ended: false };
        let problem = walk.enter(folder);
        (walk, problem)
    }

    fn enter(&mut self, folder: PathBuf) -> Option<Found> {
        match self.list(&folder) {
            Ok(entries) => {
                self.open.push(Level { folder, entries: entries.into_iter() });
                None
            }
            Err(error) => Some(Found::Unreadable(folder, error)),
        }
    }

    fn list(&mut self, folder: &Path) -> io::Result<Vec<Listed>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            // A link to a folder may lead back to where we are; a link to a file is as good as the file.
            let linked_folder = kind.is_symlink() && entry.path().is_dir();
            if linked_folder || (!kind.is_dir() && Shape::by_name(Path::new(&entry.file_name())).is_none()) {
                self.left_out += 1;
            } else {
                entries.push(Listed { name: entry.file_name(), is_folder: kind.is_dir() });
            }
        }
        entries.sort_unstable_by(by_path_bytes);
        Ok(entries)
    }

    fn is_own_output(&self, path: &Path) -> bool {
        self.skip.iter().any(|skip| {
            skip.file_name() == path.file_name() && fs::canonicalize(path).is_ok_and(|path| path == *skip)
        })
    }
}

/// The order of whole paths: a folder's name is followed by `/` there, so `a-b` comes before what is in `a`.
fn by_path_bytes(one: &Listed, other: &Listed) -> Ordering {
    let bytes = |entry: &Listed| {
        let slash: &[u8] = if entry.is_folder { b"/" } else { b"" };
        [entry.name.as_encoded_bytes(), slash].concat()
    };
    bytes(one).cmp(&bytes(other))
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while let Some(level) = self.open.last_mut() {
            let Some(entry) = level.entries.next() else {
                self.open.pop();
                continue;
            };
            let path = level.folder.join(&entry.name);
            if self.is_own_output(&path) {
                self.left_out += 1;
            } else if entry.is_folder {
                if let Some(problem) = self.enter(path) {
                    return Some(problem);
                }
            } else {
                self.files += 1;
                return Some(Found::File(path));
            }
        }
        if std::mem::replace(&mut self.ended, true) {
            return None;
        }
        Some(Found::End { folder: self.folder.clone(), files: self.files, left_out: self.left_out })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(root: &Path, skip: Vec<PathBuf>) -> (Vec<String>, u64) {
        let (walk, problem) = Walk::new(root.to_path_buf(), skip);
        assert!(problem.is_none());
        let (mut paths, mut passed) = (Vec::new(), 0);
        for found in walk {
            match found {
                Found::File(path) => {
                    paths.push(path.strip_prefix(root).expect("below").to_string_lossy().into_owned());
                }
                Found::End { left_out, .. } => passed = left_out,
                Found::Unreadable(path, error) => panic!("{}: {error}", path.display()),
            }
        }
        (paths, passed)
    }

    #[test]
    fn order_is_that_of_sorted_paths() {
        let root = tempfile::tempdir().expect("folder");
        let names =
            ["b.html", "a/z.html", "a/b/c.txt", "a-b.html", "a.html", "a0/x.htm.gz", "á.txt", "style.css"];
        for name in names {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            fs::write(path, "x").expect("file");
        }
        let (paths, left_out) = files(root.path(), Vec::new());
        let mut sorted: Vec<_> = names.into_iter().filter(|name| *name != "style.css").collect();
        sorted.sort_unstable();
        assert_eq!(paths, sorted);
        assert_eq!(left_out, 1);
    }

    #[test]
    fn the_output_is_no_input() {
        let root = tempfile::tempdir().expect("folder");
        fs::create_dir(root.path().join("out")).expect("folder");
        for name in ["a.html", "out/a.txt", "old.jsonl"] {
            fs::write(root.path().join(name), "x").expect("file");
        }
        let own = |name: &str| vec![fs::canonicalize(root.path().join(name)).expect("there")];
        assert_eq!(files(root.path(), own("out")), (vec!["a.html".into(), "old.jsonl".into()], 1));
        assert_eq!(files(root.path(), own("old.jsonl")), (vec!["a.html".into(), "out/a.txt".into()], 1));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_ends_the_walk_there() {
        let root = tempfile::tempdir().expect("folder");
        fs::write(root.path().join("a.html"), "x").expect("file");
        std::os::unix::fs::symlink(root.path(), root.path().join("loop")).expect("link");
        assert_eq!(files(root.path(), Vec::new()), (vec!["a.html".into()], 1));
    }
}
