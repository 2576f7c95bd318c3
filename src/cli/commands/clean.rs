//! `tinsach clean`: records in, articles out, in the same order.

use std::env;

use anyhow::Context as _;
use tinsach::clean::{self, Destination, Error, Finished, Settings};
use tinsach::input::Source;

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
    let (config, words_of_file) = (typed.file.config.take(), std::mem::take(&mut typed.file.words));
    let CleanConfig { settings, engine, quiet, report: report_path } = CleanConfig::new(typed)?;
    let report_file = report_path.map(|path| ReportFile::open(path, settings.force)).transpose()?;
    let extractor = engine.extractor()?;
    let showing = if quiet { Showing::Nothing } else { Showing::beside(&settings.destination) };
    if is_worth_stopping(&settings) {
        stop_on_signals(&settings.stop)?;
    }
    let mut messages = Messages::new(quiet, showing);
    if let Some(file) = &config {
        let file = file.display();
        messages.note(&format!(
            "options of {file} apply: --print-config shows them, --config none turns them off"
        ));
    }
    let words = || env::args_os().map(|word| word.to_string_lossy().into_owned());
    let call = report_file::call(
        report_file::command(words()),
        config.as_deref().map(|file| (file, &words_of_file[..])),
    );
    match clean::run(&settings, &extractor, &mut messages) {
        Ok(Finished { count, report }) => {
            messages.table(&report);
            if let Some(file) = report_file {
                messages.note(&file.write(&report, &call)?);
            }
            Ok(if count.errors() == 0 { Ending::Delivered } else { Ending::SomeFailed })
        }
        Err(Error::Stopped(mut unfinished)) => {
            match (report_file, unfinished.so_far.count.records()) {
                (None, _) => {}
                (Some(_), 0) => messages.note("no record is done, so there is no report of it"),
                (Some(file), _) => messages.note(&file.write_so_far(&unfinished.so_far.report, &call)?),
            }
            if matches!(settings.destination, Destination::Folder(_)) {
                // With --force it would begin anew.
                let command = report_file::command(words().filter(|word| word != "--force"));
                unfinished.message.push_str(": ");
                unfinished.message.push_str(&command);
            }
            Err(Error::Stopped(unfinished).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a run that is stopped in good order has something to keep, or to say. One page is done before anybody could.
fn is_worth_stopping(settings: &Settings) -> bool {
    let sources = &settings.request.sources;
    settings.destination != Destination::Stdout
        || settings.letters.to.is_some()
        || sources.len() > 1
        || sources.iter().any(Source::is_many)
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
