//! File names made of the names of records: no two alike, none that leads out of its folder.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

/// The longest file name without its number and extension: systems allow 255 bytes.
const LONGEST_NAME: usize = 160;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Their hashes: eight bytes a record is all that a run of files holds.
    taken: HashSet<u64>,
}

impl Names {
    /// Remembers a name that was given before.
    pub(super) fn take(&mut self, name: &str) {
        self.taken.insert(hash(&name.to_lowercase()));
    }

    /// A name that no record has yet: the record's own, or that with a number.
    pub(super) fn free(&mut self, id: &str, extension: &str) -> String {
        let stem = stem(id);
        let mut number = 1_u64;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("-{number}") };
            let name = format!("{stem}{suffix}.{extension}");
            // Some file systems see no difference between a and A.
            if self.taken.insert(hash(&name.to_lowercase())) {
                return name;
            }
            number += 1;
        }
    }
}

/// The name of a record as a file name: `news/a b.html.gz` becomes `news_a_b`.
fn stem(id: &str) -> String {
    let id = id.strip_suffix(".gz").unwrap_or(id);
    let id =
        [".html", ".htm", ".txt"].into_iter().find_map(|extension| id.strip_suffix(extension)).unwrap_or(id);
    let mut stem = String::new();
    for c in id.nfc() {
        let c = if c.is_alphanumeric() || "-.".contains(c) { c } else { '_' };
        // No leading dot: neither hidden files nor the folder above.
        if !(stem.is_empty() && "._".contains(c) || c == '_' && stem.ends_with('_')) {
            stem.push(c);
        }
    }
    if stem.len() > LONGEST_NAME {
        stem.truncate(stem.floor_char_boundary(LONGEST_NAME));
        stem = format!("{stem}-{:016x}", hash(id));
    }
    if stem.is_empty() { "record".into() } else { stem }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_a_folder_have_names_of_their_own() {
        let mut names = Names::default();
        names.take("b.md");
        let given = ["a/x.html", "a/x.txt", "A/x", "B"].map(|id| names.free(id, "md"));
        assert_eq!(given, ["a_x.md", "a_x-2.md", "A_x-3.md", "B-2.md"]);
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let cases = [
            ("../../etc/passwd", "etc_passwd"),
            ("..", "record"),
            ("", "record"),
            ("https://a.vn/tin-moi/x.html?p=1", "https_a.vn_tin-moi_x.html_p_1"),
            ("báo/bài.htm.gz", "báo_bài"),
            (".hidden.txt", "hidden"),
        ];
        for (id, name) in cases {
            assert_eq!(stem(id), name, "{id}");
        }
        let long = [stem(&"ế".repeat(200)), stem(&"ế".repeat(201))];
        assert!(long[0] != long[1] && long[0].len() < 200, "{long:?}");
    }
}
