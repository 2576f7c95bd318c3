"""Runs over dumps."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
import tinsach
from conftest import PAGE, URL


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump of forty pages, one of which cannot be read."""
    path = tmp_path / "dump.jsonl"
    lines = [json.dumps({"id": str(n), "link": URL, "body": PAGE.replace("120", str(n))}) for n in range(40)]
    lines[7] = "no json"
    path.write_text("\n".join(lines), "utf-8")
    return path


FIELDS = {"html": "body", "url": ["url", "link"]}


def test_it_is_the_pipeline_of_the_command_line(dump: Path, tmp_path: Path, program: Path) -> None:
    report = tinsach.clean(dump, tmp_path / "ours.jsonl", fields=FIELDS, blocks=True, threads=2)
    typed = ["--field", "html=body", "--field", "url=url", "--field", "url=link", "--blocks", "-o"]
    done = subprocess.run([program, "clean", dump, *typed, tmp_path / "theirs.jsonl"], capture_output=True, check=False)
    assert done.returncode == 3
    assert (tmp_path / "ours.jsonl").read_bytes() == (tmp_path / "theirs.jsonl").read_bytes()
    assert (report.records, report.articles, report.errors) == (40, 39, 1)
    assert str(report).startswith("40 records: 39 articles") and "<Report: 40 records" in repr(report)
    assert report.to_dict()["hosts"]["example.vn"]["articles"] == 39 and "example.vn" in report.html()


def test_the_name_of_the_output_says_its_form(dump: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="Parquet is read with pyarrow")
    tinsach.clean([dump], tmp_path / "out.parquet", fields=FIELDS, keep=["link"])
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.num_rows == 40 and table["kept"][0].as_py() == {"link": URL}
    tinsach.clean(dump, tmp_path / "out.md", fields=FIELDS, links=True)
    assert "](https://example.vn/song-trang)" in (tmp_path / "out.md").read_text("utf-8")
    few = tinsach.clean(dump, tmp_path / "few.csv", fields=FIELDS, dedup=["url"], languages=["vi"])
    assert few.records == 40 and len((tmp_path / "few.csv").read_text("utf-8").splitlines()) < 40


def test_a_job_goes_on_and_keeps_dead_letters(dump: Path, tmp_path: Path) -> None:
    out = f"{tmp_path}/job/"
    first = tinsach.clean(dump, out, fields=FIELDS, shard_records=15, dead_letters_with_input=True)
    assert (Path(out) / "_SUCCESS").exists() and len(list(Path(out).glob("part-*.jsonl"))) == 3
    assert tinsach.clean(dump, out, fields=FIELDS, shard_records=15, dead_letters_with_input=True).records == first.records
    with pytest.raises(tinsach.RunError, match="shard-records"):
        tinsach.clean(dump, out, fields=FIELDS, shard_records=16)
    assert tinsach.clean(dump, out, fields=FIELDS, shard_records=16, force=True).errors == 1


def test_what_makes_no_sense_is_told_before_anything_is_written(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for wrong, says in [
        ({"blocks": True, "format": "text"}, "format is text, but the name"),
        ({"url": URL}, "url is the address of one page"),
        ({"shard_records": 5}, "shard_records is for output with a folder"),
        ({"dead_letters": out}, "dead_letters and output name the same file"),
        ({"dedup": ["title"]}, "they are url, text, near"),
        ({"languages": ["vietnamese"]}, "languages"),
        ({"fields": {"page": "body"}}, "they are id, url, html"),
        ({"threads": 0}, "threads is a number above zero"),
        ({"kind": "pdf"}, "they are auto, html, text"),
        ({"rules": "no/such/folder"}, "No such file"),
    ]:
        with pytest.raises((tinsach.OptionError, tinsach.RuleError), match=says):
            tinsach.clean(dump, out, **wrong)
    with pytest.raises(tinsach.OptionError, match="standard output"):
        tinsach.clean(dump, "-")
    assert not out.exists()
    out.write_text("mine", "utf-8")
    with pytest.raises(tinsach.RunError, match="exists"):
        tinsach.clean(dump, out)
    assert out.read_text("utf-8") == "mine"


def test_what_goes_wrong_is_logged(dump: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "tinsach"):
        tinsach.clean([dump, tmp_path / "missing.jsonl"], tmp_path / "out.jsonl", fields=FIELDS)
    warnings = [it.getMessage() for it in caplog.records if it.levelno == logging.WARNING]
    assert any("line 8" in it for it in warnings) and any("no such file" in it for it in warnings)


class Bar:
    """What the tests need of tqdm."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.n = 0

    def reset(self, total: int | None = None) -> None:
        self.total = total

    def update(self, n: int) -> None:
        self.n += n


def test_progress_is_told_to_bars_and_functions(dump: Path, tmp_path: Path) -> None:
    bar = Bar()
    tinsach.clean(dump, tmp_path / "a.jsonl", fields=FIELDS, progress=bar)
    assert bar.total == bar.n == dump.stat().st_size
    told: list[tuple[int, int]] = []
    tinsach.clean(dump, tmp_path / "b.jsonl", fields=FIELDS, progress=lambda *it: told.append(it))
    assert sum(read for read, _ in told) == bar.n and sum(records for _, records in told) == 40
    tqdm = pytest.importorskip("tqdm", reason="a bar of tqdm is one of tqdm")
    with open(os.devnull, "w") as nowhere, tqdm.tqdm(unit="B", unit_scale=True, file=nowhere) as real:
        tinsach.clean(dump, tmp_path / "c.jsonl", fields=FIELDS, progress=real)
        assert (real.total, real.n) == (bar.n, bar.n)


def test_an_exception_of_the_callback_stops_the_run_and_goes_on(dump: Path, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def enough(*_: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        tinsach.clean(dump, tmp_path / "out.jsonl", fields=FIELDS, progress=enough)


def test_ctrl_c_stops_a_job_which_goes_on_with_the_same_bytes(tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    with big.open("w", encoding="utf-8") as out:
        for n in range(6000):
            out.write(json.dumps({"id": str(n), "html": PAGE.replace("120", str(n)) + "<p>đoạn</p>" * 200}) + "\n")
    whole, job = f"{tmp_path}/whole/", f"{tmp_path}/job/"
    tinsach.clean(big, whole, shard_records=500)

    def interrupt(read: int, records: int) -> None:
        if not asked.is_set():
            asked.set()
            signal.raise_signal(signal.SIGINT)

    asked = threading.Event()
    with pytest.raises(KeyboardInterrupt):
        tinsach.clean(big, job, shard_records=500, progress=interrupt)
    assert not (Path(job) / "_SUCCESS").exists()
    assert tinsach.clean(big, job, shard_records=500).records == 6000
    shards = sorted(it.name for it in Path(whole).glob("part-*"))
    assert shards and all((Path(whole) / it).read_bytes() == (Path(job) / it).read_bytes() for it in shards)


def test_runs_beside_each_other(dump: Path, tmp_path: Path) -> None:
    results: dict[int, Any] = {}

    def one(n: int) -> None:
        results[n] = tinsach.clean(dump, tmp_path / f"{n}.jsonl", fields=FIELDS, threads=2).records

    threads = [threading.Thread(target=one, args=(n,)) for n in range(4)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert results == dict.fromkeys(range(4), 40)
    assert len({(tmp_path / f"{n}.jsonl").read_bytes() for n in range(4)}) == 1
