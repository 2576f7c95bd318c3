"""Tables: columns in, columns out."""

from __future__ import annotations

import pickle
import resource
import sys
from typing import Any

import pytest
import tinsach
from conftest import MAX_BYTES, MAX_WORK, PAGE, URL, Document, bare, table_of

pa = pytest.importorskip("pyarrow", reason="tables need pyarrow")


def test_rows_are_those_of_extract(pages: list[Document]) -> None:
    extractor = tinsach.Extractor()
    rows = extractor.extract_batch(table_of(pages), blocks=True).to_pylist()
    assert [row["id"] for row in rows] == [page.id for page in pages]
    articles = 0
    for page, row in zip(pages, rows, strict=True):
        article = extractor.extract(page.html or "", page.url, kind="html")
        assert row["status"] == ("article" if article else "no_article"), page.id
        if article:
            articles += 1
            fields = article.to_dict(blocks=True)
            for name, value in fields.items():
                assert bare(row[name]) == bare(value), (page.id, name)
    assert articles > 100


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()]
)
def test_pages_may_be_of_any_type_of_strings_or_bytes(kind: Any) -> None:
    column = pa.array([PAGE.encode()] if "binary" in str(kind) else [PAGE], kind)
    assert tinsach.extract_batch({"html": column})["text"].to_pylist() == [tinsach.extract(PAGE).text]  # type: ignore[union-attr]


def test_what_has_batches_is_a_table() -> None:
    whole = pa.table({"id": [1, 2, 3], "html": [PAGE, None, PAGE]})
    expected = tinsach.extract_batch(whole)
    assert expected.column("status").to_pylist() == ["article", "no_article", "article"]
    chunks = pa.concat_tables([whole.slice(0, 1), whole.slice(1)])
    reader = pa.RecordBatchReader.from_batches(whole.schema, whole.to_batches(1))

    class OneArray:
        def __arrow_c_array__(self, requested_schema: object = None) -> object:
            return whole.combine_chunks().to_batches()[0].__arrow_c_array__(requested_schema)

    class Stream:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return whole.__arrow_c_stream__(requested_schema)

    for data in (chunks, reader, whole.to_batches()[0], OneArray(), Stream(), whole.to_pydict()):
        assert tinsach.extract_batch(data).equals(expected), type(data)
    none = tinsach.extract_batch(whole.slice(0, 0))
    assert none.num_rows == 0 and none.schema.equals(expected.schema)
    for wrong in (PAGE, 7, {"html": [PAGE], "url": []}):
        with pytest.raises(tinsach.ColumnError):
            tinsach.extract_batch(wrong)


def test_pages_are_not_copied() -> None:
    # Were they, memory would grow by the size of the table at least.
    big = pa.table({"html": pa.array(["<p>" + "x" * 4_000_000] * 60, pa.large_string())})
    tiny = tinsach.Extractor(tinsach.Options(max_bytes=1000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert tiny.extract_batch(big)["status"].to_pylist() == ["error"] * 60
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000 * (1 if sys.platform == "linux" else 1024)


def test_what_is_kept_is_carried_through() -> None:
    nested = pa.array([{"a": [1, 2]}, None])
    data = pa.table({"id": ["x", "y"], "html": [PAGE, ""], "title": ["Cầu", "Chợ"], "meta": nested})
    assert tinsach.extract_batch(data).schema.names[:2] == ["id", "schema_version"]
    out = tinsach.extract_batch(data, keep={"meta": "meta", "title": "crawl_title"})
    assert out.schema.names[:3] == ["meta", "crawl_title", "schema_version"]
    assert out["meta"].combine_chunks().equals(nested) and out["crawl_title"].to_pylist() == ["Cầu", "Chợ"]
    assert out.schema.field("meta").type == nested.type
    assert tinsach.extract_batch(data, keep=[]).schema.equals(tinsach.schema())
    for wrong, says in [(["title"], 'two columns "title"'), (["nope"], 'no column "nope"'), ("id", r"keep=\['id'\]")]:
        with pytest.raises(tinsach.ColumnError, match=says):
            tinsach.extract_batch(data, keep=wrong)


def test_columns_that_are_not_there_are_told() -> None:
    with pytest.raises(tinsach.ColumnError, match='no column "body", only "html"'):
        tinsach.extract_batch({"html": [PAGE]}, html="body")
    with pytest.raises(tinsach.ColumnError, match='no column "link"'):
        tinsach.extract_batch({"html": [PAGE]}, url="link")
    with pytest.raises(tinsach.ColumnError, match='"html" has the type Int64'):
        tinsach.extract_batch({"html": [7]})
    with pytest.raises(tinsach.OptionError, match="threads"):
        tinsach.extract_batch({"html": [PAGE]}, threads=0)
    assert issubclass(tinsach.ColumnError, ValueError)


def test_columns_for_addresses_times_headers_and_flattened_text(rules: Any) -> None:
    page = PAGE.replace("<p>Cây", "<span class='time'>2 giờ trước</span><p>Cây")
    data = pa.table(
        {
            "body": pa.array([page.encode("utf-16-le"), b"\xff" + page.encode("utf-8")]),
            "link": [URL, None],
            "at": pa.array([1_714_539_600, None], pa.timestamp("s", "UTC")),
            "header": ["text/html; charset=utf-16le", None],
        }
    )
    names = {"html": "body", "url": "link", "fetched": "at", "content_type": "header"}
    rows = tinsach.extract_batch(data, rules=rules, **names).to_pylist()
    alone = tinsach.Extractor(rules=rules).extract(
        page.encode("utf-16-le"), URL, kind="html", fetched=1_714_539_600, content_type="text/html; charset=utf-16le"
    )
    assert alone is not None and alone.rule == "example.vn"
    assert (rows[0]["text"], rows[0]["rule"], rows[0]["encoding"]) == (alone.text, "example.vn", "UTF-16LE")
    assert rows[1]["status"] == "article" and rows[1]["rule"] != "example.vn"
    lines = "Cầu mới qua sông Trăng\n\n" + "Cây cầu dài 120 mét nối hai bờ sông Trăng, thông xe sáng nay. " * 3
    flat = tinsach.extract_batch({"lines": [lines]}, text="lines", blocks=True).to_pylist()
    assert flat[0]["blocks"][-1]["lines"] == [3, 3]


def test_a_bad_record_is_an_error_of_its_row(documents: list[Document]) -> None:
    limits = tinsach.Options(max_bytes=MAX_BYTES, max_work=MAX_WORK)
    expected = None
    for threads in (1, 2, 5):
        out = tinsach.extract_batch(table_of(documents), options=limits, threads=threads)
        assert expected is None or out.equals(expected), f"{threads} threads"
        expected = out
    assert expected is not None
    rows = {row["id"]: row for row in expected.to_pylist()}
    assert list(rows) == [it.id for it in documents]
    errors = {name: row["error"] for name, row in rows.items() if row["status"] == "error"}
    assert set(errors) == {"poison/large", "poison/work"}
    assert "limit is 500000" in errors["poison/large"] and "more steps" in errors["poison/work"]
    assert rows["poison/null"]["reason"] == "empty"
    assert "depth" in rows["poison/deep"]["truncated"] and "Cây cầu dài 120 mét" in rows["poison/deep"]["text"]


def test_strings_that_are_no_utf8_do_no_harm() -> None:
    # Engines do not check what they cast to a string.
    data = pa.BinaryArray.from_buffers(pa.string(), 1, pa.array([b"\xff\xfe<p>" + PAGE.encode()]).buffers())
    rows = tinsach.extract_batch(pa.table({"html": data, "url": data})).to_pylist()
    assert rows[0]["status"] == "error" and "no UTF-8" in rows[0]["error"]
    assert tinsach.extract_batch(pa.table({"html": data})).to_pylist()[0]["status"] == "article"


def test_a_result_outlives_what_it_was_made_of() -> None:
    data = pa.table({"id": [PAGE] * 100, "html": [PAGE] * 100})
    out = tinsach.extract_batch(data)
    stream = pickle.loads(pickle.dumps(out))
    del data
    assert out["id"].to_pylist() == [PAGE] * 100 and stream.equals(out)


def test_memory_is_flat_over_many_batches(pages: list[Document]) -> None:
    extractor, data = tinsach.Extractor(), table_of(pages[:40])
    for _ in range(10):
        extractor.extract_batch(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(60):
        extractor.extract_batch(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
