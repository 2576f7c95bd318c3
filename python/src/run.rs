//! A run over many records: the pipeline of the command line, told and stopped from Python.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tinsach::clean::sift::{By, Sift};
use tinsach::clean::{
    Contradiction, Destination, Error, Finished, FormAsked, Format, Letters, Listener, Packing, Pass,
    Settings, ShardSize, Standing, Stop, sources,
};
use tinsach::input::{Field, FieldName, Fields, KeyPath, Progress, Request};
use tinsach::output::Style;

use crate::article::from_json;
use crate::engine::Engine;
use crate::errors::{OptionError, RunError, of_contradiction};
use crate::options::kind;

/// How often progress is told, and Ctrl-C asked for. Both need the interpreter, which other threads may hold.
const INTERVAL: Duration = Duration::from_millis(100);

/// What is asked of a run: the attributes of `tinsach.pipeline.Asked`.
#[derive(FromPyObject)]
pub(crate) struct Asked {
    inputs: Vec<PathBuf>,
    output: PathBuf,
    format: Option<String>,
    compress: Option<String>,
    blocks: bool,
    links: bool,
    images: bool,
    emphasis: bool,
    url: Option<String>,
    kind: String,
    fields: Vec<(String, String)>,
    keep: Vec<String>,
    dedup: Vec<String>,
    languages: Vec<String>,
    two_pass: bool,
    threads: Option<usize>,
    shard_records: Option<u64>,
    dead_letters: Option<PathBuf>,
    dead_letters_with_input: bool,
    force: bool,
}

impl Asked {
    fn settings(self) -> PyResult<Settings> {
        let wrong = |error: Contradiction| of_contradiction(&error);
        let destination = Destination::named(Some(self.output.clone()));
        if destination == Destination::Stdout {
            return Err(OptionError::new_err(
                "the output is a file or a folder: standard output is the program's own",
            ));
        }
        let form = self.form()?.form(&destination).map_err(wrong)?;
        let keep: Vec<KeyPath> = self.keep.iter().map(|key| KeyPath::new(key)).collect();
        let fields = self.fields.iter().map(|(name, key)| field(name, key)).collect::<PyResult<_>>()?;
        let threads = match self.threads {
            None => available_parallelism().unwrap_or(NonZeroUsize::MIN),
            Some(threads) => above_zero("threads", NonZeroUsize::new(threads))?,
        };
        let shard = match self.shard_records {
            None => ShardSize::default(),
            Some(records) => {
                let records = above_zero("shard_records", NonZeroU64::new(records))?;
                ShardSize { records, ..ShardSize::default() }
            }
        };
        let kind = kind(&self.kind)?;
        let settings = Settings {
            sift: self.sift()?,
            request: Request {
                sources: sources(self.inputs).map_err(wrong)?,
                kind,
                url: self.url,
                skip: Vec::new(),
            },
            fields: Fields::new(fields, &keep),
            two_pass: self.two_pass,
            form,
            destination,
            force: self.force,
            threads,
            shard,
            letters: Letters { to: self.dead_letters, with_input: self.dead_letters_with_input },
            stop: Stop::default(),
        };
        settings.check().map_err(wrong)?;
        Ok(settings)
    }

    fn form(&self) -> PyResult<FormAsked> {
        let format = |name: &String| one_of("format", name, &Format::ALL, Format::name);
        let packing = |name: &String| {
            let all = [Packing::None, Packing::Gz, Packing::Zst];
            one_of("compress", name, &all, |packing| packing.extension().unwrap_or("none"))
        };
        Ok(FormAsked {
            format: self.format.as_ref().map(format).transpose()?,
            packing: self.compress.as_ref().map(packing).transpose()?,
            blocks: self.blocks,
            style: Style { links: self.links, emphasis: self.emphasis, images: self.images },
        })
    }

    fn sift(&self) -> PyResult<Sift> {
        let by = |name: &String| one_of("dedup", name, &By::ALL, By::name);
        let language =
            |code: &String| code.parse().map_err(|error| OptionError::new_err(format!("languages: {error}")));
        Ok(Sift {
            dedup: self.dedup.iter().map(by).collect::<PyResult<_>>()?,
            languages: self.languages.iter().map(language).collect::<PyResult<_>>()?,
        })
    }
}

fn above_zero<T>(name: &str, number: Option<T>) -> PyResult<T> {
    number.ok_or_else(|| OptionError::new_err(format!("{name} is a number above zero")))
}

fn field(name: &str, key: &str) -> PyResult<Field> {
    let name = one_of("fields", name, &FieldName::ALL, FieldName::name)?;
    Ok(Field { name, key: KeyPath::new(key) })
}

fn one_of<T: Copy>(what: &str, word: &str, all: &[T], name: impl Fn(T) -> &'static str) -> PyResult<T> {
    all.iter().copied().find(|it| name(*it) == word).ok_or_else(|| {
        let known = all.iter().map(|it| name(*it)).collect::<Vec<_>>().join(", ");
        OptionError::new_err(format!("{what}: there is no {word:?}; they are {known}"))
    })
}

/// What a run did.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Report(Finished);

#[pymethods]
impl Report {
    /// `int`: the records, whatever became of them.
    #[getter]
    fn records(&self) -> u64 {
        self.0.count.records()
    }

    /// `int`: those with an article.
    #[getter]
    fn articles(&self) -> u64 {
        self.0.count.articles()
    }

    /// `int`: those that could not be read or cleaned.
    #[getter]
    fn errors(&self) -> u64 {
        self.0.count.errors()
    }

    /// The sums of each host, why records failed, and the first duplicates, as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let json = serde_json::to_string(&self.0.report).unwrap_or_default();
        Ok(from_json(py, &json)?.cast_into()?)
    }

    /// The page that `tinsach clean --report` writes.
    fn html(&self) -> String {
        self.0.report.html(&[])
    }

    /// The sums, as the command line says them at the end.
    fn __str__(&self) -> String {
        self.0.count.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Report: {}>", self.0.count)
    }
}

/// Cleans everything that `asked` names. `listener` has the methods `begins(total)`, `advance(bytes, records)`,
/// `problem(message)` and `note(message)`; an exception in one of them, or Ctrl-C, stops the run in good order.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, engine: &Engine, asked: Asked, listener: Py<PyAny>) -> PyResult<Report> {
    let settings = asked.settings()?;
    let markup = settings.form.needs_markup();
    let raised = Raised::default();
    let mut told = Told {
        listener,
        read: Progress::default(),
        last: Told::nothing(),
        records: 0,
        stop: settings.stop.clone(),
        raised: raised.clone(),
    };
    let done = py.detach(|| tinsach::clean::run(&settings, engine.extractor(markup), &mut told));
    if let Some(error) = raised.take() {
        return Err(error);
    }
    match done {
        Ok(finished) => Ok(Report(finished)),
        Err(Error::Stopped(unfinished)) => Err(RunError::new_err(format!("stopped: {}", unfinished.message))),
        Err(error) => Err(RunError::new_err(with_sources(&error))),
    }
}

/// An error with what it is due to.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut out = error.to_string();
    let mut source = error.source();
    while let Some(due_to) = source {
        out = out + ": " + &due_to.to_string();
        source = due_to.source();
    }
    out
}

/// The first exception of a listener; whichever thread it was raised in, it goes on where the run was called.
#[derive(Clone, Default)]
struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    fn put(&self, error: PyErr) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Tells a Python object how a run goes.
struct Told {
    listener: Py<PyAny>,
    read: Progress,
    /// When progress was told last, and up to which byte and record.
    last: (Instant, u64, u64),
    /// Records done.
    records: u64,
    stop: Stop,
    raised: Raised,
}

impl Told {
    fn nothing() -> (Instant, u64, u64) {
        (Instant::now(), 0, 0)
    }

    fn tell(&self, tell: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<()>) {
        let told = Python::attach(|py| {
            // Heard in the thread that Python was started in alone, which takes its turn.
            py.check_signals()?;
            tell(self.listener.bind(py))
        });
        if let Err(error) = told {
            self.raised.put(error);
            self.stop.ask();
        }
    }

    fn advanced(&mut self) {
        let (_, bytes_told, records_told) = self.last;
        self.last = (Instant::now(), self.read.bytes(), self.records);
        let (bytes, records) =
            (self.last.1.saturating_sub(bytes_told), self.records.saturating_sub(records_told));
        self.tell(|listener| listener.call_method1("advance", (bytes, records)).map(drop));
    }
}

impl Listener for Told {
    fn begins(&mut self, _pass: Pass, read: Progress, total: &mut dyn FnMut() -> Option<u64>) {
        self.read = read;
        (self.last, self.records) = (Self::nothing(), 0);
        let wants = Python::attach(|py| self.listener.bind(py).getattr("wants_total")?.extract());
        let total = match wants {
            Ok(true) => total(),
            Ok(false) => None,
            Err(error) => {
                self.raised.put(error);
                None
            }
        };
        self.tell(|listener| listener.call_method1("begins", (total,)).map(drop));
    }

    fn problem(&mut self, message: &str) {
        self.tell(|listener| listener.call_method1("problem", (message,)).map(drop));
    }

    fn note(&mut self, message: &str) {
        self.tell(|listener| listener.call_method1("note", (message,)).map(drop));
    }

    fn advance(&mut self, standing: Standing<'_>) {
        self.records = standing.count.records();
        if self.last.0.elapsed() >= INTERVAL {
            self.advanced();
        }
    }

    fn ends(&mut self) {
        self.advanced();
    }
}
