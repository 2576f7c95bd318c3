//! What can be typed for `tinsach rules`, and `--rules` of every command.

use std::path::PathBuf;

use clap::Subcommand;

use super::drift::Drift;
use super::rules_test::{RulesNew, RulesTest};

const RULES_EXAMPLES: &str = "\
Examples:
  tinsach rules list
      All rules: whether each was seen to work on real pages, and for which hosts it speaks.
  tinsach rules show vnexpress.net
      The rule file that speaks for a host.
  tinsach rules check my-rules/
      Whether the files of a folder are sound, with line and column of what is not.
  tinsach rules new example.vn saved/*.html -o my-rules/example.vn.toml
      A rule file to start from, out of what is found on pages without one.
  tinsach rules test my-rules/ --pages saved/
      What each rule finds, which selectors are dead, and what it is worth beside no rule.
  tinsach rules drift crawl/2025/*.jsonl.gz
      Which fields find less than they did: a template has changed.";

/// `tinsach rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = RULES_EXAMPLES)]
pub(in crate::cli) struct Rules {
    #[command(subcommand)]
    pub(in crate::cli) action: RulesAction,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RulesAction {
    /// List all rules, one a line
    List {
        /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
        #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
        rules: Option<RulesChoice>,
    },
    /// Print the rule file that speaks for a host
    Show {
        /// A host, an address of a page, or the name of a rule
        host: String,
        /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
        #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
        rules: Option<RulesChoice>,
    },
    /// Check a folder with rules of your own, as --rules would read it
    Check {
        /// Holds *.toml or rules/*.toml for sites, families/*.toml for families
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Write a rule file to start from, out of what is found on pages without a rule
    New(RulesNew),
    /// Test rules on fixtures or saved pages, beside what is found without them
    Test(RulesTest),
    /// Raise an alarm where the selectors of a rule find less than they did
    Drift(Drift),
}

/// Which site rules a run uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum RulesChoice {
    /// None at all.
    None,
    /// The shipped ones, and the ones of a folder before them.
    Folder(PathBuf),
}

#[expect(clippy::unnecessary_wraps, reason = "the form that clap asks of a value parser")]
pub(super) fn rules_choice(word: &str) -> Result<RulesChoice, String> {
    Ok(if word == "none" { RulesChoice::None } else { RulesChoice::Folder(word.into()) })
}
