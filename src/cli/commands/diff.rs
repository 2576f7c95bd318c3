//! `tinsach diff`: a dump under two sets of rules.

use anyhow::Context as _;
use serde_json::json;
use tinsach::compare::{Change, Compared, Counts, compare};
use tinsach::pass::Passed;

use crate::cli::args::Diff;
use crate::cli::config::{Engine, pass};
use crate::cli::messages::Messages;
use crate::cli::told::{Failures, Out};
use crate::cli::{Ending, Usage};

/// Runs the command.
pub(crate) fn run(typed: Diff) -> anyhow::Result<Ending> {
    let Diff { rules, inputs, json } = typed;
    let Ok([first, second]) = <[_; 2]>::try_from(rules) else {
        let message =
            "--rules is given twice: first the rules to compare with, then those that are looked at";
        return Err(Usage(message.into()).into());
    };
    let a = Engine::with_rules(first.0).extractor().context("the first --rules cannot be used")?;
    let b = Engine::with_rules(second.0).extractor().context("the second --rules cannot be used")?;
    let messages = Messages::plain(false);
    let (mut out, mut failures, mut counts) = (Out::new(), Failures::new(&messages), Counts::default());
    pass(inputs)?.run(
        |record| compare(&a, &b, record),
        |passed| {
            match passed {
                Passed::Record(page) => {
                    counts.add(&page);
                    if page.change != Change::Same {
                        show(&mut out, &page, json)?;
                    }
                }
                Passed::Failed(message) => failures.add(&message),
                Passed::Note(note) => failures.note(&note),
            }
            Ok(())
        },
    )?;
    if json {
        out.line(&json!({ "counts": counts }).to_string())?;
    } else {
        for line in counts.text() {
            out.line(&line)?;
        }
    }
    out.finish()?;
    Ok(failures.end())
}

fn show(out: &mut Out, page: &Compared, json: bool) -> Result<(), tinsach::clean::Error> {
    if json {
        // Strings and lists of them are always JSON.
        return out.line(&serde_json::to_string(page).unwrap_or_default());
    }
    page.text().iter().try_for_each(|line| out.line(line))?;
    out.line("")
}
