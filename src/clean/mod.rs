//! A run over many records: what is read, cleaned, written, and told about it.
//!
//! [`run`] is the path of a run, as `extract` is that of a page:
//!
//! ```text
//! Reader ─ Entry ─ Cleaner (any thread) ─ Done ─ Writer (in input order) ─ Delivery
//! ```
//!
//! With two passes (`two_pass`) everything is read once before, and the `Cleaner` knows what recurs.
//!
//! `Cleaner` makes of an entry what is to be written and what is to be counted: all that costs time. `Writer` is the end of the
//! line: it sees one record after another in input order, and all that depends on the order is decided there; what it must
//! know to go on in a later run it keeps with each shard (`job`). Nothing here prints: a [`Listener`] is told.

mod cleaner;
mod contradiction;
mod count;
mod deliver;
mod done;
mod encode;
mod error;
mod fields_seen;
mod form;
mod job;
mod letters;
mod listener;
mod numbers;
pub mod report;
mod settings;
pub mod sift;
mod stop;
mod two_pass;
mod writer;

pub use cleaner::guarded;
pub use contradiction::{Contradiction, sources};
pub use count::{Count, Fate};
pub use deliver::{OneText, canonical, is_same};
pub use error::{Error, Unfinished};
pub use form::FormAsked;
pub use job::JobError;
pub use letters::Letters;
pub use listener::{Listener, Pass, Standing};
pub use numbers::{counted, grouped, percent};
pub use settings::{Destination, Form, Format, Packing, Settings, ShardSize};
pub use stop::Stop;

use std::sync::atomic::AtomicBool;

use crate::batch::{Pool, Stopped};
use crate::extract::Extractor;
use crate::input::{Placed, Reader};

use cleaner::Cleaner;
use deliver::Delivery;
use encode::{Aside, Encoders};
use report::Report;
use stop::Stoppable;
use writer::Writer;

/// What a run did.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    /// In sums.
    pub count: Count,
    /// Host by host.
    pub report: Report,
}

/// Cleans everything that `settings` name, and tells `listener` how it goes.
///
/// # Errors
/// When the run cannot go on: [`Error`] says why. A record that fails is none: it is told, counted, and named in the
/// output or among the dead letters.
pub fn run(
    settings: &Settings,
    extractor: &Extractor,
    listener: &mut dyn Listener,
) -> Result<Finished, Error> {
    if settings.reads_its_own_output() {
        return Err(Error::OwnOutput);
    }
    let aside = Aside::default();
    let encoders = Encoders::new(settings.form, &settings.fields, &aside);
    let delivery = Delivery::open(settings, &encoders, extractor)?;
    let mut request = settings.request.clone();
    request.skip.extend(deliver::own_paths(settings));
    let mut reader = Reader::new(request).with_fields(settings.fields.clone());
    let recurring = if settings.two_pass {
        Some(two_pass::recurring(settings, extractor, &delivery, listener)?)
    } else {
        None
    };
    let cleaner = Cleaner::new(settings, extractor, recurring.as_ref());
    let pass = if settings.two_pass { Pass::Second } else { Pass::Only };
    listener.begins(pass, reader.progress(), &mut || reader.total_bytes(&|| settings.stop.is_asked()));
    let mut writer = Writer::new(settings, delivery, listener)?;
    let Some(position) = writer.resume()? else {
        writer.ends();
        return writer.finish();
    };
    reader.skip_to(position);
    let cut = AtomicBool::new(false);
    let entries = Stoppable::new(reader, &settings.stop, &cut);
    let work = |entry: Placed<_>| {
        aside.help();
        entry.map(|entry| cleaner.clean(entry))
    };
    let sink = |done| writer.take(done).map_err(|error| writer.explain(error));
    let result = Pool::new(settings.threads).run(entries, work, sink);
    writer.ends();
    match result {
        Ok(()) if cut.into_inner() => writer.stop(),
        Ok(()) => writer.finish(),
        Err(Stopped::Sink(error)) => Err(error),
        Err(Stopped::Threads(kind)) => Err(Error::Threads(kind.into())),
    }
}
