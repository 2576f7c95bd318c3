"""The extractor: pages in, articles out; tables of pages in, tables of articles out."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tinsach import _native
from tinsach._native import Article, Trace
from tinsach.errors import ColumnError, MissingPackage, OptionError
from tinsach.options import Options, Wanted

if TYPE_CHECKING:
    import pyarrow

__all__ = ["Extractor", "extract", "extract_batch", "extract_text", "schema"]

Kind: TypeAlias = Literal["auto", "html", "text"]
Fetched: TypeAlias = "str | datetime | int | float | None"
PageLike: TypeAlias = "str | bytes | bytearray | memoryview"
RulesChoice: TypeAlias = "str | os.PathLike[str] | None"
Keep: TypeAlias = "Sequence[str] | Mapping[str, str] | None"

#: The column that is carried through when nothing is said, where there is one.
ID = "id"
#: The column of addresses when nothing is said, where there is one.
URL = "url"


@dataclass(frozen=True)
class Page:
    """A page as the native part reads it."""

    content: str | bytes
    url: str | None
    kind: str
    fetched: str | float | None
    content_type: str | None


@dataclass(frozen=True)
class Table:
    """Which columns of a table are what, as the native part reads it."""

    page: str
    kind: str
    url: str | None
    fetched: str | None
    content_type: str | None
    keep: list[tuple[str, str]]
    blocks: bool
    links: bool
    threads: int


def _page(html: PageLike, url: str | None, kind: str, fetched: Fetched, content_type: str | None) -> Page:
    content = bytes(html) if isinstance(html, bytearray | memoryview) else html
    return Page(content, url, kind, _seconds_or_text(fetched), content_type)


def _seconds_or_text(fetched: Fetched) -> str | float | None:
    if not isinstance(fetched, datetime):
        return fetched
    # A time without a zone is one of UTC, as in dumps.
    aware = fetched if fetched.tzinfo else fetched.replace(tzinfo=timezone.utc)
    return aware.isoformat()


class Extractor:
    """Cleans pages with options and rules of one's own.

    Make it once: it holds the site rules. It never changes, keeps nothing from one page for the next, may be used from
    any thread and after a fork, lets go of the interpreter while it works, and can be pickled: it takes the rules along,
    so that another machine needs no folder of them.

    Args:
        options: Which blocks count as text, and what a page may cost; ``None`` for the defaults.
        rules: A folder of rule files that are added to the shipped ones or take their place; ``"none"`` for no rules at
            all; ``None`` for the shipped ones.

    Raises:
        OptionError: When an option makes no sense.
        RuleError: When a rule file is wrong, with its line and column, or the folder cannot be read.
    """

    __slots__ = ("_engine", "_options", "_without_rules")

    def __init__(self, options: Options | None = None, *, rules: RulesChoice = None) -> None:
        without = isinstance(rules, str) and rules == "none"
        self._begin(options or Options(), without, None if rules is None or without else os.fspath(rules))

    def _begin(self, options: Options, without_rules: bool, rules: str | list[tuple[bool, str, str]] | None) -> None:
        self._options = options
        self._without_rules = without_rules
        self._engine = _native.Engine(Wanted.of(options), [] if without_rules else rules)

    @property
    def options(self) -> Options:
        """The options it was made with."""
        return self._options

    @property
    def engine(self) -> _native.Engine:
        """The native part, for the other modules of this package."""
        return self._engine

    def __getstate__(self) -> tuple[Options, bool, list[tuple[bool, str, str]]]:
        files = [(is_family, os.fspath(path), text) for is_family, path, text in self._engine.rule_files()]
        return self._options, self._without_rules, files

    def __setstate__(self, state: tuple[Options, bool, list[tuple[bool, str, str]]]) -> None:
        options, without_rules, files = state
        self._begin(options, without_rules, files or None)

    def __repr__(self) -> str:
        default = Options()
        changed = [it.name for it in fields(Options) if getattr(self._options, it.name) != getattr(default, it.name)]
        said = [f"{name}={getattr(self._options, name)!r}" for name in changed]
        if self._without_rules:
            said.append("rules='none'")
        elif own := len(self._engine.rule_files()):
            said.append(f"{own} own rule files")
        return f"Extractor({', '.join(said)})"

    def extract(
        self,
        html: PageLike,
        url: str | None = None,
        *,
        kind: Kind = "auto",
        fetched: Fetched = None,
        content_type: str | None = None,
        trace: bool = False,
    ) -> Article | None:
        """The article of a page.

        Args:
            html: The page, decoded (``str``) or as it came (``bytes``); a fragment of HTML or flattened text will do.
            url: Its address: it picks the rules of its site, and makes links absolute.
            kind: ``"html"``, ``"text"`` (one block a line), or ``"auto"``: look at it.
            fetched: When it was fetched: picks dated rules, and resolves "2 giờ trước". A ``datetime``, ISO 8601, or
                seconds since 1970; without a zone it is UTC.
            content_type: The HTTP ``Content-Type`` header, for the charset of ``bytes``.
            trace: Whether the article is to know why (``article.trace``); costs the time of another extraction.

        Returns:
            The article, or ``None`` where the page holds none.

        Raises:
            RecordError: When the page is over a limit (TooLarge, OverBudget, DeadlineExceeded).
        """
        return self._engine.extract(_page(html, url, kind, fetched, content_type), trace)

    def extract_text(
        self, text: str | bytes, url: str | None = None, *, fetched: Fetched = None, trace: bool = False
    ) -> Article | None:
        """The article of a page that a crawler has flattened already, one block a line.

        Args:
            text: The lines, boilerplate still among them.
            url: As in :meth:`extract`; so are ``fetched`` and ``trace``.

        Returns:
            The article, whose blocks know their lines, or ``None``.
        """
        return self._engine.extract(_page(text, url, "text", fetched, None), trace)

    def trace(
        self,
        html: PageLike,
        url: str | None = None,
        *,
        kind: Kind = "auto",
        fetched: Fetched = None,
        content_type: str | None = None,
    ) -> Trace:
        """Everything that is decided about a page, whether it holds an article or not.

        Args:
            html: As in :meth:`extract`; so are the others.

        Returns:
            The trace: why there is no article, and each block with its label, its rule, and what that rule saw.
        """
        return self._engine.trace(_page(html, url, kind, fetched, content_type))

    def extract_batch(
        self,
        data: Any,
        html: str = "html",
        url: str | None = URL,
        *,
        text: str | None = None,
        fetched: str | None = None,
        content_type: str | None = None,
        keep: Keep = None,
        blocks: bool = False,
        links: bool = False,
        threads: int = 1,
    ) -> pyarrow.Table:
        """The articles of a table of pages, row by row.

        Nothing raises for a record: ``status`` is ``article``, ``no_article`` (``reason`` says why) or ``error``
        (``error`` says why), and there is one row for each row of ``data``, in its order.

        Args:
            data: A ``pyarrow.Table`` or ``RecordBatch``, whatever else has ``__arrow_c_stream__`` or
                ``__arrow_c_array__`` (polars, pandas, duckdb), or a dict of columns. Pages are not copied.
            html: The column of pages, strings or bytes; null is an empty page.
            url: The column of addresses; ``"url"`` is left out where there is none.
            text: The column of pages that are flattened text, instead of ``html``.
            fetched: The column of times of fetching: strings, timestamps, or seconds or milliseconds since 1970.
            content_type: The column of HTTP ``Content-Type`` headers.
            keep: Columns that are carried through in front of the others: their names, or a dict from their names to those
                they get. ``None`` is ``id``, where there is one.
            blocks: Adds a column of the kept blocks with their labels.
            links: Adds to blocks and pictures what mark-up says.
            threads: How many threads work on it. In an engine that runs several tasks, leave it at one.

        Returns:
            The kept columns, then those of :func:`schema`.

        Raises:
            ColumnError: When a column is not there, is of a type that holds no pages, or would stand twice.
        """
        arrow = _pyarrow()
        given = _stream_of(arrow, data)
        names: list[str] = given.schema.names
        table = Table(
            page=html if text is None else text,
            kind="html" if text is None else "text",
            url=None if url == URL and URL not in names else url,
            fetched=fetched,
            content_type=content_type,
            keep=kept_columns(keep, names),
            blocks=blocks,
            links=links,
            threads=threads,
        )
        result: pyarrow.Table = arrow.table(self._engine.extract_stream(given, table))
        return result


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingPackage("tables need pyarrow: pip install 'tinsach[arrow]'") from error
    return pyarrow


def _stream_of(pyarrow: Any, data: Any) -> Any:
    if isinstance(data, Mapping):
        try:
            return pyarrow.table(dict(data))
        except (pyarrow.ArrowException, TypeError) as error:
            raise ColumnError(f"these columns make no table: {error}") from error
    if isinstance(data, pyarrow.Table | pyarrow.RecordBatch):
        return data
    if hasattr(data, "__arrow_c_stream__"):
        return pyarrow.RecordBatchReader.from_stream(data)
    if hasattr(data, "__arrow_c_array__"):
        return pyarrow.record_batch(data)
    told = "it is neither a table of Arrow (__arrow_c_stream__, __arrow_c_array__) nor a dict of columns"
    raise ColumnError(f"{type(data).__name__} cannot be read as a table: {told}")


def kept_columns(keep: Keep, names: Sequence[str]) -> list[tuple[str, str]]:
    """The columns that ``keep`` carries through where a table has ``names``, and what they are called afterwards."""
    if keep is None:
        return [(ID, ID)] if ID in names else []
    if isinstance(keep, str):
        raise ColumnError(f"keep is a list of columns, or a dict: write keep=[{keep!r}]")
    return list(keep.items()) if isinstance(keep, Mapping) else [(name, name) for name in keep]


@functools.lru_cache(maxsize=16)
def _shared(options: tuple[tuple[str, Any], ...], rules: RulesChoice) -> Extractor:
    """An extractor for functions that take options with each call: it never changes, so it can be had again."""
    given: dict[str, Any] = dict(options)
    return Extractor(Options(**{**given, "labels": dict(given.get("labels", ()))}), rules=rules)


def _extractor(options: Mapping[str, Any], rules: RulesChoice) -> Extractor:
    known = [it.name for it in fields(Options)]
    if unknown := [name for name in options if name not in known]:
        raise OptionError(f"there is no option {unknown[0]!r}; they are {', '.join(known)}, rules")
    labels = {"labels": tuple(sorted(options["labels"].items()))} if "labels" in options else {}
    if rules is not None and rules != "none":
        # What is in a folder may change between two calls.
        return Extractor(Options(**options), rules=rules)
    return _shared(tuple(sorted({**options, **labels}.items())), rules)


def extract(
    html: PageLike,
    url: str | None = None,
    *,
    kind: Kind = "auto",
    fetched: Fetched = None,
    content_type: str | None = None,
    trace: bool = False,
    rules: RulesChoice = None,
    **options: Any,
) -> Article | None:
    """The article of a page: :meth:`Extractor.extract` of an extractor with these options.

    >>> import tinsach
    >>> page = (
    ...     "<h1>Cầu mới qua sông Trăng</h1>"
    ...     "<p>Cây cầu dài 120 mét nối hai bờ sông Trăng được thông xe sáng nay, sau hai năm thi công.</p>"
    ... )
    >>> tinsach.extract(page).title
    'Cầu mới qua sông Trăng'

    Args:
        html: As in :meth:`Extractor.extract`; so are ``url``, ``kind``, ``fetched``, ``content_type`` and ``trace``.
        rules: As in :class:`Extractor`. A folder is read with every call: make an Extractor for many pages.
        **options: Those of :class:`Options`.

    Returns:
        The article, or ``None`` where the page holds none.

    Raises:
        RecordError: When the page is over a limit.
        OptionError: When an option makes no sense.
    """
    found = _extractor(options, rules)
    return found.extract(html, url, kind=kind, fetched=fetched, content_type=content_type, trace=trace)


def extract_text(
    text: str | bytes,
    url: str | None = None,
    *,
    fetched: Fetched = None,
    trace: bool = False,
    rules: RulesChoice = None,
    **options: Any,
) -> Article | None:
    """The article of a page that a crawler has flattened already, one block a line.

    For the text of an article out of HTML take ``extract(html).text``.

    Args:
        text: As in :meth:`Extractor.extract_text`; so are ``url``, ``fetched`` and ``trace``.
        rules: As in :class:`Extractor`.
        **options: Those of :class:`Options`.

    Returns:
        The article, whose blocks know their lines, or ``None``.
    """
    return _extractor(options, rules).extract_text(text, url, fetched=fetched, trace=trace)


def extract_batch(
    data: Any,
    html: str = "html",
    url: str | None = URL,
    *,
    options: Options | None = None,
    rules: RulesChoice = None,
    **how: Any,
) -> pyarrow.Table:
    """The articles of a table of pages: :meth:`Extractor.extract_batch` of an extractor of its own.

    >>> import tinsach
    >>> tinsach.extract_batch({"id": [7], "html": [""]}).select(["id", "status", "reason"]).to_pylist()
    [{'id': 7, 'status': 'no_article', 'reason': 'empty'}]

    Args:
        data: As in :meth:`Extractor.extract_batch`; so are ``html``, ``url`` and everything in ``how``.
        options: As in :class:`Extractor`; so is ``rules``.

    Returns:
        The kept columns, then those of :func:`schema`.
    """
    return Extractor(options, rules=rules).extract_batch(data, html, url, **how)


def schema(*, blocks: bool = False, links: bool = False) -> pyarrow.Schema:
    """The columns of results, without those that are carried through.

    Args:
        blocks: Whether the kept blocks are among them.
        links: Whether blocks and pictures tell what mark-up says.

    Returns:
        The schema.
    """
    reader = _pyarrow().RecordBatchReader.from_stream(_native.result_columns(blocks=blocks, links=links))
    result: pyarrow.Schema = reader.schema
    return result
