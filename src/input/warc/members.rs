//! The members of a gzip file, one after another, each with its place on the disk.
//!
//! A WARC is packed record by record, so a broken member costs one record: the next member is found by its first bytes,
//! and taken for one only when it unpacks to the beginning of a record. No packed byte is looked at more than twice.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::bufread::GzDecoder;

/// Packed bytes that are held at most.
const BUFFER: usize = 512 << 10;
/// How many of them have been read already: a broken member may swallow this much of the next ones before it shows.
const HISTORY: usize = 128 << 10;
/// Packed bytes that are enough to unpack the first word of a record.
const ENOUGH: usize = 4 << 10;
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// What stands between two members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) enum Next {
    /// Nothing: the next one begins.
    Member,
    /// Bytes that are none.
    Garbage {
        /// Where they begin.
        from: u64,
        /// How many.
        bytes: u64,
    },
    /// The end of the file.
    End,
}

/// A gzip file, read member by member.
pub(in crate::input) struct Members {
    state: State,
    /// Where the last member began.
    start: u64,
    /// Up to here bytes have been looked at twice.
    looked_at: u64,
}

enum State {
    Between(Packed),
    Within(GzDecoder<Packed>),
    /// Only while one of the others becomes the other one.
    Changing,
}

impl Members {
    pub(super) fn new(raw: impl Read + Send + 'static) -> Self {
        Self { state: State::Between(Packed::new(Box::new(raw))), start: 0, looked_at: 0 }
    }

    /// Where the last member began.
    pub(in crate::input) const fn start(&self) -> u64 {
        self.start
    }

    /// Goes on to the next member, when the last one has been read to its end.
    pub(in crate::input) fn next(&mut self) -> io::Result<Next> {
        let State::Between(packed) = &mut self.state else { return Ok(Next::Member) };
        let from = packed.position();
        let head = packed.peek(MAGIC.len() + 1)?;
        if head.is_empty() {
            return Ok(Next::End);
        }
        if is_member(head) {
            self.start = from;
            if let State::Between(packed) = std::mem::replace(&mut self.state, State::Changing) {
                self.state = State::Within(GzDecoder::new(packed));
            }
            return Ok(Next::Member);
        }
        let blank = packed.skip_to_record()?;
        let bytes = packed.position() - from;
        // Files are filled up with zeros to a whole number of blocks, on tapes and by some tools.
        if blank { self.next() } else { Ok(Next::Garbage { from, bytes }) }
    }

    /// Unpacks into `into`; gives 0 at the end of the member. After an error the next member follows.
    pub(in crate::input) fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let State::Within(decoder) = &mut self.state else { return Ok(0) };
        let read = decoder.read(into);
        if !matches!(read, Ok(1..)) {
            let State::Within(decoder) = std::mem::replace(&mut self.state, State::Changing) else {
                return Ok(0);
            };
            let mut packed = decoder.into_inner();
            if read.is_err() {
                self.recover(&mut packed);
            }
            self.state = State::Between(packed);
        }
        read
    }

    /// Finds the member after a broken one, which may have begun before the damage showed.
    fn recover(&mut self, packed: &mut Packed) {
        let reached = packed.position();
        if self.start >= self.looked_at {
            packed.back_to(self.start + 1);
        }
        self.looked_at = self.looked_at.max(reached);
        // A file that cannot be read on is at its end, which is told by `next`.
        let _ = packed.skip_to_record();
    }
}

fn is_member(head: &[u8]) -> bool {
    // The upper flags are reserved and zero.
    head.starts_with(&MAGIC) && head.get(3).is_some_and(|flags| flags & 0xe0 == 0)
}

/// Whether a member begins here and a record in it.
fn is_record(packed: &[u8]) -> bool {
    let mut word = [0; super::head::SIGNATURE.len()];
    is_member(packed)
        && GzDecoder::new(packed).read_exact(&mut word).is_ok()
        && word == super::head::SIGNATURE
}

/// Packed bytes, with those that were read last.
struct Packed {
    raw: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    begin: usize,
    end: usize,
    /// Where the buffer begins in the file.
    offset: u64,
    ended: bool,
}

impl Packed {
    fn new(raw: Box<dyn Read + Send>) -> Self {
        Self { raw, buffer: vec![0; BUFFER], begin: 0, end: 0, offset: 0, ended: false }
    }

    const fn position(&self) -> u64 {
        self.offset + self.begin as u64
    }

    /// Goes back to `position`, or as far as bytes are held.
    fn back_to(&mut self, position: u64) {
        let held = self.offset.max(self.position().saturating_sub(HISTORY as u64));
        let position = position.clamp(held, self.position());
        self.begin = usize::try_from(position - self.offset).unwrap_or(self.begin);
    }

    /// Reads more behind what is there.
    fn read_more(&mut self) -> io::Result<()> {
        if self.end == self.buffer.len() {
            let from = self.begin.saturating_sub(HISTORY);
            self.buffer.copy_within(from..self.end, 0);
            self.begin -= from;
            self.end -= from;
            self.offset += from as u64;
        }
        match self.raw.read(&mut self.buffer[self.end..]) {
            Ok(0) => self.ended = true,
            Ok(count) => self.end += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                self.ended = true;
                return Err(error);
            }
        }
        Ok(())
    }

    /// The next bytes: `count` of them at least, where there are so many.
    fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.end - self.begin < count && !self.ended {
            self.read_more()?;
        }
        Ok(&self.buffer[self.begin..self.end])
    }

    /// Goes to the next member with a record in it, or to the end. Tells whether all on the way was zero.
    fn skip_to_record(&mut self) -> io::Result<bool> {
        let mut blank = true;
        loop {
            let bytes = self.peek(ENOUGH)?;
            let found = memchr::memmem::find(bytes, &MAGIC);
            // What is read next may complete the first bytes of a member.
            let skipped = found.unwrap_or_else(|| bytes.len().saturating_sub(MAGIC.len() - 1).max(1));
            let skipped = skipped.min(bytes.len());
            blank = blank && bytes[..skipped].iter().all(|byte| *byte == 0);
            self.begin += skipped;
            match found {
                None if self.begin == self.end && self.peek(1)?.is_empty() => return Ok(blank),
                None => {}
                Some(_) if is_record(self.peek(ENOUGH)?) => return Ok(blank),
                Some(_) => {
                    self.begin += 1;
                    blank = false;
                }
            }
        }
    }
}

impl Read for Packed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.peek(1)?;
        let count = bytes.read(into)?;
        self.begin += count;
        Ok(count)
    }
}

impl BufRead for Packed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, count: usize) {
        self.begin += count;
    }
}
