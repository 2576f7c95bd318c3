//! The readers over bytes in memory: what the fuzz targets need of this module.
//!
//! Knows no files. No part of the interface, and no promise.

use std::io::Cursor;
use std::path::Path;

use super::fields::Fields;
use super::opener::{Held, Opener};
use super::reader::{Entry, Progress};
use super::shape::Shape;
use crate::record::Kind;

/// The entries of `bytes` as if they were a file called `name`.
pub fn entries(name: &str, bytes: Vec<u8>) -> Box<dyn Iterator<Item = Entry>> {
    let opener =
        Opener { kind: Kind::Auto, url: None, fields: Fields::default(), progress: Progress::default() };
    match opener.stream(name, Shape::by_name(Path::new(name)), Cursor::new(bytes)) {
        Held::One(entry) => Box::new(std::iter::once(entry)),
        Held::Many(dump) => Box::new(dump),
    }
}
