//! `tinsach explain`: one page, block by block.

use std::io::{self, IsTerminal};

use anyhow::{Context, bail};
use tinsach::clean::OneText;
use tinsach::explain::{self, Explanation, Line, Role};
use tinsach::input::{Fields, Opened, OwnedRecord, Reader, Request, Source};

use crate::cli::args::Explain;
use crate::cli::config::{Engine, kind_of};
use crate::cli::messages::Messages;
use crate::cli::{Ending, Usage};

/// The width of lines that go to no terminal.
const WIDTH: usize = 160;

/// Runs the command.
pub(crate) fn run(typed: Explain) -> anyhow::Result<Ending> {
    if let Some(name) = &typed.rule {
        OneText::to_stdout().deliver(&documentation(name)?)?;
        return Ok(Ending::Delivered);
    }
    let Explain { input, url, record, kind, rules, json, html, force, rule: _ } = typed;
    let path = input.unwrap_or_default();
    // Opened first: a file that cannot be written is told before anything is read.
    let file = html.as_deref().map(|path| OneText::to_new_file(path, force)).transpose()?;
    let source = if path.as_os_str() == "-" { Source::Stdin } else { Source::Path(path) };
    let request = Request { sources: vec![source], kind: kind_of(kind), url, skip: Vec::new() };
    let extractor = Engine::with_rules(rules).extractor()?;
    let messages = Messages::plain(false);
    let found = match find(request, record.as_deref()) {
        Ok(found) => found,
        Err(error) => {
            messages.problem(&format!("{error:#}"));
            return Ok(Ending::SomeFailed);
        }
    };
    let explanation = match explain::explain(&extractor, &found.as_record()) {
        Ok(explanation) => explanation,
        Err(error) => {
            messages.problem(&format!("{}: {error}", found.id));
            return Ok(Ending::SomeFailed);
        }
    };
    match (file, html) {
        (Some(file), Some(path)) => {
            file.deliver(&explanation.html())?;
            messages.note(&format!("{} shows {} blocks", path.display(), explanation.blocks.len()));
        }
        _ if json => {
            let text = serde_json::to_string_pretty(&explanation).context("no JSON")? + "\n";
            OneText::to_stdout().deliver(&text)?;
        }
        _ => OneText::to_stdout().deliver(&lines(&explanation))?,
    }
    Ok(Ending::Delivered)
}

fn documentation(name: &str) -> anyhow::Result<String> {
    let known = || explain::documented().join(", ");
    let unknown = || Usage(format!("there is no rule \"{name}\"; the rules are {}", known()));
    let text = explain::documentation(name).ok_or_else(unknown)?;
    Ok(format!("{name}\n\n{text}\n"))
}

/// The record of that id, else the first one.
fn find(request: Request, id: Option<&str>) -> anyhow::Result<OwnedRecord> {
    let (kind, fields) = (request.kind, Fields::default());
    let reader = Reader::new(request).with_fields(fields.clone());
    let records = reader.filter_map(|entry| match entry.open(&fields, kind) {
        Opened::Record(opened) => Some(opened.record),
        _ => None,
    });
    for record in records {
        match (record, id) {
            (Ok(record), None) => return Ok(record),
            (Ok(record), Some(id)) if record.id == id => return Ok(record),
            (Err(problem), None) => bail!("{problem}"),
            (Err(problem), Some(id)) if problem.id == id => bail!("{problem}"),
            _ => {}
        }
    }
    match id {
        Some(id) => bail!("there is no record \"{id}\""),
        None => bail!("there is no record in it"),
    }
}

fn lines(explanation: &Explanation) -> String {
    let terminal = io::stdout().is_terminal();
    let colours = terminal && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
    let width = if terminal { width() } else { WIDTH };
    let lines = explanation.text(width).into_iter();
    lines.fold(String::new(), |text, line| text + &if colours { coloured(&line) } else { line.text } + "\n")
}

/// The width of the terminal.
fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
}

fn coloured(line: &Line) -> String {
    let colour = match line.role {
        Role::Page => return line.text.clone(),
        Role::Field => "1",
        Role::Differs => "33",
        Role::Kept => "32",
        Role::Dropped => "2",
    };
    format!("\x1b[{colour}m{}\x1b[0m", line.text)
}
