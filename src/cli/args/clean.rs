//! What can be typed for `tinsach clean`.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use tinsach::Label;
use tinsach::clean::FormAsked;
use tinsach::clean::sift::Language;
use tinsach::input::{Field, KeyPath};
use tinsach::output::Style;

use super::rules::{RulesChoice, rules_choice};
use crate::cli::limit::{LimitChoice, limit_choice};
use crate::cli::sift::DedupBy;

const CLEAN_EXAMPLES: &str = "\
Examples:
  tinsach clean page.html --format text
      Title and text of one page.
  curl -s https://example.vn/a.html | tinsach clean - --url https://example.vn/a.html
      A page from standard input. The address picks the rules of its site.
  tinsach clean pages/ more/page.html.gz -o articles.jsonl
      All pages of a folder, then one more, as JSON lines in that order.
  tinsach clean dump.jsonl.gz --field html=body --field url=link -o articles.jsonl
      A dump with one JSON object a line, its pages in \"body\", their addresses in \"link\".
  tinsach clean crawl-00001.warc.gz -o articles.jsonl
      The pages of a web archive; what is no page, or not found (404), is counted and left out.
  tinsach clean pages/ --format markdown -o articles/
      One Markdown file for each article.
  tinsach clean dumps/ -o out/
      A job of any size: stop it, pull the plug, run the same command again, and it goes on.
  tinsach clean dump.jsonl -o articles.jsonl --dead-letters failed.jsonl --dead-letters-with-input
      Records that fail go to a file of their own, which can be read again: tinsach clean failed.jsonl
  tinsach clean page.html --url https://example.vn/a.html --format html --links --images -o clean.html
      The article as a page of its own, with links and pictures.
  tinsach clean dump.jsonl.gz --dedup url,near --lang vi -o articles.jsonl
      Vietnamese articles only, and each story once.
  tinsach clean dump.jsonl --two-pass -o articles.jsonl
      Also without the pleas and notices that recur on many pages of a host.
  tinsach clean dump.jsonl -o articles.jsonl --report report.html
      Sums for each host, headlines, and which fields of site rules find nothing any more.
  tinsach clean crawl.txt --labels +caption,-table
      A flattened page; captions count as text, tables do not.

Exit codes: 0 all delivered, 1 could not run, 2 wrong usage, 3 done, but some records failed,
130 stopped by Ctrl-C or SIGTERM (once: what is done is kept; twice: at once).";

const FIELD_HELP: &str = "\
The field of JSONL records that holds something; may be repeated

NAME is id, url, html, text, fetched or content_type; html is for fragments too. A NAME that is given twice has its keys \
tried in that order. KEY may be a path: html=data.body is the field \"body\" of the object in the field \"data\"; \
a key that is \"data.body\" itself goes first, and \\. is a dot in a key. Without it: id=id, url=url or link, html=html or body or content, text=text, fetched=fetched, content_type=content_type.";

/// `tinsach clean`.
#[derive(Debug, clap::Args)]
#[command(after_help = CLEAN_EXAMPLES)]
pub(in crate::cli) struct Clean {
    /// Files, folders, or - for standard input
    ///
    /// Pages are .html, .htm and .txt files, dumps with one JSON object a line are .jsonl and .ndjson, tables with a
    /// head line .csv and .tsv, Parquet .parquet, web archives
    /// .warc, archives of pages .tar and .tgz; each may be packed (.gz or .zst). A folder is read with all folders below it,
    /// in the order of its paths; other files in it are left out. What a file begins with goes before its name: a web archive
    /// is one whatever it is called, and so is a table whose head line names a field that holds pages. A file of another
    /// name, and standard input, are taken for what they begin with: { is JSONL, < is HTML, anything else is text. An INPUT that is no file and has *, ? or [ in it is a pattern ('crawl/**/*.csv').
    #[arg(required_unless_present = "print_config", value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<PathBuf>,

    /// Write to the file OUT; or, with a folder or a trailing slash, as a job that can be interrupted
    ///
    /// Without it, output goes to standard output. A file gets its name when the run is done; until then it is called
    /// OUT.part. In a folder, tables stand in numbered files (part-00000.jsonl, ...), and --format text, markdown and html
    /// give each record a file, named after it. Interrupted by Ctrl-C, a power cut or a full disk, the same command goes
    /// on with the last unfinished files and ends with the same bytes. _SUCCESS in the folder says that all is done;
    /// _dead/ holds the records that failed.
    #[arg(short, long, value_name = "OUT")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// How to write articles [default: what the name of OUT says, else jsonl]
    ///
    /// jsonl: a JSON object a line for every record, whether it has an article or not. csv, tsv and parquet: the same as
    /// a table, a row for every record. text, markdown and html: articles only, title first. Several in one file are
    /// separated by a line ----- with a blank line before and after it; in html each is an <article>. The names are
    /// OUT.jsonl or .ndjson, .csv, .tsv, .parquet, .txt, .md, .html, then .gz or .zst where it is packed.
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<Format>,

    /// How to pack the output [default: what the name of OUT says, else none]
    ///
    /// For standard output and for each file of a folder; a file says it by its name, such as OUT.jsonl.zst. Parquet packs
    /// its columns itself.
    #[arg(long, value_enum, value_name = "PACKING")]
    pub(in crate::cli) compress: Option<Packing>,

    /// Add to each JSON object or row the blocks of the article, with their labels
    #[arg(long)]
    pub(in crate::cli) blocks: bool,

    #[command(flatten)]
    pub(in crate::cli) job: JobOptions,

    #[command(flatten)]
    pub(in crate::cli) show: Show,

    /// The address of the page, for an input that is one page
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,

    /// How to read pages: by name, field and look, or all in one way
    #[arg(long, value_enum, default_value_t = PageKind::Auto)]
    pub(in crate::cli) kind: PageKind,

    /// The field of JSONL records that holds something; may be repeated
    #[arg(long = "field", value_name = "NAME=KEY", long_help = FIELD_HELP)]
    pub(in crate::cli) fields: Vec<Field>,

    /// Fields of the input records that the output has too, such as id,date; may be repeated
    ///
    /// Of JSONL, CSV, TSV and Parquet records; nested ones by their path (data.date). In jsonl they stand in
    /// "kept", null where a record has none. For --format jsonl, csv, tsv and parquet.
    #[arg(long, value_name = "KEY,KEY", value_delimiter = ',', value_parser = key_path)]
    pub(in crate::cli) keep: Vec<KeyPath>,

    /// Leave out articles that are in the output already: by url, text or near; may be several
    ///
    /// The first in input order wins; the others are in the sums, and the first thousand are named in the report. url:
    /// the record's address, or that which the page calls its own with the same headline; without fragment, www., closing
    /// slash and what only follows clicks. text: the whole text, but for case, white space and punctuation. near: so much of
    /// the text that about 80 of 100 sequences of five words are the same; texts under 50 words never are. Memory grows with the
    /// articles written: 50 to 100 bytes each for url, 25 to 50 for text, 220 to 320 for near, and 8 with its id.
    #[arg(long, value_name = "BY,BY", value_delimiter = ',', value_enum)]
    pub(in crate::cli) dedup: Vec<DedupBy>,

    /// Keep only articles in these languages, such as vi,en; may be repeated
    ///
    /// Codes are those of ISO 639-1; und is for articles whose language is not known, which are left out otherwise. The
    /// language is that of the text; see "language" in the output.
    #[arg(long = "lang", value_name = "CODE,CODE", value_delimiter = ',')]
    pub(in crate::cli) languages: Vec<Language>,

    /// Count blocks of a label as article text (+caption) or leave them out (-table)
    #[arg(long, value_name = "+LABEL,-LABEL", value_delimiter = ',', allow_hyphen_values = true, value_parser = label_choice)]
    pub(in crate::cli) labels: Vec<LabelChoice>,

    /// Where tones stand in Vietnamese articles: as the page has them, or hòa, khỏe, thủy wherever it has hoà, khoẻ, thuỷ
    ///
    /// A corpus that mixes both holds each such word twice. Whole syllables only, in all texts of the article; hoàn and quý
    /// are the same in both ways.
    #[arg(long, value_enum, default_value_t = TonePlacement::AsWritten, value_name = "HOW")]
    pub(in crate::cli) tones: TonePlacement,

    /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
    #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
    pub(in crate::cli) rules: Option<RulesChoice>,

    /// Threads in all, reading and writing included [default: one for each core]
    ///
    /// The output is the same for any number.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) threads: Option<NonZeroUsize>,

    /// The longest time a page may take; one that takes longer is an error [default: any time]
    ///
    /// Which page is late depends on the machine: with it, the same input need not give the same output. Without it no
    /// page takes for ever either, since its size is limited.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(in crate::cli) deadline: Option<Duration>,

    /// Limits of a page: bytes, nodes, depth or work (steps); may be repeated
    ///
    /// Of a page with more nodes the rest is left out, and what is nested deeper stands beside each other: the article's
    /// "truncated" says so. A page of more bytes or more work is an error. All are counted: the same page ends at the same
    /// place on every machine. [default: bytes=67108864, nodes=200000, depth=512, work=500000000]
    #[arg(long = "limit", value_name = "NAME=N", value_parser = limit_choice)]
    pub(in crate::cli) limits: Vec<LimitChoice>,

    /// Write what was done for each host to FILE, a page that needs no network
    ///
    /// Records, articles, why there is none, errors, the rule that spoke and what its fields missed, the share of text
    /// kept, headlines. A file that exists is replaced only with --force. Of a run that is stopped by Ctrl-C it tells what
    /// is done so far, and the command that goes on replaces it.
    #[arg(long, value_name = "FILE.html")]
    pub(in crate::cli) report: Option<PathBuf>,

    /// No progress, no summary, no notes: only what went wrong
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,

    #[command(flatten)]
    pub(in crate::cli) file: FileOptions,

    /// Replace output that exists; with a folder, begin its job anew
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

/// How a run is cut into passes and parts, and what becomes of records that fail.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct JobOptions {
    /// Write records that fail to FILE, one JSON object a line, instead of into the output
    ///
    /// Each has id, file, at (line, row, record and offset, or member) and reason. A run with -o FOLDER/ has them always,
    /// in _dead/.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) dead_letters: Option<PathBuf>,

    /// Add to each dead letter what was read of the record
    ///
    /// A record that was read, but not cleaned, stands there as html or text with url: the file can be read again as
    /// JSONL. What is no UTF-8 is in base64; more than 16 MiB are left out.
    #[arg(long)]
    pub(in crate::cli) dead_letters_with_input: bool,

    /// End each part of -o FOLDER/ after so many records [default: 20000]
    ///
    /// A part ends after 256 MiB as well. Ctrl-C keeps what is done of a part; a run that is ended otherwise cleans the records of
    /// its unfinished part again.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) shard_records: Option<NonZeroU64>,

    /// Read everything twice, and leave out what recurs on many pages of a host and is no article text
    ///
    /// Pleas, biographies, notices. The first pass counts the blocks of the articles by host (pages without an address: by
    /// folder or dump), the second leaves out long ones that are on a tenth of its pages, and five at least, at the head or the tail
    /// of the article, and between other blocks those on three tenths. Takes twice the time and up to 160 MB. A job keeps what was
    /// counted. Not for standard input.
    #[arg(long)]
    pub(in crate::cli) two_pass: bool,
}

/// The file that options are read from.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct FileOptions {
    /// Read options from FILE; none for no file [default: tinsach.toml, if it is in the working folder]
    ///
    /// Its table [clean] holds options by their names: threads = 4, blocks = true, keep = "id,at",
    /// field = { html = "data.body" }. An option that is typed goes before the one in the file.
    #[arg(long, value_name = "FILE|none")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// Print the options that apply, and where each comes from, in the form of the file; clean nothing
    #[arg(long)]
    pub(in crate::cli) print_config: bool,

    /// What the file added to the typed words.
    #[arg(skip)]
    pub(in crate::cli) words: Vec<String>,

    /// What `print_config` prints.
    #[arg(skip)]
    pub(in crate::cli) shown: Option<String>,
}

/// What `clean` shows beside text and structure.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct Show {
    /// Show links with their addresses (markdown, html), or tell them of each block (jsonl and tables with --blocks)
    ///
    /// Without it a link is its text. Only links to pages of the web and mail are shown; jsonl has them all, with
    /// emphasis and the numbers of lists.
    #[arg(long)]
    pub(in crate::cli) links: bool,

    /// Show pictures with their captions where they stand in the article (markdown, html)
    #[arg(long)]
    pub(in crate::cli) images: bool,

    /// Show what is bold, in italics or code inside a line (markdown, html)
    #[arg(long)]
    pub(in crate::cli) emphasis: bool,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// One JSON object a line
    Jsonl,
    /// A table with commas
    Csv,
    /// A table with tabs
    Tsv,
    /// A table in columns, with lists and structures
    Parquet,
    /// Title and text
    Text,
    /// Title, text, lists, tables and headings as Markdown
    Markdown,
    /// The same as HTML without anything active in it
    Html,
}

impl From<Format> for tinsach::clean::Format {
    fn from(typed: Format) -> Self {
        match typed {
            Format::Jsonl => Self::Jsonl,
            Format::Csv => Self::Csv,
            Format::Tsv => Self::Tsv,
            Format::Parquet => Self::Parquet,
            Format::Text => Self::Text,
            Format::Markdown => Self::Markdown,
            Format::Html => Self::Html,
        }
    }
}

/// Where tones stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TonePlacement {
    /// Where the page has them
    AsWritten,
    /// On the first letter of oa, oe and uy
    Classic,
}

impl From<TonePlacement> for tinsach::Tones {
    fn from(typed: TonePlacement) -> Self {
        match typed {
            TonePlacement::AsWritten => Self::AsWritten,
            TonePlacement::Classic => Self::Classic,
        }
    }
}

/// How output is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Packing {
    /// Not at all
    None,
    /// As gzip
    Gz,
    /// As zstd
    Zst,
}

impl From<Packing> for tinsach::clean::Packing {
    fn from(typed: Packing) -> Self {
        match typed {
            Packing::None => Self::None,
            Packing::Gz => Self::Gz,
            Packing::Zst => Self::Zst,
        }
    }
}

impl Clean {
    /// What is said about the form of the output.
    pub(in crate::cli) fn form(&self) -> FormAsked {
        let Show { links, images, emphasis } = self.show;
        FormAsked {
            format: self.format.map(Into::into),
            packing: self.compress.map(Into::into),
            blocks: self.blocks,
            style: Style { links, emphasis, images },
        }
    }
}

/// How to read pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PageKind {
    /// By name, field and look
    Auto,
    /// Whole pages or fragments of HTML
    Html,
    /// Flattened text, one block a line
    Text,
}

/// One word of `--labels`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct LabelChoice {
    pub(in crate::cli) label: Label,
    pub(in crate::cli) keep: bool,
}

pub(super) fn label_choice(word: &str) -> Result<LabelChoice, String> {
    let (keep, name) = match (word.strip_prefix('+'), word.strip_prefix('-')) {
        (Some(name), _) => (true, name),
        (_, Some(name)) => (false, name),
        _ => return Err(format!("write +{word} to add it to the text, -{word} to leave it out")),
    };
    let unknown = || {
        let all = Label::ALL.map(Label::name).join(", ");
        format!("there is no label \"{name}\"; the labels are {all}")
    };
    Label::from_name(name).map(|label| LabelChoice { label, keep }).ok_or_else(unknown)
}

fn key_path(word: &str) -> Result<KeyPath, String> {
    if word.is_empty() {
        Err("write KEY or KEY,KEY, such as id,crawl_date".into())
    } else {
        Ok(KeyPath::new(word))
    }
}

fn seconds(word: &str) -> Result<Duration, String> {
    let seconds = word.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|seconds| !seconds.is_zero()).ok_or_else(|| "write seconds, such as 10 or 0.5".to_owned())
}
