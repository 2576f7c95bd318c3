//! `tinsach clean`: records in, articles out, in the same order.

use tinsach::clean;

use crate::cli::Ending;
use crate::cli::args::Clean;
use crate::cli::config::CleanConfig;
use crate::cli::messages::{Messages, can_show_bar};

/// Runs the command.
pub(crate) fn run(mut typed: Clean) -> anyhow::Result<Ending> {
    if let Some(shown) = typed.shown_config.take() {
        clean::OneText::to_stdout().deliver(&shown)?;
        return Ok(Ending::Delivered);
    }
    let config = typed.config.take();
    let CleanConfig { settings, engine, quiet } = CleanConfig::new(typed)?;
    let extractor = engine.extractor()?;
    let shows_bar = !quiet && can_show_bar(settings.destination == clean::Destination::Stdout);
    let mut messages = Messages::new(quiet, shows_bar);
    if let Some(file) = config {
        let file = file.display();
        messages.note(&format!(
            "options of {file} apply: --print-config shows them, --config none turns them off"
        ));
    }
    let count = clean::run(&settings, &extractor, &mut messages)?;
    Ok(if count.errors() == 0 { Ending::Delivered } else { Ending::SomeFailed })
}
