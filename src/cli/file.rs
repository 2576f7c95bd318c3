//! `tinsach.toml`: options of `clean` that are not typed each time.
//!
//! A key of its table `[clean]` is an option by its name, and its value is read as if it had been typed: what stands in the file is
//! put among the words of the command line, unless the option was typed there. So a new option of `clean` can be in
//! the file without a word about it here.

use std::ffi::OsString;
use std::fmt::Write;
use std::io::ErrorKind as IoErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::args::Args;

/// The file that is read when it is in the working folder.
const USUAL: &str = "tinsach.toml";
/// The command whose options can be in the file, and its table.
const CLEAN: &str = "clean";
/// Options that say what to do with the file, or end the program.
const NOT_IN_FILE: [&str; 4] = ["config", "print-config", "help", "version"];

/// The words of a command line with those of the file among them.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) all: Vec<OsString>,
    /// The file, if one was read.
    pub(super) file: Option<PathBuf>,
    /// The options that the file set.
    set: Vec<String>,
    /// The words that stand for them.
    pub(super) of_file: Vec<String>,
}

/// Adds what the file says to the typed words.
pub(super) fn with_file(typed: Vec<OsString>) -> Result<Words, clap::Error> {
    let alone = |words| Words { all: words, file: None, set: Vec::new(), of_file: Vec::new() };
    // What is wrong with the words alone is told when all are read.
    let matches = Args::command().ignore_errors(true).try_get_matches_from(&typed);
    let is_clean = typed.get(1).is_some_and(|word| word == CLEAN);
    let Some(typed_matches) = matches.ok().and_then(|it| it.subcommand_matches(CLEAN).cloned()) else {
        return Ok(alone(typed));
    };
    let named = typed_matches.get_one::<PathBuf>("config").cloned();
    let path = named.clone().unwrap_or_else(|| USUAL.into());
    if !is_clean || path == Path::new("none") {
        return Ok(alone(typed));
    }
    let text = match std::fs::read_to_string(&path) {
        Err(error) if named.is_none() && error.kind() == IoErrorKind::NotFound => return Ok(alone(typed)),
        Err(error) => return Err(wrong(format!("{} cannot be read: {error}", path.display()))),
        Ok(text) => text,
    };
    let file = File { path: &path, text: &text, command: clean_command() };
    let options = file.options(&typed_matches)?;
    let set = options.iter().map(|(name, _)| name.clone()).collect();
    let added: Vec<_> = options.into_iter().flat_map(|(_, words)| words).collect();
    let of_file = added.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let mut words = typed;
    words.splice(2..2, added);
    Ok(Words { all: words, file: Some(path), set, of_file })
}

fn clean_command() -> Command {
    let mut all = Args::command();
    all.build();
    all.find_subcommand(CLEAN).cloned().unwrap_or(all)
}

/// The name of an option that can be in the file.
fn name_of(option: &Arg) -> Option<&str> {
    option.get_long().filter(|name| !NOT_IN_FILE.contains(name))
}

fn wrong(message: String) -> clap::Error {
    Args::command().error(ErrorKind::ValueValidation, message)
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
    command: Command,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl File<'_> {
    /// The options of the file that were not typed, each with the words that stand for it.
    fn options(&self, typed: &ArgMatches) -> Result<Vec<(String, Vec<OsString>)>, clap::Error> {
        let whole = DeTable::parse(self.text)
            .map_err(|error| self.wrong(&error.span().unwrap_or_default(), error.message()))?;
        let mut options = Vec::new();
        for (name, value) in whole.get_ref() {
            let DeValue::Table(table) = value.get_ref() else {
                return Err(self.wrong(&name.span(), "options stand in a table: write [clean] above them"));
            };
            if name.get_ref() != CLEAN {
                let message = format!("there is no table [{}]: options stand in [clean]", name.get_ref());
                return Err(self.wrong(&name.span(), &message));
            }
            for (key, value) in table {
                let option = self.option(key)?;
                let words = self.words(option, value)?;
                self.check(&words, &value.span())?;
                if typed.value_source(option.get_id().as_str()) != Some(ValueSource::CommandLine) {
                    options.push((key.get_ref().to_string(), words));
                }
            }
        }
        Ok(options)
    }

    /// The option that a key names.
    fn option(&self, key: &Spanned<toml::de::DeString<'_>>) -> Result<&Arg, clap::Error> {
        let known = self.command.get_arguments().find(|option| name_of(option) == Some(key.get_ref()));
        known.ok_or_else(|| {
            let all: Vec<_> = self.command.get_arguments().filter_map(name_of).collect();
            let message = format!("there is no option \"{}\"; they are {}", key.get_ref(), all.join(", "));
            self.wrong(&key.span(), &message)
        })
    }

    /// An option and its value as they would be typed.
    fn words(&self, option: &Arg, value: &Value<'_>) -> Result<Vec<OsString>, clap::Error> {
        let name = option.get_long().unwrap_or_default();
        if matches!(option.get_action(), ArgAction::SetTrue) {
            return match value.get_ref() {
                DeValue::Boolean(true) => Ok(vec![format!("--{name}").into()]),
                DeValue::Boolean(false) => Ok(Vec::new()),
                _ => Err(self.wrong(&value.span(), "true or false is expected")),
            };
        }
        let many = matches!(option.get_action(), ArgAction::Append);
        let texts = match value.get_ref() {
            DeValue::Array(items) if many => {
                items.iter().map(|item| self.text(item)).collect::<Result<Vec<_>, _>>()?
            }
            // NAME=VALUE, several times.
            DeValue::Table(pairs) if many => {
                let mut texts = Vec::new();
                for (key, value) in pairs {
                    let values = match value.get_ref() {
                        DeValue::Array(values) => values.iter().collect(),
                        _ => vec![value],
                    };
                    for value in values {
                        texts.push(format!("{}={}", key.get_ref(), self.text(value)?));
                    }
                }
                texts
            }
            DeValue::Array(_) | DeValue::Table(_) => {
                return Err(self.wrong(&value.span(), "one value is expected"));
            }
            _ => vec![self.text(value)?],
        };
        Ok(texts.into_iter().map(|text| format!("--{name}={text}").into()).collect())
    }

    fn text(&self, value: &Value<'_>) -> Result<String, clap::Error> {
        let expected = || self.wrong(&value.span(), "a text or a number is expected");
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Integer(number) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                number.map(|number| number.to_string()).map_err(|_| expected())
            }
            DeValue::Float(number) => Ok(number.as_str().into()),
            _ => Err(expected()),
        }
    }

    /// Whether the words would be understood if they were typed.
    fn check(&self, words: &[OsString], at: &Range<usize>) -> Result<(), clap::Error> {
        let all = ["tinsach".into(), CLEAN.into(), "-".into()].into_iter().chain(words.iter().cloned());
        match Args::command().try_get_matches_from(all.collect::<Vec<OsString>>()) {
            // Options that want others are looked at when all are there.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation) => {
                let text = error.to_string();
                let line = text.lines().next().unwrap_or_default();
                Err(self.wrong(at, line.trim_start_matches("error: ")))
            }
            _ => Ok(()),
        }
    }

    fn wrong(&self, at: &Range<usize>, message: &str) -> clap::Error {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        wrong(format!("{}: line {line}, column {column}: {message}", self.path.display()))
    }
}

/// What applies, in the form of the file, with where it comes from.
pub(super) fn shown(words: &Words, matches: &ArgMatches) -> String {
    let mut shown = "[clean]\n".to_owned();
    for option in clean_command().get_arguments() {
        let Some(name) = name_of(option) else { continue };
        let id = option.get_id().as_str();
        let source = match matches.value_source(id) {
            Some(ValueSource::CommandLine) if words.set.iter().any(|set| set == name) => {
                words.file.as_deref().map_or(String::new(), |file| file.display().to_string())
            }
            Some(ValueSource::CommandLine) => "command line".to_owned(),
            _ => "default".to_owned(),
        };
        let values = matches.get_raw(id).into_iter().flatten().map(|value| value.to_string_lossy());
        let values: Vec<_> = values.map(|value| toml::Value::from(&*value).to_string()).collect();
        let value = match option.get_action() {
            ArgAction::SetTrue => matches.get_flag(id).to_string(),
            ArgAction::Append => format!("[{}]", values.join(", ")),
            _ if values.is_empty() => continue,
            _ => values.concat(),
        };
        // Writing to a text cannot fail.
        let _ = writeln!(shown, "{name} = {value}  # {source}");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(text: &str, typed: &[&str]) -> Result<Vec<String>, String> {
        let all = ["tinsach", "clean", "a.html"].iter().chain(typed);
        let matches = Args::command().try_get_matches_from(all).expect("well typed");
        let file = File { path: Path::new("t.toml"), text, command: clean_command() };
        let found = file.options(matches.subcommand_matches(CLEAN).expect("clean"));
        let words = found.map_err(|error| error.to_string())?.into_iter().flat_map(|(_, words)| words);
        Ok(words.map(|word| word.into_string().expect("text")).collect())
    }

    #[test]
    fn values_are_words() {
        let text = "[clean]\nblocks = true\nforce = false\nthreads = 0x2\ndeadline = 1.5\nlabels = ['-table', '+caption']\n\
                    field = { html = 'data.body', url = ['a', 'b'] }\nkeep = 'id,at'\nlimit = 'nodes=10'\n";
        let words = options(text, &[]).expect("sound");
        let expected = [
            "--blocks",
            "--deadline=1.5",
            "--field=html=data.body",
            "--field=url=a",
            "--field=url=b",
            "--keep=id,at",
            "--labels=-table",
            "--labels=+caption",
            "--limit=nodes=10",
            "--threads=2",
        ];
        let mut sorted = words.clone();
        sorted.sort();
        let mut expected = expected.map(str::to_owned).to_vec();
        expected.sort();
        assert_eq!(sorted, expected);
        let typed = options(text, &["--threads", "3", "--field", "html=x"]).expect("sound");
        assert_eq!(typed.len(), words.len() - 4, "what was typed goes first: {typed:?}");
    }

    #[test]
    fn every_option_can_be_in_the_file() {
        for option in clean_command().get_arguments().filter_map(Arg::get_long) {
            // No option takes a date: it is known, and its value wrong.
            let error = options(&format!("[clean]\n{option} = 2024-05-01"), &[]).expect_err("a date");
            assert_eq!(error.contains("there is no option"), NOT_IN_FILE.contains(&option), "{error}");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        for (text, place, message) in [
            ("[clean]\nthreads = 1\n  blcoks = true", "line 3, column 3", "they are "),
            ("[clean]\nthreads = 0", "line 2, column 11", "'--threads <N>'"),
            ("[clean]\nblocks = 'yes'", "line 2, column 10", "true or false"),
            ("[clean]\nthreads = [1]", "line 2, column 11", "one value"),
            ("[clean]\nconfig = 'x'", "line 2, column 1", "no option"),
            ("threads = 1", "line 1, column 1", "[clean]"),
            ("[claen]", "line 1, column 2", "[claen]"),
            ("[clean]\nx = ", "line 2, column ", ""),
        ] {
            let error = options(text, &[]).expect_err("a mistake");
            assert!(
                error.contains(&format!("t.toml: {place}")) && error.contains(message),
                "{text}: {error}"
            );
        }
    }
}
