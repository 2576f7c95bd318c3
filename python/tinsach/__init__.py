"""tinsach (*tin sạch*, clean news) separates the article of a scraped page from everything around it.

>>> import tinsach
>>> article = tinsach.extract("<h1>Chợ nổi</h1><p>" + "Chợ họp từ sáng sớm trên sông, ghe thuyền chở đầy trái cây. " * 3)
>>> article.title, article.language
('Chợ nổi', 'vi')

:func:`extract` is for a page, :class:`Extractor` for many, :func:`extract_batch` for tables, :func:`clean` for dumps.
``tinsach.spark``, ``tinsach.ray``, ``tinsach.datatrove`` and ``tinsach.compat.trafilatura`` are imported by who needs them.
"""

from tinsach._native import Article, Block, Emphasis, Image, Link, Report, Trace, TraceBlock, __version__
from tinsach.errors import (
    ColumnError,
    DeadlineExceeded,
    Error,
    InternalError,
    MissingPackage,
    OptionError,
    OverBudget,
    RecordError,
    RuleError,
    RunError,
    TooLarge,
)
from tinsach.extractor import Extractor, extract, extract_batch, extract_text, schema
from tinsach.options import Options
from tinsach.pipeline import clean

__all__ = [
    "Article",
    "Block",
    "ColumnError",
    "DeadlineExceeded",
    "Emphasis",
    "Error",
    "Extractor",
    "Image",
    "InternalError",
    "Link",
    "MissingPackage",
    "OptionError",
    "Options",
    "OverBudget",
    "RecordError",
    "Report",
    "RuleError",
    "RunError",
    "TooLarge",
    "Trace",
    "TraceBlock",
    "__version__",
    "clean",
    "extract",
    "extract_batch",
    "extract_text",
    "schema",
]
