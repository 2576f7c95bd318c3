"""What the trafilatura stand-in returns, and the strings it makes of it.

Knows the shape of trafilatura's results (names of keys, their types, the layout of each output format) and tinsach's
``Article``. Knows nothing of keywords: :mod:`tinsach.compat.trafilatura` says what is asked for.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tinsach import Article

# Shown before the text in ``txt`` and ``markdown`` with metadata, in this order.
_HEADER = (
    "title",
    "author",
    "url",
    "hostname",
    "description",
    "sitename",
    "date",
    "categories",
    "tags",
    "fingerprint",
    "id",
    "license",
)
# The ``<meta>`` elements of ``html`` with metadata, in this order.
_META = (
    "sitename", "title", "author", "date", "url", "hostname", "description", "categories", "tags", "license", "id",
    "fingerprint", "language",
)  # fmt: skip
# The columns of ``csv``.
_COLUMNS = ("url", "id", "fingerprint", "hostname", "title", "image", "date", "text", "comments", "license", "pagetype")
# Fields that have another name in ``json``.
_JSON_NAMES = {"url": "source", "sitename": "source-hostname", "description": "excerpt"}
# A value that YAML reads as this very string without quotes: letters and digits of any script, single blanks inside.
_PLAIN_YAML = re.compile(r"[^\W\d_][\w ]*\w|[^\W\d_]")
# What Markdown could take for mark-up in running text.
_MARKS = re.compile(r"[\\`*_\[\]<>#~|]")
_YAML_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})


@dataclass(slots=True)
class Document:
    """An extracted page with the attributes of trafilatura's ``Document``.

    ``body`` and ``commentsbody`` are always ``None``: there is no lxml tree. The blocks of the article, with labels and
    links, are in :attr:`article`.
    """

    title: str | None = None
    author: str | None = None
    url: str | None = None
    hostname: str | None = None
    description: str | None = None
    sitename: str | None = None
    date: str | None = None
    categories: list[str] | None = None
    tags: list[str] | None = None
    fingerprint: str | None = None
    id: str | None = None
    license: str | None = None
    body: None = None
    comments: str | None = None
    commentsbody: None = None
    raw_text: str | None = None
    text: str | None = None
    language: str | None = None
    image: str | None = None
    pagetype: str | None = None
    filedate: str | None = None
    article: Article | None = dataclasses.field(default=None, repr=False, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """Return the attributes that trafilatura's ``Document`` has as a dict, without :attr:`article`."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name != "article"}


def fingerprint(document: Document) -> str:
    """Return 16 hexadecimal digits that are equal for equal title and text.

    A hash and not a SimHash: near-duplicates do not get similar ones.
    """
    content = f"{document.title}\n{document.raw_text}".encode("utf-8", "replace")
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def plain_text(article: Article, *, links: bool, images: bool) -> str:
    """Return the text of ``article``; where asked, links are ``[text](address)`` and pictures ``![alt](address)``."""
    if not links and not images:
        return article.text
    record = article.to_dict(blocks=True, links=True)
    pictures: dict[int, list[str]] = {}
    for image in record["images"] if images else ():
        line = f"![{image.get('alt') or image.get('caption') or ''}]({image['src']})"
        pictures.setdefault(image.get("before", len(record["blocks"])), []).append(line)
    lines: list[str] = []
    for index, block in enumerate(record["blocks"]):
        lines += pictures.pop(index, [])
        lines.append(_linked(block) if links else block["text"])
    for rest in pictures.values():
        lines += rest
    return "\n".join(lines)


def _linked(block: dict[str, Any]) -> str:
    """Return the text of ``block`` with its links written out. Their places count code points, as Python does."""
    text: str = block["text"]
    # From the last one on, so that the places of the others stay what they are.
    for link in reversed(block.get("markup", {}).get("links", [])):
        start, end = link["start"], link["end"]
        text = f"{text[:start]}[{text[start:end]}]({link['href']}){text[end:]}"
    return text


def markdown_text(article: Article, *, links: bool, images: bool) -> str:
    """Return ``article`` as Markdown without its headline, which is metadata here and not text."""
    text = article.markdown(links=links, images=images, emphasis=True)
    if article.title and text.startswith("# "):
        text = text.partition("\n")[2]
    return text.strip()


def json_string(document: Document, *, with_metadata: bool) -> str:
    """Return ``document`` as trafilatura's ``json``: everything, or the text and the comments only."""
    if not with_metadata:
        return json.dumps({"text": document.text, "comments": document.comments or ""}, ensure_ascii=False)
    fields = document.as_dict()
    del fields["body"], fields["commentsbody"]
    fields["comments"] = document.comments or ""
    # The order of the keys is trafilatura's too: what has another name or type comes last.
    for name, key in _JSON_NAMES.items():
        fields[key] = fields.pop(name)
    for name in ("categories", "tags"):
        fields[name] = ";".join(fields.pop(name) or ())
    return json.dumps(fields, ensure_ascii=False)


def csv_string(document: Document) -> str:
    """Return ``document`` as one line of tab-separated cells, ``null`` where there is nothing."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerow([getattr(document, name) or "null" for name in _COLUMNS])
    return out.getvalue()


def html_string(document: Document, body: str, *, with_metadata: bool) -> str:
    """Return ``body``, the article as HTML, as a page, with the metadata as ``<meta>`` elements where asked."""
    metas = "".join(
        f'    <meta name="{name}" content="{html.escape(value)}"/>\n'
        for name, value in _named(document, _META)
        if with_metadata
    )
    head = f"  <head>\n{metas}  </head>\n" if with_metadata else ""
    return f"<html>\n{head}  <body>\n{body.strip()}\n  </body>\n</html>"


def text_string(document: Document, *, with_metadata: bool, marked: bool) -> str:
    """Return text and comments of ``document``, below a header in YAML where metadata are asked for.

    ``marked`` says that the text is Markdown: the comments are then paragraphs, and nothing in them is mark-up.
    """
    comments = document.comments or ""
    if marked:
        comments = _MARKS.sub(r"\\\g<0>", comments).replace("\n", "\n\n")
    text = ("\n\n" if marked else "\n").join(part for part in (document.text, comments) if part)
    if not with_metadata:
        return text
    header = "".join(f"{name}: {_yaml(getattr(document, name))}\n" for name in _HEADER if getattr(document, name))
    return f"---\n{header}---\n{text}"


def _named(document: Document, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        if value := getattr(document, name):
            yield name, value if isinstance(value, str) else ";".join(value)


def _yaml(value: str | list[str]) -> str:
    """Return ``value`` as YAML on one line. A JSON string or list is one."""
    if isinstance(value, str) and _PLAIN_YAML.fullmatch(value) and value.lower() not in _YAML_WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
