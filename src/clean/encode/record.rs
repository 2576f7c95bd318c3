//! What is written for one record: the part of encoding that any thread can do by itself.

use std::io;

use super::pack::pack;
use super::table::table_row;
use super::texts::head;
use crate::article::Outcome;
use crate::clean::done::Written;
use crate::clean::settings::{Destination, Form, Format, Packing, Settings};
use crate::output;

/// Makes of outcomes what is written for them.
#[derive(Clone, Debug)]
pub(in crate::clean) struct Shaper {
    form: Form,
    kept: Vec<String>,
    /// Whether each record is a file of its own.
    one_file_each: bool,
}

impl Shaper {
    /// The shaper of a run. `kept` are the input fields that are carried through.
    pub(in crate::clean) fn new(settings: &Settings, kept: &[String]) -> Self {
        let is_folder = matches!(settings.destination, Destination::Folder(_));
        let form = settings.form;
        let one_file_each = is_folder && !form.format.has_every_record();
        Self { form, kept: kept.to_vec(), one_file_each }
    }

    /// What is written for an outcome.
    pub(in crate::clean) fn outcome(&self, id: &str, outcome: &Outcome) -> io::Result<Written> {
        let Form { format, blocks, style, .. } = self.form;
        let text = match format {
            Format::Text => outcome.article().map(output::text),
            Format::Markdown => outcome.article().map(|it| output::markdown(it, style)),
            Format::Html => outcome.article().map(|it| output::html(it, style)),
            _ => Some(self.row(output::json(id, outcome, blocks))?),
        };
        text.map_or(Ok(Written::Nothing), |text| self.whole(text))
    }

    /// What is written for a record that failed.
    pub(in crate::clean) fn error(&self, id: &str, error: &str) -> io::Result<Written> {
        if self.form.format.has_every_record() {
            self.row(output::json_error(id, error)).map(Written::Text)
        } else {
            Ok(Written::Nothing)
        }
    }

    fn row(&self, mut json: String) -> io::Result<String> {
        match self.form.format {
            Format::Csv | Format::Tsv => table_row(self.form, &self.kept, &json),
            _ => {
                json.push('\n');
                Ok(json)
            }
        }
    }

    /// A file of its own is packed here, where it costs the writer no time.
    fn whole(&self, text: String) -> io::Result<Written> {
        if !self.one_file_each {
            return Ok(Written::Text(text));
        }
        let whole = head(self.form.format).to_owned() + &text;
        Ok(match self.form.packing {
            Packing::None => Written::Text(whole),
            packing => Written::Packed(pack(packing, whole.as_bytes())?),
        })
    }
}
