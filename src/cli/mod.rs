//! The command line: what was typed (`args`), what it means (`config`), what is done (`commands`).
//!
//! Only this part of the crate prints, and only it ends the process. What an article is, it does not know.

mod args;
mod commands;
mod config;
mod file;
mod limit;
mod messages;
mod progress;
mod report_file;
mod sift;
mod told;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use tinsach::clean::Contradiction;

use args::{Args, Command};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Everything was delivered.
    Delivered,
    /// The run came to its end, but some records failed, or what was asked for did not hold.
    SomeFailed,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Delivered => Self::SUCCESS,
            Ending::SomeFailed => Self::from(3),
        }
    }
}

const FATAL: u8 = 1;
const USAGE: u8 = 2;
/// What shells say of a program that Ctrl-C has ended: 128 and the number of the signal.
const STOPPED: u8 = 130;

/// The typed words make sense one by one, but not together.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

impl From<Contradiction> for Usage {
    fn from(Contradiction(message): Contradiction) -> Self {
        Self(message)
    }
}

/// Runs what the command line says.
pub(crate) fn main() -> ExitCode {
    let args = match read_args() {
        Ok(args) => args,
        Err(error) => return typed_wrong(&error),
    };
    let (name, result) = match args.command {
        Command::Clean(typed) => ("clean", commands::clean::run(*typed)),
        Command::Explain(typed) => ("explain", commands::explain::run(typed)),
        Command::Rules(typed) => ("rules", commands::rules::run(typed)),
        Command::Diff(typed) => ("diff", commands::diff::run(typed)),
        Command::Learn(typed) => ("learn", commands::learn::run(&typed)),
        #[cfg(feature = "serve")]
        Command::Serve(typed) => ("serve", commands::serve::run(typed)),
        Command::Eval(typed) => ("eval", commands::eval::run(typed)),
        Command::Train(typed) => ("train", commands::train::run(&typed)),
        Command::Completions(typed) => ("completions", commands::shell::completions(&typed)),
        Command::Man(typed) => ("man", commands::shell::man(&typed)),
    };
    match result {
        Ok(ending) => ending.into(),
        Err(error) => failed(name, &error),
    }
}

/// The command line, with the options of the configuration file among them.
fn read_args() -> Result<Args, clap::Error> {
    let words = file::with_file(std::env::args_os().collect())?;
    let matches = Args::command().try_get_matches_from(&words.all)?;
    let mut args = Args::from_arg_matches(&matches)?;
    if let (Command::Clean(clean), Some((_, matches))) = (&mut args.command, matches.subcommand()) {
        if clean.file.print_config {
            clean.file.shown = Some(file::shown(&words, matches));
        }
        (clean.file.config, clean.file.words) = (words.file, words.of_file);
    }
    Ok(args)
}

fn failed(command: &str, error: &anyhow::Error) -> ExitCode {
    if let Some(Usage(message)) = error.downcast_ref() {
        let mut whole = Args::command();
        whole.build();
        let found = whole.find_subcommand_mut(command);
        return typed_wrong(
            &found.unwrap_or(&mut Args::command()).error(ErrorKind::ValueValidation, message),
        );
    }
    // The reader of our output has seen enough: nobody is left to be told.
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    messages::fatal(error);
    let was_stopped = matches!(error.downcast_ref(), Some(tinsach::clean::Error::Stopped(_)));
    ExitCode::from(if was_stopped { STOPPED } else { FATAL })
}

/// Help and version come this way too: they are no mistakes, and clap knows.
fn typed_wrong(error: &clap::Error) -> ExitCode {
    // A closed standard output or error is no reason for another message.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(tinsach::clean::Error::ClosedPipe))
}
