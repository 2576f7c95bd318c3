//! What it means: the words of a command line, read together, as the settings of a run.

use std::fs;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use tinsach::classify::model::Model;
use tinsach::clean::{
    Destination, Form, Format, Letters, Packing, Settings, ShardSize, Stop, canonical, sources,
};
use tinsach::input::{Fields, Request};
use tinsach::pass::Pass;
use tinsach::sites::RuleSet;
use tinsach::{Extractor, Kind, Options, Tones};

use super::args::{Clean, Eval, Inputs, LabelChoice, PageKind, RulesChoice};
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
        let destination = Destination::named(typed.output);
        let form = typed_form.form(&destination)?;
        check_terminal(form, &destination)?;
        let markup = form.needs_markup();
        let kind = kind_of(typed.kind);
        // A report of an earlier run is no page of this one, though it may lie among them.
        let skip = typed.report.as_deref().and_then(|path| canonical(path).ok());
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
        settings.check()?;
        let (report, letters) = (typed.report.as_deref(), settings.letters.to.as_deref());
        report_file::check(report, &settings.request.sources, &settings.destination, letters)?;
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
        if path.is_some_and(|path| !matches!(Destination::named(Some(path.into())), Destination::File(_))) {
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

/// The pass over the inputs of a command that looks at many pages.
pub(super) fn pass(typed: Inputs) -> Result<Pass, Usage> {
    let Inputs { inputs, reading } = typed;
    let request = Request { sources: sources(inputs)?, kind: Kind::Auto, url: None, skip: Vec::new() };
    let fields = Fields::new(reading.fields, &[]);
    Ok(Pass { request, fields, threads: threads(reading.threads) })
}

/// Bytes are nothing to look at.
fn check_terminal(form: Form, destination: &Destination) -> Result<(), Usage> {
    let is_bytes = form.format == Format::Parquet || form.packing != Packing::None;
    if is_bytes && *destination == Destination::Stdout && io::stdout().is_terminal() {
        let message = "the output would be bytes that a terminal cannot show: name a file with -o, or send it through a pipe";
        return Err(Usage(message.into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use tinsach::input::Source;

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
