//! The first pass of two: reads everything once to count what recurs on the pages of each host.
//!
//! It runs before the other one, over the same reader and the same extractor. `Sample` is what any thread takes of a page, `Tally`
//! counts samples in input order, and what comes out is the table that pages are cleaned with afterwards. Problems of the
//! input are not told here: the second pass meets all of them again.

mod kept;
mod sample;
mod tally;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::cleaner::guarded;
use super::count::{Count, Fate};
use super::deliver::{Delivery, own_paths};
use super::error::{Error, Unfinished};
use super::listener::{Listener, Standing};
use super::numbers::{counted, grouped};
use super::settings::Settings;
use super::stop::Stoppable;
use super::{Finished, Pass};
use crate::batch::{Pool, Stopped, Weigh};
use crate::extract::Extractor;
use crate::input::{At, Entry, Opened, Place, Placed, Reader};
use crate::recurring::Recurring;

pub(super) use kept::Counts;
use sample::Sample;
use tally::Tally;

/// What the first pass makes of an entry.
struct Looked {
    /// What becomes of it; `None` for what is no record.
    fate: Option<Fate>,
    sample: Option<Sample>,
}

impl Weigh for Looked {
    fn weight(&self) -> usize {
        size_of::<Self>() + self.sample.as_ref().map_or(0, Sample::weight)
    }
}

/// What recurs: counted, or in a job that has done so, as it was counted then.
pub(super) fn recurring(
    settings: &Settings,
    extractor: &Extractor,
    delivery: &Delivery,
    listener: &mut dyn Listener,
) -> Result<Recurring, Error> {
    let job = match delivery {
        Delivery::Job(job) => Some(job),
        Delivery::Stream(_) => None,
    };
    if let Some(counts) = job.map_or(Ok(None), |job| job.first_pass())? {
        return Ok(counts.recurring);
    }
    let counts = count(settings, extractor, listener)?;
    job.map_or(Ok(()), |job| job.keep_first_pass(&counts))?;
    listener.note(&told(&counts));
    Ok(counts.recurring)
}

/// What the first pass has found, in words.
fn told(counts: &Counts) -> String {
    let Counts { pages, repeats, groups, uncounted, recurring } = counts;
    let blocks = recurring.0.values().map(|group| group.len() as u64).sum();
    let found = if recurring.0.is_empty() {
        "nothing recurs".to_owned()
    } else {
        format!("{} recur at {}", counted(blocks, "block"), counted(recurring.0.len() as u64, "host"))
    };
    let more = match uncounted {
        0 => String::new(),
        pages => format!("; {} of further hosts were not counted", counted(*pages, "page")),
    };
    let (pages, groups) = (counted(*pages, "page"), counted(*groups, "host"));
    format!("first pass: {pages} of {groups}, {} repeats: {found}{more}", grouped(*repeats))
}

fn count(settings: &Settings, extractor: &Extractor, listener: &mut dyn Listener) -> Result<Counts, Error> {
    let mut request = settings.request.clone();
    request.skip.extend(own_paths(settings));
    let reader = Reader::new(request).with_fields(settings.fields.clone());
    listener.begins(Pass::First, reader.progress(), &mut || reader.total_bytes(&|| settings.stop.is_asked()));
    let cut = AtomicBool::new(false);
    let entries = Stoppable::new(reader, &settings.stop, &cut);
    let (mut tally, mut sums) = (Tally::default(), Count::default());
    let work = |entry: Placed<Entry>| entry.map(|entry| look(entry, settings, extractor));
    let sink = |looked: Placed<Looked>| {
        let Looked { fate, sample } = looked.item;
        if let Some(fate) = fate {
            sums.count(fate);
        }
        if let Some(sample) = sample {
            tally.take(&sample);
        }
        listener.advance(Standing { count: &sums });
        Ok::<(), Error>(())
    };
    let result = Pool::new(settings.threads).run(entries, work, sink);
    listener.ends();
    match result {
        Ok(()) if cut.into_inner() => {
            let message =
                "the first pass was not done, and nothing is written; the same command begins it anew";
            let so_far = Finished::default();
            Err(Error::Stopped(Box::new(Unfinished { message: message.into(), so_far })))
        }
        Ok(()) => Ok(tally.finish()),
        Err(Stopped::Sink(error)) => Err(error),
        Err(Stopped::Threads(kind)) => Err(Error::Threads(kind.into())),
    }
}

fn look(entry: Entry, settings: &Settings, extractor: &Extractor) -> Looked {
    let Opened::Record(opened) = entry.open(&settings.fields, settings.request.kind) else {
        return Looked { fate: None, sample: None };
    };
    let trace = opened.record.ok().and_then(|record| guarded(|| extractor.trace(&record.as_record())).ok());
    let sample = trace.as_ref().and_then(|trace| Sample::of(trace, &place_of(&opened.place)));
    Looked { fate: Some(trace.map_or(Fate::Error, |trace| (&trace.outcome).into())), sample }
}

/// What pages without a host are counted together by: the folder of a page that is a file, else the dump that it is in.
///
/// A host is never guessed from the name of a file; but what lies together was put together, and a block that most of
/// its pages share is no article text, whatever their hosts are.
pub(super) fn place_of(place: &Place) -> String {
    match place.at {
        At::Whole => {
            let folder = Path::new(&*place.file).parent().filter(|folder| !folder.as_os_str().is_empty());
            folder.unwrap_or(Path::new(".")).display().to_string()
        }
        _ => place.file.to_string(),
    }
}
