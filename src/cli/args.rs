//! What was typed: the words of the command line, each checked by itself.
//!
//! What they mean together is told by `config`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::form::Typed;
use super::limit::{LimitChoice, limit_choice};
use super::sift::DedupBy;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum};
use tinsach::Label;
use tinsach::clean::sift::Language;
use tinsach::input::{Field, KeyPath};
use tinsach::output::Style;

/// tinsach separates the article of a news page from everything around it.
#[derive(Debug, Parser)]
#[command(name = "tinsach", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  tinsach clean page.html                        one page, as JSON, to standard output
  tinsach clean pages/ -o articles.jsonl         every page of a folder
  tinsach clean dump.jsonl.gz --field html=body  a dump whose pages are in the field \"body\"
  tinsach help clean                             everything about a command

Exit codes: 0 all delivered, 1 could not run, 2 wrong usage, 3 done, but some records failed.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Clean pages: write the article of each, or say why there is none
    Clean(Clean),
    /// See the rules of single sites, or check rules of your own
    Rules(Rules),
    /// Score the program on a corpus: pages whose articles are known
    Eval(Eval),
    /// Learn the weights of the scorer from corpora
    Train(Train),
}

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
  tinsach clean page.html --url https://example.vn/a.html --format html --links --images -o clean.html
      The article as a page of its own, with links and pictures.
  tinsach clean dump.jsonl.gz --dedup url,near --lang vi -o articles.jsonl
      Vietnamese articles only, and each story once.
  tinsach clean dump.jsonl -o articles.jsonl --report report.html
      Sums for each host, headlines, and which fields of site rules find nothing any more.
  tinsach clean crawl.txt --labels +caption,-table
      A flattened page; captions count as text, tables do not.

Exit codes: 0 all delivered, 1 could not run, 2 wrong usage, 3 done, but some records failed.";

const FIELD_HELP: &str = "\
The field of JSONL records that holds something; may be repeated

NAME is id, url, html, text, fetched or content_type; html is for fragments too. A NAME that is given twice has its keys \
tried in that order. KEY may be a path: html=data.body is the field \"body\" of the object in the field \"data\"; \
a key that is \"data.body\" itself goes first, and \\. is a dot in a key. Without it: id=id, url=url or link, html=html or body or content, text=text.";

/// `tinsach clean`.
#[derive(Debug, clap::Args)]
#[command(after_help = CLEAN_EXAMPLES)]
pub(super) struct Clean {
    /// Files, folders, or - for standard input
    ///
    /// Pages are .html, .htm and .txt files, dumps with one JSON object a line are .jsonl and .ndjson, tables with a
    /// head line .csv and .tsv, Parquet .parquet, web archives
    /// .warc, archives of pages .tar and .tgz; each may be packed (.gz or .zst). A folder is read with all folders below it,
    /// in the order of its paths; other files in it are left out. What a file begins with goes before its name: a web archive
    /// is one whatever it is called. A file of another name, and standard input, are taken for what they begin with: { is
    /// JSONL, < is HTML, anything else is text. An INPUT that is no file and has *, ? or [ in it is a pattern ('crawl/**/*.csv').
    #[arg(required_unless_present = "print_config", value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    /// Write to the file OUT, or with a folder or a trailing slash one file a record into it
    ///
    /// Without it, output goes to standard output. A file gets its name when the run is done; until then it is called
    /// OUT.part. A folder is for --format text, markdown and html; its files are named after the records.
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,

    /// How to write articles [default: what the name of OUT says, else jsonl]
    ///
    /// jsonl: a JSON object a line for every record, whether it has an article or not. csv, tsv and parquet: the same as
    /// a table, a row for every record. text, markdown and html: articles only, title first. Several in one file are
    /// separated by a line ----- with a blank line before and after it; in html each is an <article>. The names are
    /// OUT.jsonl or .ndjson, .csv, .tsv, .parquet, .txt, .md, .html, then .gz or .zst where it is packed.
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,

    /// How to pack the output [default: what the name of OUT says, else none]
    ///
    /// For standard output and for each file of a folder; a file says it by its name, such as OUT.jsonl.zst. Parquet packs
    /// its columns itself.
    #[arg(long, value_enum, value_name = "PACKING")]
    pub(super) compress: Option<Packing>,

    /// Add to each JSON object or row the blocks of the article, with their labels
    #[arg(long)]
    pub(super) blocks: bool,

    #[command(flatten)]
    pub(super) show: Show,

    /// The address of the page, for an input that is one page
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,

    /// How to read pages: by name, field and look, or all in one way
    #[arg(long, value_enum, default_value_t = PageKind::Auto)]
    pub(super) kind: PageKind,

    /// The field of JSONL records that holds something; may be repeated
    #[arg(long = "field", value_name = "NAME=KEY", long_help = FIELD_HELP)]
    pub(super) fields: Vec<Field>,

    /// Fields of the input records that the output has too, such as id,crawl_date; may be repeated
    ///
    /// Of JSONL, CSV, TSV and Parquet records; nested ones by their path (data.crawl_date). In jsonl they stand in
    /// "kept", null where a record has none.
    #[arg(long, value_name = "KEY,KEY", value_delimiter = ',', value_parser = key_path)]
    pub(super) keep: Vec<KeyPath>,

    /// Leave out articles that are in the output already: by url, text or near; may be several
    ///
    /// The first in input order wins; the others are in the sums, and the first thousand are named in the report. url:
    /// the address the page calls its own, else the record's, without fragment, www., closing slash and what follows
    /// clicks (utm_source, fbclid). text: the whole text, but for case, white space and punctuation. near: so much of
    /// the text that about 80 of 100 sequences of five words are the same; texts under 50 words never are. Memory grows with the
    /// articles written: 25 to 50 bytes each for url, as much for text, 220 to 320 for near, and 8 with its id.
    #[arg(long, value_name = "BY,BY", value_delimiter = ',', value_enum)]
    pub(super) dedup: Vec<DedupBy>,

    /// Keep only articles in these languages, such as vi,en; may be repeated
    ///
    /// Codes are those of ISO 639-1; und is for articles whose language is not known, which are left out otherwise. The
    /// language is that of the text; see "language" in the output.
    #[arg(long = "lang", value_name = "CODE,CODE", value_delimiter = ',')]
    pub(super) languages: Vec<Language>,

    /// Count blocks of a label as article text (+caption) or leave them out (-table)
    #[arg(long, value_name = "+LABEL,-LABEL", value_delimiter = ',', allow_hyphen_values = true, value_parser = label_choice)]
    pub(super) labels: Vec<LabelChoice>,

    /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
    #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
    pub(super) rules: Option<RulesChoice>,

    /// Threads in all, reading and writing included [default: one for each core]
    ///
    /// The output is the same for any number.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,

    /// The longest time a page may take; one that takes longer is an error [default: any time]
    ///
    /// Which page is late depends on the machine: with it, the same input need not give the same output. Without it no
    /// page takes for ever either, since its size is limited.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) deadline: Option<Duration>,

    /// Limits of a page: bytes, nodes, depth or work (steps); may be repeated
    ///
    /// Of a page with more nodes the rest is left out, and what is nested deeper stands beside each other: the article's
    /// "truncated" says so. A page of more bytes or more work is an error. All are counted: the same page ends at the same
    /// place on every machine. [default: bytes=67108864, nodes=200000, depth=512, work=500000000]
    #[arg(long = "limit", value_name = "NAME=N", value_parser = limit_choice)]
    pub(super) limits: Vec<LimitChoice>,

    /// Write what was done for each host to FILE, a page that needs no network
    ///
    /// Records, articles, why there is none, errors, the rule that spoke and what its fields missed, the share of text
    /// kept, headlines. A file that exists is replaced only with --force.
    #[arg(long, value_name = "FILE.html")]
    pub(super) report: Option<PathBuf>,

    /// No progress, no summary, no notes: only what went wrong
    #[arg(short, long)]
    pub(super) quiet: bool,

    /// Read options from FILE; none for no file [default: tinsach.toml, if it is in the working folder]
    ///
    /// Its table [clean] holds options by their names: threads = 4, blocks = true, keep = ["id", "at"],
    /// field = { html = "data.body" }. An option that is typed goes before the one in the file.
    #[arg(long, value_name = "FILE|none")]
    pub(super) config: Option<PathBuf>,

    /// Print the options that apply, and where each comes from, in the form of the file; clean nothing
    #[arg(long)]
    pub(super) print_config: bool,

    /// What `print_config` prints.
    #[arg(skip)]
    pub(super) shown_config: Option<String>,

    /// Replace output that exists
    #[arg(long)]
    pub(super) force: bool,
}

/// What `clean` shows beside text and structure.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Show {
    /// Show links with their addresses (markdown, html), or tell them of each block (jsonl and tables with --blocks)
    ///
    /// Without it a link is its text. Only links to pages of the web and mail are shown; jsonl has them all, with
    /// emphasis and the numbers of lists.
    #[arg(long)]
    pub(super) links: bool,

    /// Show pictures with their captions where they stand in the article (markdown, html)
    #[arg(long)]
    pub(super) images: bool,

    /// Show what is bold, in italics or code inside a line (markdown, html)
    #[arg(long)]
    pub(super) emphasis: bool,
}

const RULES_EXAMPLES: &str = "\
Examples:
  tinsach rules list
      All rules: whether each was seen to work on real pages, and for which hosts it speaks.
  tinsach rules show vnexpress.net
      The rule file that speaks for a host.
  tinsach rules check my-rules/
      Whether the files of a folder are sound, with line and column of what is not.";

/// `tinsach rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = RULES_EXAMPLES)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub(super) action: RulesAction,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub(super) enum RulesAction {
    /// List all rules, one a line
    List {
        /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
        #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
        rules: Option<RulesChoice>,
    },
    /// Print the rule file that speaks for a host
    Show {
        /// A host, an address of a page, or the name of a rule
        host: String,
        /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
        #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
        rules: Option<RulesChoice>,
    },
    /// Check a folder with rules of your own, as --rules would read it
    Check {
        /// Holds *.toml or rules/*.toml for sites, families/*.toml for families
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

const EVAL_EXAMPLES: &str = "\
Examples:
  tinsach eval corpus/vn-dev
      Clean the pages of a corpus and print how well that went.
  tinsach eval corpus/vn-dev --rules none --worst 20
      The same without site rules, with the twenty pages that went worst.
  tinsach eval corpus/vn-dev --pred found.jsonl --json
      Keep what was found, one JSON object a page; print the figures as JSON.
  tinsach eval corpus/vn-dev --model none --without card,link-density
      Switch two rules off, to see what they are worth together.

Exit codes: 0 all pages cleaned, 1 could not run, 2 wrong usage, 3 scored, but some pages failed.";

/// `tinsach eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = EVAL_EXAMPLES)]
pub(super) struct Eval {
    /// Folder with gold.jsonl, one JSON object a line, and the pages that it names
    ///
    /// With a folder "text" in it, the pages are flattened ones: each line of gold.jsonl has "file", and may have
    /// "url", "sha256", and "labels", a list of [line, class]. Otherwise they are HTML: "id" and "file", and
    /// any of "url", "article", "text", "with", "without", "title", "published", "authors". What a
    /// page does not give is not scored. Pages may be packed (.gz).
    #[arg(value_name = "CORPUS")]
    pub(super) corpus: PathBuf,

    /// Write what was found to FILE, one JSON object a page; a file that exists is replaced
    #[arg(long, value_name = "FILE")]
    pub(super) pred: Option<PathBuf>,

    /// Folder with site rules of your own, which go before the shipped ones; none for no rules at all
    #[arg(long, value_name = "DIR|none", value_parser = rules_choice)]
    pub(super) rules: Option<RulesChoice>,

    /// Judge each page by a scorer that has not learned from its site: the models of the folds in DIR
    ///
    /// They are made by "tinsach train", together with the one that is shipped. Pages of a site are in one fold.
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "models")]
    pub(super) cv: Option<PathBuf>,

    /// Judge with the weights in FILE instead of the shipped ones; none for the rules alone
    #[arg(long, value_name = "FILE|none", conflicts_with = "cv")]
    pub(super) model: Option<PathBuf>,

    /// Switch rules and passes off, to see what they are worth; may be repeated
    ///
    /// The names are those that verdicts give as their reason. The scorer, which mends much of what a rule leaves undone,
    /// is switched off by --model none.
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(tinsach::classify::names())
    )]
    pub(super) without: Vec<String>,

    /// Threads that clean pages [default: one for each core]
    ///
    /// The figures are the same for any number.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,

    /// Also list the N pages that went worst
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) worst: usize,

    /// Print the figures as a JSON object
    #[arg(long)]
    pub(super) json: bool,
}

const TRAIN_EXAMPLES: &str = "\
Examples:
  tinsach train corpus/vn-dev corpus/wcxb-dev -o models
      Learn from two corpora; write models/article.model and the five models of the folds.
  tinsach train corpus/vn-dev -o /tmp/without --without claimed --without inner
      The same without some columns, to see with eval --cv what they are worth.
  tinsach train corpus/vn-dev -o /tmp/alone --without @
      The same without what is read from the neighbours of a block (words@-1, links@2).";

/// `tinsach train`.
#[derive(Debug, clap::Args)]
#[command(after_help = TRAIN_EXAMPLES)]
pub(super) struct Train {
    /// Folders with gold.jsonl and HTML pages, as for eval
    #[arg(required = true, value_name = "CORPUS")]
    pub(super) corpora: Vec<PathBuf>,

    /// Folder for the weights: article.model of all pages, fold-1.model to fold-5.model without those of a fold
    ///
    /// Files that exist are replaced. The same corpora give the same files.
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,

    /// Do not learn from a column, or from all whose names begin so up to a dot; @ for all neighbours; may be repeated
    #[arg(long, value_name = "COLUMN")]
    pub(super) without: Vec<String>,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
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

/// How output is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Packing {
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
    pub(super) fn form(&self) -> Typed {
        let Show { links, images, emphasis } = self.show;
        Typed {
            format: self.format.map(Into::into),
            packing: self.compress.map(Into::into),
            blocks: self.blocks,
            style: Style { links, emphasis, images },
        }
    }
}

/// How to read pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageKind {
    /// By name, field and look
    Auto,
    /// Whole pages or fragments of HTML
    Html,
    /// Flattened text, one block a line
    Text,
}

/// One word of `--labels`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LabelChoice {
    pub(super) label: Label,
    pub(super) keep: bool,
}

/// Which site rules a run uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RulesChoice {
    /// None at all.
    None,
    /// The shipped ones, and the ones of a folder before them.
    Folder(PathBuf),
}

fn label_choice(word: &str) -> Result<LabelChoice, String> {
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

#[expect(clippy::unnecessary_wraps, reason = "the form that clap asks of a value parser")]
fn rules_choice(word: &str) -> Result<RulesChoice, String> {
    Ok(if word == "none" { RulesChoice::None } else { RulesChoice::Folder(word.into()) })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn clean(words: &[&str]) -> Result<Clean, clap::Error> {
        let words = ["tinsach", "clean"].iter().chain(words);
        Args::try_parse_from(words).map(|args| {
            let Command::Clean(clean) = args.command else { panic!("not clean: {args:?}") };
            clean
        })
    }

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        for command in Args::command().get_subcommands().chain([&Args::command()]) {
            let help = command.clone().render_long_help().to_string();
            assert!(help.contains("Examples:\n  tinsach "), "{}", command.get_name());
        }
    }

    #[test]
    fn labels_have_a_sign_and_a_known_name() {
        let typed = clean(&["a.html", "--labels", "-table,+caption"]).expect("well typed");
        let [one, other] = typed.labels[..] else { panic!("two labels") };
        assert_eq!(
            (one.label, one.keep, other.label, other.keep),
            (Label::Table, false, Label::Caption, true)
        );
        let unknown = label_choice("+captoin").expect_err("unknown");
        assert!(unknown.contains("\"captoin\"") && unknown.contains("inline_related"), "{unknown}");
        assert!(label_choice("caption").expect_err("no sign").contains("+caption"));
    }

    #[test]
    fn rules_are_a_folder_or_none() {
        let rules = |word| clean(&["a.html", "--rules", word]).expect("well typed").rules;
        assert_eq!(rules("none"), Some(RulesChoice::None));
        assert_eq!(rules("./none"), Some(RulesChoice::Folder("./none".into())));
    }

    #[test]
    fn a_deadline_is_some_time() {
        let deadline = |word| clean(&["a.html", "--deadline", word]).map(|typed| typed.deadline);
        assert_eq!(deadline("1.5").expect("well typed"), Some(Duration::from_millis(1500)));
        for wrong in ["0", "-1", "soon", "NaN", "inf"] {
            assert!(deadline(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_input_and_no_threads_are_mistakes() {
        assert!(clean(&[]).is_err());
        assert!(clean(&["a.html", "--threads", "0"]).is_err());
        assert!(clean(&["-", "--threads", "2"]).is_ok());
    }
}
