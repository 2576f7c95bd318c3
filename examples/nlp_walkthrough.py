# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # From a dump of web pages to a corpus of sentences
#
# A crawler left a JSONL file of Vietnamese news pages. This notebook makes a data set of sentences out of it: clean,
# filter, split, count, write. It runs in seconds on the pages in `fixtures/`, which are inventions with the structure
# of real ones.
#
# As a script: `python examples/nlp_walkthrough.py`. As a notebook: open it with jupytext, or run its cells in an editor
# that knows `# %%`. It needs `tinsach` and `pyarrow`, and nothing else.

# %%
import collections
import json
import re
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
import pyarrow.parquet as pq

import tinsach

HERE = Path(globals().get("__file__", "examples/nlp_walkthrough.py")).resolve().parent
FIXTURES = HERE.parent / "fixtures"
WORK = Path(tempfile.mkdtemp(prefix="tinsach-walkthrough-"))

# %% [markdown]
# ## A dump
#
# One JSON object a line: an id, the address, the page as it was fetched. The address is worth keeping: site rules are
# found by it.


# %%
def address(page: Path) -> str | None:
    """Return the address of a fixture, which stands in the `page.toml` beside it."""
    found = re.search(r'^url = "(.*)"$', page.with_name("page.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else None


dump = WORK / "dump.jsonl"
with dump.open("w", encoding="utf-8") as file:
    for page in sorted(
        page for glob in ("pages/*/*", "lang/*", "odd/none-*") for page in FIXTURES.glob(f"{glob}/page.html")
    ):
        record = {
            "id": page.parent.relative_to(FIXTURES).as_posix(),
            "url": address(page),
            "html": page.read_text(encoding="utf-8", errors="replace"),
        }
        file.write(json.dumps(record, ensure_ascii=False) + "\n")

# %% [markdown]
# ## Clean: files in, a file out
#
# For a dump on a disk, `tinsach.clean` does what the command `tinsach clean` does: any number of files of any size,
# packed or not, with constant memory. The report says what became of each record; nothing is dropped silently.

# %%
report = tinsach.clean(dump, WORK / "articles.jsonl")
rest = report.records - report.articles - report.errors
print(f"{report.records} records: {report.articles} articles, {rest} without one, {report.errors} errors")

# %% [markdown]
# ## Clean: a table in, a table out
#
# Inside a pipeline there are Arrow tables, from Parquet, pandas, Polars, DuckDB or a data set of Hugging Face.
# `tinsach.extract_batch` gives a row for each row. `keep` carries columns through.

# %%
# A record may be longer than the block of 1 MiB that is read at once by default.
pages = pa.json.read_json(dump, read_options=pa.json.ReadOptions(block_size=64 << 20))
table = tinsach.extract_batch(pages, keep=["id"], threads=2)
print(table.group_by("status").aggregate([("id", "count")]).to_pylist())

# %% [markdown]
# What is no article has a reason: home pages, section pages, shops, error pages.

# %%
no_article = table.filter(pc.not_equal(table["status"], "article"))
print(collections.Counter(no_article["reason"].to_pylist()).most_common())

# %% [markdown]
# ## Filter: language and confidence
#
# `language` is that of the text. `confidence` says how good the text is likely to be, as the F1 of its words: pages
# whose extraction is doubtful are better left out of a training set than trusted.

# %%
is_good = pc.and_(pc.equal(table["language"], "vi"), pc.greater_equal(table["confidence"], 0.8))
articles = table.filter(pc.and_(pc.equal(table["status"], "article"), pc.fill_null(is_good, False)))
print(f"{articles.num_rows} Vietnamese articles of {table.num_rows} pages")
print(articles.select(["title", "section", "published", "confidence"]).slice(0, 3).to_pylist())

# %% [markdown]
# ## Sentences
#
# `text` has a block a line: a sentence never goes over a line end, so that the lines are split first. In Vietnamese a
# sentence ends at `.`, `!`, `?` or `…` before white space and an upper-case letter, a digit or an opening quote; not
# after an abbreviation (`TP. Hồ Chí Minh`, `PGS. Nguyễn …`) or an initial.

# %%
ABBREVIATIONS = frozenset("TP Tp PGS GS TS ThS BS Th KTS LS NSND NSƯT Q P Mr Mrs St No".split())
BOUNDARY = re.compile(r"""(?<=[.!?…])["”’)\]]*\s+(?=["“‘(\[]?[\w])""")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that has a block a line."""
    found = []
    for line in text.split("\n"):
        start = 0
        for boundary in BOUNDARY.finditer(line):
            before = re.search(r"(\w+)\.$", line[start : boundary.start()])
            word = before[1] if before else ""
            following = line[boundary.end() :].lstrip('"“‘([')
            if following[:1].islower() or word in ABBREVIATIONS or (len(word) == 1 and word.isupper()):
                continue
            found.append(line[start : boundary.end()].strip())
            start = boundary.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


print(sentences("Chợ họp lúc 5 giờ. PGS. Trần Thị Mận đến TP. Rạch Tràm từ sớm. “Vui quá!” Bà nói."))

# %% [markdown]
# ## A data set of sentences
#
# With the id and the number of each, so that a sentence can be traced to its page.

# %%
rows = [
    {"id": article["id"], "sentence": number, "published": article["published"], "text": sentence}
    for article in articles.select(["id", "published", "text"]).to_pylist()
    for number, sentence in enumerate(sentences(article["text"]))
]
corpus = WORK / "sentences.parquet"
pq.write_table(pa.Table.from_pylist(rows), corpus, compression="zstd")
print(f"{len(rows)} sentences in {corpus.name}, {sum(len(row['text'].split()) for row in rows)} words")

# %% [markdown]
# ## Words
#
# Words here are syllables, which is what white space separates in Vietnamese; a word segmenter would come after this
# step.


# %%
def words(texts: list[str]) -> collections.Counter[str]:
    """Count the words of texts, without digits, in lower case."""
    return collections.Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))


clean_words = words([row["text"] for row in rows])
print("most frequent:", clean_words.most_common(10))

# %% [markdown]
# ## What cleaning was worth
#
# The same pages with nothing but their tags taken off, which is what a crawler that flattens pages gives. Phrases that
# belong to the site and not to the article stand beside how often they are left.


# %%
def flattened(html: str) -> str:
    """Return all text of a page, boilerplate and all."""
    visible = re.sub(r"(?is)<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->", " ", html)
    return re.sub(r"\s+", " ", re.sub(r"(?s)<[^>]*>", " ", visible))


kept = set(articles["id"].to_pylist())
raw = [flattened(row["html"]) for row in pages.to_pylist() if row["id"] in kept]
cleaned = articles["text"].to_pylist()
SITE = "tin liên quan, đọc nhiều, chia sẻ, bình luận, xem thêm, cùng chuyên mục, bản quyền, đăng nhập"
PHRASES = SITE.split(", ")
counts = {
    phrase: (sum(text.lower().count(phrase) for text in raw), sum(text.lower().count(phrase) for text in cleaned))
    for phrase in PHRASES
}
print(f"{'phrase':<18}{'on the pages':>14}{'in the texts':>14}")
for phrase, (before, after) in counts.items():
    print(f"{phrase:<18}{before:>14}{after:>14}")

# %% [markdown]
# And by the words themselves: those that lose the largest part of their occurrences were boilerplate.

# %%
raw_words = words(raw)
article_words = words(cleaned)
vanished = sorted(
    (word for word, count in raw_words.items() if count >= 20),
    key=lambda word: (article_words[word] / raw_words[word], -raw_words[word], word),
)
print("mostly boilerplate:", [f"{word} {raw_words[word]} → {article_words[word]}" for word in vanished[:8]])
print(f"{sum(raw_words.values())} words on the pages, {sum(article_words.values())} in the articles")
print(f"results are in {WORK}")
