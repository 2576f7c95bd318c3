//! The engine: an extractor with its options and rules.

use std::borrow::Cow;

use jiff::Timestamp;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use serde_json::Value;
use tinsach::clean::guarded;
use tinsach::sites::{RuleText, SiteKind};
use tinsach::{Content, Extractor, Outcome, Record};

use crate::article::Article;
use crate::batch::{self, Stream, Table};
use crate::errors::{OptionError, of_page, of_panic};
use crate::options::{RuleFile, Rules, Wanted, kind, rules};
use crate::trace::Trace;

/// An extractor. Never changes; any thread may use it at any time.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Engine {
    extractor: Extractor,
    /// The same, which also tells of links and emphasis.
    with_markup: Extractor,
}

/// What is known of a page beside its content: the attributes of `tinsach.extractor.Page`.
#[derive(Clone, FromPyObject)]
struct Page<'py> {
    content: Bound<'py, PyAny>,
    url: Option<String>,
    kind: String,
    fetched: Option<Fetched>,
    content_type: Option<String>,
}

/// When a page was fetched.
#[derive(Clone, FromPyObject)]
enum Fetched {
    #[pyo3(transparent)]
    Text(String),
    #[pyo3(transparent)]
    Seconds(f64),
}

impl Fetched {
    fn timestamp(self) -> PyResult<Timestamp> {
        let value = match self {
            Self::Text(text) => Value::from(text),
            Self::Seconds(seconds) => Value::from(seconds),
        };
        tinsach::input::timestamp(&value).ok_or_else(|| {
            let told =
                "fetched is no time: give a datetime, 2024-05-01T08:00:00+07:00, or seconds since 1970";
            OptionError::new_err(told)
        })
    }
}

/// The content of a page, held for as long as the interpreter is let go of.
enum Held<'a> {
    Text(Cow<'a, str>),
    Bytes(&'a [u8]),
}

impl<'a> Held<'a> {
    fn of(content: &'a Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = content.cast::<PyString>() {
            // Half a surrogate pair is no text, but no reason to fail either.
            return Ok(Self::Text(text.to_string_lossy()));
        }
        if let Ok(bytes) = content.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.as_bytes()));
        }
        let found = content.get_type().qualname()?;
        Err(PyTypeError::new_err(format!("a page is a str or bytes, not {found}")))
    }

    fn content(&self) -> Content<'_> {
        match self {
            Self::Text(text) => Content::Str(text),
            Self::Bytes(bytes) => Content::Bytes(bytes),
        }
    }
}

#[pymethods]
impl Engine {
    /// `options`: a `tinsach.Options`. `rules`: `None` for the shipped ones, a folder or a list of `(is_family, path, text)`
    /// beside them, or an empty list for none.
    #[new]
    #[pyo3(signature = (options, rules_of=None))]
    fn new(py: Python<'_>, options: Wanted, rules_of: Option<Rules>) -> PyResult<Self> {
        let options = options.options()?;
        py.detach(|| {
            let extractor = Extractor::builder().options(options.clone()).rules(rules(rules_of)?);
            let extractor = extractor.build().map_err(of_page)?;
            let with_markup = extractor.with_options(options.with_markup(true));
            Ok(Self { extractor, with_markup })
        })
    }

    /// The rule files beside the shipped ones, as the constructor takes them.
    fn rule_files(&self) -> Vec<RuleFile> {
        let file = |RuleText { kind, path, text }| (kind == SiteKind::Family, path, text);
        self.extractor.rules().texts().into_iter().map(file).collect()
    }

    /// The article of a page, or `None`; with `trace`, the article knows why.
    #[pyo3(signature = (page, trace=false))]
    fn extract(&self, py: Python<'_>, page: Page<'_>, trace: bool) -> PyResult<Option<Article>> {
        let why = if trace { Some(page.clone()) } else { None };
        let outcome = page.of(py, |record| self.with_markup.extract(record))?;
        let Outcome::Article(article) = outcome else { return Ok(None) };
        let trace = why.map(|page| Py::new(py, self.trace(py, page)?)).transpose()?;
        Ok(Some(Article::new(article, trace)))
    }

    /// Everything that was decided about a page.
    fn trace(&self, py: Python<'_>, page: Page<'_>) -> PyResult<Trace> {
        page.of(py, |record| tinsach::explain::explain(&self.extractor, record)).map(Trace::new)
    }

    /// Cleans the batches of an object that has `__arrow_c_stream__`; `table`: a `tinsach.extractor.Table`.
    fn extract_stream(&self, py: Python<'_>, data: &Bound<'_, PyAny>, table: Table) -> PyResult<Stream> {
        batch::clean(py, self.extractor(table.links), data, table)
    }
}

impl Engine {
    /// The extractor, which tells with `markup` of links and emphasis too.
    pub(crate) fn extractor(&self, markup: bool) -> &Extractor {
        if markup { &self.with_markup } else { &self.extractor }
    }
}

impl Page<'_> {
    /// Does `work` on a page without the interpreter; a panic is an exception.
    fn of<T: Send>(
        self,
        py: Python<'_>,
        work: impl Fn(&Record<'_>) -> Result<T, tinsach::Error> + Sync,
    ) -> PyResult<T> {
        let Page { content, url, kind: kind_name, fetched, content_type } = self;
        let held = Held::of(&content)?;
        let fetched = fetched.map(Fetched::timestamp).transpose()?;
        let (url, content_type) = (url.as_deref(), content_type.as_deref());
        let record = Record { content: held.content(), url, kind: kind(&kind_name)?, fetched, content_type };
        match py.detach(|| guarded(|| Ok(work(&record)))) {
            Ok(done) => done.map_err(of_page),
            Err(panic) => Err(of_panic(panic)),
        }
    }
}
