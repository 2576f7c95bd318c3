//! The table of hosts: a row for each, and below it what else is known of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::ranked::{Ranked, RuleField, shown};
use super::super::{Host, Report, counted, grouped, percent};
use super::chart::{CONFIDENCE, LENGTH, SHARE, parts};
use super::outcomes;
use crate::web::escaped;

/// Rows of the table. With what is folded in it a host takes some four kilobytes, so the page stays one that a phone opens.
pub(super) const ROWS: usize = 1000;

/// A column of the table.
struct Column {
    name: &'static str,
    /// Whether it is left out where there is little room; what is folded in has it too.
    is_wide: bool,
    is_number: bool,
}

const fn number(name: &'static str) -> Column {
    Column { name, is_wide: false, is_number: true }
}

const COLUMNS: [Column; 7] = [
    Column { name: "Host", is_wide: false, is_number: false },
    number("Records"),
    number("Articles"),
    number("No article"),
    number("Errors"),
    Column { name: "Text kept", is_wide: true, is_number: true },
    Column { name: "Rule", is_wide: true, is_number: false },
];

/// The column that the rows are sorted by, the greatest first.
const SORTED: usize = 1;

/// The section with the table.
pub(super) fn section(ranked: &Ranked<'_>, sum: &Host) -> String {
    let mut out = String::from(
        "<section aria-labelledby=\"hosts-title\"><div class=\"bar\"><h2 id=\"hosts-title\">Hosts</h2></div>\n\
         <table id=\"hosts\"><thead><tr>",
    );
    for (at, column) in COLUMNS.iter().enumerate() {
        let sorted = if at == SORTED { " aria-sort=\"descending\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\" {}{sorted}>{}</th>", column.attributes(), column.name);
    }
    out += "</tr></thead>\n";
    for (at, (name, host)) in ranked.hosts.iter().enumerate() {
        let mark = if host.drifting().is_empty() { "" } else { " <span class=\"drift\">drift</span>" };
        let row = row(shown(name), mark, host);
        let _ = writeln!(out, "<tbody id=\"{}\">{row}{}</tbody>", anchor(at), more(host));
    }
    out += "<tfoot>";
    if let Some(name) = &ranked.others_name {
        out += &row(name, "", &ranked.others);
    }
    out + &row("All", "", sum) + "</tfoot></table></section>\n"
}

/// The id of the host in a place of the table, from 0.
pub(super) fn anchor(at: usize) -> String {
    format!("host-{}", at + 1)
}

impl Column {
    fn attributes(&self) -> String {
        let wide = if self.is_wide { " wide" } else { "" };
        let kind = if self.is_number { "number" } else { "text" };
        format!("class=\"{kind}{wide}\"")
    }

    fn cell(&self, value: &str, html: &str) -> String {
        format!("<td {} data-v=\"{}\">{html}</td>", self.attributes(), escaped(value))
    }
}

fn row(name: &str, mark: &str, host: &Host) -> String {
    let [_, columns @ .., rule] = COLUMNS.each_ref();
    let no_article = host.no_article.values().sum();
    let counts = [host.records(), host.articles, no_article, host.errors];
    let drawn: Vec<_> = outcomes(host).iter().map(|it| (it.class, it.count)).collect();
    let mut out = format!(
        "<tr><th scope=\"row\" data-v=\"{0}\"><bdi>{0}</bdi>{mark}{1}</th>",
        escaped(name),
        parts(&drawn)
    );
    for (column, count) in columns.iter().zip(counts) {
        let class = if count == 0 { "<span class=\"zero\">0</span>".into() } else { grouped(count) };
        out += &column.cell(&count.to_string(), &class);
    }
    // Millionths, so that shares that look alike are still sorted; what has no share comes last.
    let share = (host.kept as f64 / host.chars as f64 * 1e6).round();
    let share = if host.chars == 0 { "-1".into() } else { share.to_string() };
    out += &columns[4].cell(&share, &percent(host.kept, host.chars));
    let main = host.main_rule().unwrap_or_default();
    let further = match host.rules.len() {
        0 | 1 => String::new(),
        many => format!(" <span class=\"faint\">+{}</span>", many - 1),
    };
    out + &rule.cell(main, &format!("<bdi>{}</bdi>{further}", escaped(main))) + "</tr>"
}

/// What is folded in below a row: what can be read on the left, what was counted on the right.
fn more(host: &Host) -> String {
    let left = headlines(&host.titles) + &fields(host);
    let right = counts("No article", &host.no_article)
        + &counts("Errors", &host.error_reasons)
        + &counts("Left out: other languages", &host.other_language)
        + &counts("Left out: duplicates", &host.duplicates)
        + &counts("Rules", &host.rules)
        + &spread(host);
    if left.is_empty() && right.is_empty() {
        return String::new();
    }
    let summary = match host.titles.len() {
        0 => "Details".into(),
        titles => format!("{} and details", counted(titles as u64, "headline")),
    };
    format!(
        "<tr class=\"more\"><td colspan=\"{}\"><details><summary>{summary}</summary><div class=\"details\"><div>{left}</div>\
         <div>{right}</div></div></details></td></tr>",
        COLUMNS.len()
    )
}

fn headlines(titles: &[String]) -> String {
    if titles.is_empty() {
        return String::new();
    }
    let items = titles
        .iter()
        .fold(String::new(), |all, title| all + &format!("<li><bdi>{}</bdi></li>", escaped(title)));
    format!("<div><h3>Headlines</h3><ol>{items}</ol></div>")
}

fn fields(host: &Host) -> String {
    if host.fields.is_empty() {
        return String::new();
    }
    let table = table_of_fields(host.rule_fields().map(|field| (None, field)));
    format!("<div><h3>Fields of the rules</h3>{table}</div>")
}

fn spread(host: &Host) -> String {
    if host.articles == 0 {
        return String::new();
    }
    let kept = percent(host.kept, host.chars);
    let small =
        LENGTH.small(&host.lengths) + &SHARE.small(&host.shares) + &CONFIDENCE.small(&host.confidences);
    format!(
        "<div><h3>Articles <span class=\"faint\">{kept} of the text kept</span></h3><div class=\"smalls\">{small}</div></div>"
    )
}

fn counts(title: &str, counts: &BTreeMap<String, u64>) -> String {
    if counts.is_empty() {
        return String::new();
    }
    let items = counts.iter().fold(String::new(), |all, (name, &count)| {
        all + &format!("<li><bdi>{}</bdi> <b>{}</b></li>", escaped(name), grouped(count))
    });
    format!("<div><h3>{title}</h3><ul class=\"chips\">{items}</ul></div>")
}

/// Fields and what they missed, each after a link to its host if it has one.
fn table_of_fields<'a>(fields: impl Iterator<Item = (Option<(usize, &'a str)>, RuleField<'a>)>) -> String {
    let mut rows = String::new();
    let mut has_hosts = false;
    for (host, RuleField { rule, layout, field, hits }) in fields {
        let class = if hits.drifts() { " class=\"drifts\"" } else { "" };
        let layout =
            layout.parse::<u64>().map_or_else(|_| escaped(layout), |layout| (layout + 1).to_string());
        let host = host.map_or(String::new(), |(at, name)| {
            has_hosts = true;
            format!("<th scope=\"row\"><a href=\"#{}\"><bdi>{}</bdi></a></th>", anchor(at), escaped(name))
        });
        let _ = write!(
            rows,
            "<tr{class}>{host}<td><bdi>{}</bdi> {layout}</td><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
            escaped(rule),
            escaped(field),
            grouped(hits.hits),
            grouped(hits.misses),
            percent(hits.misses, hits.pages())
        );
    }
    let host = if has_hosts { "<th scope=\"col\">Host</th>" } else { "" };
    format!(
        "<div class=\"scroll\"><table class=\"fields\"><thead><tr>{host}<th scope=\"col\">Rule, layout</th><th scope=\"col\">Field</th>\
         <th scope=\"col\" class=\"number\">Found</th><th scope=\"col\" class=\"number\">Missed</th><th scope=\"col\" class=\"number\">Share missed</th></tr></thead>\
         <tbody>{rows}</tbody></table></div>"
    )
}

/// Drifting fields that are named on top: more would be a list of its own.
const DRIFTS: usize = 20;

/// The section that warns of rules whose fields are missed; nothing where none is.
pub(super) fn drifts(ranked: &Ranked<'_>) -> String {
    let all = ranked.hosts.iter().enumerate();
    let mut fields: Vec<_> = all
        .flat_map(|(at, (name, host))| {
            host.drifting().into_iter().map(move |field| (Some((at, *name)), field))
        })
        .collect();
    if fields.is_empty() {
        return String::new();
    }
    fields.sort_by_key(|(_, field)| std::cmp::Reverse(field.hits.misses));
    let left = fields.len().saturating_sub(DRIFTS) as u64;
    fields.truncate(DRIFTS);
    let further = if left > 0 {
        format!("<p class=\"faint\">and {} below</p>", counted(left, "further field"))
    } else {
        String::new()
    };
    format!(
        "<section class=\"card warn\"><h2>Rules that miss</h2><p>On more than a third of the pages these fields of a site rule found \
         nothing. The site may have changed its template, or its rule needs another layout. What was missed was found by the \
         generic engine where it could be.</p>{}{further}</section>\n",
        table_of_fields(fields.into_iter())
    )
}

/// The hosts of a report that the table has room for.
pub(super) fn ranked(report: &Report) -> Ranked<'_> {
    report.ranked(ROWS)
}
