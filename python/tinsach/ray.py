"""Cleans the pages of a Ray Dataset in its tasks: one row out for each row in.

What stands here is Ray's side alone. What becomes of a page is :meth:`tinsach.Extractor.extract_batch`, and this module must
not know it.

Needs the extra ``tinsach[ray]``, and the package on the workers: docs/scale.md says how it gets there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tinsach._engines import Cleaner
from tinsach.errors import MissingPackage
from tinsach.extractor import URL, Extractor, Keep, RulesChoice
from tinsach.options import Options

try:
    import pyarrow as pa
    import ray.data
except ImportError as error:
    raise MissingPackage("tinsach.ray needs Ray's part for data and pyarrow: pip install 'tinsach[ray]'") from error

__all__ = ["clean"]


def clean(
    ds: ray.data.Dataset,
    html: str = "html",
    url: str | None = URL,
    *,
    text: str | None = None,
    fetched: str | None = None,
    content_type: str | None = None,
    keep: Keep = None,
    blocks: bool = False,
    links: bool = False,
    options: Options | None = None,
    rules: RulesChoice = None,
    batch_size: int | None = None,
    **map_batches: Any,
) -> ray.data.Dataset:
    """The articles of the pages in ``ds``: the kept columns, then those of :func:`tinsach.schema`.

    The parameters are those of :meth:`tinsach.Extractor.extract_batch`, and so are the values, row by row; further ones
    (``compute``, ``num_cpus``, ``memory``, ``runtime_env`` ...) are those of ``Dataset.map_batches``. Lazy, as that is. Where the
    columns are known without reading (Parquet), only those that are needed are read, and a name that no column has is a
    :class:`tinsach.ColumnError` at once; else it is one in the first task. A page that cannot be cleaned is a row with the
    ``status`` ``error``; the task goes on. The files of ``rules`` are read here: the workers need no copy of the folder.

    ``batch_size`` None hands a task its blocks as they are, and lets Ray read and clean in one task: the pages
    never are in the object store. With a number, Ray makes a step of its own of the cleaning (docs/scale.md).
    """
    columns = {"html": html, "url": url, "text": text, "fetched": fetched, "content_type": content_type}
    cleaner = Cleaner(Extractor(options, rules=rules), columns, keep, blocks=blocks, links=links)
    known = ds.schema(fetch_if_missing=False)
    if known is not None and isinstance(known.base_schema, pa.Schema):
        needed = cleaner.needed(known.names)
        # Refuses at once what every task would refuse.
        cleaner.table(known.base_schema.empty_table().select(needed))
        ds = ds.select_columns(needed)
    return ds.map_batches(_Clean(cleaner), batch_format="pyarrow", batch_size=batch_size, **map_batches)


class _Clean:
    """The function that the tasks run, as ``map_batches`` wants it. No class for actors: an extractor is there in the time of
    three pages, so nothing is gained by keeping it, and tasks start where there is room and are run again by themselves."""

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner

    def __call__(self, batch: pa.Table) -> Iterator[pa.Table]:
        return self.cleaner.tables(batch)
