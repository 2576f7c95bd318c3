"""Pages for the tests: those of the repository's fixtures, and some that are hostile."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"

#: An invented article, and a page without one.
PAGE = (
    "<html><head><title>Cầu mới</title></head><body><nav><a href='/'>Trang chủ</a></nav>"
    "<article><h1>Cầu mới qua sông Trăng</h1>"
    "<p>Cây cầu dài 120 mét nối hai bờ <a href='/song-trang'>sông Trăng</a> được thông xe sáng nay, sau hai năm thi công.</p>"
    "<p>Người dân hai xã không còn phải <b>đi đò</b>, học sinh đến trường gần hơn bảy cây số so với trước.</p>"
    "<p class='late'>Lễ thông xe diễn ra gọn nhẹ, xe máy và xe đạp qua cầu từ chín giờ, xe tải phải chờ đến tuần sau.</p>"
    "</article></body></html>"
)
URL = "https://example.vn/cau-moi-1.html"


@dataclass(frozen=True)
class Document:
    """A page with its address."""

    id: str
    url: str | None
    html: str | None


def _address(folder: Path) -> str | None:
    facts = folder / "page.toml"
    return tomllib.loads(facts.read_text("utf-8")).get("url") if facts.exists() else None


@pytest.fixture(scope="session")
def pages() -> list[Document]:
    """Every page of the fixtures."""
    found = sorted(FIXTURES.glob("**/page.html"))
    assert len(found) > 100
    return [
        Document(str(it.parent.relative_to(FIXTURES)), _address(it.parent), it.read_text("utf-8", "replace"))
        for it in found
    ]


def table_of(documents: list[Document]) -> Any:
    """Documents as a table of Arrow."""
    pa = pytest.importorskip("pyarrow", reason="tables need pyarrow")
    names = pa.schema([("id", pa.string()), ("url", pa.string()), ("html", pa.string())])
    return pa.Table.from_pylist([{"id": it.id, "url": it.url, "html": it.html} for it in documents], names)


def bare(value: Any) -> Any:
    """A value without members that are null: a structure of a table has all of them, JSON leaves some out."""
    if isinstance(value, dict):
        return {key: bare(it) for key, it in value.items() if it is not None}
    return [bare(it) for it in value] if isinstance(value, list) else value


#: Limits under which two of the poisoned pages are errors, and none of the fixtures.
MAX_BYTES = 500_000
MAX_WORK = 1_500_000


def poisoned() -> list[Document]:
    """Five pages that mean harm: one that is not there, one too large, one that costs too much, one nested without end, and
    one of control characters."""
    return [
        Document("poison/null", None, None),
        Document("poison/large", URL, "<p>" + "x" * MAX_BYTES),
        Document("poison/work", URL, "<p><b>a</b> <i>b</i>" * 24_000),
        Document("poison/deep", URL, "<div>" * 50_000 + PAGE),
        Document("poison/control", None, "\x00\x01<p>\x7f\ufffe<![CDATA[<!--<script>\x00</p" + PAGE[:400] + "\x1b[31m"),
    ]


@pytest.fixture(scope="session")
def documents(pages: list[Document]) -> list[Document]:
    """500 documents with names of their own, the poisoned five spread over them."""
    cycled = itertools.islice(itertools.cycle(pages), 495)
    out = [Document(f"{n}/{page.id}", page.url, page.html) for n, page in enumerate(cycled)]
    for n, page in enumerate(poisoned()):
        out.insert(n * 100 + 50, page)
    assert len({it.id for it in out}) == len(out) == 500
    return out


def _program(name: str, variable: str, places: list[str]) -> Path:
    """A program of the Rust package: what ``variable`` names, else what a build has left."""
    if given := os.environ.get(variable):
        return Path(given)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    for profile, place in itertools.product(["fast", "release", "debug"], places):
        if (found := target / profile / place / name).exists():
            return found
    pytest.skip(f"{name} is not built: cargo build --profile fast --bin tinsach --examples")


@pytest.fixture(scope="session")
def program() -> Path:
    """The command line."""
    return _program("tinsach", "TINSACH", ["."])


@pytest.fixture(scope="session")
def library() -> Path:
    """An example that uses the Rust library alone."""
    return _program("jsonl", "TINSACH_JSONL", ["examples"])


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[Path]:
    """A folder with a rule for example.vn, under which the last paragraph is not text."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "example.vn.toml").write_text(
        'hosts = ["example.vn"]\n[source]\nchecked = 2026-11-22\nbasis = "a test"\nverified = "fixture"\n'
        '[[layout]]\ntitle = ["h1"]\nbody = ["article"]\nremove = [".late"]\n',
        "utf-8",
    )
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark on two threads of this machine, where a task may fail twice."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Spark needs Java, and there is none")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
        # Spark then compares what a task gives with what it was told, to the last nullable.
        "spark.sql.execution.arrow.pyspark.validateSchema.enabled": "true",
    }
    builder = sql.SparkSession.builder.master("local[2,3]").appName("tests")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def table() -> Any:
    """The documents for the tests of the adapters, as a table of Arrow."""
    pytest.importorskip("pyarrow", reason="tables need pyarrow")
    import engines

    return engines.documents()


@pytest.fixture(scope="session")
def ray_of_two() -> Iterator[None]:
    """Ray on two processors of this machine."""
    pytest.importorskip("ray.data", reason="ray, with its part for data (ray[data]), is not installed")
    import ray
    import ray.data

    ray.init(
        num_cpus=2,
        include_dashboard=False,
        logging_level="error",
        log_to_driver=False,
        _node_ip_address="127.0.0.1",
        object_store_memory=200 << 20,
    )
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    yield
    ray.shutdown()
