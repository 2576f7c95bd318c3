"""Documents for the tests of the adapters: the fixture pages several times over, and between them pages that ought to hurt.

What is expected of an adapter is what one `extract_batch` over the same rows gives. That `extract_batch` is right is no business of
these tests.
"""

from __future__ import annotations

import os
import pathlib
import random
import subprocess
import sys
import unicodedata
from typing import Any

import pyarrow as pa

import tinsach

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
sys.path.insert(0, str(EXAMPLES))
import pages  # noqa: E402 - the examples are no package

ENVIRONMENT = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
"""For examples in processes of their own."""

MAX_BYTES = 200_000
"""More than any fixture has, less than the page that is meant to be over it."""
MAX_WORK = 300_000
"""More than any fixture takes, less than the page of fonts, each of which makes a node in every paragraph after it."""

OPTIONS = tinsach.Options(max_bytes=MAX_BYTES, max_work=MAX_WORK)

ARGUMENTS: dict[str, Any] = {"fetched": "fetched", "content_type": "content_type", "options": OPTIONS}
"""What is said of the documents to whatever cleans them."""

# In the encoding of Vietnamese Windows, and said nowhere but in the header: the page is read right only if the header gets through.
OLD = "<article><h1>Bến xe cũ</h1>" + "<p>Bến xe cũ ở cuối phố đã đóng cửa từ tháng trước, người dân cho biết.</p>" * 9

POISON: dict[str, bytes | None] = {
    "null": None,
    "empty": b"",
    "garbage": random.Random(7).randbytes(20_000),
    "too large": b"<p>" + b"a b " * (MAX_BYTES // 4),
    "deep": b"<div>" * 20_000 + b"<p>Deep down there is a sentence, and nobody has ever read it to its end.",
    "fonts": b"".join(b"<p><font size=%d>" % n for n in range(4_000)),
    "cut off": b"<html><body><p>It ends in the middle of a ta",
    "no text": b"<html><head><title>Nothing</title></head><body></body></html>",
}


def documents(rows: int = 330) -> pa.Table:
    """So many pages of the fixtures, with everything of POISON strewn in, and a row that is kept."""
    table = pages.table(rows).to_pylist()
    for place, (name, html) in enumerate(POISON.items()):
        table[17 + 23 * place].update(id=f"poison: {name}", html=html, url=None)
    old = {"id": "old", "html": encoded(OLD), "content_type": "text/html; charset=windows-1258", "url": "https://example.vn/1"}
    table[11] = old
    return pa.Table.from_pylist(table, schema=pages.SCHEMA)


def as_text(table: pa.Table) -> pa.Table:
    """Those pages that are UTF-8, as strings."""
    rows = [row for row in table.to_pylist() if row["id"] not in ("old", "poison: garbage")]
    decoded = [{**row, "html": row["html"] and row["html"].decode()} for row in rows]
    return pa.Table.from_pylist(decoded, schema=table.schema.set(table.schema.get_field_index("html"), pa.field("html", pa.string())))


def flattened() -> pa.Table:
    """Pages that a crawler has made lines of."""
    found = sorted((ROOT / "fixtures" / "lines").rglob("page.txt"))
    return pa.table({"id": [page.parent.name for page in found], "lines": [page.read_text("utf-8") for page in found]})


def encoded(text: str) -> bytes:
    """windows-1258, which has no letters with both a shape and a tone: the tone follows as a character of its own."""
    found = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            shape, tone = unicodedata.normalize("NFD", letter)[:-1], unicodedata.normalize("NFD", letter)[-1:]
            found += (unicodedata.normalize("NFC", shape) + tone).encode("cp1258")
    return bytes(found)


def told_without(package: str, module: str) -> str:
    """What importing a module of tinsach says where a package is not installed."""
    code = f"import sys; sys.modules[{package!r}] = None; import {module}"
    return subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True).stderr.splitlines()[-1]


def expected(table: pa.Table, **arguments: Any) -> dict[str, dict[str, Any]]:
    """The rows by id, as `extract_batch` gives them."""
    found = tinsach.Extractor(OPTIONS).extract_batch(table, fetched="fetched", content_type="content_type", **arguments)
    return by_id(found.to_pylist())


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The rows by id; an id that stands there twice is a row too many."""
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows), "an id stands there twice"
    return found

