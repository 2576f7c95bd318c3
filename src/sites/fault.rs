//! What is wrong with the text of a rule, for those who write one: the place and the words, apart from each other.

use serde::Serialize;

use super::SiteKind;
use super::load::{self, MAX_FILE_BYTES};
use super::schema::SiteFile;

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The line, from 1; `None` for what is wrong with the whole.
    pub line: Option<usize>,
    /// The character of the line, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    /// Something that is wrong with the whole.
    pub fn whole(message: impl Into<String>) -> Self {
        Self { line: None, column: None, message: message.into() }
    }
}

/// What is wrong with the text of a site's rule by itself; `None` when nothing is. Whether it gets on with other files,
/// [`super::RuleSet::with_draft`] tells.
pub fn fault(text: &str) -> Option<Fault> {
    if text.len() as u64 > MAX_FILE_BYTES {
        return Some(Fault::whole(format!("more than {MAX_FILE_BYTES} bytes, a rule is small")));
    }
    match toml::from_str::<SiteFile>(text) {
        Ok(file) => load::check(SiteKind::Host, &file).err().map(Fault::whole),
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            let column =
                before.map(|before| before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
            Some(Fault { line, column, message: error.message().to_owned() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "hosts = [\"song.example\"]\n[source]\nchecked = 2026-11-21\nbasis = \"read\"\nverified = \"fixture\"\n\
        [[layout]]\nbody = [\"article\"]\n";

    #[test]
    fn the_place_of_a_fault_is_told() {
        assert_eq!(fault(SOUND), None);
        let wrong = fault(&SOUND.replace("\"article\"", "\".bài\", \"p[\"")).expect("a selector is wrong");
        assert_eq!((wrong.line, wrong.column), (Some(7), Some(17)), "{wrong:?}");
        assert!(wrong.message.contains("p["), "{wrong:?}");
        let unknown = fault(&SOUND.replace("body", "boddy")).expect("no such field");
        assert_eq!(unknown.line, Some(7));
        let nothing = fault(&SOUND.replace("\"song.example\"", "")).expect("no host");
        assert_eq!((nothing.line, nothing.message.contains("`hosts` is empty")), (None, true));
        assert!(fault(&"#".repeat(70_000)).is_some_and(|it| it.message.contains("65536 bytes")));
    }
}
