"""Cleans the pages of a Spark DataFrame on its executors: one row out for each row in.

What stands here is Spark's side alone: the types of its columns, and how large its batches are. What becomes of a page is
:meth:`tinsach.Extractor.extract_batch`, and this module must not know it.

Needs the extra ``tinsach[spark]``, and the package on the executors: docs/scale.md says how it gets there.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tinsach._engines import ROWS, Cleaner
from tinsach.errors import ColumnError, MissingPackage
from tinsach.extractor import URL, Extractor, Keep, RulesChoice, kept_columns
from tinsach.extractor import schema as result_schema
from tinsach.options import Options

try:
    import pyarrow as pa
    from pyspark.sql import types as T
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as error:
    raise MissingPackage("tinsach.spark needs pyspark and pyarrow: pip install 'tinsach[spark]'") from error

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["clean", "schema"]

ROWS_KEY = "spark.sql.execution.arrow.maxRecordsPerBatch"
BYTES_KEY = "spark.sql.execution.arrow.maxBytesPerBatch"

#: From more rows on, a batch without a limit in bytes is worth a warning. Pages of the web have 100 to 200 KB
#: (docs/performance.md): 1,000 of them are 200 MB in the JVM, and as much again in Python.
MOST_ROWS = 1_000
#: A limit in bytes above this is none: a column of a batch ends at 2 GiB, and the memory of most executors before.
MOST_BYTES = 512 << 20
#: The units of Spark's sizes, each 1,024 of the one before.
UNITS = "bkmgtp"

# The columns with pages, and with what is known of them, as a task gets them. Other types are refused before anything runs.
ARROW_TYPES: dict[type[T.DataType], pa.DataType] = {
    T.StringType: pa.string(),
    T.BinaryType: pa.binary(),
    T.IntegerType: pa.int32(),
    T.LongType: pa.int64(),
    T.FloatType: pa.float32(),
    T.DoubleType: pa.float64(),
    T.DateType: pa.date32(),
    T.TimestampType: pa.timestamp("us", tz="UTC"),
    T.TimestampNTZType: pa.timestamp("us"),
}


def clean(
    df: DataFrame,
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
) -> DataFrame:
    """The articles of the pages in ``df``: the kept columns, then those of :func:`tinsach.schema`.

    The parameters are those of :meth:`tinsach.Extractor.extract_batch`, and so are the values, row by row. Nothing runs and
    nothing is collected here, and only the columns that are needed are read. A name that no column has, or a column of a
    type that cannot be read, is a :class:`tinsach.ColumnError` at once. A page that cannot be cleaned is a row with the
    ``status`` ``error``; the task goes on. The files of ``rules`` are read here: the executors need no copy of the folder.
    """
    columns = {"html": html, "url": url, "text": text, "fetched": fetched, "content_type": content_type}
    cleaner = Cleaner(Extractor(options, rules=rules), columns, keep, blocks=blocks, links=links)
    needed = cleaner.needed(df.columns)
    _check(cleaner, df.schema, needed)
    _warn_of_large_batches(df.sparkSession)
    result = schema(df, keep=keep, blocks=blocks, links=links)
    # By number, since mapInArrow asks for its columns by names that it does not quote, and `a.b` would be the field of a struct.
    pages = df.select(*map(_quoted, needed)).toDF(*map(str, range(len(needed))))
    return pages.mapInArrow(_Clean(cleaner, needed), result)


def schema(df: DataFrame | None = None, *, keep: Keep = None, blocks: bool = False, links: bool = False) -> T.StructType:
    """The columns of what :func:`clean` gives: those of ``df`` that are kept, with their own types, and the result columns."""
    fields = {} if df is None else {field.name: field for field in df.schema.fields}
    kept = []
    for source, name in kept_columns(keep, list(fields)):
        if source not in fields:
            raise ColumnError(f"keep: there is no column {source!r}")
        kept.append(T.StructField(name, fields[source].dataType, fields[source].nullable, fields[source].metadata))
    return T.StructType([*kept, *from_arrow_schema(result_schema(blocks=blocks, links=links)).fields])


class _Clean:
    """The function that the executors run, as ``mapInArrow`` wants it: batches in, batches out."""

    def __init__(self, cleaner: Cleaner, names: list[str]) -> None:
        self.cleaner = cleaner
        self.names = names

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            fields = [field.with_name(name) for field, name in zip(batch.schema, self.names)]
            for table in self.cleaner.tables(pa.RecordBatch.from_arrays(batch.columns, schema=pa.schema(fields))):
                yield from table.to_batches()


def _check(cleaner: Cleaner, columns: T.StructType, needed: list[str]) -> None:
    """Lets the extractor refuse on the driver what it would refuse in every task: it gets these columns, without rows."""
    read = set(cleaner.columns.values())
    arrays = {}
    for name in needed:
        kind = columns[name].dataType
        if name in read and type(kind) not in ARROW_TYPES:
            raise ColumnError(f"the column {name!r} is of type {kind.simpleString()}, which cannot be read; cast it")
        # What is only kept is never looked at.
        arrays[name] = pa.array([], ARROW_TYPES.get(type(kind), pa.null()))
    cleaner.table(pa.table(arrays))


def _quoted(name: str) -> str:
    """A name as a column of Spark's, of which dots and backticks are no part of speech."""
    return "`" + name.replace("`", "``") + "`"


def _warn_of_large_batches(session: SparkSession) -> None:
    """Says so where the session's batches of pages could outgrow memory. The session is the user's: nothing is set here."""
    rows = int(session.conf.get(ROWS_KEY) or 0)
    if 0 < rows <= MOST_ROWS or _bytes_of_a_batch(session) <= MOST_BYTES:
        return
    size = f"{rows:,} rows" if rows > 0 else "any number of rows"
    warnings.warn(
        f"batches of {size}, without a limit in bytes, can be gigabytes of pages: {ROWS_KEY} should be {ROWS} here, as by "
        f'spark.conf.set("{ROWS_KEY}", {ROWS}) before the job runs',
        stacklevel=3,
    )


def _bytes_of_a_batch(session: SparkSession) -> float:
    """The session's limit in bytes. Spark 3 has none, and what it raises for a name that it does not know differs by version."""
    try:
        value = session.conf.get(BYTES_KEY)
    except Exception:
        return float("inf")
    found = re.fullmatch(rf"(\d+)\s*([{UNITS}]?)i?b?", (value or "").strip().lower())
    return int(found[1]) << 10 * UNITS.index(found[2] or "b") if found else float("inf")
