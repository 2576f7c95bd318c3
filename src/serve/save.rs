//! A rule is written: into the rules folder and nowhere else, as a whole or not at all, and nothing that was there is lost.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// So many earlier texts of a rule are kept; more, and somebody should look at them.
const MAX_KEPT: usize = 999;

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Saved {
    /// The name of the file beside it that has the earlier text.
    pub(super) kept: Option<String>,
    /// It said that already, and was left alone.
    pub(super) was_same: bool,
}

/// Writes a rule. Who asks has seen to it that `file` names a file in `folder`; that it is there in truth, and not by way of a link,
/// is seen to here.
pub(super) fn save(folder: &Path, file: &Path, text: &str) -> Result<Saved, String> {
    let failed = |error: io::Error| format!("{} is not written: {error}", file.display());
    let parent = file.parent().ok_or_else(|| format!("{} is no file", file.display()))?;
    let inside = fs::canonicalize(parent).map_err(failed)?;
    if !inside.starts_with(fs::canonicalize(folder).map_err(failed)?) {
        return Err(format!("{} leads out of the rules folder: nothing is written", parent.display()));
    }
    let mut kept = None;
    match fs::symlink_metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
        Ok(there) if !there.is_file() => {
            return Err(format!(
                "{} is a link or no file: nothing is written; put the file itself there",
                file.display()
            ));
        }
        Ok(_) => {
            let earlier = fs::read(file).map_err(failed)?;
            if earlier == text.as_bytes() {
                return Ok(Saved { kept: None, was_same: true });
            }
            kept = Some(keep(file, &earlier)?);
        }
    }
    replace(file, text).map_err(failed)?;
    Ok(Saved { kept, was_same: false })
}

/// Writes the earlier text beside the file, by the first name that is free.
fn keep(file: &Path, earlier: &[u8]) -> Result<String, String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    for n in 1..=MAX_KEPT {
        let kept = format!("{name}.{n}.bak");
        let path = file.with_file_name(&kept);
        match write_new(&path, earlier) {
            Ok(()) => return Ok(kept),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{} is not written: {error}", path.display())),
        }
    }
    Err(format!("{name} has {MAX_KEPT} earlier texts beside it ({name}.1.bak and on): remove some first"))
}

/// Puts a new file in the place of the old one at once: no reader sees half of it.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // No rule by its name, so no reader takes it for one.
    let part = file.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let done = write_new(&part, text.as_bytes()).and_then(|()| fs::rename(&part, file));
    if done.as_ref().is_err_and(|error| error.kind() != ErrorKind::AlreadyExists) {
        // What cannot be removed either is told by the error above.
        let _ = fs::remove_file(&part);
    }
    done
}

/// Never through a link: what is there already is not opened.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("song.example.toml");
        let save = |text| save(folder.path(), &file, text).expect("saved");
        assert_eq!(save("one"), Saved { kept: None, was_same: false });
        assert_eq!(save("one"), Saved { kept: None, was_same: true });
        assert_eq!(save("two").kept.as_deref(), Some("song.example.toml.1.bak"));
        assert_eq!(save("three").kept.as_deref(), Some("song.example.toml.2.bak"));
        let mut all: Vec<_> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| {
                let entry = entry.expect("an entry");
                let text = fs::read_to_string(entry.path()).expect("text");
                (entry.file_name().into_string().expect("a name"), text)
            })
            .collect();
        all.sort();
        let expected = [
            ("song.example.toml", "three"),
            ("song.example.toml.1.bak", "one"),
            ("song.example.toml.2.bak", "two"),
        ];
        assert_eq!(all, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out() {
        let (folder, outside) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let target = outside.path().join("a.vn.toml");
        fs::write(&target, "mine").expect("a file");
        let (link, way) = (folder.path().join("a.vn.toml"), folder.path().join("rules"));
        std::os::unix::fs::symlink(&target, &link).expect("a link");
        std::os::unix::fs::symlink(outside.path(), &way).expect("a link");
        assert!(save(folder.path(), &link, "new").expect_err("a link").contains("is a link"));
        assert!(
            save(folder.path(), &way.join("b.vn.toml"), "new").expect_err("a link").contains("leads out")
        );
        fs::create_dir(folder.path().join("c.vn.toml")).expect("a folder");
        assert!(save(folder.path(), &folder.path().join("c.vn.toml"), "new").is_err());
        assert_eq!(fs::read_to_string(&target).expect("a file"), "mine");
        assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 1);
    }
}
