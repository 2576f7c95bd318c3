"""The walk-through runs as a script, and what it says is so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import pyarrow as pa
import pyarrow.parquet as pq

import tinsach

PACKAGE = Path(tinsach.__file__).parent
EXAMPLE = Path(__file__).parents[2] / "examples" / "nlp_walkthrough.py"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("walkthrough")
    done = subprocess.run(
        [sys.executable, str(EXAMPLE)],
        cwd=folder,
        # The package that is tested, also where another one is installed.
        env={**os.environ, "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, folder


def test_counts_agree(run: tuple[str, Path]) -> None:
    output, folder = run
    records, articles, rest, errors = map(int, re.findall(r"\d+", output.splitlines()[0]))
    assert records == articles + rest + errors
    assert articles > 50 and errors == 0
    lines = (next(folder.glob("tinsach-*")) / "dump.jsonl").read_text(encoding="utf-8").count("\n")
    assert records == lines
    assert f"'status': 'article', 'id_count': {articles}" in output, "the table says the same as the report"


def test_sentences_are_written(run: tuple[str, Path]) -> None:
    _, folder = run
    rows = pq.read_table(next(folder.glob("tinsach-*")) / "sentences.parquet").to_pylist()
    assert len(rows) > 300
    assert all(row["text"].strip() == row["text"] != "" and "\n" not in row["text"] for row in rows)
    assert len({(row["id"], row["sentence"]) for row in rows}) == len(rows)


def test_sentence_rule(run: tuple[str, Path]) -> None:
    expected = ["Chợ họp lúc 5 giờ.", "PGS. Trần Thị Mận đến TP. Rạch Tràm từ sớm.", "“Vui quá!”", "Bà nói."]
    assert str(expected) in run[0]


def test_boilerplate_vanished(run: tuple[str, Path]) -> None:
    counts = {
        name.strip(): (int(before), int(after))
        for name, before, after in re.findall(r"^([^\d\n]+?) +(\d+) +(\d+)$", run[0], re.M)
    }
    assert counts["tin liên quan"][0] >= 5 and counts["đọc nhiều"][0] >= 5
    assert sum(after for _, after in counts.values()) * 10 < sum(before for before, _ in counts.values())


def test_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python in the guide runs from top to bottom, on files of the names that it uses."""
    root = EXAMPLE.parents[1]
    page = root / "fixtures" / "odd" / "rich-body" / "page.html"
    record = {"id": "1", "url": "https://example.vn/bai-1.html", "html": page.read_text(encoding="utf-8")}
    (tmp_path / "page.html").write_bytes(page.read_bytes())
    (tmp_path / "dump.jsonl").write_text(json.dumps(record), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist([record]), tmp_path / "pages.parquet")
    monkeypatch.chdir(tmp_path)
    guide = (root / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    assert len(blocks) >= 8
    names: dict[str, object] = {}
    for block in blocks:
        code = compile(block, "docs/python.md", "exec")
        # Its readers and writers need packages of their own, and a crawl; test_datatrove runs the step.
        if "datatrove" not in block:
            exec(code, names)
    assert pq.read_table("articles.parquet")["status"].to_pylist() == ["article"]
    assert "1 1 0" in capsys.readouterr().out, "the report of the run"
