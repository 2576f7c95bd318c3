#!/usr/bin/env python3
"""Cleans Parquet files of pages with Spark, and writes the articles as Parquet.

  python examples/pages.py pages.parquet
  python examples/spark_job.py pages.parquet articles/
  spark-submit --master yarn --archives tinsach.zip#tinsach --conf spark.executorEnv.PYTHONPATH=./tinsach \\
      examples/spark_job.py hdfs:///crawl/ hdfs:///articles/

The output is written by Spark's committer: a folder with _SUCCESS in it is whole, and holds every page once, whatever failed on the
way. docs/scale.md says how such a job is laid out.
"""

from __future__ import annotations

import argparse

import tinsach.spark
from pyspark.sql import SparkSession


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a Parquet file or a folder of them")
    parser.add_argument("output", help="the folder to write; must not exist")
    parser.add_argument("--html", default="html", help="the column with the pages (html)")
    parser.add_argument("--url", default="url", help="the column with their addresses (url)")
    parser.add_argument("--fetched", help="the column with the times of fetching")
    parser.add_argument("--content-type", help="the column with the headers Content-Type")
    parser.add_argument("--keep", nargs="*", help="columns carried through (id)")
    parser.add_argument("--rules", help="a folder with rules of your own")
    parser.add_argument("--partitions", type=int, help="as many tasks; else as many as Spark makes of the files")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    # The master, memory and the rest are spark-submit's. 256 pages are some 50 MB: so many the JVM reads at a time of a Parquet file,
    # whatever the size of its row groups, and so many Python gets.
    builder = SparkSession.builder.appName("tinsach")
    builder = builder.config("spark.sql.parquet.columnarReaderBatchSize", 256)
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 256).getOrCreate()
    pages = spark.read.parquet(args.input)
    if args.partitions:
        pages = pages.repartition(args.partitions)
    articles = tinsach.spark.clean(
        pages,
        args.html,
        args.url,
        fetched=args.fetched,
        content_type=args.content_type,
        keep=args.keep,
        rules=args.rules,
    )
    articles.write.parquet(args.output)
    # Counted in what was written: counting `articles` would clean everything once more.
    written = spark.read.parquet(args.output)
    for row in written.groupBy("status", "reason").count().orderBy("status", "reason").collect():
        print(f"{row.status}{f' ({row.reason})' if row.reason else ''}: {row['count']}")
    spark.stop()


if __name__ == "__main__":
    main()
