//! `tinsach clean`: records in, articles out, in the same order.

use std::env;

use tinsach::clean::{self, Destination, Finished};

use crate::cli::Ending;
use crate::cli::args::Clean;
use crate::cli::config::CleanConfig;
use crate::cli::messages::{Messages, Showing};
use crate::cli::report_file::{self, ReportFile};

/// Runs the command.
pub(crate) fn run(mut typed: Clean) -> anyhow::Result<Ending> {
    if let Some(shown) = typed.shown_config.take() {
        clean::OneText::to_stdout().deliver(&shown)?;
        return Ok(Ending::Delivered);
    }
    let config = typed.config.take();
    let CleanConfig { settings, engine, quiet, report: report_path } = CleanConfig::new(typed)?;
    let report_file = report_path.map(|path| ReportFile::open(path, settings.force)).transpose()?;
    let extractor = engine.extractor()?;
    let showing = Showing::fitting(quiet, settings.destination == Destination::Stdout);
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
