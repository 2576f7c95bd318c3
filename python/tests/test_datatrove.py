"""The steps for datatrove: what goes on, what is left out, and that a bad record fails no task."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datatrove", reason="datatrove is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import pyarrow as pa
import pyarrow.parquet as pq
from datatrove.data import Document
from datatrove.executor.local import LocalPipelineExecutor
from datatrove.pipeline.readers.parquet import ParquetReader
from datatrove.pipeline.writers.parquet import ParquetWriter

import tinsach
from tinsach.datatrove import Clean, TinsachExtractor

PARAGRAPHS = [
    "Sáng nay chợ nổi họp sớm hơn mọi ngày vì nước lớn, ghe bầu neo kín cả hai bên bờ sông và tiếng rao vang khắp mặt nước.",
    "Bà Trần Thị Mận, người bán bún riêu trên chiếc xuồng ba lá, nói rằng khách năm nay đông hơn, nhất là vào những ngày cuối tuần.",
    "Ban quản lý chợ dự tính đặt thêm hai phao neo ở đoạn cong, để ghe lớn không còn chắn lối vào của những chiếc xuồng nhỏ.",
]


def page(number: int) -> str:
    """Return an article page with boilerplate around it."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<html lang="vi"><head><title>Chợ nổi họp sớm {number}</title>'
        f'<meta name="author" content="Lê Thị Sông"></head><body><nav><a href="/">Trang chủ</a></nav>'
        f"<article><h1>Chợ nổi họp sớm {number}</h1>{body}</article>"
        "<div><h3>Tin liên quan</h3><ul><li><a href='/a'>Ghe bầu về bến</a></li></ul></div></body></html>"
    )


def document(number: int, text: Any = None, **metadata: Any) -> Document:
    return Document(text=page(number) if text is None else text, id=str(number), metadata=metadata)


def stats(step: Any) -> dict[str, float]:
    return {name: metric.total for name, metric in step.stats.stats.items()}


class Kept:
    """A writer that keeps what it is given."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.open = False

    def __enter__(self) -> Kept:
        self.open = True
        return self

    def __exit__(self, *_: object) -> None:
        self.open = False

    def write(self, document: Document, rank: int = 0) -> None:
        assert self.open
        self.documents.append(document)


POISON: dict[str, Any] = {
    "empty": "",
    "nul": "\0" * 1000,
    "surrogate": "<p>\ud83d",
    "deep": "<div>" * 100_000,
    "bytes": b"\xff\xfe\x00\xd8" * 100,
    "none": None,
    "number": 7,
}


def test_articles_replace_pages_and_metadata_are_added() -> None:
    step = Clean(batch_size=2)
    out = list(step.run(iter([document(n, url=f"https://cho.example/{n}", title="của tôi") for n in range(5)])))
    assert [doc.id for doc in out] == list("01234")
    for number, doc in enumerate(out):
        assert doc.text == "\n".join(PARAGRAPHS)
        assert doc.metadata["title"] == "của tôi", "what the document knew stays"
        assert doc.metadata["tinsach_title"] == f"Chợ nổi họp sớm {number}"
        assert doc.metadata["tinsach_authors"] == ["Lê Thị Sông"]
        assert doc.metadata["tinsach_language"] == "vi"
        assert 0 < doc.metadata["tinsach_confidence"] <= 1
        assert doc.metadata["tinsach_section"] is None, "what is not known is there all the same"
    counted = stats(step)
    assert (counted["total"], counted["forwarded"], counted["article"]) == (5, 5, 5)
    assert "dropped" not in counted


def test_same_as_extract_page_by_page() -> None:
    pages = [document(n, url=f"https://cho.example/{n}") for n in range(3)]
    expected = [tinsach.extract(doc.text, doc.metadata["url"]) for doc in pages]
    for doc, article in zip(Clean().run(iter(pages)), expected, strict=True):
        assert article is not None
        record = article.to_dict()
        assert doc.text == article.text
        for name in ("title", "authors", "published", "canonical", "rule", "confidence"):
            assert doc.metadata[f"tinsach_{name}"] == record[name], name


def test_same_rows_as_extract_batch_on_the_fixtures(documents: list[Any]) -> None:
    """500 pages, five of which mean harm: the same statuses, reasons, texts and metadata, in the same order."""
    options = tinsach.Options(max_bytes=500_000, max_work=1_500_000)
    table = {"html": [page.html or "" for page in documents], "url": [page.url for page in documents]}
    rows = tinsach.extract_batch(table, options=options).to_pylist()
    step = Clean(options=options, drop=[], batch_size=64)
    pages = [Document(text=page.html or "", id=page.id, metadata={"url": page.url}) for page in documents]
    for page, doc, row in zip(documents, step.run(iter(pages)), rows, strict=True):
        assert doc.id == page.id
        assert doc.text == (row["text"] or ""), doc.id
        names = step.metadata if row["status"] == "article" else ("status", "reason" if row["reason"] else "error")
        assert doc.metadata == {"url": page.url, **{f"tinsach_{name}": row[name] for name in names}}, doc.id
    counted = stats(step)
    assert counted["forwarded"] == 500 and counted["error"] >= 2 and counted["no_article"] >= 2


def test_prefix_and_choice_of_metadata() -> None:
    (doc,) = Clean(prefix="", metadata=["title", "language"]).run(iter([document(1, title="của tôi")]))
    assert doc.metadata == {"title": "của tôi", "language": "vi"}


@pytest.mark.parametrize("wrong", [{"metadata": ["titel"]}, {"drop": ["nothing"]}, {"kind": "pdf"}])
def test_wrong_options_are_told_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(tinsach.OptionError, match=next(iter(wrong))):
        Clean(**wrong)


def test_bad_records_are_left_out_and_written() -> None:
    writer = Kept()
    step = Clean(exclusion_writer=writer, batch_size=4, options=tinsach.Options(max_bytes=100_000))  # type: ignore[arg-type]
    bad = [Document(text=text, id=name, metadata={}) for name, text in POISON.items()]
    good = [document(n) for n in range(3)]
    out = list(step.run(iter([good[0], *bad[:4], good[1], *bad[4:], good[2]])))
    assert [doc.id for doc in out] == ["0", "1", "2"]
    assert [doc.text for doc in out] == ["\n".join(PARAGRAPHS)] * 3
    assert [doc.id for doc in writer.documents] == list(POISON)
    reasons = {doc.id: doc.metadata["filter_reason"] for doc in writer.documents}
    assert reasons["empty"] == "empty"
    assert reasons["deep"] == reasons["none"] == reasons["number"] == "error"
    told = {doc.id: doc.metadata["tinsach_error"] for doc in writer.documents}
    assert "int" in told["number"] and told["deep"] and told["empty"] == ""
    written = {doc.id: doc.text for doc in writer.documents}
    assert [written[name] for name in ("empty", "nul", "deep")] == [POISON[name] for name in ("empty", "nul", "deep")]
    assert written["none"] == written["number"] == "" and written["surrogate"].startswith("<p>")
    assert all(text.encode() is not None for text in written.values()), "what any writer can write"
    counted = stats(step)
    assert counted["total"] == 3 + len(POISON)
    assert counted["dropped"] == len(POISON) == counted["error"] + counted["no_article"]
    assert counted["dropped_error"] == counted["error"]


def test_documents_without_an_article_can_go_on() -> None:
    pages = [document(1), document(2, ""), document(3, 7)]
    out = list(Clean(drop=["error"]).run(iter(pages)))
    assert [(doc.id, doc.text) for doc in out] == [("1", "\n".join(PARAGRAPHS)), ("2", "")]
    assert out[1].metadata == {"tinsach_status": "no_article", "tinsach_reason": "empty"}
    everything = list(Clean(drop=[]).run(iter([document(3, 7)])))
    assert everything[0].metadata["tinsach_status"] == "error"
    assert "int" in everything[0].metadata["tinsach_error"]


def test_bytes_with_a_content_type() -> None:
    legacy = document(
        1, page(1).replace("Lê Thị Sông", "José").encode("ascii", "xmlcharrefreplace").replace(b"&#233;", b"\xe9")
    )
    legacy.metadata["type"] = "text/html; charset=iso-8859-2"
    out = list(Clean(content_type="type").run(iter([document(0), legacy, document(2)])))
    assert [(doc.id, doc.text) for doc in out] == [(n, "\n".join(PARAGRAPHS)) for n in "012"]
    assert [doc.metadata["tinsach_encoding"] for doc in out] == [None, "ISO-8859-2", None]


def test_addresses_and_times_of_any_type() -> None:
    times = [
        "2026-03-01T08:00:00Z",
        1_772_000_000,
        datetime(2026, 3, 1),
        datetime(2026, 3, 1, tzinfo=timezone.utc),
        None,
        ["x"],
    ]
    pages = [document(n, date=time, url=7) for n, time in enumerate(times)]
    writer = Kept()
    step = Clean(fetched="date", exclusion_writer=writer)  # type: ignore[arg-type]
    out = list(step.run(iter([*pages, document(6, date="hôm qua")])))
    assert [doc.id for doc in out] == list("012345")
    assert [doc.id for doc in writer.documents] == ["6"], "told, not guessed"
    assert "time" in writer.documents[0].metadata["tinsach_error"]


def test_flattened_text() -> None:
    text = "\n".join(["Trang chủ", "Chợ nổi họp sớm", *PARAGRAPHS, "Tin liên quan", "Ghe bầu về bến"])
    (doc,) = Clean(kind="text").run(iter([document(1, text)]))
    assert "Tin liên quan" not in doc.text
    assert PARAGRAPHS[1] in doc.text


def test_batches_are_bounded_in_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinsach.datatrove._BATCH_CHARACTERS", 2 * len(page(0)))
    step = Clean(batch_size=100)
    assert len(list(step.run(document(n) for n in range(6)))) == 6
    assert step.stats.time_stats.n == 3, "two pages a batch"


def test_in_a_pipeline_of_processes(tmp_path: Path) -> None:
    """Two tasks in two processes: the step is pickled, its rules with it, and every document is in one of two outputs."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "cho.example.toml").write_text(
        'hosts = ["cho.example"]\n[source]\nchecked = 2026-11-22\nbasis = "own page"\nverified = "fixture"\n'
        '[[layout]]\ntitle = ["h1"]\nbody = ["article"]\n',
        encoding="utf-8",
    )
    for name in range(2):
        rows = [
            {"id": f"{name}-{n}", "text": page(n) if n % 5 else "", "url": f"https://cho.example/{n}"}
            for n in range(20)
        ]
        rows = [{**row, "text": row["text"] or "<html></html>"} for row in rows]
        (tmp_path / "in").mkdir(exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in" / f"{name}.parquet")
    step = Clean(rules=rules, exclusion_writer=ParquetWriter(str(tmp_path / "left-out")))
    for file in rules.iterdir():
        file.unlink()
    LocalPipelineExecutor(
        pipeline=[
            ParquetReader(str(tmp_path / "in")),
            step,
            ParquetWriter(str(tmp_path / "out"), schema=step.parquet_schema({"url": pa.string()})),
        ],
        tasks=2,
        workers=2,
        logging_dir=str(tmp_path / "logs"),
    ).run()
    out = pq.read_table(tmp_path / "out").to_pylist()
    left_out = pq.read_table(tmp_path / "left-out").to_pylist()
    assert sorted(row["id"] for row in out + left_out) == sorted(f"{name}-{n}" for name in range(2) for n in range(20))
    assert len(left_out) == 8
    assert {row["metadata"]["tinsach_rule"] for row in out} == {"cho.example"}
    assert {row["metadata"]["url"] for row in out} == {f"https://cho.example/{n}" for n in range(20) if n % 5}
    assert all(row["text"] == "\n".join(PARAGRAPHS) for row in out)
    counted = json.loads((tmp_path / "logs" / "stats.json").read_text())
    assert [block["stats"]["forwarded"] for block in counted if block["name"].endswith("tinsach")] == [32]


def test_schema_follows_the_options() -> None:
    names = Clean(metadata=["title"], prefix="x_", drop=[]).parquet_schema(expand_metadata=True).names
    assert names == ["text", "id", "x_title", "x_status", "x_reason", "x_error"]


def extracted(step: TinsachExtractor, documents: list[Document]) -> Iterator[tuple[str, str]]:
    for doc in step.run(iter(documents)):
        yield doc.id, doc.text


def test_extractor_in_the_sandbox() -> None:
    """Pages over a limit and pages without an article are dropped, and the process of the sandbox lives on."""
    step = TinsachExtractor(timeout=20, options=tinsach.Options(max_bytes=100_000))
    bad = [Document(text=text, id=name) for name, text in POISON.items()]
    assert dict(extracted(step, [document(1), *bad, document(2)])) == {n: "\n".join(PARAGRAPHS) for n in "12"}
    counted = stats(step)
    assert counted["dropped"] == len(bad)
    assert not counted.keys() & {"timeout", "broken_process", "clean_error"}


def test_extractor_alone() -> None:
    step = TinsachExtractor(options=tinsach.Options(max_bytes=100_000))
    assert step.extract(page(1)) == "\n".join(PARAGRAPHS)
    assert step.extract("") == ""
    assert step.extract("<p>" * 100_000) == ""
