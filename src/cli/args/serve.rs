//! What can be typed for `tinsach serve`.

use std::net::IpAddr;
use std::path::PathBuf;

const SERVE_EXAMPLES: &str = "\
Examples:
  tinsach serve --rules my-rules/
      Open the address that is printed, drop a page, edit its rule, see the blocks change, save it to my-rules/.
  tinsach serve
      The same to look only: nothing is saved.
  tinsach serve --rules my-rules/ --port 0
      At a port that is free.
  tinsach serve --rules my-rules/ --host 0.0.0.0 --allow-remote
      For other machines as well. Whoever reaches it can save rules: only in a network that you trust.

Exit codes: 0 ended by Ctrl-C, 1 could not run, 2 wrong usage.";

/// `tinsach serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub(in crate::cli) struct Serve {
    /// Folder with site rules of your own, which go before the shipped ones; rules are saved to it
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) rules: Option<PathBuf>,

    /// The port to listen at; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 8017)]
    pub(in crate::cli) port: u16,

    /// The address to listen at; one that is not of this machine alone needs --allow-remote
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub(in crate::cli) host: IpAddr,

    /// Let other machines in: whoever reaches the port can save rules
    #[arg(long)]
    pub(in crate::cli) allow_remote: bool,
}
