//! What can be typed for `tinsach explain`.

use std::path::PathBuf;

use super::clean::PageKind;
use super::rules::{RulesChoice, rules_choice};

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  tinsach explain page.html --url https://example.vn/a.html
      What each block of a page is taken for, and why: one line a block.
  curl -s https://example.vn/a.html | tinsach explain - --url https://example.vn/a.html | grep ' related '
      The blocks of one label.
  tinsach explain page.html --html why.html
      The same as a page to look at in a browser, without network.
  tinsach explain dump.jsonl --record 4711
      A record of a dump, by its id.
  tinsach explain page.html --rules my-rules/ --json
      With rules of your own, as a JSON object for programs.
  tinsach explain --rule outside-root
      What a rule is about.

Exit codes: 0 explained, 1 could not run, 2 wrong usage, 3 the page could not be read or cleaned.";

/// `tinsach explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(in crate::cli) struct Explain {
    /// A page, a dump with the record that --record names, or - for standard input
    #[arg(required_unless_present = "rule", value_name = "FILE|-")]
    pub(in crate::cli) input: Option<PathBuf>,

    /// The address of the page: it picks the rules of its site
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,

    /// The record of a dump, by its id [default: the first]
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) record: Option<String>,

    /// How to read the page
    #[arg(long, value_enum, default_value_t = PageKind::Auto)]
    pub(in crate::cli) kind: PageKind,

    /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
    #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
    pub(in crate::cli) rules: Option<RulesChoice>,

    /// Print a JSON object instead of lines
    #[arg(long, conflicts_with = "html")]
    pub(in crate::cli) json: bool,

    /// Write a page for a browser to FILE; one that exists is replaced only with --force
    #[arg(long, value_name = "FILE.html")]
    pub(in crate::cli) html: Option<PathBuf>,

    /// Replace the FILE of --html
    #[arg(long, requires = "html")]
    pub(in crate::cli) force: bool,

    /// Print what a rule or a pass is about, by the name that verdicts give, and explain no page
    #[arg(long, value_name = "NAME", exclusive = true)]
    pub(in crate::cli) rule: Option<String>,
}
