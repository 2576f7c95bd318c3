//! Rates as a file: what `--save` writes and `--baseline` reads.

use serde::{Deserialize, Serialize};

use super::{Hits, Key, Rates};

/// Raised when the form changes.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    rates: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    host: String,
    rule: String,
    field: String,
    month: String,
    hits: u64,
    pages: u64,
}

impl Rates {
    /// The rates as JSON, sorted.
    pub fn saved(&self) -> String {
        let rows = self.by.iter().flat_map(|(key, months)| {
            months.iter().map(|(month, hits)| {
                let Key { host, rule, field } = key.clone();
                Row { host, rule, field, month: month.clone(), hits: hits.hits, pages: hits.pages }
            })
        });
        let file = File { version: VERSION, rates: rows.collect() };
        // Strings and numbers are always JSON.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// Reads what [`Rates::saved`] wrote.
    ///
    /// # Errors
    /// A message with line and column, when the text is something else.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.version != VERSION {
            return Err(format!("version {} is not known, only {VERSION}", file.version));
        }
        let mut rates = Self::default();
        for Row { host, rule, field, month, hits, pages } in file.rates {
            rates.count(Key { host, rule, field }, &month, Hits { hits: hits.min(pages), pages });
        }
        Ok(rates)
    }
}
