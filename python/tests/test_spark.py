"""tinsach.spark on two threads of this machine. What a cluster adds, executors of their own that die, is `scripts/test-cluster`."""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed")

import engines  # noqa: E402 - after the skips
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from pyspark.sql import DataFrame, SparkSession, functions as F, types as T  # noqa: E402

import tinsach  # noqa: E402
import tinsach.spark  # noqa: E402

ALL = engines.ARGUMENTS


@pytest.fixture(scope="module")
def parquet(table: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The documents as Parquet, with a wide column that nobody asks for."""
    path = tmp_path_factory.mktemp("pages") / "pages.parquet"
    wide = table.append_column("headers", pa.array(["x" * 100] * table.num_rows))
    pq.write_table(wide, path, row_group_size=50)
    return str(path)


@pytest.fixture()
def pages(spark: SparkSession, parquet: str) -> DataFrame:
    return spark.read.parquet(parquet).repartition(5)


def rows(df: DataFrame) -> dict[str, dict[str, Any]]:
    return engines.by_id([row.asDict(recursive=True) for row in df.collect()])


def test_rows_are_those_of_extract_batch(pages: DataFrame, table: pa.Table) -> None:
    assert rows(tinsach.spark.clean(pages, blocks=True, **ALL)) == engines.expected(table, blocks=True)


def test_pages_may_be_strings(spark: SparkSession, table: pa.Table) -> None:
    text = engines.as_text(table)
    df = spark.createDataFrame([tuple(row.values()) for row in text.to_pylist()], ", ".join(f"{name} string" for name in text.schema.names))
    assert rows(tinsach.spark.clean(df, **ALL)) == engines.expected(text)


def test_flattened_text_is_read_where_there_are_no_pages(spark: SparkSession) -> None:
    lines = engines.flattened()
    found = rows(tinsach.spark.clean(spark.createDataFrame(lines.to_pandas()), text="lines", blocks=True))
    assert found == engines.by_id(tinsach.extract_batch(lines, text="lines", blocks=True).to_pylist())
    assert any(row["status"] == "article" for row in found.values())


def test_without_spark_it_says_what_to_install() -> None:
    assert engines.told_without("pyspark", "tinsach.spark").endswith("pip install 'tinsach[spark]'")


def test_a_bad_page_is_a_row_and_no_failure(pages: DataFrame) -> None:
    found = rows(tinsach.spark.clean(pages, **ALL).where("id like 'poison%'").select("id", "status", "reason", "error", "truncated"))
    assert found.keys() == {f"poison: {name}" for name in engines.POISON}
    assert {name for name, row in found.items() if row["status"] == "error"} == {"poison: too large", "poison: fonts"}
    assert "the limit is 200000" in found["poison: too large"]["error"]
    assert "more steps" in found["poison: fonts"]["error"]
    assert found["poison: deep"]["truncated"] == ["depth"]
    assert found["poison: null"]["reason"] == found["poison: empty"]["reason"] == "empty"


def test_the_header_with_the_encoding_gets_through(pages: DataFrame) -> None:
    row = tinsach.spark.clean(pages, **ALL).where("id = 'old'").first()
    assert row is not None
    assert (row.encoding, row.title) == ("windows-1258", "Bến xe cũ")


def test_batches_and_partitions_change_nothing(spark: SparkSession, pages: DataFrame, table: pa.Table) -> None:
    large = "spark.sql.execution.arrow.useLargeVarTypes"
    before = {key: spark.conf.get(key) for key in (tinsach.spark.ROWS_KEY, large)}
    try:
        for size, parts, is_large in [("3", 1, "false"), ("1000", 3, "true")]:
            spark.conf.set(tinsach.spark.ROWS_KEY, size)
            spark.conf.set(large, is_large)
            assert rows(tinsach.spark.clean(pages.repartition(parts), **ALL)) == engines.expected(table), (size, parts)
    finally:
        for key, value in before.items():
            spark.conf.set(key, value)


def test_the_schema_is_known_before_anything_runs(spark: SparkSession, pages: DataFrame) -> None:
    cleaned = tinsach.spark.clean(pages, blocks=True)
    assert cleaned.schema == tinsach.spark.schema(pages, blocks=True)
    assert cleaned.schema.fields[0] == pages.schema["id"]
    assert T.StructType(cleaned.schema.fields[1:]) == tinsach.spark.schema(blocks=True)
    assert [field.name for field in tinsach.spark.schema().fields] == tinsach.schema().names
    assert spark.createDataFrame([], tinsach.spark.schema()).count() == 0


def test_nothing_runs_before_an_action(spark: SparkSession, pages: DataFrame) -> None:
    jobs = spark.sparkContext.statusTracker().getJobIdsForGroup(None)
    tinsach.spark.clean(pages.where(F.assert_true(F.lit(False)).isNull()), **ALL)
    assert spark.sparkContext.statusTracker().getJobIdsForGroup(None) == jobs


def test_only_the_columns_that_are_needed_are_read(spark: SparkSession, parquet: str) -> None:
    cleaned = tinsach.spark.clean(spark.read.parquet(parquet), content_type="content_type", keep=["id"])
    plan = cleaned._jdf.queryExecution().executedPlan().toString()
    read = plan[plan.index("ReadSchema") :].split("\n")[0]
    assert all(name in read for name in ["id:", "url:", "html:", "content_type:"]), read
    assert "headers" not in read
    assert "fetched" not in read


def test_kept_columns_have_their_types_and_may_be_renamed(spark: SparkSession) -> None:
    df = spark.sql(
        "select 7 as id, '<p>x' as html, 'https://a.example/' as url, 1.50 as `odd.name`, timestamp'2026-03-01 09:00:00' as t, "
        "named_struct('a', array(1, 2)) as s, map('k', date'2026-03-01') as m"
    )
    keep = {"id": "number", "url": "page", "odd.name": "odd.name", "t": "t", "s": "s", "m": "m"}
    cleaned = tinsach.spark.clean(df, keep=keep)
    assert cleaned.columns[:6] == list(keep.values())
    assert cleaned.columns[6:] == tinsach.schema().names
    assert cleaned.select("number", "page", "`odd.name`", "t", "s", "m").collect() == df.drop("html").select(
        df.id.alias("number"), df.url.alias("page"), "`odd.name`", "t", "s", "m"
    ).collect()
    assert [field.dataType for field in cleaned.schema.fields[:6]] == [df.schema[name].dataType for name in keep]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"html": "page"}, "page"),
        ({"url": "address"}, "address"),
        ({"fetched": "day"}, "day"),
        ({"html": "url", "content_type": "parts"}, "parts"),
        ({"keep": ["nowhere"]}, "nowhere"),
        ({"keep": {"id": "title"}}, "title"),
    ],
)
def test_a_wrong_column_is_told_on_the_driver(pages: DataFrame, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(tinsach.ColumnError, match=told):
        tinsach.spark.clean(pages.withColumn("parts", F.array("url")), **arguments)


def test_two_columns_of_one_name_are_told(pages: DataFrame) -> None:
    with pytest.raises(tinsach.ColumnError, match="more than one column is called 'html'"):
        tinsach.spark.clean(pages.select("id", "html", F.lit("").alias("html")))


def test_rules_travel_as_text(pages: DataFrame, rules: pathlib.Path) -> None:
    cleaned = tinsach.spark.clean(pages, rules=rules, **ALL).where("id = 'old'")
    shutil.rmtree(rules)
    row = cleaned.first()
    assert row is not None
    assert row.rule == "example.vn"


def test_a_worker_that_dies_changes_nothing(pages: DataFrame, table: pa.Table) -> None:
    def dies(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        task = TaskContext.get()
        for number, batch in enumerate(batches):
            yield batch
            if task is not None and task.attemptNumber() == 0 and task.partitionId() < 2 and number == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    frail = pages.mapInArrow(dies, pages.schema)
    assert rows(tinsach.spark.clean(frail, **ALL)) == engines.expected(table)


@pytest.mark.parametrize(
    ("records", "size", "warned"),
    [("10000", "64m", False), ("10000", "2147483647", True), ("0", "2147483647", True), ("256", "2147483647", False), ("-1", "1g", True)],
)
def test_dangerous_batches_are_told_and_left_alone(spark: SparkSession, pages: DataFrame, records: str, size: str, warned: bool) -> None:
    keys = {tinsach.spark.ROWS_KEY: records, tinsach.spark.BYTES_KEY: size}
    before = {tinsach.spark.ROWS_KEY: spark.conf.get(tinsach.spark.ROWS_KEY)}
    try:
        for key, value in keys.items():
            spark.conf.set(key, value)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            tinsach.spark.clean(pages)
        told = [warning for warning in caught if tinsach.spark.ROWS_KEY in str(warning.message)]
        assert len(told) == warned
        assert all(warning.filename == __file__ for warning in told)
        assert {key: spark.conf.get(key) for key in keys} == keys
    finally:
        spark.conf.unset(tinsach.spark.BYTES_KEY)
        spark.conf.set(tinsach.spark.ROWS_KEY, before[tinsach.spark.ROWS_KEY])


def test_the_example_runs(tmp_path: pathlib.Path) -> None:
    pages, articles = str(tmp_path / "pages.parquet"), str(tmp_path / "articles")
    example = [sys.executable, str(engines.EXAMPLES / "spark_job.py"), pages, articles, "--fetched", "fetched", "--partitions", "2"]
    subprocess.run([sys.executable, str(engines.EXAMPLES / "pages.py"), pages, "--rows", "170"], check=True)
    told = subprocess.run(example, env=engines.ENVIRONMENT, stdout=subprocess.PIPE, check=True, text=True).stdout
    found = pq.read_table(articles)
    assert sorted(found["id"].to_pylist()) == [f"{n:08}" for n in range(170)]
    assert f"article: {found['status'].to_pylist().count('article')}\n" in told
