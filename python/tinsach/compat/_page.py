"""What trafilatura accepts as a page, as content with an address.

Knows lxml trees and responses by their attributes; lxml is imported only by who has one, or asks for XPath.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tinsach import MissingPackage

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """The content of a page with what its response says of it."""

    content: str | bytes
    url: str | None = None
    content_type: str | None = None


def page_of(filecontent: Any) -> Page | None:
    """Return the page that a string, bytes, an lxml tree or a response with ``.data`` is, ``None`` for what is none."""
    if isinstance(filecontent, (str, bytes)):
        return Page(filecontent)
    if hasattr(filecontent, "getroot"):
        filecontent = filecontent.getroot()
    if hasattr(filecontent, "tag") and hasattr(filecontent, "iterancestors"):
        from lxml.html import tostring

        return Page(str(tostring(filecontent, encoding="unicode")))
    data = getattr(filecontent, "data", None)
    if not isinstance(data, (str, bytes)):
        return None
    headers = getattr(filecontent, "headers", None) or {}
    named = {str(name).lower(): str(value) for name, value in headers.items()}
    # urllib3 gives the path only where a connection pool knows the host.
    url = getattr(filecontent, "url", None)
    return Page(data, url if isinstance(url, str) and host_of(url) else None, named.get("content-type"))


def without(xpaths: str | list[str], page: Page) -> str:
    """Return the content of ``page`` without the elements that ``xpaths`` name."""
    try:
        from lxml.etree import ParserError
        from lxml.html import HTMLParser, document_fromstring, tostring
    except ImportError as error:
        raise MissingPackage("prune_xpath needs lxml: pip install lxml") from error
    content, encoding = _bytes_of(page)
    try:
        parser = HTMLParser(encoding=encoding)
    except LookupError:
        # A header may say anything.
        parser = HTMLParser()
    try:
        tree = document_fromstring(content, parser=parser)
    except ParserError:
        # Nothing in it that is an element.
        return ""
    for xpath in [xpaths] if isinstance(xpaths, str) else xpaths:
        for element in tree.xpath(xpath):
            # The root has nothing around it that would be left, and text and attributes are no elements.
            if hasattr(element, "drop_tree") and element.getparent() is not None:
                element.drop_tree()
    return str(tostring(tree, encoding="unicode"))


def _bytes_of(page: Page) -> tuple[bytes, str | None]:
    """Return the content as bytes with their encoding, ``None`` for what the page declares itself.

    lxml refuses strings that declare an encoding, and takes bytes that declare none for ISO-8859-1.
    """
    if isinstance(page.content, str):
        return page.content.encode("utf-8", "replace"), "utf-8"
    try:
        page.content.decode()
    except UnicodeDecodeError:
        said = _CHARSET.search(page.content_type or "")
        return page.content, said[1] if said else None
    return page.content, "utf-8"


def host_of(url: str | None) -> str | None:
    """Return the host of an address without ``www.``, ``None`` where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def type_name(value: object) -> str:
    """Return the name of the type of ``value`` with its module, for messages."""
    return f"{type(value).__module__}.{type(value).__qualname__}"
