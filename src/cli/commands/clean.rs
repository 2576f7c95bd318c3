//! `tinsach clean`: records in, articles out, in the same order.

use std::env;

use anyhow::Context as _;
use tinsach::clean::{self, Finished};

use crate::cli::args::Clean;
use crate::cli::config::CleanConfig;
use crate::cli::messages::{self, Messages, Showing};
use crate::cli::report_file::{self, ReportFile};
use crate::cli::{Ending, STOPPED};

/// Runs the command.
pub(crate) fn run(mut typed: Clean) -> anyhow::Result<Ending> {
    if let Some(shown) = typed.file.shown.take() {
        clean::OneText::to_stdout().deliver(&shown)?;
        return Ok(Ending::Delivered);
    }
    let config = typed.file.config.take();
    let CleanConfig { settings, engine, quiet, report: report_path } = CleanConfig::new(typed)?;
    let report_file = report_path.map(|path| ReportFile::open(path, settings.force)).transpose()?;
    let extractor = engine.extractor()?;
    let showing = if quiet { Showing::Nothing } else { Showing::beside(&settings.destination) };
    stop_on_signals(&settings.stop)?;
    let mut messages = Messages::new(quiet, showing);
    if let Some(file) = config {
        let file = file.display();
        messages.note(&format!(
            "options of {file} apply: --print-config shows them, --config none turns them off"
        ));
    }
    let Finished { count, report } = clean::run(&settings, &extractor, &mut messages)?;
    messages.table(&report);
    if let Some(file) = report_file {
        let words = env::args_os().map(|word| word.to_string_lossy().into_owned());
        messages.note(&file.write(&report, &report_file::call(words))?);
    }
    Ok(if count.errors() == 0 { Ending::Delivered } else { Ending::SomeFailed })
}

/// Lets Ctrl-C and SIGTERM stop the run in good order; a second one ends it at once.
fn stop_on_signals(stop: &clean::Stop) -> anyhow::Result<()> {
    let stop = stop.clone();
    let listening = ctrlc::set_handler(move || {
        if stop.ask() {
            std::process::exit(STOPPED.into());
        }
        messages::say("stopping, which may take a moment; once more ends at once");
    });
    listening.context("Ctrl-C cannot be listened to")
}
