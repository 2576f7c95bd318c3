//! What an input holds: told by what it begins with, and by its name where that leaves a doubt.
//!
//! A signature is beyond doubt, whatever the file is called, and so is a first line that is an object or the head of a
//! table. Whether other text is a page or a flattened text is known best by who named the file. Only a file whose name
//! tells nothing is judged by its first character.

use std::path::Path;

use super::fields::Fields;
use super::{first_line, tar, warc};
use crate::record::Kind;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One page of HTML.
    Html,
    /// One flattened text.
    Text,
    /// One JSON object a line.
    Lines,
    /// A table of text, with what parts its cells if that is known.
    Table {
        /// The separator.
        separator: Option<u8>,
    },
    /// A Parquet file.
    Parquet,
    /// Records of a web archive.
    Warc,
    /// A tar archive of pages.
    Tar,
}

/// Endings of names, without those of packing.
const NAMES: [(&str, Shape); 11] = [
    ("html", Shape::Html),
    ("htm", Shape::Html),
    ("txt", Shape::Text),
    ("jsonl", Shape::Lines),
    ("ndjson", Shape::Lines),
    ("csv", Shape::Table { separator: None }),
    ("tsv", Shape::Table { separator: Some(b'\t') }),
    ("parquet", Shape::Parquet),
    ("tar", Shape::Tar),
    ("tgz", Shape::Tar),
    ("warc", Shape::Warc),
];

/// Endings of packed files.
const PACKED: [&str; 3] = [".gz", ".zst", ".zstd"];

/// How files begin that are not read. Packed ones are unpacked once, and are met here when they were packed twice.
const FOREIGN: [(&[u8], &str); 8] = [
    (b"\x1f\x8b\x08", "packed twice: unpack it once"),
    (b"\x28\xb5\x2f\xfd", "packed twice: unpack it once"),
    (b"\xfd7zXZ\0", "packed as .xz, which is not read: unpack it, or pipe it in with xzcat"),
    (b"BZh91AY", "packed as .bz2, which is not read: unpack it, or pipe it in with bzcat"),
    (b"PK\x03\x04", "a ZIP archive, which is not read: unpack it into a folder"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive, which is not read: unpack it into a folder"),
    (b"Rar!\x1a\x07", "a RAR archive, which is not read: unpack it into a folder"),
    (b"%PDF-", "a PDF, which is no page: leave it out"),
];

/// How a Parquet file begins.
const PARQUET: &[u8] = b"PAR1";

/// The longest part of a file's beginning that is looked at for a signature.
const LOOK: usize = 512;

pub(super) const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

impl Shape {
    /// What the name of a file says.
    pub(super) fn by_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let unpacked = PACKED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
        let (stem, extension) = unpacked.rsplit_once('.')?;
        let known = NAMES.iter().find(|(ending, _)| *ending == extension);
        known.filter(|_| !stem.is_empty()).map(|(_, shape)| *shape)
    }

    /// What an unpacked beginning says together with the name of a file, for records with these fields; or what it is that
    /// is not read.
    pub(super) fn of_named(head: &[u8], name: Option<Self>, fields: &Fields) -> Result<Self, &'static str> {
        Self::of(head, Self::by_first_line(head, name, fields).or(name))
    }

    /// What the first line says beyond doubt. What the separator of a table is, its reader sees for itself.
    fn by_first_line(head: &[u8], name: Option<Self>, fields: &Fields) -> Option<Self> {
        if first_line::is_object(head) {
            return Some(Self::Lines);
        }
        let is_called_table = matches!(name, Some(Self::Table { .. }));
        let separator = first_line::separator(head, fields).filter(|_| !is_called_table);
        separator.map(|separator| Self::Table { separator: Some(separator) })
    }

    /// What an unpacked beginning says together with what is known of the whole; or what it is that is not read.
    pub(super) fn of(head: &[u8], name: Option<Self>) -> Result<Self, &'static str> {
        if let Some((_, what)) = FOREIGN.iter().find(|(signature, _)| head.starts_with(signature)) {
            return Err(what);
        }
        Ok(Self::by_signature(head).or(name).unwrap_or_else(|| Self::by_look(head)))
    }

    /// Whether a file that is called a page may be one; or what it is. `fields` are those of records.
    pub(super) fn page(bytes: &[u8], fields: &Fields) -> Result<(), &'static str> {
        match Self::of_named(bytes, Some(Self::Text), fields)?.kind(Kind::Auto) {
            Some(_) => Ok(()),
            None => Err(
                "a dump or an archive, as its beginning says, but called a page: give it the name of what it is",
            ),
        }
    }

    /// What a beginning says beyond doubt.
    pub(super) fn by_signature(head: &[u8]) -> Option<Self> {
        match head {
            _ if warc::is_warc(head) => Some(Self::Warc),
            _ if head.starts_with(PARQUET) => Some(Self::Parquet),
            _ if tar::is_tar(head) => Some(Self::Tar),
            _ => None,
        }
    }

    /// What the first byte that is not blank says.
    fn by_look(head: &[u8]) -> Self {
        match first(head) {
            Some(b'{') => Self::Lines,
            Some(b'<') => Self::Html,
            _ => Self::Text,
        }
    }

    /// Whether more of the file could say something else than this much of it. A pipe is not waited for without need.
    pub(super) fn needs_more(head: &[u8]) -> bool {
        let may_become = |signature: &[u8]| signature.len() > head.len() && signature.starts_with(head);
        let signatures = FOREIGN.iter().map(|(signature, _)| *signature).chain([warc::FIRST, PARQUET]);
        let is_text = !head.contains(&0) && !signatures.into_iter().any(may_become);
        first(head).is_none() || (head.len() < LOOK && !is_text) || first_line::may_go_on(head)
    }

    /// Whether it holds many records.
    pub(super) const fn is_many(self) -> bool {
        self.kind(Kind::Auto).is_none()
    }

    /// How to read the page that is in it, unless that was `asked` for; `None` for many records.
    pub(super) const fn kind(self, asked: Kind) -> Option<Kind> {
        match (self, asked) {
            (Self::Html, Kind::Auto) => Some(Kind::Html),
            (Self::Text, Kind::Auto) => Some(Kind::Text),
            (Self::Html | Self::Text, asked) => Some(asked),
            (Self::Lines | Self::Table { .. } | Self::Parquet | Self::Warc | Self::Tar, _) => None,
        }
    }
}

/// Whether text has the byte order mark of UTF-16.
pub(super) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// The first byte that is neither blank nor of a byte order mark.
fn first(head: &[u8]) -> Option<u8> {
    head.strip_prefix(UTF8_BOM).unwrap_or(head).trim_ascii_start().first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_shape() {
        let shape = |name: &str| Shape::by_name(Path::new(name));
        assert_eq!(shape("a/b.HTML"), Some(Shape::Html));
        assert_eq!(shape("b.htm.gz"), Some(Shape::Html));
        assert_eq!(shape("b.txt.zst"), Some(Shape::Text));
        assert_eq!(shape("b.ndjson.gz"), Some(Shape::Lines));
        assert_eq!(shape("b.csv.gz"), Some(Shape::Table { separator: None }));
        assert_eq!(shape("b.TSV"), Some(Shape::Table { separator: Some(b'\t') }));
        for other in ["b.css", "b.gz", "html", ".html", "b.html.bak", "b.html.gz.zst"] {
            assert_eq!(shape(other), None, "{other}");
        }
    }

    #[test]
    fn looks_tell_the_shape_where_the_name_does_not() {
        let cases: [(&[u8], Shape); 5] = [
            (b" \n{\"a\":1}", Shape::Lines),
            (b"\xef\xbb\xbf\n<html>", Shape::Html),
            (b"chi chep <b>", Shape::Text),
            (b"  ", Shape::Text),
            (b"\xef\xbb", Shape::Text),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Shape::of(bytes, None), Ok(expected));
            assert_eq!(Shape::of(bytes, Some(Shape::Lines)), Ok(Shape::Lines));
        }
    }

    #[test]
    fn a_first_line_that_leaves_no_doubt_goes_before_the_name() {
        let comma = Ok(Shape::Table { separator: Some(b',') });
        let of = |head: &[u8], name| Shape::of_named(head, name, &Fields::default());
        for name in [None, Some(Shape::Text), Some(Shape::Lines)] {
            assert_eq!(of(b"id,html\n1,x", name), comma);
            assert_eq!(of(b"{\"html\": \"id,text\"}\n", name), Ok(Shape::Lines));
        }
        let tabs = Shape::Table { separator: Some(b'\t') };
        assert_eq!(of(b"id,html\n1,x", Some(tabs)), Ok(tabs), "a separator that was named");
        assert_eq!(of(b"{\"html\": 1}", Some(tabs)), Ok(Shape::Lines));
        assert_eq!(of(b"id, html\n1,x", None), Ok(Shape::Text));
        assert_eq!(of(b"PAR1,html\n", None), Ok(Shape::Parquet));
    }

    #[test]
    fn what_is_not_read_is_named_whatever_it_is_called() {
        for (signature, what) in FOREIGN {
            assert_eq!(Shape::of(signature, Some(Shape::Html)), Err(what));
        }
        assert_eq!(Shape::of(b"PAR1\x15\x04", Some(Shape::Lines)), Ok(Shape::Parquet));
    }

    #[test]
    fn a_pipe_is_waited_for_only_where_more_could_tell_more() {
        for clear in [&b"{"[..], b"<", b"\n {", b"Tin\n", b"\xef\xbb\xbfx\n"] {
            assert!(!Shape::needs_more(clear), "{clear:?}");
        }
        for unclear in [&b""[..], b" \n", b"P", b"%PD", b"a\0b", b"Tin", b"id,ht"] {
            assert!(Shape::needs_more(unclear), "{unclear:?}");
        }
        assert!(!Shape::needs_more(&[b'a', 0].repeat(LOOK)));
    }
}
