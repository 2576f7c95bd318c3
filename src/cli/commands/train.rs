//! `tinsach train`: corpora in, weights out.

use std::fs;
use std::path::Path;

use anyhow::Context;
use tinsach::classify::model::Model;
use tinsach::train;

use super::eval::fold_file;
use crate::cli::Ending;
use crate::cli::args::Train;
use crate::cli::messages::Messages;

/// Runs the command.
pub(crate) fn run(typed: &Train) -> anyhow::Result<Ending> {
    let messages = Messages::plain(false);
    let folder = &typed.output;
    // Made first: a folder that cannot be written should not cost a run.
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let trained = train::train(&typed.corpora, &typed.without, &|message| messages.note(message))?;
    write(&folder.join("article.model"), &trained.model)?;
    for (fold, model) in trained.folds.iter().enumerate() {
        write(&folder.join(fold_file(fold)), model)?;
    }
    messages.note(&format!(
        "learned from {} blocks of {} pages; the models are in {}",
        trained.blocks,
        trained.pages,
        folder.display()
    ));
    Ok(Ending::Delivered)
}

fn write(path: &Path, model: &Model) -> anyhow::Result<()> {
    fs::write(path, model.render()).with_context(|| format!("{} cannot be written", path.display()))
}
