//! Articles and their parts as Python sees them.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tinsach::output::{self, Style};
use tinsach::{ArticleBlock, EmphasisSpan, LinkSpan, Outcome};

use crate::trace::Trace;

/// Characters of a text that `repr` shows.
const SHOWN: usize = 40;

/// A cleaned article. Fields that the page does not give are `None` or empty. Never changes; it can be compared, pickled,
/// and kept for as long as one likes.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Article {
    article: Arc<tinsach::Article>,
    trace: Option<Py<Trace>>,
}

impl Article {
    pub(crate) fn new(article: tinsach::Article, trace: Option<Py<Trace>>) -> Self {
        Self { article: Arc::new(article), trace }
    }

    /// The article without what mark-up says inside of blocks.
    fn plain(&self) -> tinsach::Article {
        let mut plain = (*self.article).clone();
        plain.blocks.iter_mut().for_each(|block| block.markup = None);
        plain.images.iter_mut().for_each(|image| image.before = None);
        plain
    }
}

#[pymethods]
impl Article {
    /// `str | None`: the address of the record.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.article.url.as_deref()
    }

    /// `str | None`: the address that the page itself names as its own.
    #[getter]
    fn canonical(&self) -> Option<&str> {
        self.article.canonical.as_deref()
    }

    /// `str | None`: the site as it calls itself.
    #[getter]
    fn site_name(&self) -> Option<&str> {
        self.article.site_name.as_deref()
    }

    /// `str`: the rule that spoke: a host, a family, or `generic`.
    #[getter]
    fn rule(&self) -> &str {
        &self.article.rule
    }

    /// `str | None`: the headline as a reader sees it.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.article.title.as_deref()
    }

    /// `str | None`: the summary between headline and body; it is in `text` too.
    #[getter]
    fn lead(&self) -> Option<&str> {
        self.article.lead.as_deref()
    }

    /// `str`: the kept blocks in document order, one a line.
    #[getter]
    fn text(&self) -> String {
        self.article.text()
    }

    /// `list[Block]`: the kept blocks in document order.
    #[getter]
    fn blocks(&self) -> Vec<Block> {
        (0..self.article.blocks.len()).map(|at| Block { article: self.article.clone(), at }).collect()
    }

    /// `list[str]`: the persons, pen names and desks that sign the article.
    #[getter]
    fn authors(&self) -> Vec<String> {
        self.article.authors.clone()
    }

    /// `str | None`: where the article was taken from.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.article.source.as_deref()
    }

    /// `str | None`: first publication, ISO 8601: a date, or a date and time with its offset.
    #[getter]
    fn published(&self) -> Option<&str> {
        self.article.published.as_deref()
    }

    /// `str | None`: last change, in the same form.
    #[getter]
    fn modified(&self) -> Option<&str> {
        self.article.modified.as_deref()
    }

    /// `str | None`: the section of the site.
    #[getter]
    fn section(&self) -> Option<&str> {
        self.article.section.as_deref()
    }

    /// `list[str]`: keywords.
    #[getter]
    fn tags(&self) -> Vec<String> {
        self.article.tags.clone()
    }

    /// `str | None`: the summary that the page gives to machines.
    #[getter]
    fn description(&self) -> Option<&str> {
        self.article.description.as_deref()
    }

    /// `list[Image]`: the pictures inside the article.
    #[getter]
    fn images(&self) -> Vec<Image> {
        self.article.images.iter().cloned().map(Image).collect()
    }

    /// `str | None`: ISO 639-1 code of the text's language.
    #[getter]
    fn language(&self) -> Option<&str> {
        self.article.language.as_deref()
    }

    /// `str | None`: the encoding that bytes were read as; `None` for a `str`.
    #[getter]
    fn encoding(&self) -> Option<&str> {
        self.article.encoding.as_deref()
    }

    /// `list[str]`: the limits that cut the page; empty for a whole page.
    #[getter]
    fn truncated(&self) -> Vec<String> {
        self.article.truncated.clone()
    }

    /// `float`: how good the text is likely to be, from 0 to 1.
    #[getter]
    fn confidence(&self) -> f64 {
        self.article.confidence
    }

    /// `Trace | None`: why, where it was asked for.
    #[getter]
    fn trace(&self, py: Python<'_>) -> Option<Py<Trace>> {
        self.trace.as_ref().map(|trace| trace.clone_ref(py))
    }

    /// The article as GitHub's Markdown, its title first, with links, pictures and emphasis where they are asked for.
    #[pyo3(signature = (*, links=false, images=false, emphasis=false))]
    fn markdown(&self, links: bool, images: bool, emphasis: bool) -> String {
        output::markdown(&self.article, Style { links, emphasis, images })
    }

    /// The article as an `<article>` of HTML without anything active in it.
    #[pyo3(signature = (*, links=false, images=false, emphasis=false))]
    fn html(&self, links: bool, images: bool, emphasis: bool) -> String {
        output::html(&self.article, Style { links, emphasis, images })
    }

    /// The fields of the JSON form as a dict; with `blocks` those too, and with `links` what mark-up says inside of them.
    #[pyo3(signature = (*, blocks=false, links=false))]
    fn to_dict<'py>(&self, py: Python<'py>, blocks: bool, links: bool) -> PyResult<Bound<'py, PyDict>> {
        let article = if links { (*self.article).clone() } else { self.plain() };
        let json = output::json("", &[], &Outcome::Article(article), blocks);
        let dict: Bound<'py, PyDict> = from_json(py, &json)?.cast_into()?;
        for name in ["schema_version", "id", "status"] {
            dict.del_item(name)?;
        }
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        let article = &self.article;
        let title = article.title.as_deref().map(shortened);
        let chars: usize = article.blocks.iter().map(|block| block.text.chars().count()).sum();
        match title {
            Some(title) => format!("<Article {title:?}, {chars} characters, rule {}>", article.rule),
            None => format!("<Article without a title, {chars} characters, rule {}>", article.rule),
        }
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.article == other.article
    }

    /// The trace is left behind: it is about the page, which is not there any more.
    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<(Py<PyAny>, (String,))> {
        let json = serde_json::to_string(&*slf.get().article)
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok((slf.get_type().getattr("_from_json")?.unbind(), (json,)))
    }

    #[staticmethod]
    fn _from_json(json: &str) -> PyResult<Self> {
        let article = serde_json::from_str(json).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self::new(article, None))
    }
}

/// A kept block of an article.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Block {
    article: Arc<tinsach::Article>,
    at: usize,
}

impl Block {
    fn block(&self) -> &ArticleBlock {
        &self.article.blocks[self.at]
    }
}

#[pymethods]
impl Block {
    /// `str`: what it is, such as `body`.
    #[getter]
    fn label(&self) -> &str {
        self.block().label.name()
    }

    /// `str`: its text.
    #[getter]
    fn text(&self) -> &str {
        &self.block().text
    }

    /// `int | None`: of a sub-heading 2 to 6, of a list item its nesting from 1.
    #[getter]
    fn level(&self) -> Option<u8> {
        self.block().level
    }

    /// `bool | None`: of a list item, whether the list is numbered.
    #[getter]
    fn ordered(&self) -> Option<bool> {
        self.block().ordered
    }

    /// `tuple[int, int] | None`: of flattened text, the first and the last line, from 1.
    #[getter]
    fn lines(&self) -> Option<(u32, u32)> {
        self.block().lines
    }

    /// `list[Link]`: the links inside of it.
    #[getter]
    fn links(&self) -> Vec<Link> {
        let links = self.block().markup.as_ref().map(|markup| markup.links.clone());
        links.unwrap_or_default().into_iter().map(Link).collect()
    }

    /// `list[Emphasis]`: what is set off inside of it.
    #[getter]
    fn emphasis(&self) -> Vec<Emphasis> {
        let spans = self.block().markup.as_ref().map(|markup| markup.emphasis.clone());
        spans.unwrap_or_default().into_iter().map(Emphasis).collect()
    }

    fn __repr__(&self) -> String {
        format!("<Block {}: {:?}>", self.label(), shortened(self.text()))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.block() == other.block()
    }
}

/// A link in the text of a block.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Link(LinkSpan);

#[pymethods]
impl Link {
    /// `int`: its first character in the text of the block.
    #[getter]
    fn start(&self) -> u32 {
        self.0.start
    }

    /// `int`: one past its last character.
    #[getter]
    fn end(&self) -> u32 {
        self.0.end
    }

    /// `str`: its address.
    #[getter]
    fn href(&self) -> &str {
        &self.0.href
    }

    fn __repr__(&self) -> String {
        format!("<Link {}..{} {:?}>", self.0.start, self.0.end, shortened(&self.0.href))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// A stretch of the text of a block that is set off.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Emphasis(EmphasisSpan);

#[pymethods]
impl Emphasis {
    /// `int`: its first character in the text of the block.
    #[getter]
    fn start(&self) -> u32 {
        self.0.start
    }

    /// `int`: one past its last character.
    #[getter]
    fn end(&self) -> u32 {
        self.0.end
    }

    /// `str`: `strong`, `italic` or `code`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind.name()
    }

    fn __repr__(&self) -> String {
        format!("<Emphasis {}..{} {}>", self.0.start, self.0.end, self.kind())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// A picture inside an article.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Image(tinsach::Image);

#[pymethods]
impl Image {
    /// `str`: its address, made absolute where the page's own is known.
    #[getter]
    fn src(&self) -> &str {
        &self.0.src
    }

    /// `str | None`: its alternative text.
    #[getter]
    fn alt(&self) -> Option<&str> {
        self.0.alt.as_deref()
    }

    /// `str | None`: the text under it.
    #[getter]
    fn caption(&self) -> Option<&str> {
        self.0.caption.as_deref()
    }

    /// `str | None`: who made it.
    #[getter]
    fn credit(&self) -> Option<&str> {
        self.0.credit.as_deref()
    }

    /// `int | None`: the index of the kept block before which it stands.
    #[getter]
    fn before(&self) -> Option<u32> {
        self.0.before
    }

    fn __repr__(&self) -> String {
        format!("<Image {:?}>", shortened(&self.0.src))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// The beginning of a text, for `repr`.
pub(crate) fn shortened(text: &str) -> String {
    let mut out: String = text.chars().take(SHOWN).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// JSON as Python objects.
pub(crate) fn from_json<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}
