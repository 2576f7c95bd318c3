//! `tinsach completions` and `tinsach man`: what is known of the command line, for shells and for readers.

use std::fs;

use anyhow::Context as _;
use clap::CommandFactory;
use tinsach::clean::{OneText, counted};

use crate::cli::Ending;
use crate::cli::args::{Args, Completions, Man};
use crate::cli::messages::Messages;

/// Runs `tinsach completions`.
pub(crate) fn completions(typed: &Completions) -> anyhow::Result<Ending> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut Args::command(), "tinsach", &mut script);
    OneText::to_stdout().deliver(&String::from_utf8(script)?)?;
    Ok(Ending::Delivered)
}

/// Runs `tinsach man`.
pub(crate) fn man(typed: &Man) -> anyhow::Result<Ending> {
    let Some(folder) = &typed.output else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Args::command()).render(&mut page)?;
        OneText::to_stdout().deliver(&String::from_utf8(page)?)?;
        return Ok(Ending::Delivered);
    };
    let failed = || format!("{} cannot be written", folder.display());
    fs::create_dir_all(folder).with_context(failed)?;
    clap_mangen::generate_to(Args::command(), folder).with_context(failed)?;
    let pages = 1 + commands(&Args::command());
    Messages::plain(false).note(&format!("{} in {}", counted(pages, "page"), folder.display()));
    Ok(Ending::Delivered)
}

/// How many commands there are below one.
fn commands(command: &clap::Command) -> u64 {
    command.get_subcommands().map(|it| 1 + commands(it)).sum()
}
