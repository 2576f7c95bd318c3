#!/usr/bin/env python3
"""flatten.py CORPUS OUT [--every N]: flatten the pages of an HTML corpus as crawlers in the wild do.

Writes OUT/SET.KIND.jsonl, one {"id", "text"} a page, for each kind of flattening below. Nothing here is shared with tinsach's
own block cutter: the pages are parsed by lxml, and cut by this script, BeautifulSoup, html2text or inscriptis
(`pip install lxml beautifulsoup4 html2text inscriptis`).

  blocks   one line a block, a blank line where a paragraph or heading ends
  noblank  the same without blank lines
  spaced   the same with a blank line between all lines
  indent   the same, indented by depth in the tree
  wrap80   the same, broken at 80 columns
  source   text_content(): the text with the white space of the source
  inline   get_text("\\n", strip=True): every text node on a line of its own, the title first
  inlinews get_text("\\n"): the same with the white space of the source
  tabs     the cells and inline parts of a block joined by tabs, one line a block
  oneline  get_text(" ", strip=True): the whole page on one line
  md       html2text, one line a paragraph, links as [text](address)
  md78     html2text, broken at 78 columns, links left out
  layout   inscriptis
"""
import argparse, gzip, json, pathlib, re, sys, textwrap

import html2text
import lxml.html
from bs4 import BeautifulSoup
from inscriptis import get_text as inscriptis_text

SKIP = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "option", "textarea"}
INLINE = set("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub "
             "sup time tt u var wbr".split())
APART = set("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre figure article section".split())


def decode(raw):
    head = raw[:4000].decode("latin1")
    found = re.search(r"charset=[\"']?([\w-]+)", head, re.I)
    for name in ("utf-8", found.group(1) if found else None, "windows-1252"):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError, TypeError):
            pass
    return raw.decode("utf-8", "replace")


def lines(tree):
    """(depth, parts, gap after) of each block: the text nodes between two borders of block elements."""
    out, parts = [], []

    def flush(depth, gap=False):
        text = [" ".join(part.split()) for part in parts]
        if any(text):
            out.append([depth, parts[:], gap])
        elif gap and out:
            out[-1][2] = True
        parts.clear()

    def walk(node, depth):
        if not isinstance(node.tag, str) or node.tag in SKIP:
            return
        block = node.tag not in INLINE
        if block:
            flush(depth)
        if node.text:
            parts.append(node.text)
        for child in node:
            walk(child, depth + 1)
            if child.tail:
                parts.append(child.tail)
        if block:
            flush(depth, node.tag in APART)

    sys.setrecursionlimit(20000)
    walk(tree, 0)
    flush(0)
    return out


def join(parts, by=""):
    if by:
        return by.join(filter(None, (" ".join(part.split()) for part in parts)))
    return " ".join("".join(parts).split())


def clean(tree):
    for node in list(tree.iter(*SKIP)):
        if node.getparent() is not None:
            node.drop_tree()
    return tree


def markdown(html, width):
    maker = html2text.HTML2Text(bodywidth=width)
    maker.unicode_snob = True
    maker.ignore_links = width > 0
    maker.ignore_images = width > 0
    return maker.handle(html)


def flatten(html):
    html = re.sub(r"^\s*<\?xml[^>]*>", "", html)
    tree = lxml.html.document_fromstring(html)
    cut = [(depth, join(parts), gap, join(parts, "\t")) for depth, parts, gap in lines(tree) if join(parts)]
    yield "blocks", "\n".join(text + "\n" * gap for _, text, gap, _ in cut)
    yield "noblank", "\n".join(text for _, text, _, _ in cut)
    yield "spaced", "\n\n".join(text for _, text, _, _ in cut)
    yield "indent", "\n".join("  " * min(depth, 20) + text + "\n" * gap for depth, text, gap, _ in cut)
    yield "wrap80", "\n".join(textwrap.fill(text, 80, break_long_words=False, break_on_hyphens=False) + "\n" * gap for _, text, gap, _ in cut)
    yield "tabs", "\n".join(tabs for _, _, _, tabs in cut)
    soup = BeautifulSoup(html, "lxml")
    for node in soup(["script", "style", "noscript", "template", "svg"]):
        node.decompose()
    yield "inline", soup.get_text("\n", strip=True)
    yield "inlinews", soup.get_text("\n")
    yield "oneline", soup.get_text(" ", strip=True)
    yield "md", markdown(html, 0)
    yield "md78", markdown(html, 78)
    yield "layout", inscriptis_text(html)
    yield "source", clean(tree).text_content()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("corpus", type=pathlib.Path)
    a.add_argument("out", type=pathlib.Path)
    a.add_argument("--every", type=int, default=1, help="take only each N-th page")
    o = a.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    files = {}
    for at, line in enumerate(open(o.corpus / "gold.jsonl", encoding="utf8")):
        row = json.loads(line)
        if at % o.every:
            continue
        raw = (o.corpus / row["file"]).read_bytes()
        html = decode(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw)
        try:
            for kind, text in flatten(html):
                if kind not in files:
                    files[kind] = open(o.out / f"{o.corpus.name}.{kind}.jsonl", "w", encoding="utf8")
                files[kind].write(json.dumps({"id": row["id"], "text": text}, ensure_ascii=False) + "\n")
        except (RecursionError, ValueError, AssertionError) as error:
            print(row["id"], repr(error)[:200])


if __name__ == "__main__":
    main()
