#!/usr/bin/env python3
"""Cleans Parquet files of pages with Ray Data, and writes the articles as Parquet.

  python examples/pages.py pages.parquet
  python examples/ray_job.py pages.parquet articles/

On a cluster, as a job: ray job submit --runtime-env-json '{"pip": ["tinsach[ray]"]}' -- python examples/ray_job.py s3://… s3://…
docs/scale.md says how such a job is laid out.
"""

from __future__ import annotations

import argparse
import collections
from typing import cast

import pyarrow as pa
import ray
import tinsach.ray
from ray.data import SaveMode


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a Parquet file or a folder of them")
    parser.add_argument("output", help="the folder to write")
    parser.add_argument("--html", default="html", help="the column with the pages (html)")
    parser.add_argument("--url", default="url", help="the column with their addresses (url)")
    parser.add_argument("--fetched", help="the column with the times of fetching")
    parser.add_argument("--content-type", help="the column with the headers Content-Type")
    parser.add_argument("--keep", nargs="*", help="columns carried through (id)")
    parser.add_argument("--rules", help="a folder with rules of your own")
    parser.add_argument("--cpus", type=int, help="of this machine, when no cluster is there; else all")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    # RAY_ADDRESS, or the cluster that `ray job submit` sends this to, go before; without them Ray is started here.
    ray.init(num_cpus=args.cpus, ignore_reinit_error=True)
    articles = tinsach.ray.clean(
        ray.data.read_parquet(args.input),
        args.html,
        args.url,
        fetched=args.fetched,
        content_type=args.content_type,
        keep=args.keep,
        rules=args.rules,
    )
    # Refuses a folder that has something in it: Ray adds to what is there, and a second run would double it.
    articles.write_parquet(args.output, mode=SaveMode.ERROR)
    # Counted in what was written: counting `articles` would clean everything once more.
    written = ray.data.read_parquet(args.output, columns=["status", "reason"])
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for batch in written.iter_batches(batch_format="pyarrow", batch_size=None):
        counts.update((row["status"], row["reason"] or "") for row in cast(pa.Table, batch).to_pylist())
    for (status, reason), count in sorted(counts.items()):
        print(f"{status}{f' ({reason})' if reason else ''}: {count}")
    ray.shutdown()


if __name__ == "__main__":
    main()
