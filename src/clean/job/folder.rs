//! The folder of a job: its lock, and files that appear in it whole or not at all.
//!
//! Whatever is written is first written below `_tmp`, at the place that it will have below the folder itself, and brought
//! to the disk; then it is renamed. `_tmp` is emptied at each start.
//!
//! Names with an underscore are passed over by engines that read whole folders of tables.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::JobError;
use crate::clean::error::Error;

pub(super) const JOB: &str = "_job.json";
pub(super) const SUCCESS: &str = "_SUCCESS";
pub(super) const COMMITS: &str = "_commits";
/// What the first of two passes has counted, committed before the first shard.
pub(super) const FIRST_PASS: &str = "_commits/first-pass.json";
/// Dead letters are no data: a reader of the whole folder must not meet them.
pub(super) const DEAD: &str = "_dead";
const LOCK: &str = "_lock";
const UNFINISHED: &str = "_tmp";
/// What is there before the job file is, when the very first moments of a job were its last.
const BEFORE_THE_JOB: [&str; 4] = [LOCK, UNFINISHED, COMMITS, DEAD];

/// A job's folder, locked as long as this lives.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// The system lets go of it when the process ends, however it ends.
    _lock: File,
}

impl Folder {
    /// Makes the folder if need be, and locks it. Refuses one that holds something else.
    pub(super) fn open(root: &Path) -> Result<Self, Error> {
        fs::create_dir_all(root).map_err(Error::writing(root))?;
        if let Some(found) = foreign(root).map_err(Error::writing(root))? {
            return Err(JobError::NotEmpty { folder: root.into(), found }.into());
        }
        let path = root.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(Error::writing(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JobError::Locked(root.into()).into()),
            Err(TryLockError::Error(error)) => return Err(Error::writing(&path)(error)),
        }
        let folder = Self { root: root.into(), _lock: lock };
        for name in [COMMITS, DEAD] {
            let path = folder.path(name);
            fs::create_dir_all(&path).map_err(Error::writing(&path))?;
        }
        Ok(folder)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where a finished file is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Where a file is until it is finished.
    pub(super) fn unfinished(&self, name: &str) -> PathBuf {
        self.root.join(UNFINISHED).join(name)
    }

    /// Whether a finished file is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Takes everything away that is not finished.
    pub(super) fn clear_unfinished(&self) -> Result<(), Error> {
        let path = self.root.join(UNFINISHED);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::writing(&path)(error)),
            _ => {}
        }
        for name in [COMMITS, DEAD] {
            let path = path.join(name);
            fs::create_dir_all(&path).map_err(Error::writing(&path))?;
        }
        Ok(())
    }

    /// Takes away what a run leaves that has failed: on a full disk it is in the way.
    pub(super) fn drop_unfinished(&self) {
        // What cannot be removed now is removed when the job goes on.
        let _ = fs::remove_dir_all(self.root.join(UNFINISHED));
    }

    /// Begins an unfinished file.
    pub(super) fn create(&self, name: &str) -> Result<File, Error> {
        File::create(self.unfinished(name)).map_err(self.failed(name))
    }

    /// Writes an unfinished file as a whole and brings it to the disk.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let mut file = self.create(name)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(self.failed(name))
    }

    /// Gives unfinished files their places, and brings that to the disk. Their bytes must be there already.
    pub(super) fn publish<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for name in names {
            let target = self.path(name);
            fs::rename(self.unfinished(name), &target).map_err(Error::writing(&target))?;
            let folder = target.parent().unwrap_or(&self.root);
            if !folders.iter().any(|known| known == folder) {
                folders.push(folder.into());
            }
        }
        folders.iter().try_for_each(|folder| sync_folder(folder).map_err(Error::writing(folder)))
    }

    /// Takes a finished file away; one that is not there is no error.
    pub(super) fn remove(&self, name: &str) -> Result<(), Error> {
        let path = self.path(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::writing(&path)(error)),
            _ => Ok(()),
        }
    }

    /// Brings to the disk which files are in an unfinished folder.
    pub(super) fn sync_unfinished(&self, name: &str) -> Result<(), Error> {
        sync_folder(&self.unfinished(name)).map_err(self.failed(name))
    }

    /// The names in the folder, or in one below it.
    pub(super) fn names(&self, below: &str) -> Result<Vec<String>, Error> {
        let path = if below.is_empty() { self.root.clone() } else { self.path(below) };
        names(&path).map_err(Error::writing(&path))
    }

    /// Says which file the system does not let write.
    pub(super) fn failed(&self, name: &str) -> impl FnOnce(io::Error) -> Error + use<> {
        Error::writing(&self.path(name))
    }
}

/// The first name in a folder that no job has put there.
fn foreign(root: &Path) -> io::Result<Option<String>> {
    if root.join(JOB).exists() {
        return Ok(None);
    }
    let mut foreign = names(root)?;
    foreign.retain(|name| !BEFORE_THE_JOB.contains(&name.as_str()));
    Ok(foreign.into_iter().min())
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

/// Brings to the disk which files are in a folder.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
