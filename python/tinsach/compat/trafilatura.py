"""``from tinsach.compat.trafilatura import extract``: trafilatura's functions with its keywords, done by tinsach.

For programs that call trafilatura 2.x and want to change one import. A keyword that means something here does what it
does there; one that cannot be honoured raises :class:`tinsach.OptionError`, which names it and what to do instead,
since a keyword that is silently without effect would be a wrong result. docs/python.md lists every keyword.

Follows trafilatura's documented interface and never imports it. How results are written is in ``_document``.
"""

from __future__ import annotations

import functools
import logging
import re
import warnings
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tinsach import Article, Extractor, OptionError, Options, RecordError
from tinsach.compat._document import (
    Document,
    csv_string,
    fingerprint,
    html_string,
    json_string,
    markdown_text,
    plain_text,
    text_string,
)
from tinsach.compat._page import host_of, page_of, type_name, without

__all__ = ["Document", "bare_extraction", "extract", "extract_metadata", "extract_with_metadata"]

LOGGER = logging.getLogger(__name__)
LOGGER.addHandler(logging.NullHandler())

_FORMATS = ("csv", "html", "json", "markdown", "txt")
_XML = (
    "is the tree of trafilatura's own element names, which tinsach does not build; take output_format='html', or the "
    "blocks with their labels: tinsach.extract(html, url).to_dict(blocks=True)"
)
# Keywords without a meaning here: why, and what to do instead.
_LIMITS = "limits are options=tinsach.Options(max_bytes=..., max_nodes=..., min_text=...)"
_REFUSED = {
    "tei_validation": "there is no TEI output to validate; take output_format='html' or 'json'",
    "deduplicate": (
        "tinsach keeps nothing between pages, so that a page gives the same text every time; for a dump there is "
        "tinsach.clean(inputs, output, dedup=...)"
    ),
    "max_tree_size": f"trafilatura 2.3 refuses it as well; {_LIMITS}",
    "settingsfile": f"trafilatura's settings are not tinsach's; {_LIMITS}",
    "config": f"trafilatura's settings are not tinsach's; {_LIMITS}",
}
# What is labelled a comment is the whole area of them. Names, hours and buttons ("2 giờ trước Thích Trả lời", "Ansel
# Brook October 3, 2026, 7:05 pm") have seven words at most and do not end as a sentence does.
_COMMENT_WORDS = 8
_SENTENCE_END = tuple('.!?…。！？"”»')
# The form below the comments speaks of itself ("Vui lòng nhập bình luận."), in sentences of up to so many words.
_FORM = re.compile(r"\b(e-?mail|comments?|bình luận|phản hồi|ý kiến của bạn|đăng nhập|vui lòng)\b", re.IGNORECASE)
_FORM_WORDS = 30


@dataclass(frozen=True)
class _Request:
    """The keywords of a call, under trafilatura's names."""

    url: str | None
    fast: bool
    favor_precision: bool
    favor_recall: bool
    include_comments: bool
    output_format: str
    target_language: str | None
    include_tables: bool
    include_images: bool
    include_formatting: bool | None
    include_links: bool
    deduplicate: object
    date_extraction_params: Mapping[str, Any] | None
    url_blacklist: Collection[str] | None
    author_blacklist: Collection[str] | None
    prune_xpath: str | list[str] | None
    config: object
    options: Options | None
    with_metadata: bool
    only_with_metadata: bool = False
    record_id: str | None = None
    no_fallback: bool = False
    tei_validation: bool = False
    max_tree_size: int | None = None
    settingsfile: str | None = None
    as_dict: bool = False

    def __post_init__(self) -> None:
        """Refuse what has no meaning here."""
        if self.output_format in ("xml", "xmltei"):
            raise OptionError(f"output_format={self.output_format!r} {_XML}")
        if self.output_format not in (*_FORMATS, "python"):
            raise OptionError(f"output_format={self.output_format!r} is not known; it is one of {', '.join(_FORMATS)}")
        for name, reason in _REFUSED.items():
            if getattr(self, name):
                raise OptionError(f"{name} has no meaning here: {reason}")
        if self.options is not None and not isinstance(self.options, Options):
            raise OptionError(f"options is a tinsach.Options here, not {type_name(self.options)}")
        for name in self.date_extraction_params or ():
            if name not in ("original_date", "outputformat", "extensive_search"):
                raise OptionError(
                    f"date_extraction_params[{name!r}] has no meaning here: original_date and outputformat are known; "
                    "all dates of the page are in tinsach.extract(html, url).published and .modified"
                )

    @property
    def formatting(self) -> bool:
        """Whether text is Markdown: as asked for, else for the format of that name."""
        return self.output_format == "markdown" if self.include_formatting is None else self.include_formatting

    @property
    def metadata(self) -> bool:
        """Whether metadata are looked for: asked for, or needed to judge the page."""
        return bool(self.with_metadata or self.only_with_metadata or self.url_blacklist or self.author_blacklist)


def extract(
    filecontent: Any,
    url: str | None = None,
    record_id: str | None = None,
    fast: bool = False,
    no_fallback: bool = False,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = True,
    output_format: str = "txt",
    tei_validation: bool = False,
    target_language: str | None = None,
    include_tables: bool = True,
    include_images: bool = False,
    include_formatting: bool | None = None,
    include_links: bool = False,
    deduplicate: object = False,
    date_extraction_params: Mapping[str, Any] | None = None,
    with_metadata: bool = False,
    only_with_metadata: bool = False,
    max_tree_size: int | None = None,
    url_blacklist: Collection[str] | None = None,
    author_blacklist: Collection[str] | None = None,
    settingsfile: str | None = None,
    prune_xpath: str | list[str] | None = None,
    config: object = None,
    options: Options | None = None,
) -> str | None:
    """Extract the article of a page as a string.

    Args:
        filecontent: the page: ``str``, ``bytes``, an lxml tree, or a response with ``.data``.
        url: the address of the page.
        record_id: goes into the metadata as ``id``.
        fast: no effect: there is one way, and no slower one to leave out. The same for ``no_fallback``.
        no_fallback: see ``fast``.
        favor_precision: no effect: each block is judged by itself. The same for ``favor_recall``.
        favor_recall: see ``favor_precision``.
        include_comments: add readers' comments behind the text.
        output_format: ``"txt"``, ``"markdown"``, ``"json"``, ``"csv"`` or ``"html"``.
        tei_validation: refused.
        target_language: ``None`` is returned for an article known to be in another language (ISO 639-1).
        include_tables: count tables as text.
        include_images: show pictures where they stand.
        include_formatting: text as Markdown; for ``html`` bold, italics and code.
        include_links: show links with their addresses.
        deduplicate: refused.
        date_extraction_params: ``original_date`` (false: date of the last change) and ``outputformat`` (as
            ``strftime``).
        with_metadata: add the metadata to the output.
        only_with_metadata: ``None`` is returned for a page without date, title or address.
        max_tree_size: refused.
        url_blacklist: ``None`` is returned for a page with one of these addresses.
        author_blacklist: authors to leave out.
        settingsfile: refused.
        prune_xpath: elements to take out of the page first; needs lxml.
        config: refused.
        options: a :class:`tinsach.Options`.

    Returns:
        The string, or ``None`` where there is no article or the page could not be read.

    Raises:
        tinsach.OptionError: a keyword has a value that has no meaning here.
    """
    # The first statement, since it takes the arguments as they are named above.
    keywords = locals()
    document = _string_document(keywords)
    return document.text if document is not None else None


def extract_with_metadata(
    filecontent: Any,
    url: str | None = None,
    record_id: str | None = None,
    fast: bool = False,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = True,
    output_format: str = "txt",
    tei_validation: bool = False,
    target_language: str | None = None,
    include_tables: bool = True,
    include_images: bool = False,
    include_formatting: bool | None = None,
    include_links: bool = False,
    deduplicate: object = False,
    date_extraction_params: Mapping[str, Any] | None = None,
    url_blacklist: Collection[str] | None = None,
    author_blacklist: Collection[str] | None = None,
    settingsfile: str | None = None,
    prune_xpath: str | list[str] | None = None,
    config: object = None,
    options: Options | None = None,
) -> Document | None:
    """Extract the article of a page as a document whose ``text`` is what :func:`extract` gives with metadata.

    Args:
        filecontent: the page, and all other arguments as in :func:`extract`.

    Returns:
        The document, or ``None`` where :func:`extract` gives ``None``.

    Raises:
        tinsach.OptionError: a keyword has a value that has no meaning here.
    """
    keywords = locals()
    return _string_document({**keywords, "with_metadata": True})


def bare_extraction(
    filecontent: Any,
    url: str | None = None,
    fast: bool = False,
    no_fallback: bool = False,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = True,
    output_format: str = "python",
    target_language: str | None = None,
    include_tables: bool = True,
    include_images: bool = False,
    include_formatting: bool | None = None,
    include_links: bool = False,
    deduplicate: object = False,
    date_extraction_params: Mapping[str, Any] | None = None,
    with_metadata: bool = False,
    only_with_metadata: bool = False,
    max_tree_size: int | None = None,
    url_blacklist: Collection[str] | None = None,
    author_blacklist: Collection[str] | None = None,
    as_dict: bool = False,
    prune_xpath: str | list[str] | None = None,
    config: object = None,
    options: Options | None = None,
) -> Document | dict[str, Any] | None:
    """Extract the article of a page as Python values.

    Args:
        filecontent: the page, and all other arguments as in :func:`extract`.
        with_metadata: fill in the metadata as well, as in trafilatura; without it there are text and comments only.
        as_dict: return ``Document.as_dict()``; deprecated in trafilatura as well.

    Returns:
        The document, or ``None`` where there is no article or the page could not be read.

    Raises:
        tinsach.OptionError: a keyword has a value that has no meaning here.
    """
    keywords = locals()
    request = _Request(**{name: value for name, value in keywords.items() if name != "filecontent"})
    if as_dict:
        warnings.warn('"as_dict" will be removed from trafilatura; use .as_dict()', DeprecationWarning, stacklevel=2)
    document = _document(filecontent, request)
    return document.as_dict() if as_dict and document is not None else document


def extract_metadata(
    filecontent: Any,
    default_url: str | None = None,
    date_config: Mapping[str, Any] | None = None,
    extensive: bool = True,
    author_blacklist: Collection[str] | None = None,
) -> Document:
    """Extract the metadata of the article of a page.

    Args:
        filecontent: the page, as in :func:`extract`.
        default_url: the address of the page.
        date_config: as ``date_extraction_params`` in :func:`extract`.
        extensive: no effect: dates are always looked for everywhere.
        author_blacklist: authors to leave out.

    Returns:
        A document without text, empty where the page has no article: home pages and sections have no metadata here.

    Raises:
        tinsach.OptionError: ``date_config`` has a key that has no meaning here.
    """
    document = bare_extraction(
        filecontent,
        default_url,
        include_comments=False,
        date_extraction_params=date_config,
        with_metadata=True,
        author_blacklist=author_blacklist,
    )
    if not isinstance(document, Document):
        return Document()
    document.text = document.raw_text = None
    return document


def _string_document(keywords: dict[str, Any]) -> Document | None:
    """Return the document of a call, its text in the format that was asked for."""
    filecontent = keywords.pop("filecontent")
    request = _Request(**keywords)
    if request.output_format == "python":
        raise OptionError("output_format='python' is for bare_extraction() only")
    document = _document(filecontent, request)
    if document is None or document.article is None:
        return None
    with_metadata = request.metadata
    if with_metadata or request.output_format not in ("txt", "markdown"):
        document.id, document.fingerprint = request.record_id, fingerprint(document)
    if request.output_format == "json":
        document.text = json_string(document, with_metadata=with_metadata)
    elif request.output_format == "csv":
        document.text = csv_string(document)
    elif request.output_format == "html":
        body = document.article.html(
            links=request.include_links, images=request.include_images, emphasis=request.formatting
        )
        document.text = html_string(document, body, with_metadata=with_metadata)
    else:
        document.text = text_string(document, with_metadata=with_metadata, marked=request.formatting)
    return document


def _document(filecontent: Any, request: _Request) -> Document | None:
    """Return the document of ``filecontent``, or ``None`` where trafilatura gives ``None``."""
    article, comments = _article(filecontent, request)
    if article is None:
        return None
    if request.target_language and article.language not in (None, request.target_language):
        LOGGER.info("discarding %s: language is %s", request.url, article.language)
        return None
    document = _with_metadata(article, request) if request.metadata else Document(article=article)
    if request.url_blacklist and document.url in request.url_blacklist:
        LOGGER.info("discarding %s: its address is in url_blacklist", document.url)
        return None
    if request.only_with_metadata and not (document.date and document.title and document.url):
        LOGGER.info("discarding %s: no date, title or address", request.url)
        return None
    document.raw_text = article.text
    # JSON has no Markdown in it, as in trafilatura.
    marked = request.formatting and request.output_format != "json"
    written = markdown_text if marked else plain_text
    document.text = written(article, links=request.include_links, images=request.include_images)
    document.comments = comments
    return document


def _article(filecontent: Any, request: _Request) -> tuple[Article | None, str | None]:
    """Return the article of ``filecontent`` and its readers' comments; no article with a log line that says why."""
    page = page_of(filecontent)
    if page is None:
        # As in trafilatura, whose callers pass on what a failed download gave.
        LOGGER.warning("discarding %s: %s is no page", request.url, type_name(filecontent))
        return None, None
    content = without(request.prune_xpath, page) if request.prune_xpath else page.content
    # trafilatura reads everything as HTML, and so does this.
    known: dict[str, Any] = {"url": request.url or page.url, "kind": "html", "content_type": page.content_type}
    comments = None
    try:
        article = _extractor(request, comments=request.include_comments).extract(content, **known)
        if article is not None and request.include_comments:
            comments = _comments(article)
            # Comments stand among the blocks now; most pages have none, and are done.
            if any(block.label == "comment" for block in article.blocks):
                article = _extractor(request, comments=False).extract(content, **known)
    except RecordError as error:
        LOGGER.warning("discarding %s: %s", request.url, error)
        return None, None
    if article is None:
        LOGGER.info("discarding %s: no article", request.url)
    return article, comments


def _extractor(request: _Request, *, comments: bool) -> Extractor:
    if request.options is None:
        return _default_extractor(request.include_tables, comments)
    labels = {**(request.options.labels or {}), "comment": comments}
    return Extractor(replace(request.options, labels=labels if request.include_tables else {**labels, "table": False}))


@functools.lru_cache(maxsize=4)
def _default_extractor(tables: bool, comments: bool) -> Extractor:
    # Made once, since these functions are called page by page; an Extractor is immutable and safe in threads.
    return Extractor(Options(labels={"comment": comments} if tables else {"comment": comments, "table": False}))


def _comments(article: Article) -> str:
    """Return what readers wrote, out of the blocks of ``article`` that are labelled comments, one block a line."""
    return "\n".join(block.text for block in article.blocks if block.label == "comment" and _is_written(block.text))


def _is_written(text: str) -> bool:
    """Whether a block of the comments is what a reader wrote, and not a name, a button or the form."""
    words = len(text.split())
    if words < _COMMENT_WORDS and not text.endswith(_SENTENCE_END):
        return False
    return words > _FORM_WORDS or _FORM.search(text) is None


def _with_metadata(article: Article, request: _Request) -> Document:
    refused = {author.casefold() for author in request.author_blacklist or ()}
    url = article.canonical or article.url
    host = host_of(url)
    return Document(
        title=article.title,
        author="; ".join(author for author in article.authors if author.casefold() not in refused) or None,
        url=url,
        hostname=host,
        description=article.description or article.lead,
        sitename=article.site_name or host,
        date=_date(article, request.date_extraction_params or {}),
        categories=[article.section] if article.section else [],
        tags=list(article.tags),
        language=article.language,
        image=article.images[0].src if article.images else None,
        article=article,
    )


def _date(article: Article, params: Mapping[str, Any]) -> str | None:
    """Return the date of ``article`` as trafilatura gives it: a day, unless another form is asked for."""
    value = article.published if params.get("original_date", True) else article.modified or article.published
    if value is None or "outputformat" not in params:
        return value and value[:10]
    return datetime.fromisoformat(value.replace("Z", "+00:00")).strftime(params["outputformat"])
