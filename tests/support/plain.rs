//! What a reader of Markdown or HTML reads, block by block, told by parsers that are not ours.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{ElementRef, Html, Selector};

/// Blocks under construction.
#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    text: String,
    row: Option<Vec<String>>,
}

impl Blocks {
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if let Some(row) = &mut self.row {
            row.push(text.trim().to_owned());
        } else if !text.trim().is_empty() {
            self.out.push(text.trim().to_owned());
        }
    }

    fn open_row(&mut self) {
        self.row = Some(Vec::new());
    }

    fn close_row(&mut self) {
        let row = self.row.take().unwrap_or_default();
        self.out.push(row.join("\t").trim().to_owned());
    }
}

/// The text of each block of a Markdown document, pictures left out.
pub(crate) fn of_markdown(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut blocks = Blocks::default();
    let (mut picture, mut code) = (0, false);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => picture += 1,
            Event::End(TagEnd::Image) => picture -= 1,
            _ if picture > 0 => {}
            Event::Start(Tag::TableRow | Tag::TableHead) => blocks.open_row(),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => blocks.close_row(),
            Event::Start(Tag::CodeBlock(_)) => {
                blocks.flush();
                code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                blocks.out.push(std::mem::take(&mut blocks.text).trim_end_matches('\n').to_owned());
                code = false;
            }
            Event::Start(Tag::TableCell | Tag::Emphasis | Tag::Strong | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            Event::Start(Tag::Strikethrough) => panic!("strikethrough in {markdown}"),
            Event::Start(_) | Event::End(_) => blocks.flush(),
            Event::Text(text) | Event::Code(text) => blocks.text.push_str(&text),
            Event::FootnoteReference(number) => blocks.text.push_str(&number),
            Event::SoftBreak | Event::HardBreak => blocks.text.push(' '),
            Event::InlineHtml(html) if &*html == "<br>" => blocks.text.push(' '),
            other => panic!("{other:?} in {markdown}"),
        }
        assert!(!code || picture == 0);
    }
    blocks.flush();
    blocks.out
}

/// The text of each block of an HTML fragment, captions left out.
pub(crate) fn of_html(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let article = page.select(&Selector::parse("article").unwrap()).next().expect("an article");
    let mut blocks = Blocks::default();
    walk(article, &mut blocks);
    blocks.flush();
    blocks.out
}

fn walk(element: ElementRef<'_>, blocks: &mut Blocks) {
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            blocks.text.push_str(text);
        }
        let Some(inside) = ElementRef::wrap(child) else { continue };
        match inside.value().name() {
            "figure" => {}
            "br" if blocks.row.is_some() => blocks.text.push(' '),
            "a" | "strong" | "em" | "code" => walk(inside, blocks),
            "tr" => {
                blocks.text.clear();
                blocks.open_row();
                walk(inside, blocks);
                blocks.close_row();
            }
            "pre" => {
                blocks.flush();
                walk(inside, blocks);
                blocks.out.push(std::mem::take(&mut blocks.text).trim_end_matches('\n').to_owned());
            }
            "td" | "th" => {
                walk(inside, blocks);
                blocks.flush();
            }
            _ => {
                blocks.flush();
                walk(inside, blocks);
                blocks.flush();
            }
        }
    }
}

/// Everything in an HTML fragment that is not on the list of what is safe.
pub(crate) fn unsafe_parts(html: &str) -> Vec<String> {
    #[rustfmt::skip]
    const NAMES: [&str; 33] = [
        "html", "head", "body", "meta", "article", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table",
        "thead", "tbody", "tr", "th", "td", "blockquote", "pre", "code", "figure", "img", "figcaption", "cite", "a",
        "strong", "em", "br", "section",
    ];
    let mut out = Vec::new();
    for element in Html::parse_document(html).root_element().descendants().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        if !NAMES.contains(&name) {
            out.push(name.to_owned());
        }
        for (attribute, value) in element.value().attrs() {
            let web = |mail: bool| {
                ["http://", "https://"].iter().any(|it| value.to_lowercase().starts_with(it))
                    || (mail && value.to_lowercase().starts_with("mailto:"))
            };
            let fits = match (name, attribute) {
                ("a", "href") => web(true),
                ("img", "src") => web(false),
                ("a", "rel") => value == "nofollow noopener noreferrer",
                ("img", "alt") | ("article", "lang") => true,
                ("ol", "start") | ("li", "value") => value.parse::<u32>().is_ok(),
                ("code", "class") => value.starts_with("language-"),
                _ => false,
            };
            if !fits {
                out.push(format!("{name} {attribute}={value}"));
            }
        }
    }
    out
}
