//! Files as streams of bytes: counted, looked at, unpacked.
//!
//! The first bytes tell how a file is packed, since names of dumps often do not. What is packed is unpacked once.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

use flate2::read::MultiGzDecoder;

use super::fields::Fields;
use super::reader::Progress;
use super::shape::Shape;

/// What is read or unpacked at once: several pages, and no more than stays in the cache of a core.
const BUFFER: usize = 512 << 10;
/// What is read at once of a packed file.
const PACKED: usize = 128 << 10;
/// What is read at once to look at the beginning, and how much of it is read at most.
const HEAD: usize = 8 << 10;
const LONGEST_HEAD: usize = 64 << 10;
/// Memory that a zstd frame may ask for, as a power of two: the limit of `zstd` itself.
const ZSTD_WINDOW: u32 = 27;

/// An opened input.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    Plain,
    /// gzip, any number of members.
    Gzip,
    /// Zstandard, any number of frames.
    Zstd,
}

impl Packing {
    pub(super) fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            // A frame, or one to be skipped with others behind it.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// Whether more bytes could say something else.
    fn needs_more(head: &[u8]) -> bool {
        let zstd: &[u8] = &[0x28, 0xb5, 0x2f];
        let skipped = matches!(head, [0x50..=0x5f, 0x2a] | [0x50..=0x5f, 0x2a, 0x4d]);
        head == [0x1f] || skipped || zstd.starts_with(head)
    }
}

/// A file of which the first bytes were read.
pub(super) struct Opening {
    head: Vec<u8>,
    rest: Counted,
    /// Whether `head` is all of it.
    ended: bool,
}

impl Opening {
    /// Reads the first bytes of `raw`.
    pub(super) fn new(raw: impl Read + Send + 'static, progress: Progress) -> io::Result<Self> {
        let rest = Counted { raw: Box::new(raw), progress };
        let mut opening = Self { head: Vec::with_capacity(HEAD), rest, ended: false };
        while Packing::needs_more(&opening.head) && opening.read_more()? {}
        Ok(opening)
    }

    fn read_more(&mut self) -> io::Result<bool> {
        if self.ended || self.head.len() >= LONGEST_HEAD {
            return Ok(false);
        }
        let before = self.head.len();
        self.head.resize(before + HEAD, 0);
        let read = loop {
            match self.rest.read(&mut self.head[before..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.head.truncate(before + *read.as_ref().unwrap_or(&0));
        self.ended = self.head.len() == before;
        read.map(|count| count > 0)
    }

    /// How it is packed.
    pub(super) fn packing(&self) -> Packing {
        Packing::of(&self.head)
    }

    /// What it holds, as its beginning and its name say; or what it is that is not read.
    pub(super) fn shape(
        &mut self,
        name: Option<Shape>,
        fields: &Fields,
    ) -> io::Result<Result<Shape, &'static str>> {
        let mut limit = HEAD;
        loop {
            let unpacked = self.unpacked_head(limit);
            if Shape::needs_more(&unpacked) {
                if unpacked.len() == limit && limit < LONGEST_HEAD {
                    limit = LONGEST_HEAD;
                    continue;
                }
                if self.read_more()? {
                    continue;
                }
            }
            return Ok(Shape::of_named(&unpacked, name, fields));
        }
    }

    /// As much of the beginning as the bytes read so far give. What is wrong with them is told when they are read for good.
    fn unpacked_head(&self, limit: usize) -> Vec<u8> {
        let mut unpacked = Vec::new();
        let limit = limit as u64;
        let _ = match self.packing() {
            Packing::Plain => self.head.take(limit).read_to_end(&mut unpacked),
            Packing::Gzip => MultiGzDecoder::new(&self.head[..]).take(limit).read_to_end(&mut unpacked),
            Packing::Zstd => unzstd(&self.head[..]).and_then(|it| it.take(limit).read_to_end(&mut unpacked)),
        };
        unpacked
    }

    /// All of it, as it lies on the disk.
    pub(super) fn into_raw(self) -> impl Read + Send + 'static {
        Cursor::new(self.head).chain(self.rest)
    }

    /// All of it, unpacked.
    pub(super) fn into_stream(self) -> io::Result<Stream> {
        let packing = self.packing();
        let raw = self.into_raw();
        Ok(match packing {
            Packing::Plain => Box::new(BufReader::with_capacity(BUFFER, raw)),
            Packing::Gzip => {
                let packed = BufReader::with_capacity(PACKED, raw);
                Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(packed)))
            }
            Packing::Zstd => {
                let packed = BufReader::with_capacity(PACKED, raw);
                Box::new(BufReader::with_capacity(BUFFER, unzstd(packed)?))
            }
        })
    }
}

/// The bytes of `raw`, unpacked.
pub(super) fn unpack(raw: impl Read + Send + 'static, progress: Progress) -> io::Result<Stream> {
    Opening::new(raw, progress)?.into_stream()
}

/// Unpacks Zstandard, within the memory that a reader may be asked for.
pub(super) fn unzstd<R: BufRead>(packed: R) -> io::Result<zstd::Decoder<'static, R>> {
    let mut decoder = zstd::Decoder::with_buffer(packed)?;
    decoder.window_log_max(ZSTD_WINDOW)?;
    Ok(decoder)
}

/// All of a stream; `None` when it is longer than `limit`.
pub(super) fn read_whole(stream: impl Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

/// Counts the bytes as they lie on the disk, so that progress can be told from the sizes of files.
struct Counted {
    raw: Box<dyn Read + Send>,
    progress: Progress,
}

impl Read for Counted {
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

    fn zstd_packed(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 1).expect("memory")
    }

    fn stream(bytes: &[u8]) -> Stream {
        unpack(Cursor::new(bytes.to_vec()), Progress::default()).expect("memory")
    }

    fn whole(bytes: &[u8]) -> Option<Vec<u8>> {
        read_whole(stream(bytes), 100).expect("memory")
    }

    /// Gives a byte at a time, as a slow pipe does.
    struct Dribble(Cursor<Vec<u8>>);

    impl Read for Dribble {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let one = buffer.len().min(1);
            self.0.read(&mut buffer[..one])
        }
    }

    #[test]
    fn packing_is_told_by_its_bytes_and_may_have_several_parts() {
        for pack in [packed, zstd_packed] {
            let both = [pack(b"one "), pack(b"two")].concat();
            assert_eq!(whole(&both).as_deref(), Some(&b"one two"[..]));
            let slow = unpack(Dribble(Cursor::new(both)), Progress::default()).expect("memory");
            assert_eq!(read_whole(slow, 100).expect("memory").as_deref(), Some(&b"one two"[..]));
        }
        for plain in [&b"plain"[..], b"\x1f", b"(\xb5", b""] {
            assert_eq!(whole(plain).as_deref(), Some(plain));
        }
    }

    #[test]
    fn what_is_packed_twice_is_unpacked_once_and_named() {
        let twice = packed(&packed(b"{}"));
        assert_eq!(whole(&twice), Some(packed(b"{}")));
        let mut opening = Opening::new(Cursor::new(twice), Progress::default()).expect("memory");
        assert!(
            opening
                .shape(None, &Fields::default())
                .expect("memory")
                .is_err_and(|what| what.starts_with("packed twice"))
        );
    }

    #[test]
    fn the_limit_counts_unpacked_bytes_and_progress_packed_ones() {
        for bomb in [packed(&vec![b' '; 1 << 20]), zstd_packed(&vec![b' '; 1 << 20])] {
            let progress = Progress::default();
            let stream = unpack(Cursor::new(bomb.clone()), progress.clone()).expect("memory");
            assert_eq!(read_whole(stream, 1000).expect("memory"), None);
            assert!(progress.bytes() <= bomb.len() as u64);
        }
    }

    #[test]
    fn a_broken_stream_is_an_error() {
        for whole in [packed(b"some text that is cut off"), zstd_packed(b"some text that is cut off")] {
            assert!(read_whole(stream(&whole[..whole.len() - 9]), 1000).is_err());
        }
    }

    #[test]
    fn looking_loses_nothing_and_sees_through_packing() {
        let text = [b"\n".repeat(10_000), b"{\"a\": 1}".to_vec()].concat();
        for bytes in [text.clone(), packed(&text), zstd_packed(&text)] {
            let mut opening = Opening::new(Dribble(Cursor::new(bytes)), Progress::default()).expect("memory");
            assert_eq!(opening.shape(None, &Fields::default()).expect("memory"), Ok(Shape::Lines));
            let stream = opening.into_stream().expect("memory");
            assert_eq!(read_whole(stream, 20_000).expect("memory").as_ref(), Some(&text));
        }
    }
}
