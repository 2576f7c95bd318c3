//! Nested lists with the numbers of the page.

use crate::article::ArticleBlock;

/// The greatest number that a list can begin with (nine digits).
const MAX_NUMBER: u32 = 999_999_999;

/// An open list.
struct Open {
    level: u8,
    ordered: bool,
    /// Its last number.
    number: u32,
    /// Which of two signs its items have: two lists without anything between them differ in it.
    other: bool,
    /// How far the text of its items is indented against its own.
    marker: usize,
}

/// Items one below the other. `text` gives the text of an item as it stands at the start of a line.
pub(super) fn list(run: &[ArticleBlock], text: &dyn Fn(&ArticleBlock) -> String) -> String {
    let mut open: Vec<Open> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for block in run {
        let level = block.level.unwrap_or(1);
        let markup = block.markup.as_deref();
        let given = markup.and_then(|it| it.number).filter(|number| *number <= MAX_NUMBER);
        let ordered = block.ordered.unwrap_or(given.is_some());
        let mut same = None;
        while open.last().is_some_and(|list| list.level > level) {
            same = open.pop();
        }
        let is_same = open.last().is_some_and(|list| list.level == level);
        if markup.is_some_and(|it| it.continued) && is_same {
            let indent: usize = open.iter().map(|list| list.marker).sum();
            lines.extend([String::new(), format!("{}{}", " ".repeat(indent), text(block))]);
            continue;
        }
        if is_same {
            same = open.pop();
        }
        let next = same.as_ref().filter(|list| list.ordered == ordered).map_or(1, |list| list.number + 1);
        let number = given.unwrap_or(next).min(MAX_NUMBER);
        let goes_on =
            same.as_ref().is_some_and(|list| list.ordered == ordered && (!ordered || number == next));
        let other = same.as_ref().is_some_and(|list| list.other != (!goes_on && list.ordered == ordered));
        let marker = match (ordered, other) {
            (true, false) => format!("{number}. "),
            (true, true) => format!("{number}) "),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        // Only a list that begins with 1 can begin below a line of text.
        if !goes_on && !lines.is_empty() && (same.is_some() || (ordered && number != 1)) {
            lines.push(String::new());
        }
        let indent: usize = open.iter().map(|list| list.marker).sum();
        open.push(Open { level, ordered, number, other, marker: marker.len() });
        lines.push(format!("{}{marker}{}", " ".repeat(indent), text(block)));
    }
    lines.join("\n")
}
