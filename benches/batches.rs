//! What batches of Arrow cost over the extraction in them: 10,000 pages of the corpora, one by one and in batches, by the
//! thread's clock, in turns so that both find the same machine.
//!
//! `cargo bench --bench batches [-- --pages FILE]` prints seconds and their ratio; with `--pages` the pages are those of a
//! Parquet file with the columns `url` and `html`, which `scripts/measure-python` gives to the Python package as well.
#![expect(clippy::print_stdout, reason = "figures are what it is for")]

#[path = "support/mod.rs"]
mod corpora;

use std::fs::File;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tinsach::arrow::{Cleaner, Columns, Shape};
use tinsach::{Extractor, Kind, Record};

const PAGES: usize = 10_000;
const BATCH: usize = 100;
const CORPORA: [&str; 3] = ["vn-dev", "wcxb-dev", "news2023-dev"];

fn main() {
    let mut words = std::env::args().skip(1).skip_while(|word| word != "--pages");
    let batches = match words.nth(1) {
        Some(file) => read(&file),
        None => of_corpora(),
    };
    let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
    if rows == 0 {
        println!("no corpora beside the repository, and no --pages FILE: nothing to measure");
        return;
    }
    let extractor = Extractor::new();
    let columns = Columns {
        page: "html".into(),
        kind: Kind::Html,
        url: Some("url".into()),
        fetched: None,
        content_type: None,
        keep: Vec::new(),
    };
    let cleaner = Cleaner::new(&extractor, &columns, Shape::default());
    // What is built at first use is built.
    let _ = (one_by_one(&extractor, &batches[0]), in_batches(&cleaner, &batches[0]));
    let (mut alone, mut together, mut pages) = (Duration::ZERO, Duration::ZERO, 0);
    for (turn, batch) in batches.iter().cycle().take(PAGES.div_ceil(BATCH)).enumerate() {
        // Who comes second finds the pages in the caches: each does so every other time.
        if turn % 2 == 0 {
            alone += one_by_one(&extractor, batch);
        }
        together += in_batches(&cleaner, batch);
        if turn % 2 == 1 {
            alone += one_by_one(&extractor, batch);
        }
        pages += batch.num_rows();
    }
    let (alone, together) = (alone.as_secs_f64(), together.as_secs_f64());
    println!("pages {pages} one_by_one {alone:.3} batches {together:.3} ratio {:.4}", together / alone);
}

fn one_by_one(extractor: &Extractor, batch: &RecordBatch) -> Duration {
    let began = corpora::clock();
    let (urls, pages) = (batch.column(0).as_string::<i32>(), batch.column(1).as_binary::<i32>());
    for row in 0..batch.num_rows() {
        let url = Some(urls.value(row)).filter(|url| !url.is_empty());
        let text = std::str::from_utf8(pages.value(row));
        let record =
            text.map_or_else(|_| Record::bytes(pages.value(row), url), |text| Record::str(text, url));
        black_box(
            extractor.extract(&record.with_kind(Kind::Html)).expect("no page of a corpus is over a limit"),
        );
    }
    corpora::clock().saturating_sub(began)
}

fn in_batches(cleaner: &Cleaner<'_>, batch: &RecordBatch) -> Duration {
    let began = corpora::clock();
    black_box(cleaner.clean(batch).expect("columns"));
    corpora::clock().saturating_sub(began)
}

fn of_corpora() -> Vec<RecordBatch> {
    let pages: Vec<_> = CORPORA.iter().flat_map(|name| corpora::corpus(name, 1, usize::MAX)).collect();
    let batch = |pages: &[corpora::Page]| {
        let urls = pages.iter().map(|page| page.url.as_deref().unwrap_or_default());
        let columns: [(&str, ArrayRef); 2] = [
            ("url", Arc::new(StringArray::from_iter_values(urls))),
            ("html", Arc::new(BinaryArray::from_iter_values(pages.iter().map(|page| &page.bytes)))),
        ];
        RecordBatch::try_from_iter(columns).expect("columns of one length")
    };
    pages.chunks(BATCH).map(batch).collect()
}

fn read(file: &str) -> Vec<RecordBatch> {
    let file = File::open(file).expect("the file of --pages");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet").with_batch_size(BATCH);
    reader.build().expect("Parquet").collect::<Result<_, _>>().expect("rows")
}
