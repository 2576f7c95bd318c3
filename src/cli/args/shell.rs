//! What can be typed for `tinsach completions` and `tinsach man`.

use std::path::PathBuf;

use clap_complete::Shell;

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  tinsach completions bash > ~/.local/share/bash-completion/completions/tinsach
  tinsach completions zsh > \"${fpath[1]}/_tinsach\"
  tinsach completions fish > ~/.config/fish/completions/tinsach.fish
  tinsach completions powershell >> $PROFILE";

/// `tinsach completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(in crate::cli) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: Shell,
}

const MAN_EXAMPLES: &str = "\
Examples:
  tinsach man | man -l -
      The page of the program, to read at once.
  tinsach man -o ~/.local/share/man/man1
      A page for each command: tinsach.1, tinsach-clean.1, tinsach-rules-test.1 and so on.";

/// `tinsach man`.
#[derive(Debug, clap::Args)]
#[command(after_help = MAN_EXAMPLES)]
pub(in crate::cli) struct Man {
    /// Folder for the pages of all commands; it is made when it is not there, files that exist are replaced
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}
