//! What was left out of the output: articles in other languages, and duplicates with what they are the same as.

use std::collections::BTreeMap;

use super::{Host, Report, counted, escaped, reason_card};

/// Duplicates that the page lists.
const LISTED: usize = 200;

/// Cards with what was left out, or nothing.
pub(super) fn section(report: &Report, sum: &Host) -> String {
    let reasons = |counts: &BTreeMap<String, u64>, words: &str| -> BTreeMap<String, u64> {
        counts.iter().map(|(name, count)| (format!("{words} {name}"), *count)).collect()
    };
    let mut all = reasons(&sum.other_language, "in another language:");
    all.extend(reasons(&sum.duplicates, "duplicate by"));
    let cards = reason_card("Left out, by reason", "left", &all) + &duplicates(report);
    if cards.is_empty() { cards } else { format!("<div class=\"grid two\">{cards}</div>\n") }
}

fn duplicates(report: &Report) -> String {
    let listed = report.duplicates.iter().take(LISTED);
    let items = listed.fold(String::new(), |items, it| {
        let [id, first, by] = [&it.id, &it.first, &it.by].map(|text| escaped(text));
        items + &format!("<li><bdi>{id}</bdi> as <bdi>{first}</bdi> <span class=\"faint\">{by}</span></li>")
    });
    if items.is_empty() {
        return items;
    }
    let all = counted(report.all_duplicates, "duplicate");
    format!(
        "<section class=\"card\"><h2>{all}</h2><details><summary>The first of them, and what they are the same \
         as</summary><ol>{items}</ol></details></section>"
    )
}
