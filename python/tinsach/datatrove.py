"""tinsach as a step of a datatrove pipeline.

:class:`Clean` cleans documents in batches and keeps what is known of each article as metadata;
:class:`TinsachExtractor` is for pipelines that are built around datatrove's own extractors. Neither fails a task for a
bad record.

Knows datatrove's documents, statistics and writers, and tinsach's ``Extractor``; nothing of how pages are cleaned.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from os import PathLike
from typing import Any, Literal

import pyarrow as pa
from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from tinsach import Extractor, OptionError, Options, RecordError, schema

__all__ = ["Clean", "TinsachExtractor"]

# What Clean writes into the metadata of an article, without what is large (images, blocks) or known already (url).
_METADATA = (
    "canonical", "site_name", "rule", "title", "lead", "authors", "source", "published", "modified", "section", "tags",
    "description", "language", "encoding", "truncated", "confidence",
)  # fmt: skip
# A batch ends with the document that brings it to this many characters: pages are 100 to 200 kB, so that 256 of them
# stay below, and a row of huge ones does not fill the memory of a task.
_BATCH_CHARACTERS = 64 << 20


class Clean(PipelineStep):  # type: ignore[misc]
    """Replace the page in ``text`` by its article, and add what is known of the article to the metadata.

    The metadata that a document has stay as they are. What is added has names with a prefix, so that a key always holds
    the same thing: ``tinsach_title``, ``tinsach_lead``, ``tinsach_authors``, ``tinsach_published``,
    ``tinsach_language``, ``tinsach_confidence`` and so on, all of them for every article, ``None`` or an empty list
    where the page does not say.

    Statistics: ``total``, ``forwarded``, ``dropped``, ``article``, ``no_article``, ``error``, and for each reason
    ``dropped_REASON`` (``dropped_home_page``, ``dropped_error``), as datatrove's filters count.

    Args:
        options: limits and labels of the extraction.
        rules: a folder with site rules of your own, or ``"none"``. It is read here; workers need no such folder.
        kind: ``"html"`` for pages and fragments; ``"text"`` where ``text`` is a page that was flattened already.
        url: the key of the metadata that holds the address. Site rules are found by it.
        fetched: the key that holds the time of fetching, with ``WarcReader`` ``"date"``; ``None`` for none. A value
            that is no time is an error of its document.
        content_type: the key that holds the HTTP ``Content-Type``, for documents whose ``text`` is bytes; ``None`` for
            none.
        metadata: which fields of an article to add; ``None`` for all but images and blocks.
        prefix: what stands before the names of added keys. With ``""`` a key that the document has already is left
            alone.
        drop: which documents are left out: ``"no_article"``, ``"error"``, or both. Those that are not go on with an
            empty text, ``tinsach_status``, and ``tinsach_reason`` or ``tinsach_error``.
        exclusion_writer: writes what is left out, page and all, with ``filter_reason`` and ``tinsach_error``. A page of
            bytes is written as UTF-8, what is no page as an empty text.
        batch_size: how many documents are cleaned at once.
        threads: how many threads clean a batch; datatrove runs a task on each core already.
    """

    type = "🛢 - EXTRAC"
    name = "🧼 tinsach"
    _requires_dependencies = ("pyarrow",)

    def __init__(
        self,
        *,
        options: Options | None = None,
        rules: str | PathLike[str] | None = None,
        kind: Literal["html", "text"] = "html",
        url: str | None = "url",
        fetched: str | None = None,
        content_type: str | None = None,
        metadata: Collection[str] | None = None,
        prefix: str = "tinsach_",
        drop: Collection[str] = ("no_article", "error"),
        exclusion_writer: DiskWriter | None = None,
        batch_size: int = 256,
        threads: int = 1,
    ) -> None:
        super().__init__()
        if unknown := set(metadata or ()) - {*_METADATA, "images", "url"}:
            raise OptionError(f"metadata: no field {min(unknown)!r}; there are {', '.join(_METADATA)}, images, url")
        if unknown := set(drop) - {"no_article", "error"}:
            raise OptionError(f"drop: no status {min(unknown)!r}; there are no_article and error")
        if kind not in ("html", "text"):
            raise OptionError(f"kind={kind!r} is neither 'html' nor 'text'")
        self.extractor = Extractor(options, rules=rules)
        self.kind = kind
        self.keys = {
            name: key for name, key in (("url", url), ("fetched", fetched), ("content_type", content_type)) if key
        }
        self.metadata = tuple(_METADATA if metadata is None else metadata)
        self.prefix = prefix
        self.drop = frozenset(drop)
        self.exclusion_writer = exclusion_writer
        self.batch_size = batch_size
        self.threads = threads

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean the documents of a task.

        Args:
            data: the documents.
            rank: the number of the task, for the files of the exclusion writer.
            world_size: how many tasks there are; not used.

        Returns:
            The documents that go on, in their order.
        """
        with self.exclusion_writer or contextlib.nullcontext() as writer:
            for batch in self._batches(data):
                with self.track_time("batch"):
                    rows = self._rows(batch)
                for document, row in zip(batch, rows, strict=True):
                    self.stat_update(StatHints.total, row["status"])
                    if row["status"] in self.drop:
                        self._leave_out(document, row, writer, rank)
                        continue
                    self._fill(document, row)
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(document)
                    yield document

    def parquet_schema(
        self, own: Mapping[str, pa.DataType] | None = None, *, expand_metadata: bool = False
    ) -> pa.Schema:
        """Return the columns of what comes out, for ``ParquetWriter(schema=...)``.

        That writer takes the types of its columns from the first document unless it is told, and fails where a later
        one has an author and the first had none.

        Args:
            own: the metadata that the documents have themselves, by name and type; those not named here are not
                written.
            expand_metadata: the same as in the writer: each entry of the metadata a column, and not all of them in one.

        Returns:
            The schema.
        """
        results = schema()
        names = self.metadata if self.drop == {"no_article", "error"} else (*self.metadata, "status", "reason", "error")
        added = {self.prefix + name: results.field(name).type for name in names}
        metadata = [pa.field(name, kind) for name, kind in {**added, **(own or {})}.items()]
        columns = [pa.field("text", pa.string()), pa.field("id", pa.string())]
        return pa.schema(columns + (metadata if expand_metadata else [pa.field("metadata", pa.struct(metadata))]))

    def _batches(self, data: Iterable[Document]) -> Iterator[list[Document]]:
        """Yield the documents in lists that are bounded in number and in characters."""
        batch: list[Document] = []
        characters = 0
        for document in data:
            batch.append(document)
            characters += len(document.text) if isinstance(document.text, (str, bytes)) else 0
            if len(batch) >= self.batch_size or characters >= _BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
        if batch:
            yield batch

    def _rows(self, batch: list[Document]) -> list[dict[str, Any]]:
        """Return each document's row of results. Strings and bytes go in tables of their own: a column has one type."""
        message = "the text of a document is a string or bytes, not "
        rows = [
            {"status": "error", "reason": None, "error": message + type(document.text).__name__} for document in batch
        ]
        for as_bytes in (False, True):
            content = bytes if as_bytes else str
            places = [place for place, document in enumerate(batch) if isinstance(document.text, content)]
            if places:
                table = self._extracted([batch[place] for place in places], as_bytes=as_bytes)
                for place, row in zip(places, table.to_pylist(), strict=True):
                    rows[place] = row
        return rows

    def _extracted(self, batch: list[Document], *, as_bytes: bool) -> pa.Table:
        pages = [document.text if as_bytes else _encodable(document.text) for document in batch]
        columns = {"page": pa.array(pages, pa.large_binary() if as_bytes else pa.large_string())}
        for name, key in self.keys.items():
            values = [document.metadata.get(key) for document in batch]
            written = _as_time if name == "fetched" else _as_text
            columns[name] = pa.array([written(value) for value in values], pa.string())
        return self.extractor.extract_batch(
            columns,
            html="page",
            url="url" if "url" in columns else None,
            text="page" if self.kind == "text" else None,
            fetched="fetched" if "fetched" in columns else None,
            content_type="content_type" if "content_type" in columns else None,
            keep=[],
            threads=self.threads,
        )

    def _fill(self, document: Document, row: dict[str, Any]) -> None:
        """Give ``document`` the article of ``row``, or an empty text and the reason why there is none."""
        document.text = row.get("text") or ""
        names: Iterable[str] = self.metadata
        if row["status"] != "article":
            names = ("status", "reason" if row["status"] == "no_article" else "error")
        for name in names:
            if self.prefix or name not in document.metadata:
                document.metadata[self.prefix + name] = row[name]

    def _leave_out(self, document: Document, row: dict[str, Any], writer: DiskWriter | None, rank: int) -> None:
        reason = row["reason"] if row["status"] == "no_article" else "error"
        self.stat_update(StatHints.dropped, f"dropped_{reason}")
        if writer is not None:
            # No writer takes a text that is none, or that no UTF-8 can hold: it would fail the task.
            document.text = _writable(document.text)
            # Both are always there and strings: ParquetWriter takes the types of its columns from the first document.
            document.metadata["filter_reason"] = reason
            document.metadata["tinsach_error"] = row["error"] or ""
            writer.write(document, rank)


class TinsachExtractor(BaseExtractor):  # type: ignore[misc]
    """``Trafilatura`` of datatrove, done by tinsach: a page in, its text out.

    Runs each page in datatrove's sandbox: a process of its own that is ended after ``timeout``. A page without an
    article, and one over a limit, has the text ``""``, which datatrove counts as dropped. :class:`Clean` is faster,
    since it needs no other process and knows the addresses of pages, and tells why a document was dropped.

    Args:
        timeout: the time for one page, in seconds. The limits of ``options`` end a page far earlier, and always at the
            same place.
        options: limits and labels of the extraction.
        rules: a folder with site rules of your own, or ``"none"``.
        kind: ``"auto"``, ``"html"`` or ``"text"``.
    """

    name = "⛏ tinsach"

    def __init__(
        self,
        timeout: float = 1,
        *,
        options: Options | None = None,
        rules: str | PathLike[str] | None = None,
        kind: Literal["auto", "html", "text"] = "auto",
    ) -> None:
        super().__init__(timeout)
        self.extractor = Extractor(options, rules=rules)
        self.kind = kind

    def extract(self, text: str) -> str:
        """Return the text of the article of a page.

        Args:
            text: the page.

        Returns:
            The text, empty where there is no article, the page is over a limit, or it is no string.
        """
        try:
            article = self.extractor.extract(text, kind=self.kind)
        except (RecordError, TypeError) as error:
            # Raised, it would end the process of the sandbox, and datatrove would wait for it until the timeout.
            logger.warning(f"Page left out: {error}")
            return ""
        return article.text if article is not None else ""


def _writable(text: object) -> str:
    if isinstance(text, bytes):
        return text.decode("utf-8", "replace")
    return _encodable(text) if isinstance(text, str) else ""


def _as_text(value: object) -> str | None:
    return _encodable(value) if isinstance(value, str) else None


def _as_time(value: object) -> str | None:
    """Return a time as text: readers give strings, numbers (seconds since 1970) or datetimes, without a zone of UTC."""
    if isinstance(value, datetime):
        return value.isoformat() if value.tzinfo else value.isoformat() + "Z"
    return str(value) if isinstance(value, (int, float)) else _as_text(value)


def _encodable(text: str) -> str:
    """Return ``text`` with U+FFFD for halves of surrogate pairs, which no UTF-8 holds; as ``Extractor.extract`` does."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text
