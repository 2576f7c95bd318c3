//! Patterns of paths, for shells that do not know them and for lists that are too long for a command line.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, glob_with};

use super::problem::Trouble;
use super::reader::Source;

/// Whether a path is none of a file or folder, and could be a pattern.
pub(super) fn is_pattern(path: &Path) -> bool {
    let is_special = |byte: &u8| matches!(byte, b'*' | b'?' | b'[');
    path.as_os_str().as_encoded_bytes().iter().any(is_special) && fs::symlink_metadata(path).is_err()
}

/// What is wrong with a pattern that gave no path.
pub(super) fn trouble(pattern: &Path) -> Trouble {
    match glob::Pattern::new(&pattern.to_string_lossy()) {
        Ok(_) => Trouble::NoMatch,
        Err(error) => Trouble::Pattern { message: error.to_string() },
    }
}

/// The sources with the matches of each pattern in its place, in the byte order of their paths. A pattern without a match stays:
/// it is told where it would have been read. `skip` is the canonical path of the run's own output.
pub(super) fn expanded(sources: Vec<Source>, skip: Option<&Path>) -> VecDeque<Source> {
    let expand = |source: Source| match source {
        Source::Path(path) if is_pattern(&path) => {
            let matches = matches(&path, skip);
            if matches.is_empty() { vec![path] } else { matches }.into_iter().map(Source::Path).collect()
        }
        other => vec![other],
    };
    sources.into_iter().flat_map(expand).collect()
}

fn matches(pattern: &Path, skip: Option<&Path>) -> Vec<PathBuf> {
    // As in shells, a name that begins with a dot has to be asked for.
    let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::new() };
    let Some(pattern) = pattern.to_str() else { return Vec::new() };
    let Ok(found) = glob_with(pattern, options) else { return Vec::new() };
    let is_own_output = |path: &Path| {
        skip.is_some_and(|skip| {
            skip.file_name() == path.file_name() && fs::canonicalize(path).is_ok_and(|path| path == skip)
        })
    };
    // A folder that cannot be looked into is an input that cannot be read. With `**` folders are on the way to files.
    let mut paths: Vec<_> = found
        .map(|path| path.unwrap_or_else(|error| error.path().to_path_buf()))
        .filter(|path| !is_own_output(path) && !(pattern.contains("**") && path.is_dir()))
        .collect();
    paths.sort_unstable_by(|one, other| {
        one.as_os_str().as_encoded_bytes().cmp(other.as_os_str().as_encoded_bytes())
    });
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_stand_in_the_order_of_their_bytes() {
        let root = tempfile::tempdir().expect("a folder");
        let file = |name: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        };
        ["b.html", "a/c.html", "a-b.html", "a.html", "[x].html", ".h.html", "a/d/e.html"]
            .into_iter()
            .for_each(file);
        let found = |pattern: &str, skip: Option<&Path>| {
            let expanded = expanded(vec![Source::Path(root.path().join(pattern)), Source::Stdin], skip);
            let name = |source| match source {
                Source::Stdin => "-".to_owned(),
                Source::Path(path) => path.strip_prefix(root.path()).expect("below").display().to_string(),
            };
            expanded.into_iter().map(name).collect::<Vec<_>>()
        };
        assert_eq!(found("*.html", None), ["[x].html", "a-b.html", "a.html", "b.html", "-"]);
        assert_eq!(found("a/**/*.html", None), ["a/c.html", "a/d/e.html", "-"]);
        assert_eq!(found("[x].html", None), ["[x].html", "-"], "a file of that name goes first");
        assert_eq!(found("?.html", None), ["a.html", "b.html", "-"]);
        let own = fs::canonicalize(root.path().join("a.html")).expect("there");
        assert_eq!(found("?.html", Some(&own)), ["b.html", "-"]);
        assert_eq!(found("*.txt", None), ["*.txt", "-"]);
        assert!(matches!(trouble(Path::new("*.txt")), Trouble::NoMatch));
        assert!(matches!(trouble(Path::new("a[.txt")), Trouble::Pattern { .. }));
    }
}
