//! Lines of JSON: no panic, and every line that is not blank is a record or a problem in its place.
//!
//! The first byte chooses whether they are packed, and whether the name says what they are.
#![no_main]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use tinsach::Kind;
use tinsach::input::{At, Fields, Opened};
use tinsach::internals::entries;

/// How packed bytes begin, which are unpacked before they are counted.
const PACKED: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory")
}

fuzz_target!(|data: &[u8]| {
    let Some((&how, bytes)) = data.split_first() else { return };
    let is_packed = how & 1 == 1;
    let name = if how & 2 == 2 { "d" } else { "d.jsonl" };
    let input = if is_packed { packed(bytes) } else { bytes.to_vec() };
    let (mut last, mut given, mut ends, mut lines_only) = (0, 0, 0, true);
    for entry in entries(name, input) {
        match entry.open(&Fields::default(), Kind::Auto) {
            Opened::Record(opened) => {
                assert_eq!(ends, 0, "a record behind the end");
                match opened.place.at {
                    At::Line(number) => {
                        assert!(number > last, "line {number} behind line {last}");
                        (last, given) = (number, given + 1);
                    }
                    // The bytes are something else than lines, and say so.
                    _ => lines_only = false,
                }
            }
            Opened::EndOfDump(_) => ends += 1,
            Opened::Note(_) => {}
            Opened::EndOfFolder { .. } => panic!("no folder was given"),
        }
    }
    let is_skipped = bytes.starts_with(b"\x50\x2a\x4d\x18") || (bytes.get(1..4) == Some(b"\x2a\x4d\x18"));
    let is_as_given = is_packed || !(is_skipped || PACKED.iter().any(|head| bytes.starts_with(head)));
    if lines_only && is_as_given && ends == 1 && given > 0 {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let expected =
            bytes.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
        assert_eq!(given, expected, "lines that are not blank");
    }
});
