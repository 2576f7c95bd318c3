//! A report as a table for a terminal: the hosts with the most records, the others in one line, all in the last one.

use super::ranked::shown;
use super::{Host, Report, grouped, percent};

/// Lines of the table, with head and sum: so many fit on a small terminal, and more are not read.
const LINES: usize = 20;
/// Characters of a host's or a rule's name.
const NAME: usize = 32;
/// Fields that are named where rules drift.
const DRIFTS: usize = 3;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLine {
    /// Its text, in columns.
    pub text: String,
    /// What it is.
    pub role: Role,
}

/// What a line of the table is, so that a terminal can show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The names of the columns.
    Head,
    /// A host.
    Host,
    /// A host with a rule that misses its fields.
    Drift,
    /// The sum.
    Sum,
}

impl Report {
    /// The table: of at most twenty lines.
    pub fn table(&self) -> Vec<TableLine> {
        let (ranked, all) = (self.ranked(LINES - 2), self.sum());
        let mut rows = vec![(Role::Head, HEAD.map(String::from))];
        for (name, host) in &ranked.hosts {
            let role = if host.drifting().is_empty() { Role::Host } else { Role::Drift };
            rows.push((role, cells(shown(name), host)));
        }
        if let Some(name) = &ranked.others_name {
            rows.push((Role::Host, cells(name, &ranked.others)));
        }
        if rows.len() > 2 {
            let mut sum = cells("all", &all);
            sum[RULE].clear();
            rows.push((Role::Sum, sum));
        }
        aligned(&rows, all.left_out() > 0)
    }
}

const COLUMNS: usize = 8;
const HEAD: [&str; COLUMNS] =
    ["host", "records", "articles", "no article", "left out", "errors", "kept", "rule"];
/// Nothing is left out unless it was asked for: then it has no column.
const LEFT_OUT: usize = 4;
const RULE: usize = 7;

fn cells(name: &str, host: &Host) -> [String; COLUMNS] {
    let no_article = host.no_article.values().sum();
    let numbers = [host.records(), host.articles, no_article, host.left_out(), host.errors].map(grouped);
    let [records, articles, no_article, left_out, errors] = numbers;
    let kept = percent(host.kept, host.chars);
    [plain(name), records, articles, no_article, left_out, errors, kept, rule(host)]
}

/// The rule that misses its fields and what it misses, else the rule of most articles.
fn rule(host: &Host) -> String {
    let drifting = host.drifting();
    let Some(worst) = drifting.first() else { return plain(host.main_rule().unwrap_or_default()) };
    let drifting: Vec<_> = drifting.iter().filter(|it| it.rule == worst.rule).collect();
    let named = drifting.iter().take(DRIFTS);
    let mut missed: Vec<_> =
        named.map(|it| format!("{} on {}", it.field, percent(it.hits.misses, it.hits.pages()))).collect();
    if drifting.len() > DRIFTS {
        missed.push("…".into());
    }
    format!("{} misses {}", plain(worst.rule), missed.join(", "))
}

/// A name that cannot do anything to a terminal, and is not too long for a column.
fn plain(name: &str) -> String {
    let mut out: String =
        name.chars().take(NAME).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if name.chars().count() > NAME {
        out.pop();
        out.push('…');
    }
    out
}

fn aligned(rows: &[(Role, [String; COLUMNS])], has_left_out: bool) -> Vec<TableLine> {
    let width = |column: usize| rows.iter().map(|(_, row)| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; COLUMNS] = std::array::from_fn(width);
    let line = |row: &[String; COLUMNS]| {
        let shown = row.iter().zip(widths).enumerate().filter(|(at, _)| has_left_out || *at != LEFT_OUT);
        let cells = shown.map(|(at, (cell, width))| match at {
            0 | RULE => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(|(role, row)| TableLine { text: line(row), role: *role }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Hits;
    use super::*;

    fn host(articles: u64) -> Host {
        let rules = [("generic".to_owned(), articles)].into();
        Host { articles, errors: 1, rules, chars: 100 * articles, kept: 40 * articles, ..Host::default() }
    }

    fn text(report: &Report) -> String {
        report.table().into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn columns_are_aligned_and_sums_are_last() {
        let mut drifting = host(11_999);
        drifting.fields.insert("a.vn 0 body".into(), Hits { hits: 60, misses: 40 });
        drifting.no_article.insert("home_page".into(), 7);
        let hosts =
            [("báo.vn".into(), host(3)), ("a-long-name.vn".into(), drifting), (String::new(), host(0))];
        let report = Report { hosts: hosts.into(), ..Report::default() };
        let expected = "\
host            records  articles  no article  errors  kept  rule
a-long-name.vn   12,007    11,999           7       1  40 %  a.vn misses body on 40 %
báo.vn                4         3           0       1  40 %  generic
(no address)          1         0           0       1     –  generic
all              12,012    12,002           7       3  40 %";
        assert_eq!(text(&report), expected);
        let roles: Vec<_> = report.table().iter().map(|line| line.role).collect();
        assert_eq!(roles, [Role::Head, Role::Drift, Role::Host, Role::Host, Role::Sum]);
    }

    #[test]
    fn what_is_left_out_has_a_column_where_there_is_any() {
        let mut with_duplicates = host(3);
        with_duplicates.duplicates.insert("text".into(), 2);
        let hosts = [("a.vn".into(), with_duplicates), ("b.vn".into(), host(1))];
        let expected = "\
host  records  articles  no article  left out  errors  kept  rule
a.vn        6         3           0         2       1  40 %  generic
b.vn        2         1           0         0       1  40 %  generic
all         8         4           0         2       2  40 %";
        assert_eq!(text(&Report { hosts: hosts.into(), ..Report::default() }), expected);
    }

    #[test]
    fn it_is_short_however_many_hosts_there_are() {
        let with = |hosts: u64| {
            let hosts = (0..hosts).map(|n| (format!("{n}.vn"), host(n))).collect();
            Report { hosts, ..Report::default() }.table()
        };
        assert_eq!(with(1).len(), 2, "one host is all");
        assert_eq!((with(18).len(), with(19).len(), with(500).len()), (20, 20, 20));
        assert!(with(500)[18].text.starts_with("483 other hosts"), "{:?}", with(500)[18]);
    }

    #[test]
    fn names_do_nothing_to_a_terminal() {
        let hosts = [("\u{1b}[2Jx\n.vn".into(), host(1)), ("y".repeat(60), host(2))];
        let text = text(&Report { hosts: hosts.into(), ..Report::default() });
        assert!(text.contains("\u{fffd}[2Jx\u{fffd}.vn") && !text.contains('\u{1b}'), "{text}");
        assert!(text.contains(&format!("{}…", "y".repeat(31))) && text.lines().count() == 4, "{text}");
    }
}
