//! What the threads hand to the writer.

use serde_json::Value;

use super::count::Fate;
use super::report::Facts;
use super::sift::Prints;
use crate::batch::Weigh;
use crate::input::{Kept, Place};

/// An entry that was worked on.
#[derive(Debug)]
pub(super) enum Done {
    /// A record: in the output, or in the count at least.
    Record(Box<DoneRecord>),
    /// All records of a dump were given.
    EndOfDump(String),
    /// Something about a dump that a user may want to know.
    Note(String),
    /// A folder was walked to its end.
    EndOfFolder { folder: String, files: u64, left_out: u64 },
}

/// A record that was worked on.
#[derive(Debug)]
pub(super) struct DoneRecord {
    /// Its name in the output.
    pub(super) id: String,
    /// Where it stands in the input.
    pub(super) place: Place,
    /// What became of it.
    pub(super) fate: Fate,
    /// Why it failed.
    pub(super) error: Option<String>,
    /// What is written for it.
    pub(super) written: Written,
    /// Its dead letter, where it failed and letters are written.
    pub(super) letter: Option<String>,
    /// What of the input record is carried through; empty for one without fields.
    pub(super) kept: Kept,
    /// What the report keeps of it.
    pub(super) facts: Facts,
    /// What its article is compared by; `None` where nothing is.
    pub(super) prints: Option<Box<Prints>>,
    /// For a record with fields: which of those that were named it has, and the keys of a first record.
    pub(super) seen: Option<(Vec<usize>, Option<String>)>,
}

/// What is written for a record, in the form of the run.
#[derive(Debug)]
pub(super) enum Written {
    /// The form has no words for it.
    Nothing,
    /// This.
    Text(String),
    /// A whole file, packed.
    Packed(Vec<u8>),
}

impl Written {
    /// How many bytes are written, before shards are packed: they depend on the record alone.
    pub(super) const fn bytes(&self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Text(text) => text.len() as u64,
            Self::Packed(bytes) => bytes.len() as u64,
        }
    }
}

impl Weigh for Written {
    fn weight(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Text(text) => text.capacity(),
            Self::Packed(bytes) => bytes.capacity(),
        }
    }
}

impl Weigh for Done {
    fn weight(&self) -> usize {
        let own = match self {
            Self::Record(done) => {
                let text = |text: &Option<String>| text.as_ref().map_or(0, String::capacity);
                let kept: usize = done.kept.iter().map(|(_, value)| weight_of(value)).sum();
                let prints = done.prints.as_ref().map_or(0, |_| size_of::<Prints>());
                let texts = text(&done.error) + text(&done.letter);
                done.id.len() + done.written.weight() + done.facts.weight() + texts + kept + prints
            }
            Self::EndOfDump(_) | Self::Note(_) | Self::EndOfFolder { .. } => 0,
        };
        own + size_of::<DoneRecord>()
    }
}

/// Bytes that a value holds, roughly.
fn weight_of(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::String(text) => text.len(),
            Value::Array(values) => values.iter().map(weight_of).sum(),
            Value::Object(members) => members.iter().map(|(key, value)| key.len() + weight_of(value)).sum(),
            _ => 0,
        }
}
