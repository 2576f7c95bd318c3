//! Every form of input with every form of output: what comes out is what the library gives for the page.
//!
//! The inputs are made here, from the fixtures. What was written is read back by other means than those it was written
//! with where there are some, and compared field by field.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};
use tinsach::{Article, Extractor, Kind, Options, Outcome, Record, output};

use crate::bench::Bench;
use crate::support::{Fixture, fixtures};

/// A page with its name in the dump.
struct Page {
    id: String,
    fixture: Fixture,
}

/// Some pages of sites with rules and without, and one without an article.
fn pages() -> Vec<Page> {
    let mut all: Vec<Fixture> =
        fixtures("pages").into_iter().filter(|it| it.kind == Kind::Html && it.url.is_some()).collect();
    let step = all.len() / 6;
    let mut chosen: Vec<Fixture> = Vec::new();
    while let Some(fixture) = all.pop() {
        chosen.push(fixture);
        all.truncate(all.len().saturating_sub(step));
    }
    assert!(chosen.len() > 4, "few fixtures");
    let other = chosen.remove(0);
    chosen.push(Fixture { content: "<title>404</title><p>Trang không tồn tại".into(), ..other });
    let id = |n: usize| format!("bai-{n:02}");
    chosen.into_iter().enumerate().map(|(n, fixture)| Page { id: id(n), fixture }).collect()
}

/// What a form of input tells of a page.
#[derive(Clone, Copy)]
struct Told {
    /// Whether the pages are bytes to be decoded.
    bytes: bool,
    url: bool,
    fetched: bool,
    content_type: Option<&'static str>,
    /// The name of a page.
    id: fn(&Page) -> String,
}

/// A form of input.
struct Input {
    name: &'static str,
    words: &'static [&'static str],
    told: Told,
    make: fn(&Path, &[Page]),
}

const FILES: Told = Told {
    bytes: true,
    url: false,
    fetched: false,
    content_type: None,
    id: |page| format!("pages/{}.html", page.id),
};
const RECORDS: Told = Told { bytes: false, url: true, id: |page| page.id.clone(), ..FILES };
const RESPONSES: Told = Told {
    bytes: true,
    url: true,
    fetched: true,
    content_type: Some("text/html; charset=utf-8"),
    id: |page| format!("urn:x:{}", page.id),
};

const INPUTS: &[Input] = &[
    Input {
        name: "pages",
        words: &[],
        told: FILES,
        make: |path, pages| {
            fs::create_dir(path).expect("a folder");
            for page in pages {
                fs::write(path.join(format!("{}.html", page.id)), &page.fixture.content).expect("a file");
            }
        },
    },
    Input { name: "d.jsonl", words: &[], told: RECORDS, make: |path, pages| write(path, &jsonl(pages)) },
    Input {
        name: "d.jsonl.gz",
        words: &[],
        told: RECORDS,
        make: |path, pages| write(path, &gz(&jsonl(pages))),
    },
    Input {
        name: "d.jsonl.zst",
        words: &[],
        told: RECORDS,
        make: |path, pages| write(path, &zst(&jsonl(pages))),
    },
    Input {
        name: "d.warc",
        words: &[],
        told: RESPONSES,
        make: |path, pages| write(path, &warc(pages).concat()),
    },
    Input {
        name: "d.warc.gz",
        words: &[],
        told: RESPONSES,
        make: |path, pages| write(path, &warc(pages).iter().map(|it| gz(it)).collect::<Vec<_>>().concat()),
    },
    Input {
        name: "d.tar",
        words: &[],
        told: Told { id: |page| format!("d.tar/{}.html", page.id), ..FILES },
        make: |path, pages| write(path, &tar(pages)),
    },
    Input {
        name: "d.tar.gz",
        words: &[],
        told: Told { id: |page| format!("d.tar.gz/{}.html", page.id), ..FILES },
        make: |path, pages| write(path, &gz(&tar(pages))),
    },
    Input {
        name: "d.tar.zst",
        words: &[],
        told: Told { id: |page| format!("d.tar.zst/{}.html", page.id), ..FILES },
        make: |path, pages| write(path, &zst(&tar(pages))),
    },
];

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file");
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory")
}

fn jsonl(pages: &[Page]) -> Vec<u8> {
    let line = |page: &Page| {
        let (id, url, html) = (&page.id, &page.fixture.url, &page.fixture.content);
        json!({"id": id, "url": url, "html": html}).to_string() + "\n"
    };
    pages.iter().map(line).collect::<String>().into_bytes()
}

/// A response for each page.
fn warc(pages: &[Page]) -> Vec<Vec<u8>> {
    let response = |page: &Page| {
        let (id, content) = (&page.id, &page.fixture.content);
        let url = page.fixture.url.as_deref().expect("chosen with an address");
        let date = page.fixture.fetched.map_or(String::new(), |date| format!("WARC-Date: {date}\r\n"));
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{content}");
        let head = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{id}>\r\nWARC-Target-URI: {url}\r\n{date}\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            http.len()
        );
        (head + &http + "\r\n\r\n").into_bytes()
    };
    pages.iter().map(response).collect()
}

fn tar(pages: &[Page]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for page in pages {
        let content = page.fixture.content.as_bytes();
        let mut head = tar::Header::new_gnu();
        head.set_size(content.len() as u64);
        head.set_mode(0o644);
        archive.append_data(&mut head, format!("{}.html", page.id), content).expect("memory");
    }
    archive.into_inner().expect("memory")
}

/// What the library gives for a page, and with what mark-up says, as Markdown needs it.
struct Expected {
    id: String,
    outcome: Outcome,
    marked_up: Outcome,
}

fn expected(told: Told, pages: &[Page]) -> Vec<Expected> {
    let plain = Extractor::new();
    let options = Options::default().with_markup(true);
    let marked_up = Extractor::builder().options(options).build().expect("an extractor");
    let expected = |page: &Page| {
        let (content, url) = (&page.fixture.content, page.fixture.url.as_deref().filter(|_| told.url));
        let record =
            if told.bytes { Record::bytes(content.as_bytes(), url) } else { Record::str(content, url) };
        let record = record
            .with_fetched(page.fixture.fetched.filter(|_| told.fetched))
            .with_content_type(told.content_type);
        let [outcome, marked_up] = [&plain, &marked_up]
            .map(|extractor| extractor.extract(&record.with_kind(Kind::Html)).expect("an outcome"));
        Expected { id: (told.id)(page), outcome, marked_up }
    };
    pages.iter().map(expected).collect()
}

fn objects(expected: &[Expected]) -> Vec<Map<String, Value>> {
    let json = |it: &Expected| output::json(&it.id, &[], &it.outcome, true);
    expected.iter().map(|it| serde_json::from_str(&json(it)).expect("an object")).collect()
}

fn articles(expected: &[Expected]) -> Vec<&Article> {
    expected.iter().filter_map(|it| it.outcome.article()).collect()
}

/// A form of output: its name says which.
struct Output {
    name: &'static str,
    words: &'static [&'static str],
    check: fn(&Path, &[Expected]),
}

const BLOCKS: &[&str] = &["--blocks"];

const OUTPUTS: &[Output] = &[
    Output { name: "out.jsonl", words: BLOCKS, check: |path, expected| same_lines(&bytes(path), expected) },
    Output {
        name: "out.jsonl.gz",
        words: BLOCKS,
        check: |path, expected| same_lines(&ungz(&bytes(path)), expected),
    },
    Output {
        name: "out.jsonl.zst",
        words: BLOCKS,
        check: |path, expected| same_lines(&unzst(&bytes(path)), expected),
    },
    Output {
        name: "out.csv",
        words: BLOCKS,
        check: |path, expected| same_table(b',', &bytes(path), expected),
    },
    Output {
        name: "out.tsv.zst",
        words: BLOCKS,
        check: |path, expected| same_table(b'\t', &unzst(&bytes(path)), expected),
    },
    #[cfg(feature = "parquet")]
    Output { name: "out.parquet", words: BLOCKS, check: same_parquet },
    Output {
        name: "out.txt.gz",
        words: &[],
        check: |path, expected| {
            let texts: Vec<_> = articles(expected).into_iter().map(output::text).collect();
            assert_eq!(text(ungz(&bytes(path))), texts.join("\n-----\n\n"));
        },
    },
    Output { name: "md/", words: &["--format", "markdown"], check: same_folder },
];

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).expect("a file")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

fn ungz(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut out).expect("gzip");
    out
}

fn unzst(bytes: &[u8]) -> Vec<u8> {
    zstd::decode_all(bytes).expect("zstd")
}

fn same_lines(bytes: &[u8], expected: &[Expected]) {
    let lines: Vec<Map<String, Value>> = bytes
        .split_inclusive(|&byte| byte == b'\n')
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect();
    assert_eq!(lines, objects(expected));
}

/// Each cell as docs/output.md says: strings as they are, lists of strings joined, structures as JSON, null as nothing.
fn same_table(delimiter: u8, bytes: &[u8], expected: &[Expected]) {
    assert!(!bytes.contains(&b'\r'), "lines end with \\n");
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let names = reader.headers().expect("a head").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let objects = objects(expected);
    assert_eq!(rows.len(), objects.len());
    for (row, object) in rows.iter().zip(&objects) {
        assert!(object.keys().all(|key| names.iter().any(|name| name == key)), "{names:?}");
        for (name, cell) in names.iter().zip(row) {
            let wanted = match (name, object.get(name)) {
                (_, None | Some(Value::Null)) => String::new(),
                (_, Some(Value::String(text))) => text.clone(),
                ("authors" | "tags" | "truncated", Some(Value::Array(list))) => {
                    list.iter().map(|it| it.as_str().expect("a string")).collect::<Vec<_>>().join("; ")
                }
                (_, Some(Value::Number(number))) => {
                    assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{name}");
                    continue;
                }
                (_, Some(other)) => {
                    assert_eq!(&serde_json::from_str::<Value>(cell).expect("JSON"), other, "{name}");
                    continue;
                }
            };
            assert_eq!(cell, wanted, "{name} of {}", object["id"]);
        }
    }
}

#[cfg(feature = "parquet")]
fn same_parquet(path: &Path, expected: &[Expected]) {
    use arrow_json::LineDelimitedWriter;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let file = fs::File::open(path).expect("a file");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet").build().expect("columns");
    let mut lines = LineDelimitedWriter::new(Vec::new());
    reader.for_each(|batch| lines.write(&batch.expect("rows")).expect("memory"));
    lines.finish().expect("memory");
    let rows: Vec<Value> =
        text(lines.into_inner()).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let objects: Vec<Value> = objects(expected).into_iter().map(Value::Object).collect();
    let without_nulls = |values: Vec<Value>| values.into_iter().map(without_nulls).collect::<Vec<_>>();
    assert_eq!(without_nulls(rows), without_nulls(objects));
}

/// In a column, null and missing are the same.
#[cfg(feature = "parquet")]
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let some = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(some.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

fn same_folder(path: &Path, expected: &[Expected]) {
    let mut files: Vec<_> =
        fs::read_dir(path).expect("a folder").map(|it| it.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "md"));
    files.sort_unstable();
    let found: Vec<_> = files.iter().map(|file| text(bytes(file))).collect();
    let style = output::Style::default();
    let marked_up = expected.iter().filter_map(|it| it.marked_up.article());
    assert_eq!(found, marked_up.map(|it| output::markdown(it, style)).collect::<Vec<_>>());
}

#[test]
fn every_input_becomes_every_output() {
    let pages = pages();
    for input in INPUTS {
        let bench = Bench::new();
        (input.make)(&bench.path(input.name), &pages);
        let expected = expected(input.told, &pages);
        assert!(articles(&expected).len() + 1 == expected.len(), "{}: one page has no article", input.name);
        for output in OUTPUTS {
            let words = [&[input.name, "-o", output.name], input.words, output.words].concat();
            bench.clean(&words).ends(0);
            (output.check)(&bench.path(output.name), &expected);
        }
    }
}
