//! What the program says on standard error: what went wrong, notes, the bar of progress.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};
use tinsach::clean::{Listener, Standing};
use tinsach::input::Progress;

/// The voice of a run. Messages go above the bar, if there is one.
#[derive(Debug)]
pub(super) struct Messages {
    quiet: bool,
    shows_bar: bool,
    bar: ProgressBar,
    read: Progress,
}

/// Whether a bar can be shown: not when the output scrolls through the same terminal.
pub(super) fn can_show_bar(to_stdout: bool) -> bool {
    io::stderr().is_terminal() && !(to_stdout && io::stdout().is_terminal())
}

impl Messages {
    /// Messages, with a bar once a run begins if `shows_bar`.
    pub(super) fn new(quiet: bool, shows_bar: bool) -> Self {
        Self { quiet, shows_bar, bar: ProgressBar::hidden(), read: Progress::default() }
    }

    /// Messages without a bar.
    pub(super) fn plain(quiet: bool) -> Self {
        Self::new(quiet, false)
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
}

impl Listener for Messages {
    fn begins(&mut self, read: Progress, total: &mut dyn FnMut() -> Option<u64>) {
        self.read = read;
        if self.shows_bar {
            self.bar = bar(total());
        }
    }

    fn problem(&mut self, message: &str) {
        Self::problem(self, message);
    }

    fn note(&mut self, message: &str) {
        Self::note(self, message);
    }

    fn advance(&mut self, standing: Standing<'_>) {
        if !self.bar.is_hidden() {
            self.bar.set_message(standing.count.records().to_string());
            self.bar.set_position(self.read.bytes());
        }
    }

    fn ends(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A bar to `total` bytes, or one that only turns.
fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{wide_bar} {bytes}/{total_bytes}  {msg} records  {bytes_per_sec}  {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}  {msg} records  {bytes_per_sec}  {elapsed}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Says why the program cannot go on.
pub(super) fn fatal(error: &anyhow::Error) {
    say(&format!("{error:#}"));
}

/// One line on standard error.
pub(super) fn say(message: &str) {
    // Nobody can be told that standard error is closed.
    let _ = writeln!(io::stderr(), "tinsach: {message}");
}
