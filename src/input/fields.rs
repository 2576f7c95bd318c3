//! Which field of a record is what, and which are carried through.
//!
//! Names are ours (`html`, `url`, ...), keys are the record's. Each name has a list of keys in order of preference.

use std::str::FromStr;

use super::key_path::{KeyPath, Wanted};

/// What a field of a record can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// The record's name in the output.
    Id,
    /// The address of the page.
    Url,
    /// A whole page or a fragment of HTML.
    Html,
    /// Flattened text.
    Text,
    /// When the page was fetched.
    Fetched,
    /// The HTTP `Content-Type` header.
    ContentType,
}

impl FieldName {
    /// All names, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Id, Self::Url, Self::Html, Self::Text, Self::Fetched, Self::ContentType];

    /// The name as typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Url => "url",
            Self::Html => "html",
            Self::Text => "text",
            Self::Fetched => "fetched",
            Self::ContentType => "content_type",
        }
    }

    /// The keys that are tried when none is given.
    const fn usual_keys(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id"],
            Self::Url => &["url", "link"],
            Self::Html => &["html", "body", "content"],
            Self::Text => &["text"],
            Self::Fetched => &["fetched"],
            Self::ContentType => &["content_type"],
        }
    }
}

/// The keys under which dead letters hold pages that are no text, in base64, with the fields they stand for.
const CODED: [(FieldName, &str); 3] =
    [(FieldName::Html, "html_base64"), (FieldName::Html, "content_base64"), (FieldName::Text, "text_base64")];

/// One `NAME=KEY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Ours.
    pub name: FieldName,
    /// The record's.
    pub key: KeyPath,
}

/// Something else than `NAME=KEY`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAField {
    /// No `=`, or nothing on one side of it.
    #[error("write NAME=KEY, such as html=body")]
    Shape,
    /// A name that is none of ours.
    #[error("there is no field \"{0}\": the names are id, url, html, text, fetched, content_type")]
    Name(String),
}

impl FromStr for Field {
    type Err = NotAField;

    fn from_str(typed: &str) -> Result<Self, NotAField> {
        let (name, key) = typed.split_once('=').ok_or(NotAField::Shape)?;
        if name.is_empty() || key.is_empty() {
            return Err(NotAField::Shape);
        }
        let known = FieldName::ALL.into_iter().find(|known| known.name() == name);
        Ok(Self { name: known.ok_or_else(|| NotAField::Name(name.into()))?, key: KeyPath::new(key) })
    }
}

/// What the user named that records should have: how messages call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The key or path as typed.
    pub key: String,
    /// The option that names it, such as `--field url=link`.
    pub option: String,
}

/// The fields of a run: what the user gave, else the usual keys, and what is kept.
#[derive(Clone, Debug)]
pub struct Fields {
    /// All paths that stand for something, each once.
    paths: Vec<KeyPath>,
    /// For each path, whether its value may be inside another one's.
    shared: Vec<bool>,
    /// For each name its paths, by index.
    names: [Vec<usize>; 6],
    /// The paths of pages in base64, by index, for the names that the user gave no keys for.
    coded: Vec<(FieldName, usize)>,
    /// The paths that are kept, by index.
    kept: Vec<usize>,
    given: Vec<Field>,
    wanted: Wanted,
}

impl Default for Fields {
    fn default() -> Self {
        Self::new(Vec::new(), &[])
    }
}

impl Fields {
    /// The fields that `given` names, and the values that are carried through; a name given twice is tried in that order,
    /// one not given has its usual keys.
    pub fn new(given: Vec<Field>, keep: &[KeyPath]) -> Self {
        let mut paths = Vec::new();
        let names = FieldName::ALL.map(|name| {
            let typed = given.iter().filter(|field| field.name == name).map(|field| field.key.clone());
            let mut keys: Vec<_> = typed.collect();
            if keys.is_empty() {
                keys.extend(name.usual_keys().iter().map(|key| KeyPath::of_key(key)));
            }
            keys.into_iter().map(|path| index_in(&mut paths, path)).collect()
        });
        let coded = CODED.iter().filter(|(name, _)| !given.iter().any(|field| field.name == *name));
        let coded = coded.map(|(name, key)| (*name, index_in(&mut paths, KeyPath::of_key(key)))).collect();
        let mut kept: Vec<usize> = Vec::new();
        for path in keep {
            let index = index_in(&mut paths, path.clone());
            if !kept.contains(&index) {
                kept.push(index);
            }
        }
        let shared = |(n, path): (usize, &KeyPath)| {
            paths.iter().enumerate().any(|(other, two)| n != other && path.overlaps(two))
        };
        let shared = paths.iter().enumerate().map(shared).collect();
        let wanted = Wanted::new(&paths);
        Self { paths, shared, names, coded, kept, given, wanted }
    }

    /// The keys of a name, the preferred one first, each with its index among all paths.
    pub(super) fn keys(&self, name: FieldName) -> impl Iterator<Item = (usize, &KeyPath)> {
        self.names[name as usize].iter().map(|index| (*index, &self.paths[*index]))
    }

    /// The keys that may hold a page in base64, with the names they stand for and their indexes.
    pub(super) fn coded(&self) -> impl Iterator<Item = (FieldName, usize, &str)> {
        self.coded.iter().map(|(name, index)| (*name, *index, self.paths[*index].as_typed()))
    }

    /// The keys whose values are kept, with their indexes.
    pub(super) fn kept(&self) -> impl Iterator<Item = (usize, &KeyPath)> {
        self.kept.iter().map(|index| (*index, &self.paths[*index]))
    }

    /// The keys whose values are carried through, as typed, in the order of the output.
    pub fn keep(&self) -> impl Iterator<Item = &str> {
        self.kept().map(|(_, path)| path.as_typed())
    }

    /// All paths that stand for something.
    pub(super) fn paths(&self) -> &[KeyPath] {
        &self.paths
    }

    /// Whether the value of a path may be inside that of another one.
    pub(super) fn is_shared(&self, path: usize) -> bool {
        self.shared[path]
    }

    /// What the user named, in the order given.
    pub fn named(&self) -> Vec<Named> {
        let given = self.given.iter().map(|Field { name, key }| Named {
            key: key.to_string(),
            option: format!("--field {}={key}", name.name()),
        });
        let kept = self.keep().map(|key| Named { key: key.into(), option: format!("--keep {key}") });
        given.chain(kept).collect()
    }

    /// The paths of what `named` gives.
    pub(super) fn named_paths(&self) -> impl Iterator<Item = usize> {
        let index = |field: &Field| self.paths.iter().position(|path| *path == field.key);
        self.given.iter().filter_map(index).chain(self.kept.iter().copied())
    }

    /// Whether the user gave keys for a name.
    pub fn is_given(&self, name: FieldName) -> bool {
        self.given.iter().any(|field| field.name == name)
    }

    /// What is wanted of a record.
    pub(super) const fn wanted(&self) -> &Wanted {
        &self.wanted
    }
}

fn index_in(paths: &mut Vec<KeyPath>, path: KeyPath) -> usize {
    paths.iter().position(|known| *known == path).unwrap_or_else(|| {
        paths.push(path);
        paths.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_index_their_keys() {
        for (n, name) in FieldName::ALL.into_iter().enumerate() {
            assert_eq!(name as usize, n);
        }
    }

    fn field(typed: &str) -> Field {
        typed.parse().expect("a field")
    }

    #[test]
    fn a_field_is_a_known_name_and_a_key() {
        assert_eq!("html=body".parse(), Ok(Field { name: FieldName::Html, key: KeyPath::new("body") }));
        assert_eq!("url=a=b".parse(), Ok(Field { name: FieldName::Url, key: KeyPath::new("a=b") }));
        assert_eq!("titel=x".parse::<Field>(), Err(NotAField::Name("titel".into())));
        for wrong in ["html", "html=", "=body"] {
            assert_eq!(wrong.parse::<Field>(), Err(NotAField::Shape), "{wrong}");
        }
    }

    #[test]
    fn given_keys_replace_the_usual_ones_of_their_name_only() {
        let fields = Fields::new(vec![field("html=b"), field("html=a")], &[]);
        let keys = |name| fields.keys(name).map(|(_, key)| key.as_typed()).collect::<Vec<_>>();
        assert_eq!(keys(FieldName::Html), ["b", "a"]);
        assert_eq!(keys(FieldName::Url), ["url", "link"]);
        assert!(fields.is_given(FieldName::Html) && !fields.is_given(FieldName::Url));
    }

    #[test]
    fn what_is_kept_is_named_after_the_fields() {
        let keep = ["at", "id", "at"].map(KeyPath::new);
        let fields = Fields::new(vec![field("html=data.body")], &keep);
        assert_eq!(fields.keep().collect::<Vec<_>>(), ["at", "id"], "each once");
        let options: Vec<_> = fields.named().into_iter().map(|named| named.option).collect();
        assert_eq!(options, ["--field html=data.body", "--keep at", "--keep id"]);
        let paths: Vec<_> = fields.named_paths().map(|path| fields.paths()[path].as_typed()).collect();
        assert_eq!(paths, ["data.body", "at", "id"]);
    }
}
