//! What the program says on standard error: what went wrong, notes, how far it is, the sums at the end.
//!
//! The only place of a run that looks at the clock: what is written never depends on it.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use tinsach::clean::report::{Report, Role};
use tinsach::clean::{Destination, Listener, Pass, Standing};
use tinsach::input::Progress;

use super::progress::{Moment, Pace};

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Showing {
    /// Not at all.
    Nothing,
    /// A bar that changes, for a terminal.
    Bar,
    /// A line now and then, for a log.
    Lines,
}

impl Showing {
    /// What suits standard error when articles go to `destination`. No bar where they scroll through the same terminal, and
    /// no lines in it either.
    pub(super) fn beside(destination: &Destination) -> Self {
        if !io::stderr().is_terminal() {
            return Self::Lines;
        }
        let scrolls = *destination == Destination::Stdout && io::stdout().is_terminal();
        if scrolls { Self::Nothing } else { Self::Bar }
    }

    /// The least time from one sign to the next: a bar need not be newer than eyes can see, a log must not grow.
    const fn interval(self) -> Duration {
        match self {
            Self::Nothing => Duration::MAX,
            Self::Bar => Duration::from_millis(100),
            Self::Lines => Duration::from_secs(30),
        }
    }
}

/// The voice of a run. Messages go above the bar, if there is one.
#[derive(Debug)]
pub(super) struct Messages {
    quiet: bool,
    showing: Showing,
    bar: ProgressBar,
    pass: Pass,
    read: Progress,
    pace: Pace,
    began: Instant,
    /// When progress was shown last.
    shown: Duration,
}

impl Messages {
    /// Messages, with progress once a run begins.
    pub(super) fn new(quiet: bool, showing: Showing) -> Self {
        Self {
            quiet,
            showing,
            bar: ProgressBar::hidden(),
            pass: Pass::Only,
            read: Progress::default(),
            pace: Pace::default(),
            began: Instant::now(),
            shown: Duration::ZERO,
        }
    }

    /// Messages without progress.
    pub(super) fn plain(quiet: bool) -> Self {
        Self::new(quiet, Showing::Nothing)
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

    /// Shows what was done for each host, unless quiet. One or two records need no table.
    pub(super) fn table(&self, report: &Report) {
        if self.quiet || report.sum().records() <= 2 {
            return;
        }
        let colours = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
        let lines = report.table().into_iter().map(|line| match line.role {
            _ if !colours => line.text + "\n",
            Role::Head | Role::Sum => format!("\x1b[1m{}\x1b[0m\n", line.text),
            Role::Drift => format!("\x1b[33m{}\x1b[0m\n", line.text),
            Role::Host => line.text + "\n",
        });
        let text = lines.fold(String::from("\n"), |text, line| text + &line);
        // Nobody can be told that standard error is closed.
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

impl Listener for Messages {
    fn begins(&mut self, pass: Pass, read: Progress, total: &mut dyn FnMut() -> Option<u64>) {
        self.pass = pass;
        self.read = read;
        self.shown = Duration::ZERO;
        self.began = Instant::now();
        if self.showing == Showing::Nothing {
            return;
        }
        let total = total();
        self.pace = Pace::to(total);
        if self.showing == Showing::Bar {
            self.bar = bar(total);
        }
    }

    fn problem(&mut self, message: &str) {
        Self::problem(self, message);
    }

    fn note(&mut self, message: &str) {
        Self::note(self, message);
    }

    fn advance(&mut self, standing: Standing<'_>) {
        if self.showing == Showing::Nothing {
            return;
        }
        let now = Moment::new(self.began.elapsed(), self.read.bytes(), standing.count);
        self.pace.advance(&now);
        if now.elapsed.saturating_sub(self.shown) < self.showing.interval() {
            return;
        }
        self.shown = now.elapsed;
        let line = named(self.pass).to_owned() + &self.pace.line(&now);
        match self.showing {
            Showing::Bar => {
                self.bar.set_message(line);
                self.bar.set_position(now.bytes);
            }
            Showing::Lines => say(&line),
            Showing::Nothing => {}
        }
    }

    fn ends(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// What stands before the line of progress.
const fn named(pass: Pass) -> &'static str {
    match pass {
        Pass::Only => "",
        Pass::First => "pass 1 of 2, counts:  ",
        Pass::Second => "pass 2 of 2, cleans:  ",
    }
}

/// A bar to `total` bytes, or one that only turns; the line of progress stands above it, as both are long.
fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{msg}\n{wide_bar:.cyan/dim}"),
        None => (ProgressBar::new_spinner(), "{spinner:.cyan} {msg}  {elapsed}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━━─"));
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
