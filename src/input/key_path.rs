//! Where in a record a value is.
//!
//! `data.body` is the member `body` of the object `data`, unless the record has a key that is `data.body` itself: that one
//! goes first. A dot behind a backslash is always part of a key, `\\` is a backslash.

use std::fmt;

/// A key, or the keys of objects in one another, as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPath {
    typed: String,
    keys: Vec<String>,
}

impl KeyPath {
    /// Reads what was typed. Every text is a path.
    pub fn new(typed: &str) -> Self {
        let mut keys = vec![String::new()];
        let mut characters = typed.chars().peekable();
        while let Some(character) = characters.next() {
            let escaped = characters.next_if(|next| character == '\\' && matches!(next, '.' | '\\'));
            if character == '.' {
                keys.push(String::new());
            } else if let Some(key) = keys.last_mut() {
                key.push(escaped.unwrap_or(character));
            }
        }
        Self { typed: typed.into(), keys }
    }

    /// A single key, dots and all.
    pub(crate) fn of_key(key: &str) -> Self {
        Self { typed: key.into(), keys: vec![key.into()] }
    }

    /// A single key as it has to be typed.
    pub(super) fn escaped(key: &str) -> String {
        key.replace('\\', r"\\").replace('.', r"\.")
    }

    /// As it was typed.
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// The ways to the value, the preferred one first: the whole path as one key, then key by key.
    pub(super) fn ways(&self) -> Vec<Vec<String>> {
        if self.keys.len() == 1 {
            vec![self.keys.clone()]
        } else {
            vec![vec![self.keys.join(".")], self.keys.clone()]
        }
    }

    /// Whether one of two values may be inside the other.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let others = other.ways();
        self.ways().iter().any(|one| others.iter().any(|two| one.starts_with(two) || two.starts_with(one)))
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

/// The keys of an object that are wanted, and those of the objects in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    whole: bool,
    members: Vec<(String, Wanted)>,
}

/// How much of a value is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Want<'w> {
    /// Nothing.
    No,
    /// All of it.
    Whole,
    /// Some of its members.
    Part(&'w Wanted),
}

impl Wanted {
    pub(super) fn new(paths: &[KeyPath]) -> Self {
        let mut wanted = Self::default();
        paths.iter().flat_map(KeyPath::ways).for_each(|way| wanted.add(&way));
        wanted
    }

    fn add(&mut self, way: &[String]) {
        let Some((key, rest)) = way.split_first() else {
            self.whole = true;
            return;
        };
        let known = self.members.iter().position(|(name, _)| name == key);
        let at = known.unwrap_or_else(|| {
            self.members.push((key.clone(), Self::default()));
            self.members.len() - 1
        });
        self.members[at].1.add(rest);
    }

    /// What is wanted of the member `key`.
    pub(super) fn of(&self, key: &str) -> Want<'_> {
        match self.members.iter().find(|(name, _)| name == key) {
            None => Want::No,
            Some((_, member)) if member.whole => Want::Whole,
            Some((_, member)) => Want::Part(member),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(typed: &str) -> Vec<String> {
        KeyPath::new(typed).keys
    }

    #[test]
    fn dots_part_keys_unless_escaped() {
        assert_eq!(keys("data.body"), ["data", "body"]);
        assert_eq!(keys(r"a\.b.c"), ["a.b", "c"]);
        assert_eq!(keys(r"a\\.b\c"), [r"a\", r"b\c"]);
        assert_eq!(keys("a..b"), ["a", "", "b"]);
        assert_eq!(KeyPath::new("data.body").ways(), [vec!["data.body".to_owned()], keys("data.body")]);
        assert_eq!(KeyPath::new(r"data\.body").ways(), [["data.body"]]);
    }

    #[test]
    fn values_in_one_another_overlap() {
        let overlap = |one, other| KeyPath::new(one).overlaps(&KeyPath::new(other));
        assert!(overlap("data", "data.body") && overlap("data.body", r"data\.body"));
        assert!(!overlap("data.id", "data.body") && !overlap("data", "database"));
    }

    #[test]
    fn a_value_is_wanted_whole_or_in_part() {
        let wanted = Wanted::new(&[KeyPath::new("data.body"), KeyPath::new("id")]);
        assert!(matches!(wanted.of("id"), Want::Whole) && matches!(wanted.of("data.body"), Want::Whole));
        assert!(matches!(wanted.of("x"), Want::No) && matches!(wanted.of("body"), Want::No));
        let Want::Part(part) = wanted.of("data") else { panic!("a part") };
        assert!(matches!(part.of("body"), Want::Whole) && matches!(part.of("id"), Want::No));
        let both = Wanted::new(&[KeyPath::new("data.body"), KeyPath::new("data")]);
        assert!(matches!(both.of("data"), Want::Whole));
    }
}
