//! Records from files, folders, dumps, archives and standard input.
//!
//! `Reader` opens what was named and gives one `Entry` after another, in a fixed order: what was named first comes
//! first, a folder is walked in the byte order of its paths. It reads no further than it is asked to. What costs time
//! and can be done elsewhere is left to the one who takes the entry: parsing a JSON line (`Line::record`), looking
//! at the cells of a row (`Row::record`), opening and unpacking a page (`PageFile::read`), undoing the codings of HTTP (`Response`).
//!
//! What cannot be read is an entry too: a `Problem`, in its place among the records. This module prints nothing and
//! knows nothing of articles.

mod feed;
mod fields;
mod first_line;
mod found;
mod globs;
#[cfg(feature = "internals")]
pub(crate) mod internals;
mod json;
mod key_path;
mod left_out;
mod line;
mod lines;
mod open;
mod opened;
mod opener;
mod page_file;
#[cfg(feature = "parquet")]
mod parquet;
mod position;
mod problem;
mod reader;
mod record;
mod row;
mod shape;
mod survey;
mod table;
mod tar;
mod walk;
mod warc;

#[cfg(feature = "parquet")]
pub(crate) use parquet::cell_value;

pub use fields::{Field, FieldName, Fields, Named, NotAField};
pub use found::timestamp;
pub use key_path::KeyPath;
pub use line::Line;
pub use opened::{Opened, OpenedRecord};
pub use page_file::PageFile;
pub use position::{Placed, Position};
pub use problem::{At, Place, Problem, Trouble};
pub use reader::{Entry, Progress, Reader, Request, Source};
pub use record::{Kept, OwnedContent, OwnedRecord};
pub use row::Row;
pub use survey::{Surveyed, survey};
pub use tar::Member;
pub use warc::Response;
