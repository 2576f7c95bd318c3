//! Strings of data files that are parsed while they are read.
//!
//! The error is raised while the reader still stands on the string, so its message carries the line and column of the
//! string itself, not of the list around it.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

struct Parsed<T>(fn(&str) -> Result<T, String>);

impl<T> Visitor<'_> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

/// Reads a string and parses it.
pub(crate) fn parsed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: fn(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Parsed(parse))
}
