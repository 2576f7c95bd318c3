"""The stand-in for trafilatura beside trafilatura: same keywords, types, keys and ``None``; the texts are not compared."""

from __future__ import annotations

import csv
import inspect
import io
import itertools
import json
import re
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import tinsach
from tinsach.compat import trafilatura as ours

FIXTURES = Path(__file__).parents[2] / "fixtures"
URL = "https://bao.example/cho-noi-123.html"
# An English and a Vietnamese article, one with comments, one with tables, lists, code and links.
PAGES = ["lang/en-article", "lang/vi-article", "odd/comments-signed", "odd/rich-body"]
FORMATS = ["txt", "markdown", "json", "csv", "html"]
PAGE = """<html lang="en"><head><meta http-equiv="content-language" content="en"><title>The jetty is mended</title><meta name="author" content="Ansel Brook; Tamsin Pell">
<meta property="article:published_time" content="2026-10-02T08:30:00+07:00">
<meta property="article:modified_time" content="2026-10-05T10:00:00+07:00">
<link rel="canonical" href="https://www.salt.example/jetty-7"></head><body><article><h1>The jetty is mended</h1>
<p>The work on the <a href="/jetty">old jetty</a> of the <a href="/salt">salt works</a> began on a Friday, as the schoolmaster had asked, and nobody was in the way.</p>
<h2>What it took</h2>
<p>Nine people and one bicycle carried the <b>planks</b> from the net loft to the shore, where the captain counted them on her slate.</p>
<figure><img src="https://www.salt.example/jetty.jpg" alt="planks"><figcaption>The planks on the shore.</figcaption></figure>
<table><tr><th>Plank</th><th>Length</th></tr><tr><td>oak</td><td>three yards</td></tr><tr><td>larch</td><td>two yards</td></tr></table>
<p class="odd">The bicycle was left behind in the end, since there was no more use for it, and it is still leaning on the loft today.</p>
<p>The county has sent a letter of thanks that was read out twice, because nobody had listened to it properly the first time.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def theirs() -> ModuleType:
    """The package itself."""
    module = pytest.importorskip(
        "trafilatura", reason="trafilatura is not installed, or not usable", exc_type=ImportError
    )
    assert isinstance(module, ModuleType)
    return module


def fixture(name: str) -> str:
    return (FIXTURES / name / "page.html").read_text(encoding="utf-8")


def options() -> list[dict[str, Any]]:
    """All formats with and without metadata and formatting, and each other switch the other way round."""
    combinations = [
        {"output_format": form, "with_metadata": metadata, "include_formatting": formatting}
        for form, metadata, formatting in itertools.product(FORMATS, (False, True), (None, False, True))
    ]
    switches: list[dict[str, Any]] = [
        {"include_comments": False},
        {"include_tables": False},
        {"include_images": True},
        {"include_links": True},
        {"include_links": True, "include_images": True, "include_formatting": True},
        {"fast": True},
        {"favor_precision": True},
        {"favor_recall": True},
        {"record_id": "7", "with_metadata": True},
        {"prune_xpath": ["//aside", "//figure"]},
        {"url_blacklist": {"https://other.example/"}},
        {"author_blacklist": {"Nobody"}},
        {"date_extraction_params": {"original_date": True, "extensive_search": False, "outputformat": "%d/%m/%Y"}},
    ]
    return combinations + [{"output_format": form, **switch} for form in FORMATS for switch in switches]


def json_types(text: str) -> dict[str, type]:
    return {key: type(value) for key, value in json.loads(text).items()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", PAGES)
def test_same_kind_of_result_for_all_keywords(theirs: ModuleType, name: str) -> None:
    page = fixture(name)
    for keywords in options():
        here, there = ours.extract(page, URL, **keywords), theirs.extract(page, URL, **keywords)
        assert type(here) is type(there) is str, keywords
        assert (here != "") is (there != ""), keywords
        if keywords["output_format"] == "json":
            assert list(json_types(here)) == list(json_types(there)), keywords
            for key, kind in json_types(here).items():
                assert kind in (json_types(there)[key], type(None), str), (key, keywords)
        elif keywords["output_format"] == "csv":
            row, other = (list(csv.reader(io.StringIO(text), delimiter="\t")) for text in (here, there))
            assert len(row) == len(other) == 1 and len(row[0]) == len(other[0]), keywords
            assert "" not in row[0]
        elif keywords["output_format"] == "html":
            assert re.findall(r"</?(?:html|head|body)>", here) == re.findall(r"</?(?:html|head|body)>", there), keywords
            named = re.findall(r'<meta name="([a-z]+)" content="', here)
            assert bool(named) is bool(re.search("<meta", there)) and len(named) == len(set(named)), keywords
        else:
            assert here.startswith("---\n") is there.startswith("---\n"), keywords


@pytest.mark.parametrize("with_metadata", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_bare_extraction_has_the_same_attributes(theirs: ModuleType, name: str, with_metadata: bool) -> None:
    here = ours.bare_extraction(fixture(name), URL, with_metadata=with_metadata)
    there = theirs.bare_extraction(fixture(name), URL, with_metadata=with_metadata)
    assert isinstance(here, ours.Document)
    assert list(here.as_dict()) == list(there.as_dict())
    for key, value in here.as_dict().items():
        if value is None or there.as_dict()[key] is None:
            continue
        assert type(value) is type(there.as_dict()[key]), key
    assert here.text and here.raw_text and isinstance(here.comments, str)
    assert (here.title is None) is (there.title is None)
    with pytest.deprecated_call():
        assert (
            ours.bare_extraction(fixture(name), URL, as_dict=True) == ours.bare_extraction(fixture(name), URL).as_dict()
        )  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["extract", "bare_extraction", "extract_with_metadata", "extract_metadata"])
def test_same_signature(theirs: ModuleType, name: str) -> None:
    here = inspect.signature(getattr(ours, name)).parameters.values()
    there = inspect.signature(getattr(theirs, name)).parameters.values()
    assert [(p.name, p.kind) for p in here] == [(p.name, p.kind) for p in there]
    # trafilatura's configuration is not there to be the default.
    defaults = {p.name: None if p.name == "config" else p.default for p in there}
    assert {p.name: p.default for p in here} == defaults


@pytest.mark.parametrize("content", [None, 7, "", b"", "   ", ["<p>"], SimpleNamespace(data=None)])
def test_what_is_no_page_is_none(theirs: ModuleType, content: Any) -> None:
    assert ours.extract(content) is theirs.extract(content) is None
    assert ours.bare_extraction(content) is None


@pytest.mark.parametrize(
    "keywords",
    [
        {"target_language": "de"},
        {"only_with_metadata": True, "filecontent": "undated"},
        {"url_blacklist": {"https://www.salt.example/jetty-7"}},
    ],
)
def test_pages_that_are_left_out(theirs: ModuleType, keywords: dict[str, Any]) -> None:
    undated = re.sub(r"<meta property[^>]*>", "", PAGE)
    page = undated if keywords.pop("filecontent", None) else PAGE
    for output_format in FORMATS:
        assert ours.extract(page, output_format=output_format, **keywords) is None
        assert theirs.extract(page, output_format=output_format, **keywords) is None
    assert ours.extract(PAGE, target_language="en", only_with_metadata=True, url_blacklist={URL}) is not None


def test_metadata_say_the_same(theirs: ModuleType) -> None:
    here, there = (
        json.loads(module.extract(PAGE, output_format="json", with_metadata=True, record_id="7"))
        for module in (ours, theirs)
    )
    for key in ("title", "author", "date", "source", "id", "categories", "tags"):
        assert here[key] == there[key], key
    assert here["hostname"] == "salt.example"
    here, there = (module.extract_metadata(PAGE, author_blacklist={"ansel brook"}) for module in (ours, theirs))
    assert here.author == there.author == "Tamsin Pell"
    assert here.text is None and here.title == "The jetty is mended"


def test_what_needs_no_trafilatura() -> None:
    text = ours.extract(PAGE)
    assert text is not None
    assert text == tinsach.extract(PAGE).text  # type: ignore[union-attr]
    assert "oak\tthree yards" in text
    assert "oak" not in (ours.extract(PAGE, include_tables=False) or "")
    assert "bicycle was left" not in (ours.extract(PAGE, prune_xpath="//p[@class='odd']") or "bicycle was left")
    linked = "The work on the [old jetty](https://www.salt.example/jetty) of the [salt works](https://www.salt.example/salt) began"
    assert (ours.extract(PAGE, include_links=True) or "").startswith(linked)
    lines = (ours.extract(PAGE, include_images=True) or "").split("\n")
    assert lines[lines.index("![planks](https://www.salt.example/jetty.jpg)") + 1] == "Plank\tLength"


def test_formatting_is_markdown() -> None:
    formatted = ours.extract(PAGE, include_formatting=True)
    assert formatted == ours.extract(PAGE, output_format="markdown")
    assert formatted is not None and "## What it took" in formatted and "**planks**" in formatted
    assert "The jetty is mended" not in formatted, "the headline is metadata"
    assert ours.extract(PAGE, output_format="markdown", include_formatting=False) == ours.extract(PAGE)
    assert ours.extract(PAGE, output_format="json", include_formatting=True) == ours.extract(PAGE, output_format="json")
    html = ours.extract(PAGE, output_format="html", include_formatting=True) or ""
    assert "<strong>planks</strong>" in html and "<strong>" not in (
        ours.extract(PAGE, output_format="html") or "<strong>"
    )


def test_header_is_yaml() -> None:
    text = ours.extract(PAGE.replace("The jetty is mended", "No: “jetty” #1"), with_metadata=True, record_id="7") or ""
    header = text.split("---\n")[1]
    assert 'title: "No: “jetty” #1"\n' in header
    assert 'date: "2026-10-02"\n' in header and 'id: "7"\n' in header
    assert 'title: "No"\n' in (ours.extract(PAGE.replace("The jetty is mended", "No"), with_metadata=True) or "")
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    assert yaml.safe_load(header)["title"] == "No: “jetty” #1"
    assert yaml.safe_load(header)["author"] == "Ansel Brook; Tamsin Pell"


def test_comments_are_apart_and_sentences_only() -> None:
    page = fixture("odd/comments-signed")
    document = ours.bare_extraction(page)
    assert isinstance(document, ours.Document) and document.comments and document.text
    assert "The slate is real." in document.comments and "The slate is real." not in document.text
    assert "7:05 pm" not in document.comments
    with_form = ours.bare_extraction(
        page.replace("Green, yes, with a basket for eels.", "Your email will not be shown.")
    )
    assert isinstance(with_form, ours.Document) and with_form.comments
    assert "The slate is real." in with_form.comments and "email" not in with_form.comments
    assert (ours.extract(page) or "").endswith(document.comments)
    assert ours.extract(page, include_comments=False) == document.text
    assert json.loads(ours.extract(page, output_format="json", include_comments=False) or "")["comments"] == ""


def test_comments_in_markdown_are_paragraphs() -> None:
    page = fixture("odd/comments-signed").replace("The slate is real.", "The *slate* &lt;b> is real.")
    paragraphs = (ours.extract(page, output_format="markdown") or "").split("\n\n")
    assert r"The \*slate\* \<b\> is real. I have seen it, and the handwriting is as described." in paragraphs


def test_document_with_string() -> None:
    for form in FORMATS:
        document = ours.extract_with_metadata(PAGE, URL, "7", output_format=form)
        assert document is not None and document.title == "The jetty is mended" and document.id == "7"
        assert document.text == ours.extract(PAGE, URL, "7", output_format=form, with_metadata=True)


def test_dates() -> None:
    def date(**params: Any) -> str | None:
        return ours.extract_metadata(PAGE, date_config=params).date

    assert date() == "2026-10-02"
    assert date(original_date=False) == "2026-10-05"
    assert date(outputformat="%d/%m/%Y %H:%M") == "02/10/2026 08:30"


def test_pruning_keeps_the_encoding() -> None:
    pytest.importorskip("lxml.html", reason="lxml is not installed")
    vietnamese = PAGE.replace("the schoolmaster had asked", "thầy giáo đã hẹn").replace("schoolmaster", "thầy")
    for page in (vietnamese, vietnamese.encode(), vietnamese.encode("utf-16")):
        assert "thầy giáo đã hẹn" in (ours.extract(page, prune_xpath="//table") or "")
    response = SimpleNamespace(
        data="<p>Жители вышли на берег реки.</p>".encode("koi8-r") * 5,
        headers={"content-type": "text/html; charset=KOI8-R"},
    )
    assert "Жители вышли" in (ours.extract(response, prune_xpath="//table") or "")
    response.headers = {"content-type": "text/html; charset=no-such"}
    assert isinstance(ours.extract(response, prune_xpath="//table"), str)
    for nothing in ("", " ", "<!-- -->", b"\xff", "\0"):
        assert ours.extract(nothing, prune_xpath="//table") is None


def test_kinds_of_input() -> None:
    expected = ours.extract(PAGE)
    assert ours.extract(PAGE.encode("utf-16")) == expected
    old = PAGE.replace("Ansel", "Andr\u00e9").encode("iso-8859-2")
    response = SimpleNamespace(data=old, headers={"Content-Type": "text/html; charset=iso-8859-2"}, url=URL)
    assert ours.extract(response) == expected
    assert ours.bare_extraction(response, with_metadata=True).author == "Andr\u00e9 Brook; Tamsin Pell"  # type: ignore[union-attr]
    assert ours.bare_extraction(response, with_metadata=True).article.encoding == "ISO-8859-2"  # type: ignore[union-attr]
    assert ours.bare_extraction(response, with_metadata=True).article.url == URL  # type: ignore[union-attr]
    lxml_html = pytest.importorskip("lxml.html", reason="lxml is not installed")
    tree = lxml_html.document_fromstring(PAGE)
    before = lxml_html.tostring(tree)
    assert ours.extract(tree) == ours.extract(tree.getroottree()) == expected
    ours.extract(tree, prune_xpath="//p")
    assert lxml_html.tostring(tree) == before, "the tree of the caller stays as it was"


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("tei_validation", True),
        ("deduplicate", True),
        ("max_tree_size", 100),
        ("settingsfile", "settings.cfg"),
        ("config", object()),
        ("options", object()),
        ("output_format", "xml"),
        ("output_format", "xmltei"),
        ("output_format", "python"),
        ("output_format", "pdf"),
        ("date_extraction_params", {"max_date": "2020-01-01"}),
    ],
)
def test_what_has_no_meaning_is_refused(keyword: str, value: Any) -> None:
    with pytest.raises(tinsach.OptionError, match=keyword) as raised:
        ours.extract(PAGE, **{keyword: value})
    assert isinstance(raised.value, ValueError)
    assert len(str(raised.value)) > 40, "says why, and what to do"


def test_limits_of_ones_own() -> None:
    assert ours.extract(PAGE, options=tinsach.Options(max_bytes=100)) is None
    limited = tinsach.Options(labels={"subheading": False})
    text = ours.extract(PAGE, options=limited, include_tables=False) or "What it took"
    assert "What it took" not in text and "oak" not in text


def test_every_keyword_is_in_the_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    section = guide.split("## Coming from trafilatura")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    functions = (ours.extract, ours.bare_extraction, ours.extract_metadata)
    assert named == {name for function in functions for name in inspect.signature(function).parameters}
