//! What was typed: the words of the command line, each checked by itself.
//!
//! What they mean together is told by `config`.

mod clean;
mod diff;
mod drift;
mod eval;
mod explain;
mod inputs;
mod learn;
mod rules;
mod rules_test;
#[cfg(feature = "serve")]
mod serve;
mod shell;

use clap::{Parser, Subcommand};

pub(super) use clean::{Clean, LabelChoice, PageKind};
pub(super) use diff::Diff;
pub(super) use drift::Drift;
pub(super) use eval::{Eval, Train};
pub(super) use explain::Explain;
pub(super) use inputs::Inputs;
pub(super) use learn::Learn;
pub(super) use rules::{Rules, RulesAction, RulesChoice};
pub(super) use rules_test::{RulesNew, RulesTest};
#[cfg(feature = "serve")]
pub(super) use serve::Serve;
pub(super) use shell::{Completions, Man};

/// tinsach separates the article of a news page from everything around it.
#[derive(Debug, Parser)]
#[command(name = "tinsach", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  tinsach clean page.html                        one page, as JSON, to standard output
  tinsach clean pages/ -o articles.jsonl         every page of a folder
  tinsach clean dump.jsonl.gz --field html=body  a dump whose pages are in the field \"body\"
  tinsach help clean                             everything about a command

Exit codes: 0 all delivered, 1 could not run, 2 wrong usage, 3 done, but some records failed.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Clean pages: write the article of each, or say why there is none
    Clean(Box<Clean>),
    /// Show what each block of a page is taken for, and why
    Explain(Explain),
    /// See the rules of single sites, write and test rules of your own, know when one breaks
    Rules(Rules),
    /// Tell what two sets of rules do differently to the pages of a dump
    Diff(Diff),
    /// Learn rules of sites from their pages: a proposal for each host
    Learn(Learn),
    /// Open the workbench: a local web page where a rule is edited and the blocks of a page change with it
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Score the program on a corpus: pages whose articles are known
    Eval(Eval),
    /// Learn the weights of the scorer from corpora
    Train(Train),
    /// Print a script that completes commands and options in a shell
    Completions(Completions),
    /// Print the manual page, or write those of all commands to a folder
    Man(Man),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use std::time::Duration;

    use tinsach::Label;

    use super::clean::label_choice;
    use super::*;

    fn clean(words: &[&str]) -> Result<Clean, clap::Error> {
        let words = ["tinsach", "clean"].iter().chain(words);
        Args::try_parse_from(words).map(|args| {
            let Command::Clean(clean) = args.command else { panic!("not clean: {args:?}") };
            *clean
        })
    }

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        for command in Args::command().get_subcommands().chain([&Args::command()]) {
            let help = command.clone().render_long_help().to_string();
            assert!(help.contains("Examples:\n  tinsach "), "{}", command.get_name());
        }
    }

    #[test]
    fn labels_have_a_sign_and_a_known_name() {
        let typed = clean(&["a.html", "--labels", "-table,+caption"]).expect("well typed");
        let [one, other] = typed.labels[..] else { panic!("two labels") };
        assert_eq!(
            (one.label, one.keep, other.label, other.keep),
            (Label::Table, false, Label::Caption, true)
        );
        let unknown = label_choice("+captoin").expect_err("unknown");
        assert!(unknown.contains("\"captoin\"") && unknown.contains("inline_related"), "{unknown}");
        assert!(label_choice("caption").expect_err("no sign").contains("+caption"));
    }

    #[test]
    fn rules_are_a_folder_or_none() {
        let rules = |word| clean(&["a.html", "--rules", word]).expect("well typed").rules;
        assert_eq!(rules("none"), Some(RulesChoice::None));
        assert_eq!(rules("./none"), Some(RulesChoice::Folder("./none".into())));
    }

    #[test]
    fn a_deadline_is_some_time() {
        let deadline = |word| clean(&["a.html", "--deadline", word]).map(|typed| typed.deadline);
        assert_eq!(deadline("1.5").expect("well typed"), Some(Duration::from_millis(1500)));
        for wrong in ["0", "-1", "soon", "NaN", "inf"] {
            assert!(deadline(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_input_and_no_threads_are_mistakes() {
        assert!(clean(&[]).is_err());
        assert!(clean(&["a.html", "--threads", "0"]).is_err());
        assert!(clean(&["-", "--threads", "2"]).is_ok());
    }
}
