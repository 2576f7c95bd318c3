//! Damaged pages through the whole path and into every form, by the pool that runs a dump: what is counted, and what is wrong.

#![allow(dead_code, reason = "each of those who include this file needs other parts of it")]

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::time::Duration;

use tinsach::batch::{Pool, Weigh};
use tinsach::clean::guarded;
use tinsach::output::{Style, html, json, markdown};
use tinsach::{Extractor, Options, Outcome, Trace};

use crate::damage::Case;
use crate::invariants;

/// All that the forms can show.
const ALL: Style = Style { links: true, emphasis: true, images: true };

/// The options of a soak: mark-up is read, as the forms show it.
pub(crate) fn options() -> Options {
    Options::default().with_markup(true)
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Article,
    NoArticle,
    /// An error that is promised: a limit was exceeded.
    Refused(String),
    /// What must not be: a panic, or an outcome that breaks what always holds.
    Fault(String),
}

/// A case that is done. Of what was made of it, the JSON form is kept as a number.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) case: Case,
    pub(crate) end: End,
    pub(crate) print: u64,
    pub(crate) took: Duration,
}

impl Weigh for Judged {
    fn weight(&self) -> usize {
        self.case.weight()
    }
}

/// Cleans a case, puts it into every form and looks for what is wrong. `clock` tells the time of the thread.
pub(crate) fn judge(
    extractor: &Extractor,
    options: &Options,
    case: Case,
    clock: impl Fn() -> Duration,
) -> Judged {
    let began = clock();
    let traced = guarded(|| extractor.trace(&case.record()));
    let took = clock().saturating_sub(began);
    let (end, print) = match traced {
        // The pool's own words for a panic, see `guarded`.
        Err(error) if error.contains("which is a bug") => (End::Fault(error), 0),
        Err(error) => (End::Refused(error), 0),
        Ok(trace) => match guarded(|| Ok(forms(&trace, options))).flatten() {
            Ok(print) if trace.outcome.article().is_some() => (End::Article, print),
            Ok(print) => (End::NoArticle, print),
            Err(fault) => (End::Fault(fault), 0),
        },
    };
    Judged { case, end, print, took }
}

/// Checks what holds for every outcome and its forms; the JSON form as a number.
fn forms(trace: &Trace, options: &Options) -> Result<u64, String> {
    invariants::check(trace, options)?;
    let line = json("soak", &[], &trace.outcome, true);
    if let Outcome::Article(article) = &trace.outcome {
        invariants::check_html(&html(article, ALL))?;
        let _ = markdown(article, ALL);
    }
    // FNV-1a: two outcomes that differ have other numbers, as good as always.
    Ok(line
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// Runs all cases through the pool; `sink` is given each in the order of `cases`.
pub(crate) fn run(
    cases: impl Iterator<Item = Case> + Send,
    threads: usize,
    clock: impl Fn() -> Duration + Sync,
    mut sink: impl FnMut(Judged) + Send,
) {
    let (options, threads) = (options(), NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN));
    let extractor = Extractor::new().with_options(options.clone());
    let sink = |judged| {
        sink(judged);
        Ok::<_, Infallible>(())
    };
    Pool::new(threads)
        .run(cases, |case| judge(&extractor, &options, case, &clock), sink)
        .expect("threads of the system");
}
