//! What it means: the words of a command line, read together, as the settings of a run.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use tinsach::classify::model::Model;
use tinsach::clean::{Destination, Format, Letters, Settings, ShardSize, Stop};
use tinsach::input::{Fields, KeyPath, Request, Source};
use tinsach::pass::Pass;
use tinsach::sites::RuleSet;
use tinsach::{Extractor, Kind, Options, Tones};

use super::args::{Clean, Eval, Inputs, JobOptions, LabelChoice, PageKind, RulesChoice};
use super::form::form;
use super::limit::LimitChoice;
use super::sift::sift;
use super::{Usage, report_file};

/// The settings of `tinsach clean`.
#[derive(Debug)]
pub(super) struct CleanConfig {
    pub(super) settings: Settings,
    pub(super) engine: Engine,
    pub(super) quiet: bool,
    pub(super) report: Option<PathBuf>,
}

/// What makes an extractor.
#[derive(Debug)]
pub(super) struct Engine {
    labels: Vec<LabelChoice>,
    rules: Option<RulesChoice>,
    without: Vec<String>,
    markup: bool,
    limits: Vec<LimitChoice>,
    deadline: Option<Duration>,
    tones: Tones,
}

impl Engine {
    /// An engine with default options.
    pub(super) fn with_rules(rules: Option<RulesChoice>) -> Self {
        let (labels, without, limits) = (Vec::new(), Vec::new(), Vec::new());
        Self { labels, rules, without, markup: false, limits, deadline: None, tones: Tones::AsWritten }
    }

    /// The extractor of the run. The only place where the program makes one.
    pub(super) fn extractor(&self) -> anyhow::Result<Extractor> {
        self.extractor_with(Model::shipped()?)
    }

    /// The same with another scorer.
    pub(super) fn extractor_with(&self, model: Model) -> anyhow::Result<Extractor> {
        let options = Options::default().with_markup(self.markup).with_tones(self.tones);
        let options = self.deadline.map_or(options.clone(), |limit| options.with_deadline(limit));
        let options = self.limits.iter().fold(options, LimitChoice::set);
        let options =
            self.labels.iter().fold(options, |options, choice| options.with_label(choice.label, choice.keep));
        Ok(Extractor::builder()
            .options(options)
            .rules(rule_set(self.rules.as_ref())?)
            .model(model)
            .without(&self.without)
            .build()?)
    }
}

/// How pages are read.
pub(super) const fn kind_of(typed: PageKind) -> Kind {
    match typed {
        PageKind::Auto => Kind::Auto,
        PageKind::Html => Kind::Html,
        PageKind::Text => Kind::Text,
    }
}

/// The rules that a choice amounts to: without one, the shipped ones.
pub(super) fn rule_set(choice: Option<&RulesChoice>) -> Result<RuleSet, tinsach::Error> {
    match choice {
        None => RuleSet::shipped(),
        Some(RulesChoice::None) => Ok(RuleSet::none()),
        Some(RulesChoice::Folder(folder)) => RuleSet::shipped()?.with_dir(folder),
    }
}

impl CleanConfig {
    /// The settings that the typed words amount to.
    pub(super) fn new(typed: Clean) -> Result<Self, Usage> {
        let typed_form = typed.form();
        let sources = sources(typed.inputs)?;
        check_url(typed.url.as_deref(), &sources)?;
        let destination = destination(typed.output);
        let form = form(typed_form, &destination)?;
        check_job(&destination, &sources, &typed.job)?;
        check_two_pass(typed.job.two_pass, &sources)?;
        check_keep(form.format, &typed.keep)?;
        let files = [typed.report.as_deref(), typed.job.dead_letters.as_deref()];
        report_file::check(files[0], &sources, &destination)?;
        check_letters(files, &destination)?;
        let markup = form.style.links || matches!(form.format, Format::Markdown | Format::Html);
        let kind = kind_of(typed.kind);
        // A report of an earlier run is no page of this one, though it may lie among them.
        let skip = typed.report.as_deref().and_then(|path| report_file::canonical(path).ok());
        let skip = skip.into_iter().collect();
        let settings = Settings {
            request: Request { sources, kind, url: typed.url, skip },
            fields: Fields::new(typed.fields, &typed.keep),
            sift: sift(typed.dedup, typed.languages),
            two_pass: typed.job.two_pass,
            form,
            destination,
            force: typed.force,
            threads: threads(typed.threads),
            shard: typed
                .job
                .shard_records
                .map_or_else(ShardSize::default, |records| ShardSize { records, ..ShardSize::default() }),
            letters: Letters { to: typed.job.dead_letters, with_input: typed.job.dead_letters_with_input },
            stop: Stop::default(),
        };
        let engine = Engine {
            labels: typed.labels,
            rules: typed.rules,
            without: Vec::new(),
            markup,
            limits: typed.limits,
            deadline: typed.deadline,
            tones: typed.tones.into(),
        };
        Ok(Self { settings, engine, quiet: typed.quiet, report: typed.report })
    }
}

/// The settings of `tinsach eval`.
#[derive(Debug)]
pub(super) struct EvalConfig {
    pub(super) corpus: PathBuf,
    pub(super) predictions: Option<PathBuf>,
    pub(super) engine: Engine,
    pub(super) scorer: Scorer,
    pub(super) threads: NonZeroUsize,
    pub(super) worst: usize,
    pub(super) json: bool,
}

/// The scorer that a corpus is cleaned with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scorer {
    /// The one that comes with the program.
    Shipped,
    /// None: the rules alone.
    None,
    /// One from a file.
    File(PathBuf),
    /// For each page the one of its fold, from the files of a folder.
    Folds(PathBuf),
}

impl Scorer {
    fn new(model: Option<PathBuf>, folds: Option<PathBuf>) -> Self {
        match (model, folds) {
            (_, Some(folder)) => Self::Folds(folder),
            (Some(none), None) if none == Path::new("none") => Self::None,
            (Some(file), None) => Self::File(file),
            (None, None) => Self::Shipped,
        }
    }
}

/// The model in a file.
pub(super) fn model(file: &Path) -> anyhow::Result<Model> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Model::parse(&text).with_context(|| format!("{} is no scorer", file.display()))
}

impl EvalConfig {
    /// The settings that the typed words amount to.
    pub(super) fn new(typed: Eval) -> Result<Self, Usage> {
        let path = typed.pred.as_deref();
        if path.is_some_and(|path| !matches!(destination(Some(path.into())), Destination::File(_))) {
            let message =
                "--pred is a file: standard output is for the figures, and there is one prediction a line";
            return Err(Usage(message.into()));
        }
        let gold = fs::canonicalize(typed.corpus.join("gold.jsonl"));
        if path.is_some_and(
            |path| matches!((fs::canonicalize(path), &gold), (Ok(path), Ok(gold)) if path == *gold),
        ) {
            return Err(Usage("--pred would replace the gold of the corpus: name another file".into()));
        }
        Ok(Self {
            corpus: typed.corpus,
            predictions: typed.pred,
            engine: Engine {
                labels: Vec::new(),
                rules: typed.rules,
                without: typed.without,
                markup: false,
                limits: Vec::new(),
                deadline: None,
                tones: Tones::AsWritten,
            },
            scorer: Scorer::new(typed.model, typed.cv),
            threads: threads(typed.threads),
            worst: typed.worst,
            json: typed.json,
        })
    }
}

/// As many threads as were asked for, else as many as there are cores.
pub(super) fn threads(typed: Option<NonZeroUsize>) -> NonZeroUsize {
    typed.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// The inputs as a reader takes them.
pub(super) fn sources(inputs: Vec<PathBuf>) -> Result<Vec<Source>, Usage> {
    let stdin = Path::new("-");
    if inputs.iter().filter(|input| *input == stdin).count() > 1 {
        return Err(Usage("standard input (-) is named twice, but can be read only once".into()));
    }
    Ok(inputs
        .into_iter()
        .map(|path| if path == stdin { Source::Stdin } else { Source::Path(path) })
        .collect())
}

/// The pass over the inputs of a command that looks at many pages.
pub(super) fn pass(typed: Inputs) -> Result<Pass, Usage> {
    let Inputs { inputs, reading } = typed;
    let request = Request { sources: sources(inputs)?, kind: Kind::Auto, url: None, skip: Vec::new() };
    let fields = Fields::new(reading.fields, &[]);
    Ok(Pass { request, fields, threads: threads(reading.threads) })
}

fn check_url(url: Option<&str>, sources: &[Source]) -> Result<(), Usage> {
    let one_page = sources.len() == 1 && !sources.iter().any(Source::is_many);
    if url.is_some() && !one_page {
        let message = "--url is the address of one page, but the input is more than one page; records of a JSONL \
                       dump bring their own address (--field url=KEY)";
        return Err(Usage(message.into()));
    }
    Ok(())
}

fn check_job(destination: &Destination, sources: &[Source], job: &JobOptions) -> Result<(), Usage> {
    let is_job = matches!(destination, Destination::Folder(_));
    let message = if is_job && sources.contains(&Source::Stdin) {
        "standard input cannot be read again, so -o with a folder, a run that can be interrupted, is not for it: name files, \
         or write to one file, such as OUT/articles.jsonl"
    } else if is_job && job.dead_letters.is_some() {
        "-o with a folder has dead letters in it, below _dead: leave --dead-letters out"
    } else if !is_job && job.shard_records.is_some() {
        "--shard-records is for -o with a folder"
    } else if !is_job && job.dead_letters_with_input && job.dead_letters.is_none() {
        "--dead-letters-with-input needs --dead-letters FILE, or -o with a folder"
    } else {
        return Ok(());
    };
    Err(Usage(message.into()))
}

/// What is read twice has to be there twice.
fn check_two_pass(two_pass: bool, sources: &[Source]) -> Result<(), Usage> {
    let once = sources.iter().find_map(|source| match source {
        Source::Stdin => Some("standard input".to_owned()),
        Source::Path(path) => {
            let is_once = fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir());
            is_once.then(|| format!("{}, which is no file,", path.display()))
        }
    });
    match once.filter(|_| two_pass) {
        None => Ok(()),
        Some(name) => Err(Usage(format!(
            "--two-pass reads everything twice, and {name} cannot be read again: write it to a file first"
        ))),
    }
}

fn check_keep(format: Format, keep: &[KeyPath]) -> Result<(), Usage> {
    if keep.is_empty() || format.has_every_record() {
        return Ok(());
    }
    let message = format!(
        "--keep carries fields into JSON objects and tables, and --format {} has no place for them: use it with --format \
         jsonl, csv, tsv or parquet",
        format.name()
    );
    Err(Usage(message))
}

/// Dead letters take no other output's place.
fn check_letters([report, letters]: [Option<&Path>; 2], destination: &Destination) -> Result<(), Usage> {
    let Some(letters) = letters else { return Ok(()) };
    let other = match destination {
        Destination::File(output) if report_file::is_same(letters, output) => "-o",
        _ if report.is_some_and(|report| report_file::is_same(letters, report)) => "--report",
        _ => return Ok(()),
    };
    Err(Usage(format!("--dead-letters and {other} name the same file")))
}

fn destination(output: Option<PathBuf>) -> Destination {
    match output {
        None => Destination::Stdout,
        Some(path) if path == Path::new("-") => Destination::Stdout,
        Some(path) if path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") => {
            Destination::Folder(path)
        }
        Some(path) => Destination::File(path),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::args::{Args, Command};
    use super::*;

    fn config(words: &[&str]) -> Result<CleanConfig, Usage> {
        let words = ["tinsach", "clean"].iter().chain(words);
        let typed = Args::try_parse_from(words).expect("well typed").command;
        let Command::Clean(clean) = typed else { panic!("not clean: {typed:?}") };
        CleanConfig::new(*clean)
    }

    #[test]
    fn an_address_belongs_to_one_page() {
        assert!(config(&["a.html", "--url", "https://a.vn"]).is_ok());
        assert!(config(&["-", "--url", "https://a.vn"]).is_ok());
        for inputs in [&["a.html", "b.html"][..], &["."], &["a.jsonl.gz"]] {
            assert!(config(&[inputs, &["--url", "https://a.vn"]].concat()).is_err(), "{inputs:?}");
        }
    }

    #[test]
    fn predictions_go_to_a_file_that_is_not_the_gold() {
        let folder = tempfile::tempdir().expect("folder");
        let gold = folder.path().join("gold.jsonl");
        fs::write(&gold, "").expect("gold");
        let (corpus, gold) = (folder.path().to_str().expect("UTF-8"), gold.to_str().expect("UTF-8"));
        let with = |pred| {
            let typed = Args::try_parse_from(["tinsach", "eval", corpus, "--pred", pred])
                .expect("well typed")
                .command;
            let Command::Eval(eval) = typed else { panic!("not eval: {typed:?}") };
            EvalConfig::new(eval).map(|config| config.predictions)
        };
        assert_eq!(with("new.jsonl"), Ok(Some("new.jsonl".into())));
        for wrong in ["-", corpus, "new/", gold] {
            assert!(with(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_folder_is_a_job() {
        let with = |output, format| {
            config(&["a.html", "-o", output, "--format", format]).map(|c| c.settings.destination)
        };
        assert_eq!(with("new/", "text"), Ok(Destination::Folder("new/".into())));
        assert_eq!(with(".", "markdown"), Ok(Destination::Folder(".".into())));
        assert_eq!(with("new", "markdown"), Ok(Destination::File("new".into())));
        assert_eq!(with("-", "text"), Ok(Destination::Stdout));
        assert_eq!(with("new/", "jsonl"), Ok(Destination::Folder("new/".into())));
    }

    #[test]
    fn what_a_job_needs_is_asked_for() {
        assert!(
            config(&["a.html", "-o", "new/", "--shard-records", "5", "--dead-letters-with-input"]).is_ok()
        );
        assert!(config(&["a.html", "--dead-letters", "dead.jsonl", "--dead-letters-with-input"]).is_ok());
        for words in [
            &["-", "-o", "new/"][..],
            &["a.html", "-o", "new/", "--dead-letters", "dead.jsonl"],
            &["a.html", "--shard-records", "5"],
            &["a.html", "--dead-letters-with-input"],
        ] {
            assert!(config(words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn blocks_need_json_and_standard_input_is_read_once() {
        assert!(config(&["a.html", "--blocks", "--format", "text"]).is_err());
        assert!(config(&["-", "-"]).is_err());
        assert_eq!(config(&["-", "a.html"]).expect("fine").settings.request.sources[0], Source::Stdin);
    }

    #[test]
    fn what_is_shown_needs_a_form_that_can_show_it() {
        for form in ["markdown", "html"] {
            assert!(config(&["a.html", "--links", "--images", "--emphasis", "--format", form]).is_ok());
        }
        assert!(config(&["a.html", "--links", "--blocks"]).is_ok());
        for words in
            [&["--links"][..], &["--images"], &["--emphasis", "--blocks"], &["--links", "--format", "text"]]
        {
            assert!(config(&[&["a.html"], words].concat()).is_err(), "{words:?}");
        }
    }

    #[test]
    fn an_input_that_is_the_output_is_noticed() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("a.jsonl");
        fs::write(&file, "{}").expect("file");
        let (file, other) = (file.to_str().expect("UTF-8"), folder.path().join("b").display().to_string());
        assert!(config(&[file, "-o", file]).expect("fine").settings.reads_its_own_output());
        assert!(!config(&[file, "-o", &other]).expect("fine").settings.reads_its_own_output());
    }
}
