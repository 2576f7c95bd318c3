"""tinsach.ray on two processors of this machine."""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import subprocess
import sys
from typing import Any

import pytest

pytest.importorskip("ray", reason="ray is not installed")
pytest.importorskip("ray.data", reason="ray is installed without its part for data (ray[data])")

import engines  # noqa: E402 - after the skips
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
import ray  # noqa: E402
import ray.data  # noqa: E402

import tinsach  # noqa: E402
import tinsach.ray  # noqa: E402

pytestmark = pytest.mark.usefixtures("ray_of_two")

ALL = engines.ARGUMENTS


@pytest.fixture(scope="module")
def parquet(table: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The documents as three files of Parquet, with a column that nobody asks for."""
    folder = tmp_path_factory.mktemp("pages")
    wide = table.append_column("headers", pa.array(["x" * 100] * table.num_rows))
    for number in range(3):
        pq.write_table(wide.slice(number * 110, 110), folder / f"{number}.parquet")
    return str(folder)


def rows(ds: ray.data.Dataset) -> dict[str, dict[str, Any]]:
    return engines.by_id(pa.concat_tables(ds.iter_batches(batch_format="pyarrow", batch_size=None)).to_pylist())


def test_rows_are_those_of_extract_batch(parquet: str, table: pa.Table) -> None:
    cleaned = tinsach.ray.clean(ray.data.read_parquet(parquet), blocks=True, **ALL)
    assert rows(cleaned) == engines.expected(table, blocks=True)


def test_pages_may_be_strings_and_batches_of_any_size(table: pa.Table) -> None:
    text = engines.as_text(table)
    cleaned = tinsach.ray.clean(ray.data.from_arrow(text), batch_size=7, num_cpus=0.5, **ALL)
    assert rows(cleaned) == engines.expected(text)


def test_flattened_text_is_read_where_there_are_no_pages() -> None:
    lines = engines.flattened()
    found = rows(tinsach.ray.clean(ray.data.from_arrow(lines), text="lines", blocks=True))
    assert found == engines.by_id(tinsach.extract_batch(lines, text="lines", blocks=True).to_pylist())
    assert any(row["status"] == "article" for row in found.values())


def test_without_ray_it_says_what_to_install() -> None:
    assert engines.told_without("ray", "tinsach.ray").endswith("pip install 'tinsach[ray]'")


def test_columns_are_those_of_the_schema(parquet: str, table: pa.Table) -> None:
    cleaned = tinsach.ray.clean(ray.data.read_parquet(parquet), keep={"id": "number", "headers": "headers"}, **ALL)
    schema = cleaned.schema()
    assert schema is not None
    assert schema.base_schema == pa.schema([("number", pa.string()), ("headers", pa.string()), *tinsach.schema()])
    assert cleaned.count() == table.num_rows


def test_reading_and_cleaning_are_one_task(parquet: str) -> None:
    """Else each page would go through the object store."""
    cleaned = tinsach.ray.clean(ray.data.read_parquet(parquet)).materialize()
    step = next(line for line in cleaned.stats().splitlines() if "_Clean" in line)
    assert "->MapBatches(_Clean)" in step


def test_only_the_columns_that_are_needed_are_read(parquet: str) -> None:
    """The plan must have the projection before the cleaning, where the reader takes it over."""
    seen = ray.data.read_parquet(parquet).map_batches(lambda batch: batch, batch_format="pyarrow").materialize()
    cleaned = tinsach.ray.clean(seen, keep=["id"]).materialize()
    assert "Project" in cleaned.stats()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [({"html": "page"}, "page"), ({"url": "address"}, "address"), ({"keep": ["nowhere"]}, "nowhere"), ({"keep": {"id": "title"}}, "title")],
)
def test_a_wrong_column_is_told_at_once(parquet: str, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(tinsach.ColumnError, match=told):
        tinsach.ray.clean(ray.data.read_parquet(parquet), **arguments)


def test_where_columns_are_not_known_before_the_first_task_tells(parquet: str) -> None:
    unknown = ray.data.read_parquet(parquet).map_batches(lambda batch: batch, batch_format="pyarrow")
    with pytest.raises(Exception, match="nowhere"):
        tinsach.ray.clean(unknown, keep=["nowhere"]).materialize()
    assert tinsach.ray.clean(unknown, **ALL).count() == 330


def test_a_dataset_without_rows_is_one(parquet: str) -> None:
    assert tinsach.ray.clean(ray.data.read_parquet(parquet).limit(0)).count() == 0


def test_rules_travel_as_text(parquet: str, rules: pathlib.Path) -> None:
    cleaned = tinsach.ray.clean(ray.data.read_parquet(parquet), rules=rules, **ALL)
    shutil.rmtree(rules)
    assert rows(cleaned)["old"]["rule"] == "example.vn"


def test_a_worker_that_dies_changes_nothing(parquet: str, table: pa.Table, tmp_path: pathlib.Path) -> None:
    def dies(batch: pa.Table) -> pa.Table:
        died = tmp_path / batch["id"][0].as_py()
        if not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return batch

    frail = ray.data.read_parquet(parquet).map_batches(dies, batch_format="pyarrow", batch_size=None)
    tinsach.ray.clean(frail, **ALL).write_parquet(str(tmp_path / "out"))
    assert engines.by_id(pq.read_table(tmp_path / "out").to_pylist()) == engines.expected(table)
    assert len(list(tmp_path.iterdir())) > 1, "none died"


def test_the_example_runs(tmp_path: pathlib.Path) -> None:
    pages, articles = str(tmp_path / "pages.parquet"), str(tmp_path / "articles")
    subprocess.run([sys.executable, str(engines.EXAMPLES / "pages.py"), pages, "--rows", "170"], check=True)
    example = [sys.executable, str(engines.EXAMPLES / "ray_job.py"), pages, articles, "--fetched", "fetched", "--cpus", "1"]
    told = subprocess.run(example, env=engines.ENVIRONMENT, stdout=subprocess.PIPE, check=True, text=True).stdout
    found = pq.read_table(articles)
    assert sorted(found["id"].to_pylist()) == [f"{n:08}" for n in range(170)]
    assert f"article: {found['status'].to_pylist().count('article')}\n" in told
    again = subprocess.run(example, env=engines.ENVIRONMENT, capture_output=True, text=True)
    assert again.returncode != 0
    assert "already exists" in again.stderr
