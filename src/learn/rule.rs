//! Layouts as a rule file, with what is known of each line beside it.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::board::Chosen;
use super::check::Check;
use super::layout::Layout;
use crate::sites::Field;

/// What stands at the head of a rule file.
#[derive(Debug)]
pub(super) struct Origin<'a> {
    pub(super) host: &'a str,
    /// Pages learned from.
    pub(super) pages: usize,
    pub(super) checked: Date,
    pub(super) check: Option<&'a Check>,
}

/// The text of the file.
pub(super) fn render(origin: &Origin<'_>, layouts: &[Layout]) -> String {
    let Origin { host, pages, checked, check } = origin;
    let mut out = format!(
        "# Proposed by `tinsach learn` from {pages} pages of {host}; nobody has read it yet.\n\
         # Behind a selector: on how many pages it is right, of those that show the field (remove, drop_text: that have it,\n\
         # of all pages), as far as the generic engine knows.\n"
    );
    if let Some(check) = check {
        let _ = write!(out, "{}", check.comment());
    }
    let _ = write!(
        out,
        "hosts = [{host}]\n\n[source]\nchecked  = {checked}\nbasis    = {basis}\nverified = \"corpus\"\n",
        host = quoted(host),
        basis =
            quoted(&format!("tinsach learn, {pages} pages; against the generic engine, not against gold")),
    );
    for layout in layouts {
        out.push_str(&written(layout));
    }
    out
}

fn written(layout: &Layout) -> String {
    let templates =
        if layout.templates > 1 { format!(", {} templates", layout.templates) } else { String::new() };
    let mut out = format!("\n[[layout]]  # {} pages{templates}\n", layout.pages);
    if let Some(until) = layout.until {
        let _ = writeln!(out, "until = {until}");
    }
    for (field, chosen) in &layout.fields {
        out.push_str(&array(field.name(), chosen));
    }
    out.push_str(&array(Field::Remove.name(), &layout.boxes.remove));
    out.push_str(&array("drop_text", &layout.boxes.drop_text));
    out
}

fn array(name: &str, all: &[Chosen]) -> String {
    let count = |it: &Chosen| format!("  # {} of {}", it.right, it.shown);
    match all {
        [] => String::new(),
        [only] => format!("{name} = [{}]{}\n", quoted(&only.css), count(only)),
        _ => {
            let lines = all.iter().map(|it| format!("  {},{}\n", quoted(&it.css), count(it)));
            format!("{name} = [\n{}]\n", lines.collect::<String>())
        }
    }
}

/// A TOML string: without escapes where it can be.
fn quoted(text: &str) -> String {
    if !text.contains('"') && !text.contains('\\') && !text.chars().any(char::is_control) {
        return format!("\"{text}\"");
    }
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn strings_come_back() {
        for text in ["p > .a", "^Xem \"thêm\" \\(1\\)", "^'''\"\"\"\\.", "a\tb"] {
            let table: toml::Table = format!("x = {}", quoted(text)).parse().expect("TOML");
            assert_eq!(table["x"].as_str(), Some(text));
        }
    }
}
