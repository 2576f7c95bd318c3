//! What can be typed for `tinsach rules test` and `tinsach rules new`.

use std::path::PathBuf;

use super::inputs::{Inputs, Reading};

const TEST_EXAMPLES: &str = "\
Examples:
  tinsach rules test my-rules/
      Your rules on the fixtures beside them: my-rules/pages/HOST/NAME/ with page.html, page.toml, expect.toml.
  tinsach rules test my-rules/ --pages crawl/2025-11.jsonl.gz
      The same on saved pages, without expectations: what each rule finds, and what it changes.
  tinsach rules test --pages fixtures/pages
      The shipped rules.

Columns: pages that are about a rule; on how many it spoke, found the body, the title; word F1 by the expectations, with the rule
and by generic; how far the two texts agree (word F1); characters kept by both; expectations that fail; dead selectors.

Exit codes: 0 all expectations hold, 1 could not run, 2 wrong usage, 3 one fails, a rule has no page, or a page could not be read.
A dead selector, and a rule that says what generic says anyway, are warnings.";

/// `tinsach rules test`.
#[derive(Debug, clap::Args)]
#[command(after_help = TEST_EXAMPLES)]
pub(in crate::cli) struct RulesTest {
    /// Folder with rules of your own, as --rules reads it [default: the shipped rules]
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: Option<PathBuf>,

    /// The pages: a folder of fixtures, or saved pages as "tinsach clean" reads them; may be repeated [default: DIR/pages]
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) pages: Vec<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,

    /// Print a JSON list of all figures
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

const NEW_EXAMPLES: &str = "\
Examples:
  tinsach rules new example.vn saved/*.html
      A rule file to start from, to standard output.
  tinsach rules new example.vn dump.jsonl.gz -o my-rules/example.vn.toml
      The same as a file, out of the pages of that host in a dump.
  tinsach explain saved/a.html --url https://example.vn/a.html --rules my-rules/
      Then look at what it does.

Exit codes: 0 written, 1 could not run, or there is nothing to start from; 2 wrong usage, 3 written, but some pages could not be
read.";

/// `tinsach rules new`.
#[derive(Debug, clap::Args)]
#[command(after_help = NEW_EXAMPLES)]
pub(in crate::cli) struct RulesNew {
    /// The host that the rule is for, or an address of it; pages whose address is of another host are passed over
    pub(in crate::cli) host: String,

    #[command(flatten)]
    pub(in crate::cli) inputs: Inputs,

    /// Write to FILE, which must not exist [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
