#!/usr/bin/env python3
"""Makes a Parquet file of pages to try the other examples on: the pages of fixtures/, again and again, each time with another id.

  python examples/pages.py pages.parquet --rows 2000

Columns: id, url, html (bytes, as a crawler stores them), fetched, content_type. Needs pyarrow.
"""

from __future__ import annotations

import argparse
import pathlib
import re

import pyarrow as pa
import pyarrow.parquet as pq

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("url", pa.string()),
        ("html", pa.binary()),
        ("fetched", pa.string()),
        ("content_type", pa.string()),
    ]
)


def known(page: pathlib.Path, field: str) -> str | None:
    """What page.toml, beside a page, says of it. Its values stand on one line each, so no TOML parser is needed."""
    found = re.search(rf'^{field} = "?([^"\n]+?)"?\s*$', page.with_name("page.toml").read_text(encoding="utf8"), re.M)
    return found[1] if found else None


def pages() -> list[dict[str, object]]:
    """The pages of fixtures/, in the order of their names."""
    return [
        {
            "id": page.parent.relative_to(FIXTURES).as_posix(),
            "url": known(page, "url"),
            "html": page.read_bytes(),
            "fetched": known(page, "fetched"),
            "content_type": None,
        }
        for page in sorted(FIXTURES.rglob("page.html"))
    ]


def table(rows: int) -> pa.Table:
    """So many pages, with ids of their own."""
    found = pages()
    return pa.Table.from_pylist([{**found[n % len(found)], "id": f"{n:08}"} for n in range(rows)], schema=SCHEMA)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", help="the Parquet file to write")
    parser.add_argument("--rows", type=int, default=2000)
    args = parser.parse_args()
    # A row group is what one task reads: some hundred pages, a few megabytes.
    pq.write_table(table(args.rows), args.output, row_group_size=256)
    print(f"{args.rows} pages in {args.output}")


if __name__ == "__main__":
    main()
