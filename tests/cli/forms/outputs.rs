//! The forms of output, read back and compared with what the library gives.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};
use tinsach::{Article, output};

use super::Expected;

/// A form of output: its name says which.
pub(super) struct Output {
    pub(super) name: &'static str,
    pub(super) words: &'static [&'static str],
    check: fn(&Path, &[Expected]),
}

impl Output {
    /// Whether it is a job, which standard input has none of.
    pub(super) fn is_job(&self) -> bool {
        self.name.ends_with('/')
    }

    #[track_caller]
    pub(super) fn check(&self, path: &Path, expected: &[Expected]) {
        (self.check)(path, expected);
    }
}

const BLOCKS: &[&str] = &["--blocks"];
const SHARDS: &str = "--shard-records";

pub(super) const OUTPUTS: &[Output] = &[
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
    Output {
        name: "lines/",
        words: &["--blocks", SHARDS, "3"],
        check: |path, expected| {
            let parts: Vec<_> = parts(path, "jsonl").iter().map(|part| bytes(part)).collect();
            assert_eq!(parts.len(), expected.len().div_ceil(3));
            same_lines(&parts.concat(), expected);
        },
    },
    Output {
        name: "packed-lines/",
        words: &["--blocks", "--compress", "gz", SHARDS, "4"],
        check: |path, expected| {
            let parts: Vec<_> = parts(path, "jsonl.gz").iter().map(|part| ungz(&bytes(part))).collect();
            same_lines(&parts.concat(), expected);
        },
    },
    Output {
        name: "tables/",
        words: &["--blocks", "--format", "csv", "--compress", "zst", SHARDS, "3"],
        check: |path, expected| {
            let parts = parts(path, "csv.zst");
            assert_eq!(parts.len(), expected.len().div_ceil(3));
            for (part, expected) in parts.iter().zip(expected.chunks(3)) {
                same_table(b',', &unzst(&bytes(part)), expected);
            }
        },
    },
    #[cfg(feature = "parquet")]
    Output {
        name: "columns/",
        words: &["--blocks", "--format", "parquet", SHARDS, "3"],
        check: |path, expected| {
            for (part, expected) in parts(path, "parquet").iter().zip(expected.chunks(3)) {
                same_parquet(part, expected);
            }
        },
    },
    Output {
        name: "texts/",
        words: &["--format", "text"],
        check: |path, expected| {
            let found = folder(path, "txt", expected);
            assert_eq!(found, articles(expected).into_iter().map(output::text).collect::<Vec<_>>());
        },
    },
    Output {
        name: "md/",
        words: &["--format", "markdown"],
        check: |path, expected| {
            let style = output::Style::default();
            let marked_up = expected.iter().filter_map(|it| it.marked_up.article());
            let marked_up: Vec<_> = marked_up.map(|it| output::markdown(it, style)).collect();
            assert_eq!(folder(path, "md", expected), marked_up);
        },
    },
];

fn objects(expected: &[Expected]) -> Vec<Map<String, Value>> {
    let json = |it: &Expected| output::json(&it.id, &[], &it.outcome, true);
    expected.iter().map(|it| serde_json::from_str(&json(it)).expect("an object")).collect()
}

pub(super) fn articles(expected: &[Expected]) -> Vec<&Article> {
    expected.iter().filter_map(|it| it.outcome.article()).collect()
}

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

/// The files of a job that are data, in the order of their names.
fn parts(path: &Path, extension: &str) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(path).expect("a folder").map(|it| it.expect("an entry").path()).collect();
    files.retain(|file| {
        let name = file.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        !name.starts_with('_') && name.ends_with(&format!(".{extension}"))
    });
    files.sort_unstable();
    files
}

/// The articles of a folder in the order of their records; each file is called as its record.
fn folder(path: &Path, extension: &str, expected: &[Expected]) -> Vec<String> {
    let files = parts(path, extension);
    let is_of = |file: &Path, page: &str| {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).expect("UTF-8");
        stem.ends_with(page)
    };
    let articles: Vec<_> = expected.iter().filter(|it| it.outcome.article().is_some()).collect();
    assert_eq!(files.len(), articles.len());
    let file = |it: &&Expected| {
        let file = files.iter().find(|file| is_of(file, &it.page));
        text(bytes(file.unwrap_or_else(|| panic!("no file for {} in {files:?}", it.page))))
    };
    articles.iter().map(file).collect()
}
