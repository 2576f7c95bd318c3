//! What the threads hand to the writer.

use super::count::Fate;
use crate::batch::Weigh;
use crate::input::Place;

/// An entry that was worked on.
#[derive(Debug)]
pub(super) enum Done {
    /// A record: in the output, or in the count at least.
    Record(DoneRecord),
    /// All records of a dump were given.
    EndOfDump(String),
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
    /// For a record with fields: which of the given ones it has, and the keys of a first record.
    pub(super) seen: Option<(Vec<usize>, Option<String>)>,
}

/// What is written for a record, in the form of the run.
#[derive(Debug)]
pub(super) enum Written {
    /// The form has no words for it.
    Nothing,
    /// This.
    Text(String),
}

impl Written {
    /// How many bytes are written before packing: they depend on the record alone.
    pub(super) const fn bytes(&self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Text(text) => text.len() as u64,
        }
    }
}

impl Weigh for Written {
    fn weight(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Text(text) => text.capacity(),
        }
    }
}

impl Weigh for Done {
    fn weight(&self) -> usize {
        let own = match self {
            Self::Record(done) => {
                let text = |text: &Option<String>| text.as_ref().map_or(0, String::capacity);
                done.id.len() + done.written.weight() + text(&done.error) + text(&done.letter)
            }
            Self::EndOfDump(_) | Self::EndOfFolder { .. } => 0,
        };
        own + size_of::<Self>()
    }
}
