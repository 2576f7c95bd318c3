//! Which field of a JSON record is what.
//!
//! Names are ours (`html`, `url`, ...), keys are the record's. Each name has a list of keys in order of preference.

use std::str::FromStr;

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
            Self::Fetched | Self::ContentType => &[],
        }
    }
}

/// One `NAME=KEY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Ours.
    pub name: FieldName,
    /// The record's.
    pub key: String,
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
        Ok(Self { name: known.ok_or_else(|| NotAField::Name(name.into()))?, key: key.into() })
    }
}

/// The fields of a run: what the user gave, else the usual keys.
#[derive(Clone, Debug)]
pub struct Fields {
    keys: [Vec<String>; 6],
    given: Vec<Field>,
}

impl Default for Fields {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Fields {
    /// The fields that `given` names; a name given twice is tried in that order, one not given has its usual keys.
    pub fn new(given: Vec<Field>) -> Self {
        let keys = FieldName::ALL.map(|name| {
            let typed: Vec<_> =
                given.iter().filter(|field| field.name == name).map(|field| field.key.clone()).collect();
            if typed.is_empty() { name.usual_keys().iter().map(|key| (*key).into()).collect() } else { typed }
        });
        Self { keys, given }
    }

    /// The keys of a name, the preferred one first.
    pub fn keys(&self, name: FieldName) -> &[String] {
        &self.keys[name as usize]
    }

    /// The fields the user gave, in the order given.
    pub fn given(&self) -> &[Field] {
        &self.given
    }

    /// Whether the user gave keys for a name.
    pub fn is_given(&self, name: FieldName) -> bool {
        self.given.iter().any(|field| field.name == name)
    }

    /// Whether a key stands for anything.
    pub(crate) fn wants(&self, key: &str) -> bool {
        self.keys.iter().flatten().any(|wanted| wanted == key)
    }
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

    #[test]
    fn a_field_is_a_known_name_and_a_key() {
        assert_eq!("html=body".parse(), Ok(Field { name: FieldName::Html, key: "body".into() }));
        assert_eq!("url=a=b".parse(), Ok(Field { name: FieldName::Url, key: "a=b".into() }));
        assert_eq!("titel=x".parse::<Field>(), Err(NotAField::Name("titel".into())));
        for wrong in ["html", "html=", "=body"] {
            assert_eq!(wrong.parse::<Field>(), Err(NotAField::Shape), "{wrong}");
        }
    }

    #[test]
    fn given_keys_replace_the_usual_ones_of_their_name_only() {
        let fields = Fields::new(vec!["html=b".parse().expect("field"), "html=a".parse().expect("field")]);
        assert_eq!(fields.keys(FieldName::Html), ["b", "a"]);
        assert_eq!(fields.keys(FieldName::Url), ["url", "link"]);
        assert!(fields.wants("link") && !fields.wants("body"));
        assert!(fields.is_given(FieldName::Html) && !fields.is_given(FieldName::Url));
    }
}
