//! `tinsach clean`: records in, articles out, in the same order.

use tinsach::clean;

use crate::cli::Ending;
use crate::cli::args::Clean;
use crate::cli::config::CleanConfig;
use crate::cli::messages::{Messages, can_show_bar};

/// Runs the command.
pub(crate) fn run(typed: Clean) -> anyhow::Result<Ending> {
    let CleanConfig { settings, engine, quiet } = CleanConfig::new(typed)?;
    let extractor = engine.extractor()?;
    let shows_bar = !quiet && can_show_bar(settings.destination == clean::Destination::Stdout);
    let mut messages = Messages::new(quiet, shows_bar);
    let count = clean::run(&settings, &extractor, &mut messages)?;
    Ok(if count.errors() == 0 { Ending::Delivered } else { Ending::SomeFailed })
}
