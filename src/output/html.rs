//! The HTML form: built from the blocks, every text escaped, then put through a sanitiser with a short list of elements.
//!
//! Nothing of the page's own mark-up gets in: elements are made here, for what blocks are. The sanitiser is there for
//! the day when this module is wrong.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::style::{Levels, Part, Run, Style, cells, number, parts, runs, web};
use crate::article::{Article, ArticleBlock, Image};
use crate::label::Label;

/// The elements of the form.
const ELEMENTS: [&str; 29] = [
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "pre",
    "code",
    "figure",
    "img",
    "figcaption",
    "cite",
    "a",
    "strong",
    "em",
    "br",
    "section",
];

/// The article as an `<article>` element: `<h1>` the title, then its blocks. Ends with a line end.
///
/// Links lead to pages of the web and mail only, and pictures come from there; a link to another place is its text.
pub fn html(article: &Article, style: Style) -> String {
    let raw = build(article, style);
    let mut out = sanitiser().clean(&raw).to_string();
    out.push('\n');
    out
}

fn sanitiser() -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::empty();
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("article", HashSet::from(["lang"])),
        ("a", HashSet::from(["href"])),
        ("img", HashSet::from(["src", "alt"])),
        ("ol", HashSet::from(["start"])),
        ("li", HashSet::from(["value"])),
        ("code", HashSet::from(["class"])),
    ]
    .into();
    builder
        .tags(ELEMENTS.into())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer"));
    builder
}

fn build(article: &Article, style: Style) -> String {
    let levels = Levels::of(article);
    let mut out = String::from("<article");
    if let Some(language) = &article.language {
        attribute(&mut out, "lang", language);
    }
    out.push_str(">\n");
    if let Some(title) = &article.title {
        element(&mut out, "h1", &escaped(title));
    }
    // Captions that were asked for as text stand in it already.
    let captions = !article.blocks.iter().any(|block| block.label == Label::Caption);
    for part in parts(article, style) {
        match part {
            Part::Image(image) => figure(&mut out, image, captions),
            Part::Blocks(Label::Subheading, [block, ..]) => {
                element(&mut out, &format!("h{}", levels.level(block)), &text(block, style));
            }
            Part::Blocks(label, run) => blocks(&mut out, (label, run), style),
        }
    }
    out.push_str("</article>");
    out
}

fn blocks(out: &mut String, (label, run): (Label, &[ArticleBlock]), style: Style) {
    match label {
        Label::List => list(out, run, style),
        Label::Footnote if run.iter().all(|block| number(block).is_some()) => list(out, run, style),
        Label::Table => table(out, run, style),
        Label::Code => run.iter().for_each(|block| code(out, block)),
        Label::Quote => {
            out.push_str("<blockquote>\n");
            paragraphs(out, run, style);
            out.push_str("</blockquote>\n");
        }
        _ => paragraphs(out, run, style),
    }
}

fn paragraphs(out: &mut String, run: &[ArticleBlock], style: Style) {
    for block in run {
        element(out, "p", &text(block, style));
    }
}

fn code(out: &mut String, block: &ArticleBlock) {
    out.push_str("<pre><code");
    if let Some(language) = block.markup.as_ref().and_then(|it| it.language.as_deref()) {
        attribute(out, "class", &format!("language-{language}"));
    }
    // A line end right behind the tag would not be text.
    let _ = writeln!(out, ">{}</code></pre>", escaped(&block.text));
}

/// An open list: its level, its element, its last number.
struct Open {
    level: u8,
    name: &'static str,
    number: u32,
}

fn list(out: &mut String, run: &[ArticleBlock], style: Style) {
    let mut open: Vec<Open> = Vec::new();
    let close = |out: &mut String, list: &Open| {
        let _ = write!(out, "</li></{}>", list.name);
    };
    for block in run {
        let level = block.level.unwrap_or(1);
        let name = if block.ordered.unwrap_or(number(block).is_some()) { "ol" } else { "ul" };
        while let Some(list) = open.pop_if(|list| list.level > level) {
            close(out, &list);
        }
        let same = open.last().is_some_and(|list| list.level == level);
        if same && block.markup.as_ref().is_some_and(|it| it.continued) {
            let _ = write!(out, "<br>{}", text(block, style));
            continue;
        }
        if let Some(list) = open.pop_if(|list| list.level == level && list.name != name) {
            close(out, &list);
        }
        if let Some(list) = open.last_mut().filter(|list| list.level == level) {
            let next = list.number.saturating_add(1);
            list.number = number(block).unwrap_or(next);
            out.push_str("</li>\n<li");
            if list.number != next {
                attribute(out, "value", &list.number.to_string());
            }
        } else {
            let number = number(block).unwrap_or(1);
            let _ = write!(out, "<{name}");
            if number != 1 {
                attribute(out, "start", &number.to_string());
            }
            out.push_str("><li");
            open.push(Open { level, name, number });
        }
        let _ = write!(out, ">{}", text(block, style));
    }
    while let Some(list) = open.pop() {
        close(out, &list);
    }
    out.push('\n');
}

fn table(out: &mut String, run: &[ArticleBlock], style: Style) {
    let header = |row: &ArticleBlock| row.markup.as_ref().is_some_and(|it| it.header);
    let rows: Vec<Vec<Vec<Run<'_>>>> = run.iter().map(|row| cells(row, style)).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let heads = run.iter().take_while(|row| header(row)).count();
    out.push_str("<table>\n");
    for (at, mut row) in rows.into_iter().enumerate() {
        if at == 0 && heads > 0 {
            out.push_str("<thead>\n");
        }
        if at == heads {
            out.push_str(if heads > 0 { "</thead>\n<tbody>\n" } else { "<tbody>\n" });
        }
        let name = if at < heads { "th" } else { "td" };
        row.resize(width, Vec::new());
        out.push_str("<tr>");
        for cell in row {
            let _ = write!(out, "<{name}>{}</{name}>", inline(&cell, style));
        }
        out.push_str("</tr>\n");
    }
    out.push_str(if heads == run.len() { "</thead>\n</table>\n" } else { "</tbody>\n</table>\n" });
}

fn figure(out: &mut String, image: &Image, captions: bool) {
    out.push_str("<figure><img");
    attribute(out, "src", web(&image.src).unwrap_or_default());
    attribute(out, "alt", image.alt.as_deref().unwrap_or_default());
    out.push('>');
    if captions && image.caption.as_ref().or(image.credit.as_ref()).is_some() {
        out.push_str("<figcaption>");
        out.push_str(&escaped(image.caption.as_deref().unwrap_or_default()));
        if let Some(credit) = &image.credit {
            out.push_str(if image.caption.is_some() { " <cite>" } else { "<cite>" });
            out.push_str(&escaped(credit));
            out.push_str("</cite>");
        }
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>\n");
}

fn text(block: &ArticleBlock, style: Style) -> String {
    inline(&runs(block, style), style)
}

fn inline(runs: &[Run<'_>], style: Style) -> String {
    let mut out = String::new();
    for group in runs.chunk_by(|one, next| one.href == next.href) {
        let href = group[0].href.filter(|_| style.links).and_then(web);
        if let Some(href) = href {
            out.push_str("<a");
            attribute(&mut out, "href", href);
            out.push('>');
        }
        for run in group {
            self::run(&mut out, run);
        }
        if href.is_some() {
            out.push_str("</a>");
        }
    }
    out
}

fn run(out: &mut String, run: &Run<'_>) {
    if run.line_end {
        out.push_str("<br>");
        return;
    }
    let look = [(run.look.strong, "strong"), (run.look.italic, "em"), (run.look.code, "code")];
    let names = look.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name);
    names.clone().for_each(|name| {
        let _ = write!(out, "<{name}>");
    });
    out.push_str(&escaped(run.text));
    names.rev().for_each(|name| {
        let _ = write!(out, "</{name}>");
    });
}

fn element(out: &mut String, name: &str, inside: &str) {
    let _ = writeln!(out, "<{name}>{inside}</{name}>");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"{}\"", escaped(value));
}

/// Text as it stands between tags and between quotation marks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, block, item};
    use super::*;
    use crate::article::{BlockMarkup, LinkSpan};

    fn body(blocks: Vec<ArticleBlock>, style: Style) -> String {
        let whole = html(&Article { title: None, ..article(blocks) }, style);
        let inside = whole.strip_prefix("<article>\n").and_then(|it| it.strip_suffix("</article>\n"));
        inside.expect("one element").to_owned()
    }

    const ALL: Style = Style { links: true, emphasis: true, images: true };

    #[test]
    fn title_headings_paragraphs_and_language() {
        let sample = article(vec![block(Label::Lead, "Một & <b>"), block(Label::Subheading, "Mục")]);
        let sample = Article { language: Some("vi".into()), ..sample };
        let expected = "<article lang=\"vi\">\n<h1>Chợ phiên *mới*</h1>\n<p>Một &amp; &lt;b&gt;</p>\n<h2>Mục</h2>\n</article>\n";
        assert_eq!(html(&sample, Style::default()), expected);
    }

    #[test]
    fn lists_nest_and_keep_their_numbers() {
        let markup = BlockMarkup { number: Some(5), ..BlockMarkup::default() };
        let five = ArticleBlock { markup: Some(Box::new(markup)), ..item("năm", 1, true) };
        let run = vec![item("a", 1, false), item("b", 2, false), item("c", 1, false), five];
        let expected =
            "<ul><li>a<ul><li>b</li></ul></li>\n<li>c</li></ul><ol start=\"5\"><li>năm</li></ol>\n";
        assert_eq!(body(run, ALL), expected);
    }

    #[test]
    fn rows_of_headings_are_heads() {
        let head = BlockMarkup { header: true, first: true, column: 1, ..BlockMarkup::default() };
        let head = ArticleBlock { markup: Some(Box::new(head)), ..block(Label::Table, "N") };
        let expected = "<table>\n<thead>\n<tr><th></th><th>N</th></tr>\n</thead>\n<tbody>\n\
                        <tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>\n";
        assert_eq!(body(vec![head, block(Label::Table, "a\tb")], ALL), expected);
    }

    #[test]
    fn links_lead_to_pages_and_nowhere_else() {
        let link = |start, end, href: &str| LinkSpan { start, end, href: href.into() };
        let links = vec![link(0, 1, "https://a.vn/?x=\"&y"), link(2, 3, "javascript:x"), link(4, 5, "/z")];
        let markup = BlockMarkup { links, ..BlockMarkup::default() };
        let sample = ArticleBlock { markup: Some(Box::new(markup)), ..block(Label::Body, "a b c") };
        let expected = "<p><a href=\"https://a.vn/?x=&quot;&amp;y\" rel=\"nofollow noopener noreferrer\">a</a> b c</p>\n";
        assert_eq!(body(vec![sample.clone()], ALL), expected);
        assert_eq!(body(vec![sample], Style::default()), "<p>a b c</p>\n");
    }

    #[test]
    fn code_and_pictures() {
        let image = Image {
            src: "https://a.vn/x.jpg".into(),
            alt: Some("\"><script>".into()),
            caption: Some("Cầu".into()),
            credit: Some("Lê Mẫu".into()),
            before: Some(1),
        };
        let sample =
            Article { title: None, images: vec![image], ..article(vec![block(Label::Code, "a <b>\n c")]) };
        let expected = "<article>\n<pre><code>a &lt;b&gt;\n c</code></pre>\n<figure>\
                        <img src=\"https://a.vn/x.jpg\" alt=\"&quot;&gt;&lt;script&gt;\"><figcaption>Cầu <cite>Lê Mẫu</cite>\
                        </figcaption></figure>\n</article>\n";
        assert_eq!(html(&sample, ALL), expected);
    }
}
