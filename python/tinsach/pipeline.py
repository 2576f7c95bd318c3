"""Runs over dumps: files, folders, archives and tables in, articles out, as the command line does it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from tinsach import _native
from tinsach._native import Report
from tinsach.extractor import Extractor, Kind, RulesChoice
from tinsach.options import Options

__all__ = ["clean"]

#: Where problems with single records (warnings) and notes (info) go.
logger = logging.getLogger("tinsach")

Path: TypeAlias = "str | os.PathLike[str]"
Format: TypeAlias = Literal["jsonl", "csv", "tsv", "parquet", "text", "markdown", "html"]


@runtime_checkable
class Bar(Protocol):
    """What a bar of tqdm has: ``update`` is given the bytes that were read since the last call."""

    def update(self, n: int) -> object:
        """Moves the bar by ``n``."""


Progress: TypeAlias = "Bar | Callable[[int, int], object] | None"


@dataclass(frozen=True)
class Asked:
    """What is asked of a run, as the native part reads it."""

    inputs: list[str]
    output: str
    format: str | None
    compress: str | None
    blocks: bool
    links: bool
    images: bool
    emphasis: bool
    url: str | None
    kind: str
    fields: list[tuple[str, str]]
    keep: list[str]
    dedup: list[str]
    languages: list[str]
    two_pass: bool
    threads: int | None
    shard_records: int | None
    dead_letters: str | None
    dead_letters_with_input: bool
    force: bool


class Told:
    """Is told by the native part how a run goes, and tells the user's bar or function and the log."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        # Counting the bytes of all inputs walks all folders: only for who shows how much is left.
        self.wants_total = isinstance(progress, Bar) and hasattr(progress, "total")

    def begins(self, total: int | None) -> None:
        """The run, or a pass of it, begins; ``total`` is the bytes there are, if that is known."""
        if self.wants_total:
            bar: Any = self._progress
            if hasattr(bar, "reset"):
                bar.reset(total)
            else:
                bar.total = total

    def advance(self, read: int, records: int) -> None:
        """So many bytes were read and so many records are done since the last call."""
        if isinstance(self._progress, Bar):
            self._progress.update(read)
        elif self._progress is not None:
            self._progress(read, records)

    def problem(self, message: str) -> None:
        """Something is wrong with a record."""
        logger.warning("%s", message)

    def note(self, message: str) -> None:
        """Something that a user may want to know."""
        logger.info("%s", message)


def clean(
    inputs: Path | Iterable[Path],
    output: Path,
    *,
    format: Format | None = None,
    compress: Literal["none", "gz", "zst"] | None = None,
    blocks: bool = False,
    links: bool = False,
    images: bool = False,
    emphasis: bool = False,
    url: str | None = None,
    kind: Kind = "auto",
    fields: Mapping[str, str | Sequence[str]] | None = None,
    keep: Sequence[str] = (),
    dedup: Sequence[Literal["url", "text", "near"]] = (),
    languages: Sequence[str] = (),
    two_pass: bool = False,
    threads: int | None = None,
    shard_records: int | None = None,
    dead_letters: Path | None = None,
    dead_letters_with_input: bool = False,
    force: bool = False,
    options: Options | None = None,
    rules: RulesChoice = None,
    progress: Progress = None,
) -> Report:
    """Cleans dumps: ``tinsach clean`` with the same inputs, outputs and bytes.

    A record that fails stands in the output with its reason (or among the dead letters), is counted, and logged as a warning
    of the logger ``tinsach``. Ctrl-C stops the run in good order; one with a folder as output goes on when it is called
    again, and ends with the same bytes.

    Args:
        inputs: Files, folders and patterns, one or many: pages, JSONL, CSV, Parquet, WARC, tar, packed or not.
        output: A file, whose name says the format, or a folder (one that is there, or a name that ends with ``/``) for a
            job that can be interrupted.
        format: How articles are written; ``None``: as the name of the output says, else JSON lines.
        compress: How the output is packed; ``None``: as its name says.
        blocks: Adds the kept blocks with their labels to each record.
        links: Shows links (Markdown, HTML), or tells those of each block (with ``blocks``).
        images: Shows pictures (Markdown, HTML).
        emphasis: Shows what is bold or in italics (Markdown, HTML).
        url: The address, for an input that is one page.
        kind: How pages are read.
        fields: Which field of a record is what: ``{"html": "data.body", "url": ["link", "u"]}``.
        keep: Fields of the input records that the output has too.
        dedup: Leaves out articles that are in the output already, by their address, text, or most of their text.
        languages: Keeps only articles in these languages (ISO 639-1; ``und`` for unknown).
        two_pass: Reads everything twice, and leaves out what recurs on many pages of a host.
        threads: Threads in all; ``None``: one for each core. The output is the same for any number.
        shard_records: Ends each part of a job after so many records.
        dead_letters: A file for records that fail, instead of the output; a job has its own.
        dead_letters_with_input: Adds to each dead letter what was read of its record.
        force: Replaces output that exists; begins a job anew.
        options: As in :class:`Extractor`; so is ``rules``.
        progress: A bar such as ``tqdm(unit="B", unit_scale=True)``, whose total and position are bytes read; or a function
            that is called with the bytes read and the records done since its last call.

    Returns:
        What was done, in sums and by host.

    Raises:
        OptionError: When what is asked for makes no sense together.
        RunError: When the run cannot begin or go on: no such input, the output exists, the disk is full.
    """
    all_inputs: Iterable[Path] = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    asked = Asked(
        inputs=[os.fspath(path) for path in all_inputs],
        output=os.fspath(output),
        format=format,
        compress=compress,
        blocks=blocks,
        links=links,
        images=images,
        emphasis=emphasis,
        url=url,
        kind=kind,
        fields=_fields(fields or {}),
        keep=list(keep),
        dedup=list(dedup),
        languages=list(languages),
        two_pass=two_pass,
        threads=threads,
        shard_records=shard_records,
        dead_letters=None if dead_letters is None else os.fspath(dead_letters),
        dead_letters_with_input=dead_letters_with_input,
        force=force,
    )
    return _native.run(Extractor(options, rules=rules).engine, asked, Told(progress))


def _fields(fields: Mapping[str, str | Sequence[str]]) -> list[tuple[str, str]]:
    keys = {name: [key] if isinstance(key, str) else key for name, key in fields.items()}
    return [(name, key) for name, all_keys in keys.items() for key in all_keys]
