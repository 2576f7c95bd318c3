//! A report as one page of HTML that needs nothing else: no network, no other file, and no script to be read.
//!
//! Titles and hosts come from strangers. They get in through `escape` alone, the page allows no script but its own, by
//! its hash, and loads nothing.

mod chart;
mod hosts;
mod left_out;

use std::collections::BTreeMap;

use super::{Host, Report, counted, grouped, percent};
use crate::web::{Document, escaped};
use chart::{CONFIDENCE, Histogram, LENGTH, SHARE, parts};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the head of the page of a run says that was stopped before its end.
const STOPPED: &str = "<meta name=\"tinsach\" content=\"stopped\">";
/// Bytes of a page in which that is.
const HEAD: usize = 1024;

impl Report {
    /// The page. `call` tells how the run was called, as pairs of a name and what is said of it.
    pub fn html(&self, call: &[(String, String)]) -> String {
        self.page(call, "", "")
    }

    /// The same of a run that was stopped before its end, marked as such.
    pub fn html_so_far(&self, call: &[(String, String)]) -> String {
        let note = "<p><strong>The run was stopped before its end.</strong> This is what it had done by then; when it goes \
                    on to its end, the whole report takes the place of this one.</p>";
        self.page(call, &format!("{STOPPED}\n"), note)
    }

    /// Whether these are the first bytes of a page that [`Report::html_so_far`] has made.
    pub fn is_so_far(page: &[u8]) -> bool {
        memchr::memmem::find(&page[..page.len().min(HEAD)], STOPPED.as_bytes()).is_some()
    }

    fn page(&self, call: &[(String, String)], head: &str, note: &str) -> String {
        let sum = self.sum();
        let ranked = hosts::ranked(self);
        let title = headline(&sum);
        let named = self.hosts.keys().filter(|name| !name.is_empty()).count();
        let hosts_told = match (named as u64, self.further.records()) {
            (hosts, 0) => counted(hosts, "host"),
            (hosts, _) => format!("more than {}", counted(hosts, "host")),
        };
        let mut out = format!(
            "<header><p class=\"brand\">tinsach<span> report</span></p><h1>{title}</h1><p class=\"faint\">{hosts_told}, {} of the pages’ text kept</p>{note}</header>\n<main>\n",
            percent(sum.kept, sum.chars)
        );
        out += &sums(&sum);
        out += &reasons(&sum.no_article, &self.errors);
        out += &left_out::section(self, &sum);
        out += &spread(&sum);
        out += &hosts::drifts(&ranked);
        out += &hosts::section(&ranked, &sum);
        out += &called(call);
        out += "</main>\n";
        Document { title: &title, style: STYLE, script: SCRIPT, head }.with(&out)
    }
}

/// What became of records, for drawings and sums.
struct Outcomes {
    name: &'static str,
    class: &'static str,
    count: u64,
}

fn outcomes(host: &Host) -> Vec<Outcomes> {
    let no_article = host.no_article.values().sum();
    let mut all = vec![
        Outcomes { name: "Articles", class: "articles", count: host.articles },
        Outcomes { name: "No article", class: "none", count: no_article },
        Outcomes { name: "Errors", class: "errors", count: host.errors },
    ];
    // Nothing is left out unless it was asked for.
    if host.left_out() > 0 {
        all.push(Outcomes { name: "Left out", class: "left", count: host.left_out() });
    }
    all
}

fn headline(sum: &Host) -> String {
    format!("{} in {}", counted(sum.articles, "article"), counted(sum.records(), "record"))
}

fn sums(sum: &Host) -> String {
    let outcomes = outcomes(sum);
    let drawn: Vec<_> = outcomes.iter().map(|it| (it.class, it.count)).collect();
    let tiles = outcomes.iter().fold(String::new(), |all, Outcomes { name, class, count }| {
        let (share, count) = (percent(*count, sum.records()), grouped(*count));
        all + &format!(
            "<div class=\"{class}\"><dt>{name}</dt><dd>{count}<span>{}</span></dd></div>",
            escaped(&share)
        )
    });
    format!("<section class=\"sums\" aria-label=\"Sums\">{}<dl>{tiles}</dl></section>\n", parts(&drawn))
}

/// Why there is no article, and why records failed.
fn reasons(no_article: &BTreeMap<String, u64>, errors: &BTreeMap<String, u64>) -> String {
    let cards = reason_card("No article, by reason", "none", no_article)
        + &reason_card("Errors (dead letters), by reason", "errors", errors);
    if cards.is_empty() { cards } else { format!("<div class=\"grid two\">{cards}</div>\n") }
}

/// Reasons that a card shows: the others are rare, and are summed.
const REASONS: usize = 12;

fn reason_card(title: &str, class: &str, reasons: &BTreeMap<String, u64>) -> String {
    if reasons.is_empty() {
        return String::new();
    }
    let all: u64 = reasons.values().sum();
    let mut sorted: Vec<(&str, u64)> =
        reasons.iter().map(|(reason, count)| (reason.as_str(), *count)).collect();
    sorted.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    let rest: u64 = sorted.iter().skip(REASONS).map(|(_, count)| count).sum();
    sorted.truncate(REASONS);
    if rest > 0 {
        sorted.push(("other reasons", rest));
    }
    let items = sorted.into_iter().fold(String::new(), |items, (reason, count)| {
        items
            + &format!(
                "<li><span><bdi>{}</bdi></span><b>{}</b>{}</li>",
                escaped(reason),
                grouped(count),
                parts(&[(class, count), ("rest", all - count)])
            )
    });
    format!("<section class=\"card\"><h2>{title}</h2><ul class=\"reasons\">{items}</ul></section>")
}

fn spread(sum: &Host) -> String {
    if sum.articles == 0 {
        return String::new();
    }
    let card = |histogram: &Histogram, bins| {
        format!("<section class=\"card\"><h2>{}</h2>{}</section>", histogram.title, histogram.drawing(bins))
    };
    let cards =
        card(&LENGTH, &sum.lengths) + &card(&SHARE, &sum.shares) + &card(&CONFIDENCE, &sum.confidences);
    format!("<div class=\"grid three\">{cards}</div>\n")
}

fn called(call: &[(String, String)]) -> String {
    let rows = call.iter().fold(String::new(), |rows, (name, words)| {
        rows + &format!("<dt>{}</dt><dd><code>{}</code></dd>", escaped(name), escaped(words))
    });
    format!("<section class=\"card call\"><h2>How it was called</h2><dl>{rows}</dl></section>\n")
}

#[cfg(test)]
mod tests;
