"""peers.py NAME PAGES.jsonl [OUT.jsonl]: the Python half of `peers` (src/main.rs): same input, same output, same clock."""
import json
import resource
import sys
from importlib.metadata import version

WARM_UP = 20

# jusText has its stop words by language; the language is that of the corpus.
STOPLISTS = {"vi": "Vietnamese", "en": "English", "de": "German", "fr": "French", "es": "Spanish"}


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: {"text": extract_plain_text(page["html"], main_content=True)}


def trafilatura(**options):
    from trafilatura import extract

    def clean(page):
        # As the library is used for metadata too: the others read them in the measured time as well.
        found = extract(page["html"], url=page["url"], output_format="json", with_metadata=True, include_comments=False, **options)
        row = json.loads(found) if found else {}
        authors = [name.strip() for name in (row.get("author") or "").split(";") if name.strip()]
        return {"text": row.get("text") or "", "title": row.get("title"), "authors": authors, "published": row.get("date")}

    return clean


def justext():
    from justext import get_stoplist, justext

    stoplists = {lang: get_stoplist(name) for lang, name in STOPLISTS.items()}

    def clean(page):
        paragraphs = justext(page["html"], stoplists.get((page["lang"] or "en")[:2], stoplists["en"]))
        return {"text": "\n".join(it.text for it in paragraphs if not it.is_boilerplate)}

    return clean


EXTRACTORS = {
    "resiliparse": ("resiliparse", resiliparse),
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura-precision": ("trafilatura", lambda: trafilatura(favor_precision=True)),
    "justext": ("jusText", justext),
}


def tried(clean, page):
    """What an extractor found; nothing when it failed, as for the others."""
    try:
        return clean(page)
    except Exception:  # noqa: BLE001 - whatever it is, the page counts as empty
        return {"text": ""}


def main():
    name, pages, *out = sys.argv[1:]
    with open(pages, encoding="utf8") as file:
        pages = [json.loads(line) for line in file]
    package, make = EXTRACTORS[name]
    clean = make()
    for page in pages[:WARM_UP]:
        tried(clean, page)
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    found = [tried(clean, page) for page in pages]
    time = resource.getrusage(resource.RUSAGE_SELF).ru_utime - start
    print(json.dumps({"name": name, "microseconds": round(time * 1e6), "pages": len(pages), "version": version(package)}))
    if out:
        with open(out[0], "w", encoding="utf8") as file:
            for page, row in zip(pages, found):
                file.write(json.dumps({"id": page["id"], **row}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
