//! The unpacked bytes of a dump: as many at once as a record needs, with its place on the disk.

use std::io::{self, ErrorKind, Read};

use super::open::Stream;
use super::warc::members::{Members, Next};

/// Bytes held in the usual case.
const BUFFER: usize = 1 << 20;
/// The least that is asked for at once.
const CHUNK: usize = 64 << 10;
/// A buffer that had to grow beyond this is given back.
const LARGE: usize = 4 << 20;

/// Where the bytes come from.
pub(super) enum From {
    /// A stream in which the places of records are their places in it.
    Stream(Stream),
    /// gzip members, whose places are those of records.
    Members(Box<Members>),
}

/// The bytes of a part, which is a gzip member, or the whole where there are none.
pub(super) struct Feed {
    from: From,
    buffer: Vec<u8>,
    begin: usize,
    end: usize,
    /// Unpacked bytes before `begin`.
    position: u64,
    /// Whether the part has no more bytes than are held.
    ended: bool,
}

impl Feed {
    pub(super) fn new(from: From) -> Self {
        let ended = matches!(from, From::Members(_));
        Self { from, buffer: vec![0; BUFFER], begin: 0, end: 0, position: 0, ended }
    }

    /// The bytes that are held.
    pub(super) fn held(&self) -> &[u8] {
        &self.buffer[self.begin..self.end]
    }

    /// Unpacked bytes before those that are held.
    pub(super) const fn position(&self) -> u64 {
        self.position
    }

    /// Where a record that begins now lies on the disk.
    pub(super) const fn place(&self) -> u64 {
        match &self.from {
            From::Stream(_) => self.position,
            From::Members(members) => members.start(),
        }
    }

    /// Holds `count` bytes at least; `false` when the part has not so many. After an error the part has ended.
    pub(super) fn fill(&mut self, count: usize) -> io::Result<bool> {
        while self.end - self.begin < count && !self.ended {
            self.make_room(count);
            let room = &mut self.buffer[self.end..];
            let read = match &mut self.from {
                From::Stream(stream) => stream.read(room),
                From::Members(members) => members.read(room),
            };
            match read {
                Ok(0) => self.ended = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        Ok(self.end - self.begin >= count)
    }

    fn make_room(&mut self, count: usize) {
        if self.begin == self.end {
            (self.begin, self.end) = (0, 0);
            if self.buffer.len() > LARGE && count <= BUFFER {
                self.buffer.truncate(BUFFER);
                self.buffer.shrink_to_fit();
            }
        }
        if self.buffer.len() - self.end < CHUNK || self.buffer.len() - self.begin < count {
            self.buffer.copy_within(self.begin..self.end, 0);
            self.end -= self.begin;
            self.begin = 0;
            let least = count.max(self.end + CHUNK);
            if self.buffer.len() < least {
                self.buffer.resize(least, 0);
            }
        }
    }

    /// Passes over bytes that are held.
    pub(super) fn consume(&mut self, count: usize) {
        let count = count.min(self.end - self.begin);
        self.begin += count;
        self.position += count as u64;
    }

    /// Passes over `count` bytes; `false` when the part has not so many.
    pub(super) fn skip(&mut self, mut count: u64) -> io::Result<bool> {
        while count > 0 {
            if !self.fill(1)? {
                return Ok(false);
            }
            let now = usize::try_from(count).unwrap_or(usize::MAX).min(self.end - self.begin);
            self.consume(now);
            count -= now as u64;
        }
        Ok(true)
    }

    /// Passes over line ends; `false` at the end of the part.
    pub(super) fn skip_blank(&mut self) -> io::Result<bool> {
        while self.fill(1)? {
            let blank = self.held().iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.consume(blank);
            if self.begin < self.end {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Passes over whatever it is, to where `find` finds something or to the end of the part. `find` is given the bytes that
    /// are held and whether they are all; it tells whether it found something, and how many bytes are to be passed over.
    /// It is given `least` bytes at least, where there are so many.
    pub(super) fn skip_to(
        &mut self,
        find: impl Fn(&[u8], bool) -> (bool, usize),
        least: usize,
    ) -> io::Result<()> {
        loop {
            let more = self.fill(least)?;
            let (found, passed) = find(self.held(), !more);
            self.consume(passed);
            if found || !more {
                return Ok(());
            }
        }
    }

    /// Goes on to the next part, when this one has been read to its end.
    pub(super) fn next_part(&mut self) -> io::Result<Next> {
        match &mut self.from {
            From::Stream(_) => Ok(Next::End),
            From::Members(members) => {
                let next = members.next()?;
                self.ended = next != Next::Member;
                Ok(next)
            }
        }
    }

    /// Drops what is held of a part that ended in an error.
    pub(super) fn drop_part(&mut self) {
        self.consume(self.end - self.begin);
    }
}

impl Read for Feed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.fill(1)?;
        let count = self.held().len().min(into.len());
        into[..count].copy_from_slice(&self.held()[..count]);
        self.consume(count);
        Ok(count)
    }
}
