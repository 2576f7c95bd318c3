//! Inputs that are small on the disk and large when they are unpacked: told as too large, in bounded memory, and what follows is read.

use std::io::Write;
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use crate::bench::*;
use crate::warc::{gz_bytes, html, response};

/// What a bomb unpacks to: four times the largest page, from about a thousandth of that.
const UNPACKED: usize = 256 << 20;

/// Memory that the program is given, in kB of address space: bodies of 64 MiB for two threads, each held twice for a moment, and
/// what the stacks and arenas of its threads set aside. One bomb alone would take more than the rest of it.
const MEMORY: usize = 900_000;

fn zeros(into: &mut impl Write) {
    let part = vec![0; 1 << 20];
    (0..UNPACKED >> 20).for_each(|_| into.write_all(&part).expect("memory"));
}

fn gzip_bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    zeros(&mut encoder);
    encoder.finish().expect("memory")
}

fn zlib_bomb() -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    zeros(&mut encoder);
    encoder.finish().expect("memory")
}

fn zstd_bomb() -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("memory");
    zeros(&mut encoder);
    encoder.finish().expect("memory")
}

/// Runs the program with a limit on its memory.
fn bounded(bench: &Bench, words: &[&str]) -> Ran {
    let mut command = if cfg!(target_os = "linux") {
        let mut command = Command::new("sh");
        command.args([
            "-c",
            &format!("ulimit -v {MEMORY}; exec \"$@\""),
            "sh",
            env!("CARGO_BIN_EXE_tinsach"),
        ]);
        command
    } else {
        Command::new(env!("CARGO_BIN_EXE_tinsach"))
    };
    command.current_dir(bench.path("")).args(["clean", "--threads", "2"]).args(words);
    command.stdin(Stdio::null()).output().expect("the program").into()
}

#[test]
fn bodies_of_a_web_archive_are_unpacked_up_to_the_limit() {
    let bench = Bench::new();
    let gzip = gzip_bomb();
    assert!(gzip.len() < UNPACKED / 200, "{} bytes are no bomb", gzip.len());
    let nested = gz_bytes(&gzip);
    assert!(nested.len() < UNPACKED / 10_000, "{} bytes are no nested bomb", nested.len());
    let chunked = [format!("{:x}\r\n", gzip.len()).as_bytes(), &gzip, b"\r\n0\r\n\r\n"].concat();
    let coded = |name: &str, fields: &str, body: &[u8]| {
        response(name, &format!("Content-Type: text/html\r\n{fields}"), body)
    };
    let records = [
        coded("gzip", "Content-Encoding: gzip", &gzip),
        coded("nested", "Content-Encoding: gzip, gzip", &nested),
        coded("chunked", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &chunked),
        coded("deflate", "Content-Encoding: deflate", &zlib_bomb()),
        coded("zstd", "Content-Encoding: zstd", &zstd_bomb()),
        html("good"),
    ];
    // Plain, and with each record packed once more.
    bench.file("d.warc", records.concat());
    bench.file("d.warc.gz", records.iter().flat_map(|it| gz_bytes(it)).collect::<Vec<_>>());
    for name in ["d.warc", "d.warc.gz"] {
        let ran = bounded(&bench, &[name]).ends(3);
        let bombs = ["gzip", "nested", "chunked", "deflate", "zstd"];
        let ids: Vec<String> = bombs.iter().chain(&["good"]).map(|it| format!("urn:x:{it}")).collect();
        assert_eq!(ran.ids(), ids, "{}", ran.err);
        for (object, bomb) in ran.objects().iter().zip(bombs) {
            let error = object["error"].as_str().unwrap_or_default();
            assert!(error.starts_with("larger than 64 MiB"), "{name}: {bomb}: {error}");
        }
        assert_eq!(ran.objects()[5]["status"], "article");
    }
}

#[test]
fn a_body_is_unpacked_a_few_times_at_most() {
    let bench = Bench::new();
    let wrapped = |times: usize| (0..times).fold(page("Cái Răng").into_bytes(), |body, _| gz_bytes(&body));
    let coded = |name: &str, times: usize| {
        let codings = vec!["gzip"; times].join(", ");
        let fields = format!("Content-Type: text/html\r\nContent-Encoding: {codings}");
        response(name, &fields, &wrapped(times))
    };
    bench.file("d.warc", [coded("five", 5), coded("six", 6), coded("many", 400), html("good")].concat());
    let ran = bench.clean(&["d.warc"]).ends(3);
    let statuses: Vec<_> = ran.objects().iter().map(|it| it["status"].clone()).collect();
    assert_eq!(statuses, ["article", "error", "error", "article"]);
    ran.says(&["(6 codings: at most 5 are undone)", "(400 codings: at most 5 are undone)"]);
}

#[test]
fn packed_pages_and_dumps_are_unpacked_up_to_the_limit() {
    let bench = Bench::new();
    let gzip = gzip_bomb();
    bench.file("a.html.gz", &gzip).file("b.jsonl.gz", &gzip).file("c.html.zst", zstd_bomb());
    // One line, one cell and one member of that size, with a page behind each.
    let line = format!("{{\"html\": \"{}\"}}\n", "x".repeat(140 << 20));
    let good = serde_json::json!({"id": "good", "html": page("Cái Răng")}).to_string();
    bench.file("d.jsonl.gz", gz_bytes((line + &good).as_bytes()));
    let ran = bounded(&bench, &["a.html.gz", "b.jsonl.gz", "c.html.zst", "d.jsonl.gz"]).ends(3);
    let statuses: Vec<_> = ran.objects().iter().map(|it| it["status"].clone()).collect();
    assert_eq!(statuses, ["error", "error", "error", "error", "article"], "{}", ran.err);
    ran.says(&["a.html.gz: larger than 64 MiB", "b.jsonl.gz: line 1: larger than 128 MiB"])
        .says(&["c.html.zst: larger than 64 MiB", "d.jsonl.gz: line 1: larger than 128 MiB"]);
}
