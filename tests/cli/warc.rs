//! Web archives and tar archives: which records become pages, and how they are named.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::bench::*;

pub(crate) fn gz_bytes(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).expect("memory");
    encoder.finish().expect("memory")
}

/// A record of a WARC, with the line ends that belong to it.
pub(crate) fn record(kind: &str, name: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x:{name}>\r\n\
         WARC-Target-URI: https://bao.example/{name}\r\nWARC-Date: 2024-05-01T01:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A response, with the fields of its HTTP head.
pub(crate) fn response(name: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n");
    record("response", name, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

pub(crate) fn html(name: &str) -> Vec<u8> {
    response(name, "Content-Type: text/html; charset=utf-8", page(name).as_bytes())
}

/// What a crawler writes around the pages.
fn other_records() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "info", "application/warc-fields", b"software: none\r\n"),
        record("request", "a", "application/http; msgtype=request", b"GET /a HTTP/1.1\r\n\r\n"),
        response("logo.png", "Content-Type: image/png", b"\x89PNG\r\n"),
        record(
            "response",
            "gone",
            "application/http",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>",
        ),
        record("response", "dns", "text/dns", b"20240501 bao.example"),
        record("metadata", "a", "application/warc-fields", b"fetchTimeMs: 3\r\n"),
    ]
}

#[test]
fn responses_are_pages_and_what_else_there_is_is_counted() {
    let bench = Bench::new();
    let records = [vec![html("a")], other_records(), vec![html("b")]].concat();
    let members: Vec<_> = records.iter().map(|record| gz_bytes(record)).collect();
    let plain = records.concat();
    bench.file("d.warc", &plain).file("d.warc.gz", members.concat()).file("one.warc.gz", gz_bytes(&plain));
    bench.file("d.warc.zst", zstd::encode_all(&plain[..], 1).expect("memory")).file("called.txt", &plain);
    for name in ["d.warc", "d.warc.gz", "one.warc.gz", "d.warc.zst", "called.txt"] {
        let ran = bench.clean(&[name]).ends(0);
        assert_eq!(ran.ids(), ["urn:x:a", "urn:x:b"], "{name}");
        let object = &ran.objects()[1];
        assert_eq!(
            (object["url"].as_str(), object["title"].as_str()),
            (Some("https://bao.example/b"), Some("Chợ nổi b vào mùa"))
        );
        ran.says(&[&format!(
            "{name}: 3 left out: 2 of another type than HTML or text, 1 with another HTTP status than 2xx"
        )]);
    }
    assert_eq!(bench.clean_stdin(&["-"], &members.concat()).ends(0).ids(), ["urn:x:a", "urn:x:b"]);
    bench.clean(&["d.warc", "--url", "https://a.vn"]).ends(2);
    // In a folder, files are taken by their names; what is called a page is not opened to look what it is.
    bench.file("p/d.warc.gz", members.concat()).file("p/e.txt", &plain);
    let ran = bench.clean(&["p"]).ends(3).says(&["p/e.txt: a dump or an archive, as its beginning says"]);
    assert_eq!(ran.ids(), ["urn:x:a", "urn:x:b", "p/e.txt"]);
}

#[test]
fn bodies_are_decoded_as_their_heads_say() {
    let bench = Bench::new();
    let whole = page("Cái Răng");
    let gzipped = gz_bytes(whole.as_bytes());
    let (one, two) = gzipped.split_at(100);
    let chunks = [
        format!("{:x}\r\n", one.len()).as_bytes(),
        one,
        b"\r\n",
        format!("{:X};a=b\r\n", two.len()).as_bytes(),
        two,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    // What the encoding lacks is written as numbers; the head goes before what the page says of itself.
    let viet = encoding_rs::WINDOWS_1258.encode(&whole).0.into_owned();
    let records = [
        response(
            "chunked",
            "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
            &chunks,
        ),
        response(
            "stored",
            "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br",
            whole.as_bytes(),
        ),
        response("charset", "Content-Type: text/html; charset=windows-1258", &viet),
        response(
            "broken",
            "Content-Type: text/html\r\nContent-Encoding: gzip",
            &gzipped[..gzipped.len() / 2],
        ),
        record("resource", "file", "text/html", whole.as_bytes()),
        record("conversion", "wet", "text/plain", format!("{FIRST}\n\n{SECOND}\n\n{THIRD}\n").as_bytes()),
    ];
    let ran = bench.file("d.warc", records.concat()).clean(&["d.warc"]).ends(3);
    let objects = ran.objects();
    for at in [0, 1, 4] {
        assert_eq!(objects[at]["title"], "Chợ nổi Cái Răng vào mùa", "{}", objects[at]);
    }
    assert_eq!(objects[5]["text"], format!("{FIRST}\n{SECOND}\n{THIRD}"));
    assert_eq!(
        (objects[3]["id"].as_str(), objects[3]["status"].as_str()),
        (Some("urn:x:broken"), Some("error"))
    );
    ran.says(&["d.warc: record 4 at byte", "its body cannot be decoded (gzip: "]);
    assert_eq!(objects[2]["encoding"], "windows-1258", "{}", objects[2]);
}

#[test]
fn a_bomb_is_too_large_and_not_in_memory() {
    let bench = Bench::new();
    // Zeros that are small when packed, and packed again by the member.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    (0..256).for_each(|_| encoder.write_all(&zeros).expect("memory"));
    let bomb = encoder.finish().expect("memory");
    let body = response("bomb", "Content-Type: text/html\r\nContent-Encoding: gzip", &bomb);
    let block = [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"[..], &vec![b' '; 70 << 20]].concat();
    let large = record("response", "large", "application/http", &block);
    bench.file("d.warc.gz", [gz_bytes(&body), gz_bytes(&large), gz_bytes(&html("good"))].concat());
    let ran = bench.clean(&["d.warc.gz"]).ends(3);
    assert_eq!(ran.ids(), ["urn:x:bomb", "urn:x:large", "urn:x:good"]);
    for at in [0, 1] {
        assert!(ran.objects()[at]["error"].as_str().expect("an error").starts_with("larger than 64 MiB"));
    }
}

#[test]
fn archives_give_their_pages() {
    let bench = Bench::new();
    let mut builder = tar::Builder::new(Vec::new());
    let packed = gz(&page("Ngã Bảy"));
    let files: [(&str, &[u8]); 4] = [
        ("p/a.html", page("Ngã Năm").as_bytes()),
        ("p/b.htm.gz", &packed),
        ("p/style.css", b"p {}"),
        ("p/c", page("Long Xuyên").as_bytes()),
    ]
    .map(|(name, bytes)| (name, bytes.to_vec().leak() as &[u8]));
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, bytes).expect("memory");
    }
    let archive = builder.into_inner().expect("memory");
    bench.file("a.tar", &archive).file("a.tgz", gz_bytes(&archive)).file("called.warc", &archive);
    bench.file("a.tar.zst", zstd::encode_all(&archive[..], 1).expect("memory"));
    for name in ["a.tar", "a.tgz", "a.tar.zst", "called.warc"] {
        let ran = bench.clean(&[name]).ends(0);
        assert_eq!(ran.ids(), ["p/a.html", "p/b.htm.gz", "p/c"].map(|page| format!("{name}/{page}")));
        assert!(ran.objects().iter().all(|object| object["status"] == "article"), "{}", ran.out);
        ran.says(&[&format!("{name}: 1 left out: 1 that are no pages")]);
    }
}
