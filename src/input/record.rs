//! A record that owns its page.

use jiff::Timestamp;
use serde_json::Value;

use super::fields::Fields;
use super::open::{Stream, read_whole};
use super::problem::{Problem, Trouble};
use super::shape::Shape;
use crate::record::{Content, Kind, Options, Record};

/// The content of an owned record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedContent {
    /// Undecoded bytes of a file.
    Bytes(Vec<u8>),
    /// Unicode text, out of a JSON string.
    Text(String),
}

/// One page with its name in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedRecord {
    /// The name in the output: the record's own, else its file, else its file and line.
    pub id: String,
    /// The page.
    pub content: OwnedContent,
    /// Where it was fetched from.
    pub url: Option<String>,
    /// HTML or text.
    pub kind: Kind,
    /// When it was fetched.
    pub fetched: Option<Timestamp>,
    /// The HTTP `Content-Type` header.
    pub content_type: Option<String>,
}

/// Values of an input record that its output carries, by the keys they were asked for with, in that order.
pub type Kept = Vec<(String, Value)>;

/// The largest page, in bytes after unpacking: the extractor would refuse a larger one, so it is not read at all.
pub(super) const MAX_PAGE: usize = Options::MAX_BYTES;

impl OwnedRecord {
    /// Reads the one page that is in a stream. What is a dump with these fields is none.
    pub(super) fn read(
        name: &str,
        stream: Stream,
        kind: Kind,
        url: Option<String>,
        fields: &Fields,
    ) -> Result<Self, Box<Problem>> {
        match read_whole(stream, MAX_PAGE) {
            Err(error) => Err(Problem::unreadable(name, error).into()),
            Ok(None) => Err(Problem::of_file(name, Trouble::TooLarge { limit: MAX_PAGE }).into()),
            Ok(Some(bytes)) => {
                if let Err(what) = Shape::page(&bytes, fields) {
                    return Err(Problem::of_file(name, Trouble::Foreign { what }).into());
                }
                let content = OwnedContent::Bytes(bytes);
                Ok(Self { id: name.into(), content, url, kind, fetched: None, content_type: None })
            }
        }
    }

    /// The record as the extractor takes it.
    pub fn as_record(&self) -> Record<'_> {
        Record {
            content: match &self.content {
                OwnedContent::Bytes(bytes) => Content::Bytes(bytes),
                OwnedContent::Text(text) => Content::Str(text),
            },
            url: self.url.as_deref(),
            kind: self.kind,
            fetched: self.fetched,
            content_type: self.content_type.as_deref(),
        }
    }

    /// Bytes of content.
    pub const fn len(&self) -> usize {
        match &self.content {
            OwnedContent::Bytes(bytes) => bytes.len(),
            OwnedContent::Text(text) => text.len(),
        }
    }

    /// Whether there is no content at all.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
