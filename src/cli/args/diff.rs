//! What can be typed for `tinsach diff`.

use super::inputs::Inputs;
use super::rules::{RulesChoice, rules_choice};

const DIFF_EXAMPLES: &str = "\
Examples:
  tinsach diff --rules shipped --rules my-rules/ dump.jsonl.gz
      What your rules do to the pages of a dump that the shipped ones do not.
  tinsach diff --rules none --rules shipped pages/ --field html=body
      What rules are worth at all: against the way of pages that have none.
  tinsach diff --rules old/ --rules new/ dump.jsonl --json | jq -c 'select(.change == \"lost\") | .url'
      The addresses of the articles that are lost, for programs.

Exit codes: 0 compared, whether there are differences or not; 1 could not run, 2 wrong usage, 3 some records failed.";

/// `tinsach diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(in crate::cli) struct Diff {
    /// The rules to compare, given twice: first A, then B
    ///
    /// A folder counts as for clean: its rules before the shipped ones. none is no rule at all, shipped those of this program.
    #[arg(long, value_name = "DIR|none|shipped", value_parser = set_choice, required = true)]
    pub(in crate::cli) rules: Vec<SetChoice>,

    #[command(flatten)]
    pub(in crate::cli) inputs: Inputs,

    /// Print a JSON object for each page that differs, and one with the counts at the end
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// One of two sets of rules; `None` for the shipped ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct SetChoice(pub(in crate::cli) Option<RulesChoice>);

fn set_choice(word: &str) -> Result<SetChoice, String> {
    Ok(SetChoice(if word == "shipped" { None } else { Some(rules_choice(word)?) }))
}
