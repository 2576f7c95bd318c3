//! Records as the bytes of one file.
//!
//! An encoder is given one record after another and writes them to whatever it was made for: a file, standard output, a
//! shard of a job. It knows the form, and nothing of names, places and positions. The same records give the same bytes for
//! any number of threads, though packing is left to whoever has time ([`Aside`]).

mod aside;
mod pack;
#[cfg(feature = "parquet")]
mod parquet;
mod record;
#[cfg(test)]
mod seen;
mod table;
mod texts;

use std::io::{self, Write};

use super::done::Written;
use super::settings::{Form, Format};
use crate::input::Fields;

pub(super) use aside::Aside;
pub(super) use record::Shaper;

/// Puts records into one file.
pub(super) trait Encoder: Send {
    /// Writes one record. How many bytes of it reach the sink now, and how many later, depends on the threads: where to end
    /// a file must not be decided by that.
    fn write(&mut self, record: &Written) -> io::Result<()>;

    /// Writes what a file of this form ends with, and gives back what it was written to: flushed, and ready to be synced.
    fn finish(self: Box<Self>) -> io::Result<Sink>;
}

/// What bytes are written to.
pub(super) type Sink = Box<dyn Write + Send>;

/// Makes the encoders of a run: one for a stream, one for each shard of a job.
#[derive(Clone, Debug)]
pub(super) struct Encoders {
    form: Form,
    kept: Vec<String>,
    aside: Aside,
}

impl Encoders {
    /// Encoders of a form; of the fields, those that are carried through make columns.
    pub(super) fn new(form: Form, fields: &Fields, aside: &Aside) -> Self {
        Self { form, kept: fields.keep().map(Into::into).collect(), aside: aside.clone() }
    }

    /// An encoder that writes to `out`. It writes in large pieces where the form is packed, and in small ones otherwise.
    pub(super) fn encoder(&self, out: Sink) -> io::Result<Box<dyn Encoder>> {
        let form = self.form;
        let packed = |out| pack::Packed::new(form.packing, out, &self.aside);
        Ok(match form.format {
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(parquet::Parquet::new(form, &self.kept, out, &self.aside)?),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => return Err(io::Error::other("this program was built without Parquet")),
            Format::Csv | Format::Tsv => Box::new(table::Table::new(form, &self.kept, packed(out))?),
            format => Box::new(texts::Texts::new(format, packed(out))),
        })
    }

    /// Their form.
    pub(super) const fn format(&self) -> Format {
        self.form.format
    }

    /// What the names of its files end with, without the first dot: `jsonl.zst`.
    pub(super) fn extension(&self) -> String {
        let packing = self.form.packing.extension().map_or(String::new(), |it| format!(".{it}"));
        self.form.format.extension().to_owned() + &packing
    }
}
