//! Pages out of WARC files, plain or packed.
//!
//! What a record is, is decided by its two heads, which cost little to read; its body is copied once and decoded by who works on
//! the entry. A damaged record is an entry in its place, and reading goes on where the next one seems to begin. No byte
//! is read more than twice, whatever the lengths in heads claim.

mod head;
pub(super) mod members;
mod response;

pub use response::Response;

use std::io;
use std::sync::Arc;

use head::{Head, Http, LONGEST_HEAD, SIGNATURE};
use members::{Members, Next};

use super::feed::{Feed, From};
use super::left_out::LeftOut;
use super::open::{Opening, Packing};
use super::problem::{At, Place, Problem, Trouble};
use super::reader::{Dump, Entry};
use super::record::MAX_PAGE;
use crate::record::Kind;

/// The largest block that is held: a page with its head.
const MAX_BLOCK: u64 = (MAX_PAGE + LONGEST_HEAD) as u64;
/// Bytes behind a block that tell whether it has ended: two line ends and the first word of the next record.
const BEHIND: usize = 4 + SIGNATURE.len();

/// How a WARC begins, in any version so far.
pub(super) const FIRST: &[u8] = b"WARC/1";

/// Whether bytes are those of a WARC.
pub(super) fn is_warc(head: &[u8]) -> bool {
    head.starts_with(FIRST)
}

/// Gives one page after another.
pub(super) struct Warc {
    file: Arc<str>,
    feed: Feed,
    /// Records met.
    number: u64,
    left_out: LeftOut,
    /// Up to here, in unpacked bytes, records were looked for in the blocks of others.
    looked_at: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Telling,
    Ended,
}

impl std::fmt::Debug for Warc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Warc").field("file", &self.file).field("number", &self.number).finish_non_exhaustive()
    }
}

/// What becomes of a record.
enum Fate {
    /// It holds a page, which begins here in its block.
    Page { kind: Kind, http: Http },
    /// It holds none that is wanted; the reason is told where it may surprise.
    LeftOut(Option<&'static str>),
}

impl Warc {
    pub(super) fn new(name: &str, opening: Opening) -> io::Result<Self> {
        let from = match opening.packing() {
            Packing::Gzip => From::Members(Box::new(Members::new(opening.into_raw()))),
            Packing::Plain | Packing::Zstd => From::Stream(opening.into_stream()?),
        };
        Ok(Self {
            file: name.into(),
            feed: Feed::new(from),
            number: 0,
            left_out: LeftOut::default(),
            looked_at: 0,
            state: State::Reading,
        })
    }

    /// Takes a step; many have nothing to give.
    fn step(&mut self) -> Option<Entry> {
        let offset = self.feed.place();
        match self.feed.skip_blank() {
            Ok(true) => self.record(),
            Ok(false) => self.next_part(),
            Err(error) => {
                self.number += 1;
                Some(self.broken(offset, &error))
            }
        }
    }

    fn next_part(&mut self) -> Option<Entry> {
        match self.feed.next_part() {
            Ok(Next::Member) => None,
            Ok(Next::Garbage { from, bytes }) => {
                self.number += 1;
                Some(self.damaged(from, format!("{bytes} bytes that are no gzip member with a record in it")))
            }
            Ok(Next::End) => {
                self.state = State::Telling;
                None
            }
            Err(error) => {
                self.state = State::Telling;
                self.number += 1;
                let trouble = Trouble::CutOff(error);
                Some(self.problem(self.feed.place(), None, trouble))
            }
        }
    }

    fn record(&mut self) -> Option<Entry> {
        self.number += 1;
        let offset = self.feed.place();
        let head = match self.head() {
            Ok(Ok(head)) => head,
            Ok(Err(what)) => return Some(self.resume(offset, what)),
            Err(error) => return Some(self.broken(offset, &error)),
        };
        match self.block(offset, head) {
            Ok(entry) => entry,
            Err(error) => Some(self.broken(offset, &error)),
        }
    }

    /// The head of the record that begins here, or what is wrong with it.
    fn head(&mut self) -> io::Result<Result<Head, String>> {
        self.feed.fill(SIGNATURE.len())?;
        if !self.feed.held().starts_with(&SIGNATURE) {
            return Ok(Err("bytes that are no record".into()));
        }
        Ok(match self.find_end(0, LONGEST_HEAD)? {
            None => Err("its head has no end".into()),
            Some(end) => {
                Head::parse(&self.feed.held()[..end]).ok_or_else(|| "its head tells no Content-Length".into())
            }
        })
    }

    /// Where the head ends that begins at `from`, if it does so within `limit` bytes.
    fn find_end(&mut self, from: usize, limit: usize) -> io::Result<Option<usize>> {
        let mut looked_at = from;
        loop {
            let bytes = self.feed.held();
            let held = bytes.len().min(from + limit);
            if let Some(end) = head::end(&bytes[..held], looked_at.min(held)) {
                return Ok(Some(end));
            }
            // A line end at the end of what is held may be the first of two.
            looked_at = held.saturating_sub(3).max(from);
            if held == from + limit || !self.feed.fill(held + 1)? {
                return Ok(None);
            }
        }
    }

    fn block(&mut self, offset: u64, head: Head) -> io::Result<Option<Entry>> {
        let fate = self.fate(&head)?;
        if head.block > MAX_BLOCK {
            return self.pass_over(offset, head, &fate);
        }
        let total = head.len + usize::try_from(head.block).unwrap_or(usize::MAX);
        // One byte more than the line ends behind the block: the checksum of a member is compared when its end is read.
        self.feed.fill(total + BEHIND)?;
        let bytes = self.feed.held();
        if bytes.len() < total {
            let what = format!(
                "the file or its gzip member ends {} bytes before the record does",
                total - bytes.len()
            );
            return Ok(Some(self.resume(offset, what)));
        }
        if !ends_here(&bytes[total..]) {
            let what = format!("no record ends at its length, {} bytes", head.block);
            if self.feed.position() < self.looked_at {
                self.feed.consume(total);
            }
            self.looked_at = self.looked_at.max(self.feed.position() + total as u64);
            return Ok(Some(self.resume(offset, what)));
        }
        let entry = match fate {
            Fate::LeftOut(reason) => {
                self.left_out.count(reason);
                None
            }
            Fate::Page { kind, http } => {
                let body = bytes[head.len + http.len..total].to_vec();
                Some(Entry::Response(self.response(offset, head, (kind, http, body))))
            }
        };
        self.feed.consume(total);
        Ok(entry)
    }

    fn response(&self, offset: u64, head: Head, (kind, http, body): (Kind, Http, Vec<u8>)) -> Response {
        Response {
            place: self.place(offset),
            id: head.id,
            url: head.url,
            fetched: head.fetched,
            kind,
            content_type: http.content_type,
            codings: http.codings,
            cut: head.cut,
            body,
        }
    }

    /// What the heads of a record say of it.
    fn fate(&mut self, head: &Head) -> io::Result<Fate> {
        let block = head.content_type.as_deref().map(media_type);
        match head.kind.as_str() {
            "resource" | "conversion" => {
                let http = Http { content_type: head.content_type.clone(), ..Http::default() };
                Ok(self.page(head, http))
            }
            "response" if block.as_deref().is_none_or(|it| it == "application/http") => {
                let limit = LONGEST_HEAD.min(usize::try_from(head.block).unwrap_or(LONGEST_HEAD));
                let end = self.find_end(head.len, limit)?;
                let bytes = &self.feed.held()[head.len..];
                let http = match end {
                    Some(end) if bytes.starts_with(b"HTTP/") => Http::parse(&bytes[..end - head.len]),
                    _ => Http::default(),
                };
                if http.status.is_some_and(|status| !(200..300).contains(&status)) {
                    return Ok(Fate::LeftOut(Some("with another HTTP status than 2xx")));
                }
                Ok(self.page(head, http))
            }
            "response" => Ok(Fate::LeftOut(Some(OTHER))),
            _ => Ok(Fate::LeftOut(None)),
        }
    }

    /// What the type of a body says; without one, its first character.
    fn page(&self, head: &Head, http: Http) -> Fate {
        let stated = http.content_type.as_deref().or(head.identified.as_deref()).map(media_type);
        let kind = match stated.as_deref() {
            Some("text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml") => Kind::Html,
            Some("text/plain") => Kind::Text,
            None if self.looks_html(head.len + http.len) => Kind::Html,
            _ => return Fate::LeftOut(Some(OTHER)),
        };
        Fate::Page { kind, http }
    }

    fn looks_html(&self, at: usize) -> bool {
        let body = self.feed.held().get(at..).unwrap_or_default();
        body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().starts_with(b"<")
    }

    /// Passes over a block that is not held.
    fn pass_over(&mut self, offset: u64, head: Head, fate: &Fate) -> io::Result<Option<Entry>> {
        let whole = self.feed.skip((head.len as u64).saturating_add(head.block))?;
        if !whole {
            let what = "the file or its gzip member ends before the record does".to_owned();
            return Ok(Some(self.damaged(offset, what)));
        }
        Ok(match fate {
            Fate::Page { .. } => Some(self.problem(offset, head.id, Trouble::TooLarge { limit: MAX_PAGE })),
            Fate::LeftOut(reason) => {
                self.left_out.count(*reason);
                None
            }
        })
    }

    /// Tells of a damaged record and goes to the next one.
    fn resume(&mut self, offset: u64, what: String) -> Entry {
        match self.feed.skip_to(head::find, head::LONGEST_SIGN) {
            Ok(()) => self.damaged(offset, what),
            Err(error) => self.broken(offset, &error),
        }
    }

    /// Tells of a part that cannot be unpacked; the next one follows.
    fn broken(&mut self, offset: u64, error: &io::Error) -> Entry {
        self.feed.drop_part();
        self.damaged(offset, format!("it cannot be unpacked or read: {error}"))
    }

    fn damaged(&self, offset: u64, what: String) -> Entry {
        self.problem(offset, None, Trouble::Damaged { what })
    }

    fn problem(&self, offset: u64, id: Option<String>, trouble: Trouble) -> Entry {
        let place = self.place(offset);
        Entry::Problem(Problem { id: id.unwrap_or_else(|| place.id()), place, trouble })
    }

    fn place(&self, offset: u64) -> Place {
        Place { file: Arc::clone(&self.file), at: At::Record { offset, number: self.number } }
    }
}

const OTHER: &str = "of another type than HTML or text";

/// The type in a `Content-Type`, without its parameters.
fn media_type(stated: &str) -> String {
    stated.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a record has ended before these bytes: two line ends follow, or the next record, or nothing.
fn ends_here(behind: &[u8]) -> bool {
    if behind.starts_with(b"\r\n\r\n") {
        return true;
    }
    let blank = behind.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let rest = &behind[blank..];
    SIGNATURE.starts_with(&rest[..rest.len().min(SIGNATURE.len())])
}

impl Dump for Warc {}

impl Iterator for Warc {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while self.state == State::Reading {
            if let Some(entry) = self.step() {
                return Some(entry);
            }
        }
        if self.state == State::Ended {
            return None;
        }
        if let Some(note) = self.left_out.take_note(&self.file) {
            return Some(Entry::Note(note));
        }
        self.state = State::Ended;
        Some(Entry::EndOfDump(Arc::clone(&self.file)))
    }
}
