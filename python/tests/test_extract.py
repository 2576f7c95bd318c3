"""One page: articles, options, errors, threads, forks, pickles."""

from __future__ import annotations

import copy
import doctest
import multiprocessing
import pickle
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import tinsach
from conftest import PAGE, URL, Document


def test_an_article_has_its_fields() -> None:
    article = tinsach.extract(PAGE, URL)
    assert article is not None
    assert (article.title, article.url, article.language) == ("Cầu mới qua sông Trăng", URL, "vi")
    assert article.text.startswith("Cây cầu dài 120 mét nối hai bờ sông Trăng")
    assert article.text == "\n".join(block.text for block in article.blocks)
    assert {block.label for block in article.blocks} <= {"lead", "body"}
    assert article.trace is None and 0 <= article.confidence <= 1
    assert "Cầu mới qua sông Trăng" in repr(article)


def test_bytes_are_decoded_and_text_is_not() -> None:
    old = PAGE.replace("<head>", "<head><meta charset=windows-1258>")
    ascii_only = "<p>" + "Plain words of a page that nobody has to decode at all, twice and more. " * 3
    assert tinsach.extract(PAGE.encode()).encoding == "UTF-8"  # type: ignore[union-attr]
    assert tinsach.extract(PAGE).encoding is None  # type: ignore[union-attr]
    for buffer in (bytearray(PAGE.encode()), memoryview(PAGE.encode())):
        assert tinsach.extract(buffer) == tinsach.extract(PAGE.encode())
    latin = tinsach.extract(ascii_only.encode("utf-16"), content_type="text/html; charset=utf-16")
    assert latin is not None and latin.encoding == "UTF-16LE"
    assert tinsach.extract(old) is not None
    # Half a surrogate pair is in no encoding, but in many a str.
    assert tinsach.extract("\ud800" + PAGE) is not None


def test_no_article_is_none_and_the_trace_says_why() -> None:
    assert tinsach.extract("") is None
    trace = tinsach.Extractor().trace("")
    assert (trace.status, trace.reason, trace.blocks) == ("no_article", "empty", [])


def test_markdown_html_and_dict_show_what_is_asked_for() -> None:
    article = tinsach.extract(PAGE, URL)
    assert article is not None
    plain, linked = article.markdown(), article.markdown(links=True, emphasis=True)
    assert plain.startswith("# Cầu mới qua sông Trăng\n") and "](" not in plain and "**" not in plain
    assert "[sông Trăng](https://example.vn/song-trang)" in linked and "**đi đò**" in linked
    assert '<a href="https://example.vn/song-trang"' in article.html(links=True) and "<a " not in article.html()
    fields = article.to_dict()
    assert (fields["title"], fields["text"]) == (article.title, article.text) and "blocks" not in fields
    assert "markup" not in article.to_dict(blocks=True)["blocks"][0]
    links = article.to_dict(blocks=True, links=True)["blocks"][0]["markup"]["links"]
    [link] = article.blocks[0].links
    assert links == [{"start": link.start, "end": link.end, "href": link.href}]
    assert article.blocks[0].text[link.start : link.end] == "sông Trăng"
    assert [it.kind for it in article.blocks[1].emphasis] == ["strong"]


def test_an_article_can_be_compared_copied_and_pickled() -> None:
    article = tinsach.extract(PAGE, URL, trace=True)
    assert article is not None and article.trace is not None
    again = pickle.loads(pickle.dumps(article))
    assert again == article == copy.deepcopy(article) and again != tinsach.extract(PAGE) and again != "x"
    assert again.trace is None, "the trace is about a page that is not there any more"
    assert again.confidence == article.confidence and again.blocks[0].links == article.blocks[0].links


def test_a_trace_tells_of_every_block() -> None:
    article = tinsach.extract(PAGE, URL, trace=True)
    assert article is not None and article.trace is not None
    trace = article.trace
    assert "\n".join(it.text for it in trace.blocks if it.kept) == article.text
    dropped = [it for it in trace.blocks if not it.kept]
    assert dropped and all(it.rule and it.label for it in dropped)
    assert trace.to_dict()["blocks"][0]["label"] == trace.blocks[0].label
    assert "Trang chủ" in trace.text(width=200) and "<!doctype html>" in trace.html().lower()


def test_flattened_text_knows_its_lines() -> None:
    lines = "Trang chủ\n\nCầu mới qua sông Trăng\n\n" + "Cây cầu dài 120 mét nối hai bờ sông Trăng, thông xe sáng nay. " * 3
    article = tinsach.extract_text(lines, URL)
    assert article is not None and article.blocks[-1].lines == (5, 5)
    assert article == tinsach.extract(lines, URL, kind="text")


def test_options_and_limits() -> None:
    without = tinsach.extract(PAGE, labels={"body": False, "lead": False})
    assert without is None
    with pytest.raises(tinsach.TooLarge, match="limit is 10"):
        tinsach.extract(PAGE, max_bytes=10)
    with pytest.raises(tinsach.OverBudget):
        tinsach.extract(PAGE, max_work=10)
    with pytest.raises(tinsach.DeadlineExceeded):
        tinsach.extract(PAGE, deadline=1e-9)
    assert tinsach.extract(PAGE, min_text=100_000) is None
    tones = "<p>" + "Uỷ ban xã xoá bỏ quy định cũ về toà nhà, người dân đều hoà thuận, ai cũng khoẻ và vui vẻ. " * 2
    placed = tinsach.extract(tones, tones="classic")
    assert placed is not None and placed.text.startswith("Ủy ban xã xóa bỏ quy định cũ về tòa nhà")
    cut = tinsach.extract(PAGE, max_nodes=20)
    assert cut is None or cut.truncated
    for wrong in ({"max_byte": 1}, {"labels": {"nope": True}}, {"deadline": -1.0}, {"kind": "pdf"}, {"fetched": "soon"}, {"tones": "new"}):
        with pytest.raises(tinsach.OptionError):
            tinsach.extract(PAGE, **wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="str or bytes, not int"):
        tinsach.extract(7)  # type: ignore[arg-type]
    assert issubclass(tinsach.OptionError, ValueError) and issubclass(tinsach.TooLarge, tinsach.RecordError)


def test_the_time_of_fetching_resolves_relative_dates() -> None:
    page = PAGE.replace("<p>Cây", "<span class='time'>2 giờ trước</span><p>Cây")
    noon = datetime(2024, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=7)))
    told = [tinsach.extract(page, fetched=it) for it in (noon, noon.isoformat(), noon.timestamp())]
    assert told[0] == told[1] == told[2] and told[0] is not None
    naive = noon.astimezone(timezone.utc).replace(tzinfo=None)
    assert tinsach.extract(page, fetched=naive) == told[0]


def test_rules_of_ones_own_and_none(rules: Path) -> None:
    mine = tinsach.extract(PAGE, URL, rules=rules)
    assert mine is not None and (mine.rule, len(mine.blocks)) == ("example.vn", 2)
    assert tinsach.extract(PAGE, URL, rules="none").rule == "generic"  # type: ignore[union-attr]
    with pytest.raises(tinsach.RuleError, match="No such file"):
        tinsach.Extractor(rules="no/such/folder")
    (rules / "example.vn.toml").write_text("hosts = 7", "utf-8")
    with pytest.raises(tinsach.RuleError, match="line 1"):
        tinsach.Extractor(rules=rules)


def test_an_extractor_takes_its_rules_along(rules: Path) -> None:
    extractor = tinsach.Extractor(tinsach.Options(max_bytes=50_000), rules=rules)
    sent = pickle.dumps(extractor)
    (rules / "example.vn.toml").unlink()
    there = pickle.loads(sent)
    assert there.extract(PAGE, URL) == extractor.extract(PAGE, URL)
    assert there.extract(PAGE, URL).rule == "example.vn" and there.options == extractor.options
    assert repr(there) == "Extractor(max_bytes=50000, 1 own rule files)"
    assert pickle.loads(pickle.dumps(there)).extract(PAGE, URL).rule == "example.vn"
    none = pickle.loads(pickle.dumps(tinsach.Extractor(rules="none")))
    assert repr(none) == "Extractor(rules='none')"


def test_threads_share_an_extractor(pages: list[Document]) -> None:
    extractor = tinsach.Extractor()
    alone = [extractor.extract(it.html or "", it.url) for it in pages]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda it: extractor.extract(it.html or "", it.url), pages * 2))
    assert together == alone * 2


def _in_child(page: str) -> str | None:
    article = tinsach.extract(page, URL)
    table = tinsach.extract_batch({"html": [page] * 4}, threads=2)
    return article.title if article and table.num_rows == 4 else None


def test_it_works_after_a_fork() -> None:
    assert tinsach.extract_batch({"html": [PAGE]}, threads=2).num_rows == 1
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_in_child, [PAGE] * 4) == ["Cầu mới qua sông Trăng"] * 4


def test_a_panic_is_the_error_of_its_record_and_prints_nothing() -> None:
    code = "import tinsach._native as n; print(n.failing_page())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "which is a bug (as asked)" in done.stdout and done.stderr == ""


def test_the_interpreter_is_let_go_of() -> None:
    # While a thread is in the engine, another one runs Python: the engine is never held for as long as all of it takes.
    large = PAGE.replace("</article>", "<p>Một đoạn văn nữa của bài báo về cây cầu.</p>" * 20_000 + "</article>")
    done, turns = threading.Event(), 0
    worker = threading.Thread(target=lambda: (tinsach.extract(large), done.set()))
    worker.start()
    while not done.is_set():
        turns += 1
        done.wait(0.001)
    worker.join()
    assert turns > 2


@pytest.mark.parametrize("module", ["tinsach", "tinsach.extractor"])
def test_examples_of_the_documentation(module: str) -> None:
    done = doctest.testmod(__import__(module, fromlist=["x"]))
    assert done.attempted > 0 and done.failed == 0
