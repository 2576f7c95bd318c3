//! What is done of the shard under way, kept when a job is stopped in good order: the folder `_partial`.
//!
//! Whatever a shard is given is put down in a journal below `_tmp` as well. A stop brings that to the disk, with what has to
//! be remembered and where the next run goes on, and gives the folder its name in one step. The next run gives the rows of
//! the journal to the shard once more, so its files have the bytes of a run that nobody stopped. The folder goes when the
//! shard is committed.
//!
//! It is a help and no truth: one that is not there, damaged or of another shard costs nothing but that its records are
//! cleaned again. So a journal that cannot be written is no reason to end a run.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Job;
use super::error::JobError;
use super::folder::Folder;
use super::kept::Keepers;
use crate::clean::count::Count;
use crate::clean::done::Written;
use crate::clean::error::Error;
use crate::hex::hex;
use crate::input::Position;

/// The folder.
pub(super) const PARTIAL: &str = "_partial";
const STATE: &str = "_partial/state.json";
const ROWS: &str = "_partial/rows";
const BUFFER: usize = 256 << 10;

/// How records of the journal begin: what is written for them.
const NOTHING: u8 = 0;
const TEXT: u8 = 1;
const PACKED: u8 = 2;

/// What `state.json` says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Partial {
    /// The shard that is not finished.
    shard: u64,
    /// Where it goes on.
    pub(super) next: Position,
    /// The file that its last record was in.
    pub(super) file: String,
    /// What became of its records.
    count: Count,
    /// The other files in the folder.
    files: Vec<Hashed>,
}

/// A file and the SHA-256 of its bytes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hashed {
    name: String,
    sha256: String,
}

/// What was found of an earlier run.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing that is needed.
    Nothing,
    /// Something that cannot be used, and why.
    Unfit(String),
    /// What is done of the shard that is next.
    Whole(Partial),
}

/// What the shard under way was given.
#[derive(Debug)]
pub(super) struct Journal {
    /// `None` when it could not be written.
    out: Option<BufWriter<File>>,
}

impl Journal {
    pub(super) fn begin(folder: &Folder) -> Self {
        let path = folder.unfinished(PARTIAL);
        let made = fs::create_dir_all(path).and_then(|()| File::create(folder.unfinished(ROWS)));
        Self { out: made.ok().map(|file| BufWriter::with_capacity(BUFFER, file)) }
    }

    pub(super) fn write(&mut self, record: (&str, &Written), letter: Option<&str>, folder: &Folder) {
        if let Some(out) = &mut self.out
            && write_row(out, record, letter).is_err()
        {
            self.out = None;
            // What is left of it takes the room that the data may need; the next run takes it away.
            let _ = fs::remove_file(folder.unfinished(ROWS));
        }
    }

    /// Brings it to the disk.
    fn finish(self) -> io::Result<()> {
        let out = self.out.ok_or_else(|| io::Error::other("the disk was full"))?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    }
}

fn write_row(out: &mut impl Write, (id, written): (&str, &Written), letter: Option<&str>) -> io::Result<()> {
    let (kind, bytes) = match written {
        Written::Nothing => (NOTHING, &[][..]),
        Written::Text(text) => (TEXT, text.as_bytes()),
        Written::Packed(bytes) => (PACKED, &bytes[..]),
    };
    out.write_all(&[kind])?;
    // A letter is never empty.
    for part in [id.as_bytes(), bytes, letter.unwrap_or_default().as_bytes()] {
        out.write_all(&(part.len() as u64).to_le_bytes())?;
        out.write_all(part)?;
    }
    Ok(())
}

/// A record of the journal.
#[derive(Debug)]
struct Row {
    id: String,
    written: Written,
    letter: Option<String>,
}

/// The next record of a journal; `None` at its end.
fn read_row(from: &mut impl Read) -> io::Result<Option<Row>> {
    let mut kind = [0];
    if from.read(&mut kind)? == 0 {
        return Ok(None);
    }
    let text = |bytes| String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData);
    let id = text(read_part(from)?)?;
    let bytes = read_part(from)?;
    let written = match kind[0] {
        NOTHING => Written::Nothing,
        TEXT => Written::Text(text(bytes)?),
        PACKED => Written::Packed(bytes),
        _ => return Err(io::ErrorKind::InvalidData.into()),
    };
    let letter = Some(text(read_part(from)?)?).filter(|letter| !letter.is_empty());
    Ok(Some(Row { id, written, letter }))
}

fn read_part(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let (length, mut bytes) = (u64::from_le_bytes(length), Vec::new());
    let read = from.take(length).read_to_end(&mut bytes)?;
    if read as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

impl Folder {
    /// What an earlier run has left of the shard `next`.
    pub(super) fn partial(&self, next: u64) -> Found {
        if !self.has(PARTIAL) {
            return Found::Nothing;
        }
        match self.read_partial() {
            // Left behind by a run that ended between the commit and its removal.
            Ok(partial) if partial.shard < next => Found::Nothing,
            Ok(partial) if partial.shard > next => Found::Unfit("shards before it are missing".into()),
            Ok(partial) => Found::Whole(partial),
            Err(message) => Found::Unfit(message),
        }
    }

    fn read_partial(&self) -> Result<Partial, String> {
        let text = fs::read(self.path(STATE)).map_err(|error| format!("{STATE}: {error}"))?;
        let partial: Partial = serde_json::from_slice(&text).map_err(|error| format!("{STATE}: {error}"))?;
        for Hashed { name, sha256 } in &partial.files {
            let found = hash_of(&self.path(name)).map_err(|error| format!("{name}: {error}"))?;
            if found != *sha256 {
                return Err(format!("{name}: other bytes than were written"));
            }
        }
        Ok(partial)
    }

    /// Takes it away in one step, whatever it is.
    pub(super) fn remove_partial(&self) -> Result<(), Error> {
        if !self.has(PARTIAL) {
            return Ok(());
        }
        let over = self.unfinished("_partial-over");
        fs::rename(self.path(PARTIAL), &over).map_err(self.failed(PARTIAL))?;
        fs::remove_dir_all(over).map_err(self.failed(PARTIAL))
    }
}

impl Job {
    /// Keeps what is done of the shard under way for the next run, which goes on at `next`; the last record was in `file`.
    pub(in crate::clean) fn keep_partial(
        &mut self,
        next: Position,
        file: &str,
        keepers: &mut Keepers<'_>,
    ) -> Result<(), Error> {
        let (Some(shard), Some(journal)) = (&self.shard, self.journal.take()) else { return Ok(()) };
        journal.finish().map_err(self.folder.failed(ROWS))?;
        let mut names = vec![ROWS.to_owned()];
        for keeper in keepers {
            let bytes = keeper.keep();
            if !bytes.is_empty() {
                let name = format!("{PARTIAL}/{}", keeper.name());
                self.folder.write(&name, &bytes)?;
                names.push(name);
            }
        }
        let hashed = |name: String| {
            let sha256 = hash_of(&self.folder.unfinished(&name)).map_err(self.folder.failed(&name))?;
            Ok(Hashed { name, sha256 })
        };
        let files = names.into_iter().map(hashed).collect::<Result<_, Error>>()?;
        let count = shard.counted().clone();
        let partial = Partial { shard: self.shards, next, file: file.into(), count, files };
        self.folder.write(STATE, &super::json(&partial))?;
        self.folder.sync_unfinished(PARTIAL)?;
        self.folder.remove_partial()?;
        self.folder.publish([PARTIAL])
    }

    /// Gives the shard what it was given before the last run was stopped.
    pub(super) fn replay(&mut self, partial: &Partial, keepers: &mut Keepers<'_>) -> Result<(), Error> {
        for keeper in keepers {
            let name = format!("{PARTIAL}/{}", keeper.name());
            let is_there = partial.files.iter().any(|file| file.name == name);
            let bytes = if is_there { fs::read(self.folder.path(&name)) } else { Ok(Vec::new()) };
            let resumed = bytes.map_err(|error| error.to_string()).and_then(|it| keeper.resume_within(&it));
            resumed.map_err(|message| self.not_replayed(&name, message))?;
        }
        let unreadable = |job: &Self, error: io::Error| job.not_replayed(ROWS, error.to_string());
        let rows = File::open(self.folder.path(ROWS)).map_err(|error| unreadable(self, error))?;
        let mut rows = BufReader::with_capacity(BUFFER, rows);
        while let Some(Row { id, written, letter }) =
            read_row(&mut rows).map_err(|error| unreadable(self, error))?
        {
            self.put((&id, &written), letter.as_deref())?;
        }
        if let Some(shard) = &mut self.shard {
            shard.set_count(partial.count.clone());
        }
        Ok(())
    }

    /// Its bytes are those that were written, so this is no damage: the disk does not give them a second time.
    fn not_replayed(&self, name: &str, message: String) -> JobError {
        let (file, folder) = (self.folder.path(name), self.folder.path(PARTIAL));
        JobError::Partial { file, folder, message }
    }
}

fn hash_of(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut buffer) = (File::open(path)?, Sha256::new(), vec![0; BUFFER]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_were_written() {
        let rows = [
            ("a", Written::Text("{}\n".into()), None),
            ("bài/2", Written::Nothing, Some("letter\n")),
            ("", Written::Packed(vec![0, 255]), None),
        ];
        let mut journal = Vec::new();
        for (id, written, letter) in &rows {
            write_row(&mut journal, (id, written), *letter).expect("memory");
        }
        let mut from = &journal[..];
        for (id, written, letter) in &rows {
            let row = read_row(&mut from).expect("whole").expect("a row");
            assert_eq!((row.id.as_str(), row.letter.as_deref()), (*id, *letter));
            assert_eq!(format!("{:?}", row.written), format!("{written:?}"));
        }
        assert!(read_row(&mut from).expect("the end").is_none());
        let mut cut = &journal[..journal.len() - 1];
        assert!((0..2).all(|_| matches!(read_row(&mut cut), Ok(Some(_)))));
        assert!(read_row(&mut cut).is_err());
    }
}
