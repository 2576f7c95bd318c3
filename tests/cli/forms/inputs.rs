//! The forms of input, made from pages.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::Page;

/// What a form of input tells of a page.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// Whether the pages are bytes to be decoded.
    pub(super) bytes: bool,
    pub(super) url: bool,
    pub(super) fetched: bool,
    pub(super) content_type: Option<&'static str>,
    /// The name of a page in the file or folder of this name.
    pub(super) id: fn(&str, &Page) -> String,
}

/// Files or folders that hold all pages together, the same number each.
pub(super) struct Input {
    /// How they are called.
    pub(super) names: &'static [&'static str],
    pub(super) words: &'static [&'static str],
    pub(super) told: Told,
    pub(super) make: fn(&Path, &[Page]),
    /// Whether the file comes through standard input.
    pub(super) piped: bool,
}

const FILES: Told = Told {
    bytes: true,
    url: false,
    fetched: false,
    content_type: None,
    id: |name, page| format!("{name}/{}.html", page.id),
};
const RECORDS: Told = Told { bytes: false, url: true, id: |_, page| page.id.clone(), ..FILES };
const RESPONSES: Told = Told {
    bytes: true,
    url: true,
    fetched: true,
    content_type: Some("text/html; charset=utf-8"),
    id: |_, page| format!("urn:x:{}", page.id),
};
const PACKED_FILES: Told = Told { id: |name, page| format!("{name}/{}.html.gz", page.id), ..FILES };

const fn input(names: &'static [&'static str], told: Told, make: fn(&Path, &[Page])) -> Input {
    Input { names, words: &[], told, make, piped: false }
}

/// The records have their page and its address deeper.
const NESTED: &[&str] = &["--field", "html=data.body", "--field", "url=data.meta.link"];

pub(super) const FOLDERS: &[Input] = &[
    input(&["pages"], FILES, |path, pages| folder(path, pages, "html", <[u8]>::to_vec)),
    input(&["packed"], PACKED_FILES, |path, pages| folder(path, pages, "html.gz", gz)),
    input(&["one", "two", "three"], FILES, |path, pages| folder(path, pages, "html", <[u8]>::to_vec)),
    input(&["d.tar"], FILES, |path, pages| write(path, &tar(pages))),
    input(&["d.tar.gz"], FILES, |path, pages| write(path, &gz(&tar(pages)))),
    input(&["d.tar.zst"], FILES, |path, pages| write(path, &zst(&tar(pages)))),
];

pub(super) const LINES: &[Input] = &[
    input(&["d.jsonl"], RECORDS, |path, pages| write(path, &jsonl(pages))),
    input(&["d.jsonl.gz"], RECORDS, |path, pages| write(path, &gz(&jsonl(pages)))),
    input(&["d.jsonl.zst"], RECORDS, |path, pages| write(path, &zst(&jsonl(pages)))),
    Input { words: NESTED, ..input(&["nested.jsonl"], RECORDS, |path, pages| write(path, &nested(pages))) },
    // What is in a file is told by its first bytes.
    input(&["records", "packed.txt"], RECORDS, |path, pages| write(path, &zst(&jsonl(pages)))),
    Input { piped: true, ..input(&["-"], RECORDS, |path, pages| write(path, &gz(&jsonl(pages)))) },
];

pub(super) const ARCHIVES: &[Input] = &[
    input(&["d.warc"], RESPONSES, |path, pages| write(path, &warc(pages).concat())),
    input(&["d.warc.gz"], RESPONSES, |path, pages| write(path, &members(pages))),
    input(&["d.warc.zst"], RESPONSES, |path, pages| write(path, &zst(&warc(pages).concat()))),
    input(&["a.warc.gz", "b.warc.gz"], RESPONSES, |path, pages| write(path, &members(pages))),
    Input { piped: true, ..input(&["-"], RESPONSES, |path, pages| write(path, &members(pages))) },
];

pub(super) const TABLES: &[Input] = &[
    input(&["d.csv"], RECORDS, |path, pages| write(path, &table(b',', pages))),
    input(&["d.tsv"], RECORDS, |path, pages| write(path, &table(b'\t', pages))),
    input(&["d.csv.gz"], RECORDS, |path, pages| write(path, &gz(&table(b';', pages)))),
    input(&["table", "table.txt"], RECORDS, |path, pages| write(path, &table(b'|', pages))),
    Input { piped: true, ..input(&["-"], RECORDS, |path, pages| write(path, &zst(&table(b',', pages)))) },
];

#[cfg(feature = "parquet")]
pub(super) const COLUMNS: &[Input] = &[
    input(&["d.parquet"], RECORDS, columns::flat),
    input(&["a", "b.parquet"], RECORDS, columns::flat),
    Input { words: NESTED, ..input(&["nested.parquet"], RECORDS, columns::nested) },
];

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file");
}

pub(super) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory")
}

fn folder(path: &Path, pages: &[Page], extension: &str, packed: fn(&[u8]) -> Vec<u8>) {
    fs::create_dir(path).expect("a folder");
    for page in pages {
        write(&path.join(format!("{}.{extension}", page.id)), &packed(page.fixture.content.as_bytes()));
    }
}

fn jsonl(pages: &[Page]) -> Vec<u8> {
    let line = |page: &Page| {
        let (id, url, html) = (&page.id, &page.fixture.url, &page.fixture.content);
        json!({"id": id, "url": url, "html": html}).to_string() + "\n"
    };
    pages.iter().map(line).collect::<String>().into_bytes()
}

fn nested(pages: &[Page]) -> Vec<u8> {
    pages
        .iter()
        .fold(String::new(), |mut lines, page| {
            let (id, url, html) = (&page.id, &page.fixture.url, &page.fixture.content);
            let record = json!({"id": id, "data": {"body": html, "meta": {"link": url}}});
            writeln!(lines, "{record}").expect("memory");
            lines
        })
        .into_bytes()
}

fn table(separator: u8, pages: &[Page]) -> Vec<u8> {
    let mut table = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    table.write_record(["id", "url", "html", "note"]).expect("memory");
    for page in pages {
        let url = page.fixture.url.as_deref().unwrap_or_default();
        table.write_record([&page.id, url, &page.fixture.content, "a, \"b\"\n"]).expect("memory");
    }
    table.into_inner().expect("memory")
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

/// The same, each a member of its own.
fn members(pages: &[Page]) -> Vec<u8> {
    warc(pages).iter().flat_map(|record| gz(record)).collect()
}

#[cfg(feature = "parquet")]
mod columns {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, LargeStringArray, RecordBatch, StringArray, StructArray};
    use arrow_schema::Field;
    use parquet::arrow::ArrowWriter;
    use parquet::file::properties::WriterProperties;

    use super::*;

    fn column(pages: &[Page], of: fn(&Page) -> &str) -> StringArray {
        pages.iter().map(|page| Some(of(page))).collect()
    }

    const ID: fn(&Page) -> &str = |page| &page.id;
    const URL: fn(&Page) -> &str = |page| page.fixture.url.as_deref().unwrap_or_default();
    const HTML: fn(&Page) -> &str = |page| &page.fixture.content;

    /// Row groups of three rows.
    fn write(path: &Path, columns: Vec<(&str, ArrayRef)>) {
        let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
        let properties = WriterProperties::builder().set_max_row_group_row_count(Some(3)).build();
        let file = fs::File::create(path).expect("a file");
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("a writer");
        writer.write(&batch).expect("written");
        writer.close().expect("closed");
    }

    pub(super) fn flat(path: &Path, pages: &[Page]) {
        let columns = [("id", ID), ("url", URL), ("html", HTML)];
        let array = |of| Arc::new(column(pages, of)) as ArrayRef;
        write(path, columns.into_iter().map(|(name, of)| (name, array(of))).collect());
    }

    fn object(columns: Vec<(&str, ArrayRef)>) -> ArrayRef {
        let field =
            |name: &str, array: &ArrayRef| Arc::new(Field::new(name, array.data_type().clone(), true));
        let columns: Vec<_> = columns.into_iter().map(|(name, array)| (field(name, &array), array)).collect();
        Arc::new(StructArray::from(columns))
    }

    pub(super) fn nested(path: &Path, pages: &[Page]) {
        let body = LargeStringArray::from_iter_values(pages.iter().map(HTML));
        let meta = object(vec![("link", Arc::new(column(pages, URL)))]);
        let data = object(vec![("body", Arc::new(body)), ("meta", meta)]);
        write(path, vec![("id", Arc::new(column(pages, ID))), ("data", data)]);
    }
}
