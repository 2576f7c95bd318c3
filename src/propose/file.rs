//! The proposal as text, with what a person should look at.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{BOXES, Hope, Proposer};
use crate::clean::counted;
use crate::sites::Field;

/// The fields that are proposed, in the order of a rule file.
const FIELDS: [Field; 8] = [
    Field::Title,
    Field::Lead,
    Field::Body,
    Field::Author,
    Field::Date,
    Field::Section,
    Field::Tags,
    Field::Caption,
];

impl Proposer {
    pub(super) fn written(&self, checked: Date) -> String {
        let (host, articles) = (&self.host, counted(self.articles as u64, "article"));
        let mut out = format!(
            "# A start: what was found on {articles} of {host} without a rule, as selectors. The numbers say on how many of them a\n\
             # selector leads there. Arrays are in order of preference; the format is in src/sites/README.md.\n\
             # Look at it:  tinsach explain PAGE --url URL --rules DIR   then:  tinsach rules test DIR --pages PAGES\n\
             hosts = [\"{host}\"]\n\n\
             [source]\n\
             checked = {checked}\n\
             basis = \"{articles} of the site, as generic reads them\"  # say here what you looked at\n\
             verified = \"fixture\"  # \"corpus\" once you have seen it work on real pages\n\n\
             [[layout]]\n"
        );
        for field in FIELDS {
            self.field(field, &mut out);
        }
        self.boxes(&mut out);
        out
    }

    fn field(&self, field: Field, out: &mut String) {
        let (name, hopes) = (field.name(), self.hopes(field));
        // Writing to a string cannot fail.
        let _ = if hopes.is_empty() {
            writeln!(out, "# {name} = []  # nothing with a name of its own")
        } else {
            writeln!(out, "{name} = [\n{}]", hopes.iter().map(|hope| self.line(hope)).collect::<String>())
        };
    }

    /// Boxes as comments: a wrong one costs text.
    fn boxes(&self, out: &mut String) {
        let boxes = self.ranked(Field::Remove);
        if boxes.is_empty() {
            return;
        }
        out.push_str("# Boxes inside of the article that were dropped whole; take those that no text is ever in:\n# remove = [\n");
        let lines = boxes.iter().take(BOXES).map(|hope| format!("# {}", self.line(hope)));
        out.extend(lines);
        out.push_str("# ]\n");
    }

    fn line(&self, (name, pages): &Hope<'_>) -> String {
        format!("  \"{name}\",  # {} of {}\n", pages.len(), self.articles)
    }
}
