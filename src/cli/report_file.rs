//! `--report FILE`: taken before the run begins, so that nobody waits a day for a report that cannot be written.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use tinsach::clean::report::Report;
use tinsach::clean::{Destination, Error, OneText, is_same};
use tinsach::input::Source;

use super::Usage;

/// The file of a report.
#[derive(Debug)]
pub(super) struct ReportFile {
    out: OneText,
    path: PathBuf,
}

impl ReportFile {
    /// Takes the file. One that exists is replaced only with `force`, unless it is that of a run that was stopped, which
    /// the same command goes on with.
    pub(super) fn open(path: PathBuf, force: bool) -> Result<Self, Error> {
        let force = force || is_of_stopped_run(&path);
        Ok(Self { out: OneText::to_new_file(&path, force)?, path })
    }

    /// Writes the report. What to tell of it.
    pub(super) fn write(self, report: &Report, call: &[(String, String)]) -> Result<String, Error> {
        self.out.deliver(&report.html(call))?;
        Ok(format!("report in {}", self.path.display()))
    }

    /// Writes the report of a run that was stopped. What to tell of it.
    pub(super) fn write_so_far(self, report: &Report, call: &[(String, String)]) -> Result<String, Error> {
        self.out.deliver(&report.html_so_far(call))?;
        Ok(format!("report of what is done so far in {}", self.path.display()))
    }
}

fn is_of_stopped_run(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
    read.is_ok() && Report::is_so_far(&head)
}

/// Whether a report can go to `path`: not where it would take the place of what else the run reads or writes.
pub(super) fn check(
    path: Option<&Path>,
    sources: &[Source],
    destination: &Destination,
    letters: Option<&Path>,
) -> Result<(), Usage> {
    let Some(path) = path else { return Ok(()) };
    let is_taken = match destination {
        Destination::File(output) => is_same(path, output),
        Destination::Stdout | Destination::Folder(_) => false,
    };
    let is_read = sources.iter().any(|source| matches!(source, Source::Path(input) if is_same(path, input)));
    let message =
        if path.is_dir() || path == Path::new("-") || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            "--report is one file of HTML: name it, such as report.html"
        } else if is_taken {
            "--report and -o name the same file"
        } else if letters.is_some_and(|letters| is_same(path, letters)) {
            "--dead-letters and --report name the same file"
        } else if is_read {
            "--report would replace an input: name another file"
        } else {
            return Ok(());
        };
    Err(Usage(message.into()))
}

/// How the program was called, as it was typed, and what a file of options added: nothing about where it ran.
pub(super) fn call(command: String, from_file: Option<(&Path, &[String])>) -> Vec<(String, String)> {
    let mut call = vec![("Command".into(), command)];
    if let Some((file, words)) = from_file.filter(|(_, words)| !words.is_empty()) {
        let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
        call.push((format!("Options of {}", file.display()), words.join(" ")));
    }
    call.push(("Version".into(), env!("CARGO_PKG_VERSION").into()));
    call
}

/// The command that was typed, as a shell reads it. The name of the program is not what led to it.
pub(super) fn command(words: impl Iterator<Item = String>) -> String {
    words.skip(1).fold(String::from("tinsach"), |line, word| line + " " + &quoted(&word))
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_can_be_typed_again() {
        let words = ["/opt/a b/tinsach", "clean", "báo/*.jsonl", "--field", "html=the body", "", "it's"];
        let typed = command(words.into_iter().map(String::from));
        let (file, options) = (Path::new("t.toml"), ["--field=html=the body".to_owned()]);
        let call = call(typed, Some((file, &options)));
        let line = "tinsach clean 'báo/*.jsonl' --field 'html=the body' '' 'it'\\''s'";
        assert_eq!(call[0], ("Command".into(), line.into()));
        assert_eq!(call[1], ("Options of t.toml".into(), "'--field=html=the body'".into()));
        assert_eq!(call[2].1, env!("CARGO_PKG_VERSION"));
        assert_eq!(super::call(String::new(), Some((file, &[]))).len(), 2);
    }

    #[test]
    fn a_report_takes_no_other_place() {
        let folder = tempfile::tempdir().expect("folder");
        let (there, new) = (folder.path().join("a.html"), folder.path().join("new"));
        fs::write(&there, "").expect("file");
        let sources = [Source::Path(there.clone())];
        let with =
            |path: &Path, output: &Path| check(Some(path), &sources, &Destination::File(output.into()), None);
        assert_eq!(with(&folder.path().join("r.html"), &new), Ok(()));
        assert!(
            with(&folder.path().join("../").join(folder.path().file_name().expect("name")).join("new"), &new)
                .is_err()
        );
        for wrong in [&there, &new, folder.path(), Path::new("-"), Path::new("new/")] {
            assert!(with(wrong, &new).is_err(), "{}", wrong.display());
        }
        assert_eq!(check(None, &sources, &Destination::Stdout, None), Ok(()));
    }
}
