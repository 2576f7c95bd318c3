//! `tinsach rules new`: a rule file to start from.

use jiff::Zoned;
use tinsach::batch::Weigh;
use tinsach::clean::{OneText, counted};
use tinsach::pass::Passed;
use tinsach::propose::{Look, Proposer, Refusal};

use crate::cli::args::{RulesChoice, RulesNew};
use crate::cli::config::{Engine, pass};
use crate::cli::messages::Messages;
use crate::cli::told::Failures;
use crate::cli::{Ending, Usage};

/// A page that was looked at; `None` for one of another host.
struct Looked(Option<Look>);

impl Weigh for Looked {
    fn weight(&self) -> usize {
        self.0.as_ref().map_or(0, Weigh::weight)
    }
}

/// Runs the command.
pub(crate) fn run(typed: RulesNew) -> anyhow::Result<Ending> {
    let RulesNew { host, inputs, output } = typed;
    let mut proposer = Proposer::new(&host).map_err(|refusal| Usage(refusal.to_string()))?;
    let site = Proposer::new(&host).map_err(|refusal| Usage(refusal.to_string()))?;
    // Opened first: a file that is there already should not cost a run.
    let file = output.as_deref().map(|path| OneText::to_new_file(path, false)).transpose()?;
    let generic = Engine::with_rules(Some(RulesChoice::None)).extractor()?;
    let messages = Messages::plain(false);
    let (mut failures, mut others) = (Failures::new(&messages), 0);
    pass(inputs)?.run(
        |record| {
            let of_host = site.is_of_host(record.url.as_deref());
            of_host.then(|| Look::at(&generic, &record.as_record())).transpose().map(Looked)
        },
        |passed| {
            match passed {
                Passed::Record(Looked(Some(look))) => proposer.add(look),
                Passed::Record(Looked(None)) => others += 1,
                Passed::Failed(message) => failures.add(&message),
                Passed::Note(note) => failures.note(&note),
            }
            Ok(())
        },
    )?;
    let host = proposer.host();
    if others > 0 {
        messages.note(&format!("{} of other hosts than {host} passed over", counted(others, "page")));
    }
    let (pages, articles) = proposer.seen();
    let text = match proposer.file(Zoned::now().date()) {
        Ok(text) => text,
        Err(Refusal::NoArticle(0)) => anyhow::bail!("no page of {host} in the input"),
        Err(refusal) => return Err(refusal.into()),
    };
    file.unwrap_or(OneText::to_stdout()).deliver(&text)?;
    let place = output.map_or(String::new(), |path| format!(" to {}", path.display()));
    let articles = counted(articles as u64, "article");
    messages.note(&format!(
        "a rule for {host} written{place}, from {articles} of {}",
        counted(pages as u64, "page")
    ));
    Ok(failures.end())
}
