//! The library over lines of JSON: reads objects with `id`, `url` and `html` from standard input, and writes what became of
//! each, in the form of `tinsach clean`. Limits of a page may be given: so many bytes, so many steps.
//!
//! `cargo run --example jsonl -- 1000000 < dump.jsonl`

use std::io::{self, BufRead, Write};

use serde_json::Value;
use tinsach::{Extractor, Kind, Options, Record, output};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::default();
    let mut limits = std::env::args().skip(1);
    if let Some(bytes) = limits.next() {
        options = options.with_max_bytes(bytes.parse()?);
    }
    if let Some(steps) = limits.next() {
        options = options.with_max_work(steps.parse()?);
    }
    let extractor = Extractor::builder().options(options).build()?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let object: Value = serde_json::from_str(&line?)?;
        let string = |name: &str| object[name].as_str();
        let id = string("id").unwrap_or_default();
        let record = Record::str(string("html").unwrap_or_default(), string("url")).with_kind(Kind::Html);
        let line = match extractor.extract(&record) {
            Ok(outcome) => output::json(id, &[], &outcome, false),
            Err(error) => output::json_error(id, &[], &error.to_string()),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
