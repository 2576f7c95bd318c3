//! A web archive: no panic, every record in its place, and what stands before the damage is delivered.
//!
//! The first byte chooses: the bytes as they are, packed as one member, or either of it behind a record that is whole.
#![no_main]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use tinsach::Kind;
use tinsach::input::{At, Fields, Opened};
use tinsach::internals::entries;

/// A record that is whole.
const GOOD: &[u8] = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:good>\r\n\
    WARC-Target-URI: https://a.example/\r\nContent-Type: application/http\r\nContent-Length: 47\r\n\r\n\
    HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>\r\n\r\n";

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory")
}

fuzz_target!(|data: &[u8]| {
    let Some((&how, bytes)) = data.split_first() else { return };
    let (is_packed, is_behind) = (how & 1 == 1, how & 2 == 2);
    let pack = |bytes: &[u8]| if is_packed { packed(bytes) } else { bytes.to_vec() };
    let input = if is_behind { [pack(GOOD), pack(bytes)].concat() } else { pack(bytes) };
    let (mut last, mut ends, mut ids, mut many) = ((0, 0), 0, Vec::new(), false);
    for entry in entries("d.warc", input) {
        match entry.open(&Fields::default(), Kind::Auto) {
            Opened::Record(opened) => {
                assert_eq!(ends, 0, "a record behind the end");
                if let At::Record { offset, number } = opened.place.at {
                    assert!(number > last.0 && offset >= last.1, "{number} at {offset} behind {last:?}");
                    (last, many) = ((number, offset), true);
                }
                ids.push(opened.record.map_or_else(|problem| problem.id, |record| record.id));
            }
            Opened::EndOfDump(_) => ends += 1,
            Opened::Note(_) => {}
            Opened::EndOfFolder { .. } => panic!("no folder was given"),
        }
    }
    assert!(ends == 1 || !many, "{ends} ends");
    assert!(
        !is_behind || ids.first().is_some_and(|id| id == "urn:x:good"),
        "the first record is lost: {ids:?}"
    );
});
