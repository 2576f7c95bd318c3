//! What is written for one record: the part of encoding that any thread can do by itself.

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use super::pack::pack;
use super::table::table_row;
use super::texts::head;
use crate::article::Outcome;
use crate::clean::done::Written;
use crate::clean::settings::{Destination, Form, Format, Packing, Settings};
use crate::input::Kept;
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
    /// The shaper of a run.
    pub(in crate::clean) fn new(settings: &Settings) -> Self {
        let is_folder = matches!(settings.destination, Destination::Folder(_));
        let form = settings.form;
        let one_file_each = is_folder && !form.format.has_every_record();
        Self { form, kept: settings.fields.keep().map(Into::into).collect(), one_file_each }
    }

    /// What is written for an outcome.
    pub(in crate::clean) fn outcome(&self, id: &str, kept: &Kept, outcome: &Outcome) -> io::Result<Written> {
        let Form { format, blocks, style, .. } = self.form;
        let text = match format {
            Format::Text => outcome.article().map(output::text),
            Format::Markdown => outcome.article().map(|it| output::markdown(it, style)),
            Format::Html => outcome.article().map(|it| output::html(it, style)),
            _ => Some(self.row(output::json(id, &self.kept_of(kept), outcome, blocks))?),
        };
        text.map_or(Ok(Written::Nothing), |text| self.whole(text))
    }

    /// What is written for a record that failed.
    pub(in crate::clean) fn error(&self, id: &str, kept: &Kept, error: &str) -> io::Result<Written> {
        if self.form.format.has_every_record() {
            self.row(output::json_error(id, &self.kept_of(kept), error)).map(Written::Text)
        } else {
            Ok(Written::Nothing)
        }
    }

    /// Parquet has a column of strings for each field of the input: what is none is told as JSON.
    fn kept_of<'k>(&self, kept: &'k Kept) -> Cow<'k, Kept> {
        if self.form.format != Format::Parquet {
            return Cow::Borrowed(kept);
        }
        let told = |value: &Value| match value {
            Value::Null | Value::String(_) => value.clone(),
            other => Value::String(other.to_string()),
        };
        Cow::Owned(kept.iter().map(|(key, value)| (key.clone(), told(value))).collect())
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
