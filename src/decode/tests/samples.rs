//! Samples of 400 characters of Vietnamese, in every encoding of before Unicode, as bytes and as typed text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::super::encoder;
use super::super::legacy::{Legacy, as_windows_1252};
use super::decode;
use crate::record::Record;
use crate::{Extractor, Kind};

/// The length of a sample.
const CHARS: usize = 400;

/// Of a hundred samples so many have to be told rightly in each form.
const RIGHT: f64 = 0.99;

/// The contents of all files of that name below a folder of the fixtures, sorted.
pub(super) fn fixtures(folder: &str, name: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.ends_with(name) {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The samples: what Vietnamese fixtures say, cut.
fn samples() -> Vec<String> {
    let extractor = Extractor::new();
    let mut samples = Vec::new();
    for (_, page) in fixtures("pages", "page.html") {
        let outcome = extractor.extract(&Record::str(&page, None).with_kind(Kind::Html)).unwrap();
        let Some(article) = outcome.article().filter(|it| it.language.as_deref() == Some("vi")) else {
            continue;
        };
        let text: Vec<char> = article.text().nfc().collect();
        samples.extend(text.chunks_exact(CHARS).map(String::from_iter));
    }
    samples
}

/// The sample with what the encoding can write, as its writers did: signs that it has no code for, and toned capitals in
/// TCVN3, as others. Then its bytes.
fn written(legacy: Legacy, sample: &str) -> (String, Vec<u8>) {
    let mut text = String::new();
    for c in sample.chars() {
        let letter = c.is_ascii() || encoder::LETTERS.contains(c.to_lowercase().next().unwrap_or(c));
        match c {
            _ if letter && encoder::bytes(legacy, &c.to_string()).is_some() => text.push(c),
            _ if letter => text.extend(c.to_lowercase()),
            '“' | '”' => text.push('"'),
            '‘' | '’' => text.push('\''),
            '–' | '—' => text.push('-'),
            '…' => text.push_str("..."),
            _ => text.push('*'),
        }
    }
    let bytes =
        encoder::bytes(legacy, &text).unwrap_or_else(|| panic!("{} cannot write {text}", legacy.name()));
    (text, bytes)
}

fn page(text: &[u8], charset: &str) -> Vec<u8> {
    let meta = if charset.is_empty() {
        String::new()
    } else {
        format!("<meta http-equiv=Content-Type content='text/html; charset={charset}'>")
    };
    let mut page = format!(
        "<html><head>{meta}</head><body class=trang><div id=menu><a href=/>Home</a></div><div id=bai><p>"
    )
    .into_bytes();
    page.extend_from_slice(&text.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"</p><p>"[..]));
    page.extend_from_slice(b"</p></div></body></html>");
    page
}

/// What is wrong if a record is not read in that encoding, or does not say that text: in TCVN3 in whatever case.
fn fault(record: &Record<'_>, legacy: Legacy, text: &str) -> Option<String> {
    let decoded = decode(record);
    let words = |text: &str| -> Vec<String> {
        text.replace("</p><p>", "\n").split_whitespace().map(str::to_lowercase).collect()
    };
    let body = decoded.text.split_once("<div id=bai><p>").map_or(&*decoded.text, |(_, body)| body);
    let said = words(body.split_once("</p></div>").map_or(body, |(body, _)| body));
    if decoded.decoding.encoding != Some(legacy.name()) {
        return Some(format!("read as {:?}: {text}", decoded.decoding.encoding));
    }
    let meant = words(text);
    let wrong = said.iter().zip(&meant).find(|(said, meant)| said != meant);
    wrong
        .map(|(said, meant)| format!("{said} for {meant}"))
        .or_else(|| (said.len() != meant.len()).then(String::new))
}

#[test]
fn nearly_all_samples_are_told_in_every_form() {
    let samples = samples();
    assert!(samples.len() >= 150, "only {} samples", samples.len());
    let mut faults = String::new();
    for legacy in Legacy::ALL {
        let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for sample in &samples {
            let (text, bytes) = written(legacy, sample);
            let mut look = |form: &str, record: &Record<'_>| {
                wrong.entry(form.to_owned()).or_default().extend(fault(record, legacy, &text));
            };
            look("bytes, text", &Record::bytes(&bytes, None));
            for charset in ["", "iso-8859-1", "windows-1258", "utf-8", "x-user-defined", legacy.name()] {
                look(&format!("bytes, page, {charset}"), &Record::bytes(&page(&bytes, charset), None));
            }
            let typed = as_windows_1252(&bytes);
            look("typed, text", &Record::str(&typed, None));
            for charset in ["", "utf-8", "iso-8859-1"] {
                look(
                    &format!("typed, page, {charset}"),
                    &Record::bytes(&page(typed.as_bytes(), charset), None),
                );
            }
        }
        for (form, wrong) in wrong {
            if (wrong.len() as f64) > (1.0 - RIGHT) * samples.len() as f64 {
                let name = legacy.name();
                let _ = writeln!(faults, "{name}, {form}: {} of {}: {wrong:#?}", wrong.len(), samples.len());
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// The fixtures that are to be mended.
const MENDED: [&str; 5] = ["eth-for-d", "misread-utf-8", "typed-in-part", "typed-tcvn3", "typed-vni"];

/// What is no such text is left alone: fixtures of all languages, as they are and as the bytes of their time.
#[test]
fn no_other_fixture_is_mended() {
    let (mut pages, mut mended) = (0, Vec::new());
    let encodings = [
        encoding_rs::UTF_8,
        encoding_rs::WINDOWS_1252,
        encoding_rs::WINDOWS_1251,
        encoding_rs::WINDOWS_1254,
        encoding_rs::WINDOWS_1250,
    ];
    for (path, page) in ["page.html", "page.txt"].into_iter().flat_map(|name| fixtures("", name)) {
        let name = path.parent().and_then(Path::file_name).and_then(|it| it.to_str()).unwrap();
        for encoding in encodings {
            let (bytes, _, failed) = encoding.encode(&page);
            if failed || (encoding != encoding_rs::UTF_8 && MENDED.contains(&name)) {
                continue;
            }
            pages += 1;
            let decoding = decode(&Record::bytes(&bytes, None)).decoding;
            if !decoding.repairs.is_empty() || decoding.score.is_some() {
                mended.push(name.to_owned());
            }
        }
    }
    assert!(pages >= 150, "only {pages} pages");
    mended.sort();
    assert_eq!(mended, MENDED);
}
