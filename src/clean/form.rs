//! The form of output: what was asked for and what the name of the output says, together.

use std::path::Path;

use super::contradiction::Contradiction;
use super::settings::{Destination, Form, Format, Packing};
use crate::output::Style;

/// What was said of the form; what was not, the name of the output says, or it is as usual.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormAsked {
    /// In which form.
    pub format: Option<Format>,
    /// How packed.
    pub packing: Option<Packing>,
    /// Whether JSON and tables have the blocks of an article.
    pub blocks: bool,
    /// What is shown beside text and structure.
    pub style: Style,
}

impl FormAsked {
    /// The form of output that goes to `destination`.
    ///
    /// # Errors
    /// When what was asked for contradicts the name of the output, or is not for that form.
    pub fn form(self, destination: &Destination) -> Result<Form, Contradiction> {
        let Self { blocks, style, .. } = self;
        let named = match destination {
            Destination::File(path) => Named::by(path),
            Destination::Stdout | Destination::Folder(_) => Named::default(),
        };
        let format = agreed(self.format, named.format).map_err(|[asked, named]| {
            let (asked, named) = (asked.name(), named.name());
            Contradiction(format!(
                "--format is {asked}, but the name of the output says {named}: change one of the two"
            ))
        })?;
        let format = format.unwrap_or(Format::Jsonl);
        let packing = agreed(self.packing, named.packing).map_err(|[asked, named]| {
            let (asked, named) = (name_of(asked), name_of(named));
            Contradiction(format!(
                "--compress is {asked}, but the name of the output says {named}: change one of the two"
            ))
        })?;
        let packing = packing.unwrap_or(Packing::None);
        check_packing(format, packing)?;
        check_form(format, blocks)?;
        check_style(format, blocks, style)?;
        Ok(Form { format, packing, blocks, style })
    }
}

/// What the name of a file says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Named {
    format: Option<Format>,
    packing: Option<Packing>,
}

impl Named {
    fn by(path: &Path) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let packed = [Packing::Gz, Packing::Zst].into_iter().find_map(|packing| {
            let stem = name.strip_suffix(packing.extension()?)?.strip_suffix('.')?;
            Some((stem, packing))
        });
        let stem = packed.map_or(name.as_str(), |(stem, _)| stem);
        let format = stem.rsplit_once('.').and_then(|(_, extension)| match extension {
            "ndjson" => Some(Format::Jsonl),
            "htm" => Some(Format::Html),
            "markdown" => Some(Format::Markdown),
            other => Format::ALL.into_iter().find(|format| format.extension() == other),
        });
        // A name that says nothing, such as that of a pipe, says nothing of packing either.
        let packing = packed.map(|(_, packing)| packing).or(format.map(|_| Packing::None));
        Self { format, packing }
    }
}

/// What two places say, if they do not contradict each other.
fn agreed<T: PartialEq>(typed: Option<T>, named: Option<T>) -> Result<Option<T>, [T; 2]> {
    match (typed, named) {
        (Some(typed), Some(named)) if typed != named => Err([typed, named]),
        (typed, named) => Ok(typed.or(named)),
    }
}

fn name_of(packing: Packing) -> &'static str {
    packing.extension().unwrap_or("none")
}

fn check_packing(format: Format, packing: Packing) -> Result<(), Contradiction> {
    let message = if format == Format::Parquet && !cfg!(feature = "parquet") {
        "this program was built without Parquet: build it with the feature \"parquet\", or choose another --format"
    } else if format == Format::Parquet && packing != Packing::None {
        "Parquet packs its columns itself (zstd): name the output OUT.parquet, without --compress"
    } else {
        return Ok(());
    };
    Err(Contradiction(message.into()))
}

fn check_form(format: Format, blocks: bool) -> Result<(), Contradiction> {
    if blocks && !format.has_every_record() {
        let message =
            "--blocks adds to JSON objects and tables: use it with --format jsonl, csv, tsv or parquet";
        return Err(Contradiction(message.into()));
    }
    Ok(())
}

fn check_style(format: Format, blocks: bool, style: Style) -> Result<(), Contradiction> {
    let message = match format {
        Format::Markdown | Format::Html => return Ok(()),
        _ if style.images || style.emphasis => {
            "--images and --emphasis are for --format markdown and html; jsonl and tables always have the pictures"
        }
        Format::Text if style.links => {
            "--links is for --format markdown and html, and for jsonl and tables with --blocks"
        }
        _ if style.links && !blocks => "--links tells the links of each block: add --blocks",
        _ => return Ok(()),
    };
    Err(Contradiction(message.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(
        output: &str,
        format: Option<Format>,
        packing: Option<Packing>,
    ) -> Result<(Format, Packing), Contradiction> {
        let destination = match output {
            "" => Destination::Stdout,
            file => Destination::File(file.into()),
        };
        let asked = FormAsked { format, packing, ..FormAsked::default() };
        asked.form(&destination).map(|form| (form.format, form.packing))
    }

    #[test]
    fn the_name_of_the_output_tells_its_form() {
        for (name, format, packing) in [
            ("out.jsonl", Format::Jsonl, Packing::None),
            ("out.NDJSON.gz", Format::Jsonl, Packing::Gz),
            ("a.b/out.jsonl.zst", Format::Jsonl, Packing::Zst),
            ("out.csv", Format::Csv, Packing::None),
            ("out.tsv.gz", Format::Tsv, Packing::Gz),
            ("out.parquet", Format::Parquet, Packing::None),
            ("out.txt.zst", Format::Text, Packing::Zst),
            ("out.md", Format::Markdown, Packing::None),
            ("out.html", Format::Html, Packing::None),
            ("out", Format::Jsonl, Packing::None),
            ("gz", Format::Jsonl, Packing::None),
            ("out.gz", Format::Jsonl, Packing::Gz),
            ("text.d/out", Format::Jsonl, Packing::None),
        ] {
            assert_eq!(form(name, None, None), Ok((format, packing)), "{name}");
            assert_eq!(form(name, Some(format), Some(packing)), Ok((format, packing)), "{name}, typed too");
        }
    }

    #[test]
    fn what_is_typed_fills_in_what_no_name_says() {
        assert_eq!(form("", Some(Format::Csv), Some(Packing::Gz)), Ok((Format::Csv, Packing::Gz)));
        assert_eq!(form("pipe", Some(Format::Text), Some(Packing::Zst)), Ok((Format::Text, Packing::Zst)));
        assert_eq!(form("out.zst", Some(Format::Tsv), None), Ok((Format::Tsv, Packing::Zst)));
    }

    #[test]
    fn a_contradiction_is_refused() {
        let refused = |output, format, packing, words: &[&str]| {
            let Contradiction(message) = form(output, format, packing).expect_err(output);
            assert!(words.iter().all(|word| message.contains(word)), "{message}");
        };
        refused("out.csv", Some(Format::Jsonl), None, &["--format is jsonl", "says csv"]);
        refused("out.md.gz", Some(Format::Text), None, &["--format is text", "says markdown"]);
        refused("out.jsonl", None, Some(Packing::Gz), &["--compress is gz", "says none"]);
        refused("out.jsonl.gz", None, Some(Packing::None), &["--compress is none", "says gz"]);
        refused("out.parquet.zst", None, None, &["Parquet packs"]);
        refused("", Some(Format::Parquet), Some(Packing::Gz), &["Parquet packs"]);
    }
}
