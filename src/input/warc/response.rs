//! A page out of a WARC, as the crawler stored it: unpacked and decoded by whoever works on it.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use jiff::Timestamp;

use crate::input::open::unzstd;
use crate::input::opened::OpenedRecord;
use crate::input::problem::{Place, Problem, Trouble};
use crate::input::record::{MAX_PAGE, OwnedContent, OwnedRecord};
use crate::record::Kind;

/// What a brotli stream is read by.
const BUFFER: usize = 64 << 10;

/// A body is unpacked so often at most: servers use two codings, curl stops at five. Each costs as much as the page is long, and
/// a head has room for thousands.
const MOST_CODINGS: usize = 5;

/// A page out of a WARC, in the coding it was sent in.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where its record is.
    pub place: Place,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) fetched: Option<Timestamp>,
    pub(super) kind: Kind,
    pub(super) content_type: Option<String>,
    /// How the body is coded: in the order in which that is undone.
    pub(super) codings: Vec<String>,
    /// Whether the crawler cut the body, so that its codings end early.
    pub(super) cut: bool,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// Bytes of the body as it was sent.
    pub(in crate::input) const fn len(&self) -> usize {
        self.body.len()
    }

    /// Undoes the codings. `kind` other than `Auto` says how to read the page.
    pub(in crate::input) fn record(self, kind: Kind) -> OpenedRecord {
        let place = self.place;
        let id = self.id.unwrap_or_else(|| place.id());
        let failed = |place: Place, id, trouble, body| {
            let problem = Problem { id, place: place.clone(), trouble };
            OpenedRecord { raw: Some(body), ..OpenedRecord::new(place, Err(problem)) }
        };
        let mut body = self.body;
        if self.codings.len() > MOST_CODINGS {
            let error =
                io::Error::new(io::ErrorKind::InvalidData, format!("at most {MOST_CODINGS} are undone"));
            let coding = format!("{} codings", self.codings.len());
            return failed(place, id, Trouble::Coding { coding, error }, body);
        }
        for coding in &self.codings {
            match undo(coding, &body, self.cut, MAX_PAGE) {
                Ok(undone) => body = undone.unwrap_or(body),
                Err(trouble) => return failed(place, id, trouble, body),
            }
        }
        let record = OwnedRecord {
            id,
            content: OwnedContent::Bytes(body),
            url: self.url,
            kind: if kind == Kind::Auto { self.kind } else { kind },
            fetched: self.fetched,
            content_type: self.content_type,
        };
        OpenedRecord::new(place, Ok(record))
    }
}

/// Undoes a coding. Many crawlers store the body without it and leave the header as it was: a body that does not begin as the
/// coding does is left as it is: `None`.
fn undo(coding: &str, body: &[u8], cut: bool, limit: usize) -> Result<Option<Vec<u8>>, Trouble> {
    let unpacked = match (coding, body) {
        ("chunked", _) => return dechunk(body, cut),
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => read(MultiGzDecoder::new(body), cut, limit),
        ("zstd", [0x28, 0xb5, 0x2f, 0xfd, ..]) => unzstd(body).and_then(|it| read(it, cut, limit)),
        ("deflate", [first, second, ..]) if is_zlib(*first, *second) => {
            read(ZlibDecoder::new(body), cut, limit)
        }
        ("deflate", _) if !looks_plain(body) => read(DeflateDecoder::new(body), cut, limit),
        ("br", _) if !looks_plain(body) => read(Decompressor::new(body, BUFFER), cut, limit),
        _ => return Ok(None),
    };
    match unpacked {
        Ok(Some(unpacked)) => Ok(Some(unpacked)),
        Ok(None) => Err(Trouble::TooLarge { limit }),
        Err(error) => Err(Trouble::Coding { coding: coding.into(), error }),
    }
}

fn read(mut coded: impl Read, cut: bool, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    match coded.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(error) if !cut || bytes.is_empty() => Err(error),
        _ => Ok((bytes.len() <= limit).then_some(bytes)),
    }
}

/// The header of zlib (RFC 1950): method 8, and a check of both bytes.
const fn is_zlib(first: u8, second: u8) -> bool {
    first & 0x0f == 8 && (((first as u16) << 8) | second as u16).is_multiple_of(31)
}

/// Whether a body is text already.
fn looks_plain(body: &[u8]) -> bool {
    matches!(body.trim_ascii_start().first(), None | Some(b'<')) || body.starts_with(b"\xef\xbb\xbf")
}

/// Takes the chunks of a body out of their frames (RFC 9112, section 7.1).
fn dechunk(body: &[u8], cut: bool) -> Result<Option<Vec<u8>>, Trouble> {
    if chunk(body, 0).is_none() {
        return Ok(None);
    }
    let (mut read, mut joined) = (0, Vec::with_capacity(body.len()));
    loop {
        match chunk(body, read) {
            Some((0, _)) => break,
            Some((size, begin)) if size <= body.len() - begin => {
                joined.extend_from_slice(&body[begin..begin + size]);
                read = begin + size;
                // The line end behind the chunk.
                read += body[read..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            }
            // The last chunk is missing, or a frame is broken.
            Some((_, begin)) if cut => {
                joined.extend_from_slice(&body[begin..]);
                break;
            }
            None if cut || read == body.len() => break,
            _ => {
                let error = io::Error::new(io::ErrorKind::InvalidData, "a chunk is cut off or broken");
                return Err(Trouble::Coding { coding: "chunked".into(), error });
            }
        }
    }
    Ok(Some(joined))
}

/// The size of the chunk at `at`, and where it begins.
fn chunk(body: &[u8], at: usize) -> Option<(usize, usize)> {
    // Sixteen digits and what follows them: extensions are hardly ever used.
    let line = &body[at..body.len().min(at + 256)];
    let end = memchr::memchr(b'\n', line)?;
    let size = line[..end].split(|byte| *byte == b';').next()?.trim_ascii();
    let size = std::str::from_utf8(size).ok().filter(|size| !size.starts_with('+'))?;
    Some((usize::from_str_radix(size, 16).ok()?, at + end + 1))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn undone(coding: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let undone = undo(coding, body, false, 1000).map_err(|trouble| trouble.to_string())?;
        Ok(undone.unwrap_or_else(|| body.to_vec()))
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(undone("chunked", b"3\r\n<p>\r\n4;x=1\r\nabcd\r\n0\r\n\r\n"), Ok(b"<p>abcd".to_vec()));
        assert_eq!(undone("chunked", b"3\r\n<p>\r\nA\nxxxxxxxxxx\n0\r\n\r\n"), Ok(b"<p>xxxxxxxxxx".to_vec()));
        assert!(undone("chunked", b"3\r\n<p>\r\nff\r\nxyz").expect_err("cut").contains("(chunked: "));
        assert_eq!(undone("chunked", b"<p>stored without"), Ok(b"<p>stored without".to_vec()));
        let cut = undo("chunked", b"3\r\n<p>\r\nff\r\nxyz", true, 1000);
        assert_eq!(cut.expect("what there is").as_deref(), Some(&b"<p>xyz"[..]));
    }

    /// A brotli stream that holds its bytes as they are (RFC 7932, section 9.2).
    fn brotli(text: &[u8]) -> Vec<u8> {
        let length = u32::try_from(text.len() - 1).expect("short");
        let head = (length << 4 | 1 << 20).to_le_bytes();
        [&head[..3], text, &[3]].concat()
    }

    #[test]
    fn codings_of_http_are_undone_and_absent_ones_noticed() {
        let text = b"<p>text text text text</p>";
        let fast = Compression::fast();
        let mut gzip = GzEncoder::new(Vec::new(), fast);
        let mut zlib = ZlibEncoder::new(Vec::new(), fast);
        let mut raw = DeflateEncoder::new(Vec::new(), fast);
        for encoder in [&mut gzip as &mut dyn Write, &mut zlib, &mut raw] {
            encoder.write_all(text).expect("memory");
        }
        let gzip = gzip.finish().expect("memory");
        assert_eq!(undone("gzip", &gzip), Ok(text.to_vec()));
        assert_eq!(undone("deflate", &zlib.finish().expect("memory")), Ok(text.to_vec()));
        assert_eq!(undone("deflate", &raw.finish().expect("memory")), Ok(text.to_vec()));
        assert_eq!(undone("zstd", &zstd::encode_all(&text[..], 1).expect("memory")), Ok(text.to_vec()));
        assert_eq!(undone("br", &brotli(text)), Ok(text.to_vec()));
        for coding in ["gzip", "deflate", "br", "zstd", "identity"] {
            assert_eq!(undone(coding, text), Ok(text.to_vec()));
        }
        assert!(undone("gzip", &gzip[..gzip.len() - 9]).expect_err("cut").contains("(gzip: "));
        assert!(
            undo("gzip", &gzip[..gzip.len() - 9], true, 1000)
                .expect("a part")
                .is_some_and(|it| it.starts_with(b"<p>"))
        );
    }

    #[test]
    fn a_bomb_is_too_large() {
        let bomb = zstd::encode_all(&vec![b' '; 1 << 20][..], 1).expect("memory");
        assert!(undone("zstd", &bomb).expect_err("too large").starts_with("larger than"));
    }
}
