//! `tinsach eval`: a corpus in, figures out.

use anyhow::Context;
use tinsach::eval::{self, Evaluation};

use crate::cli::Ending;
use crate::cli::args::Eval;
use crate::cli::config::{Destination, EvalConfig};
use crate::cli::deliver::{Delivery, Layout};
use crate::cli::messages::Messages;

/// Lines end by themselves.
const LAYOUT: Layout = Layout { head: "", separator: "", extension: "jsonl" };

/// Runs the command.
pub(crate) fn run(typed: Eval) -> anyhow::Result<Ending> {
    let config = EvalConfig::new(typed)?;
    let extractor = config.engine.extractor()?;
    // Opened first: a file that cannot be written should not cost a run.
    let file = config.predictions.map(Destination::File);
    let file = file.map(|file| Delivery::open(&file, LAYOUT, true)).transpose()?;
    let evaluation = eval::run(&extractor, &config.corpus, config.threads)
        .with_context(|| format!("{} cannot be scored", config.corpus.display()))?;
    if let Some(file) = file {
        let mut lines = Vec::new();
        evaluation.predictions().write(&mut lines)?;
        deliver(file, &String::from_utf8(lines)?)?;
    }
    deliver(
        Delivery::open(&Destination::Stdout, LAYOUT, false)?,
        &report(&evaluation, config.json, config.worst),
    )?;
    let messages = Messages::plain(false);
    for failure in evaluation.failures() {
        messages.problem(&format!(
            "{}: {}; it counts as a page where nothing was found",
            failure.name, failure.reason
        ));
    }
    Ok(if evaluation.failures().is_empty() { Ending::Delivered } else { Ending::SomeFailed })
}

fn deliver(mut delivery: Delivery, text: &str) -> anyhow::Result<()> {
    // The inner error is that of a file among others in a folder; here is one stream.
    delivery.write("", text)?.map_err(anyhow::Error::msg)?;
    delivery.finish()
}

fn report(evaluation: &Evaluation, json: bool, worst: usize) -> String {
    let figures = if json { evaluation.json() } else { evaluation.to_string() };
    let worst = evaluation.worst(worst).iter().map(ToString::to_string);
    std::iter::once(figures).chain(worst).map(|line| line + "\n").collect()
}
