//! What the program says on standard error: what went wrong, notes, the bar of progress.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};
use tinsach::input::Progress;

/// The voice of a run. Messages go above the bar, if there is one.
#[derive(Debug)]
pub(super) struct Messages {
    quiet: bool,
    bar: ProgressBar,
    progress: Progress,
}

/// Whether a bar can be shown: not when the output scrolls through the same terminal.
pub(super) fn can_show_bar(to_stdout: bool) -> bool {
    io::stderr().is_terminal() && !(to_stdout && io::stdout().is_terminal())
}

impl Messages {
    /// Messages without a bar.
    pub(super) fn plain(quiet: bool) -> Self {
        Self { quiet, bar: ProgressBar::hidden(), progress: Progress::default() }
    }

    /// Messages above a bar that follows `progress`; `total` bytes are to be read, if that is known.
    pub(super) fn with_bar(progress: Progress, total: Option<u64>) -> Self {
        let (bar, template) = match total {
            Some(total) => (
                ProgressBar::new(total),
                "{wide_bar} {bytes}/{total_bytes}  {msg} records  {bytes_per_sec}  {eta} left",
            ),
            None => {
                (ProgressBar::new_spinner(), "{spinner} {bytes}  {msg} records  {bytes_per_sec}  {elapsed}")
            }
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { quiet: false, bar, progress }
    }

    /// Says what went wrong, quiet or not.
    pub(super) fn problem(&self, message: &str) {
        self.bar.suspend(|| say(message));
    }

    /// Says what a user may want to know, unless quiet.
    pub(super) fn note(&self, message: &str) {
        if !self.quiet {
            self.problem(message);
        }
    }

    /// Moves the bar to where reading is.
    pub(super) fn advance(&self, records: u64) {
        if !self.bar.is_hidden() {
            self.bar.set_message(records.to_string());
            self.bar.set_position(self.progress.bytes());
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Says why the program cannot go on.
pub(super) fn fatal(error: &anyhow::Error) {
    say(&format!("{error:#}"));
}

fn say(message: &str) {
    // Nobody can be told that standard error is closed.
    let _ = writeln!(io::stderr(), "tinsach: {message}");
}
