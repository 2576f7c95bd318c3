//! Reading the shipped files: the part of TOML that they are written in, a string a line.
//!
//! They are of this build, never of a user, and TOML is read in full where the tests compare; a program that starts for
//! one page should not spend more on its phrases than on the page.

use crate::label::Label;

/// One list of a file: `whole`, `prefix`, `contains`, `tail` or `invitation`, and its key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct List {
    pub(super) table: &'static str,
    pub(super) key: &'static str,
    /// As they are written.
    pub(super) phrases: Vec<&'static str>,
}

impl List {
    /// The label that the key names; `None` for the sides of an invitation.
    pub(super) fn label(&self) -> Option<Label> {
        Label::from_name(self.key)
    }
}

/// The lists of a file, those of one table in the order of their labels.
///
/// # Errors
/// The number of the first line that is none of such a file, and the line.
pub(super) fn lists(lang: &str, text: &'static str) -> Result<Vec<List>, String> {
    let mut lists: Vec<List> = Vec::new();
    let (mut table, mut open) = ("", false);
    for (at, line) in lines(text).enumerate() {
        let wrong = || format!("line {}: {line:?}", at + 1);
        if open {
            let phrase = line.strip_prefix("    \"").and_then(|line| line.strip_suffix("\","));
            match (phrase, lists.last_mut()) {
                (Some(phrase), Some(list)) => list.phrases.push(phrase),
                _ if line == "]" => open = false,
                _ => return Err(wrong()),
            }
        } else if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            table = name;
        } else if let Some(key) = line.strip_suffix(" = [").filter(|_| is_table(table)) {
            let list = List { table, key, phrases: Vec::new() };
            if (table == "invitation") != matches!(key, "opens" | "closes")
                || (table != "invitation" && list.label().is_none())
            {
                return Err(wrong());
            }
            lists.push(list);
            open = true;
        } else {
            let (key, value) = line.split_once(" = ").unwrap_or((line, ""));
            let known = match (table, key) {
                ("", "lang") => value.trim_matches('"') == lang,
                ("source", "checked" | "basis") | ("", "") => true,
                _ => key.is_empty(),
            };
            if !known {
                return Err(wrong());
            }
        }
    }
    lists.sort_by_cached_key(|list| (list.label(), list.key == "closes"));
    Ok(lists)
}

/// The lines of a text, the last without its end.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut from = 0;
    let ends =
        memchr::memchr_iter(b'\n', text.as_bytes()).chain((!text.ends_with('\n')).then_some(text.len()));
    ends.map(move |end| &text[std::mem::replace(&mut from, end + 1)..end])
}

fn is_table(name: &str) -> bool {
    matches!(name, "whole" | "prefix" | "contains" | "tail" | "invitation")
}

#[cfg(test)]
mod tests {
    use super::lists;

    #[test]
    fn what_is_no_such_file_is_refused() {
        for (text, line) in [
            ("lang = \"de\"\n", "line 1"),
            ("lang = \"vi\"\n[whole]\nnav = [\n    \"a\"\n]\n", "line 4"),
            ("lang = \"vi\"\n[whole]\nqueue = [\n]\n", "line 3"),
            ("lang = \"vi\"\n[holes]\nnav = [\n]\n", "line 3"),
        ] {
            assert!(lists("vi", text).unwrap_err().starts_with(line), "{text}");
        }
        assert_eq!(lists("vi", "[whole]\nnav = [\n    \"a\",\n]\n").unwrap()[0].phrases, ["a"]);
    }
}
