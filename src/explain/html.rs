//! An explanation as one page of HTML that needs nothing else, and as the part of it that the workbench shows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{BlockExplained, Explanation, FieldSaid};
use crate::label::Label;
use crate::web::{Document, escaped};

/// How a fragment is shown.
pub(crate) const STYLE: &str = include_str!("style.css");
/// What makes a fragment answer to pointer and keyboard; also one that comes later.
pub(crate) const SCRIPT: &str = include_str!("script.js");

/// Blocks that are shown: a browser takes long over more, and nobody reads them.
const BLOCKS: usize = 20_000;

/// Characters of a block that are shown.
const CHARS: usize = 4_000;

impl Explanation {
    /// A page that shows the blocks, coloured by their labels, with the reason of each, the root and the fields.
    pub fn html(&self) -> String {
        let title = escaped(self.value("title").or(self.url.as_deref()).unwrap_or("a page"));
        let body = format!(
            "<header><p class=\"brand\">tinsach<span> explain</span></p></header>\n{}",
            self.fragment()
        );
        Document { title: &title, style: STYLE, script: SCRIPT, head: "" }.with(&body)
    }

    /// The part of the page that is about this explanation: `<main>` with its sections.
    pub fn fragment(&self) -> String {
        let mut out = String::from("<main>\n");
        out += &self.head();
        out += &self.why();
        out += &self.said();
        out += &self.filters();
        out += "<ol class=\"blocks\" aria-label=\"Blocks of the page\">\n";
        self.blocks.iter().take(BLOCKS).for_each(|it| out += &block(it));
        out += "</ol>\n";
        if let Some(more) = self.blocks.len().checked_sub(BLOCKS).filter(|more| *more > 0) {
            let _ = writeln!(out, "<p class=\"faint\">{more} more blocks are not shown.</p>");
        }
        out + "</main>\n"
    }

    fn value(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|it| it.field == field)?.value.as_deref()
    }

    fn head(&self) -> String {
        let title = match (self.value("title"), self.reason) {
            (Some(title), _) => escaped(title),
            (None, Some(reason)) => format!("No article: {}", escaped(reason)),
            (None, None) => "An article without a headline".to_owned(),
        };
        let chars = |kept: bool| {
            let blocks = self.blocks.iter().filter(|block| block.kept == kept);
            blocks.map(|block| block.text.chars().count()).sum::<usize>()
        };
        let count = |kept: bool| self.blocks.iter().filter(|block| block.kept == kept).count();
        let mut facts = vec![
            format!("{} blocks kept ({} characters)", count(true), chars(true)),
            format!("{} dropped ({})", count(false), chars(false)),
        ];
        facts.extend(self.confidence.map(|it| format!("confidence {it:.2}")));
        facts.push(
            self.encoding.map_or(self.input.to_owned(), |it| format!("{}, {}", self.input, escaped(it))),
        );
        facts.extend(
            (!self.truncated.is_empty()).then(|| format!("cut by {}", escaped(&self.truncated.join(", ")))),
        );
        let url =
            self.url.as_deref().map(|url| format!("<p class=\"faint\"><bdi>{}</bdi></p>", escaped(url)));
        format!(
            "<section class=\"top\"><h1><bdi>{title}</bdi></h1>{}<p class=\"faint\">{}</p></section>\n",
            url.unwrap_or_default(),
            facts.join(" · ")
        )
    }

    /// The root, and what the site's rule found.
    fn why(&self) -> String {
        let mut rows = Vec::new();
        if let Some(encoding) = self.encoding {
            let why = escaped(&self.decoded.reason());
            rows.push(("Encoding", format!("{} <span class=\"faint\">{why}</span>", escaped(encoding))));
        }
        rows.extend(self.decoded.repairs.iter().map(|repair| ("Mended", escaped(&repair.words()))));
        rows.push(("Rule", escaped(&self.rule)));
        if let Some(root) = &self.root {
            rows.push((
                "Root",
                match (root.carried, root.score) {
                    (Some(carried), _) => {
                        format!("taken from {}: the page shows hardly any text", escaped(carried))
                    }
                    (None, Some(score)) => {
                        format!("the element with the greatest sum of its blocks’ worth, {score:.0}")
                    }
                    (None, None) => "chosen by the site’s rule".to_owned(),
                },
            ));
            rows.extend(root.elements.iter().map(|it| ("", format!("<code>{}</code>", escaped(it)))));
        }
        for found in &self.selectors.found {
            let (selector, rule) = (escaped(&found.selector), escaped(&found.rule));
            let by = format!(
                "<code>{selector}</code> <span class=\"faint\">{rule}, layout {}: {} elements</span>",
                found.layout, found.nodes
            );
            rows.push((found.field, by));
        }
        for missed in &self.selectors.missed {
            let (selectors, rule) = (escaped(&missed.selectors.join(", ")), escaped(&missed.rule));
            let by = format!(
                "<span class=\"missed\">missed</span> <code>{selectors}</code> <span class=\"faint\">{rule}, layout {}</span>",
                missed.layout
            );
            rows.push((missed.field, by));
        }
        let rows = rows
            .into_iter()
            .fold(String::new(), |all, (name, what)| all + &format!("<dt>{name}</dt><dd>{what}</dd>"));
        format!("<section class=\"card\"><h2>Why here</h2><dl>{rows}</dl></section>\n")
    }

    /// The fields with their sources.
    fn said(&self) -> String {
        let told = self.fields.iter().filter(|it| it.value.is_some() || !it.said.is_empty());
        let rows = told.fold(String::new(), |all, it| all + &field(it));
        if rows.is_empty() {
            return rows;
        }
        let differ = self.fields.iter().flat_map(|it| &it.said).filter(|it| !it.agrees).count();
        let told = match differ {
            0 => "all sources agree".to_owned(),
            _ => format!("{} of their sources say something else", crate::clean::grouped(differ as u64)),
        };
        format!(
            "<details class=\"card\"><summary><h2>Fields</h2> <span class=\"faint\">{told}</span></summary>\
             <dl class=\"fields\">{rows}</dl></details>\n"
        )
    }

    /// A box for each label that occurs.
    fn filters(&self) -> String {
        let mut counts: BTreeMap<usize, (Label, usize, bool)> = BTreeMap::new();
        for block in &self.blocks {
            let place = Label::ALL.iter().position(|it| *it == block.label).unwrap_or_default();
            let count = counts.entry(place).or_insert((block.label, 0, false));
            (count.1, count.2) = (count.1 + 1, count.2 || block.kept);
        }
        let boxes = counts.into_values().fold(String::new(), |all, (label, count, kept)| {
            let (name, state) = (label.name(), state(kept, label));
            all + &format!(
                "<label class=\"{state} l-{name}\"><input type=\"checkbox\" checked value=\"{name}\">{name} <b>{count}</b></label>"
            )
        });
        format!("<form class=\"filters\" aria-label=\"Labels shown\">{boxes}</form>\n")
    }
}

fn field(said: &FieldSaid) -> String {
    let value = said.value.as_deref().map_or("<span class=\"faint\">nothing</span>".to_owned(), |it| {
        format!("<bdi>{}</bdi>", escaped(it))
    });
    let sources = said.said.iter().fold(String::new(), |all, it| {
        let class = if it.agrees { "agrees" } else { "differs" };
        let sign = if it.agrees { "=" } else { "≠" };
        let (by, value) = (escaped(&it.by), escaped(&it.value));
        all + &format!("<li class=\"{class}\"><b>{sign} {by}</b> <bdi>{value}</bdi></li>")
    });
    let sources = if sources.is_empty() { sources } else { format!("<ul>{sources}</ul>") };
    format!("<dt>{}</dt><dd>{value}{sources}</dd>", said.field)
}

/// What a block is shown as: in the text, a field, or dropped.
const fn state(kept: bool, label: Label) -> &'static str {
    match label {
        _ if kept => "kept",
        Label::Title
        | Label::Caption
        | Label::Credit
        | Label::Byline
        | Label::Source
        | Label::Dateline
        | Label::Breadcrumb
        | Label::Tag => "field",
        _ => "dropped",
    }
}

fn block(block: &BlockExplained) -> String {
    let (name, state) = (block.label.name(), state(block.kept, block.label));
    let mut why = format!("<b>{}</b> {}", block.rule, escaped(&block.evidence));
    if let Some(score) = block.score {
        let _ = write!(why, " · scorer {score:.2}");
    }
    if let Some(element) = &block.element {
        let _ = write!(why, " · <code>{}</code>", escaped(element));
    }
    if let Some((first, last)) = block.lines {
        let _ = if first == last {
            write!(why, " · line {first}")
        } else {
            write!(why, " · lines {first} to {last}")
        };
    }
    let text: String = block.text.chars().take(CHARS).collect();
    let more = if text.len() < block.text.len() { "…" } else { "" };
    format!(
        "<li class=\"{state} l-{name}\" data-label=\"{name}\" tabindex=\"0\"><span class=\"label\">{name}</span>\
         <span class=\"text\" dir=\"auto\">{}{more}</span><span class=\"why\">{why}</span></li>\n",
        escaped(&text)
    )
}
