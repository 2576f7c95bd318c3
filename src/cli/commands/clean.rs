//! `tinsach clean`: records in, articles out, in the same order.

use tinsach::clean::{self, Destination, Finished};

use crate::cli::Ending;
use crate::cli::args::Clean;
use crate::cli::config::CleanConfig;
use crate::cli::messages::{Messages, Showing};

/// Runs the command.
pub(crate) fn run(typed: Clean) -> anyhow::Result<Ending> {
    let CleanConfig { settings, engine, quiet } = CleanConfig::new(typed)?;
    let extractor = engine.extractor()?;
    let showing = Showing::fitting(quiet, settings.destination == Destination::Stdout);
    let mut messages = Messages::new(quiet, showing);
    let Finished { count, report } = clean::run(&settings, &extractor, &mut messages)?;
    messages.table(&report);
    Ok(if count.errors() == 0 { Ending::Delivered } else { Ending::SomeFailed })
}
