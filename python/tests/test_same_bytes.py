"""The same record gives the same result through every door: command line, Rust library, Python, Spark, Ray, datatrove."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import tinsach
from conftest import MAX_BYTES, MAX_WORK, Document, bare, table_of

pa = pytest.importorskip("pyarrow", reason="tables need pyarrow")

Records = dict[str, dict[str, Any]]
LIMITS = tinsach.Options(max_bytes=MAX_BYTES, max_work=MAX_WORK)
#: What comes from a page that means harm: two over a limit, one empty, two that are cut or cleaned all the same.
POISONED = {
    "poison/null": "no_article",
    "poison/large": "error",
    "poison/work": "error",
    "poison/deep": "article",
}


def of_rows(rows: list[dict[str, Any]]) -> Records:
    return {row["id"]: bare(row) for row in rows}


def of_lines(lines: str) -> Records:
    return of_rows([json.loads(line) for line in lines.splitlines()])


@pytest.fixture(scope="module")
def dump(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("same") / "dump.jsonl"
    lines = [json.dumps({"id": it.id, "url": it.url, "html": it.html}) for it in documents]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def told(dump: Path, program: Path) -> str:
    """What the command line writes, with which all others are compared."""
    limits = ["--limit", f"bytes={MAX_BYTES}", "--limit", f"work={MAX_WORK}"]
    # It may say on standard error that records failed: two do.
    done = subprocess.run([program, "clean", dump, *limits, "--quiet"], capture_output=True, check=False)
    assert done.returncode == 3
    return done.stdout.decode()


@pytest.fixture(scope="module")
def expected(told: str, documents: list[Document]) -> Records:
    records = of_lines(told)
    assert list(records) == [it.id for it in documents]
    assert {name: records[name]["status"] for name in POISONED} == POISONED
    assert sum(it["status"] == "article" for it in records.values()) > 300
    return records


def test_the_rust_library(dump: Path, library: Path, told: str) -> None:
    with dump.open("rb") as lines:
        done = subprocess.run([library, str(MAX_BYTES), str(MAX_WORK)], stdin=lines, capture_output=True, check=True)
    assert done.stdout.decode() == told


def test_python_page_by_page(documents: list[Document], expected: Records) -> None:
    extractor = tinsach.Extractor(LIMITS)
    records: Records = {}
    for it in documents:
        begin = {"schema_version": 1, "id": it.id}
        try:
            article = extractor.extract(it.html or "", it.url, kind="html")
        except tinsach.RecordError as error:
            records[it.id] = {**begin, "status": "error", "error": str(error)}
            continue
        if article is None:
            reason = extractor.trace(it.html or "", it.url, kind="html").reason
            records[it.id] = {**begin, "status": "no_article", "reason": reason}
        else:
            records[it.id] = bare({**begin, "status": "article", **article.to_dict()})
    assert records == expected


def test_python_in_batches(documents: list[Document], expected: Records) -> None:
    extractor = tinsach.Extractor(LIMITS)
    for threads in (1, 3):
        assert of_rows(extractor.extract_batch(table_of(documents), threads=threads).to_pylist()) == expected


def test_python_over_the_dump(dump: Path, tmp_path: Path, told: str) -> None:
    tinsach.clean(dump, tmp_path / "out.jsonl", options=LIMITS, threads=2)
    assert (tmp_path / "out.jsonl").read_text("utf-8") == told


def test_parquet(dump: Path, tmp_path: Path, expected: Records) -> None:
    import pyarrow.parquet as pq

    tinsach.clean(dump, tmp_path / "out.parquet", options=LIMITS)
    assert of_rows(pq.read_table(tmp_path / "out.parquet").to_pylist()) == expected


def test_spark(spark: Any, documents: list[Document], tmp_path: Path, expected: Records) -> None:
    import pyarrow.parquet as pq
    import tinsach.spark

    pq.write_table(table_of(documents), tmp_path / "pages.parquet")
    frame = spark.read.parquet(str(tmp_path / "pages.parquet")).repartition(4)
    tinsach.spark.clean(frame, options=LIMITS).write.parquet(str(tmp_path / "out"))
    assert of_rows(pq.read_table(tmp_path / "out").to_pylist()) == expected


def test_ray(ray_of_two: Any, documents: list[Document], expected: Records) -> None:
    import ray.data
    import tinsach.ray

    pages = ray.data.from_arrow(table_of(documents)).repartition(4)
    assert of_rows(tinsach.ray.clean(pages, options=LIMITS).take_all()) == expected


def test_datatrove(documents: list[Document], expected: Records) -> None:
    data = pytest.importorskip("datatrove.data", reason="datatrove is not installed")
    from tinsach.datatrove import Clean

    # A document of datatrove has a text, if an empty one.
    given = (data.Document(text=it.html or "", id=it.id, metadata={"url": it.url} if it.url else {}) for it in documents)
    records: Records = {}
    for document in Clean(options=LIMITS, drop=()).run(given):
        known = {key.removeprefix("tinsach_"): value for key, value in document.metadata.items()}
        records[document.id] = bare({"id": document.id, "status": "article", **known, "text": document.text})
    for name, record in expected.items():
        # It leaves the pictures out unless it is asked for them, and says nothing of the form of JSON lines.
        record = {key: value for key, value in record.items() if key not in ("schema_version", "images")}
        if record["status"] != "article":
            record["text"] = ""
            record.update({"url": records[name]["url"]} if "url" in records[name] else {})
        assert records[name] == record, name
    assert list(records) == list(expected)
