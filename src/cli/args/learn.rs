//! What can be typed for `tinsach learn`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;
use tinsach::input::Field;

const LEARN_EXAMPLES: &str = "\
Examples:
  tinsach learn dump.jsonl.gz -o proposed/
      A rule for every host of a dump, as proposed/HOST.toml.
  tinsach learn crawl/*.warc.gz --host example.vn -o proposed/
      For one site out of many.
  tinsach learn dump.jsonl --field html=body --field url=link -o proposed/ --checked 2026-11-22
      With the names of the dump's fields, and the day that the rules are dated by.
  tinsach clean dump.jsonl --rules proposed/ -o articles.jsonl
      Then, after reading them: use them.

Exit codes: 0 rules were written, 1 could not run, 2 wrong usage, 3 some records failed, a rule was doubtful or
there already, or nothing could be learned.";

/// `tinsach learn`.
#[derive(Debug, clap::Args)]
#[command(after_help = LEARN_EXAMPLES)]
pub(in crate::cli) struct Learn {
    /// Files, folders, or - for standard input, as for clean
    ///
    /// The host of a page is that of its record's address, else of the address that the page calls its own; www., m. and
    /// amp. in front do not count. Flattened texts teach nothing. Three articles of one template are the least.
    #[arg(required = true, value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<PathBuf>,

    /// Learn for this host only; may be repeated
    #[arg(long, value_name = "HOST")]
    pub(in crate::cli) host: Vec<String>,

    /// Folder for the rules, one file a host; it is made when it is not there
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: PathBuf,

    /// The most pages of a host that are looked at
    ///
    /// Which ones depends on their addresses, not on their order. A fifth of the articles is held back to check the rule.
    #[arg(long, value_name = "N", default_value = "300")]
    pub(in crate::cli) pages: NonZeroUsize,

    /// The day that the rules are dated by [default: when the newest page of the host was fetched, else published]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) checked: Option<Date>,

    /// The field of JSONL records that holds something, as for clean; may be repeated
    #[arg(long = "field", value_name = "NAME=KEY")]
    pub(in crate::cli) fields: Vec<Field>,

    /// Threads in all [default: one for each core]
    ///
    /// The rules are the same for any number.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) threads: Option<NonZeroUsize>,

    /// Replace rule files that exist
    #[arg(long)]
    pub(in crate::cli) force: bool,

    /// Write rules too that keep more text than the generic engine does: read them before use
    ///
    /// What a rule keeps beyond it is cruft more often than a paragraph that was lost.
    #[arg(long)]
    pub(in crate::cli) doubtful: bool,

    /// No report: only what went wrong
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}
