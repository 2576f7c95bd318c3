//! Files as streams of bytes: unpacked, counted, looked at.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::reader::Progress;
use crate::record::Kind;

/// What is read or unpacked at once: several pages, and no more than stays in the cache of a core.
const BUFFER: usize = 512 << 10;
/// What is read at once of a packed file.
const PACKED: usize = 128 << 10;
const GZIP: [u8; 2] = [0x1f, 0x8b];
const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// An opened input.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One page of HTML.
    Html,
    /// One flattened text.
    Text,
    /// One JSON object a line.
    Lines,
}

impl Shape {
    /// What the name of a file says.
    pub(super) fn by_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let (stem, extension) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
        match extension {
            _ if stem.is_empty() => None,
            "html" | "htm" => Some(Self::Html),
            "txt" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::Lines),
            _ => None,
        }
    }

    /// How to read the page that is in it, unless that was `asked` for; `None` for lines.
    pub(super) const fn kind(self, asked: Kind) -> Option<Kind> {
        match (self, asked) {
            (Self::Lines, _) => None,
            (Self::Html, Kind::Auto) => Some(Kind::Html),
            (Self::Text, Kind::Auto) => Some(Kind::Text),
            (_, asked) => Some(asked),
        }
    }

    /// What the first byte that is not blank says. Gives the stream back as it was.
    pub(super) fn by_look(mut stream: Stream) -> io::Result<(Self, Stream)> {
        let mut head = Vec::new();
        let shape = loop {
            match stream.fill_buf()?.first() {
                Some(b'{') => break Self::Lines,
                Some(b'<') => break Self::Html,
                Some(&byte) if byte.is_ascii_whitespace() || UTF8_BOM.get(head.len()) == Some(&byte) => {
                    head.push(byte);
                    stream.consume(1);
                }
                _ => break Self::Text,
            }
            if head.len() > BUFFER {
                break Self::Text;
            }
        };
        Ok((shape, Box::new(Cursor::new(head).chain(stream))))
    }
}

/// The bytes of `raw`, unpacked when they are gzip: the bytes tell, since names of dumps often do not.
pub(super) fn unpack(raw: impl Read + Send + 'static, progress: Progress) -> io::Result<Stream> {
    let mut raw = Counted { raw, progress };
    let mut head = Vec::with_capacity(GZIP.len());
    (&mut raw).take(GZIP.len() as u64).read_to_end(&mut head)?;
    let packed = head == GZIP;
    let whole = Cursor::new(head).chain(raw);
    Ok(if packed {
        Box::new(BufReader::with_capacity(
            BUFFER,
            MultiGzDecoder::new(BufReader::with_capacity(PACKED, whole)),
        ))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, whole))
    })
}

/// All of a stream; `None` when it is longer than `limit`.
pub(super) fn read_whole(stream: Stream, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

/// Counts the bytes as they lie on the disk, so that progress can be told from the sizes of files.
struct Counted<R> {
    raw: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.raw.read(buffer)?;
        self.progress.add(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn stream(bytes: &[u8]) -> Stream {
        unpack(Cursor::new(bytes.to_vec()), Progress::default()).expect("memory")
    }

    #[test]
    fn gzip_is_told_by_its_bytes_and_may_have_several_members() {
        let both = [packed(b"one "), packed(b"two")].concat();
        assert_eq!(read_whole(stream(&both), 100).expect("memory").as_deref(), Some(&b"one two"[..]));
        for plain in [&b"plain"[..], b"\x1f", b""] {
            assert_eq!(read_whole(stream(plain), 100).expect("memory").as_deref(), Some(plain));
        }
    }

    #[test]
    fn the_limit_counts_unpacked_bytes_and_progress_packed_ones() {
        let progress = Progress::default();
        let bomb = packed(&vec![b' '; 1 << 20]);
        let stream = unpack(Cursor::new(bomb.clone()), progress.clone()).expect("memory");
        assert_eq!(read_whole(stream, 1000).expect("memory"), None);
        assert!(progress.bytes() <= bomb.len() as u64);
    }

    #[test]
    fn a_broken_gzip_stream_is_an_error() {
        let whole = packed(b"some text that is cut off");
        assert!(read_whole(stream(&whole[..whole.len() - 9]), 1000).is_err());
    }

    #[test]
    fn names_tell_the_shape() {
        let shape = |name: &str| Shape::by_name(Path::new(name));
        assert_eq!(shape("a/b.HTML"), Some(Shape::Html));
        assert_eq!(shape("b.htm.gz"), Some(Shape::Html));
        assert_eq!(shape("b.txt"), Some(Shape::Text));
        assert_eq!(shape("b.ndjson.gz"), Some(Shape::Lines));
        for other in ["b.css", "b.gz", "html", ".html", "b.html.bak"] {
            assert_eq!(shape(other), None, "{other}");
        }
    }

    #[test]
    fn looks_tell_the_shape_and_lose_nothing() {
        let cases: [(&[u8], Shape); 5] = [
            (b" \n{\"a\":1}", Shape::Lines),
            (b"\xef\xbb\xbf\n<html>", Shape::Html),
            (b"chi chep <b>", Shape::Text),
            (b"  ", Shape::Text),
            (b"\xef\xbb", Shape::Text),
        ];
        for (bytes, expected) in cases {
            let (shape, stream) = Shape::by_look(stream(bytes)).expect("memory");
            assert_eq!(shape, expected);
            assert_eq!(read_whole(stream, 100).expect("memory").as_deref(), Some(bytes));
        }
    }
}
