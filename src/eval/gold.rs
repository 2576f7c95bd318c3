//! The gold of a corpus: its rows, read and checked.
//!
//! Knows nothing of extraction or of scores. An error names the row by file and line.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use super::Error;
use super::folds::site;
use super::score::trim;
use crate::hex::hex;
use crate::label::Label;

/// A corpus: its name and its gold rows.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) rows: Rows,
}

/// The rows of a corpus, all of one form.
#[derive(Debug)]
pub(crate) enum Rows {
    /// Pages of HTML.
    Pages(Vec<Page>),
    /// Flattened pages.
    Documents(Vec<Document>),
}

/// A page and what is known of it. Fields that were not given are not scored.
#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    pub(super) id: String,
    pub(crate) file: String,
    pub(crate) url: Option<String>,
    pub(crate) lang: Option<String>,
    group: Option<String>,
    pub(crate) article: Option<bool>,
    #[serde(default, deserialize_with = "null_is_empty")]
    pub(crate) text: Option<String>,
    pub(super) with: Option<Vec<String>>,
    pub(super) without: Option<Vec<String>>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) authors: Option<Vec<String>>,
}

impl Page {
    /// The site whose pages are kept together when models are judged; never given to the extractor.
    pub(crate) fn site(&self) -> String {
        site(self.group.as_deref(), self.url.as_deref(), &self.id)
    }
}

/// A flattened page with its text.
#[derive(Debug)]
pub(crate) struct Document {
    pub(super) file: String,
    pub(super) url: Option<String>,
    pub(super) text: String,
    /// Characters of each line without the white space around them; a blank line has none.
    pub(super) sizes: Vec<usize>,
    /// Line numbers, from 1, and their classes. `None`: nobody has labelled this text.
    pub(super) labels: Option<Vec<(usize, String)>>,
}

impl Document {
    /// Characters of line `number`, from 1; none for a blank line and for one that is not there.
    pub(super) fn size(&self, number: usize) -> usize {
        number.checked_sub(1).and_then(|at| self.sizes.get(at)).copied().unwrap_or(0)
    }
}

/// A gold row of a set of lines.
#[derive(Debug, Deserialize)]
struct DocumentRow {
    file: String,
    url: Option<String>,
    sha256: Option<String>,
    labels: Option<Vec<(usize, String)>>,
}

/// A text that is given as null is an empty one: the row says that nothing is to be found.
fn null_is_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer).map(|text| Some(text.unwrap_or_default()))
}

/// Whether a class of the gold counts as article text. The gold knows no code.
pub(super) fn is_text(class: &str) -> bool {
    Label::from_name(class).is_some_and(|label| label.is_text() && label != Label::Code)
}

impl Corpus {
    /// Reads the gold of the corpus in `folder`, and the texts of a set of lines.
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("gold.jsonl");
        let gold = fs::read_to_string(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
        let gold = Gold { path, text: gold };
        let texts = folder.join("text");
        let rows = if texts.is_dir() {
            Rows::Documents(gold.rows(|row: DocumentRow| document(&texts, row), |document| &document.file)?)
        } else {
            Rows::Pages(gold.rows(Ok, |page: &Page| &page.id)?)
        };
        Ok(Self { name: name(folder), folder: folder.into(), rows })
    }
}

/// The last part of the folder's path; of `.` and the like, that of the folder it stands for.
fn name(folder: &Path) -> String {
    let whole = folder.file_name().map(PathBuf::from).or_else(|| fs::canonicalize(folder).ok());
    let name = whole.as_deref().and_then(Path::file_name).unwrap_or(folder.as_os_str());
    name.to_string_lossy().into_owned()
}

/// The gold file.
struct Gold {
    path: PathBuf,
    text: String,
}

/// Why a row is not as it should be.
enum Wrong {
    /// Something about the row.
    Row(String),
    /// Something about the file it names.
    File(PathBuf, io::Error),
}

impl Gold {
    /// Parses every line that is not blank, makes a row of it, and sees to it that no key comes twice.
    fn rows<Line: for<'de> Deserialize<'de>, Row>(
        &self,
        make: impl Fn(Line) -> Result<Row, Wrong>,
        key: impl Fn(&Row) -> &String,
    ) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (number, line) in self.text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
            if line.trim().is_empty() {
                continue;
            }
            let line =
                serde_json::from_str(line).map_err(|error| self.wrong(number, without_line(&error)))?;
            let row = make(line).map_err(|wrong| match wrong {
                Wrong::Row(message) => self.wrong(number, message),
                Wrong::File(path, source) => Error::Io { path, source },
            })?;
            if let Some(first) = seen.insert(key(&row).clone(), number) {
                return Err(self.wrong(number, format!("{} is given already in line {first}", key(&row))));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn wrong(&self, line: usize, message: String) -> Error {
        Error::Row { path: self.path.clone(), line, message }
    }
}

/// The parser sees one line at a time, so its own "line 1" would mislead.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(before, _)| before);
    format!("{message} (column {})", error.column())
}

fn document(texts: &Path, row: DocumentRow) -> Result<Document, Wrong> {
    let path = texts.join(&row.file);
    let bytes = read(&path).map_err(|source| Wrong::File(path, source))?;
    if row.sha256.is_some_and(|labelled| labelled != hex(&Sha256::digest(&bytes))) {
        return Err(Wrong::Row(format!("{}: not the text that was labelled (sha256 differs)", row.file)));
    }
    let text = String::from_utf8(bytes);
    let text =
        text.map_err(|error| Wrong::Row(format!("{}: not UTF-8: {}", row.file, error.utf8_error())))?;
    let sizes = text.split('\n').map(|line| trim(line).chars().count()).collect();
    let document = Document { file: row.file, url: row.url, text, sizes, labels: row.labels };
    let mut labels = document.labels.iter().flatten();
    if let Some((line, class)) = labels.find(|(line, class)| is_text(class) && document.size(*line) == 0) {
        let message =
            format!("{}: line {line} is labelled {class}, but it is blank or not there", document.file);
        return Err(Wrong::Row(message));
    }
    Ok(document)
}

/// The bytes of a file, unpacked when they are gzip, whatever the file is called.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(path)?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn pages(gold: &str) -> Result<Vec<Page>, String> {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(folder.path().join("gold.jsonl"), gold).expect("gold");
        match Corpus::read(folder.path()).map(|corpus| corpus.rows) {
            Ok(Rows::Pages(pages)) => Ok(pages),
            Ok(Rows::Documents(_)) => panic!("no set of lines"),
            Err(error) => Err(error.to_string()),
        }
    }

    fn documents(gold: &str, text: &[u8]) -> Result<Vec<Document>, String> {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir(folder.path().join("text")).expect("folder");
        fs::write(folder.path().join("text/a.txt"), text).expect("text");
        fs::write(folder.path().join("gold.jsonl"), gold).expect("gold");
        match Corpus::read(folder.path()).map(|corpus| corpus.rows) {
            Ok(Rows::Documents(documents)) => Ok(documents),
            Ok(Rows::Pages(_)) => panic!("no set of pages"),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn a_page_needs_id_and_file_only() {
        let pages = pages(
            "{\"id\": \"a\", \"file\": \"a.html\"}\n\n{\"id\": \"b\", \"file\": \"a.html\", \"text\": null}",
        );
        let pages = pages.expect("good rows");
        assert_eq!(pages.iter().map(|page| page.text.as_deref()).collect::<Vec<_>>(), [None, Some("")]);
    }

    #[test]
    fn errors_name_the_line() {
        let missing = pages("\n{\"id\": \"a\"}").expect_err("no file");
        assert!(missing.ends_with("gold.jsonl:2: missing field `file` (column 11)"), "{missing}");
        let row = "{\"id\": \"a\", \"file\": \"a.html\"}\n";
        let twice = pages(&row.repeat(2)).expect_err("twice");
        assert!(twice.ends_with("gold.jsonl:2: a is given already in line 1"), "{twice}");
        let wrong =
            pages("{\"id\": \"a\", \"file\": \"a.html\", \"authors\": \"An\"}").expect_err("wrong type");
        assert!(wrong.contains("gold.jsonl:1: invalid type: string \"An\""), "{wrong}");
    }

    #[test]
    fn a_text_is_the_one_that_was_labelled() {
        let gold = |sha256: &str| format!("{{\"file\": \"a.txt\", \"sha256\": \"{sha256}\"}}");
        let labelled = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(documents(&gold(labelled), b"abc").expect("the text").len(), 1);
        let changed = documents(&gold(labelled), b"abd").expect_err("another text");
        assert!(
            changed.ends_with("gold.jsonl:1: a.txt: not the text that was labelled (sha256 differs)"),
            "{changed}"
        );
    }

    #[test]
    fn text_is_not_labelled_on_blank_lines() {
        let gold = |line: usize, class: &str| {
            format!("{{\"file\": \"a.txt\", \"labels\": [[{line}, \"{class}\"]]}}")
        };
        let text = "Một\n \nBa".as_bytes();
        assert_eq!(documents(&gold(3, "body"), text).expect("good")[0].sizes, [3, 0, 2]);
        assert!(documents(&gold(2, "nav"), text).is_ok());
        for line in [0, 2, 4] {
            let error = documents(&gold(line, "body"), text).expect_err("blank");
            assert!(error.contains(&format!(":1: a.txt: line {line} is labelled body")), "{error}");
        }
    }

    #[test]
    fn packed_files_are_unpacked_by_what_they_hold() {
        let mut packed = Vec::new();
        for part in ["Một\n", "Hai"] {
            let mut member = GzEncoder::new(packed, Compression::default());
            member.write_all(part.as_bytes()).expect("packed");
            packed = member.finish().expect("packed");
        }
        assert_eq!(documents("{\"file\": \"a.txt\"}", &packed).expect("good")[0].text, "Một\nHai");
        assert!(documents("{\"file\": \"a.txt\"}", &packed[..30]).is_err());
    }
}
