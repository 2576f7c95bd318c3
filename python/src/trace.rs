//! Why a page was cleaned the way it was.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tinsach::explain::{BlockExplained, Explanation};

use crate::article::from_json;

/// Everything that was decided about a page: each block with its label, the rule that gave it and what that rule saw.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct Trace(Explanation);

impl Trace {
    pub(crate) fn new(explanation: Explanation) -> Self {
        Self(explanation)
    }
}

#[pymethods]
impl Trace {
    /// `str`: `article` or `no_article`.
    #[getter]
    fn status(&self) -> &str {
        self.0.status
    }

    /// `str | None`: why there is no article.
    #[getter]
    fn reason(&self) -> Option<&str> {
        self.0.reason
    }

    /// `str | None`: the host whose rules were asked.
    #[getter]
    fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// `str`: the rule that found the body, or `generic`.
    #[getter]
    fn rule(&self) -> &str {
        &self.0.rule
    }

    /// `list[TraceBlock]`: the blocks of the page in document order.
    #[getter]
    fn blocks(&self) -> Vec<TraceBlock> {
        self.0.blocks.iter().cloned().map(TraceBlock).collect()
    }

    /// The object of `tinsach explain --json`, as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let json = serde_json::to_string(&self.0).unwrap_or_default();
        Ok(from_json(py, &json)?.cast_into()?)
    }

    /// The lines that `tinsach explain` prints, `width` characters wide.
    #[pyo3(signature = (width=160))]
    fn text(&self, width: usize) -> String {
        let lines = self.0.text(width).into_iter().map(|line| line.text);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A page of HTML that shows the blocks and needs nothing else.
    fn html(&self) -> String {
        self.0.html()
    }

    fn __repr__(&self) -> String {
        let Explanation { status, rule, blocks, .. } = &self.0;
        format!("<Trace: {status}, rule {rule}, {} blocks>", blocks.len())
    }
}

/// A block of a page, and why it was kept or dropped.
#[pyclass(frozen, module = "tinsach._native")]
pub(crate) struct TraceBlock(BlockExplained);

#[pymethods]
impl TraceBlock {
    /// `bool`: whether it is in the text of the article.
    #[getter]
    fn kept(&self) -> bool {
        self.0.kept
    }

    /// `str`: what it is.
    #[getter]
    fn label(&self) -> &str {
        self.0.label.name()
    }

    /// `str`: the rule or pass that decided.
    #[getter]
    fn rule(&self) -> &str {
        self.0.rule
    }

    /// `str`: what the rule saw.
    #[getter]
    fn evidence(&self) -> &str {
        &self.0.evidence
    }

    /// `float | None`: how likely the scorer found it to be article text, from 0 to 1.
    #[getter]
    fn score(&self) -> Option<f32> {
        self.0.score
    }

    /// `str | None`: its element with those around it; `None` for lines.
    #[getter]
    fn element(&self) -> Option<&str> {
        self.0.element.as_deref()
    }

    /// `tuple[int, int] | None`: for lines, the first and the last one, from 1.
    #[getter]
    fn lines(&self) -> Option<(u32, u32)> {
        self.0.lines
    }

    /// `str`: its text.
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    fn __repr__(&self) -> String {
        let BlockExplained { kept, label, rule, text, .. } = &self.0;
        let sign = if *kept { '+' } else { '-' };
        format!("<TraceBlock {sign} {} by {rule}: {:?}>", label.name(), crate::article::shortened(text))
    }
}
