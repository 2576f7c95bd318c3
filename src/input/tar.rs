//! Pages out of a tar archive.
//!
//! The `tar` crate reads the heads of members, with all the ways in which long names are written. The way from one to the next is
//! ours: it holds one member at most, and finds the next head behind a damaged one.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::feed::{Feed, From};
use super::left_out::LeftOut;
use super::open::{Packing, Stream, read_whole, unpack};
use super::problem::{At, Place, Problem, Trouble};
use super::reader::{Dump, Entry, Progress};
use super::record::{MAX_PAGE, OwnedContent, OwnedRecord};
use super::shape::Shape;
use crate::record::Kind;

/// Archives consist of blocks of this size.
const BLOCK: usize = 512;
/// Where a head says that it is one, and how (POSIX ustar; GNU writes the same word).
const MAGIC: std::ops::Range<usize> = 257..262;
/// The most that names and attributes of a member take, in the members before it that hold them.
const LONGEST_HEAD: u64 = 1 << 20;

/// Whether bytes are those of an archive.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(MAGIC) == Some(b"ustar")
}

/// A page in an archive, not unpacked yet.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where it is.
    pub place: Place,
    bytes: Vec<u8>,
    kind: Kind,
}

impl Member {
    /// Bytes as they lie in the archive.
    pub(super) const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Unpacks the page. `kind` other than `Auto` says how to read it.
    pub(super) fn record(self, kind: Kind) -> Result<OwnedRecord, Box<Problem>> {
        let Self { place, bytes, kind: own } = self;
        let id = place.id();
        let unpacked = match Packing::of(&bytes) {
            Packing::Plain => Ok(Some(bytes)),
            _ => unpack(io::Cursor::new(bytes), Progress::default()).and_then(|it| read_whole(it, MAX_PAGE)),
        };
        let trouble = match unpacked {
            Ok(Some(bytes)) => {
                return Ok(OwnedRecord {
                    id,
                    content: OwnedContent::Bytes(bytes),
                    url: None,
                    kind: if kind == Kind::Auto { own } else { kind },
                    fetched: None,
                    content_type: None,
                });
            }
            Ok(None) => Trouble::TooLarge { limit: MAX_PAGE },
            Err(error) => Trouble::Io(error),
        };
        Err(Box::new(Problem { id, place, trouble }))
    }
}

/// Gives one page after another.
pub(super) struct Tar {
    file: Arc<str>,
    feed: Feed,
    number: u64,
    left_out: LeftOut,
    /// The archive was read to its end; what is left is to tell of it.
    ended: bool,
    told: bool,
}

impl std::fmt::Debug for Tar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tar").field("file", &self.file).field("number", &self.number).finish_non_exhaustive()
    }
}

/// What a head says.
struct Head {
    name: String,
    size: u64,
    is_file: bool,
}

impl Tar {
    pub(super) fn new(name: &str, stream: Stream) -> Self {
        let feed = Feed::new(From::Stream(stream));
        Self { file: name.into(), feed, number: 0, left_out: LeftOut::default(), ended: false, told: false }
    }

    fn step(&mut self) -> Option<Entry> {
        self.member().unwrap_or_else(|error| {
            self.ended = true;
            Some(self.problem(self.feed.place(), Trouble::CutOff(error)))
        })
    }

    fn member(&mut self) -> io::Result<Option<Entry>> {
        let whole = self.feed.fill(BLOCK)?;
        let offset = self.feed.place();
        let bytes = self.feed.held();
        let block = &bytes[..bytes.len().min(BLOCK)];
        if block.iter().all(|byte| *byte == 0) {
            // A block of zeros ends an archive; tar would read no further either.
            self.ended = true;
            return Ok(None);
        }
        self.number += 1;
        if !whole || !is_head(block) {
            return self.resume(offset, "bytes that are no head of a file".into()).map(Some);
        }
        match self.head() {
            Ok(Some(head)) if head.is_file => self.file(head),
            Ok(Some(head)) => {
                self.pass(head.size)?;
                Ok(None)
            }
            Ok(None) => {
                self.ended = true;
                Ok(None)
            }
            Err(error) => self.resume(offset, error.to_string()).map(Some),
        }
    }

    /// Reads a head, and the members before it that hold its names and attributes.
    fn head(&mut self) -> io::Result<Option<Head>> {
        let mut archive = tar::Archive::new((&mut self.feed).take(LONGEST_HEAD));
        let Some(entry) = archive.entries()?.next() else { return Ok(None) };
        let entry = entry?;
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let size = if kind.is_gnu_sparse() { entry.header().entry_size()? } else { entry.size() };
        // Old archives mark folders by the end of their names alone.
        let is_file = (kind.is_file() || kind.is_contiguous()) && !name.ends_with('/');
        Ok(Some(Head { name, size, is_file }))
    }

    fn file(&mut self, head: Head) -> io::Result<Option<Entry>> {
        let Some(kind) = self.kind(&head)? else {
            self.left_out.count(Some("that are no pages"));
            self.pass(head.size)?;
            return Ok(None);
        };
        let place = Place { file: Arc::clone(&self.file), at: At::Member(head.name) };
        let failed =
            |place: Place, trouble| Ok(Some(Entry::Problem(Problem { id: place.id(), place, trouble })));
        let Some(size) = usize::try_from(head.size).ok().filter(|size| *size <= MAX_PAGE) else {
            self.pass(head.size)?;
            return failed(place, Trouble::TooLarge { limit: MAX_PAGE });
        };
        if !self.feed.fill(size)? {
            let missing = size - self.feed.held().len();
            self.feed.drop_part();
            return failed(
                place,
                Trouble::Damaged { what: format!("the archive ends {missing} bytes before it does") },
            );
        }
        let bytes = self.feed.held()[..size].to_vec();
        self.pass(head.size)?;
        Ok(Some(Entry::Member(Member { place, bytes, kind })))
    }

    /// How to read a file, when it is a page: by its name, or where that says nothing, by its look.
    fn kind(&mut self, head: &Head) -> io::Result<Option<Kind>> {
        let path = Path::new(&head.name);
        // What macOS writes beside each file holds no page.
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"._")) {
            return Ok(None);
        }
        if let Some(shape) = Shape::by_name(path) {
            return Ok(shape.kind(Kind::Auto));
        }
        let look = BLOCK.min(usize::try_from(head.size).unwrap_or(BLOCK));
        self.feed.fill(look)?;
        let bytes = self.feed.held();
        let shape = Shape::of(&bytes[..look.min(bytes.len())], None);
        Ok((shape == Ok(Shape::Html)).then_some(Kind::Html))
    }

    /// Passes over the rest of a member and what fills its last block.
    fn pass(&mut self, size: u64) -> io::Result<()> {
        let blocks = size.div_ceil(BLOCK as u64);
        self.feed.skip(blocks.saturating_mul(BLOCK as u64)).map(drop)
    }

    /// Tells of a damaged head and goes to the next one.
    fn resume(&mut self, offset: u64, what: String) -> io::Result<Entry> {
        self.feed.skip_to(find, BLOCK)?;
        Ok(self.problem(offset, Trouble::Damaged { what }))
    }

    fn problem(&self, offset: u64, trouble: Trouble) -> Entry {
        let place = Place { file: Arc::clone(&self.file), at: At::Record { offset, number: self.number } };
        Entry::Problem(Problem { id: place.id(), place, trouble })
    }
}

/// Whether a block is the head of a member: its checksum is right.
fn is_head(block: &[u8]) -> bool {
    let header = tar::Header::from_byte_slice(block);
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>();
    // The checksum itself counts as eight blanks.
    header.cksum().is_ok_and(|stated| stated == sum(&block[..148]) + 8 * 32 + sum(&block[156..]))
}

/// Finds a head in the middle of other bytes, by its word and its checksum. The very first byte begins none.
fn find(bytes: &[u8], is_all: bool) -> (bool, usize) {
    for word in memchr::memmem::find_iter(bytes, b"ustar") {
        let begin = word.checked_sub(MAGIC.start).filter(|begin| *begin > 0);
        if let Some(begin) = begin
            && bytes.get(begin..begin + BLOCK).is_some_and(is_head)
        {
            return (true, begin);
        }
    }
    let undecided = if is_all { 0 } else { BLOCK - 1 };
    (false, bytes.len().saturating_sub(undecided))
}

impl Dump for Tar {}

impl Iterator for Tar {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while !self.ended {
            if let Some(entry) = self.step() {
                return Some(entry);
            }
        }
        if self.told {
            return None;
        }
        Some(self.left_out.take_note(&self.file).map_or_else(
            || {
                self.told = true;
                Entry::EndOfDump(Arc::clone(&self.file))
            },
            Entry::Note,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, *bytes).expect("memory");
        }
        builder.into_inner().expect("memory")
    }

    fn read(bytes: Vec<u8>) -> Vec<String> {
        let tar = Tar::new("a.tar", Box::new(io::BufReader::with_capacity(700, io::Cursor::new(bytes))));
        tar.map(|entry| match entry {
            Entry::Member(member) => {
                let record = member.record(Kind::Auto).expect("a page");
                format!("{} {:?} {}", record.id, record.kind, record.len())
            }
            Entry::Problem(problem) => problem.to_string(),
            Entry::Note(note) => note,
            Entry::EndOfDump(file) => format!("end of {file}"),
            other => panic!("{other:?}"),
        })
        .collect()
    }

    #[test]
    fn pages_are_told_by_name_or_look() {
        let long = format!("{}/b.txt", "x".repeat(150));
        let files: [(&str, &[u8]); 6] = [
            ("a.html", b"<p>"),
            (&long, b"text"),
            ("no-name", b" <html>"),
            ("notes", b"text"),
            ("dump.jsonl", b"{}"),
            ("._a.html", b"<p>"),
        ];
        let all = read(archive(&files));
        let expected = [
            "a.tar/a.html Html 3".to_owned(),
            format!("a.tar/{long} Text 4"),
            "a.tar/no-name Html 7".into(),
            "a.tar: 3 left out: 3 that are no pages".into(),
            "end of a.tar".into(),
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn a_damaged_head_costs_one_file() {
        let page = vec![b'<'; 1000];
        let mut bytes = archive(&[("a.html", &page), ("b.html", &page), ("c.html", &page)]);
        let second = 3 * BLOCK;
        bytes[second + 10] ^= 1;
        let all = read(bytes.clone());
        assert!(all[1].starts_with("a.tar: record 2 at byte 1536: damaged"), "{all:?}");
        assert_eq!((all[0].as_str(), all[2].as_str()), ("a.tar/a.html Html 1000", "a.tar/c.html Html 1000"));
        // Bytes are missing, so that heads stand no longer at the beginning of blocks.
        bytes.drain(100..130);
        let all = read(bytes);
        assert!(all[0].contains("record 1 at byte 0: damaged"), "{all:?}");
        assert_eq!(all[1], "a.tar/c.html Html 1000");
    }

    #[test]
    fn an_archive_that_is_cut_off_says_where() {
        let bytes = archive(&[("a.html", b"<p>"), ("b.html", &[b'x'; 2000])]);
        let all = read(bytes[..2 * BLOCK + BLOCK + 1000].to_vec());
        assert_eq!(all[0], "a.tar/a.html Html 3");
        assert!(all[1].starts_with("a.tar: b.html: damaged record: the archive ends 1000 bytes"), "{all:?}");
        assert_eq!(all[2..], ["end of a.tar"]);
    }
}
