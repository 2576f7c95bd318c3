//! What can be typed for `tinsach eval` and `tinsach train`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use super::rules::{RulesChoice, rules_choice};

const EVAL_EXAMPLES: &str = "\
Examples:
  tinsach eval corpus/vn-dev
      Clean the pages of a corpus and print how well that went.
  tinsach eval corpus/vn-dev --rules none --worst 20
      The same without site rules, with the twenty pages that went worst.
  tinsach eval corpus/vn-dev --pred found.jsonl --json
      Keep what was found, one JSON object a page; print the figures as JSON.
  tinsach eval corpus/vn-dev --model none --without card,link-density
      Switch two rules off, to see what they are worth together.

Exit codes: 0 all pages cleaned, 1 could not run, 2 wrong usage, 3 scored, but some pages failed.";

/// `tinsach eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = EVAL_EXAMPLES)]
pub(in crate::cli) struct Eval {
    /// Folder with gold.jsonl, one JSON object a line, and the pages that it names
    ///
    /// With a folder "text" in it, the pages are flattened ones: each line of gold.jsonl has "file", and may have
    /// "url", "sha256", and "labels", a list of [line, class]. Otherwise they are HTML: "id" and "file", and
    /// any of "url", "article", "text", "with", "without", "title", "published", "authors". What a
    /// page does not give is not scored. Pages may be packed (.gz).
    #[arg(value_name = "CORPUS")]
    pub(in crate::cli) corpus: PathBuf,

    /// Write what was found to FILE, one JSON object a page; a file that exists is replaced
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pred: Option<PathBuf>,

    /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
    #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
    pub(in crate::cli) rules: Option<RulesChoice>,

    /// Judge each page by a scorer that has not learned from its site: the models of the folds in DIR
    ///
    /// They are made by "tinsach train", together with the one that is shipped. Pages of a site are in one fold.
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "models")]
    pub(in crate::cli) cv: Option<PathBuf>,

    /// Judge with the weights in FILE instead of the shipped ones; none for the rules alone
    #[arg(long, value_name = "FILE|none", conflicts_with = "cv")]
    pub(in crate::cli) model: Option<PathBuf>,

    /// Switch rules and passes off, to see what they are worth; may be repeated
    ///
    /// The names are those that verdicts give as their reason. The scorer, which mends much of what a rule leaves undone,
    /// is switched off by --model none.
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(tinsach::classify::names())
    )]
    pub(in crate::cli) without: Vec<String>,

    /// Threads that clean pages [default: one for each core]
    ///
    /// The figures are the same for any number.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) threads: Option<NonZeroUsize>,

    /// Also list the N pages that went worst
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) worst: usize,

    /// Print the figures as a JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

const TRAIN_EXAMPLES: &str = "\
Examples:
  tinsach train corpus/vn-dev corpus/wcxb-dev -o models
      Learn from two corpora; write models/article.model and the five models of the folds.
  tinsach train corpus/vn-dev -o /tmp/without --without claimed --without inner
      The same without some columns, to see with eval --cv what they are worth.
  tinsach train corpus/vn-dev -o /tmp/alone --without @
      The same without what is read from the neighbours of a block (words@-1, links@2).";

/// `tinsach train`.
#[derive(Debug, clap::Args)]
#[command(after_help = TRAIN_EXAMPLES)]
pub(in crate::cli) struct Train {
    /// Folders with gold.jsonl and HTML pages, as for eval
    #[arg(required = true, value_name = "CORPUS")]
    pub(in crate::cli) corpora: Vec<PathBuf>,

    /// Folder for the weights: article.model of all pages, fold-1.model to fold-5.model without those of a fold
    ///
    /// Files that exist are replaced. The same corpora give the same files.
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: PathBuf,

    /// Do not learn from a column, or from all whose names begin so up to a dot; @ for all neighbours; may be repeated
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) without: Vec<String>,
}
