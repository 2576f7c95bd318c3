//! `tinsach eval`: a corpus in, figures out.

use anyhow::Context;
use tinsach::Extractor;
use tinsach::classify::model::Model;
use tinsach::clean::OneText;
use tinsach::eval::{self, Engines, Evaluation, FOLDS};

use crate::cli::Ending;
use crate::cli::args::Eval;
use crate::cli::config::{self, EvalConfig, Scorer};
use crate::cli::messages::Messages;

/// Runs the command.
pub(crate) fn run(typed: Eval) -> anyhow::Result<Ending> {
    let config = EvalConfig::new(typed)?;
    let extractors = extractors(&config)?;
    let engines = match &extractors {
        Extractors::One(extractor) => Engines::One(extractor),
        Extractors::Folds(extractors) => Engines::Folds(extractors),
    };
    // Opened first: a file that cannot be written should not cost a run.
    let file = config.predictions.as_deref().map(OneText::to_file).transpose()?;
    let evaluation = eval::run(engines, &config.corpus, config.threads)
        .with_context(|| format!("{} cannot be scored", config.corpus.display()))?;
    if let Some(file) = file {
        let mut lines = Vec::new();
        evaluation.predictions().write(&mut lines)?;
        file.deliver(&String::from_utf8(lines)?)?;
    }
    OneText::to_stdout().deliver(&report(&evaluation, config.json, config.worst))?;
    let messages = Messages::plain(false);
    for failure in evaluation.failures() {
        messages.problem(&format!(
            "{}: {}; it counts as a page where nothing was found",
            failure.name, failure.reason
        ));
    }
    Ok(if evaluation.failures().is_empty() { Ending::Delivered } else { Ending::SomeFailed })
}

enum Extractors {
    One(Box<Extractor>),
    Folds(Box<[Extractor; FOLDS]>),
}

fn extractors(config: &EvalConfig) -> anyhow::Result<Extractors> {
    let one = |model| Ok(Extractors::One(Box::new(config.engine.extractor_with(model)?)));
    match &config.scorer {
        Scorer::Shipped => one(Model::shipped()?),
        Scorer::None => one(Model::none()),
        Scorer::File(file) => one(config::model(file)?),
        Scorer::Folds(folder) => {
            let of_fold =
                |fold: usize| config.engine.extractor_with(config::model(&folder.join(fold_file(fold)))?);
            let folds: Vec<Extractor> = (0..FOLDS).map(of_fold).collect::<anyhow::Result<_>>()?;
            let folds = <[Extractor; FOLDS]>::try_from(folds);
            let folds = folds.map_err(|_| anyhow::anyhow!("not as many folds as there should be"))?;
            Ok(Extractors::Folds(Box::new(folds)))
        }
    }
}

/// The file of a fold's model.
pub(super) fn fold_file(fold: usize) -> String {
    format!("fold-{}.model", fold + 1)
}

fn report(evaluation: &Evaluation, json: bool, worst: usize) -> String {
    let figures = if json { evaluation.json() } else { evaluation.to_string() };
    let worst = evaluation.worst(worst).iter().map(ToString::to_string);
    std::iter::once(figures).chain(worst).map(|line| line + "\n").collect()
}
