"""What the adapters for Spark and Ray share: the columns that a task needs, and what it does to a batch.

Knows neither engine. What becomes of a page, and which columns and values are in order, is
:meth:`tinsach.Extractor.extract_batch`; this module must not know it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tinsach.errors import ColumnError
from tinsach.extractor import Extractor, Keep, kept_columns

if TYPE_CHECKING:
    import pyarrow

__all__ = ["ROWS", "Cleaner"]

#: Rows cleaned at a time. A batch of an engine can have thousands; what is made of it need not be in memory all at once.
#: 256 pages are some hundred milliseconds of work, beside which a call costs nothing that can be measured (docs/scale.md).
ROWS = 256


class Cleaner:
    """What a task does. Travels to the workers pickled, and the text of the rule files with it, in the extractor."""

    def __init__(self, extractor: Extractor, columns: Mapping[str, str | None], keep: Keep, **flags: bool) -> None:
        """``columns`` and ``flags`` are arguments of ``extract_batch``: which columns are what, and what is wanted of them."""
        self.extractor = extractor
        self.columns = dict(columns)
        if self.columns["text"] is not None:
            # Flattened text is read instead of the page, which then need not be there.
            del self.columns["html"]
        self.keep = keep
        self.flags = flags

    def kept(self, names: list[str]) -> list[tuple[str, str]]:
        """The columns carried through and what they are called afterwards; ``names`` are the columns there are."""
        return kept_columns(self.keep, names)

    def needed(self, names: list[str]) -> list[str]:
        """Of the columns there are those that a task needs, in their order."""
        wanted = {*self.columns.values(), *(name for name, _ in self.kept(names))}
        needed = [name for name in names if name in wanted]
        for name in needed:
            if needed.count(name) > 1:
                raise ColumnError(f"more than one column is called {name!r}: rename the others, or leave them out")
        return needed

    def tables(self, batch: pyarrow.RecordBatch | pyarrow.Table) -> Iterator[pyarrow.Table]:
        """The rows of ``batch``, cleaned; one table at least, so that a batch without rows keeps its columns."""
        for begin in range(0, max(batch.num_rows, 1), ROWS):
            yield self.table(batch.slice(begin, ROWS))

    def table(self, rows: pyarrow.RecordBatch | pyarrow.Table) -> pyarrow.Table:
        """These rows, all at once; of a table without rows, what is wrong with its columns."""
        arguments: dict[str, Any] = {**self.columns, **self.flags}
        return self.extractor.extract_batch(rows, keep=self.keep, **arguments)
