//! What can be typed for `tinsach rules drift`.

use std::path::PathBuf;

use super::inputs::Inputs;
use super::rules::{RulesChoice, rules_choice};

const DRIFT_EXAMPLES: &str = "\
Examples:
  tinsach rules drift crawl/2025/*.jsonl.gz --field fetched=crawled_at
      Which fields of which rules find less than in the first months of their host.
  tinsach rules drift crawl/2025-01/ --save rates.json
      Keep the hit rates of a month that was fine.
  tinsach rules drift crawl/today.jsonl --baseline rates.json -q || mail -s 'a template has changed' me
      For cron: silent and 0 while all is well, 3 with a line for each field that fell.

A field has fallen in a month when it was tried on at least 20 pages of it and of the baseline, its hit rate is at least 10
points below the baseline's, and chance makes such a fall once in 30,000 (4 standard errors of two proportions). Pages go by
the month in which they were fetched, else published. Front pages, sections and the like are not counted.

Exit codes: 0 nothing fell, 1 could not run, 2 wrong usage, 3 something fell, or some records failed.";

/// `tinsach rules drift`.
#[derive(Debug, clap::Args)]
#[command(after_help = DRIFT_EXAMPLES)]
pub(in crate::cli) struct Drift {
    #[command(flatten)]
    pub(in crate::cli) inputs: Inputs,

    /// Compare with the rates in FILE, which --save wrote [default: the first three months of each host]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,

    /// Write the hit rates of these inputs to FILE, as a baseline for later; one that exists is replaced only with --force
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) save: Option<PathBuf>,

    /// Replace the FILE of --save
    #[arg(long, requires = "save")]
    pub(in crate::cli) force: bool,

    /// Folder with site rules of your own, which go before the shipped ones
    #[arg(long, value_name = "DIR", value_parser = rules_choice)]
    pub(in crate::cli) rules: Option<RulesChoice>,

    /// Print a JSON object: the alarms, and the hits of every field by month
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Say nothing on standard error but what went wrong
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}
