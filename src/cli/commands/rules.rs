//! `tinsach rules`: which site rules there are, what one says, and whether a folder of one's own is sound.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context, anyhow};
use tinsach::clean;
use tinsach::sites::{HostPattern, Origin, RuleSet, Site, SiteKind, Verified, host_of};

use super::{drift, rules_new, rules_test};
use crate::cli::Ending;
use crate::cli::args::{Rules, RulesAction};
use crate::cli::config::rule_set;
use crate::cli::messages::Messages;

/// Runs the command.
pub(crate) fn run(typed: Rules) -> anyhow::Result<Ending> {
    let messages = Messages::plain(false);
    let (out, note) = match typed.action {
        RulesAction::List { rules } => list(&rule_set(rules.as_ref())?),
        RulesAction::Show { host, rules } => show(&rule_set(rules.as_ref())?, &host)?,
        RulesAction::Check { folder } => check(&folder)?,
        RulesAction::New(typed) => return rules_new::run(typed),
        RulesAction::Test(typed) => return rules_test::run(typed),
        RulesAction::Drift(typed) => return drift::run(typed),
    };
    match io::stdout().write_all(out.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Err(clean::Error::ClosedPipe.into()),
        result => result.context("the output cannot be written")?,
    }
    messages.note(&note);
    Ok(Ending::Delivered)
}

/// One line a rule, its columns parted by tabs.
fn list(set: &RuleSet) -> (String, String) {
    let mut out = "rule\tkind\tfrom\tverified\tchecked\tlayouts\thosts\n".to_owned();
    for site in set {
        let file = site.file();
        let hosts: Vec<&str> = file.hosts.iter().map(HostPattern::as_str).collect();
        let columns = [
            site.name(),
            match site.kind() {
                SiteKind::Host => "site",
                SiteKind::Family => "family",
            },
            origin(site),
            match file.source.verified {
                Verified::Fixture => "fixture",
                Verified::Corpus => "corpus",
            },
            &file.source.checked.0.to_string(),
            &file.layouts.len().to_string(),
            &hosts.join(" "),
        ];
        let _ = writeln!(out, "{}", columns.join("\t"));
    }
    let proved = set.iter().filter(|site| site.file().source.verified == Verified::Corpus).count();
    let all = set.iter().count();
    (out, format!("{all} rules: {proved} were seen to work on real pages, {} only on fixtures", all - proved))
}

/// The file of a host, of an address, or of the name that `list` shows.
fn show(set: &RuleSet, host: &str) -> anyhow::Result<(String, String)> {
    let name = host_of(host).unwrap_or_else(|| host.to_owned());
    let named = || set.iter().find(|site| site.name() == name);
    let unknown = || anyhow!("there is no rule for {name}: its pages take the way of all others");
    let site = set.for_host(&name).or_else(named).with_context(unknown)?;
    Ok((site.text().to_owned(), format!("{} ({})", site.path().display(), origin(site))))
}

/// Reads the folder as `--rules` does.
fn check(folder: &Path) -> anyhow::Result<(String, String)> {
    let set = RuleSet::shipped()?.with_dir(folder)?;
    let mut out = String::new();
    let mut count = 0;
    for site in set.iter().filter(|site| site.origin() == Origin::User) {
        let _ = writeln!(out, "{}: fine", site.path().display());
        count += 1;
    }
    Ok((out, format!("{count} rules, nothing wrong")))
}

fn origin(site: &Site) -> &'static str {
    match site.origin() {
        Origin::Shipped => "shipped",
        Origin::User => "yours",
    }
}
